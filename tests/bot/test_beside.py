"""Beside the matrix: groups, people and plans that change, and buttons that are only lines."""

import secrets
from datetime import date

import pytest
from sqlalchemy import update

from bot.codes import new_action_code
from bot.commands.base import PATIENCE
from bot.messages import Channel
from bot.model.person import PersonRole
from bot.model.plan import PlanDraft, TaskDraft
from bot.model.task import LeadBasis, Mode, Status
from bot.ports import PlanPeriod
from store.tables import person as person_table
from store.tables import plan as plan_table
from tests.bot.world import NOW, World, account_of

HINT = (
    "此账号尚未绑定，未执行。请向本单位备用联系人或联席会议办公室索取绑定码，"
    "在私聊中发送，如：绑定 K7QM-2XPA-9TDR-5FHC"
)
ASKS = (
    "43",
    "999",
    "24",
    "记录 43",
    "43 推进中 进展",
    "搜索 数据",
    "总览",
    "我的任务",
    "撤销",
    "确认 0",
)


_ASIDE = ("inbox", "delivery", "lane", "bucket", "attempt", "audit_entry", "audit_head", "flood")


async def rows(world: World) -> list[str]:
    """Every row but those that any message leaves, refused or not."""
    aside = tuple(f'INSERT INTO "{table}"' for table in _ASIDE)
    return [line for line in world.dump().splitlines() if not line.startswith(aside)]


@pytest.mark.parametrize("channel", Channel)
async def test_whoever_is_not_bound_hears_the_same_whatever_is_asked(
    world: World, channel: Channel
) -> None:
    answers = [await world.answer("陌生人", line, channel=channel) for line in ASKS]
    titles = {answer.replies[0].card.title for answer in answers}
    assert titles == {HINT}
    numbers = [await world.answer("陌生人", line, channel=channel) for line in ("43", "999")]
    assert len({answer.replies[0].card for answer in numbers}) == 1
    assert all(answer.replies[0].private for answer in answers) is (channel is not Channel.PRIVATE)


@pytest.mark.parametrize("who", ["张三", "李四", "领导", "陌生人"])
@pytest.mark.parametrize("line", ["绑定本群", "停用本群", "简报 暂停"])
async def test_only_the_office_registers_and_dissolves_a_group(
    world: World, who: str, line: str
) -> None:
    await world.say("赵敏", "绑定本群", channel=Channel.OTHER)
    before = await rows(world)
    for channel in (Channel.OTHER, Channel.PRIVATE):
        await world.answer(who, line, channel=channel)
    assert await rows(world) == before


async def test_somebody_of_another_department_loses_the_old_items_at_once(world: World) -> None:
    await world.say("张三", "24 推进中 一句进展")
    async with world.store.unit() as unit:
        [body] = await unit.people.department("财政部")
    async with world.store.database.writing() as sql:
        moved = update(person_table).where(person_table.c.name == "张三")
        await sql.count(moved.values(department_id=body.id))
    before = await rows(world)
    for line in ("24 已完成", "24 推进中 又一句", "记录 24", "报送 24 进展：甲"):
        assert "您代表财政部" in await world.say("张三", line), line
    assert "未撤销" in await world.say("张三", "撤销")
    assert await rows(world) == before
    assert "24" not in await world.say("张三", "我的任务")


async def test_somebody_who_was_revoked_is_nobody_with_the_next_message(world: World) -> None:
    await world.say("张三", "24")
    card = world.last
    async with world.store.unit() as unit:
        [person] = [one for one in await unit.people.people() if one.name == "张三"]
        await unit.people.revoke(person.id, at=NOW)
    assert await world.say("张三", "24 已完成", reply_to=card) == HINT
    assert (await world.share(24, "科技部")).status is Status.NOT_STARTED


async def test_the_account_of_somebody_revoked_can_be_bound_to_who_comes_after(
    world: World,
) -> None:
    async with world.store.unit() as unit:
        [person] = [one for one in await unit.people.people() if one.name == "张三"]
        await unit.people.revoke(person.id, at=NOW)
        new = await unit.people.add("新人", person.department.id, PersonRole.LIAISON, at=NOW)
    code = "K7QM-2XPA-9TDR-5FHC"
    await world.issue("新人", code, expires=NOW.replace(day=12))
    assert "绑定成功" in await world.say("张三", f"绑定 {code}")
    async with world.store.view() as unit:
        assert (await unit.people.who(account_of("张三"))).person == new


async def test_a_person_of_the_plan_before_is_nobody_in_the_next(world: World) -> None:
    """There is one plan in force: its items rule, whatever had the number before."""
    await world.say("张三", "24 推进中 一句进展")
    draft = PlanDraft(sha256="cd" * 32, name="next.txt", tasks=tuple(map(_next, range(1, 30))))
    year = PlanPeriod(
        title="2020", starts=date(2019, 10, 1), ends=date(2020, 12, 31), issued_on=None
    )
    async with world.store.database.writing() as sql:
        await sql.count(update(plan_table).values(in_force=None))
    async with world.store.unit() as unit:
        await unit.plans.apply(await unit.plans.keep(draft, at=NOW), year, at=NOW)
    await world.say("赵敏", "谢谢")
    before = await rows(world)
    for line in ("24 已完成", "记录 24", "报送 24 进展：甲"):
        assert "您代表科技部" in await world.say("张三", line), line
    assert "未撤销" in await world.say("张三", "撤销")
    assert "一句进展" not in await world.say("赵敏", "记录 24")
    assert await rows(world) == before


