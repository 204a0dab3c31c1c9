"""The wire to WeCom's HTTP interfaces: each call is tried once, and secrets stay out of errors."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)  # they log addresses, and tokens are in ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuning:
    """Seconds, and ``connections`` at once, more than are ever in flight: nobody waits for one."""

    connect: float = 5.0
    pool: float = 2.0
    write: float = 5.0
    read: float = 15.0
    connections: int = 64


class Answered(Exception):
    """An answer that is no yes.  ``errcode`` is None where none could be read.

    Its text names neither address nor token.
    """

    def __init__(self, status: int, errcode: int | None, errmsg: str = "") -> None:
        self.status, self.errcode, self.errmsg = status, errcode, errmsg[:300]
        super().__init__(f"{status} {'' if errcode is None else errcode} {self.errmsg}".strip())


class Line:
    """Calls below ``base``; raises ``Answered`` and what httpx raises about the wire."""

    def __init__(self, base: str, tuning: Tuning | None = None) -> None:
        tuning = tuning or Tuning()
        self._client = httpx.AsyncClient(
            base_url=base,
            timeout=httpx.Timeout(
                connect=tuning.connect, pool=tuning.pool, write=tuning.write, read=tuning.read
            ),
            limits=httpx.Limits(max_connections=tuning.connections),
            follow_redirects=False,
        )

    async def get(self, path: str, **query: str) -> dict[str, Any]:
        return _yes(await self._client.get(path, params=query))

    async def post(self, path: str, body: bytes, **query: str) -> dict[str, Any]:
        """``body`` as it stands: what is repeated has to be the same to the byte."""
        headers = {"Content-Type": "application/json"}
        return _yes(await self._client.post(path, content=body, params=query, headers=headers))

    async def close(self) -> None:
        await self._client.aclose()


def encoded(body: Mapping[str, Any]) -> bytes:
    """The same bytes for the same value."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _yes(response: httpx.Response) -> dict[str, Any]:
    """The answer's object, whose errcode is 0."""
    try:
        said = response.json()
    except ValueError:
        said = None
    errcode = said.get("errcode", 0) if isinstance(said, dict) else None
    is_number = isinstance(errcode, int) and not isinstance(errcode, bool)
    if not response.is_success or not isinstance(said, dict) or not is_number:
        raise Answered(response.status_code, errcode if is_number else None)
    if errcode:
        raise Answered(response.status_code, errcode, str(said.get("errmsg", "")))
    return said
