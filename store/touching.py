"""How the state of a report follows what is written: an update moves it, an undo moves it back."""

from typing import Any

from sqlalchemy import and_, bindparam, case, literal, null, or_, update

from bot.model.report import OWED, ReportState
from store.period_tables import report
from store.report_rows import AMONG, PARTS, TEXTS

_r = report.c


def _word(state: ReportState) -> Any:
    return literal(state, _r.state.type)


_TOLD = and_(_r.to_lead, PARTS.in_(bindparam("told", expanding=True)))
_MOVED = or_(
    _r.state.in_([ReportState.OPEN, ReportState.RETURNED]) & ~_r.to_lead,
    and_(_r.state.in_(OWED), _TOLD),
)
TOUCH = (
    update(report)
    .where(_r.period_id == bindparam("b_period"), AMONG, _MOVED)
    .values(
        state=case((_r.to_lead, _word(ReportState.SUBMITTED)), else_=_word(ReportState.DRAFT)),
        submitted_at=case((_r.to_lead, bindparam("b_at", type_=_r.submitted_at.type))),
        submitted_by=case((_r.to_lead, bindparam("b_by", type_=_r.submitted_by.type))),
        version=_r.version + 1,
        batch=bindparam("b_batch"),
    )
)
_WRITTEN = or_(*(_r[name].is_not(null()) for name in TEXTS))
UNTOUCH = (
    update(report)
    .where(
        AMONG,
        _r.batch == bindparam("b_batch"),
        or_(
            _r.state == ReportState.DRAFT,
            and_(_r.state == ReportState.SUBMITTED, _r.to_lead, _r.signed_at.is_(null())),
        ),
    )
    .values(
        state=case(
            (_r.decided_at.is_not(null()), _word(ReportState.RETURNED)),
            (_WRITTEN, _word(ReportState.DRAFT)),
            else_=_word(ReportState.OPEN),
        ),
        submitted_at=null(),
        submitted_by=null(),
        version=_r.version + 1,
        batch=null(),
    )
    .returning(_r.task_id, _r.department_id, _r.to_lead)
)
