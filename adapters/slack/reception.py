"""Takes in what Slack hands over, by whichever way it came: stored before it is acknowledged."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from adapters.slack import presses, views
from adapters.slack.inbound import event_of, opens, team_of, window_of
from adapters.slack.reading import Json
from bot.ports import Ingress

_log = logging.getLogger(__name__)
_FAREWELLS = ("app_uninstalled", "tokens_revoked")
_OPENING = 1.5  # seconds at most; Slack waits three for the acknowledgement

Open = Callable[[str, dict[str, Any]], Awaitable[None]]
"""Open the view with this trigger; raises what the wire raises."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who we are: the workspace, our user there, and the app where Slack told."""

    team: str
    user: str
    app: str | None = None


@dataclass(frozen=True, slots=True)
class Reception:
    """One workspace's way in.  ``window`` is called for what has to be answered with a form."""

    who: Identity
    ingress: Ingress
    window: Open

    def is_ours(self, payload: Json) -> bool:
        """Whether it is meant for this app in this workspace; what does not say so may pass."""
        team, app = team_of(payload), payload.get("api_app_id")
        if team not in (None, self.who.team) and self.who.team not in _authorised(payload):
            return False
        return self.who.app is None or app in (None, self.who.app)

    async def take(self, payload: Json) -> dict[str, Any] | None:
        """Commit it; what to acknowledge it with, None for nothing.

        Raises ``StoreUnavailable`` when nothing was stored.
        """
        if payload.get("type") == "view_submission" and (wrong := _wrong(payload)):
            return {"response_action": "errors", "errors": wrong}
        if _kind(payload) in _FAREWELLS:
            _log.error(
                "Slack: the app was removed from workspace %s: install it again.", self.who.team
            )
        event = event_of(payload, self.who.team)
        trigger = payload.get("trigger_id")
        foreign = presses.is_foreign(payload, self.who.team)  # nobody like that is answered
        if isinstance(trigger, str) and not foreign and opens(payload):
            await self._open(trigger, window_of(event))
        await self.ingress.accept(event)
        return None

    async def _open(self, trigger: str, id: str) -> None:
        """An empty window first: what belongs into it is drawn when the event is worked."""
        try:
            async with asyncio.timeout(_OPENING):
                await self.window(trigger, views.loading(id))
        except Exception as error:  # without the window the answer comes as a message
            _log.info("Slack: a window was not opened (%s)", type(error).__name__)


def _kind(payload: Json) -> object:
    event = payload.get("event")
    return event.get("type") if isinstance(event, dict) else None


def _authorised(payload: Json) -> list[Any]:
    """In a shared channel an event names the sender's workspace; here stands whom it is for."""
    listed = payload.get("authorizations")
    listed = listed if isinstance(listed, list) else []
    return [one.get("team_id") for one in listed if isinstance(one, dict)]


def _wrong(payload: Json) -> dict[str, str] | None:
    """What keeps a form from being sent; one that cannot be read is somebody else's worry."""
    try:
        return views.missing(payload["view"])
    except (ValueError, LookupError, TypeError):
        return None


def is_handshake(payload: Json) -> bool:
    return payload.get("type") == "url_verification"


def challenge(payload: Json) -> str:
    """The answer to Slack's question whether the address is ours."""
    return json.dumps({"challenge": str(payload.get("challenge", ""))})
