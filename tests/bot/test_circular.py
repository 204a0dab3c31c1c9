"""通报: what the office orders, and what the draft says, word for word."""

import csv
import io
from collections import Counter
from datetime import date, timedelta

import pytest
from docx import Document
from sqlalchemy import update

from bot import making
from bot.cards.plain import plain_text
from bot.messages import Card, Channel, Language
from bot.model.report import ReportState
from bot.model.task import Status
from reminders.sheets import Sheets
from store.period_tables import report
from tests.bot.previews import confirm
from tests.bot.reported import reported
from tests.bot.world import World

OFFICE = "赵敏"


async def made(world: World, line: str, who: str = OFFICE) -> Card:
    """The card with its file, as the inbox makes it."""
    [reply] = (await world.answer(who, line)).replies
    order = reply.card.order
    assert order is not None
    card = await making.made(order, world.store, Sheets(), now=world.now, zone=world.bot.zone)
    return making.filled(reply.card, {order: card})


def lines(card: Card) -> list[str]:
    """The file's paragraphs, with the table where it stands."""
    assert card.document is not None
    paper = Document(io.BytesIO(card.document.content))
    found = list[str]()
    for block in paper.element.body:
        if block.tag.endswith("}tbl"):
            table = paper.tables[0]
            found += ["|".join(cell.text for cell in row.cells) for row in table.rows]
        else:
            found.append("".join(text.text or "" for text in block.iter() if text.tag[-2:] == "}t"))
    return [line for line in found if line]


async def told(world: World, ref: int, short: str, **texts: str) -> None:
    task, share = await world.task(ref), await world.share(ref, short)
    async with world.store.database.writing() as sql:
        await sql.count(
            update(report)
            .where(report.c.task_id == task.id, report.c.department_id == share.department.id)
            .values(written_at=world.now, **texts)
        )


async def busy(world: World) -> World:
    """Two reports on item 24, one on 68 that is a draft, 10 blocked and reported; the day after."""
    await reported(world, 24, "科技部", ReportState.ACCEPTED)
    await told(world, 24, "科技部", progress="征求意见稿已汇总21家意见", next_steps="11月底前送审")
    await reported(world, 24, "司法部", ReportState.SUBMITTED, by="王芳")
    await told(world, 24, "司法部", progress="=SUM(A1) <b>&{fact}</b>", problems="分工待定。")
    await reported(world, 10, "科技部", ReportState.SUBMITTED)
    await told(world, 10, "科技部", progress="", problems="", next_steps="")
    await world.put(10, "科技部", Status.BLOCKED)
    await reported(world, 68, "科技部", ReportState.DRAFT)
    await told(world, 68, "科技部", progress="草稿不引用")
    await told(world, 65, "科技部", progress="金丝雀")
    await world.put(46, "海关总署", Status.CLOSED)
    world.now += timedelta(days=5)
    return world


async def test_the_draft_word_for_word(world: World) -> None:
    await busy(world)
    found = lines(await made(world, "通报"))
    assert not any(word in line for word in ("金丝雀", "草稿不引用") for line in found)
    assert found[:14] == [
        "关于《2019年推进计划》第三季度进展情况的通报",
        "（草稿）",
        "各责任单位：",
        "根据各责任单位截至2019年10月16日10:00报送的情况，现将进展情况通报如下。",
        "一、总体进展情况",
        "任务共106项，涉及责任单位7个。按状态：未启动104项，推进中0项，滞后0项，受阻/需协调1项，"
        "已完成（待核）0项，已办结1项。按亮灯：红灯 逾期103项，黄灯 临近时限0项，绿灯 正常3项。",
        "应报送办公室107份，已报送3份（其中已汇总1份），未报送104份。",
        "线下报送事项2项，按规定线下报送，本通报只计数、不列内容。",
        "章节|任务|应报|已报|未报|已办结",
        "深化知识产权领域改革|19|19|1|18|0",
        "加大知识产权保护力度|87|88|2|86|1",
        "合计|106|107|3|104|1",
        "二、各章节进展情况",
        "（一）深化知识产权领域改革",
    ]
    rest = found[14:]
    assert rest[:6] == [
        "本期没有已报送进展的任务18项：第1—11、13—19项。",
        "线下报送事项1项，不列内容。",
        "（二）加大知识产权保护力度",
        "24. 推进《人类遗传资源管理条例》立法进程（科技部、司法部；绿灯 正常）。"
        "科技部：征求意见稿已汇总21家意见。司法部：=SUM(A1) <b>&{fact}</b>。",
        "本期没有已报送进展的任务85项：第20—23、25—64、66—106项。",
        "线下报送事项1项，不列内容。",
    ]
    assert rest[6:10] == [
        "三、存在问题和需协调事项",
        "10. 加强国家科技计划全流程的知识产权管理（科技部）。受阻/需协调。",
        "24. 推进《人类遗传资源管理条例》立法进程（司法部）。分工待定。",
        "四、逾期未报情况",
    ]
    assert rest[10] == (
        "报送截止日为10月15日，尚有4个单位的102份未报送。以下按计划编号排列，不作排名。"
    )
    assert rest[11] == "1. 事项1（知识产权局）"
    assert rest[-5:] == [
        "另有线下报送事项未报2份，不列内容。",
        "五、下一步工作打算",
        "24. 推进《人类遗传资源管理条例》立法进程（科技部）。11月底前送审。",
        "（此处由办公室补充下一步工作要求）",
        "2019年10月16日",
    ]


