"""Telegram as the bot sees it: an ear, two pure converters and one call."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from adapters.circuit import Circuit
from adapters.remedies import Remedy, Verdict
from adapters.telegram import files, inbound
from adapters.telegram.line import Answered, Line, Tuning
from adapters.telegram.menus import menus
from adapters.telegram.outcomes import verdict_of
from adapters.telegram.polling import Patience, Poller, name_of
from adapters.telegram.render import (
    FILE,
    NAME,
    PNG,
    Call,
    as_new,
    as_plain,
    call_of,
    render,
    repeated,
    wire,
)
from adapters.telegram.webhook import TelegramWebhook
from bot.attachments import Attachment, Fetched, Missed
from bot.errors import StoreUnavailable
from bot.messages import Address, Card, Event, Part, Platform, Request
from bot.outcomes import Later, Outcome, Scope, Sent, Unknown
from bot.ports import Adapter, Clock, Ingress, Rate, Webhook, Window

_log = logging.getLogger(__name__)
_STAND_BY = 5.0  # seconds before we ask for a place that somebody else has

Exclusive = Callable[[str], AbstractAsyncContextManager[None]]
"""Wait until this process alone holds the name, and hold it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramSettings:
    """One bot.

    ``api_base``: root of the Bot API server, no slash at the end.  ``webhook_secrets``: the one
    in force, and during a rotation the one before it.  ``webhook_url``: the public address to
    register; None leaves what is registered.
    """

    token: str = field(repr=False)
    api_base: str = "https://api.telegram.org"
    mode: Literal["polling", "webhook"] = "polling"
    webhook_secrets: tuple[str, ...] = field(default=(), repr=False)
    webhook_url: str | None = None

    def __post_init__(self) -> None:
        if self.mode == "webhook" and not self.webhook_secrets:
            raise ValueError("a webhook without a secret would believe everybody")


