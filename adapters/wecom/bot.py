"""The intelligent robot (智能机器人): it hears and speaks over one connection."""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from adapters.remedies import Remedy, Verdict
from adapters.wecom import inbound
from adapters.wecom.bot_socket import BotSocket, BotTuning, Displaced, NoAck, NotConnected
from adapters.wecom.line import Answered
from adapters.wecom.openids import PERSON, Ask, OpenIds
from adapters.wecom.outcomes import passes, verdict_of
from adapters.wecom.render import Way, as_new, as_plain, call_of, filled, render, repeated
from adapters.wecom.rulings import Rulings
from adapters.wecom.sent_files import fetched
from bot.attachments import Attachment, Fetched, Missed
from bot.errors import StoreUnavailable
from bot.messages import Address, Card, Event, Part, Platform, Request
from bot.outcomes import Later, Outcome, Scope, Sent, Unknown
from bot.ports import Adapter, Clock, Ingress, Window

_log = logging.getLogger(__name__)
_WAITING = 1000  # frames that wait for a store that is away
_LONGEST = 30.0  # seconds between two tries
_REFUSED = 300.0  # seconds before a refused secret is tried again
_STAND_BY = 60.0  # seconds that whoever displaced us is left alone
_STOOD_BY = timedelta(seconds=10)  # in that time another of ours may have been connected
_AGAIN = 0.5
_FAREWELL = 3.0  # seconds for what was heard when we stop
_BUGS = 3  # tries at a frame that breaks us
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
        *,
        names: Ask | None = None,
    ) -> None:
        """``names``: asks the app of the corporation for the user behind an encrypted id."""
        self._open_ids = None if names is None else OpenIds(names)
        self.corp = settings.corp or settings.bot
        self.tenant = settings.tenant or self.corp
        self._settings, self._clock, self._exclusive = settings, clock, exclusive
        self._way = Way(people="aibot", plain=settings.plain, agent=None)
        self._frames: asyncio.Queue[Mapping[str, Any]] = asyncio.Queue(_WAITING)
        self._refused = False
        self._socket = BotSocket(
            settings.url,
            settings.bot,
            settings.secret,
            heard=self._heard,
            alive=self._lives,
            tuning=tuning,
        )
        self._rulings = Rulings(clock)
        self._heard_at: datetime | None = None
        self._waits_since: datetime | None = None  # for the lock
        self._failures = 0
        self._away = False  # whether we have said that we cannot connect

    # Hearing -----------------------------------------------------------------

    async def listen(self, ingress: Ingress) -> None:
        """Hand over every frame until cancelled; reconnect for ever."""
        keeping = asyncio.create_task(self._keep(ingress))
        try:
            while True:
                await self._clock.sleep(await self._our_turn())
        finally:
            await self._kept(keeping)

    async def _our_turn(self) -> float:
        """One connection of whoever holds the lock; seconds until the next."""
        self._waits_since = asked = self._clock.now()
        try:
            async with self._exclusive(f"wecom-bot:{self._settings.bot}"):
                self._waits_since, now = None, self._clock.now()
                if self._heard_at is None or now - asked > _STOOD_BY:
                    self._heard_at = now  # who waited long starts to count from now
                return await self._connected()
        except StoreUnavailable as away:
            _log.warning("WeCom's robot: %s", away)
            return _AGAIN

    async def _connected(self) -> float:
        """One connection until it ends; seconds until the next, 0 after one that worked.

        The lock is kept while we stand by: another process of ours would fight in our place.
        """
        before, ended = self._socket.beats, "closed"
        try:
            await self._socket.run()
        except Displaced:
            _log.warning("WeCom: another connection has taken the robot; standing by.")
            await self._clock.sleep(_STAND_BY)
            return 0.0
        except Answered as error:
            if not passes(error):
                _log.error("WeCom refuses WECOM_BOT_ID or WECOM_BOT_SECRET (%s).", error.errcode)
                self._refused = True
                await self._clock.sleep(_REFUSED)
                return 0.0
            ended = str(error)
        except Exception as error:  # whatever it is, the ear stays open
            ended = type(error).__name__
        if self._socket.beats > before:
            self._failures = 0
        return self._pause(ended)

    def _pause(self, ended: str) -> float:
        """The first new connection is made at once; then it takes longer and longer."""
        failures, self._failures = self._failures, min(self._failures + 1, 30)
        if failures == 0:
            _log.info("WeCom's robot: the connection has ended (%s); making a new one.", ended)
            return 0.0
        if not self._away:
            _log.warning("WeCom's robot cannot be connected (%s); still trying.", ended)
        self._away = True
        return min(2.0 ** (failures - 1), _LONGEST)

    def _lives(self) -> None:
        self._heard_at = self._clock.now()
        if self._away:
            _log.warning("WeCom's robot is connected again.")
        self._away = False

    def _heard(self, frame: Mapping[str, Any]) -> None:
        try:
            self._frames.put_nowait(frame)
        except asyncio.QueueFull:
            _log.error("WeCom: a frame was dropped: the store has been away for too long")

    async def _keep(self, ingress: Ingress) -> None:
        """WeCom does not send a frame twice: it is kept trying for as long as we live."""
        while True:
            frame, bugs = await self._frames.get(), 0
            if self._open_ids is not None:
                frame = await self._open_ids.named(frame)
            while True:
                try:
                    await ingress.accept(inbound.event_of_frame(frame, self.tenant))
                    break
                except StoreUnavailable as away:
                    _log.warning("WeCom's frames wait: %s", away)
                except Exception:  # one that breaks us must not keep the others out
                    bugs += 1
                    _log.exception("WeCom: a frame was not taken in")
                    if bugs == _BUGS:
                        break
                await self._clock.sleep(_AGAIN)
            self._frames.task_done()

    async def _kept(self, keeping: asyncio.Task[None]) -> None:
        """What was heard before we stop is stored, if that can be."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_FAREWELL):
                await self._frames.join()
        keeping.cancel()
        await asyncio.wait([keeping])

    def pulse(self) -> datetime | None:
        """When WeCom was last heard; None for who stands by while another of ours is connected."""
        waits = self._waits_since
        stands_by = waits is not None and self._clock.now() - waits > _STOOD_BY
        return None if stands_by else self._heard_at

    def to_request(self, event: Event) -> Request | None:
        """People are those of the corporation, wherever they speak; chats are the robot's."""
        request = inbound.to_request(replace(event, tenant=self.corp), _NAMES)
        if request is None:
            return None
        origin, private = (
            replace(address, tenant=self.tenant) for address in (request.origin, request.private)
        )
        person = json.loads(event.payload)["aibot"].get(PERSON)
        named = isinstance(person, str) and person
        sender = replace(request.sender, user=person.casefold()) if named else request.sender
        return replace(request, sender=sender, origin=origin, private=private)

    async def fetch(self, attachment: Attachment) -> Fetched | Missed:
        return await fetched(self._settings.url, attachment)

    # Speaking ----------------------------------------------------------------

    @property
    def refused(self) -> bool:
        return self._refused and not self._socket.is_open

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
        return self._rulings.final(key, to.chat, verdict)

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
