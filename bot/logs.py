"""Logs: one line an event with ids and counts, never a payload, a token or a name."""

import logging
import re
import sys

_SECRETS = re.compile(
    r"bot\d{1,20}:[A-Za-z0-9_-]+|\b\d{5,20}:[A-Za-z0-9_-]{20,}|//[^/\s:@]+:[^/\s@]+@"
)
_QUIET = ("httpx", "httpcore", "telegram", "uvicorn", "alembic", "asyncio", "sqlalchemy")


class _Redacted(logging.Formatter):
    """Tokens and passwords go, wherever they stand: in messages and in tracebacks."""

    def format(self, record: logging.LogRecord) -> str:
        return _SECRETS.sub("[secret]", super().format(record))


def set_up(level: str) -> None:
    """Write to standard error; libraries that print addresses speak up only in trouble."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Redacted("%(asctime)s %(levelname)-7s %(name)s  %(message)s"))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
