"""Wires the pages for browsers; nothing of them is imported unless they are switched on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.clocks import SystemClock
from bot.ports import Clock, Page, Store
from bot.settings import Settings

if TYPE_CHECKING:
    from starlette.routing import Route

    from adapters.web.guard import Guard
    from adapters.web.site import Place

_OPEN = {"off": (), "board": (Page.BOARD,), "chat": (Page.BOARD, Page.CHAT)}


def guard(store: Store, settings: Settings) -> "Guard":
    """Who may see the pages that ``LIAISON_WEB`` switches on."""
    from adapters.web.guard import Guard  # noqa: PLC0415 - only where it is used

    pages = frozenset(_OPEN[settings.liaison_web])
    return Guard(store=store, clock=SystemClock(), url=settings.web_url, open=pages)


def pages(
    store: Store, settings: Settings, places: Sequence["Place"], clock: Clock | None = None
) -> "list[Route]":
    """What the HTTP server has to open for browsers: the board, and ``places``.

    ``clock`` says what "now" is on the board.
    """
    from adapters.web.board import Board  # noqa: PLC0415 - only where it is used
    from adapters.web.site import routes  # noqa: PLC0415 - only where it is used

    door = guard(store, settings)
    places = [*Board(store, clock or SystemClock()).places(), *places]
    return routes(door, places, language=settings.liaison_language, zone=settings.zone)
