"""Tasks that a document lists twice: in its text and again in a table behind it."""

import re
from collections.abc import Sequence

from bot.model.plan import TaskDraft
from store.plan.report import Report
from store.plan.text import HAN, fold

_OTHER = re.compile(rf"[^{HAN}a-z0-9]")
_SHORTEST = 6  # characters; shorter texts are alike by accident


def warn_of_doubles(tasks: Sequence[TaskDraft], report: Report) -> None:
    """Both are kept: only a person can say which of them counts."""
    seen: dict[str, TaskDraft] = {}
    for task in tasks:
        key = _OTHER.sub("", fold(task.text).lower())
        if len(key) < _SHORTEST:
            continue
        first = seen.setdefault(key, task)
        if first is not task:
            message = f"与第{first.lines[0]}行的任务文字相同，两处都已保留，请核对是否重复。"
            report.add("duplicate_number", message, task=task.number, line=task.lines[0])
