"""Takes values out of what Slack sent; ValueError for what has another shape than it should."""

import re
from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]
_ID = re.compile(r"[A-Z0-9]{1,64}", re.ASCII)


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
    value = holder.get(name)
    if not isinstance(value, str) or _ID.fullmatch(value) is None:
        raise ValueError(f"{name} is no id")
    return value
