"""WeCom's calls and what goes into them; pure."""

import re
from typing import Any, Literal

from adapters.wecom.text import unescaped
from bot.messages import Address

Call = dict[str, Any]
"""A call as it goes out: ``via`` what, and its ``body``; ``else`` stays with us.

So do ``again``, of what has to be marked if it becomes a message of its own, and ``copy``, of what
is marked.
"""

Medium = Literal["app", "aibot", "robot"]

_CHECKED = {"enable_duplicate_check": 1, "duplicate_check_interval": 14400}  # seconds


def new(to: Address, content: Call, medium: Medium, agent: int | None) -> Call:
    """A message of its own."""
    match medium:
        case "robot":
            return {"via": "robot", "robot": to.chat.removeprefix("robot:"), "body": content}
        case "aibot":
            group = to.chat.startswith("group:")
            chat = {"chatid": to.chat.removeprefix("group:"), "chat_type": 2 if group else 1}
            return message(chat, content)
    if agent is None:
        raise ValueError("no app to send through")
    return app_message(to.chat, agent, content)


def app_message(user: str, agent: int, content: Call) -> Call:
    """For one person, never for several (``a|b``) or ``@all``."""
    if not re.fullmatch(r"[^@|][^|]*", user):
        raise ValueError("no userid")
    return {"via": "app", "body": {"touser": user, "agentid": agent} | content | _CHECKED}


def message(chat: Call, content: Call) -> Call:
    """Of a bot; ``chat``: where another one went."""
    body = {name: chat[name] for name in ("chatid", "chat_type")} | content
    return {"via": "aibot", "cmd": "aibot_send_msg", "body": body}


def response(command: str, request: str, body: Call) -> Call:
    return {"via": "aibot", "cmd": command, "req_id": request, "body": body}


def content_of(body: Call) -> Call:
    """What a body says, without where it goes."""
    if "template_card" in body:
        return template(body["template_card"])
    return {name: body[name] for name in ("msgtype", body["msgtype"])}


def plain_text(text: str) -> Call:
    return {"msgtype": "text", "text": {"content": text}}


def markdown(text: str) -> Call:
    return {"msgtype": "markdown", "markdown": {"content": text}}


def template(card: Call) -> Call:
    return {"msgtype": "template_card", "template_card": card}


def said(body: Call) -> str:
    """The words of a text or of markdown."""
    said: str = body[body["msgtype"]]["content"]
    return said if body["msgtype"] == "text" else unescaped(said)
