"""Takes values out of what WeCom sent; ValueError for what has another shape than it should."""

import re
from collections.abc import Mapping
from typing import Any

from adapters.wecom.openids import is_open

Json = Mapping[str, Any]

HELP = "帮助"
"""What somebody is taken to have asked who has come and said nothing."""

_USER = re.compile(r"[0-9A-Za-z_@.\-]{1,64}", re.ASCII)
_MARK = re.compile(r"[!-~]{1,256}", re.ASCII)


def user_id(value: object) -> str:
    """One person is one id, in whatever case it comes: answers of WeCom's have it in lower case.

    An encrypted one is another with every other letter.
    """
    if not isinstance(value, str) or _USER.fullmatch(value) is None:
        raise ValueError("no id of a person")
    return value if is_open(value) else value.casefold()


def mark(value: object) -> str | None:
    """An id, a code or a request's number; None where there is none."""
    if value is None or value == "":
        return None
    if not isinstance(value, str) or _MARK.fullmatch(value) is None:
        raise ValueError("no id")
    return value


def inner(holder: Json, name: str) -> Json:
    if not isinstance(value := holder.get(name), dict):
        raise ValueError(f"{name} is no object")
    return value


def string(holder: Json, name: str) -> str | None:
    value = holder.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name} is no text")
    return value
