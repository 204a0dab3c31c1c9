"""运行状态: all that liaison status knows, on one card, with what to do next."""

from datetime import timedelta

from bot.dispatch import Bot
from bot.messages import Address, Card, Event, Part, Platform
from bot.model.person import PersonRole
from bot.ports import TICK, LaneState, Route
from tests.bot.previews import confirm
from tests.bot.world import NOW, World

OFFICE = "赵敏"
ROUTE = Route(platform=Platform.TELEGRAM, tenant="1")


async def ticked(world: World) -> None:
    async with world.store.unit() as unit:
        await unit.ticks.note(TICK, world.now - timedelta(seconds=12))


async def test_all_is_well(world: World) -> None:
    await ticked(world)
    world.bot = Bot(
        world.bot.zone, limits=world.bot.limits, pulses=lambda: {Platform.WECOM: world.now}
    )
    shown = await world.say(OFFICE, "运行状态")
    assert shown == (
        "运行状态：绿（正常）\n"
        "Telegram：最近送达 10:00（0 秒前）\n"
        "企业微信：已连接 10:00（0 秒前）\n"
        "上次定时检查：9:59（12 秒前）\n"
        "待处理消息：等待 0，处理中 0，搁置 0\n"
        "待发消息：等待 0，发送中 0，结果不明 0，未送达 0\n"
        "下次汇总提醒：10月14日 周一 9:00\n"
        "下期简报：未登记群\n"
        "工作日安排：已知至 2026 年底\n"
        "审计：完整\n"
        "备份：由运维人员执行，此处无记录\n"
        "版本：0.1.0\n"
        "[下期简报: 简报 预览]\n"
        "[联络覆盖: 覆盖]\n"
        "[审计: 审计]"
    )
    assert len(world.statements) == 13
    assert "第24项" in await world.say("张三", "/status 24")
    assert "”只能由办公室操作" in await world.say("张三", "运行状态")


async def test_an_announcement_is_the_next_reminder(world: World) -> None:
    """It stands in the bundle of a working day before the ladder's next step."""
    world.now = NOW + timedelta(hours=9)  # after office hours
    await ticked(world)
    await world.say(OFFICE, confirm(await world.say(OFFICE, "通知 联络员 请核对通讯录")))
    assert "下次汇总提醒：10月12日 周六 9:" in await world.say(OFFICE, "运行状态")


async def test_what_waits_for_the_office_has_its_buttons(world: World) -> None:
    await ticked(world)
    async with world.store.unit() as unit:
        to = Address(Platform.TELEGRAM, "1", "gone")
        await unit.outbox.put("reply:x", to, [Part("x", Card("题"))], at=NOW, cause="x")
        await unit.outbox.enroll(ROUTE, limit=9)
        [held] = await unit.outbox.claim_answers(ROUTE, "x", now=NOW, limit=1)
        await unit.outbox.intend(held, "x", at=NOW)
        free = LaneState(free_at=NOW, stop_until=NOW)
        await unit.outbox.settle(held, "refused", at=NOW, lane=free, reason="blocked")
        event = Event(platform=Platform.TELEGRAM, tenant="1", id="e", lane="e", payload="{}")
        await unit.inbox.add([event], at=NOW - timedelta(minutes=9))
    shown = await world.say(OFFICE, "运行状态")
    assert shown.startswith(
        "运行状态：红（有故障）\n有消息等待处理已 9 分钟\n1 条未送达：请重发或放弃\n\n"
    )
    assert "Telegram：最近收到 9:51，最近送达" in shown
    assert (
        "待处理消息：等待 1，处理中 0，搁置 0\n"
        "待发消息：等待 0，发送中 0，结果不明 0，未送达 1\n"
        "等待最久：9:51"
    ) in shown
    assert f"[重发: 重发 {held.id}]\n[放弃: 放弃 {held.id}]\n" in shown
    async with world.store.unit() as unit:
        ann = next(one for one in await unit.people.people() if one.name == "Ann")
        await unit.staff.put_in(ann.id, PersonRole.COORDINATOR)
    assert (await world.say("Ann", "/status")).startswith(
        "Status: red, something is broken\n"
        "A message has been waiting to be worked for 9 min\n"
        "1 undelivered: send again or give up\n"
    )
