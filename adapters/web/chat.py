"""The simulator's pages: choose a person, talk, press, fill in, and move the clock."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from secrets import token_hex
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from starlette.responses import JSONResponse, RedirectResponse, Response

from adapters.web import inbound, screen
from adapters.web.adapter import WebAdapter
from adapters.web.inbound import GROUPS, UNBOUND, Post
from adapters.web.pages import page
from adapters.web.playing import Cast, Forms, Time
from adapters.web.screen import SKINS
from adapters.web.site import Look, Place, body_of
from adapters.web.skins import slack
from adapters.web.stream import Stream
from bot.attachments import MOST
from bot.forms import Filled
from bot.messages import Event
from bot.ports import Ingress, Page

_LARGEST = 128 * 1024  # bytes of a post
_DAY = 1440  # minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Chats:
    """``time``: the clock, where it may be moved."""

    adapter: WebAdapter
    ingress: Ingress
    cast: Cast
    forms: Forms
    time: Time | None = None
    _names: dict[str, str] = field(default_factory=dict)

    def places(self) -> list[Place]:
        """What is served under ``/web/chat``."""
        here, stream = Page.CHAT, Stream(self.adapter.hub)
        return [
            Place(path="/web/chat", page=here, handler=self.look),
            Place(path="/web/chat/open", page=here, handler=self.open, method="POST"),
            Place(path="/web/chat/say", page=here, handler=self.say, method="POST"),
            Place(path="/web/chat/upload", page=here, handler=self.upload, method="POST"),
            Place(path="/web/chat/clock", page=here, handler=self.move, method="POST"),
            Place(path="/web/chat/events", page=here, handler=stream),
            Place(path="/web/chat/file", page=here, handler=self.file),
        ]

    async def look(self, look: Look) -> Response:
        """The chat of ``user``; without one whoever can be chosen."""
        user = look.query.get("user", "")
        if not inbound.is_user(user):
            return await self._choose(look)
        person = await self.cast.person(user)
        if person is None and user != UNBOUND:
            return await self._choose(look)
        chat = look.query.get("chat", "")
        chat, skin = chat if chat in GROUPS else user, _skin(look)
        self._names[user] = "" if person is None else person.name
        hub = self.adapter.hub
        number = hub.number
        return look.page(
            "chat.html",
            user=user,
            person=person,
            chat=chat,
            skin=SKINS[skin],
            skins=list(SKINS.values()),
            shown=screen.chat(hub, chat, SKINS[skin]),
            last=f"{hub.epoch}-{number}",
            time=self.time,
            open=hub.open,
        )

    async def _choose(self, look: Look) -> Response:
        words = look.query.get("q", "")[:80]
        bodies = await self.cast.find(words)
        return look.page("choose.html", bodies=bodies, q=words, skin=_skin(look), wrong="")

    async def open(self, look: Look) -> Response:
        """Play somebody from now on."""
        given = dict(_form(await body_of(look.request, _LARGEST) or b""))
        skin = given.get("skin", "")
        try:
            user = await self.cast.join(given.get("who", ""))
        except LookupError as wrong:
            facts = {"bodies": await self.cast.find(""), "q": "", "skin": skin, "wrong": str(wrong)}
            return look.page("choose.html", **facts)
        where = urlencode({"user": user, "skin": skin if skin in SKINS else "telegram"})
        return RedirectResponse(f"/web/chat?{where}", status_code=303)

    async def say(self, look: Look) -> Response:
        """Typed, pressed, forwarded or filled in; answered when it is stored."""
        try:
            post = inbound.read(await body_of(look.request, _LARGEST) or b"")
            text, filled, wrong = self._read(post)
        except (ValueError, KeyError):
            return JSONResponse({"wrong": "unreadable"}, status_code=400)
        if wrong:
            return JSONResponse({"fields": wrong})
        if not self.adapter.hub.open:
            return JSONResponse({"wrong": "closed"}, status_code=503)
        window = self._window(post)
        tenant = self.adapter.tenant
        event = inbound.event_of(post, tenant, text=text, window=window, filled=filled)
        await self.ingress.accept(event)
        if filled is None and not post.pressed:
            await self._show(post)
        if window is None or not window.startswith("view:") or post.window is not None:
            return JSONResponse({})
        id = window.removeprefix("view:")
        loading = slack.window_of(self.forms.loading(id))
        html = page("window.html", look.say, {"window": loading})
        return JSONResponse({"window": id, "html": html})

    async def upload(self, look: Look) -> Response:
        """A file; one that is too large is told of, and not kept."""
        content = await body_of(look.request, MOST)
        try:
            post = inbound.read_upload(look.query, MOST + 1 if content is None else len(content))
        except ValueError:
            return JSONResponse({"wrong": "unreadable"}, status_code=400)
        if not self.adapter.hub.open:
            return JSONResponse({"wrong": "closed"}, status_code=503)
        if content is not None:
            self.adapter.hub.keep_file(post.id, content)
        tenant = self.adapter.tenant
        event = inbound.event_of(post, tenant, text=post.text, window=None, filled=None)
        await self.ingress.accept(event)
        name = post.file[0] if post.file else ""
        words = "\n".join(filter(None, (look.say("File: ") + name, post.text)))
        await self._show(replace(post, text=words))
        return JSONResponse({})

    async def _show(self, post: Post) -> None:
        """What a person said stands in the chat."""
        if post.user not in self._names:
            person = await self.cast.person(post.user)
            self._names[post.user] = "" if person is None else person.name
        self.adapter.hub.put(
            chat=post.chat,
            at=self.adapter.now(),
            key=f"in:{post.id}",
            user=post.user,
            name=self._names[post.user],
            text=post.text,
            reply_to=post.reply_to,
            forwarded=post.forwarded,
        )

    def _read(self, post: Post) -> tuple[str, Filled | None, Mapping[str, str] | None]:
        """The text, the form, and why the form is not taken.  Raises ValueError, KeyError."""
        if post.form is None:
            return post.text, None, None
        view = self._view(post.form, (post.user, *GROUPS))
        sent = slack.submitted(view, post.values)
        if (wrong := self.forms.missing(sent)) is not None:
            return "", None, wrong
        filled = self.forms.filled(sent)
        return "\n".join(filled.values.values()), filled, None

    def _view(self, id: str, chats: Sequence[str]) -> Mapping[str, Any]:
        """The form that stood in a window last.  Raises KeyError."""
        for entry in reversed([entry for chat in chats for entry in self.adapter.hub.said(chat)]):
            for call in entry.calls.get("slack", ()):
                view: Mapping[str, Any] = call.get("view", {})
                if view.get("external_id") == id:
                    return view
        raise KeyError(id)

    def _window(self, post: Post) -> str | None:
        """Where the answer is waited for, as the platform of the skin would have it."""
        skin = SKINS.get(post.skin)
        if skin is None or post.form is not None:
            return None
        if skin.opens and (post.window is not None or post.opens or post.forwarded):
            return f"view:{post.window or 'w' + token_hex(8)}"
        return f"code:{post.reply_to}" if skin.waits and post.pressed and post.reply_to else None

    async def move(self, look: Look) -> Response:
        """Move the clock; everybody sees that it was moved."""
        if self.time is None:
            return JSONResponse({"wrong": "fixed"}, status_code=404)
        try:
            asked = json.loads(await body_of(look.request, _LARGEST) or b"")
            found = await _moved(self.time, asked)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return JSONResponse({"wrong": "date"}, status_code=400)
        return JSONResponse({"found": found})

    async def file(self, look: Look) -> Response:
        """A document, to be kept and never shown."""
        entry = self.adapter.hub.find(look.query.get("id", ""))
        calls = [] if entry is None else entry.calls.get(look.query.get("skin", ""), [])
        place = look.query.get("n", "")
        if not place.isdecimal() or int(place[:4]) >= len(calls):
            return Response(status_code=404)
        call = calls[int(place[:4])]
        content = call.get("document") or call.get("file") or call.get("png") or ""
        name = quote(str(call.get("name", "file")), safe="")
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(
            base64.b64decode(content), media_type="application/octet-stream", headers=headers
        )


def spoken(adapter: WebAdapter, *, user: str, name: str, chat: str, text: str) -> Event:
    """What somebody says without a page; it stands in the chat."""
    post = Post(id=token_hex(8), user=user, chat=chat, text=text)
    at, hub = adapter.now(), adapter.hub
    hub.put(chat=chat, at=at, key=f"in:{post.id}", user=user, name=name, text=text)
    return inbound.event_of(post, adapter.tenant, text=text, window=None, filled=None)


async def _moved(time: Time, asked: Mapping[str, Any]) -> bool:
    match asked["to"]:
        case "morning":
            await time.to_morning()
        case "message":
            chat = str(asked["chat"])
            return chat != UNBOUND and await time.to_message(chat)
        case int(minutes) if minutes is not True and 0 < minutes <= _DAY:
            await time.forward(minutes)
        case str(day):
            await time.to_day(day)
        case _:
            raise ValueError("to")
    return True


def _skin(look: Look) -> str:
    skin = look.query.get("skin", "")
    return skin if skin in SKINS else "telegram"


def _form(body: bytes) -> Mapping[str, str]:
    return dict(parse_qsl(body.decode("latin-1"), errors="replace"))
