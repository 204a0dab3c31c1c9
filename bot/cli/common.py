"""What all commands share: settings, the store, output as text or JSON, refusals."""

import asyncio
import json
import re
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import wraps
from typing import Any, NoReturn, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

import click

from bot import secrecy
from bot.app import open_database
from bot.errors import CannotListen, StoreUnavailable
from bot.logs import set_up
from bot.messages import Platform
from bot.ports import Store
from bot.settings import BadSetting, Settings, load
from bot.visible import visible

P = ParamSpec("P")
T = TypeVar("T")

_UNPRINTABLE = re.compile("[\x7f-\x9f\ud800-\udfff]")  # what JSON itself leaves raw

YEARS = range(1970, 2201)
"""In which a clock may stand: nearer to the calendar's ends, days before or after do not exist."""

_TORN = "What was given is not UTF-8; nothing was done."

json_option = click.option("--json", "as_json", is_flag=True, help="One JSON value on stdout.")


class Refusal(Exception):
    """The command ends with exit status 1: a code for scripts, a sentence for people."""

    def __init__(self, code: str, message: str, **more: Any) -> None:
        super().__init__(message)
        self.code, self.message, self.more = code, message, more


def echo(text: str = "", *, err: bool = False, **style: Any) -> None:
    """Print for people: what others wrote cannot command the terminal."""
    click.secho(visible(text), err=err, **style)


def print_json(value: Any, *, indent: int | None = 2) -> None:
    """One value, Chinese as Chinese; control characters and halves of characters as escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    click.echo(_UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def _end(refusal: Refusal, *, as_json: bool) -> NoReturn:
    echo(refusal.message, err=True)
    if as_json:
        print_json({"refused": refusal.code, "message": refusal.message, **refusal.more})
    sys.exit(1)


def command(function: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, T]:
    """Run a coroutine as a command; every expected failure is one sentence and exit status 1."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        as_json = bool(kwargs.get("as_json"))
        try:
            _refuse_torn(kwargs.values())
            return asyncio.run(function(*args, **kwargs))
        except Refusal as refusal:
            _end(refusal, as_json=as_json)
        except BadSetting as bad:
            _end(Refusal("bad_setting", str(bad)), as_json=as_json)
        except StoreUnavailable as away:
            _end(Refusal("unavailable", str(away)), as_json=as_json)
        except CannotListen as taken:
            _end(Refusal("cannot_listen", str(taken)), as_json=as_json)

    return run


def _refuse_torn(values: Iterable[Any]) -> None:
    """Bytes that were no UTF-8 come as halves of characters, which nothing can store."""
    for value in values:
        if isinstance(value, tuple):
            _refuse_torn(value)
        elif isinstance(value, str) and not _is_whole(value):
            raise Refusal("control_chars", _TORN)


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def read_text() -> str:
    """Standard input.  Raises ``Refusal`` rather than to guess at what is not UTF-8."""
    try:
        return sys.stdin.buffer.read().decode()
    except UnicodeDecodeError:
        raise Refusal("control_chars", _TORN) from None


def settings() -> Settings:
    """The settings, with logs set up as they say."""
    loaded = load()
    set_up("warning" if loaded.liaison_log == "info" else loaded.liaison_log)
    return loaded


@asynccontextmanager
async def opened(loaded: Settings | None = None, *, new: bool = True) -> AsyncIterator[Store]:
    """The store that the settings name, set up if it is empty and may be ``new``."""
    store = await open_database((loaded or settings()).database_url.get_secret_value(), new=new)
    try:
        yield store
    finally:
        await store.close()


def instant(text: str | None, zone: ZoneInfo) -> datetime | None:
    """An ISO 8601 instant; without an offset it is in the plan's zone.  Aware, in UTC."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"not an ISO 8601 instant: {text!r}") from None
    if moment.year not in YEARS:
        raise click.BadParameter(f"not within {YEARS[0]} to {YEARS[-1]}: {text!r}")
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


_USERS = {
    Platform.TELEGRAM: re.compile(r"[0-9]{1,20}"),
    Platform.SLACK: re.compile(r"[UW][A-Z0-9]{1,63}"),
    Platform.WECOM: re.compile(r"(?!@all$)[0-9A-Za-z_.@-]{1,64}"),
}


def is_user(platform: Platform, user: str) -> bool:
    """Whether the platform can have somebody of this id: what nobody has is a mistake."""
    shape = _USERS.get(platform)
    return shape is None or shape.fullmatch(user) is not None


def is_name(text: str, *, longest: int) -> bool:
    """Whether it has something to read, nothing that hides, and room in a line."""
    return bool(text.strip()) and len(text) <= longest and text.isprintable()


def refuse_marked(*texts: str | None) -> None:
    """Raises ``Refusal`` where one of them carries a secrecy mark: it may be stored nowhere."""
    for text in filter(None, texts):
        if found := secrecy.mark(text):
            raise Refusal("secrecy", f"内容疑含标密字样“{found}”，未保存。")


def iso(moment: datetime | None, zone: ZoneInfo) -> str | None:
    """As printed everywhere: ISO 8601 with the plan zone's offset, to the second."""
    return None if moment is None else moment.astimezone(zone).isoformat(timespec="seconds")
