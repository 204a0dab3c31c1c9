"""The self-built app (自建应用) and the group robots, as the bot sees them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from http import HTTPStatus
from typing import Any

import httpx

from adapters.circuit import Circuit
from adapters.remedies import Remedy, Verdict
from adapters.wecom import inbound
from adapters.wecom.callback import WecomCallback
from adapters.wecom.desk import Desk
from adapters.wecom.line import Answered, Line, Tuning, encoded
from adapters.wecom.outcomes import (
    ASIDE,
    PROBE_EVERY,
    TOKEN_ENDED,
    NotYet,
    condemns,
    explained,
    holds_all_up,
    verdict_of,
)
from adapters.wecom.pictures import PNG, file_of, uploaded
from adapters.wecom.render import Way, as_new, as_plain, call_of, filled, render, repeated
from adapters.wecom.rulings import Rulings
from adapters.wecom.token import Exclusive, Shelf, Tokens
from bot.messages import Address, Card, Event, Part, Platform, Request
from bot.outcomes import Later, Outcome, Refused, Scope, Sent, Unknown
from bot.ports import Adapter, Clock, Doubt, Ingress, Rate, Webhook, Window

_log = logging.getLogger(__name__)
_ROBOT = "robot:"
_TOKEN_WAIT = 10.0  # seconds for a token; a message has half a minute for all it needs


@dataclass(frozen=True, slots=True, kw_only=True)
class WecomSettings:
    """One app of one corporation, and keys of group robots by the names we call them.

    ``callback_tokens`` and ``aes_keys``: those in force, and during a rotation those before them;
    without them nothing is heard.  ``api_base`` and ``robot_base``: without ``/cgi-bin``.
    """

    corp: str
    agent: int
    secret: str = field(repr=False)
    callback_tokens: tuple[str, ...] = field(default=(), repr=False)
    aes_keys: tuple[str, ...] = field(default=(), repr=False)
    robots: Mapping[str, str] = field(default_factory=dict, repr=False)
    api_base: str = "https://qyapi.weixin.qq.com"
    robot_base: str = "https://qyapi.weixin.qq.com"
    plain: bool = False


class WecomAdapter(Adapter):
    """``shelf`` keeps the access token for all processes, ``exclusive`` lets one ask for it."""

    platform = Platform.WECOM

    def __init__(
        self,
        settings: WecomSettings,
        clock: Clock,
        shelf: Shelf,
        exclusive: Exclusive,
        tuning: Tuning | None = None,
    ) -> None:
        self.tenant = settings.corp
        self._settings, self._clock = settings, clock
        self._line = Line(settings.api_base, tuning)
        self._robots = Line(settings.robot_base, tuning)
        self._tokens = Tokens(
            self._line,
            settings.corp,
            settings.agent,
            settings.secret,
            shelf=shelf,
            exclusive=exclusive,
            clock=clock,
        )
        self.desk = Desk(self._line, self._tokens, settings.agent, settings.api_base)
        self._circuit = Circuit(clock, self._probe, "WeCom", "the app", every=PROBE_EVERY)
        self._rulings = Rulings(clock)
        self._way = Way(people="app", plain=settings.plain, agent=settings.agent)

    # Hearing -----------------------------------------------------------------

    async def listen(self, ingress: Ingress) -> None:
        """The HTTP server hears for us."""
        await asyncio.Event().wait()

    def webhooks(self, ingress: Ingress) -> Sequence[Webhook]:
        settings = self._settings
        if not settings.callback_tokens:
            return ()
        return (
            WecomCallback(
                settings.callback_tokens,
                settings.aes_keys,
                settings.corp,
                str(settings.agent),
                ingress=ingress,
                clock=self._clock,
            ),
        )

    @property
    def refused(self) -> bool:
        return self._circuit.is_open

    def to_request(self, event: Event) -> Request | None:
        return inbound.to_request(event)

    # Speaking ----------------------------------------------------------------

    def render(self, to: Address, card: Card, *, replacing: str | None = None) -> Sequence[Part]:
        return render(to, card, replacing, self._way)

    def repeated(self, part: Part) -> Part:
        return repeated(part)

    rate = Rate(most=100, per_second=80.0)
    """10,000 a minute per interface [90454]."""

    def windows(self, to: Address) -> Sequence[Window]:
        """Below 30 a minute and 1,000 an hour to a member, 20 a minute by a robot [90454, 91770].

        What is beyond is dropped without a word.
        """
        if to.chat.startswith(_ROBOT):
            return (Window(18, 60.0),)
        return (Window(25, 60.0), Window(800, 3600.0))

    resend_for = timedelta(hours=3, minutes=50)
    """For four hours WeCom tells copies of the same bytes apart."""

    def doubt_of(self, part: Part) -> Doubt:
        """A file is uploaded anew with each try, so that its copies are not the same."""
        call = call_of(part)
        same = call["via"] == "app" and PNG not in call
        return Doubt.RESEND if same else Doubt.REPEAT

    async def send(self, to: Address, part: Part, *, key: str = "") -> Outcome:
        """Try once; only what was certainly refused is tried in another form, at once."""
        call = filled(call_of(part), key)
        if call["via"] != "robot" and (closed_for := await self._circuit.wait()) is not None:
            return Later(min(closed_for, ASIDE), "the app is refused", Scope.PLATFORM)
        verdict = await self._try(to, call)
        if verdict.remedy is Remedy.SEND_NEW and call["via"] == "update":
            call = filled(as_new(to, call, self._way), key)
            verdict = await self._try(to, call)
        if verdict.remedy is Remedy.SEND_PLAIN:
            _log.error("WeCom refused what we made (%s); it goes as plain text.", verdict.outcome)
            verdict = await self._try(to, as_plain(call))
        return self._rulings.final(key, to.chat, verdict)

    async def _try(self, to: Address, call: Mapping[str, Any]) -> Verdict:
        if call["via"] == "robot":
            return await self._to_group(call["robot"], encoded(call["body"]))
        try:
            if PNG in call:
                call = uploaded(dict(call), await self._upload(dict(call)))
            body = encoded(call["body"])
            path = "message/send" if call["via"] == "app" else "message/update_template_card"
            told = await self._called(partial(self._line.post, f"/cgi-bin/{path}", body))
        except Exception as error:
            if isinstance(error, Answered) and condemns(error):
                self._circuit.open(explained(error))
            return verdict_of(error)
        return Verdict(_sent(told, call["body"], to.chat))

    async def _upload(self, call: dict[str, Any]) -> str:
        """The file's id.  Raises ``NotYet`` or ``Answered``: nobody has seen anything yet."""
        try:
            name, content, kind = file_of(call)
            upload = partial(self._line.upload, "/cgi-bin/media/upload", name, content, type=kind)
            told = await self._called(upload)
        except Answered as error:
            if error.errcode is None or error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise NotYet(str(error)) from None
            raise
        except httpx.HTTPError as error:
            raise NotYet(type(error).__name__) from None
        if not isinstance(media := told.get("media_id"), str):
            raise NotYet("an answer without a media_id")
        return media

    async def _to_group(self, name: str, body: bytes) -> Verdict:
        if (key := self._settings.robots.get(name)) is None:
            return Verdict(Refused(f"no key for the robot “{name}” in WECOM_ROBOTS"))
        try:
            await self._robots.post("/cgi-bin/webhook/send", body, key=key)
        except Exception as error:
            return verdict_of(error, of_group=True)
        return Verdict(Sent(""))

    async def _called(self, call: Callable[..., Awaitable[dict[str, Any]]]) -> dict[str, Any]:
        """With a token that is asked for once more if this one has ended."""
        token = await self._token()
        try:
            return await call(access_token=token)
        except Answered as error:
            if error.errcode not in TOKEN_ENDED:
                raise
        return await call(access_token=await self._token(refused=token))

    async def _token(self, refused: str | None = None) -> str:
        """Whatever goes wrong here: the message has not left."""
        try:
            async with asyncio.timeout(_TOKEN_WAIT):
                return await self._tokens.get(refused)
        except Answered as error:
            if holds_all_up(error):
                raise
            raise NotYet(str(error)) from None
        except Exception as error:
            raise NotYet(type(error).__name__) from None

    async def _probe(self) -> bool:
        if (wrong := await self.desk.diagnose()) is not None:
            _log.info("WeCom: still refused: %s", wrong)
        return wrong is None

    async def worked(self, event: Event) -> None:
        """A pressed card is answered by what follows."""

    async def close(self) -> None:
        await self._line.close()
        await self._robots.close()


def _sent(told: Mapping[str, Any], body: Mapping[str, Any], chat: str) -> Outcome:
    """errcode 0 and a name among the invalid ones is a refusal; WeCom writes them in lower case,
    in one text, or for a card that was changed as a list.

    A card is called by the id that a press on it brings back.
    """
    named = [told.get(kind) or "" for kind in ("invaliduser", "unlicenseduser")]
    lists = [names if isinstance(names, list) else str(names).split("|") for names in named]
    if chat.casefold() in {str(name).strip().casefold() for names in lists for name in names}:
        return Refused("the person is unknown to the app, or has no licence", dead=True)
    card = body.get("template_card")
    id = card.get("task_id") if isinstance(card, dict) else None
    id = id or told.get("msgid")
    return Sent(str(id)) if id or "userids" in body else Unknown("an answer without an id")
