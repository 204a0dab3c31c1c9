"""The intelligent robot (智能机器人): it hears and speaks over one connection."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from adapters.wecom import inbound
from adapters.wecom.bot_socket import BotSocket, BotTuning, Displaced, NoAck, NotConnected
from adapters.wecom.line import Answered
from adapters.wecom.outcomes import Remedy, Verdict, verdict_of
from adapters.wecom.render import Way, as_new, as_plain, call_of, filled, render, repeated
from bot.errors import StoreUnavailable
from bot.messages import (
    Address,
    Card,
    Event,
    Later,
    Outcome,
    Part,
    Platform,
    Request,
    Scope,
    Sent,
    Unknown,
)
from bot.ports import Adapter, Clock, Ingress, Window

_log = logging.getLogger(__name__)
_WAITING = 1000  # frames that wait for a store that is away
_LONGEST = 30.0  # seconds between two tries
_REFUSED = 300.0  # seconds before a refused secret is tried again
_STAND_BY = 60.0  # seconds that whoever displaced us is left alone
_AGAIN = 0.5
_NAMES = ("联络员",)

Exclusive = Callable[[str], AbstractAsyncContextManager[None]]
"""Wait until this process alone holds the name, and hold it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BotSettings:
    """``corp``: what accounts belong to; without an app of the corporation it is the bot's id."""

    bot: str
    secret: str = field(repr=False)
    url: str = "wss://openws.work.weixin.qq.com"
    corp: str = ""
    tenant: str = ""
    plain: bool = False


class WecomBotAdapter(Adapter):
    """``exclusive`` is held while connected: a second connection ends the first."""

    platform = Platform.WECOM
    speaks_where_it_hears = True

    def __init__(
        self,
        settings: BotSettings,
        clock: Clock,
        exclusive: Exclusive,
        tuning: BotTuning | None = None,
    ) -> None:
        self.corp = settings.corp or settings.bot
        self.tenant = settings.tenant or self.corp
        self._settings, self._clock, self._exclusive = settings, clock, exclusive
        self._way = Way(people="aibot", plain=settings.plain, agent=None)
        self._frames: asyncio.Queue[Mapping[str, Any]] = asyncio.Queue(_WAITING)
        self._socket = BotSocket(settings.url, settings.bot, settings.secret, self._heard, tuning)
        self._pulse: datetime | None = None

    # Hearing -----------------------------------------------------------------

    async def listen(self, ingress: Ingress) -> None:
        """Hand over every frame until cancelled; reconnect for ever."""
        keeping = asyncio.create_task(self._keep(ingress))
        failures = 0
        try:
            while True:
                async with self._exclusive(f"wecom-bot:{self._settings.bot}"):
                    pause = await self._connected(failures)
                failures = failures + 1 if pause else 0
                await self._clock.sleep(pause or _AGAIN)
        finally:
            keeping.cancel()
            await asyncio.wait([keeping])

    async def _connected(self, failures: int) -> float:
        """One connection until it ends; seconds until the next, 0 after one that worked."""
        self._pulse = self._clock.now()
        before = self._socket.beats
        try:
            await self._socket.run()
        except Displaced:
            _log.warning("WeCom: another connection has taken the robot; standing by.")
            return _STAND_BY
        except Answered as error:
            _log.error("WeCom refuses WECOM_BOT_ID or WECOM_BOT_SECRET (%s).", error.errcode)
            return _REFUSED
        except Exception as error:  # whatever it is, the ear stays open
            if failures == 0:
                _log.warning("WeCom's robot: %s; connecting again.", type(error).__name__)
        finally:
            self._pulse = None
        worked = self._socket.beats > before
        return 0.0 if worked or not failures else min(2.0**failures, _LONGEST)

    def _heard(self, frame: Mapping[str, Any]) -> None:
        self._pulse = self._clock.now()
        try:
            self._frames.put_nowait(frame)
        except asyncio.QueueFull:
            _log.error("WeCom: a frame was dropped: the store has been away for too long")

    async def _keep(self, ingress: Ingress) -> None:
        """WeCom does not send a frame twice: it is kept trying for as long as we live."""
        while True:
            event = inbound.event_of_frame(await self._frames.get(), self.tenant)
            while True:
                try:
                    await ingress.accept(event)
                    break
                except StoreUnavailable as away:
                    _log.warning("WeCom's frames wait: %s", away)
                    await self._clock.sleep(_AGAIN)

    def pulse(self) -> datetime | None:
        """The last frame or answered ping; None for who stands by."""
        return self._pulse

    def to_request(self, event: Event) -> Request | None:
        """People are those of the corporation, wherever they speak; chats are the robot's."""
        request = inbound.to_request(replace(event, tenant=self.corp), _NAMES)
        if request is None:
            return None
        origin, private = (
            replace(address, tenant=self.tenant) for address in (request.origin, request.private)
        )
        return replace(request, origin=origin, private=private)

    # Speaking ----------------------------------------------------------------

    @property
    def may_speak(self) -> bool:
        return self._socket.is_open

    def render(self, to: Address, card: Card, *, replacing: str | None = None) -> Sequence[Part]:
        return render(to, card, replacing, self._way)

    def repeated(self, part: Part) -> Part:
        return repeated(part)

    def windows(self, to: Address) -> Sequence[Window]:
        """30 a minute and 1,000 an hour per chat [101463]; we stay below."""
        return (Window(25, 60.0), Window(800, 3600.0))

    async def send(self, to: Address, part: Part, *, key: str = "") -> Outcome:
        """Try once; only what was certainly refused is tried in another form, at once."""
        call = filled(call_of(part), key)
        verdict = await self._try(call)
        if verdict.remedy is Remedy.SEND_NEW and call["cmd"] != "aibot_send_msg":
            call = filled(as_new(to, call, self._way), key)
            verdict = await self._try(call)
        if verdict.remedy is Remedy.SEND_PLAIN:
            _log.error("WeCom refused what we made (%s); it goes as plain text.", verdict.outcome)
            verdict = await self._try(as_plain(call))
        return verdict.outcome

    async def _try(self, call: Mapping[str, Any]) -> Verdict:
        try:
            await self._socket.say(call["cmd"], call["body"], call.get("req_id"))
        except NotConnected:
            return Verdict(Later(timedelta(seconds=5), "not connected", Scope.PLATFORM))
        except NoAck as error:
            return Verdict(Unknown(str(error)))
        except Exception as error:
            return verdict_of(error)
        card = call["body"].get("template_card")
        id = card.get("task_id") if isinstance(card, dict) else None
        return Verdict(Sent(str(id or "")))

    async def worked(self, event: Event) -> None:
        """A pressed card is answered by what follows."""

    async def close(self) -> None:
        """The connection ends with ``listen``."""
