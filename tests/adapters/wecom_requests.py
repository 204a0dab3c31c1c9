"""Requests as WeCom's people make them, to hold against what was understood."""

from typing import Any

from bot.messages import Account, Address, Channel, Platform, Request
from tests.adapters.wecom_calls import CORP


def account(user: str) -> Account:
    return Account(Platform.WECOM, CORP, user)


def chat(name: str) -> Address:
    return Address(Platform.WECOM, CORP, name)


def private(user: str, text: str, **more: Any) -> Request:
    here = chat(user)
    return Request(
        sender=account(user),
        origin=here,
        private=here,
        channel=Channel.PRIVATE,
        text=text,
        **more,
    )
