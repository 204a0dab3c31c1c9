"""The simulator in a real browser, as people use it."""

import time
from typing import Any

import pytest

from tests.browser.conftest import Windows, answer, playwright, say, shot

SKINS = ("telegram", "slack", "wecom")


def test_a_newcomers_first_minute(windows: Windows) -> None:
    page = windows.open()
    page.get_by_label("单位或姓名").fill("科技部")
    page.get_by_role("button", name="搜索").click()
    page.get_by_role("button", name="张三").click()
    page.wait_for_selector("#log[data-live]")
    assert page.locator("h1").inner_text() == "张三"
    before = page.locator(".message.bot").count()
    page.get_by_role("button", name="我的任务", exact=True).first.click()
    assert "第三季度报送" in answer(page, before).inner_text()
    card = say(page, "24")
    assert "人类遗传资源管理条例" in card.inner_text()
    before = page.locator(".message.bot").count()
    card.get_by_role("button", name="推进中", exact=True).click()
    playwright.expect(page.locator("#log")).to_contain_text("已记录")
    shot(page, "first-minute")


def test_what_one_window_writes_another_sees_at_once(windows: Windows) -> None:
    office, other = windows.play("赵敏"), windows.play("王芳")
    for page in (office, other):
        page.get_by_role("link", name="工作群").click()
        page.wait_for_selector("#log[data-live]")
    began = time.monotonic()
    other.fill("#text", "@联络员 24")
    other.press("#text", "Enter")
    playwright.expect(office.locator("#log")).to_contain_text("王芳")
    playwright.expect(office.locator("#log")).to_contain_text("第24项")
    assert time.monotonic() - began < 1
    assert "王芳" in office.locator(".message.person").last.inner_text()
    other.get_by_role("link", name="私聊").click()
    other.wait_for_selector("#log[data-live]")
    say(other, "24 推进中 两个窗口")
    office.get_by_role("link", name="私聊").click()
    office.wait_for_selector("#log[data-live]")
    assert "两个窗口" in say(office, "记录 24").inner_text()


def test_a_window_of_slack_is_filled_in(windows: Windows) -> None:
    page = windows.play("张三", skin="slack")
    card = say(page, "68")
    card.get_by_role("button", name="填写进展", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="保存").wait_for()
    shot(page, "slack-window")
    dialog.get_by_role("button", name="保存").click()
    playwright.expect(dialog.locator(".wrong:visible")).to_have_count(1)
    dialog.get_by_label("进展情况").fill("<b>新设</b>子基金3支")
    before = page.locator(".message.bot").count()
    dialog.get_by_role("button", name="保存").click()
    assert "<b>新设</b>子基金3支" in answer(page, before).inner_text()
    assert not dialog.is_visible()


def test_what_is_missing_is_asked_with_buttons_on_wecom(windows: Windows) -> None:
    page = windows.play("陈静", skin="wecom")
    card = say(page, "42")
    assert card.locator(".card .buttons button").count() <= 6
    card.get_by_role("button", name="填写进展", exact=True).click()
    playwright.expect(page.locator("#log")).to_contain_text("第 42 项要记什么")
    shot(page, "wecom-asks")
    page.locator(".card").last.get_by_role("button", name="推进中", exact=True).click()
    playwright.expect(page.locator("#log")).to_contain_text("已记录")


def test_a_reply_to_a_card_and_a_forward(windows: Windows) -> None:
    page = windows.play("王芳")
    card = say(page, "24")
    card.get_by_role("button", name="回复此条").click()
    assert page.locator("#quoting").is_visible()
    saved = say(page, "已反馈修改意见")
    assert "第24项" in saved.inner_text()
    assert page.locator("blockquote").last.inner_text().startswith("第24项")
    page.get_by_label("作为转发").check()
    assert "记到哪一项" in say(page, "人类遗传资源管理条例的会议已召开").inner_text()


def test_somebody_unbound_learns_nothing(windows: Windows) -> None:
    page = windows.open()
    page.get_by_role("button", name="未绑定的人").click()
    page.wait_for_selector("#log[data-live]")
    assert "绑定" in say(page, "24").inner_text()
    assert "人类遗传资源" not in page.content()


