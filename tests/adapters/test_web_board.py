"""The office's board: what it says, to whom, and what it never says."""

import re
from collections.abc import AsyncIterator
from html import unescape
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import update

from adapters.web.guard import HEADERS
from bot.model.person import PersonRole
from store.tables import person as person_table
from tests.adapters.board_world import CANARY, NOTE, PATHS, URL, Office, busy, office
from tests.bot.world import make

OFFICE, OBSERVER = "赵敏", "领导"
READERS = (OFFICE, OBSERVER, None)
QUERIES = ("", "?status=blocked", "?chapter=1", "?words=知识产权", "?department=财政部&page=7")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Office]:
    """One for all tests: nothing that looks at the board changes anything."""
    world = await busy(tmp_path_factory.mktemp("board") / "liaison.db")
    yield office(world)
    await world.store.close()


def seen(page: str) -> str:
    """What a person reads: no markup, one blank between words."""
    body = page.partition("<main")[2]
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", body).split()))


async def text(client: httpx.AsyncClient, address: str, status: int = 200) -> str:
    answer = await client.get(address)
    assert answer.status_code == status, address
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    return answer.text


pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_overview_counts_what_the_cards_count(house: Office) -> None:
    async with house.browser(OFFICE) as client:
        page = seen(await text(client, "/web/board"))
    assert "2019年推进计划 · 截至 2019年10月11日 周五 10:00" in page
    assert "第三季度报送：10月15日（周二）截止，还有 3 个工作日（含 10月12日周六调休）" in page
    assert "106 任务 1 红灯 逾期" in page
    assert "2 / 107 已报报送单" in page
    assert "3 / 7 消息送不到的单位" in page
    assert "3 未送达或未处理" in page
    assert "1 待审核报送单" in page
    assert "1 待答复延期申请" in page
    assert "10月24日 周四前到期" in page
    assert "46 加强进出口环节知识产权保护 海关总署 未启动 黄灯 临近时限" in page
    assert "节点：10月16日 出台政策 另有线下报送事项 1 项，不列示" in page
    assert "68 继续实施国家科技成果转化引导基金" in page
    assert re.search(r"审计链头：[0-9]+:[0-9a-f]{12}", page)
    said = await house.world.say(OFFICE, "总览")
    for status in ("未启动 102", "推进中 1", "受阻/需协调 1", "已完成（待核）1", "已办结 1"):
        assert status in said
    assert re.search(r"全计划 102 1 0 1 1 1 106 1 \d+ \d+", page)


async def test_a_list_is_sorted_by_number_whatever_is_asked(house: Office) -> None:
    async with house.browser(OFFICE) as client:
        for query in QUERIES:
            page = await text(client, f"/web/board/tasks{query}")
            numbers = [int(n) for n in re.findall(r"task\?number=([0-9]+)", page)]
            assert numbers == sorted(numbers)
        first = await text(client, "/web/board/tasks")
        rest = await text(client, "/web/board/tasks?page=2")
    assert len(re.findall(r"task\?number=", first)) == 100
    assert len(re.findall(r"task\?number=", rest)) == 6
    assert 'rel="next" href="?page=2"' in first
    assert len(first.encode()) < 100_000


async def test_filters_say_what_they_show_and_what_they_did_not_understand(house: Office) -> None:
    async with house.browser(OFFICE) as client:
        page = seen(await text(client, "/web/board/tasks?status=blocked&light=mauve&x=1"))
        empty = seen(await text(client, "/web/board/tasks?words=没有这样的词"))
        meant = seen(await text(client, "/web/board/tasks?words=博览汇"))
        beyond = seen(await text(client, "/web/board/tasks?status=blocked&page=7"))
        english = seen(await text(client, "/web/board/tasks?light=red&lang=en"))
    assert "未识别，已忽略：mauve、x=1" in page
    assert "筛选：受阻/需协调（1 项）" in page
    assert "线下报送事项不参与筛选，此处不列示。" in page
    assert "没有符合条件的任务。请减少筛选条件。" in empty
    assert "没有“博览汇”，按“博览会”找到 1 项。" in meant
    assert "未识别，已忽略：7 筛选：受阻/需协调（1 项）" in beyond
    assert "Shown: red, overdue (1)" in english
    assert "55 分类制定以科技创新质量和贡献为导向" in english
    assert "MOST Not started red, overdue 1 Oct" in english


async def test_what_is_reported_offline_is_a_neutral_line_for_everybody(house: Office) -> None:
    for who in READERS:
        async with house.browser(who) as client:
            listed = seen(await text(client, "/web/board/tasks"))
            reports = seen(await text(client, "/web/board/reports"))
            assert "11 事项11" in listed
            assert "12 线下报送事项 13 事项13" in listed
            assert "65 线下报送事项 66 事项66" in listed
            assert "12 线下报送事项 13 事项13" in reports
            for query in ("?words=12", "?department=中央军委装备发展部", "?status=in_progress"):
                found = await text(client, f"/web/board/tasks{query}")
                assert "number=12" not in found
                assert "number=65" not in found


