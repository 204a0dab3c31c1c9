"""What a bundle is about: only what its ladder has come to, and what came back."""

from datetime import date
from pathlib import Path

from bot.model.task import DeadlineKind
from tests.bot.cast import Due
from tests.bot.world import make
from tests.reminders.story import Story, at, key_of


async def test_before_reports_are_asked_for_a_bundle_is_about_its_dates(tmp_path: Path) -> None:
    due: Due = (date(2019, 9, 24), DeadlineKind.EXPLICIT, "9月底前")
    dated = Story(await make(tmp_path / "liaison.db", dues={24: due}))
    dated.midnight = at(19, 0, month=9)
    dated.go(at(19, 8, 59, month=9))
    await dated.look()
    told = dict(await dated.until(at(19, 9, 30, month=9)))
    assert told["张三"] == "科技部 张三 您好，有 1 项临近或已过时限"
    dated.go(at(26, 8, 59, month=9))
    await dated.look()
    told = dict(await dated.until(at(26, 9, 30, month=9)))
    assert "第三季度报送已开始" in told["张三"], told
    await dated.world.store.close()


async def test_what_came_back_is_marked(tmp_path: Path) -> None:
    story = Story(await make(tmp_path / "liaison.db"))
    await story.world.say("张三", "报送 24 进展：形成初稿")
    await story.world.say("张三", "报送 24 已审签")
    await story.world.say("赵敏", "退回 24 科技部 缺数据")
    story.go(at(14, 8, 59))
    await story.look()
    await story.until(at(14, 9, 30))
    card = await story.card(await key_of(story, "张三", 14))
    assert " 24 推进《人类遗传资源管理条例》立法进程…（退回，待修改）\n" in card, card
    assert card.count("退回") == 1
    assert " 55 60 无新进展\n" in card  # to what came back that is no answer
    await story.world.store.close()
