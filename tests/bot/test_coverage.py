"""覆盖: which departments no reminder reaches, in plan order, each with why."""

from datetime import date, time, timedelta

from bot.grammar import read
from bot.grammar.intent import Act, Context
from bot.messages import Platform
from bot.model.nudge import Quiet
from bot.model.person import PersonRole
from bot.official import official
from tests.bot.world import World, account_of

OFFICE = "赵敏"


async def gaps(world: World) -> None:
    """One of each kind: nobody, unbound, refused, away, muted by hours and by putting off."""
    async with world.store.unit() as unit:
        people = {one.name: one for one in await unit.people.people()}
        [customs] = await unit.people.department("海关总署")
        await unit.people.add("周林", customs.id, PersonRole.LIAISON, at=world.now)
        await unit.people.suspend(account_of("王芳"), suspended=True)
        deputy = await unit.people.add(
            "代班", people["钱进"].department.id, PersonRole.DEPUTY, at=world.now
        )
        await unit.absences.leave(
            people["钱进"].id, deputy.id, until=date(2019, 10, 20), at=world.now
        )
        await unit.absences.keep_quiet(people["陈静"].id, Quiet(time(8), time(17)))


async def test_what_the_office_sees(world: World) -> None:
    await gaps(world)
    assert await world.say(OFFICE, "覆盖") == (
        "联络覆盖 · 7 个单位\n"
        "可联络 1，需处理 6\n"
        "未登记联络员 2 个单位：中央军委装备发展部、商务部\n"
        "未绑定 1：海关总署（周林）\n"
        "平台拒收或本人关闭了聊天 1：司法部（王芳）\n"
        "休假且代管人联系不上 1：财政部（钱进 至10月20日）\n"
        "静音（免打扰或长时间稍后） 1：知识产权局（陈静：免打扰）\n"
        "只登记一人、无人接替 3：知识产权局、司法部、海关总署\n"
        "[打印绑定码: 绑定码 未绑定]\n"
        "[无联络员: 覆盖 无联络员]\n"
        "[未绑定: 覆盖 未绑定]\n"
        "[拒收: 覆盖 拒收]\n"
        "[休假: 覆盖 休假]\n"
        "[静音: 覆盖 静音]\n"
        "[部门: 部门]"
    )
    assert len(world.statements) == 4
    assert "待您处理：报送审核" not in await world.say(OFFICE, "总览")
    assert "未绑定联络员单位 4，休假或静音单位 2" in await world.say(OFFICE, "总览")
    for line in ("部门 未绑定", "覆盖 未绑定"):
        assert await world.say(OFFICE, line) == (
            "联络覆盖 · 7 个单位\n"
            "可联络 1，需处理 6\n"
            "未绑定 1：海关总署（周林）\n"
            "[打印绑定码: 绑定码 未绑定]\n"
            "[联络覆盖: 覆盖]\n"
            "[部门: 部门]"
        )


async def test_what_is_put_off_for_long_and_who_is_covered(world: World) -> None:
    async with world.store.unit() as unit:
        people = {one.name: one for one in await unit.people.people()}
        await unit.absences.leave(
            people["张三"].id, people["李四"].id, until=date(2019, 10, 20), at=world.now
        )
    await world.say("陈静", "稍后 1 3d")
    assert "知识产权局" not in (await world.say(OFFICE, "覆盖")).partition("只登记")[0]
    async with world.store.unit() as unit:
        task = await world.task(12)
        until = world.now + timedelta(days=30)
        await unit.reminders.snooze(people["陈静"].id, task.id, until=until, at=world.now)
    shown = await world.say(OFFICE, "覆盖 静音")
    assert "知识产权局（陈静：稍后 1 项至11月10日）" in shown
    assert "国防" not in shown
    assert "科技部" not in shown


async def test_in_english_and_for_whom(world: World) -> None:
    await gaps(world)
    async with world.store.unit() as unit:
        ann = next(one for one in await unit.people.people() if one.name == "Ann")
        await unit.staff.put_in(ann.id, PersonRole.OBSERVER)
    assert await world.say("Ann", "coverage") == (
        "Who can be reached · 7 departments\n"
        "Reachable 1, need attention 6\n"
        "2 departments have no liaison registered: CMC EDD, MOFCOM\n"
        "Not bound (1): GACC (周林)\n"
        "Refused by the platform, or chat closed (1): MOJ (王芳)\n"
        "On leave, stand-in not reachable (1): MOF (钱进 until 20 Oct)\n"
        "Muted (1): CNIPA (陈静: quiet hours)\n"
        "Only one person, no stand-in (3): CNIPA, MOJ, GACC\n"
        "[Print codes: code unbound]\n"
        "[Without liaison: coverage without liaison]\n"
        "[Unbound: coverage unbound]\n"
        "[Refused accounts: coverage refused accounts]\n"
        "[On leave: coverage on leave]\n"
        "[Muted: coverage muted]\n"
        "[Departments: dept]"
    )
    assert "您无权这样做" in await world.say("张三", "覆盖")
    assert "没有" in await world.say(OFFICE, "覆盖 某某")


async def test_every_button_is_a_line(world: World) -> None:
    await gaps(world)
    context = Context(now=world.now, highest=106, calendar=official())
    for line in ("覆盖", "部门 未绑定"):
        [reply] = (await world.answer(OFFICE, line)).replies
        for action in reply.card.actions:
            [verdict] = read(action.command, context)
            said = str(verdict)
            assert isinstance(verdict, Act) or "未绑定" in said or Platform.TELEGRAM in said
