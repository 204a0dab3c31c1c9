"""台账: what the office orders, what the file says, and what nobody gets to see in it."""

import csv
import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from bot import ledgers, making
from bot.cards.plain import plain_text
from bot.messages import Card, Channel, Language
from bot.model.person import PersonRole
from bot.model.report import ReportState
from bot.model.task import DeadlineKind, Status
from reminders.sheets import Sheets
from tests.bot.conftest import Dated
from tests.bot.reported import reported
from tests.bot.world import NOW, World, account_of

OFFICE = "赵敏"
Rows = list[dict[str, str]]


async def made(world: World, line: str, who: str = OFFICE) -> Card:
    """The card with its file, as the inbox makes it."""
    [reply] = (await world.answer(who, line)).replies
    order = reply.card.order
    assert order is not None
    world.trace.clear()
    zone = world.bot.zone
    card = await ledgers.made(order, world.store, Sheets(), now=world.now, zone=zone)
    return making.filled(reply.card, {order: card})


def rows(card: Card) -> Rows:
    assert card.document is not None
    content = card.document.content
    if card.document.name.endswith(".csv"):
        return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    header, *lines = (
        CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    )
    return [dict(zip(map(str, header), map(str, line), strict=True)) for line in lines]


def of(found: Rows, number: int, department: str) -> dict[str, str]:
    key = "责任单位" if "责任单位" in found[0] else "Department"
    first = "序号" if "序号" in found[0] else "No."
    [row] = [row for row in found if row[first] == str(number) and row[key] == department]
    return row


WRITTEN = {
    "序号": "24",
    "章节": "二、加大知识产权保护力度",
    "任务内容": "推进《人类遗传资源管理条例》立法进程，组织编制配套实施细则。",
    "责任单位": "科技部",
    "角色": "分别负责",
    "牵头单位": "科技部、司法部",
    "参与单位": "",
    "责任方式": "分别负责",
    "时限": "",
    "时限说明": "时限：无单项时限",
    "状态": "推进中",
    "进度（%）": "60",
    "亮灯": "黄灯 临近时限",
    "本期报送状态": "草稿",
    "进展情况": "征求意见稿已汇总21家意见；又收到2家意见",
    "存在问题": "分工待定",
    "下一步打算": "送审",
    "审签人": "",
    "填报人": "",
    "报送时间": "",
    "联络员": "张三、Ann",
    "最近更新时间": "2019-10-11 10:00",
    "最近更新人": "张三",
    "销号": "",
    "版本": "2",
}


async def test_the_ledger_of_a_plan(dated: Dated) -> None:
    world = await dated({55: (date(2019, 10, 1), DeadlineKind.EXPLICIT, "10月1日前")})
    await world.say("张三", "24 推进中 60% 征求意见稿已汇总21家意见 问题：分工待定 下一步：送审")
    await world.say("张三", "24 又收到2家意见")
    await world.say("张三", "65 已完成")
    await world.say("张三", "已线下报送 65 10月9日")
    await world.say("钱进", "68 推进中 =1+1")
    await reported(world, 10, "科技部", ReportState.ACCEPTED)
    await world.put(46, "海关总署", Status.CLOSED)
    card = await made(world, "台账")
    assert len(world.trace) == 10
    assert plain_text(card, actions=True).splitlines() == [
        "台账 · 第三季度",
        card.body[0].value.join(("文件：", "")),  # type: ignore[union-attr]
        "110 行，106 项任务，其中线下报送事项 2 项",
        "线下报送事项只列编号、单位、状态、进度和报送日期。",
        "审计校验 " + (await head(world)),
        "仅供办公室使用，请勿转发到群。",
        "[导出 csv: 台账 2019-Q3 csv]",
        "[总览: 总览]",
    ]
    assert card.document is not None
    assert card.document.name == "台账_2019-Q3_20191011-1000.xlsx"
    found = rows(card)
    row = of(found, 24, "科技部")
    assert row == WRITTEN | {name: row[name] for name in ("行键", "原值校验")}
    late = of(found, 55, "科技部")
    assert (late["时限"], late["亮灯"]) == ("2019-10-01", "红灯 逾期")
    part = of(found, 68, "财政部")
    assert (part["角色"], part["牵头单位"], part["进展情况"]) == ("参与", "科技部", "=1+1")
    sent = of(found, 10, "科技部")
    assert (sent["本期报送状态"], sent["填报人"]) == ("已汇总", "张三")
    assert of(found, 46, "海关总署")["销号"] == "已销号"
    assert len({row["行键"] for row in found}) == 110


async def head(world: World) -> str:
    async with world.store.view() as unit:
        return (await unit.audit.head()).witness


async def test_the_second_sheet_says_what_the_file_is(world: World) -> None:
    card = await made(world, "台账 Q3 科技部")
    assert card.document is not None
    book = CalamineWorkbook.from_filelike(io.BytesIO(card.document.content))
    told = {str(line[0]): line[1] for line in book.get_sheet_by_name("说明").to_python()[1:8]}
    assert told == {
        "计划": "2019年推进计划（2019-01-01 – 2019-12-31）",
        "报送期": "第三季度",
        "部门": "科技部",
        "行数": "6 行，6 项任务，其中线下报送事项 1 项",
        "导出时间": "2019-10-11 10:00",
        "导出人": "赵敏",
        "审计校验": await head(world),
    }


