"""下载对照表: what a document changes, as a file; nothing of what is reported offline is in it."""

from dataclasses import replace

import pytest

from bot import making
from bot.messages import Card
from bot.model.ledger import read_row_key
from reminders.sheets import Sheets
from store.spreadsheet import sheets_of
from tests.bot.revised import OFFICE, answered, button, keep, revised
from tests.bot.world import World


async def asked(world: World, line: str) -> Card:
    [reply] = (await world.answer(OFFICE, line)).replies
    return reply.card


async def file_of(world: World, line: str) -> tuple[Card, list[list[str]]]:
    order = (await asked(world, line)).order
    assert order is not None
    zone = world.bot.zone
    card = await making.made(order, world.store, Sheets(), now=world.now, zone=zone)
    assert card.document is not None
    return card, [list(row) for row in sheets_of(card.document.content)[0][1]]


async def test_the_differences_as_a_table(world: World) -> None:
    preview = await answered(world, await revised(world))
    card, rows = await file_of(world, button(preview, "下载对照表"))
    assert card.title == "对照表 · 第 2 号计划稿与现行版"
    assert card.document is not None
    assert card.document.name == "对照表_2_20191011-1000.xlsx"
    assert "变化 45 项，其余 62 项相同" in card.body
    assert rows[0] == ["新稿编号", "现行编号", "变化", "现行", "新稿", "新稿责任单位", "行键"]
    by_number = {row[0] or f"-{row[1]}": row for row in rows[1:]}
    changed = by_number["25"]
    assert changed[1:3] == ["24", "原第 24 项；文字修改"]
    assert "组织编制配套实施细则" in changed[3]
    assert "抓紧编制配套实施细则" in changed[4]
    task = (await world.task(24)).id
    assert read_row_key(changed[6]) == (1, task, 0)
    assert by_number["5"][3:5] == ["", "建立重点领域专利预警与导航服务平台。"]
    assert by_number["-46"][3:5] == ["加强进出口环节知识产权保护。", ""]
    assert "修订后的计划已生效" in await world.say(OFFICE, button(preview, "确认导入"))


@pytest.mark.parametrize("number", [12, 24])
async def test_what_is_reported_offline_is_not_read_there(world: World, number: int) -> None:
    """Neither what was, though the document prints it, nor what the document makes so."""
    async with world.store.view() as unit:
        first = await unit.revisions.draft(1)
    assert first is not None
    secret = "推进《人类遗传资源管理条例》立法进程" if number == 24 else "CANARY 新的说法。"
    tasks = [
        replace(one, text=secret if number == 12 else one.text, restricted_suggested=number == 24)
        if one.number == str(number)
        else one
        for one in first.tasks
    ]
    id = await keep(world, replace(first, sha256="ef" * 32, tasks=tuple(tasks)))
    listed = await world.say(OFFICE, f"计划稿 {id} 逐条")
    _, rows = await file_of(world, f"计划稿 {id} 对照表")
    assert secret not in listed
    assert secret not in str(rows)


async def test_where_no_file_can_be_sent(world: World) -> None:
    id = await revised(world)
    shown = await world.say(OFFICE, f"计划稿 {id} 对照表", files=False)
    assert shown.startswith("此处不能发送文件，未生成。")
    assert "“计划稿”只能由办公室操作" in await world.say("张三", f"计划稿 {id} 对照表")
