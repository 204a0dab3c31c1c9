"""What the payloads that Slack sends ask of us; ``slack_unread`` has those that ask nothing."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.attachments import Attachment
from bot.forms import Filled
from bot.messages import Account, Address, Channel, Platform, Request
from tests.adapters.slack_forms import FIELDS, METADATA, submitted
from tests.fakes.slack_payloads import (
    TS,
    by_bot,
    file_share,
    foreign,
    home_opened,
    mention,
    message,
    user_change,
)
from tests.fakes.slack_presses import (
    button,
    global_shortcut,
    message_shortcut,
    modal,
    press,
    press_home,
    press_modal,
    slash_command,
    submission,
    typed,
)

Json = dict[str, Any]
US = "UBOT"
WRITTEN = datetime(2019, 10, 11, 2, 1, tzinfo=UTC)
OPENED = "view:?"
"""Stands for the window that was opened for the event."""

COMMAND_URL = "https://hooks.slack.com/commands/T1/1/secret"
PRESS_URL = "https://hooks.slack.com/actions/T1/1/secret"
ROOT = "1570759000.000100"
FORM = button("填报 24", action="form:1")
PLACE = {"external": "4f2a"}


def at(chat: str, thread: str | None = None) -> Address:
    return Address(Platform.SLACK, "T1", chat, thread)


def asks(text: str, *, user: str = "U77", **more: Any) -> Request:
    """In private, where nothing else is said."""
    return Request(
        sender=Account(Platform.SLACK, "T1", user),
        origin=at(user),
        private=at(user),
        channel=Channel.PRIVATE,
        text=text,
        **more,
    )


_PLACE = "https://files.slack.com/files-pri/T1-F1/报告.pdf"
REPORT = Attachment("报告.pdf", 92582, json.dumps({"id": "F1", "url": _PLACE, "external": False}))


def in_channel(text: str, thread: str | None = None, **more: Any) -> Request:
    return replace(asks(text, **more), origin=at("C1", thread), channel=Channel.OTHER)


def threaded(text: str, thread: str, **more: Any) -> Request:
    return replace(asks(text, **more), origin=at("U77", thread))


def sent(trigger: str = "1.2.f", **fields: Any) -> Json:
    """Our form as somebody sends it."""
    view = modal("update", metadata=METADATA, blocks=FIELDS, **PLACE)
    return submission(submitted(**fields)["state"]["values"], view=view, trigger=trigger)


SENT = sent(progress=typed("已印发 &amp; <b>\n10 已完成"))
FILLED = Filled(
    "update",
    {
        "version": "7",
        "what": "<a> & b",
        "task": "24",
        "percent": "",
        "progress": "已印发 &amp; <b>\n10 已完成",
        "problems": "",
    },
)
WORDS = "7\n<a> & b\n\n已印发 &amp; <b>\n10 已完成\n\n24"

READ: list[tuple[str, Json, Request]] = [
    ("a message", message("24 推进中"), asks("24 推进中")),
    (
        "an answer in a thread",
        message("24", thread=ROOT),
        threaded("24", ROOT, reply_to=f"DU77/{ROOT}"),
    ),
    ("the first of a thread", message("24", thread=TS), threaded("24", TS)),
    ("told again in its channel", message("24", subtype="thread_broadcast"), asks("24")),
    ("our name in private", message("<@UBOT> 24"), asks("24")),
    ("our name as people say it", message("@联络员 24"), asks("24")),
    ("a file with words", file_share("24 已印发"), asks("24 已印发", attachment=REPORT)),
    ("a file without words", file_share(""), asks("", attachment=REPORT)),
    ("words without a text", message(""), asks("")),
    ("a mention", mention("<@UBOT> 24"), in_channel("24")),
    ("a mention at the end", mention("24 已完成<@UBOT|liaison>"), in_channel("24 已完成")),
    ("nothing but a mention", mention("<@UBOT>"), in_channel("")),
    (
        "a mention in a thread",
        mention("<@UBOT> 24", thread=ROOT),
        in_channel("24", ROOT, reply_to=f"C1/{ROOT}"),
    ),
    ("a mention told as a message", message("<@UBOT> 24", channel="C1"), in_channel("24")),
    (
        "a mention by somebody of another workspace",
        foreign("<@UBOT> 24"),
        in_channel("24", foreign=True),
    ),
    (
        "a bot that mentions us",
        mention("<@UBOT> 24", bot_id="B9", user="U9"),
        in_channel("24", user="U9", foreign=True),
    ),
    (
        "another bot's message",
        by_bot("24", bot="B9", user="U9"),
        asks("24", user="U9", foreign=True),
    ),
    ("Slackbot", message("24", user="USLACKBOT"), asks("24", user="USLACKBOT", foreign=True)),
    ("the tab", home_opened(), asks("/mytasks", window="home:U77")),
    ("somebody who left", user_change(), asks("", reachable=False)),
    ("somebody who is back", user_change(deleted=False), asks("", reachable=True)),
    ("a command", slash_command("24 推进中"), asks("24 推进中")),
    ("a command of two lines", slash_command("24 推进中\n10"), asks("24 推进中\n10")),
    ("a command and nothing", slash_command(" "), asks("/help")),
    ("a command of its own", slash_command("24", command="/task"), asks("/task 24")),
    ("a command alone", slash_command(command="/digest"), asks("/digest")),
    (
        "a command in a channel",
        slash_command("24", channel="C1"),
        asks("24", window=f"url:{COMMAND_URL}"),
    ),
    (
        "a command that opens a form",
        slash_command("24", command="/update", channel="C1"),
        asks("/update 24", window=OPENED),
    ),
    (
        "a command that opens a form to choose in",
        slash_command(" ", command="/update"),
        asks("/update", window=OPENED),
    ),
    (
        "a command that says it all",
        slash_command("24 已完成", command="/update"),
        asks("/update 24 已完成"),
    ),
    ("a button", press("24 已完成"), asks("24 已完成", pressed=True, reply_to=f"DU77/{TS}")),
    (
        "a button in a channel",
        press("24", channel="C1"),
        in_channel("24", pressed=True, reply_to=f"C1/{TS}"),
    ),
    (
        "a button in a thread",
        press("24", channel="C1", thread=ROOT),
        in_channel("24", ROOT, pressed=True, reply_to=f"C1/{TS}"),
    ),
    (
        "a button that only one sees",
        press("24", channel="C1", ephemeral=True),
        asks("24", pressed=True, window=f"url!{PRESS_URL}"),
    ),
    (
        "a button for a form",
        press(FORM),
        asks("填报 24", pressed=True, reply_to=f"DU77/{TS}", window=OPENED),
    ),
    (
        "a button for a form that only one sees",
        press(FORM, ephemeral=True),
        asks("填报 24", pressed=True, window=OPENED),
    ),
    (
        "a button pressed by somebody of another workspace",
        press("24", channel="C1", their="T9"),
        in_channel("24", pressed=True, reply_to=f"C1/{TS}", foreign=True),
    ),
    ("a button on the tab", press_home("24"), asks("24", pressed=True, window="home:U77")),
    ("a form on the tab", press_home(FORM), asks("填报 24", pressed=True, window=OPENED)),
    (
        "a button in a window",
        press_modal("24", view=modal(**PLACE)),
        asks("24", pressed=True, window="view:4f2a"),
    ),
    (
        "a form in a window",
        press_modal(FORM, view=modal(**PLACE)),
        asks("填报 24", pressed=True, window="view:4f2a"),
    ),
    ("a button in a window of nobody's", press_modal("24"), asks("24", pressed=True)),
    ("a shortcut", global_shortcut("fill"), asks("/update", window=OPENED)),
    (
        "a message made progress",
        message_shortcut("note", "24 &lt;b&gt; <#C1|联席会议>", author="U88"),
        asks("24 <b> #联席会议", window=OPENED, forwarded=True, written=WRITTEN),
    ),
    ("a form", SENT, asks(WORDS, filled=FILLED, reply_to="V000001")),
]
