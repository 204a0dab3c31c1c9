"""The access token of one app: kept in the database, asked for by one process at a time."""

import asyncio
import hashlib
import json
from abc import abstractmethod
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from adapters.wecom.line import Answered, Line
from bot.ports import Clock

_SPARE = timedelta(minutes=5)  # before its end a token counts as ended
_LIFE = 7200

Exclusive = Callable[[str], AbstractAsyncContextManager[None]]
"""Wait until this process alone holds the name, and hold it."""


class Shelf(Protocol):
    """Where all processes find the token."""

    @abstractmethod
    async def taken(self, name: str) -> str | None:
        """What was put there last."""

    @abstractmethod
    async def put(self, name: str, value: str) -> None: ...


@dataclass(frozen=True, slots=True)
class _Token:
    value: str
    ends: float


class Tokens:
    """``get(refused)``: a token, never the one that was ``refused``.

    Two processes that each asked for one would end each other's (wechatpy#684): whoever asks
    holds the app's lock and looks first at what another has put on the shelf meanwhile.
    """

    def __init__(
        self,
        line: Line,
        corp: str,
        agent: int,
        secret: str,
        *,
        shelf: Shelf,
        exclusive: Exclusive,
        clock: Clock,
    ) -> None:
        self._line, self._corp, self._secret = line, corp, secret
        proof = hashlib.sha256(secret.encode()).hexdigest()[:16]  # another secret, another token
        self._name = f"wecom-token:{corp}:{agent}:{proof}"
        self._shelf, self._exclusive, self._clock = shelf, exclusive, clock
        self._known: _Token | None = None
        self._asking = asyncio.Lock()
        self._failed: tuple[int, Exception | None] = (0, None)

    async def get(self, refused: str | None = None) -> str:
        """Raises what ``Line.get`` raises; who waited for another's try shares what it met."""
        if (known := self._good(self._known, refused)) is not None:
            return known.value
        before, _ = self._failed
        async with self._asking:
            if (known := self._good(self._known, refused)) is not None:
                return known.value
            failures, error = self._failed
            if failures > before and error is not None:
                raise error
            try:
                self._known = await self._found(refused)
            except Exception as error:
                self._failed = (failures + 1, error)
                raise
        return self._known.value

    async def _found(self, refused: str | None) -> _Token:
        async with self._exclusive(self._name):
            shelved = _read(await self._shelf.taken(self._name))
            return self._good(shelved, refused) or await self._asked()

    def _good(self, token: _Token | None, refused: str | None) -> _Token | None:
        if token is None or token.value == refused:
            return None
        return token if token.ends > self._clock.now().timestamp() else None

    async def _asked(self) -> _Token:
        told = await self._line.get("/cgi-bin/gettoken", corpid=self._corp, corpsecret=self._secret)
        value, life = told.get("access_token"), told.get("expires_in", _LIFE)
        if not isinstance(value, str) or not value or not isinstance(life, int):
            raise Answered(200, None)
        ends = self._clock.now().timestamp() + max(life - _SPARE.total_seconds(), life / 2)
        await self._shelf.put(self._name, json.dumps([value, ends]))
        return _Token(value, ends)


def _read(kept: str | None) -> _Token | None:
    try:
        value, ends = json.loads(kept or "null")
        return _Token(str(value), float(ends))
    except (ValueError, TypeError):
        return None
