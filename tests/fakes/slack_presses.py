"""What a person does with commands, buttons, shortcuts and windows, as Slack sends it."""

from collections.abc import Mapping
from typing import Any

from tests.fakes.slack_payloads import (
    APP,
    BOT,
    BOT_USER,
    CHANNEL,
    DIRECT,
    RESPONSE,
    TEAM,
    TRIGGER,
    TS,
    USER,
    said,
)
from tests.fakes.slack_rules import Json

_NAMES = {"D": "directmessage", "G": "privategroup"}


def slash_command(
    text: str = "",
    *,
    command: str = "/liaison",
    user: str = USER,
    channel: str = DIRECT,
    trigger: str = TRIGGER,
    response_url: str = "https://hooks.slack.com/commands/T1/1/secret",
    **more: str,
) -> Json:
    """The fields of the form; Socket Mode has the same as an object."""
    return {
        "token": "verification-token",
        "team_id": TEAM,
        "team_domain": "liaison-test",
        "channel_id": channel,
        "channel_name": _name(channel),
        "user_id": user,
        "user_name": user.lower(),
        "command": command,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger,
        **more,
    }


def button(value: str, *, action: str = "a1", block: str = "actions", label: str = "按钮") -> Json:
    """What was pressed; ``overflow`` and ``picked`` are the other kinds."""
    text = {"type": "plain_text", "text": label, "emoji": True}
    pressed = {"type": "button", "action_id": action, "block_id": block, "text": text}
    return pressed | {"value": value, "action_ts": "1570759270.123456"}


def picked(value: str, *, kind: str = "static_select", action: str = "a1", **more: Any) -> Json:
    """An option of a select or (``kind="overflow"``) of an overflow menu."""
    option = {"text": {"type": "plain_text", "text": value, "emoji": True}, "value": value}
    chosen = {"type": kind, "action_id": action, "block_id": "actions", "selected_option": option}
    return chosen | {"action_ts": "1570759270.123456", **more}


def press(
    pressed: Json | str,
    *,
    channel: str = DIRECT,
    ts: str = TS,
    thread: str | None = None,
    text: str = "第24项",
    blocks: list[Json] | None = None,
    ephemeral: bool = False,
    values: Mapping[str, Mapping[str, Json]] | None = None,
    response_url: str = RESPONSE,
    **more: Any,
) -> Json:
    """block_actions on a message of ours.  Slack does not send the text of an ephemeral one back.

    ``pressed``: a button's value, or the action.  ``values``: the state of other inputs there.
    ``more``: user, team, their (own team) and trigger as in every press.
    """
    container: Json = {"type": "message", "message_ts": ts, "channel_id": channel}
    container |= {"is_ephemeral": ephemeral} | ({"thread_ts": thread} if thread else {})
    where: Json = {
        "container": container,
        "channel": {"id": channel, "name": _name(channel)},
        "response_url": response_url,
        "state": {"values": values or {}},
    }
    if not ephemeral:
        ours = said(text, user=BOT_USER, ts=ts, thread=thread, bot_id=BOT, app_id=APP)
        del ours["client_msg_id"]
        where["message"] = ours | ({"blocks": blocks} if blocks is not None else {})
    return _actions(pressed, where, more)


def press_home(pressed: Json | str, *, view: Json | None = None, **more: Any) -> Json:
    """block_actions on the App Home: there is no channel, message or response_url."""
    return _actions(pressed, _in_view(view or home()), more)


def press_modal(pressed: Json | str, *, view: Json | None = None, **more: Any) -> Json:
    """block_actions in an open window."""
    return _actions(pressed, _in_view(view or modal()), more)


