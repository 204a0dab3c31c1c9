"""What a setting may be: each function gives the value back or raises ValueError with a reason."""

import re
from collections.abc import Callable
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot.flood import Limits
from bot.timetable import Hours

_PORTS = 65_535
_ADDRESS = re.compile(r"(?:[^\s:/]+|\[[0-9a-fA-F:]+\]):([0-9]{1,5})")
_WEB = re.compile(
    r"https?://(?:[^\s/?#@:\\\[\]]+|\[[0-9a-fA-F:.]+\])(?::([0-9]{1,5}))?(?:[/?#]\S*)?"
)
_WORD = re.compile(r"[A-Za-z0-9_@.-]{0,128}")
_ROBOT = re.compile(r"[^:,\s]{1,40}:[A-Za-z0-9-]{1,128}")


def zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError("not a time zone such as Asia/Shanghai") from None
    return name


def hours(value: str) -> str:
    Hours.read(value)
    return value


def flood(value: str) -> str:
    Limits.read(value)
    return value


def address(value: str) -> str:
    if not value:
        return value
    found = _ADDRESS.fullmatch(value)
    if found is None:
        raise ValueError("not HOST:PORT")
    if int(found[1]) > _PORTS:
        raise ValueError(f"a port is at most {_PORTS}")
    return value


def web(value: str) -> str:
    found = _WEB.fullmatch(value)
    if found is None:
        raise ValueError("not an http(s) address")
    if found[1] is not None and not 0 < int(found[1]) <= _PORTS:
        raise ValueError(f"a port is 1 to {_PORTS}")
    return value


def base(value: str) -> str:
    if "?" in value or "#" in value:
        raise ValueError("not an http(s) address without ? and #")
    return web(value).rstrip("/")


def base_or_none(value: str) -> str:
    """Of pages, which stand at the root of a host."""
    if value and "/" in value.rstrip("/").partition("://")[2]:
        raise ValueError("not an http(s) address without a path")
    return value and base(value)


def web_or_none(value: str) -> str:
    return value and web(value)


def word(value: str) -> str:
    if _WORD.fullmatch(value) is None:
        raise ValueError("letters, digits, _ @ . and - only")
    return value


def socket(value: str) -> str:
    """Without TLS only on this machine."""
    loopback = value.startswith(("ws://127.0.0.1", "ws://localhost", "ws://[::1]"))
    if not value.startswith("wss://") and not loopback:
        raise ValueError("not a wss:// address (ws:// on this machine only)")
    web("http" + value.removeprefix("ws"))
    return value


def matching(pattern: str, reason: str, *, many: bool = False) -> Callable[[SecretStr], SecretStr]:
    """A secret of this shape or none; ``many``: or two with a comma between, during a rotation."""

    def check(value: SecretStr) -> SecretStr:
        whole = f"{pattern}(,{pattern})?" if many else pattern
        if value.get_secret_value() and not re.fullmatch(whole, value.get_secret_value()):
            raise ValueError(reason)
        return value

    return check


def robots(value: SecretStr) -> SecretStr:
    pairs = [pair for pair in value.get_secret_value().split(",") if pair]
    names = [pair.partition(":")[0] for pair in pairs]
    if not all(map(_ROBOT.fullmatch, pairs)) or len(set(names)) != len(names):
        raise ValueError("NAME:KEY pairs with commas between them, each name once")
    return value
