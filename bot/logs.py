"""Logs: one line an event with ids and counts, never a payload, a token or a name.

Everybody logs through the standard library.  On a terminal a line is for people and a traceback
stands below it; elsewhere each event is one JSON object on one line: ``timestamp`` (UTC),
``level``, ``logger``, ``event``, the fields of ``extra``, and ``exception`` if there was one.
"""

import logging
import re
import sys
from collections.abc import Callable, MutableMapping
from types import TracebackType
from typing import Any, TextIO

Fields = MutableMapping[str, Any]

_GONE = "[secret]"
_SECRETS = re.compile(
    r"bot\d{1,20}:[A-Za-z0-9_-]+"  # Telegram, in an address
    r"|\b\d{5,20}:[A-Za-z0-9_-]{20,}"  # Telegram, alone
    r"|//[^/\s:@]*:[^/\s@]+@"  # an address with a password
    r"|\bxox[a-z]?[.-][A-Za-z0-9.-]+|\bxapp-[A-Za-z0-9-]+"  # Slack
    r"|(?i:\b(?:corpsecret|(?:suite_|provider_)?access_token|client_secret|key)=)[^\s&\"'\\]+"
    r"|(?i:\bauthorization\b[\"'\\:=,\s]+(?:b[\"'])?(?:bearer|basic|token)?\s*)[^\s\"'\\,)}\]]+"
    r"|(?i:\bbearer\s+)[A-Za-z0-9._~+/=-]{8,}"
)
_SECRET_NAME = re.compile(r"(?i)token|secret|password|authorization|credential|cookie")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_QUIET = (
    "httpx",
    "httpcore",
    "telegram",
    "uvicorn",
    "alembic",
    "asyncio",
    "sqlalchemy",
    "apscheduler",
)
_ORDER = ("timestamp", "level", "logger", "event")


def redact(text: str) -> str:
    """``text`` without tokens, passwords and keys of any platform.  Pure."""
    return _SECRETS.sub(_GONE, text)


def set_up(level: str, stream: TextIO | None = None) -> None:
    """Write to ``stream``, standard error by default, from ``level`` on.

    Libraries that print addresses speak up only in trouble; what ends the program is logged too.
    """
    handler = _Handler(sys.stderr if stream is None else stream)
    handler.setFormatter(_Structured(people=handler.stream.isatty()))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    sys.excepthook = _ended


class _Handler(logging.StreamHandler[TextIO]):
    """A record that cannot be made into a line must not spill what it holds."""

    def handleError(self, record: logging.LogRecord) -> None:
        error = sys.exc_info()[0]
        where = f"{record.name}:{record.lineno}"
        line = f"a log record of {where} was lost: {error.__name__ if error else 'unknown'}\n"
        try:
            self.stream.write(line)
        except (OSError, ValueError):
            return  # nobody is left to tell


class _Structured(logging.Formatter):
    """Made at the first record: to import structlog costs a quarter of a second."""

    def __init__(self, *, people: bool) -> None:
        super().__init__()
        self._people = people
        self._formatter: logging.Formatter | None = None

    def format(self, record: logging.LogRecord) -> str:
        if self._formatter is None:
            self._formatter = _formatter(people=self._people)
        return redact(self._formatter.format(record))


def _formatter(*, people: bool) -> logging.Formatter:
    from structlog import processors, stdlib  # noqa: PLC0415 - see _Structured

    render: Callable[[Any, str, Fields], str | bytes] = _for_people
    if not people:
        render = processors.JSONRenderer(ensure_ascii=False, default=str)
    return stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            stdlib.ExtraAdder(),
            stdlib.add_log_level,
            stdlib.add_logger_name,
            processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[
            stdlib.ProcessorFormatter.remove_processors_meta,
            processors.format_exc_info,
            _redacted,
            render,
        ],
    )


def _redacted(_: Any, __: str, fields: Fields) -> Fields:
    """Every field by its name and by what stands in it, the telling ones first."""
    names = [*_ORDER, *sorted(set(fields) - set(_ORDER))]
    return {name: _clean(name, fields[name]) for name in names if name in fields}


def _clean(name: str, value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    return _GONE if _SECRET_NAME.search(name) else redact(str(value))


def _for_people(_: Any, __: str, fields: Fields) -> str:
    """One line, and the traceback; a control character cannot pretend to be another line."""
    rest = dict(fields)
    trace = [str(rest.pop(name)) for name in ("exception", "stack_info") if name in rest]
    at, level, logger, said = (_plain(rest.pop(name, "")) for name in _ORDER)
    more = [f"{_plain(name)}={_plain(value)}" for name, value in rest.items()]
    line = " ".join([f"{at[:19]}Z {level.upper():7} {logger}  {said}", *more])
    return "\n".join([line, *(_visible(text) for text in trace)])


def _plain(value: object) -> str:
    return _visible(str(value)).replace("\n", "\\n")


def _visible(text: str) -> str:
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _ended(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The last words of the program pass through the same filter as all others."""
    if issubclass(kind, KeyboardInterrupt):
        return sys.__excepthook__(kind, error, trace)
    logging.getLogger("liaison").critical("ended by a bug", exc_info=(kind, error, trace))
