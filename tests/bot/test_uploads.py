"""What the office sends in, through the inbox: fetched after the door, read, and shown first."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from bot import crash
from bot.attachments import MOST, Attachment, Fetched, Missed, Why
from bot.crash import Point
from bot.model.desk import UploadKind
from store.desk_tables import upload
from store.sent_in import ApartReader
from tests.bot.desk import Desk
from tests.bot.world import World, make

OFFICE, LIAISON = "赵敏", "张三"
PLAN = "2019年推进计划\n1.推进条例立法。（科技部负责）\n2.军民知识产权转化。（科技部负责）\n"
FILE = ("修订稿.txt", PLAN.encode())
NOT_HERE = "这里只收办公室的文件，您的文件未下载、未保存。"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    world = await make(tmp_path / "desk.db")
    yield await Desk(world).open()
    await world.store.close()


async def uploads(world: World) -> Sequence[tuple[str, int, UploadKind]]:
    async with world.store.database.reading() as sql:
        rows = await sql.rows(upload.select().order_by(upload.c.id))
    return [(row.name, row.size, row.kind) for row in rows]


async def test_a_file_is_read_kept_as_a_draft_and_shown(desk: Desk) -> None:
    before = await desk.world.audited()
    shown = await desk.says(OFFICE, file=FILE)
    assert shown.startswith("计划导入预览：2019年推进计划\n")
    assert await uploads(desk.world) == [("修订稿.txt", len(FILE[1]), UploadKind.PLAN)]
    [entry] = await desk.world.noted(after=before)
    assert entry.startswith("赵敏 telegram private import ")
    assert entry.endswith(" do")
    stored = desk.world.dump()
    assert "军民知识产权转化。（科技部" not in stored  # restricted by its words, nowhere kept
    assert '"document"' not in stored  # nor what Telegram said of the file


async def test_nobody_elses_file_is_ever_fetched(desk: Desk) -> None:
    assert (await desk.says(LIAISON, file=FILE)).startswith(NOT_HERE)
    assert (await desk.says("领导", file=FILE)).startswith(NOT_HERE)
    assert "24 in progress" in await desk.says("Ann", file=FILE)
    assert (await desk.says(LIAISON, "导入\n" + PLAN)).startswith(NOT_HERE)
    forwarded: dict[str, Any] = {"forward_origin": {"type": "user"}}
    assert (await desk.says(LIAISON, file=FILE, **forwarded)).startswith(NOT_HERE)
    both = await desk.says(LIAISON, "24 推进中 见附件", file=FILE)
    assert both.startswith("已记录 1 项，未保存 1 条\n第24项 → 推进中 “见附件”\n")
    assert NOT_HERE in both
    group = {"id": -5, "type": "group"}
    assert await desk.says(LIAISON, file=FILE, chat=group) == ""
    assert await desk.says(OFFICE, file=FILE, chat=group) == ""
    said = await desk.says(OFFICE, "@liaison 导入", file=FILE, chat=group)
    assert said.startswith("文件只在私聊中接收，未下载。请在私聊中发给我。\n---\n")
    said = await desk.says(LIAISON, "@liaison 导入", file=FILE, chat=group)
    assert said.startswith(NOT_HERE)
    assert desk.phone.fetched == []
    assert await uploads(desk.world) == []


async def test_what_is_known_before_is_not_fetched(desk: Desk) -> None:
    said = await desk.says(OFFICE, file=FILE, size=MOST + 1)
    assert said == "文件超过 10 MiB，未下载，未导入。\n文件：修订稿.txt"
    said = await desk.says(OFFICE, file=("扫描.JPG", b"x"))
    assert said.startswith("暂不支持这种格式，未导入。")
    said = await desk.says(OFFICE, file=("（机密）修订稿.docx", b"x"))
    assert said.startswith("内容疑含标密字样“机密”，未保存。")
    said = await desk.says(OFFICE, "10 推进中 见附件", file=FILE)
    assert said.startswith("同时发来的文件未下载。")
    assert "已记录 · 第10项 → 推进中" in said
    assert desk.phone.fetched == []
    assert "（机密）" not in desk.world.dump()
    said = await desk.says(OFFICE, "这是修订稿，请看一下", file=FILE)
    assert said.startswith("计划导入预览")


async def test_what_may_pass_is_waited_for_and_at_last_told(desk: Desk) -> None:
    later = Missed(Why.LATER, "HTTP 503")
    desk.phone.troubles = [later, later]
    start = desk.clock.at
    assert (await desk.says(OFFICE, file=FILE)).startswith("计划导入预览")
    assert (desk.clock.at - start).total_seconds() == 12
    desk.phone.troubles = [later] * 4
    said = await desk.says(OFFICE, file=FILE)
    assert said.startswith("多次尝试后仍无法下载文件，未导入。请稍后重新发送。")
    desk.phone.troubles = [Missed(Why.GONE, "404")]
    assert (await desk.says(OFFICE, file=FILE)).startswith("平台上已没有这个文件")
    desk.phone.troubles = [Missed(Why.TOO_LARGE, "counted")]
    assert (await desk.says(OFFICE, file=FILE)).startswith("文件超过 10 MiB")
    assert len(await uploads(desk.world)) == 1


async def test_pasted_text_and_what_the_importer_refuses(desk: Desk) -> None:
    how = await desk.says(OFFICE, "导入")
    assert how.startswith("导入\n导入计划：把文档作为文件发到这里")
    said = await desk.says(OFFICE, "导入\n" + PLAN)
    assert said.startswith("计划导入预览：2019年推进计划\n")
    assert (await uploads(desk.world))[0][0] == "-"
    assert "军民知识产权转化" not in desk.world.dump().replace("军民知识产权转化。')", "")
    said = await desk.says(OFFICE, "导入\n会议纪要\n今天开会。")
    assert "没有找到责任分工" in said
    said = await desk.says(OFFICE, "导入\n" + "长" * 4000)
    assert said.splitlines()[0] == "粘贴的内容超过 4000 字，未导入。请把文档作为文件发送。"
    said = await desk.says(OFFICE, "导入 期间 2019-02-30 至 2019-12-31")
    assert said.startswith("日期看不明白，未保存。")
    said = await desk.says(OFFICE, "导入 期间 2019-01-01 至 2019-06-30")
    assert said.startswith("计划导入预览")
    await desk.says(OFFICE, "/lang en")
    said = await desk.says(OFFICE, file=("minutes.txt", "今天开会。".encode()))
    assert said.startswith("No item says who is responsible, so this does not look like a plan;")


async def test_what_is_answered_about_a_plan_is_kept_until_the_next(desk: Desk) -> None:
    await desk.says(OFFICE, "导入\n" + PLAN)
    await desk.says(OFFICE, "导入 期间 2019-01-01 至 2019-06-30")
    said = await desk.says(OFFICE, "导入 标题 新的标题")
    assert said.startswith("计划导入预览：新的标题")
    assert "2019-06-30" in said  # what was answered before still counts
    said = await desk.says(OFFICE, "导入 期间 2019-02-01 至 2019-07-31")
    assert said.startswith("计划导入预览：新的标题")
    assert "2019-07-31" in await desk.says(OFFICE, "导入 标题 又一个")
    said = await desk.says(OFFICE, "导入\n" + PLAN + "3.加强宣传。（财政部负责）")
    assert said.startswith("计划导入预览：2019年推进计划\n")


async def test_a_file_that_is_slow_makes_only_its_own_chat_wait(desk: Desk) -> None:
    came, asked = asyncio.Event(), asyncio.Event()
    fetch = desk.phone.fetch

    async def slowly(attachment: Attachment) -> Fetched | Missed:
        asked.set()
        await came.wait()
        return await fetch(attachment)

    desk.phone.fetch = slowly  # type: ignore[method-assign]
    working = asyncio.create_task(desk.worker.run())
    async with asyncio.timeout(10):
        await desk.hears(OFFICE, file=FILE)
        await asked.wait()
        await desk.hears(OFFICE, "我是谁")
        await desk.hears(LIAISON, "24")
        while not desk.phone.cards:  # noqa: ASYNC110 - nobody rings for it
            await asyncio.sleep(0)
        assert [card.title for card in desk.phone.cards] == ["第24项 · 需要更新"]
        came.set()
        while len(desk.phone.cards) < 3:  # noqa: ASYNC110
            await asyncio.sleep(0)
    assert desk.phone.cards[1].title.startswith("计划导入预览")
    working.cancel()
    await asyncio.wait([working])


class Killed(BaseException):
    """As sudden as a signal."""


@pytest.mark.parametrize("point", [Point.BEFORE_FETCH, Point.AFTER_FETCH, Point.AFTER_READ])
async def test_whoever_dies_over_a_file_leaves_nothing_and_it_is_read_once(
    desk: Desk, point: Point
) -> None:
    def die(passed: Point) -> None:
        if passed is point:
            raise Killed

    await desk.hears(OFFICE, file=FILE)
    crash.watch(die)
    try:
        with pytest.raises(Killed):
            await desk.worker.once()
    finally:
        crash.watch(None)
    assert desk.phone.cards == []
    assert await uploads(desk.world) == []
    async with desk.world.store.unit() as unit:
        await unit.inbox.disown(keep=())
    while await desk.worker.once():
        pass
    assert [card.title for card in desk.phone.cards] == ["计划导入预览：2019年推进计划"]
    assert len(await uploads(desk.world)) == 1
    async with desk.world.store.view() as unit:
        assert await unit.inbox.listing(every=True) == []


async def test_the_other_process_reads_pages_and_dies_of_what_is_none(desk: Desk) -> None:
    reader = ApartReader()
    text = (await desk.ledger("台账 csv")).decode("utf-8-sig")
    pages, bad = await asyncio.gather(
        reader.sheets(text.encode("gb18030")), reader.sheets(b"PK\x03\x04" + b"\0" * 99)
    )
    assert [len(page.rows) for page in pages] == [111]
    assert list(bad) == []
    assert json.dumps(pages[0].rows[0][:2], ensure_ascii=False) == '["序号", "章节"]'