class TelegramAdapter(Adapter):
    """``exclusive`` is held while polling: Telegram lets only one do it."""

    platform = Platform.TELEGRAM

    def __init__(
        self,
        settings: TelegramSettings,
        clock: Clock,
        exclusive: Exclusive,
        tuning: Tuning | None = None,
    ) -> None:
        self.tenant = settings.token.partition(":")[0]
        self.username: str | None = None  # known once Telegram has been reached
        self._settings, self._clock, self._exclusive = settings, clock, exclusive
        self._line = Line(settings.token, settings.api_base, tuning)
        self._circuit = Circuit(clock, self._probe, "Telegram", "TELEGRAM_BOT_TOKEN")
        self._poller: Poller | None = None  # while it is our turn
        self._opened: datetime | None = None  # while Telegram has not been reached yet

    # Hearing -----------------------------------------------------------------

    async def listen(self, ingress: Ingress) -> None:
        """Hand over every event until cancelled; reconnect for ever."""
        self._opened = self._clock.now() if self._settings.mode == "polling" else None
        await self.introduce()
        self._opened = None
        decorating = asyncio.create_task(self._decorate())
        try:
            if self._settings.mode == "polling":
                await self._poll(ingress)
            if self._settings.webhook_url is not None:
                await self._until_done(self._register)
            await asyncio.Event().wait()  # the HTTP server hears for us
        finally:
            decorating.cancel()
            await asyncio.wait([decorating])

    def webhooks(self, ingress: Ingress) -> Sequence[Webhook]:
        if self._settings.mode == "polling":
            return ()
        return (TelegramWebhook(self._settings.webhook_secrets, self.tenant, ingress),)

    def pulse(self) -> datetime | None:
        """The last getUpdates that was answered; None for a webhook and for who stands by."""
        return self._opened if self._poller is None else self._poller.last_heard

    @property
    def refused(self) -> bool:
        return self._circuit.is_open

    def to_request(self, event: Event) -> Request | None:
        """While our user name is not known, ``/command@name`` may be for another bot: not ours."""
        if self.username is None:
            return inbound.to_request(event, [inbound.SPOKEN_NAME])
        request = inbound.to_request(event, [inbound.SPOKEN_NAME, self.username.lower()])
        return request and replace(request, door=f"https://t.me/{self.username}")

    async def fetch(self, attachment: Attachment) -> Fetched | Missed:
        return await files.fetched(self._line.call, self._line.files_root, attachment)

    async def _poll(self, ingress: Ingress) -> None:
        poller = Poller(self._line, self._clock, self._circuit, self.tenant)
        while True:
            try:
                self._poller, asked = None, self._clock.now()
                async with self._exclusive(f"telegram:{self.tenant}"):
                    poller.begin(waited=self._clock.now() - asked)
                    self._poller = poller
                    await self._until_done(self._unregister)
                    await poller.run(ingress)
            except StoreUnavailable as away:
                _log.warning("Telegram waits for the store: %s", away)
            await self._clock.sleep(_STAND_BY)

    async def _until_done(self, step: Callable[[], Any]) -> None:
        patience = Patience(self._clock, self._circuit)
        while True:
            try:
                await step()
            except Exception as error:  # whatever it is, the next try may work
                await patience.failed(error)
            else:
                return patience.worked()

    async def introduce(self) -> None:
        await self._until_done(self._ask_name)

    async def _ask_name(self) -> None:
        me = await self._line.call("getMe")
        self.username = me.get("username")

    async def _probe(self) -> bool:
        try:
            await self._ask_name()
        except Exception as error:
            _log.info("Telegram: still refused (%s)", name_of(error))
            return False
        return True

    async def _unregister(self) -> None:
        """Polling needs it.  What waits is not dropped unless one asks for it."""
        await self._line.call("deleteWebhook")

    async def _register(self) -> None:
        await self._line.call(
            "setWebhook",
            url=self._settings.webhook_url,
            secret_token=self._settings.webhook_secrets[0],
            allowed_updates=inbound.ALLOWED_UPDATES,
        )

    async def _decorate(self) -> None:
        """Menus are a comfort: what fails is not tried again before the next start."""
        for menu in menus():
            try:
                await self._line.call("setMyCommands", **menu)
            except Exception as error:
                _log.info("Telegram: a command menu was not set (%s)", name_of(error))

    # Speaking ----------------------------------------------------------------

    def render(self, to: Address, card: Card, *, replacing: str | None = None) -> Sequence[Part]:
        return render(to, card, replacing)

    def repeated(self, part: Part) -> Part:
        return repeated(part)

    rate = Rate(most=30, per_second=28.8)
    """Telegram takes 30 a second (Bots FAQ), whenever one begins to count."""

    def windows(self, to: Address) -> Sequence[Window]:
        """One a second per chat, 18 a minute per group, where Telegram takes 20 (Bots FAQ)."""
        a_second = Window(1, 1.0)
        return (a_second, Window(18, 60.0)) if to.chat.startswith("-") else (a_second,)

    async def send(self, to: Address, part: Part, *, key: str = "") -> Outcome:
        """Try once; only what was certainly refused is tried in another form, at once."""
        if (closed_for := await self._circuit.wait()) is not None:
            return Later(closed_for, "the token is refused", Scope.PLATFORM)
        call = call_of(part) | {"chat_id": to.chat}  # the chat may have moved since it was drawn
        verdict = await self._try(call)
        if verdict.remedy is Remedy.SEND_NEW:
            call = as_new(to, call)
            verdict = await self._try(call)
        if verdict.remedy is Remedy.SEND_PLAIN:
            _log.error("Telegram refused what we made; it goes as plain text.")
            verdict = await self._try(as_plain(call))
        return verdict.outcome

    async def _try(self, call: Call) -> Verdict:
        method, parameters = wire(call)
        try:
            if PNG in parameters:
                parameters[PNG] = self._line.file(parameters[PNG])
            if FILE in parameters:
                parameters[FILE] = self._line.file(parameters[FILE], call[NAME])
            message = await self._line.call(method, **parameters)
        except Exception as error:
            if isinstance(error, Answered) and error.token_refused:
                self._circuit.open()
            return verdict_of(error, editing=parameters.get("message_id"))
        id = message.get("message_id") if isinstance(message, dict) else None
        return Verdict(Unknown("answer without message_id") if id is None else Sent(str(id)))

    async def worked(self, event: Event) -> None:
        """Stop the spinner of a pressed button; it stops by itself some time."""
        if (press := inbound.press_id(event)) is None or self._circuit.is_open:
            return
        try:
            await self._line.call("answerCallbackQuery", callback_query_id=press)
        except Exception as error:
            _log.info("Telegram: a press was not answered (%s)", name_of(error))

    async def close(self) -> None:
        await self._line.close()
