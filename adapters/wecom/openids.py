"""Encrypted user ids: who made the robot without being a super administrator is told no others."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

_log = logging.getLogger(__name__)
_WAIT = 2.0  # seconds
_OPEN = re.compile(r"wo[A-Za-z0-9_-]{16,126}")
PERSON = "person"
"""Of a frame that we keep: the plain id of whom it is from."""

Ask = Callable[[str], Awaitable[str | None]]
"""The plain id behind an encrypted one; None where nobody can tell.  Raises as the wire does."""


def is_open(user: str) -> bool:
    """Whether it looks like an encrypted id."""
    return _OPEN.fullmatch(user) is not None


class OpenIds:
    """Remembers what it was told; whom nobody can name stays who he is, unbound."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._known: dict[str, str] = {}

    async def named(self, frame: Mapping[str, Any]) -> Mapping[str, Any]:
        """The frame, with the plain id beside an encrypted one."""
        open_id = _sender(frame)
        if open_id is None:
            return frame
        if open_id not in self._known:
            try:
                async with asyncio.timeout(_WAIT):  # it is not stored yet
                    plain = await self._ask(open_id)
            except Exception as error:  # whatever it is: the message is more than its sender
                _log.warning("WeCom: an encrypted id was not resolved (%s)", type(error).__name__)
                return frame
            if plain is None:
                return frame
            self._known[open_id] = plain
        return {**frame, PERSON: self._known[open_id]}


def _sender(frame: Mapping[str, Any]) -> str | None:
    body = frame.get("body")
    sender = body.get("from") if isinstance(body, dict) else None
    user = sender.get("userid") if isinstance(sender, dict) else None
    return user if isinstance(user, str) and is_open(user) else None
