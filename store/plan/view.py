"""A draft as the JSON object that ``liaison plan import --json`` prints."""

from typing import Any

from bot.model.plan import PlanDraft, TaskDraft


def draft_as_json(draft: PlanDraft) -> dict[str, Any]:
    """Plain values only, dates as ISO 8601; a refused draft has a ``message`` too."""
    view: dict[str, Any] = {
        "tasks": [_task(task) for task in draft.tasks],
        "warnings": [
            {"code": w.code, "task": w.task, "line": w.line, "message": w.message}
            for w in draft.warnings
        ],
        "plan": {
            "title": draft.proposed_title,
            "year": draft.year,
            "issuer": draft.issuer,
            "rules": list(draft.rules),
        },
        "counts": dict(draft.counts),
        "refused": draft.refused,
    }
    if draft.refused is not None:
        view["message"] = draft.refusal
    return view


def _task(task: TaskDraft) -> dict[str, Any]:
    return {
        "number": task.number,
        "text": task.text,
        "chapter": task.chapter,
        "section": task.section,
        "mode": None if task.mode is None else str(task.mode),
        "lead": task.leads[0] if task.leads else None,
        "leads": list(task.leads),
        "lead_basis": None if task.lead_basis is None else str(task.lead_basis),
        "departments": list(task.departments),
        "open_list": task.open_list,
        "complete": task.complete,
        "restricted_suggested": task.restricted_suggested,
        "deadline": task.deadline.isoformat() if task.deadline else None,
        "deadline_kind": str(task.deadline_kind),
        "deadline_raw": task.deadline_raw,
        "milestones": [m.day.isoformat() for m in task.milestones if m.day],
        "lines": list(task.lines),
    }
