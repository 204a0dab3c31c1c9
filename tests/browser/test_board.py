"""The office's board in a real browser: on a desk, on a phone, on paper, without a mouse."""

import re
from typing import Any

import pytest

from tests.browser.conftest import Windows, say, shot

PLACES = {
    "board": "",
    "tasks": "/tasks",
    "found": "/tasks?status=in_progress&words=知识产权",
    "reports": "/reports",
    "departments": "/departments",
    "deliveries": "/deliveries",
    "task": "/task?number=24",
}
A4_LANDSCAPE = (842, 595)  # points


def look(windows: Windows, place: str = "", width: int = 1280, **more: Any) -> Any:
    page = windows.open(width, **more)
    page.goto(f"{windows.base}/web/board{place}")
    return page


@pytest.mark.parametrize(("lang", "width"), [("zh", 1280), ("en", 360)])
def test_every_page_of_the_board_fits_and_is_accessible(
    windows: Windows, lang: str, width: int
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = look(windows, width=width, lang=lang, bypass_csp=True)
    for name, place in PLACES.items():
        page.goto(f"{windows.base}/web/board{place}")
        shot(page, f"{name}-{lang}-{width}")
        assert page.evaluate("document.documentElement.lang")[:2] == lang
        assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0, name
        found = axe.run(page).response["violations"]
        bad = [one for one in found if one["impact"] in ("serious", "critical")]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in bad] == [], name


def test_numbers_lead_to_what_they_count_and_nothing_is_out_of_order(windows: Windows) -> None:
    page = look(windows)
    assert page.locator("figure img").evaluate("img => img.decode().then(() => img.naturalWidth)")
    page.get_by_role("link", name=re.compile("任务$")).first.click()
    assert page.url.endswith("/web/board/tasks")
    numbers = [int(text) for text in page.locator("th.number a").all_inner_texts()]
    assert numbers == list(range(1, 101))
    assert page.locator("tr.neutral").count() == 8
    page.get_by_role("link", name="下一页").click()
    assert page.locator("tbody tr").count() == 6


def test_filters_are_a_form_and_need_no_script(windows: Windows) -> None:
    page = look(windows, "/tasks", java_script_enabled=False)
    page.get_by_label("状态").select_option("in_progress")
    page.get_by_label("关键词").fill("条例")
    page.get_by_role("button", name="筛选").click()
    assert "status=in_progress" in page.url
    assert page.get_by_label("状态").input_value() == "in_progress"
    assert page.get_by_label("关键词").input_value() == "条例"
    assert "筛选：推进中、“条例”" in page.locator("main").inner_text()
    page.get_by_role("link", name="查看全部").click()
    assert "106 项" in page.locator("main").inner_text()


def test_the_keyboard_is_enough_for_the_board(windows: Windows) -> None:
    page = look(windows, "/tasks", 360)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "words":
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.type("海关总署")
    page.keyboard.press("Enter")
    page.wait_for_url("**words=*")
    assert page.locator("tbody tr").count() >= 1


def test_a_note_from_the_chat_is_text_on_the_board(windows: Windows) -> None:
    note = "<img src=x onerror=alert(1)>{{7*7}}"
    say(windows.play("张三"), f"10 推进中 {note}")
    page = look(windows, "/task?number=10")
    assert note in page.locator("main").inner_text()
    assert page.locator("main img").count() == 0
    before = look(windows, "/tasks?words=" + "%3Cimg%20src%3Dx%3E")
    assert before.locator("main img").count() == 0


def test_paper_has_the_lists_and_none_of_the_buttons(windows: Windows) -> None:
    page = look(windows, "/tasks")
    sheets = page.pdf(prefer_css_page_size=True)
    sizes = re.findall(rb"/MediaBox ?\[0 0 ([0-9.]+) ([0-9.]+)\]", sheets)
    assert len(sizes) >= 3
    assert {(round(float(x)), round(float(y))) for x, y in sizes} == {A4_LANDSCAPE}
    page.emulate_media(media="print")
    for gone in ("button", "nav", "form", ".skip"):
        assert not any(one.is_visible() for one in page.locator(gone).all()), gone
    style = "getComputedStyle(document.querySelector('thead')).display"
    assert page.evaluate(style) == "table-header-group"
    foot = page.locator(".printed").inner_text()
    assert f"{windows.base}/web/board/tasks" in foot
    assert "2019年10月" in foot
