"""What Slack has to be told about the app: made from the table of commands; pure."""

from typing import Any

from adapters.slack.inbound import LINE
from adapters.slack.presses import FILL, NOTE
from bot.menu import MENU, Listed

NATIVE = ("mytasks", "task", "update", "report", "digest")
"""Commands with a name of their own: /search, /me and others are Slack's."""

SCOPES = {
    "app_mentions:read": "hears @Liaison in channels",
    "channels:history": "looks up whether a post arrived, after an answer was lost",
    "chat:write": "answers and reminds",
    "commands": "/liaison, /mytasks, /task, /update, /report, /digest and two shortcuts",
    "files:read": "documents that the office sends in",
    "files:write": "charts as pictures",
    "groups:history": "the same as channels:history, in private channels",
    "im:history": "hears what people write to it, and looks up its own posts there",
    "im:write": "opens the private chat in order to write first",
    "users:read": "notices that somebody was deactivated",
}
"""Each with the reason for it."""

EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "message.im",
    "tokens_revoked",
    "user_change",
)


def manifest(url: str | None = None) -> dict[str, Any]:
    """``url``: where Slack posts in HTTP mode; None for sockets."""
    place = {} if url is None else {"url": url}
    requests = {} if url is None else {"request_url": url}
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": "联络员 Liaison",
            "description": "工作计划的任务、进展与提醒 Tasks and progress of a work plan",
            "background_color": "#1f3a5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "联络员", "always_online": True},
            "shortcuts": _shortcuts(),
            "slash_commands": [command | place for command in _commands()],
        },
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": {**requests, "bot_events": sorted(EVENTS)},
            "interactivity": {"is_enabled": True, **requests},
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }


def _shortcuts() -> list[dict[str, str]]:
    return [
        {
            "name": "填报进展",
            "type": "global",
            "callback_id": FILL,
            "description": "选一项任务填报 Report progress on an item",
        },
        {
            "name": "记为进展",
            "type": "message",
            "callback_id": NOTE,
            "description": "把这条消息记为某项任务的进展 Record this message as progress",
        },
    ]


def _commands() -> list[dict[str, Any]]:
    line = {
        "command": LINE,
        "description": "任意一句，如 /liaison 帮助 Any line, for example /liaison help",
        "usage_hint": "帮助",
        "should_escape": True,
    }
    return [line, *(_native(one) for one in MENU if one.name in NATIVE)]


def _native(one: Listed) -> dict[str, Any]:
    hint = {"usage_hint": one.arguments} if one.arguments else {}
    return {
        "command": f"/{one.name}",
        "description": f"{one.chinese.partition('：')[0]} {one.english.partition(':')[0]}",
        **hint,
        "should_escape": True,
    }
