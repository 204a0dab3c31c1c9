"""What the reading process sends back, checked before anybody believes it."""

from functools import cache
from typing import TYPE_CHECKING

from bot.model.plan import PlanDraft

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

_MOST_TASKS = 2000


class Nonsense(Exception):
    """The answer is not what was asked for."""


@cache
def _drafts() -> "TypeAdapter[PlanDraft]":
    from pydantic import TypeAdapter  # noqa: PLC0415 - the child only writes

    return TypeAdapter(PlanDraft)


def draft_from_json(answer: bytes, *, sha256: str, name: str) -> PlanDraft:
    """The draft of the file that was sent.  Raises ``Nonsense``."""
    try:  # strictly as the fields say; what is missing or of another type is nonsense
        draft = _drafts().validate_json(answer, strict=True)
    except ValueError as error:
        raise Nonsense(str(error)) from None
    if (draft.sha256, draft.name) != (sha256, name):
        raise Nonsense("another file")
    if draft.refused is not None and (draft.refused not in REFUSALS or draft.tasks):
        raise Nonsense("refused in an unknown way")
    is_plan = draft.refused is None and draft.refusal is None and draft.tasks
    if (not is_plan and not draft.refusal) or len(draft.tasks) > _MOST_TASKS:
        raise Nonsense("neither a plan nor a refusal")
    return draft
