"""The wire to Slack: each call is tried once, and its failure keeps all that was said."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

_log = logging.getLogger(__name__)
_DAY = 86_400.0
_TALKATIVE = ("slack_sdk", "slack_bolt", "aiohttp")  # they log addresses and payloads
_HOSTS = ("hooks.slack.com", "hooks.slack-gov.com")
_READS = ("auth.test", "bots.info", "conversations.history", "conversations.replies")
_FORMS = (*_READS, "conversations.open", "files.getUploadURLExternal")  # do not take JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuning:
    """Seconds; ``connections`` at once, more than are ever in flight: nobody waits for one.

    Of a socket: ``ping`` is between two pings, ``deaf`` how long it may be silent, pongs included,
    ``look`` between two looks at it, ``dial`` how long it may take to connect, ``renew`` after how
    long it is made anew at the latest.
    """

    connect: float = 5.0
    total: float = 15.0
    connections: int = 64
    ping: float = 5.0
    deaf: float = 25.0
    look: float = 1.0
    dial: float = 20.0
    renew: float = 3600.0


class Answered(Exception):
    """An answer that is no yes: of Slack itself, or of something in between.

    ``code`` is Slack's own word, None where none could be read.
    """

    def __init__(self, status: int, headers: Mapping[str, str], said: object) -> None:
        told = said if isinstance(said, dict) else {}
        code = told.get("error")
        self.status = status
        self.code = code if isinstance(code, str) and told.get("ok") is False else None
        self.needed = str(told.get("needed", ""))
        self.retry_after = _seconds(headers.get("retry-after"))
        super().__init__(f"{status} {self.code or ''} {self.needed}".strip())


class ForeignAddress(Exception):
    """An answer was asked for at an address that is not Slack's: nothing was sent there."""


class Line:
    """One workspace's API.  Raises only what ``outcomes`` knows how to read."""

    def __init__(self, token: str, api_base: str, tuning: Tuning | None = None) -> None:
        self._tuning = tuning or Tuning()
        self._token, self._base = token, api_base
        self._session: aiohttp.ClientSession | None = None
        self._client: AsyncWebClient | None = None
        for name in _TALKATIVE:
            logging.getLogger(name).setLevel(logging.CRITICAL)

    @property
    def client(self) -> AsyncWebClient:
        """The library's client over our one session, without any retry of its own."""
        if self._client is None:
            connect = self._tuning.connect  # alone, sock_connect leaves out name and queue
            timeout = aiohttp.ClientTimeout(
                total=self._tuning.total, connect=connect, sock_connect=connect
            )
            self._session = aiohttp.ClientSession(
                timeout=timeout,
                connector=aiohttp.TCPConnector(limit=self._tuning.connections),
                middlewares=(_goes_nowhere_else,),
            )
            self._client = AsyncWebClient(
                token=self._token,
                base_url=self._base,
                session=self._session,
                retry_handlers=[],
                logger=logging.getLogger("slack_sdk.quiet"),
            )
        return self._client

    async def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        """The answer's object, which says ``ok``."""
        given = {name: value for name, value in arguments.items() if value is not None}
        try:
            if method in _FORMS:
                answer = await self.client.api_call(method, data=given)
            else:
                answer = await self.client.api_call(method, json=given)
        except SlackApiError as error:
            raise answered(error) from error
        data = answer.data
        if not isinstance(data, dict):
            raise Answered(answer.status_code, {}, None)
        return data

    async def answer(self, url: str, message: Mapping[str, Any]) -> None:
        """Say something where ``url`` leads: once, and to Slack only."""
        if not is_slacks(url, self._base):
            _log.warning("security: an answer to an address that is not Slack's was not sent")
            raise ForeignAddress
        session = self.client.session
        assert session is not None
        async with session.post(url, json=message, proxy=self.client.proxy) as response:
            if response.status != HTTPStatus.OK:
                try:
                    said = await response.json(content_type=None)
                except (ValueError, aiohttp.ClientError):
                    said = None
                raise Answered(response.status, _lower(response.headers), said)
            await response.read()

    def download(self, url: str) -> Any:
        """A context that opens a file of Slack's; the caller has looked where ``url`` leads."""
        session = self.client.session
        assert session is not None
        headers = {"Authorization": f"Bearer {self._token}"}
        patience = aiohttp.ClientTimeout(total=None, connect=self._tuning.connect, sock_read=15.0)
        return session.get(url, headers=headers, proxy=self.client.proxy, timeout=patience)

    async def upload(self, url: str, data: bytes) -> None:
        """The bytes of a file, to the address that Slack gave for them."""
        session = self.client.session
        assert session is not None
        async with session.post(url, data=data, proxy=self.client.proxy) as response:
            await response.read()
            if response.status != HTTPStatus.OK:
                raise Answered(response.status, _lower(response.headers), None)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def is_slacks(url: str, api_base: str) -> bool:
    """Whether an address that came with a payload is one of Slack's, or of the server we call."""
    try:
        parts, base = urlsplit(url), urlsplit(api_base)
        ours = (parts.scheme, parts.hostname, parts.port) == (base.scheme, base.hostname, base.port)
    except ValueError:
        return False
    if parts.username is not None or parts.password is not None:
        return False
    slacks = parts.scheme == "https" and parts.hostname in _HOSTS and parts.port in (None, 443)
    return slacks or ours


async def _goes_nowhere_else(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """A redirect is an answer, as nobody knows whether the first address has acted on the call."""
    response = await handler(request)
    if HTTPStatus.MULTIPLE_CHOICES <= response.status < HTTPStatus.BAD_REQUEST:
        response.close()
        raise Answered(response.status, _lower(response.headers), None)
    return response


def answered(error: SlackApiError) -> Answered:
    """The library's error names no status where it could not read the body."""
    response = error.response
    status: Any = getattr(response, "status_code", None) or getattr(response, "status", 0)
    headers = getattr(response, "headers", None) or {}
    return Answered(int(status), _lower(headers), getattr(response, "data", None))


def _lower(headers: Mapping[str, str]) -> Mapping[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _seconds(given: object) -> timedelta | None:
    """At most a day."""
    try:
        return timedelta(seconds=min(max(float(str(given)), 0.0), _DAY))
    except (ValueError, OverflowError):
        return None