NEUTRAL = {"序号", "任务内容", "责任单位", "角色", "牵头单位", "参与单位", "状态", "进度（%）"}
NEUTRAL |= {"本期报送状态", "版本", "行键", "销号", "原值校验"}


@pytest.mark.parametrize("format", ["xlsx", "csv"])
async def test_a_restricted_item_is_a_neutral_row(world: World, format: str) -> None:
    await world.say("张三", "65 推进中 40%")
    await world.say("张三", "已线下报送 65 10月9日")
    card = await made(world, f"台账 {format}")
    found = rows(card)
    shown = {name: text for name, text in of(found, 65, "科技部").items() if text}
    assert shown.keys() <= NEUTRAL
    assert shown["任务内容"] == "线下报送事项"
    assert (shown["状态"], shown["进度（%）"]) == ("推进中", "40")
    assert shown["本期报送状态"] == "已线下报送（2019-10-09）"
    assert of(found, 12, "财政部")["参与单位"] == "财政部"
    assert not [row for row in found if "国防" in str(row) or "军民" in str(row)]
    assert card.document is not None
    assert "国防".encode() not in card.document.content


async def test_what_comes_from_a_sealed_or_returned_report_is_as_the_report_says(
    world: World,
) -> None:
    await world.say("张三", "55 推进中 标准已征求意见 问题：资金 下一步：报批")
    await world.say("张三", "报送 55 已审签 王处长")
    await world.say("张三", "55 又有新情况")
    row = of(rows(await made(world, "台账 科技部 csv")), 55, "科技部")
    assert row["进展情况"] == "标准已征求意见"
    assert (row["审签人"], row["本期报送状态"]) == ("王处长 2019-10-11", "已报")


async def test_one_department_and_both_formats(world: World) -> None:
    card = await made(world, "台账 第三季度 CSV MOST")
    assert card.document is not None
    assert card.document.name == "台账_2019-Q3_科技部_20191011-1000.csv"
    assert card.title == "台账 · 第三季度 · 科技部"
    assert {row["责任单位"] for row in rows(card)} == {"科技部"}
    assert card.actions[0].command == "台账 2019-Q3 科技部 xlsx"


async def test_in_english(world: World) -> None:
    await world.say("张三", "24 推进中 60%")
    async with world.store.unit() as unit:
        [body] = await unit.people.department("联席会议办公室")
        boss = await unit.people.add("Bo", body.id, PersonRole.COORDINATOR, at=NOW)
        await unit.people.bind(boss.id, account_of("Bo"), at=NOW)
        await unit.people.set_language(boss.id, Language.EN)
    card = await made(world, "/export Q3", "Bo")
    assert card.document is not None
    assert card.document.name == "ledger_2019-Q3_20191011-1000.xlsx"
    assert plain_text(card).splitlines()[2:] == [
        "110 rows, 106 items, 2 offline items among them",
        "Offline items show number, departments, status, percentage and date only.",
        f"Audit {await head(world)}",
        "For the office's own use: do not pass it on in groups.",
    ]
    row = of(rows(card), 24, "MOST")
    assert (row["Role"], row["Status"], row["Light"]) == (
        "each its own part",
        "In progress",
        "yellow, due soon",
    )


@pytest.mark.parametrize("who", ["张三", "领导"])
async def test_others_get_nothing(world: World, who: str) -> None:
    answer = await world.answer(who, "台账")
    assert [reply.card.order for reply in answer.replies] == [None]
    assert "”只能由办公室操作" in plain_text(answer.replies[0].card)


@pytest.mark.parametrize("channel", [Channel.GROUP, Channel.OTHER])
async def test_a_group_never_gets_the_file(world: World, channel: Channel) -> None:
    replies = (await world.answer(OFFICE, "台账", channel=channel)).replies
    ordered = [reply for reply in replies if reply.card.order is not None]
    assert [reply.private for reply in ordered] == [True]


async def test_what_is_unclear_asks(world: World) -> None:
    assert await world.say(OFFICE, "台账 Q1") == (
        "没有叫“2019-Q1”的报送期，未生成文件。要哪一期的？\n"
        "[第三季度: 台账 2019-Q3 xlsx]\n"
        "[全部台账: 台账 xlsx]"
    )
    assert await world.say(OFFICE, "台账 csv 科技") == (
        "“科技”不能确定是本计划的哪个单位，未生成文件。要哪个单位的？\n"
        "[科技部: 台账 2019-Q3 科技部 csv]\n"
        "[全部台账: 台账 csv]\n"
        "[部门: 部门]"
    )
    assert "不能确定" in await world.say(OFFICE, "台账 教育部")  # known, without a part
    assert "不能确定" in await world.say(OFFICE, "台账 ' OR 1=1 --")


@pytest.mark.parametrize("line", ["台账", "导出台账", "ledger", "台账xlsx", "台账 excel", "台账？"])
async def test_other_ways_to_say_it(world: World, line: str) -> None:
    [reply] = (await world.answer(OFFICE, line)).replies
    assert reply.card.order is not None
    assert reply.card.order.format == "xlsx"


async def test_before_there_is_a_plan(planless: World) -> None:
    assert "尚未导入工作计划" in await planless.say(OFFICE, "台账")
