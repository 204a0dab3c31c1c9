"""The platforms of the laboratory: Telegram's real adapter, and one that knows messages by key."""

import hashlib
import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import httpx

from adapters import circuit
from adapters.telegram import outcomes
from adapters.telegram.adapter import TelegramAdapter, TelegramSettings
from adapters.telegram.line import Tuning
from bot.messages import Address, Card, Event, Part, Platform, Request
from bot.outcomes import Later, Outcome, Refused, Scope, Sent, Unknown
from bot.ports import Adapter, Attempt, Clock, Doubt, Ingress, Rate, Store, Window

BOT = "7"
TOKEN = f"{BOT}:test-token-test-token"
SECRET = "a-webhook-secret"
KEYED = "corp"
_TUNING = Tuning(connect=2.0, pool=2.0, write=2.0, read=2.0, poll=20)
_HURRY = Rate(most=130, per_second=100.0)


class Hurried(TelegramAdapter):
    """The real adapter for a Telegram that takes four times as much.

    Not more: what is on its way when a process dies is in doubt, and hundreds never are.
    """

    rate = _HURRY

    def windows(self, to: Address) -> Sequence[Window]:
        return ()


def telegram(store: Store, clock: Clock, base: str, *, hurry: bool, webhook: bool) -> Adapter:
    settings = TelegramSettings(
        token=TOKEN,
        api_base=base,
        mode="webhook" if webhook else "polling",
        webhook_secrets=(SECRET,),
    )
    made = Hurried if hurry else TelegramAdapter
    for module in (circuit, outcomes):
        vars(module)["PROBE_EVERY"] = timedelta(seconds=1)  # a minute in the world
    return made(settings, clock, store.exclusive, _TUNING)


class Keyed(Adapter):
    """Over HTTP to ``tests.fakes.keyed``; a message's key is a digest of its bytes and its chat.

    As WeCom it tells copies apart (``Doubt.RESEND``), as Slack it can be asked (``Doubt.ASK``).
    """

    rate = None

    def __init__(self, base: str, platform: Platform) -> None:
        self.platform, self.tenant = platform, KEYED
        self.doubt = Doubt.ASK if platform is Platform.SLACK else Doubt.RESEND
        self.resend_for = timedelta(hours=4)
        self._client = httpx.AsyncClient(base_url=base, timeout=2.0, verify=False)  # noqa: S501

    async def listen(self, ingress: Ingress) -> None:
        """Nobody talks to us here."""

    def to_request(self, event: Event) -> Request | None:
        return None

    def render(self, to: Address, card: Card, *, replacing: str | None = None) -> Sequence[Part]:
        return (part_of(card),)

    def repeated(self, part: Part) -> Part:
        raise AssertionError("here nothing needs to be repeated")

    async def send(self, to: Address, part: Part, *, key: str = "") -> Outcome:
        dedupe = self.doubt is Doubt.RESEND
        message = {"chat": to.chat, "key": _key(to, part), "dedupe": dedupe}
        try:
            answer = await self._client.post("/send", json=message | json.loads(part.content))
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            return Later(None, type(error).__name__)
        except httpx.HTTPError as error:
            return Unknown(type(error).__name__)
        match answer.status_code:
            case httpx.codes.OK:
                return _sent(answer)
            case httpx.codes.TOO_MANY_REQUESTS:
                return Later(timedelta(seconds=1), "429", Scope.CHAT)
            case httpx.codes.FORBIDDEN:
                return Refused("403", dead=True)
        return Unknown(str(answer.status_code))

    async def reconcile(self, attempt: Attempt) -> Outcome:
        try:
            answer = await self._client.post("/find", json={"key": _key(attempt.to, attempt.part)})
        except httpx.HTTPError as error:
            return Unknown(type(error).__name__)
        found = answer.json()["message_id"]
        return Later(None, "not there") if found is None else Sent(str(found))

    async def worked(self, event: Event) -> None:
        """Nobody presses anything here."""

    async def close(self) -> None:
        await self._client.aclose()


def part_of(card: Card) -> Part:
    return Part(json.dumps({"text": card.title}, ensure_ascii=False), card)


def _key(to: Address, part: Part) -> str:
    return hashlib.blake2s(f"{to.chat}:{part.content}".encode()).hexdigest()


def _sent(answer: httpx.Response) -> Outcome:
    try:
        told: Any = answer.json()["message_id"]
    except (ValueError, LookupError):
        return Unknown("garbage")
    return Sent(str(told))