def message_shortcut(
    callback: str,
    text: str = "15个城市",
    *,
    channel: str = CHANNEL,
    author: str = USER,
    ts: str = TS,
    thread: str | None = None,
    response_url: str = "https://hooks.slack.com/app/T1/1/secret",
    **more: Any,
) -> Json:
    """``author`` wrote the message, the user (in ``more``) chose the shortcut on it."""
    return {
        "type": "message_action",
        **_by(**more),
        "action_ts": "1570759270.123456",
        "channel": {"id": channel, "name": _name(channel)},
        "callback_id": callback,
        "response_url": response_url,
        "message_ts": ts,
        "message": said(text, user=author, ts=ts, thread=thread),
    }


def global_shortcut(callback: str, **more: Any) -> Json:
    """There is no channel, and no response_url."""
    shortcut = {"type": "shortcut", **_by(**more), "callback_id": callback}
    return shortcut | {"action_ts": "1570759270.123456"}


def submission(
    values: Mapping[str, Mapping[str, Json]], *, view: Json | None = None, **more: Any
) -> Json:
    """view_submission.  ``values``: {block_id: {action_id: ``typed``, ``dated`` ...}}."""
    shown = {**(view or modal()), "state": {"values": values}}
    return {"type": "view_submission", **_by(**more), "view": shown, "response_urls": []}


def closed(*, view: Json | None = None, all: bool = False, **more: Any) -> Json:
    """view_closed; only for a view with ``notify_on_close``.  ``all``: the whole stack."""
    press = {"type": "view_closed", **_by(**more), "view": view or modal(), "is_cleared": all}
    del press["trigger_id"]
    return press


def typed(value: str | None) -> Json:
    """What is in a text input; None if nothing is."""
    return {"type": "plain_text_input", "value": value}


def dated(date: str | None) -> Json:
    return {"type": "datepicker", "selected_date": date}


def selected(value: str | None, text: str = "选项") -> Json:
    """What is chosen in a static_select; None if nothing is."""
    option = {"text": {"type": "plain_text", "text": text, "emoji": True}, "value": value}
    return {"type": "static_select", "selected_option": None if value is None else option}


def checked(*values: str) -> Json:
    options = [{"text": {"type": "plain_text", "text": v}, "value": v} for v in values]
    return {"type": "checkboxes", "selected_options": options}


def modal(callback: str = "form", *, metadata: str = "", external: str = "", **more: Any) -> Json:
    """A window as Slack shows it to the app; views.open of the fake gives the same shape."""
    return {**_view("modal", callback, metadata, external), "submit": _plain("提交"), **more}


def home(**more: Any) -> Json:
    return {**_view("home", "", "", ""), **more}


def _view(kind: str, callback: str, metadata: str, external: str) -> Json:
    return {
        "id": "V000001",
        "team_id": TEAM,
        "type": kind,
        "blocks": [],
        "private_metadata": metadata,
        "callback_id": callback,
        "state": {"values": {}},
        "hash": "1570759260.00000001",
        "title": _plain("填报进展"),
        "clear_on_close": False,
        "notify_on_close": False,
        "close": _plain("取消"),
        "submit": None,
        "previous_view_id": None,
        "root_view_id": "V000001",
        "app_id": APP,
        "external_id": external,
        "app_installed_team_id": TEAM,
        "bot_id": BOT,
    }


def _actions(pressed: Json | str, where: Json, more: Json) -> Json:
    action = button(pressed) if isinstance(pressed, str) else pressed
    return {"type": "block_actions", **_by(**more), **where, "actions": [action]}


def _in_view(view: Json) -> Json:
    return {"container": {"type": "view", "view_id": view["id"]}, "view": view}


def _by(
    *, user: str = USER, team: str = TEAM, trigger: str = TRIGGER, their: str | None = None
) -> Json:
    """Who pressed, where: the same in every press.  ``their``: the person's own team."""
    person = {"id": user, "username": user.lower(), "name": user.lower()}
    person["team_id"] = their or team
    return {
        "team": {"id": team, "domain": "liaison-test"},
        "user": person,
        "api_app_id": APP,
        "token": "verification-token",
        "trigger_id": trigger,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _name(channel: str) -> str:
    return _NAMES.get(channel[0], "lianxi")


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": True}
