"""What the inbound sides share: how a payload is kept, and what is said in private; pure."""

import json
from typing import Any

from bot.messages import Account, Address, Channel, Event, Request


def kept(payload: object) -> str:
    """As JSON that a database can hold: half a surrogate pair stays an escape."""
    text = json.dumps(payload, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(payload)
    return text


def private(event: Event, user: str, text: str, **more: Any) -> Request:
    """Said where only the two of us read: the chat has the person's id."""
    here = Address(event.platform, event.tenant, user)
    return Request(
        sender=Account(event.platform, event.tenant, user),
        origin=here,
        private=here,
        channel=Channel.PRIVATE,
        text=text,
        **more,
    )
