"""The simulator of ``liaison demo``: on a port of its own, with a clock that can be moved."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from bot.cli.common import echo
from bot.cli.who import account_of
from bot.messages import Platform
from bot.model.person import PersonRole
from bot.ports import Clock, Page, Store
from bot.rehearsal import TENANT, Rehearsal, rehearsal, works
from bot.serving import told_to_stop, until_told
from bot.settings import Settings
from bot.site import guard

if TYPE_CHECKING:
    from adapters.web.guard import Guard

_BROWSER = """
在浏览器里打开（10 分钟内有效，只能用一次）：
  {link}
Open it in a browser (once, within 10 minutes).{end}"""
_SOON = 0.05  # seconds
_END = "\n结束：Ctrl+C"


def _settings() -> Settings:
    """The defaults, and a port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return Settings.model_construct(liaison_web="chat", liaison_http=f"127.0.0.1:{port}")


async def _ready(store: Store, at: datetime, settings: Settings) -> Rehearsal:
    """Everybody who is known has an account here, and the work group is registered."""
    made = rehearsal(store, at, settings)
    async with store.unit() as unit:
        people = await unit.people.people()
        for person in people:
            if not person.standin:
                await account_of(unit, str(person.id), Platform.WEB, at=at, tenant=TENANT)
    for office in [one for one in people if one.role is PersonRole.COORDINATOR][:1]:
        await made.says(str(office.id), office.name, "group", "@联络员 绑定本群")
    return made


@asynccontextmanager
async def in_browser(store: Store, at: datetime, *, end: str = "") -> AsyncIterator[Clock]:
    """While the block runs the simulator is open; its address is printed first."""
    settings = _settings()
    made, door = await _ready(store, at, settings), guard(store, settings)
    running = [asyncio.create_task(work) for work in works(made, door)]
    try:
        await _tell(door, settings, end)
        yield made.clock
    finally:
        for work in running:
            work.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def show_in_browser(store: Store, at: datetime) -> None:
    """Until SIGINT or SIGTERM."""
    told, settings = told_to_stop(), _settings()
    made, door = await _ready(store, at, settings), guard(store, settings)
    await until_told(told, [*works(made, door), _tell(door, settings, _END)])


async def _tell(door: "Guard", settings: Settings, end: str) -> None:
    """The address, as soon as somebody is there."""
    while True:
        try:
            _, writer = await asyncio.open_connection(*settings.http)
        except OSError:
            await asyncio.sleep(_SOON)
            continue
        writer.close()
        echo(_BROWSER.format(link=await door.link(Page.CHAT), end=end))
        return
