"""覆盖: which departments no reminder reaches, in plan order, each with why."""

from datetime import date, time, timedelta

from sqlalchemy import insert

from bot.grammar import read
from bot.grammar.intent import Act, Context
from bot.messages import Platform
from bot.model.nudge import Quiet
from bot.model.person import PersonRole
from bot.model.task import TaskRole
from bot.official import official
from store.tables import share as share_table
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
        "未绑定 1 个单位：海关总署（周林）\n"
        "平台拒收或本人关闭了聊天 1 个单位：司法部（王芳）\n"
        "休假且代管人联系不上 1 个单位：财政部（钱进 至10月20日）\n"
        "静音（免打扰或长时间稍后）1 个单位：知识产权局（陈静：免打扰）\n"
        "只登记一人、无人接替 3：知识产权局、司法部、海关总署\n"
        "[打印绑定码: 绑定码 未绑定]\n"
        "[未登记: 覆盖 未登记]\n"
        "[未绑定: 覆盖 未绑定]\n"
        "[拒收: 覆盖 拒收]\n"
        "[休假: 覆盖 休假]\n"
        "[静音: 覆盖 静音]\n"
        "[部门: 部门]"
    )
    assert len(world.statements) == 4
    assert "待您处理：报送审核" not in await world.say(OFFICE, "总览")
    assert (
        "未登记联络员 2 个单位，未绑定 1 个单位，平台拒收或本人关闭了聊天 1 个单位，"
        "休假或静音单位 2\n"
    ) in await world.say(OFFICE, "总览")
    for line in ("部门 未绑定", "覆盖 未绑定"):
        assert await world.say(OFFICE, line) == (
            "联络覆盖 · 7 个单位\n"
            "可联络 1，需处理 6\n"
            "未绑定 1 个单位：海关总署（周林）\n"
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
        "2 departments without a liaison: CMC EDD, MOFCOM\n"
        "1 department not bound: GACC (周林)\n"
        "1 department refused by the platform, or chat closed: MOJ (王芳)\n"
        "1 department on leave, stand-in not reachable: MOF (钱进 until 20 Oct)\n"
        "1 department muted: CNIPA (陈静: quiet hours)\n"
        "Only one person, no stand-in (3): CNIPA, MOJ, GACC\n"
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


async def part_of_the_office(world: World, ref: int, role: TaskRole) -> None:
    task, share = await world.task(ref), (await world.task(ref)).shares[0]
    async with world.store.unit() as unit:
        [office] = await unit.people.department("联席会议办公室")
    values = {"task_id": task.id, "department_id": office.id, "position": 9, "role": role}
    async with world.store.database.writing() as sql:
        await sql.count(insert(share_table).values(**values, status=share.status, version=1))


async def test_one_word_for_one_gap_and_none_for_the_office_itself(world: World) -> None:
    """未登记: nobody is there; 未绑定: somebody is, and has no account."""
    async with world.store.unit() as unit:
        [customs] = await unit.people.department("海关总署")
        await unit.people.add("周林", customs.id, PersonRole.LIAISON, at=world.now)
    await part_of_the_office(world, 60, TaskRole.PARTICIPANT)
    both = "未登记联络员 2 个单位，未绑定 1 个单位"
    assert f"，{both}\n" in await world.say(OFFICE, "总览")
    shown = await world.say(OFFICE, "部门")
    assert f"\n{both}\n" in shown
    assert "\n海关总署 · 周林（未绑定） · 牵头 1" in shown
    assert "\n联席会议办公室 · 牵头 0，参与 1\n" in shown
    named = "未登记联络员 2 个单位：中央军委装备发展部、商务部", "未绑定 1 个单位：海关总署"
    opening = await world.say(OFFICE, "报送期 开 专项检查 9月1日至9月30日 10月21日")
    assert "\n".join(named) in opening
    urging = await world.say(OFFICE, "催办 未报")
    assert all(f" · {line}（将列入电话清单）\n" in urging for line in named)
    await part_of_the_office(world, 55, TaskRole.LEAD)
    assert "\n联席会议办公室 · 未登记联络员 · 牵头 1" in await world.say(OFFICE, "部门")
