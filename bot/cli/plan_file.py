"""A file that the operator names, or standard input."""

import sys
from pathlib import Path

from bot.cli.common import Refusal


def read_file(file: str) -> tuple[bytes, str]:
    """Its bytes and its name, ``-`` for standard input.  Raises ``Refusal``."""
    try:
        if file == "-":
            return sys.stdin.buffer.read(), "-"
        return Path(file).read_bytes(), Path(file).name
    except OSError as error:
        raise Refusal("unreadable", f"{file}: {error.strerror}. Nothing was imported.") from None
