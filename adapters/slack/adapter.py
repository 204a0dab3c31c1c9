"""Slack as the bot sees it: an ear, two pure converters and one call."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Literal

from adapters.circuit import Circuit
from adapters.patience import Patience
from adapters.remedies import Remedy, Verdict
from adapters.slack import files, inbound, shared
from adapters.slack.history import found_in
from adapters.slack.line import Answered, Line, Tuning
from adapters.slack.outcomes import CONFIGURATION, CREDENTIALS, FULL, NOT_NOW, verdict_of
from adapters.slack.reception import Identity, Reception
from adapters.slack.render import Call, as_new, as_plain, call_of, render, repeated, wire
from adapters.slack.webhook import SlackWebhook
from bot.attachments import Attachment, Fetched, Missed
from bot.messages import Address, Card, Event, Part, Platform, Request
from bot.outcomes import Later, Outcome, Scope, Sent, Unknown
from bot.ports import Adapter, Attempt, Clock, Doubt, Ingress, Rate, Webhook, Window

_log = logging.getLogger(__name__)
_CONNECTIONS = 2  # while one is made anew, the other hears
_METADATA = "liaison_message"
_ONCE_MORE = 2.0  # seconds between two looks for what may have arrived late
_TELL_AGAIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackSettings:
    """One app in one workspace.

    ``api_base``: root of the Web API; sockets are found through it.  ``signing_secrets``: the one
    in force, and during a rotation the one before it.
    """

    token: str = field(repr=False)
    api_base: str = "https://slack.com/api"
    mode: Literal["socket", "http"] = "socket"
    app_token: str = field(default="", repr=False)
    signing_secrets: tuple[str, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        if self.mode == "http" and not self.signing_secrets:
            raise ValueError("without a secret we would believe everybody")
        if self.mode == "socket" and not self.app_token:
            raise ValueError("a socket needs the app's own token")


class SlackAdapter(Adapter):
    """``who``: as ``identify`` found it."""

    platform = Platform.SLACK

    def __init__(
        self, settings: SlackSettings, who: Identity, clock: Clock, tuning: Tuning | None = None
    ) -> None:
        self.tenant = who.team
        self._settings, self._who, self._clock = settings, who, clock
        self._tuning = tuning or Tuning()
        self._line = Line(settings.token, settings.api_base, self._tuning)
        self._circuit = Circuit(clock, self._probe, "Slack", "SLACK_BOT_TOKEN")
        self._direct: dict[str, str] = {}  # the private channel with each user
        self._blind: set[str] = set()  # chats in which we may not read what we wrote
        self._told: dict[str, datetime] = {}  # what the operator has to mend, and when we said so
        self._patience = Patience("Slack")
        self._pulses: list[Any] = []

    # Hearing -----------------------------------------------------------------

    async def listen(self, ingress: Ingress) -> None:
        """Hand over every event until cancelled; reconnect for ever."""
        if self._settings.mode == "http":
            await asyncio.Event().wait()  # the HTTP server hears for us
        from slack_bolt.app.async_app import AsyncApp  # noqa: PLC0415 - only where it is used

        from adapters.slack.socket import Ear, Reach  # noqa: PLC0415

        app = AsyncApp(client=self._line.client, logger=logging.getLogger("slack_sdk.quiet"))
        reception, reach, token = self._reception(ingress), Reach(), self._settings.app_token
        ears = [
            Ear(app, token, reception, self._clock, tuning=self._tuning, reach=reach)
            for _ in range(_CONNECTIONS)
        ]
        self._pulses = ears
        async with asyncio.TaskGroup() as group:
            for ear in ears:
                group.create_task(ear.run())

    def webhooks(self, ingress: Ingress) -> Sequence[Webhook]:
        if self._settings.mode == "socket":
            return ()
        secrets = self._settings.signing_secrets
        return (SlackWebhook(secrets, self._reception(ingress), self._clock),)

    def pulse(self) -> datetime | None:
        """The last word over any connection; None over HTTP, and before there was one."""
        heard = [ear.last_heard for ear in self._pulses if ear.last_heard is not None]
        return max(heard, default=None)

    @property
    def refused(self) -> bool:
        return self._circuit.is_open

    def to_request(self, event: Event) -> Request | None:
        if (direct := inbound.direct_of(event)) is not None:
            self._direct.update([direct])
        return inbound.to_request(event, self._who.user, self._direct)

    async def fetch(self, attachment: Attachment) -> Fetched | Missed:
        return await shared.fetched(self._line, self._settings.api_base, attachment)

    def _reception(self, ingress: Ingress) -> Reception:
        async def window(trigger: str, view: dict[str, Any]) -> None:
            await self._line.call("views.open", trigger_id=trigger, view=view)

        return Reception(self._who, ingress, window)

    async def _probe(self) -> bool:
        try:
            await self._line.call("auth.test")
        except Exception as error:
            _log.info("Slack: still refused (%s)", type(error).__name__)
            return False
        return True

    # Speaking ----------------------------------------------------------------

    def render(self, to: Address, card: Card, *, replacing: str | None = None) -> Sequence[Part]:
        return render(to, card, replacing)

    def repeated(self, part: Part) -> Part:
        return repeated(part)

    rate = Rate(most=25, per_second=20.0)
    """Slack names no number for a workspace; whoever is faster than it likes is told."""

    def windows(self, to: Address) -> Sequence[Window]:
        """One a second per channel (docs.slack.dev, "Rate limits")."""
        return (Window(1, 1.0),)

    def counts(self, part: Part) -> bool:
        """What takes a place has limits of its own, which no person reaches."""
        return call_of(part)["method"] in ("chat.postMessage", files.METHOD)

    def doubt_of(self, part: Part) -> Doubt:
        """A post can be looked up by its key, where we may read what we wrote.

        What takes a place may take it twice, but it may have become a post instead.
        """
        call = call_of(part)
        match call["method"]:
            case "chat.postMessage":
                unseen = call["channel"] in self._blind
            case "response_url" | files.METHOD:
                unseen = True
            case _:
                unseen = bool(self._blind)
        return Doubt.REPEAT if unseen else Doubt.ASK

    async def send(self, to: Address, part: Part, *, key: str = "") -> Outcome:
        """Try once; only what was certainly refused is tried in another form, at once."""
        if (closed_for := await self._circuit.wait()) is not None:
            return Later(closed_for, "the token is refused", Scope.PLATFORM)
        call = call_of(part)
        verdict = await self._tried(to, call, key)
        if verdict.remedy is not Remedy.NONE and call["method"] != "chat.postMessage":
            verdict = await self._tried(to, as_new(to, call), key)
        return self._patience.believed(key, verdict.outcome, strange=verdict.strange)

    async def _tried(self, to: Address, call: Call, key: str) -> Verdict:
        verdict = await self._try(to, call, key)
        if verdict.remedy is not Remedy.SEND_PLAIN:
            return verdict
        _log.error("Slack refused what we made (%s); it goes as plain text.", verdict.outcome)
        return await self._try(to, as_plain(call), key)

    async def reconcile(self, attempt: Attempt) -> Outcome:
        """Whether the channel has a message of ours with this key; looked for twice."""
        try:
            channel = await self._channel(attempt.to.chat)
            for pause in (0.0, _ONCE_MORE):
                await self._clock.sleep(pause)
                since = attempt.since - timedelta(minutes=1)
                found = await found_in(self._line, channel, attempt, since)
                if found is not None:
                    return Sent(f"{channel}/{found}")
        except Answered as error:
            return self._unread(attempt.to, error)
        except Exception as error:
            return Unknown(type(error).__name__)
        return Later(None, "not there")

    def _unread(self, to: Address, error: Answered) -> Outcome:
        """Why we could not look: there is nothing to look at, we may not, or not now."""
        if error.code == "thread_not_found":
            return Later(None, "not there")
        if error.code is None or error.code in NOT_NOW:
            return Unknown(str(error))
        _log.error("Slack does not let us read what we wrote (%s).", error)
        self._blind.add(to.chat)
        return Later(None, "nobody can tell")

    async def _try(self, to: Address, call: Call, key: str) -> Verdict:
        method, arguments = wire(call)
        try:
            if method == files.METHOD:
                channel = await self._channel(to.chat)
                file = await files.uploaded(self._line, call)
            if method == "chat.postMessage":
                arguments["channel"] = await self._channel(to.chat)
                arguments["metadata"] = {"event_type": _METADATA, "event_payload": {"key": key}}
        except Exception as error:
            self._heed(error)
            return _not_reached(verdict_of(error))
        try:
            if method == files.METHOD:
                await files.shared(self._line, call, channel, file)
                return Verdict(Sent(file))
            if method == "response_url":
                await self._line.answer(arguments.pop("url"), arguments)
                return Verdict(Sent(""))
            told = await self._line.call(method, **arguments)
        except Exception as error:
            self._heed(error)
            return verdict_of(error, method)
        return Verdict(_sent(told))

    def _heed(self, error: Exception) -> None:
        """What is wrong with more than one message is told the operator, not with each of them."""
        if not isinstance(error, Answered) or error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return
        if error.code in CREDENTIALS:
            self._circuit.open()
        elif error.code == FULL or error.code in CONFIGURATION:
            now, last = self._clock.now(), self._told.get(error.code)
            if last is None or not timedelta(0) <= now - last < _TELL_AGAIN:
                self._told[error.code] = now
                _log.error("Slack takes nothing (%s): messages wait until that is mended.", error)

    async def _channel(self, chat: str) -> str:
        """Where a chat is: our private channel with a user has an id of its own.

        Who may not open it can post to the user's id all the same, and only not look it up.
        """
        if chat[:1] not in ("U", "W"):
            return chat
        if chat not in self._direct:
            try:
                told = await self._line.call("conversations.open", users=chat)
            except Answered as error:
                if error.code not in ("missing_scope", "unknown_method"):
                    raise
                return chat
            channel = told.get("channel")
            id = channel.get("id") if isinstance(channel, dict) else None
            if not isinstance(id, str):
                raise Answered(200, {}, None)
            self._direct[chat] = id
        return self._direct[chat]

    async def worked(self, event: Event) -> None:
        """Slack's buttons stop by themselves, with the acknowledgement."""

    async def close(self) -> None:
        await self._line.close()


def _not_reached(verdict: Verdict) -> Verdict:
    """Nothing was posted yet: what is not known about opening a channel is no doubt."""
    match verdict.outcome:
        case Unknown(reason):
            return Verdict(Later(None, reason))
    return verdict


def _sent(told: dict[str, Any]) -> Outcome:
    """A message's id is its channel and time, a view's its own."""
    view, channel, ts = told.get("view"), told.get("channel"), told.get("ts")
    if isinstance(view, dict) and isinstance(view.get("id"), str):
        return Sent(view["id"])
    if isinstance(channel, str) and isinstance(ts, str):
        return Sent(f"{channel}/{ts}")
    return Unknown("an answer without an id")