async def test_the_card_says_what_it_holds(world: World) -> None:
    await busy(world)
    card = await made(world, "通报")
    assert card.document is not None
    shown = plain_text(card, actions=True)
    assert shown.startswith("通报稿（草稿） · 第三季度\n文件：通报稿_2019-Q3_20191016-1000.docx（")
    assert (
        "任务 106 项，其中线下报送事项 2 项；应报 107，已报 3，未报 104\n"
        "只引用已报送的内容，照录原文；印发前请核对。\n"
        "线下报送事项只计数，不列内容。\n"
        "审计校验 "
    ) in shown
    assert shown.endswith(
        "仅供办公室使用，请勿转发到群。\n[导出台账: 台账]\n[未报清单: 未报 2019-Q3]\n[总览: 总览]"
    )
    assert (await world.noted())[-1] == "赵敏 telegram private circular do"
    head = Document(io.BytesIO(card.document.content)).sections[0]
    foot = "".join(p.text for p in head.footer.paragraphs)
    assert "2019-10-16 10:00 生成 · 审计校验 " in foot


async def test_a_department_or_a_chapter(world: World) -> None:
    of_justice = "\n".join(lines(await made(world, "通报 Q3 司法部")))
    assert "本稿仅涉及“司法部”。" in of_justice
    assert "任务共1项，涉及责任单位1个" in of_justice
    chapter = await made(world, "通报 第一章")
    assert chapter.document is not None
    assert "任务共19项" in "\n".join(lines(chapter))
    assert chapter.title == "通报稿（草稿） · 第三季度 · 一、深化知识产权领域改革"
    assert "任务共87项" in "\n".join(lines(await made(world, "通报 保护力度")))
    assert await world.say(OFFICE, "通报 教育部") == (
        "“教育部”不是本计划的单位或章节，未生成文件。\n"
        "[全部任务的通报稿: 通报 2019-Q3]\n[部门: 部门]"
    )
    assert await world.say(OFFICE, "通报 Q1") == (
        "没有叫“2019-Q1”的报送期，未生成文件。要哪一期的？\n[第三季度: 通报 2019-Q3]"
    )


async def test_in_english(world: World) -> None:
    await busy(world)
    async with world.store.unit() as unit:
        person = next(p for p in await unit.people.people() if p.name == OFFICE)
        await unit.people.set_language(person.id, Language.EN)
    card = await made(world, "circular")
    found = lines(card)
    assert found[0] == "Circular on the progress of “2019年推进计划” in Q3 2019"
    assert found[1:5] == [
        "(draft)",
        "To the departments responsible:",
        "What follows was reported by the departments until 16 Oct 2019, 10:00.",
        "I. Overall progress",
    ]
    text = "\n".join(found)
    assert (
        "24. 推进《人类遗传资源管理条例》立法进程 (MOST, MOJ; green, on track). "
        "MOST: 征求意见稿已汇总21家意见. MOJ: =SUM(A1) <b>&{fact}</b>."
    ) in text
    assert "Due on 15 Oct; 102 reports of 4 departments are missing." in text
    assert card.title == "Draft of a circular · Q3 2019"


@pytest.mark.parametrize("who", ["张三", "领导"])
async def test_others_get_nothing(world: World, who: str) -> None:
    answer = await world.answer(who, "通报 Q3")
    assert [reply.card.order for reply in answer.replies] == [None]
    assert "”只能由办公室操作" in plain_text(answer.replies[0].card)
    replies = (await world.answer(OFFICE, "通报", channel=Channel.GROUP)).replies
    assert [reply.private for reply in replies if reply.card.order is not None] == [True]


async def test_before_the_limit_nothing_is_overdue(world: World) -> None:
    assert world.now.date() < date(2019, 10, 15)
    text = "\n".join(lines(await made(world, "通报")))
    assert "四、尚未报送情况" in text
    assert "各单位未报送需协调解决的问题，没有滞后或受阻的任务。" in text


async def test_a_sealed_period_still_tells_who_had_reported_and_what_was_accepted(
    world: World,
) -> None:
    await reported(world, 24, "科技部", ReportState.SUBMITTED)
    await reported(world, 10, "科技部", ReportState.SUBMITTED)
    await world.say(OFFICE, "通过 24 科技部")
    await world.say(OFFICE, confirm(await world.say(OFFICE, "报送期 封存 Q3")))
    found = lines(await made(world, "通报"))
    assert found[5].endswith("绿灯 正常106项（第三季度已封存，未报的不再计入）。")
    assert "应报送办公室107份，已报送2份（其中已汇总1份），未报送105份。" in found
    ledger = (await made(world, "台账 csv")).document
    assert ledger is not None
    rows = list(csv.DictReader(io.StringIO(ledger.content.decode("utf-8-sig"))))
    said = Counter(row["本期报送状态"] for row in rows if row["责任单位"] == "科技部")
    assert said == {"已汇总（已封存）": 1, "已报（已封存）": 1, "未报（已封存）": 3, "": 1}