def test_a_window_that_was_away_gets_what_it_missed(windows: Windows) -> None:
    page, other = windows.play("陈静"), windows.play("陈静")
    page.context.set_offline(True)
    said = say(other, "2 推进中 断线时写的").inner_text()
    page.context.set_offline(False)
    playwright.expect(page.locator("#log")).to_contain_text("断线时写的")
    assert said.splitlines()[0]
    windows.wrong = [line for line in windows.wrong if "ERR_INTERNET_DISCONNECTED" not in line]


def test_the_keyboard_is_enough(windows: Windows) -> None:
    page = windows.open()
    page.goto(f"{windows.base}/web/chat?q=李四")
    for _ in range(30):
        page.keyboard.press("Tab")
        if "李四" in page.evaluate("document.activeElement.innerText"):
            break
    page.keyboard.press("Enter")
    page.wait_for_selector("#log[data-live]")
    assert page.evaluate("document.activeElement.id") == "text"
    before = page.locator(".message.bot").count()
    page.keyboard.type("55")
    page.keyboard.press("Enter")
    card = answer(page, before)
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.dataset.line || ''").startswith("55 滞后"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Space")
    playwright.expect(page.locator("#log")).to_contain_text("滞后")
    assert card is not None


def test_an_injected_note_is_text_in_every_skin(windows: Windows) -> None:
    note = "<img src=x onerror=alert(1)>{{7*7}}'\"&lt;b&gt;\u202e*粗*"
    for skin in SKINS:
        page = windows.play("张三", skin=skin)
        card = say(page, f"15 推进中 {note}")
        said = page.locator("#log").inner_text()
        assert "<img src=x onerror=alert(1)>{{7*7}}" in said
        assert "\u202e" not in said
        assert page.locator("#log img").count() == 0
        assert card is not None


@pytest.mark.parametrize(
    ("lang", "width", "whole"),
    [("zh", 1280, True), ("en", 360, True), ("zh", 360, False), ("en", 1280, False)],
)
def test_every_page_fits_and_is_accessible(
    windows: Windows, lang: str, width: int, *, whole: bool
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe() if whole else None
    page = windows.open(width, lang=lang, bypass_csp=True)
    _expect_fit(axe, page, f"choose-{lang}-{width}")
    page.get_by_role("button", name="王芳").click()
    page.wait_for_selector("#log[data-live]")
    say(page, "我的任务")
    for skin in SKINS:
        page.goto(f"{page.url.partition('&')[0]}&skin={skin}")
        page.wait_for_selector("#log[data-live]")
        _expect_fit(axe, page, f"{skin}-{lang}-{width}")


def _expect_fit(axe: Any, page: Any, name: str) -> None:
    shot(page, name)
    wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, name
    if axe is not None:
        found = axe.run(page).response["violations"]
        bad = [one for one in found if one["impact"] in ("serious", "critical")]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in bad] == [], name


def test_the_moved_clock_brings_a_nudge(windows: Windows) -> None:
    """The last one: the clock is everybody's."""
    page = windows.play("张三")
    before = page.locator(".message.bot").count()
    page.get_by_role("button", name="到下一条提醒").click()
    nudge = answer(page, before)
    assert "未报" in nudge.inner_text()
    assert "10月14日 周一" in page.locator("#now").inner_text()
    page.get_by_role("button", name="下个工作日 9:00").click()
    playwright.expect(page.locator("#now")).to_contain_text("10月15日 周二 9:0")
    page.get_by_label("日期").fill("2019-10-19")
    page.get_by_role("button", name="到当天 9:00").click()
    playwright.expect(page.locator("#now")).to_contain_text("10月19日")
    page.get_by_role("link", name="工作群").click()
    page.wait_for_selector("#log[data-live]")
    assert "推进计划周报" in page.locator("#log").inner_text()
    assert page.locator("#log img").count() >= 1
    shot(page, "digest")
    page.get_by_label("日期").fill("2019-10-01")
    page.get_by_role("button", name="到当天 9:00").click()
    playwright.expect(page.locator("#moving")).to_contain_text("无效")
    windows.wrong = [line for line in windows.wrong if "400" not in line]
