"""How an entry's hash is made: the same for whoever writes and for whoever verifies."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

COVERED = ("number", "at", "actor", "channel", "act", "object", "outcome", "salt", "commitment")
"""The columns that an entry's hash covers, in this order."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def chained(previous: str, row: Mapping[str, Any]) -> str:
    """The hash of an entry: SHA-256 of the hash before it and its canonical JSON."""
    return chained_values(previous, [row[name] for name in COVERED])


def chained_values(previous: str, values: Sequence[Any]) -> str:
    """The same of the values of ``COVERED``.  Raises ``TypeError`` for what no entry has."""
    return hashlib.sha256(f"{previous}{_ENCODER.encode(list(values))}".encode()).hexdigest()
