"""Plan drafts as JSON; the text of restricted tasks is not in it."""

import json
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from bot.model.likeness import mark_of
from bot.model.plan import Milestone, PlanDraft, PlanWarning, TaskDraft
from bot.model.task import NEUTRAL, DeadlineKind, LeadBasis, Mode


def without_secrets(draft: PlanDraft) -> PlanDraft:
    """The draft with neutral titles for restricted tasks, and nothing that quotes them."""
    restricted = [task for task in draft.tasks if task.restricted_suggested]
    numbers = {task.number for task in restricted if task.number is not None}
    spans = [task.lines for task in restricted]

    def quotes(warning: PlanWarning) -> bool:
        line = warning.line
        return warning.task in numbers or (
            line is not None and any(first <= line <= last for first, last in spans)
        )

    return replace(
        draft,
        tasks=tuple(_neutral(t) if t.restricted_suggested else t for t in draft.tasks),
        warnings=tuple(replace(w, message="") if quotes(w) else w for w in draft.warnings),
    )


def _neutral(task: TaskDraft) -> TaskDraft:
    mark = task.mark if task.text == NEUTRAL else mark_of(task.text)
    return replace(task, mark=mark, text=NEUTRAL, source="", deadline_raw=None, milestones=())


def to_json(draft: PlanDraft) -> str:
    return json.dumps(asdict(draft), ensure_ascii=False, default=_day, separators=(",", ":"))


def from_json(text: str) -> PlanDraft:
    """The draft that ``to_json`` wrote."""
    made = json.loads(text)
    made["tasks"] = tuple(_task(task) for task in made["tasks"])
    made["warnings"] = tuple(PlanWarning(**warning) for warning in made["warnings"])
    for name in ("proposed_from", "proposed_to", "issued_on"):
        made[name] = _date(made[name])
    return PlanDraft(**made | {"rules": tuple(made["rules"])})


def _task(made: dict[str, Any]) -> TaskDraft:
    for name in ("leads", "departments", "collectives", "lines"):
        made[name] = tuple(made[name])
    milestones = tuple(Milestone(day=_date(m["day"]), raw=m["raw"]) for m in made["milestones"])
    return TaskDraft(
        **made
        | {
            "mode": made["mode"] and Mode(made["mode"]),
            "lead_basis": made["lead_basis"] and LeadBasis(made["lead_basis"]),
            "deadline": _date(made["deadline"]),
            "deadline_kind": DeadlineKind(made["deadline_kind"]),
            "milestones": milestones,
        }
    )


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