def _next(number: int) -> TaskDraft:
    return TaskDraft(
        number=str(number),
        text=f"新事项{number}。",
        chapter="一、总则",
        section=None,
        mode=Mode.SOLE,
        leads=("海关总署",),
        lead_basis=LeadBasis.CLOSING_RULE,
        departments=("海关总署",),
        restricted_suggested=False,
    )


async def test_a_button_of_somebody_elses_card_does_what_typing_does(world: World) -> None:
    await world.say("张三", "24")
    card = world.last
    pressed = await world.say("王芳", "24 已完成", reply_to=card)
    assert "王芳（司法部）" in pressed
    assert (await world.share(24, "科技部")).status is Status.NOT_STARTED
    assert (await world.share(24, "司法部")).status is Status.DONE
    assert "不能更新，未保存" in await world.say("陈静", "24 已完成", reply_to=card)


@pytest.mark.parametrize(
    "line", ["46 已完成", "12 推进中 秘密的一句", "催办 24", "定时限 24 2019-11-30", "通过 24"]
)
async def test_an_edited_button_does_no_more_than_typing(world: World, line: str) -> None:
    await world.say("张三", "24")
    before = await rows(world)
    await world.say("张三", line, reply_to=world.last)
    await world.say("张三", line)
    assert await rows(world) == before


async def test_a_stale_card_asks(world: World) -> None:
    await world.say("李四", "24")
    card = world.last
    await world.say("张三", "24 推进中")
    before = await rows(world)
    assert "仍" in await world.say("李四", "24 已完成", reply_to=card)
    assert await rows(world) == before


async def test_a_code_is_for_one_person_for_a_while_and_once(world: World) -> None:
    preview = await world.answer("赵敏", "催办 24")
    [line] = [a.command for a in preview.replies[0].card.actions if a.command.startswith("确认 ")]
    before = await rows(world)
    assert "已过期" in await world.say("张三", line)
    assert "已过期" in await world.say("领导", line)
    for _ in range(100):
        assert "已过期" in await world.say("张三", f"确认 {new_action_code()}")
    for code in ("0" * 26, "Z" * 26, secrets.token_hex(13), "' OR 1=1", "%", "确认"):
        await world.say("张三", f"确认 {code}")
    assert await rows(world) == before
    assert "已" in await world.say("赵敏", line)
    before = await rows(world)
    assert "已过期" in await world.say("赵敏", line)
    assert await rows(world) == before


async def test_a_code_that_waited_too_long_does_nothing(world: World) -> None:
    preview = await world.answer("赵敏", "催办 24")
    [line] = [a.command for a in preview.replies[0].card.actions if a.command.startswith("确认 ")]
    world.now += PATIENCE
    before = await rows(world)
    assert "已过期" in await world.say("赵敏", line)
    assert await rows(world) == before


async def test_what_was_cancelled_cannot_be_confirmed(world: World) -> None:
    lines = [await _confirm(world, line) for line in ("线下 24 是", "停用 钱进")]
    assert await world.say("赵敏", "取消") == "已取消，未改动。"
    before = await rows(world)
    for line in lines:
        assert "已过期" in await world.say("赵敏", line)
    assert await rows(world) == before


async def test_a_pressed_cancel_is_for_its_card_and_its_person(world: World) -> None:
    first = await _confirm(world, "线下 24 是")
    card = world.last
    second = await _confirm(world, "停用 钱进")
    await world.say("张三", "取消", reply_to=card)
    await world.say("张三", "取消")
    await world.say("赵敏", "取消", reply_to=card)
    assert "已过期" in await world.say("赵敏", first)
    assert "钱进（财政部）已停用" in await world.say("赵敏", second)


async def _confirm(world: World, line: str) -> str:
    preview = await world.answer("赵敏", line)
    [found] = [a.command for a in preview.replies[0].card.actions if a.command.startswith("确认 ")]
    return found


async def test_what_the_office_writes_in_one_go_or_backwards_is_offered(world: World) -> None:
    for said, meant in (
        ("停用钱进", "停用 钱进"),
        ("绑定码钱进", "绑定码 钱进"),
        ("审计钱进", "审计 钱进"),
        ("10 销号", "销号 10"),
        ("把第10项销号", "销号 10"),
        ("第10项恢复", "恢复 10"),
    ):
        answer = await world.answer("赵敏", said)
        card = answer.replies[0].card
        assert card.title == "没看明白，未改动。您是不是要："
        assert [action.command for action in card.actions] == [meant], said
        assert meant not in await world.say("张三", said)
