"""The wire to Telegram: raw calls, each tried once, whose failures keep all that was said."""

import asyncio
import base64
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
from telegram import Bot, InputFile
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

_DAY = 86_400.0
_TALKATIVE = ("httpx", "httpcore", "telegram")  # they log addresses, and the token is in ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuning:
    """Seconds, and ``connections`` at once, more than are ever in flight: nobody waits for one.

    All but ``poll``, which Telegram waits, stay together under what a worker gives one send.
    """

    connect: float = 5.0
    pool: float = 2.0
    write: float = 5.0
    read: float = 15.0
    poll: int = 50
    connections: int = 64


class Answered(TelegramError):
    """An answer other than 2xx, of Telegram itself or of something in between.

    ``by_telegram``: the body says so.  ``retry_after``: from body or header, if given.
    ``moved_to``: the id under which the chat lives on.
    """

    def __init__(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        said = _json_object(body)
        limits = said.get("parameters")
        limits = limits if isinstance(limits, dict) else {}
        moved_to = limits.get("migrate_to_chat_id")
        self.status = status
        self.by_telegram = said.get("ok") is False
        self.description = str(said.get("description", ""))
        self.retry_after = _seconds(limits.get("retry_after"), headers.get("retry-after"))
        self.moved_to = None if moved_to is None else str(moved_to)
        super().__init__(f"{status} {self.description}".strip())

    @property
    def token_refused(self) -> bool:
        """Telegram does not know us; a 404 of a proxy or of an unknown method is none of that."""
        if self.status == httpx.codes.UNAUTHORIZED:
            return self.by_telegram
        unknown = self.status == httpx.codes.NOT_FOUND and self.by_telegram
        return unknown and "method" not in self.description.lower()


class Line:
    """One bot's API.  Raises only what ``outcomes`` knows how to read."""

    def __init__(self, token: str, api_base: str, tuning: Tuning | None = None) -> None:
        self._tuning = tuning or Tuning()
        for name in _TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)
        self._calls = _wire(self._tuning, self._tuning.connections)
        self._polls = _wire(self._tuning, 1)
        self.files_root = f"{api_base}/file/bot{token}"  # holds the token: never to be told
        self._bot = _RawBot(
            token,
            base_url=f"{api_base}/bot",
            base_file_url=f"{api_base}/file/bot",
            request=self._calls,
            get_updates_request=self._polls,
        )

    async def call(self, method: str, **parameters: Any) -> Any:
        """The ``result`` of the answer."""
        return await self._bot.do_api_request(method, parameters)

    def file(self, encoded: str, name: str = "chart.png") -> InputFile:
        """A file in base64, as the library sends it."""
        return InputFile(base64.b64decode(encoded), filename=name)

    async def updates(self, offset: int | None, allowed: list[str]) -> list[Any]:
        """What waits from ``offset`` on, raw; waits for it up to the poll's timeout.

        Everything before ``offset`` is confirmed by that: it must be ours already.
        """
        asked: dict[str, Any] = {"timeout": self._tuning.poll, "allowed_updates": allowed}
        if offset is not None:
            asked["offset"] = offset
        patience = self._tuning.poll + 10.0
        async with asyncio.timeout(2 * patience):  # an answer that drips never times out by itself
            updates = await self._bot.do_api_request("getUpdates", asked, read_timeout=patience)
        if not isinstance(updates, list):
            raise TelegramError("getUpdates: no list")
        return updates

    async def renew(self) -> None:
        """Poll over a new connection: an old one may hang in a proxy for ever."""
        await self._polls.shutdown()
        await self._polls.initialize()

    async def close(self) -> None:
        await self._polls.shutdown()
        await self._calls.shutdown()


class _RawBot(Bot):
    """The library's bot for raw calls; its advice to use typed methods is no news to us."""

    @classmethod
    def _warn(cls, *_: Any, **__: Any) -> None:
        return


class _Wire(HTTPXRequest):
    """Does not log what it cannot parse: it may be anything."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        try:
            parsed: dict[str, Any] = json.loads(payload)
        except (ValueError, RecursionError) as error:
            raise TelegramError("unreadable answer") from error
        return parsed


def _wire(tuning: Tuning, connections: int) -> HTTPXRequest:
    return _Wire(
        connection_pool_size=connections,
        connect_timeout=tuning.connect,
        pool_timeout=tuning.pool,
        write_timeout=tuning.write,
        read_timeout=tuning.read,
        httpx_kwargs={"event_hooks": {"response": [_raise_unless_good]}},
    )


async def _raise_unless_good(response: httpx.Response) -> None:
    """Before the library looks: it keeps neither status nor headers, and guesses from both."""
    if response.is_success:
        return
    try:
        body = await response.aread()
    except httpx.HTTPError:
        body = b""  # the status has told enough
    raise Answered(response.status_code, response.headers, body)


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _seconds(*candidates: Any) -> timedelta | None:
    """The first that is a number of seconds; at most a day."""
    for candidate in candidates:
        try:
            return timedelta(seconds=min(max(float(candidate), 0.0), _DAY))
        except (TypeError, ValueError, OverflowError):
            continue
    return None
