"""What was said in the simulator's chats, and whoever watches them: kept in memory, bounded."""

import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex

from adapters.web.skins.shapes import Call

_KEPT = 2000  # entries, of all chats together
_FILES = 8  # the last ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """``number`` grows.  ``chat`` None: it stands in all of them.

    Of a person: ``user``, ``name``, ``text``.  Of the bot: ``calls`` by skin.  Of neither: the
    clock was moved to ``at``.
    """

    number: int
    chat: str | None
    at: datetime
    key: str = ""
    user: str = ""
    name: str = ""
    text: str = ""
    reply_to: str | None = None
    pressed: bool = False
    forwarded: bool = False
    calls: Mapping[str, Sequence[Call]] = field(default_factory=dict, repr=False)

    @property
    def id(self) -> str:
        """Of the message, as the platform knows it."""
        return f"m{self.number}"


class Hub:
    """Several may write and any number watch, in one process."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=_KEPT)
        self._keys: dict[str, Entry] = {}
        self._news = asyncio.Event()
        self._moved: datetime | None = None
        self.number = 0
        self.epoch = token_hex(4)
        self.open = False
        self.watching = 0
        self._files: dict[str, bytes] = {}

    def put(self, **facts: object) -> Entry:
        """Of one ``key`` only the first is kept, which is given back."""
        key = str(facts.get("key", ""))
        if key and key in self._keys:
            return self._keys[key]
        self.settle()
        self.number += 1
        entry = Entry(number=self.number, **facts)  # type: ignore[arg-type]  # as of Entry
        if len(self._entries) == _KEPT:
            self._keys.pop(self._entries[0].key, None)
        self._entries.append(entry)
        if key:
            self._keys[key] = entry
        self.ring()
        return entry

    def keep_file(self, id: str, content: bytes) -> None:
        """Until it is fetched, or some others came."""
        self._files.setdefault(id, content)
        while len(self._files) > _FILES:
            self._files.pop(next(iter(self._files)))

    def file(self, id: str) -> bytes | None:
        """None when it is gone."""
        return self._files.get(id)

    def move(self, at: datetime) -> None:
        """The clock was moved: it is said before whatever comes next, or by ``settle``."""
        self._moved = at

    def settle(self) -> None:
        """Say that the clock was moved, if it was and nobody has heard."""
        if self._moved is not None:
            at, self._moved = self._moved, None
            self.put(chat=None, at=at)

    def ring(self) -> None:
        """Whoever waits shall look."""
        news, self._news = self._news, asyncio.Event()
        news.set()

    async def wait(self, seconds: float) -> None:
        """Until there is something new, or it was long enough."""
        news = self._news
        try:
            async with asyncio.timeout(seconds):
                await news.wait()
        except TimeoutError:
            return

    def since(self, number: int) -> Sequence[Entry] | None:
        """What came after that one, in order; None when some of it is gone."""
        if number > self.number:
            return None
        if self._entries and number + 1 < self._entries[0].number:
            return None
        missing = self.number - number
        return list(self._entries)[-missing:] if missing else []

    def said(self, chat: str) -> Sequence[Entry]:
        """All that stands in a chat."""
        return [entry for entry in self._entries if entry.chat in (chat, None)]

    def told(self, chat: str) -> int:
        """The number of what the bot said there last."""
        return max((entry.number for entry in self.said(chat) if entry.calls), default=0)

    def find(self, id: str) -> Entry | None:
        """The message, as long as it is kept."""
        return next((entry for entry in self._entries if entry.id == id), None)

    def close(self) -> None:
        """Everybody who watches goes home."""
        self.open = False
        self.ring()
