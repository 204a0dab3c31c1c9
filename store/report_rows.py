"""Reports as rows and as values, with the period that each belongs to."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select, tuple_

from bot.model.report import Report
from store.period_tables import period, report
from store.periods import OF_PERIOD, read_period

_r = report.c
TEXTS = ("progress", "problems", "next_steps")
KEPT = (
    *TEXTS,
    "written_at",
    "written_by",
    "signed_by",
    "signed_at",
    "registered_by",
    "offline_on",
    "submitted_at",
    "submitted_by",
    "decided_at",
    "reason",
)
OF_REPORT = (
    _r.task_id,
    _r.department_id,
    _r.to_lead,
    _r.state,
    *(_r[name] for name in KEPT),
    _r.version,
)
REPORTS = select(*OF_PERIOD, *OF_REPORT).join_from(report, period, period.c.id == _r.period_id)
PARTS = tuple_(_r.task_id, _r.department_id)
AMONG = PARTS.in_(bindparam("parts", expanding=True))


def read_report(row: Sequence[Any]) -> Report:
    of, (task, department, to_lead, state, *kept, version) = (
        row[: len(OF_PERIOD)],
        row[len(OF_PERIOD) :],
    )
    return Report(
        period=read_period(of),
        task=task,
        department=department,
        to_lead=to_lead,
        state=state,
        version=version,
        **dict(zip(KEPT, kept, strict=True)),
    )
