"""Everything under ``/web``: one door, exact addresses, and one answer to whatever is refused."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode
from zoneinfo import ZoneInfo

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from adapters.web.files import STYLE, files
from adapters.web.guard import HEADERS, SESSION_FOR, Guard, is_token
from adapters.web.pages import page
from bot.errors import StoreUnavailable
from bot.locale import Words, words
from bot.messages import Language
from bot.ports import Page, Visitor

_log = logging.getLogger(__name__)
_ENTER, _STATIC = "/web/enter", "/web/static/"
_LANGUAGE = "liaison_language"  # the cookie's name
_LONGEST = 1024 * 1024  # bytes of a body
_NOTHING = (
    '<!doctype html>\n<html lang="zh-CN">\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width">\n<title>404</title>\n'
    "<h1>404</h1>\n<p>这里没有内容，或链接已经失效。</p>\n"
    '<p lang="en">There is nothing here, or the link no longer works.</p>\n</html>\n'
)
_PATIENCE = 10.0  # seconds for a body to arrive


@dataclass(frozen=True, slots=True)
class Look:
    """A request that was let in.  ``pages``: all that the visitor may see."""

    request: Request
    visitor: Visitor
    say: Words
    pages: Sequence[Page]
    stands: Callable[[], Awaitable[bool]]
    """Whether the session still does; for answers that do not end."""

    @property
    def query(self) -> Mapping[str, str]:
        """The first value of each name."""
        given = parse_qs(self.request.scope["query_string"].decode("latin-1"), errors="replace")
        return {name: values[0] for name, values in given.items()}

    def page(self, template: str, **facts: Any) -> Response:
        """A template as the answer; ``base.html`` gets what it needs."""
        here = {"others": self._others(), "pages": self.pages, "path": self.request.scope["path"]}
        return HTMLResponse(page(template, self.say, {**facts, **here}))

    def _others(self) -> Sequence[tuple[str, Language, bool]]:
        """Where the same is in each language; the language; whether it is this one."""
        query = parse_qsl(self.request.scope["query_string"].decode("latin-1"), errors="replace")
        rest = [(name, value) for name, value in query if name != "lang"]
        return [
            (
                "?" + urlencode([*rest, ("lang", language.value)]),
                language,
                language is self.language,
            )
            for language in Language
        ]

    @property
    def language(self) -> Language:
        return self.say.language


Handler = Callable[[Look], Awaitable[Response]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An address with what it answers, for who may see ``page``."""

    path: str
    page: Page
    handler: Handler
    method: str = "GET"


def routes(
    guard: Guard, places: Sequence[Place], *, language: Language, zone: ZoneInfo
) -> list[Route]:
    """``language``: of a visitor who has chosen none and whom nobody knows."""
    site = _Site(guard, places, language, zone)
    return [Route("/web", site), Route("/web/{rest:path}", site)]


class _Site:
    """Decides by the exact path; a path that is not in the table does not exist."""

    def __init__(
        self, guard: Guard, places: Sequence[Place], language: Language, zone: ZoneInfo
    ) -> None:
        self._guard, self._language, self._zone = guard, language, zone
        self._places = {(place.method, place.path): place for place in places}
        assert len(self._places) == len(places)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            answer = await self._answer(request)
        except StoreUnavailable as away:
            _log.warning("web: %s", away)
            answer = _failed(503, "the store is away, try again in a minute")
        except (ClientDisconnect, TimeoutError):
            answer = _failed(408, "the request did not arrive")
        except Exception:
            _log.exception("web: %s", request.method)
            answer = _failed(500, "a fault of ours, see the log")
        for name, value in HEADERS.items():
            answer.headers[name] = value
        await answer(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        path: str = request.scope["path"]
        if not self._guard.is_ours(request):
            return _nothing()
        if path == _ENTER:
            return await self._enter(request)
        visitor = await self._guard.visitor(request)
        if visitor is None:
            return _nothing()
        if path.startswith(_STATIC) and request.method == "GET":
            file = files().get(path.removeprefix(_STATIC))
            return _nothing() if file is None else file.answer(request)
        place = self._places.get((request.method, path))
        if place is None or not self._guard.shows(visitor, place.page):
            return _nothing()
        return await self._shown(request, visitor, place)

    async def _shown(self, request: Request, visitor: Visitor, place: Place) -> Response:
        chosen = _language(request.query_params.get("lang"))
        known = _language(request.cookies.get(_LANGUAGE))
        own = visitor.person.language if visitor.person is not None else self._language
        say = words(chosen or known or own, self._zone)
        pages = [one for one in Page if self._guard.shows(visitor, one)]

        async def stands() -> bool:
            return await self._guard.visitor(request) is not None

        answer = await place.handler(Look(request, visitor, say, pages, stands))
        if chosen is not None:
            self._bake(answer, _LANGUAGE, chosen.value)
        return answer

    async def _enter(self, request: Request) -> Response:
        """Looking at a link does not use it up: chat platforms do, for their previews."""
        if request.method == "GET":
            key = request.query_params.get("key", "")
            if not is_token(key):
                return _nothing()
            if "style" in request.query_params:
                return files()[STYLE].answer(request)
            chosen = _language(request.query_params.get("lang"))
            say = words(chosen or _language(request.cookies.get(_LANGUAGE)) or self._language)
            return HTMLResponse(page("enter.html", say, {"key": key}))
        entered = await self._guard.enter(await _posted_key(request))
        if entered is None:
            return _nothing()
        visitor, session = entered
        answer = RedirectResponse(f"/web/{visitor.page}", status_code=303)
        self._bake(answer, self._guard.cookie, session)
        return answer

    def _bake(self, answer: Response, name: str, value: str) -> None:
        answer.set_cookie(
            name,
            value,
            max_age=int(SESSION_FOR.total_seconds()),
            path="/web",
            secure=self._guard.is_secure,
            httponly=True,
            samesite="strict",
        )


def _nothing() -> Response:
    return HTMLResponse(_NOTHING, status_code=404)


def _failed(status: int, why: str) -> Response:
    return PlainTextResponse(f"{status}: {why}.\n", status_code=status)


async def body_of(request: Request, largest: int = _LONGEST) -> bytes | None:
    """What was posted; None as soon as it is known to be too large.

    Raises TimeoutError for a body that does not arrive.
    """
    body = bytearray()
    async with asyncio.timeout(_PATIENCE):
        async for chunk in request.stream():
            body += chunk
            if len(body) > largest:
                return None
    return bytes(body)


async def _posted_key(request: Request) -> str:
    body = await body_of(request, 1024) or b""
    given = parse_qs(body.decode("latin-1"), errors="replace")
    return given.get("key", [""])[0]


def _language(value: str | None) -> Language | None:
    return Language(value) if value in set(Language) else None
