"""A real browser before a real demo; without one, or without its driver, the tests are skipped."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

_WHY = "needs a browser: make browser"
playwright = pytest.importorskip("playwright.sync_api", reason=_WHY)

ROOT = Path(__file__).parents[2]
SHOTS = os.environ.get("LIAISON_SHOTS")  # a folder for what was seen
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync"
)
_WATCH = """
addEventListener("securitypolicyviolation", (event) => {
  console.error("CSP", event.violatedDirective, event.blockedURI);
});
"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip(_WHY)
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=FLAGS.split())
        yield opened
        opened.close()


@contextmanager
def demo() -> Iterator[str]:
    """``liaison demo --web`` as a process of its own; its link."""
    command = [sys.executable, "-m", "bot", "demo", "--web"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            assert process.stdout is not None
            links = (re.search(r"http\S+key=\S+", line) for line in process.stdout)
            yield next(found[0] for found in links if found)
        finally:
            process.terminate()
            assert process.wait(20) == 0


@pytest.fixture(scope="session")
def entered(browser: Any) -> Iterator[tuple[str, Any]]:
    """Where the demo is, and the state of a browser that has used its link."""
    with demo() as link:
        context = browser.new_context()
        page = context.new_page()
        page.goto(link)
        page.get_by_role("button").click()
        page.wait_for_url("**/web/chat")
        state = context.storage_state()
        context.close()
        yield link.partition("/web/")[0], state


class Windows:
    """Opens windows; what any of them complained about is in ``wrong``."""

    def __init__(self, browser: Any, base: str, state: Any) -> None:
        self.base, self._browser, self._state = base, browser, state
        self.wrong: list[str] = []
        self._contexts: list[Any] = []

    def open(self, width: int = 1280, *, lang: str = "zh", **more: Any) -> Any:
        """An empty page of a window of its own."""
        size = {"width": width, "height": 800}
        context = self._browser.new_context(viewport=size, storage_state=self._state, **more)
        context.set_default_timeout(10_000)
        context.add_init_script(_WATCH)
        self._contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("console", self._heard)
        page.on("request", lambda asked: self._asked(asked.url))
        page.goto(f"{self.base}/web/chat?lang={lang}")
        return page

    def _heard(self, said: Any) -> None:
        if said.type in ("error", "warning"):
            self.wrong.append(f"{said.type}: {said.text}")

    def _asked(self, url: str) -> None:
        if not url.startswith((self.base, "data:")):
            self.wrong.append(f"from elsewhere: {url}")

    def play(self, who: str, *, skin: str = "telegram", width: int = 1280, **more: Any) -> Any:
        """Somebody's private chat, connected."""
        page = self.open(width, **more)
        page.goto(f"{self.base}/web/chat?skin={skin}&q={who}")
        page.locator(".people li").last.get_by_role("button").first.click()
        page.wait_for_selector("#log[data-live]")
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@pytest.fixture
def windows(browser: Any, entered: tuple[str, Any]) -> Iterator[Windows]:
    """At the end nobody has complained."""
    made = Windows(browser, *entered)
    yield made
    made.close()
    assert made.wrong == []


def say(page: Any, text: str) -> Any:
    """Type and send; the first message of the bot that comes after it."""
    before = page.locator(".message.bot").count()
    page.fill("#text", text)
    page.press("#text", "Enter")
    return answer(page, before)


def answer(page: Any, before: int) -> Any:
    """The bot's next message, when it has come."""
    page.wait_for_function(
        "count => document.querySelectorAll('.message.bot').length > count", arg=before
    )
    return page.locator(".message.bot").nth(before)


def shot(page: Any, name: str) -> None:
    """A picture for people to look at, where they have asked for it."""
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)
