"""Server-sent events: what is new in somebody's chats, as one platform shows it."""

import json
from collections import OrderedDict
from collections.abc import AsyncIterator
from time import monotonic

from starlette.responses import Response, StreamingResponse

from adapters.web import inbound, screen
from adapters.web.hub import Entry, Hub
from adapters.web.inbound import GROUPS
from adapters.web.pages import page
from adapters.web.screen import SKINS
from adapters.web.site import Look
from adapters.web.skins.shapes import Skin

_BEAT = 15.0  # seconds between two signs of life, and two looks at the session
_DRAWN = 64  # events that are kept as they were drawn
_MOST = 1000  # windows at once


class Stream:
    """One answer without an end for each window; a window that was away gets what it missed."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._drawn: OrderedDict[tuple[object, ...], str] = OrderedDict()

    async def __call__(self, look: Look) -> Response:
        user, skin = look.query.get("user", ""), SKINS.get(look.query.get("skin", ""))
        if not inbound.is_user(user) or skin is None:
            return Response(status_code=400)
        if not self._hub.open or self._hub.watching >= _MOST:
            return Response(status_code=503)
        since = look.request.headers.get("last-event-id") or look.query.get("after", "")
        return StreamingResponse(
            self._told(look, user, skin, self._number(since)), media_type="text/event-stream"
        )

    def _number(self, since: str) -> int:
        """Where to go on; -1 where that cannot be known."""
        epoch, _, number = since.partition("-")
        return int(number) if epoch == self._hub.epoch and number.isdecimal() else -1

    async def _told(self, look: Look, user: str, skin: Skin, last: int) -> AsyncIterator[str]:
        hub, chats = self._hub, (user, *GROUPS, None)
        hub.watching += 1
        looked = monotonic()
        try:
            yield "retry: 1000\n\n"
            while hub.open:
                entries = hub.since(last) if last >= 0 else None
                if entries is None:
                    last = hub.number
                    yield self._event("lost", last, {})
                    continue
                for entry in entries:
                    last = entry.number
                    if entry.chat in chats:
                        yield self._said(look, entry, skin, user)
                if monotonic() - looked >= _BEAT:
                    looked = monotonic()
                    yield ": \n\n"
                    if not await look.stands():
                        return
                if not entries:
                    await hub.wait(_BEAT)
        finally:
            hub.watching -= 1

    def _said(self, look: Look, entry: Entry, skin: Skin, user: str) -> str:
        """Drawn once for all windows that show the same."""
        key = (entry.number, skin.name, look.language, entry.user == user)
        if (event := self._drawn.get(key)) is None:
            facts = _facts(look, entry, skin, self._hub, user)
            event = self._drawn[key] = self._event("said", entry.number, facts)
            if len(self._drawn) > _DRAWN:
                self._drawn.popitem(last=False)
        return event

    def _event(self, kind: str, number: int, facts: object) -> str:
        data = json.dumps(facts, ensure_ascii=False)
        return f"event: {kind}\nid: {self._hub.epoch}-{number}\ndata: {data}\n\n"


def _facts(look: Look, entry: Entry, skin: Skin, hub: Hub, user: str) -> dict[str, object]:
    """``html`` is empty for what only stands in a window or on a button."""
    one = screen.shown(entry, skin, hub)
    drawn = one.drawn
    has = bool(drawn.bubbles or entry.user or not entry.calls)
    facts: dict[str, object] = {
        "id": entry.id,
        "chat": entry.chat,
        "user": entry.user,
        "html": page("message.html", look.say, {"one": one, "skin": skin, "user": user})
        if has
        else "",
        "instead": drawn.instead,
        "word": drawn.word,
        "now": f"{look.say.weekday(entry.at)} {look.say.time(entry.at)}",
        "clock": entry.chat is None,
    }
    if drawn.window is not None:
        facts["window"] = drawn.window.id
        facts["window_html"] = page("window.html", look.say, {"window": drawn.window})
    return facts
