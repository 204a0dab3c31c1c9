"""Reading documents in tests, and showing what came out in one line a task."""

from datetime import date
from pathlib import Path
from typing import Any

from bot.model.plan import PlanDraft, TaskDraft
from store.plan import Register, read_plan

FIXTURES = Path(__file__).parent / "fixtures"


def read(document: str | bytes, *, name: str = "-", **said: Any) -> PlanDraft:
    data = document.encode() if isinstance(document, str) else document
    return read_plan(data, name=name, register=Register.shipped(), **said)


def row(task: TaskDraft) -> str:
    """``number: lead+lead basis / others / each_own / date``, what there is of it."""
    others = "、".join(name for name in task.departments if name not in task.leads)
    parts = [
        "、".join(task.leads) + (f" {task.lead_basis}" if task.lead_basis else ""),
        others + (" 等" if task.open_list else ""),
        str(task.mode or "nobody"),
        _due(task.deadline, str(task.deadline_kind)),
        "" if task.complete else "cut",
    ]
    return f"{task.number}: " + " / ".join(part for part in parts if part)


def _due(day: date | None, kind: str) -> str:
    return "" if kind == "none" else f"{day} {kind}" if day else kind


def rows(document: str, **said: Any) -> list[str]:
    return [row(task) for task in read(document, **said).tasks]


def codes(draft: PlanDraft) -> set[str]:
    return {warning.code for warning in draft.warnings}
