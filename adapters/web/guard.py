"""Who may see a page: this machine, through an address of ours, with a session; headers of all.

Whatever is refused is answered with the same page, so that nobody learns what there is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from starlette.requests import Request

from adapters.operators import PROXIED
from bot.codes import new_token, token_digest
from bot.model.person import PersonRole
from bot.ports import LINK_FOR, Clock, Page, Store, Visitor

SESSION_FOR = timedelta(hours=12)

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Of every answer: nothing foreign runs in a page, shows it, keeps it or learns of it."""

_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")
_HERE = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]{1,5})?", re.IGNORECASE)
_LOOKS_AT_THE_BOARD = (PersonRole.COORDINATOR, PersonRole.OBSERVER)


def is_token(text: str) -> bool:
    """Whether it could be one of ours."""
    return _TOKEN.fullmatch(text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Lets requests in.  ``url``: how links name us; ``open``: the pages that are switched on.

    ``clock`` is the real one, whatever time it is in a simulation.
    """

    store: Store = field(repr=False)
    clock: Clock
    url: str
    open: frozenset[Page]

    @property
    def cookie(self) -> str:
        """Its name: two of us on one machine, on different ports, share the browser's cookies."""
        return f"liaison_{sha256(self.url.encode()).hexdigest()[:8]}"

    @property
    def is_secure(self) -> bool:
        return self.url.startswith("https://")

    def is_ours(self, request: Request) -> bool:
        """Whether it comes from this machine and was sent to us; if it writes, from our page."""
        hosts = _all(request, "host")
        if len(hosts) != 1 or not _is_loopback(request):
            return False
        origin = self._origin(request, hosts[0])
        return origin is not None and (request.method == "GET" or _posted_by(request, origin))

    def _origin(self, request: Request, host: str) -> str | None:
        """What a page of ours has as its origin; None for a host that is not ours.

        A name of this machine that a proxy hands on says nothing of where somebody is.
        """
        named = urlsplit(self.url)
        if host.lower() == named.netloc.lower():
            return f"{named.scheme}://{host.lower()}"
        if any(name in request.headers for name in PROXIED):
            return None
        return f"http://{host.lower()}" if _HERE.fullmatch(host) else None

    async def link(self, page: Page, person: int | None = None) -> str:
        """An address that begins a session, once."""
        token, now = new_token(), self.clock.now()
        async with self.store.unit() as unit:
            digest = token_digest(token)
            await unit.web.issue(digest, page, person, at=now, expires=now + LINK_FOR)
        return f"{self.url}/web/enter?key={token}"

    async def enter(self, token: str) -> tuple[Visitor, str] | None:
        """Use a link up: who entered and the session's token; None for one that does not work."""
        if not is_token(token):
            return None
        session, now = new_token(), self.clock.now()
        async with self.store.unit() as unit:
            visitor = await unit.web.enter(
                token_digest(token), token_digest(session), at=now, expires=now + SESSION_FOR
            )
        if visitor is None or not self.shows(visitor, visitor.page):
            return None
        return visitor, session

    async def visitor(self, request: Request) -> Visitor | None:
        """Who is behind a request; None without a session that stands."""
        token = request.cookies.get(self.cookie, "")
        if not is_token(token):
            return None
        async with self.store.view() as unit:
            return await unit.web.visitor(token_digest(token), at=self.clock.now())

    def shows(self, visitor: Visitor, page: Page) -> bool:
        """Whether the page is there for somebody: who plays everybody may see the board, too."""
        person = visitor.person
        if person is not None and person.role not in _LOOKS_AT_THE_BOARD:
            return False
        whole = visitor.page is Page.CHAT and person is None
        return page in self.open and (whole or page is visitor.page)


def _all(request: Request, name: str) -> Sequence[str]:
    return request.headers.getlist(name)


def _is_loopback(request: Request) -> bool:
    try:
        return request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _posted_by(request: Request, origin: str) -> bool:
    return request.method == "POST" and _all(request, "origin") == [origin]
