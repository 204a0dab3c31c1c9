"""What the reading process sends back, checked before anybody believes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from bot.model.plan import PlanDraft
from store.plan.formats.blocks import Block
from store.plan.grid import Cell, Grid
from store.plan.lines import Line
from store.plan.refusal import Refusal
from store.plan.text import Text

REFUSALS = frozenset(
    [
        *("unsupported_format", "encrypted", "no_text_layer", "malformed", "encoding_unknown"),
        *("too_large", "archive_limits", "secrecy_mark", "period_unknown"),
        "no_responsibility_clause",
    ]
)
"""Every code that a document may be refused with."""

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")

_MOST_TASKS = 2000


class Nonsense(Exception):
    """The answer is not what was asked for."""


@dataclass(frozen=True, slots=True)
class _Grid:
    name: str
    lines: tuple[int, ...]
    rows: tuple[tuple[tuple[str, bool], ...], ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    blocks: list[tuple[int, str, bool] | _Grid] | None = None
    refused: str | None = None
    refusal: str | None = None


@cache
def _drafts() -> "TypeAdapter[PlanDraft]":
    from pydantic import TypeAdapter  # noqa: PLC0415 - the child only writes

    return TypeAdapter(PlanDraft)


@cache
def _answers() -> "TypeAdapter[_Answer]":
    from pydantic import TypeAdapter  # noqa: PLC0415

    return TypeAdapter(_Answer)


def _read(answer: bytes, adapter: "TypeAdapter[T]") -> T:
    """Strictly as the fields say; what is missing or of another type is nonsense."""
    try:
        return adapter.validate_json(answer, strict=True)
    except ValueError as error:
        raise Nonsense(str(error)) from None


def draft_from_json(answer: bytes, *, sha256: str, name: str) -> PlanDraft:
    """The draft of the file that was sent.  Raises ``Nonsense``."""
    draft = _read(answer, _drafts())
    if (draft.sha256, draft.name) != (sha256, name):
        raise Nonsense("another file")
    if draft.refused is not None and (draft.refused not in REFUSALS or draft.tasks):
        raise Nonsense("refused in an unknown way")
    is_plan = draft.refused is None and draft.refusal is None and draft.tasks
    if (not is_plan and not draft.refusal) or len(draft.tasks) > _MOST_TASKS:
        raise Nonsense("neither a plan nor a refusal")
    return draft


def blocks_as_json(blocks: Iterable[Block]) -> list[Any]:
    """A line is ``[number, text, new page]``, a grid ``{name, lines, rows}``."""
    return [
        [block.number, block.text.shown, block.new_page]
        if isinstance(block, Line)
        else {
            "name": block.name,
            "lines": block.lines,
            "rows": [[[cell.text, cell.above] for cell in row] for row in block.rows],
        }
        for block in blocks
    ]


def blocks_from_json(answer: bytes) -> list[Block] | Refusal:
    """The blocks, or why there are none.  Raises ``Nonsense``."""
    found = _read(answer, _answers())
    if found.blocks is not None and found.refused is None:
        return [_block(block) for block in found.blocks]
    if found.blocks is not None or found.refused not in REFUSALS or not found.refusal:
        raise Nonsense("neither blocks nor a refusal")
    return Refusal(found.refused, found.refusal)


def _block(found: tuple[int, str, bool] | _Grid) -> Block:
    if isinstance(found, _Grid):
        rows = tuple(tuple(Cell(*cell) for cell in row) for row in found.rows)
        if len(rows) != len(found.lines) or len({len(row) for row in rows}) != 1:
            raise Nonsense("a grid that is none")
        return Grid(rows, found.lines, found.name)
    number, text, new_page = found
    return Line(number, Text.of(text), new_page)
