"""The wire to WeCom's HTTP interfaces: each call is tried once, and secrets stay out of errors."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

_SECRETS = frozenset({"access_token", "corpsecret", "key"})
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
        return _yes(await self._client.get(path, params=query), query)

    async def post(self, path: str, body: bytes, **query: str) -> dict[str, Any]:
        """``body`` as it stands: what is repeated has to be the same to the byte."""
        headers = {"Content-Type": "application/json"}
        response = await self._client.post(path, content=body, params=query, headers=headers)
        return _yes(response, query)

    async def upload(self, path: str, name: str, content: bytes, **query: str) -> dict[str, Any]:
        """``type`` in the query: image or file, as WeCom calls them."""
        kind = "image/png" if query.get("type") == "image" else "application/octet-stream"
        files = {"media": (name, content, kind)}
        return _yes(await self._client.post(path, files=files, params=query), query)

    async def close(self) -> None:
        await self._client.aclose()


def encoded(body: Mapping[str, Any]) -> bytes:
    """The same bytes for the same value."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def errcode_of(said: Mapping[str, Any]) -> int | None:
    """WeCom puts one into every answer; where there is none, somebody else has spoken."""
    code = said.get("errcode")
    return code if isinstance(code, int) and not isinstance(code, bool) else None


def _yes(response: httpx.Response, query: Mapping[str, str]) -> dict[str, Any]:
    """The answer's object, whose errcode is 0.

    What WeCom says of a call may repeat what stood in its address, and goes into logs.
    """
    try:
        said = response.json()
    except ValueError:
        said = None
    status, told = response.status_code, said if isinstance(said, dict) else {}
    errcode = errcode_of(told)
    if errcode == 0 and response.is_success:
        return told
    words = str(told.get("errmsg", ""))
    for name in _SECRETS & query.keys():
        words = words.replace(query[name], "…")
    raise Answered(status, errcode or None, words if errcode else "")
