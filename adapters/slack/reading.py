"""Takes values out of what Slack sent; ValueError for what has another shape than it should."""

import re
from collections.abc import Mapping
from typing import Any, TypeGuard

Json = Mapping[str, Any]
_ID = re.compile(r"[A-Z0-9]{1,64}")
_MOMENT = re.compile(r"[0-9]{1,16}\.[0-9]{1,16}")


def inner(holder: Json, name: str) -> Json:
    if not isinstance(value := holder.get(name), dict):
        raise ValueError(f"{name} is no object")
    return value


def maybe(holder: Json, name: str) -> Json | None:
    return None if holder.get(name) is None else inner(holder, name)


def string(holder: Json, name: str) -> str | None:
    value = holder.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name} is no text")
    return value


def identifier(holder: Json, name: str) -> str:
    """Of a user, channel or view: letters and digits."""
    if not is_id(value := holder.get(name)):
        raise ValueError(f"{name} is no id")
    return value


def moment(holder: Json, name: str) -> str | None:
    """The time that names a message in its channel, or a thread by its first message."""
    value = holder.get(name)
    if value is not None and not is_moment(value):
        raise ValueError(f"{name} is no time")
    return value


def is_id(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def is_moment(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and _MOMENT.fullmatch(value) is not None
