"""What people do with buttons, windows and shortcuts, as requests; pure."""

from typing import Any

from adapters.intake import private
from adapters.slack import views
from adapters.slack.passed_on import written_at
from adapters.slack.reading import Json, identifier, inner, maybe, moment, string
from adapters.slack.text import plain
from bot.messages import Account, Address, Channel, Event, Request

FILL, NOTE = "fill", "note"
"""The shortcuts' callback ids: report progress, and make a message progress."""

FORM = "form:"
"""What the action ids of buttons begin with that are answered with a form."""

_ASKS = "/update"
_KINDS = ("block_actions", "shortcut", "message_action", "view_submission")


def opens(payload: Json) -> bool:
    """Whether a window has to be opened for the answer; never fails."""
    match payload.get("type"):
        case "shortcut" | "message_action":
            return True
        case "block_actions":
            view = payload.get("view")
            if isinstance(view, dict) and view.get("type") == "modal":
                return False  # it is open
            return str(_first(payload).get("action_id", "")).startswith(FORM)
    return False


def to_request(event: Event, payload: Json, window: str | None) -> Request | None:
    """``window`` was opened for the answer.  Raises ValueError for what cannot be read."""
    if payload.get("type") not in _KINDS:
        return None
    user = identifier(inner(payload, "user"), "id")
    foreign = is_foreign(payload, event.tenant)
    match payload.get("type"):
        case "block_actions":
            return _pressed(event, payload, user, window, foreign=foreign)
        case "shortcut":
            return private(event, user, text=_ASKS, window=window, foreign=foreign)
        case "message_action":
            return _forwarded(event, inner(payload, "message"), user, window, foreign=foreign)
        case "view_submission":
            view = inner(payload, "view")
            filled = views.filled_of(view)
            return private(
                event,
                user,
                text="\n".join(filled.values.values()),
                filled=filled,
                reply_to=identifier(view, "id"),
                foreign=foreign,
            )
    return None


def is_foreign(payload: Json, team: str) -> bool:
    """Whether somebody of another workspace did it, in a channel that both share; never fails."""
    user = payload.get("user")
    return isinstance(user, dict) and user.get("team_id") not in (None, team)


def _first(payload: Json) -> dict[str, Any]:
    actions = payload.get("actions")
    first = actions[0] if isinstance(actions, list) and actions else None
    return first if isinstance(first, dict) and isinstance(first.get("action_id"), str) else {}


def _forwarded(
    event: Event, message: Json, user: str, window: str | None, *, foreign: bool
) -> Request:
    """A message that somebody wants to be recorded; of its author Slack tells only the id."""
    text, _ = plain(string(message, "text") or "")
    return private(
        event,
        user,
        text=text,
        window=window,
        forwarded=True,
        written=written_at(moment(message, "ts")),
        foreign=foreign,
    )


def _pressed(
    event: Event, payload: Json, user: str, window: str | None, *, foreign: bool
) -> Request | None:
    """A press on one of our cards; whether it may is looked at as if it had been typed."""
    line = string(_first(payload), "value")
    if not line:
        return None
    if (view := maybe(payload, "view")) is not None:
        if view.get("type") != "modal":
            window = window or f"home:{user}"
        elif name := string(view, "external_id"):
            window = f"view:{name}"
        return private(event, user, text=line, pressed=True, window=window, foreign=foreign)
    container = inner(payload, "container")
    if container.get("is_ephemeral"):
        window = window or f"url!{string(payload, 'response_url') or ''}"
        return private(event, user, text=line, pressed=True, window=window, foreign=foreign)
    channel, ts = identifier(container, "channel_id"), moment(container, "message_ts")
    direct = channel.startswith("D")
    thread = moment(container, "thread_ts")
    return Request(
        sender=Account(event.platform, event.tenant, user),
        origin=Address(event.platform, event.tenant, user if direct else channel, thread),
        private=Address(event.platform, event.tenant, user),
        channel=Channel.PRIVATE if direct else Channel.OTHER,
        text=line,
        reply_to=f"{channel}/{ts}" if ts else None,
        pressed=True,
        window=window,
        foreign=foreign,
    )
