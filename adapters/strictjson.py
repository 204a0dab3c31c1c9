"""Reads JSON that strangers sent: what two parsers could understand differently is refused."""

import json
from typing import Any, NoReturn

_DEPTH = 32


def strict_json(body: bytes, *, depth: int = _DEPTH) -> Any:
    """The value in ``body``.

    Raises ValueError for anything but UTF-8 without a byte order mark, for a key that stands
    twice in one object, for NaN and Infinity, and for containers nested deeper than ``depth``.
    """
    try:
        value = json.loads(
            body.decode("utf-8"), object_pairs_hook=_object, parse_constant=_no_constant
        )
    except RecursionError:
        raise ValueError("nested too deep") from None
    _check_depth(value, depth)
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key stands twice")
    return made


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _check_depth(value: Any, depth: int) -> None:
    """Level by level, without recursion."""
    level = [value]
    for _ in range(depth):
        level = [inner for outer in level for inner in _inside(outer)]
    if any(isinstance(inner, dict | list) for inner in level):
        raise ValueError("nested too deep")


def _inside(value: Any) -> Any:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