async def test_a_task_is_shown_as_far_as_its_reader_may_see_it(house: Office) -> None:
    async with house.browser(OFFICE) as client:
        whole = seen(await text(client, "/web/board/task?number=24"))
        offline = seen(await text(client, "/web/board/task?number=65"))
        unknown = seen(await text(client, "/web/board/task?number=999", 404))
        for wrong in ("", "?number=0", "?number=x", "?number=-1"):
            await text(client, f"/web/board/task{wrong}", 404)
    assert "第24项" in whole
    assert "历史记录 10月11日 10:00 张三（科技部） → 推进中 进展： 征求意见稿已汇总" in whole
    assert "线下报送事项 状态： 推进中" in offline
    assert "→ 推进中" in offline
    assert "计划中没有第 999 项。" in unknown
    for who in (OBSERVER, None):
        async with house.browser(who) as client:
            stub = seen(await text(client, "/web/board/task?number=65"))
            assert "历史记录" in seen(await text(client, "/web/board/task?number=24"))
        assert "第65项 线下报送事项" in stub
        assert "推进中" not in stub


async def test_whom_a_dead_letter_concerns_is_for_the_office(house: Office) -> None:
    async with house.browser(OFFICE) as client:
        page = seen(await text(client, "/web/board/deliveries"))
    assert "未送达 2 条" in page
    assert "王芳（司法部） 第三季度进展未报 Telegram 被拒收 blocked by the user" in page
    assert re.search(r"在私聊中发：重发 [0-9]+，或 放弃 [0-9]+", page)
    assert "群或未绑定账号" in page
    assert "未能处理 1 条" in page
    for who in (OBSERVER, None):
        async with house.browser(who) as client:
            page = seen(await text(client, "/web/board/deliveries"))
        assert "Telegram 被拒收 1" in page
        assert "涉及何人由办公室查看并处理。" in page
        assert "王芳" not in page


async def test_departments_and_reports_stand_in_plan_order(house: Office) -> None:
    async with house.browser(OBSERVER) as client:
        bodies = seen(await text(client, "/web/board/departments"))
        reports = seen(await text(client, "/web/board/reports"))
    assert "消息可送达的单位 4/7，设备用联系人的单位 1" in bodies
    assert "知识产权局 陈静 无 Telegram 98 0 98 96 科技部 张三、Ann 李四 Telegram" in bodies
    assert "海关总署 未登记联络员" in bodies
    assert "应报 107，已报 2，未报 105" in reports
    assert "按计划顺序排列，不作排名" in reports
    order = [reports.index(f" {name} ") for name in ("知识产权局", "科技部", "司法部", "海关总署")]
    assert order == sorted(order)


async def test_nothing_that_is_restricted_stands_anywhere(house: Office) -> None:
    pages = []
    for who in READERS:
        async with house.browser(who) as client:
            for path in PATHS:
                for query in QUERIES:
                    pages.append((await client.get(path + query)).text)
            pages += [(await client.get(f"/web/board/task?number={n}")).text for n in (12, 65)]
    assert len(pages) > 100
    assert not any(CANARY in page for page in pages)
    assert any("线下报送事项" in page for page in pages)


async def test_what_people_wrote_is_text_in_every_place(house: Office) -> None:
    async with house.browser(OFFICE) as client:
        page = await text(client, "/web/board/task?number=24")
        echoed = await client.get("/web/board/tasks", params={"words": NOTE, NOTE: NOTE})
    for markup in (page, echoed.text):
        assert "<script>alert" not in markup
        assert "<img src=x" not in markup
        assert "\u202e" not in markup
        assert ">49<" not in markup
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in markup
    assert " style=" not in page
    assert "javascript:" not in page


async def test_the_chart_is_that_of_the_digests(house: Office) -> None:
    async with house.browser(OBSERVER) as client:
        answer = await client.get("/web/board/chart.svg")
        english = await client.get("/web/board/chart.svg?lang=en")
    assert answer.headers["content-type"] == "image/svg+xml"
    for words in ("各章状态（共 106 项）", "一、深化知识产权领域改革", "累计 2/107"):
        assert words in answer.text
    assert "Items by chapter and status (106)" in english.text
    assert CANARY not in answer.text


async def test_a_page_takes_as_many_statements_whatever_the_plan(house: Office) -> None:
    allowed = {"": 16, "/tasks?status=blocked&words=a": 8, "/reports": 6, "/departments": 7}
    allowed |= {"/task?number=24": 6, "/chart.svg": 6, "/deliveries": 9}
    async with house.browser(OFFICE) as client:
        for path, most in allowed.items():
            house.world.trace.clear()
            await text(client, f"/web/board{path}")
            selects = [one for one in house.world.trace if one.startswith(("SELECT", "WITH"))]
            assert 3 <= len(selects) <= most, path
            assert len(selects) == len(house.world.trace), path


async def test_without_a_session_and_with_one_of_a_liaison_there_is_nothing(house: Office) -> None:
    async with httpx.AsyncClient(transport=house.app, base_url=URL) as stranger:
        bodies = {(await stranger.get(path)).text for path in (*PATHS, "/web/nowhere")}
    assert len(bodies) == 1
    async with house.browser(OBSERVER) as client:
        await _becomes(house, PersonRole.LIAISON)
        try:
            for path in PATHS:
                assert (await client.get(path)).status_code == 404
        finally:
            await _becomes(house, PersonRole.OBSERVER)
        assert (await client.get("/web/board")).status_code == 200


async def _becomes(house: Office, role: PersonRole) -> None:
    async with house.world.store.database.writing() as sql:
        of = update(person_table).where(person_table.c.name == OBSERVER)
        await sql.count(of.values(role=role))


async def test_before_the_first_import_the_board_says_so(tmp_path: Path) -> None:
    world = await make(tmp_path / "liaison.db", plan=False)
    async with office(world).browser() as client:
        for path in PATHS:
            assert "尚未导入工作计划。" in (await client.get(path)).text
    await world.store.close()
