"""Wires the pages for browsers; nothing of them is imported unless they are switched on."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from bot.clocks import SystemClock
from bot.messages import COMMAND_LINE, Address, Platform
from bot.model.person import Person
from bot.ports import Clock, Ingress, Page, Store
from bot.settings import Settings

if TYPE_CHECKING:
    from starlette.routing import Route

    from adapters.web.adapter import Put, Render, Renderer, WebAdapter
    from adapters.web.guard import Guard
    from adapters.web.playing import Body, Time
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
    from adapters.web.site import routes  # noqa: PLC0415 - only where it is used

    door = guard(store, settings)
    places = [*board(store, clock or SystemClock()), *places]
    return routes(door, places, language=settings.liaison_language, zone=settings.zone)


def board(store: Store, clock: Clock) -> "list[Place]":
    """The office's pages; ``clock`` says what "now" is on them."""
    from adapters.web.board import Board  # noqa: PLC0415 - only where it is used

    return Board(store, clock).places()


def simulator(store: Store, clock: Clock, tenant: str = COMMAND_LINE) -> "WebAdapter":
    """The simulator as a platform.  Who speaks through ``COMMAND_LINE`` is never reminded there."""
    from adapters.web.adapter import WebAdapter  # noqa: PLC0415 - only where it is used

    return WebAdapter(tenant, clock, _renderers(), store.exclusive)


def chat(
    adapter: "WebAdapter", ingress: Ingress, store: Store, clock: Clock, time: "Time | None" = None
) -> "list[Place]":
    """Its pages.  ``time``: a clock that may be moved, of a store that is nobody's."""
    from adapters.slack import views  # noqa: PLC0415 - only where it is used
    from adapters.web.chat import Chats  # noqa: PLC0415
    from adapters.web.playing import Forms  # noqa: PLC0415

    forms = Forms(views.loading, views.filled_of, views.missing)
    cast = _Cast(store, clock, adapter.tenant)
    made = Chats(adapter=adapter, ingress=ingress, cast=cast, forms=forms, time=time)
    return made.places()


def _renderers() -> "dict[str, Renderer]":
    """Each platform's own, so that its limits show."""
    from adapters.slack.render import render as slack  # noqa: PLC0415
    from adapters.telegram.render import render as telegram  # noqa: PLC0415
    from adapters.web.adapter import Renderer  # noqa: PLC0415
    from adapters.web.inbound import GROUPS  # noqa: PLC0415
    from adapters.wecom.render import Way  # noqa: PLC0415
    from adapters.wecom.render import render as wecom  # noqa: PLC0415

    def on(platform: Platform, render: "Render", place: "Put", group: str = "") -> "Renderer":
        def address(to: Address) -> Address:
            chat = group + to.chat if to.chat in GROUPS else to.chat
            return Address(platform, to.tenant, chat)

        return Renderer(render, place, address)

    app = partial(wecom, way=Way(people="app", agent=1))
    return {
        "telegram": on(Platform.TELEGRAM, telegram, _on_telegram),
        "slack": on(Platform.SLACK, slack, _on_slack),
        "wecom": on(Platform.WECOM, app, _on_wecom, "group:"),
    }


def _on_telegram(to: Address, waits: str) -> str | None:
    """A message can take the place of another; there are no windows, and nothing waits."""
    return None if ":" in waits else waits


def _on_slack(to: Address, waits: str) -> str | None:
    if waits.startswith("view:"):
        return waits
    return None if ":" in waits else f"{to.chat}/{waits}"


def _on_wecom(to: Address, waits: str) -> str | None:
    """Only a card that was pressed, in a group of the robot's connection."""
    kind, _, message = waits.partition(":")
    if kind != "code":
        return None
    return f"card:{message}" if to.chat in ("group", "other") else waits


class _Cast:
    """People and departments of the store, as ``liaison ask --as`` finds them."""

    def __init__(self, store: Store, clock: Clock, tenant: str) -> None:
        self._store, self._clock, self._tenant = store, clock, tenant

    async def find(self, words: str) -> "Sequence[Body]":
        """The office first, then by the register; matches of the register's other names, too."""
        from adapters.web.playing import Body  # noqa: PLC0415

        async with self._store.view() as unit:
            people, bodies = await unit.people.people(), await unit.people.departments()
            named = {one.id for one in await unit.people.department(words)} if words else set()
        of = {body.id: [one for one in people if one.department.id == body.id] for body in bodies}
        key = words.strip().casefold()
        found = [
            Body(body, of[body.id])
            for body in sorted(bodies, key=lambda body: (body.kind != "office", not of[body.id]))
            if body.kind != "collective"
            and (body.id in named or any(key in text for text in _texts(body, of[body.id])))
        ]
        return found

    async def join(self, who: str) -> str:
        """Real in a demo, so that reminders come; a stand-in beside real people."""
        from bot.cli.common import Refusal  # noqa: PLC0415
        from bot.cli.who import account_of  # noqa: PLC0415

        now, standin = self._clock.now(), self._tenant == COMMAND_LINE
        try:
            async with self._store.unit() as unit:
                account = await account_of(
                    unit, who, Platform.WEB, at=now, tenant=self._tenant, standin=standin
                )
        except Refusal as refusal:
            raise LookupError(refusal.message) from None
        return account.user

    async def person(self, user: str) -> Person | None:
        if not user.isdecimal():
            return None
        async with self._store.view() as unit:
            return await unit.people.person(int(user))


def _texts(body: object, people: Sequence[Person]) -> list[str]:
    own = (getattr(body, name) or "" for name in ("short", "english", "acronym"))
    return [text.casefold() for text in (*own, *(person.name for person in people))]
