"""更正: what was used already is corrected beside it; in a sealed period the office agrees."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.commands.taking_back import Sent
from bot.digest_data import digest_of, to_json
from bot.messages import Channel
from bot.model.desk import CorrectionState
from bot.model.digest import Digest, Scope
from bot.model.report import ReportState
from bot.model.task import Status
from tests.bot.previews import confirm
from tests.bot.reporting import set_report
from tests.bot.world import NOW, World

OFFICE = "赵敏"


async def seal(world: World) -> None:
    await world.say("张三", "24 推进中 已汇总20家意见")
    await world.say("张三", "报送 24 已审签")
    await world.say(OFFICE, "通过 24 科技部")
    await world.say(OFFICE, confirm(await world.say(OFFICE, "报送期 封存 Q3")))


async def keep_digest(world: World, scope: Scope = Scope.PLAN, of: str = "") -> None:
    day = NOW.date()
    made = Digest(
        scope=scope, of=of, week="2019-W41", first=day, last=day, since=NOW, at=world.now, until=day
    )
    data = to_json(made)
    async with world.store.unit() as unit:
        assert await unit.digests.keep(
            1,
            place=f"{scope}{of}",
            week=made.week,
            at=world.now,
            data=data,
            digest=digest_of(data),
        )


async def test_a_correction_stands_beside_the_record(world: World) -> None:
    await world.say("张三", "24 推进中 已汇总20家意见")
    assert await world.say("张三", "更正 24 应为21家") == (
        "已更正 · 第24项\n"
        "更正：应为21家\n"
        "原记录保留，状态不变。\n"
        "张三（科技部） 10:00\n"
        "[历史记录: 记录 24]\n"
        "[查看第 24 项: 24]"
    )
    assert (await world.share(24, "科技部")).status is Status.IN_PROGRESS
    assert "①进展情况：已汇总20家意见；更正：应为21家" in await world.say("张三", "报送 24")
    assert "更正：应为21家\n" in await world.say("张三", "记录 24")
    assert await world.say("张三", "撤销") == (
        "您最后一次操作是更正第 24 项，更正记录保留，未撤销。写错了请再发：更正 24 原文应为……\n"
        "[更正第 24 项: 更正 24]\n"
        "[查看第 24 项: 24]"
    )


async def test_what_the_office_has_accepted_is_corrected_and_not_undone(world: World) -> None:
    await world.say("张三", "24 推进中 已汇总20家意见")
    await world.say("张三", "报送 24 已审签")
    await set_report(world, {"state": ReportState.ACCEPTED})
    refused = await world.say("张三", "撤销")
    assert "第 24 项第三季度已报送，报送单含这条记录且已汇总，未撤销。" in refused
    assert "[更正第 24 项: 更正 24]" in refused
    assert "第 24 项要更正什么？未保存。" in await world.say("张三", "更正 24")
    assert "已附在第三季度报送单“进展情况”之后。" in await world.say("张三", "更正24 应为21家")
    assert "①进展情况：已汇总20家意见；更正：应为21家" in await world.say("张三", "报送 24")
    assert "Correction: 应为21家" in await world.say("Ann", "history 24")


async def test_a_digest_that_has_gone_out_is_not_unsaid(world: World) -> None:
    await world.say("张三", "24 推进中 已汇总20家意见")
    world.now += timedelta(hours=1)
    await keep_digest(world, Scope.DEPARTMENT, "财政部")
    await keep_digest(world)
    assert await world.say("张三", "撤销") == (
        "第 24 项的这条更新已计入 10月11日 发出的简报 2，简报不改，未撤销。"
        "如需更正请发：更正 24 原文应为……\n"
        "[更正第 24 项: 更正 24]\n"
        "[查看第 24 项: 24]"
    )
    chapter = Sent(1, NOW, Scope.CHAPTER, "二、加大知识产权保护力度")
    assert chapter.is_about(await world.task(24))
    assert not chapter.is_about(await world.task(10))


async def test_a_sealed_period_is_corrected_once_the_office_agrees(world: World) -> None:
    await seal(world)
    assert await world.say("张三", "更正 24 应为21家") == (
        "已申请更正 · 第24项\n"
        "更正：应为21家\n"
        "第三季度已于 10月11日 封存，办公室同意后记入。\n"
        "将告知：办公室\n"
        "张三（科技部） 10:00\n"
        "[撤回更正: 更正 24 撤回]\n"
        "[查看第 24 项: 24]"
    )
    assert "更正：" not in await world.say("张三", "记录 24")
    assert await world.say(OFFICE, "更正") == (
        "更正申请 1 件\n"
        " 24 推进《人类遗传资源管理条例》立法进程… · 科技部 第三季度 · 应为21家\n"
        "答复请发：同意更正 24，或 不同意更正 24 理由\n"
        "[同意更正: 同意更正 24]\n"
        "[不同意更正: 不同意更正 24]"
    )
    assert "不同意第 24 项更正须写明理由，尚未答复。" in await world.say(OFFICE, "不同意更正 24")
    assert await world.say(OFFICE, "同意更正 24") == (
        "已同意更正 · 第24项\n"
        "更正：应为21家\n"
        "已记入第三季度报送单。\n"
        "将告知：张三（科技部）\n"
        "[查看第 24 项: 24]"
    )
    assert "更正：应为21家" in await world.say("张三", "记录 24")
    assert "已汇总20家意见；更正：应为21家" in await world.say("张三", "报送 24 Q3")
    assert "没有待答复的更正申请" in await world.say(OFFICE, "同意更正 24")
    async with world.store.view() as unit:
        part = (await world.task(24)).id, (await world.share(24, "科技部")).department.id
        said = await unit.ledgers.entries(1, None, zone=ZoneInfo("Asia/Shanghai"))
    assert said[part].progress == "已汇总20家意见"  # of the time since nothing has been said


async def test_declined_withdrawn_replaced_and_in_english(world: World) -> None:
    await seal(world)
    await world.say("张三", "更正 24 应为21家")
    assert "贵单位此前的申请已由本次代替。" in await world.say("李四", "更正 24 应为22家")
    assert "[撤回更正: 更正 24 撤回]" in await world.say("张三", "更正")
    assert "已封存的报送单没有改动。" in await world.say("张三", "更正 24 撤回")
    assert "没有待答复的更正申请" in await world.say("张三", "更正 24 撤回")
    shown = await world.say("Ann", "correct 24 Q3 should read 21")
    assert shown.startswith("Correction asked for · item 24\nCorrection: should read 21\n")
    assert "未同意更正 · 第24项" in await world.say(OFFICE, "不同意更正 24 以原文为准")
    async with world.store.view() as unit:
        assert await unit.corrections.requests(1) == []
        last = await unit.corrections.request(3)
        assert last is not None
        assert (last.state, last.answer) == (CorrectionState.DECLINED, "以原文为准")
    world.now += timedelta(minutes=1)
    await world.say("张三", "24 推进中 新一季度开始")  # what was said since is not sealed
    assert "已更正 · 第24项" in await world.say("张三", "更正 24 应为二季度")


@pytest.mark.parametrize(
    ("who", "line", "words"),
    [
        ("张三", "更正", "要更正哪一项？未保存。"),
        ("张三", "更正 10 应为一", "第 10 项还没有贵单位的记录可更正，未保存。"),
        ("张三", "更正 46 应为一", "第 46 项的责任单位是海关总署"),
        ("张三", "更正 65 CANARY", "第 65 项设为“线下报送”"),
        ("张三", "更正 12 CANARY", "第 12 项"),
        ("张三", "更正 24 CANARY 机密", "内容疑含标密字样“机密”"),
        ("张三", "更正 24 " + "长" * 2001, "内容超过 2000 字"),
        ("张三", "更正 208 应为一", "没有第 208 项"),
        ("张三", "更正 全部 应为一", "不能一次改全部任务"),
        ("张三", "更正 24 Q1 应为一", "没有“2019-Q1”这个报送期"),
        ("领导", "更正 24 应为一", "只能查看"),
        ("张三", "同意更正 24", "“同意更正”只能由办公室操作，未执行。"),
        (OFFICE, "更正", "没有待答复的更正申请。"),
    ],
)
async def test_what_cannot_be_corrected(world: World, who: str, line: str, words: str) -> None:
    assert words in await world.say(who, line)
    assert "CANARY" not in world.dump()


async def test_a_group_gets_a_button(world: World) -> None:
    said = await world.say("张三", "更正 24 应为21家", channel=Channel.GROUP)
    assert "[办理: 更正 24 应为21家]" in said
