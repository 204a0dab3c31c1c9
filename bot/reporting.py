"""From one state of a report to the next: what a sheet becomes when something is done with it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from bot.model.person import Person
from bot.model.report import NOTHING, Report, ReportState, Sheet

TEXTS = ("progress", "problems", "next_steps")
SHUT = (ReportState.ACCEPTED, ReportState.SEALED)
"""States in which nothing may be written any more."""


def edited(
    sheet: Sheet, texts: Mapping[str, str | None], person: Person, *, at: datetime
) -> Report:
    """With these texts; "无" empties one, and what says the same as before is left to follow.

    A signature is for the texts that were signed.  What the office has stays there, to be signed
    anew; what the lead was told needs no signature.
    """
    report = sheet.report
    new = {name: plain(texts[name] or "") for name in written(sheet, texts)}
    changed = {name: text for name, text in new.items() if text != sheet.stands(name)}
    kept = {name: getattr(sheet, name) for name in TEXTS if getattr(report, name) is not None}
    unsigned = {"signed_by": None, "signed_at": None, "registered_by": None}
    if report.state is not ReportState.SUBMITTED:
        report = replace(report, state=ReportState.DRAFT, **unsigned)  # type: ignore[arg-type]
    elif changed and not report.to_lead:
        report = replace(report, **unsigned)  # type: ignore[arg-type]
    if not kept and not changed:
        return report
    return replace(report, written_at=at, written_by=person.id, **(kept | changed))


def written(sheet: Sheet, texts: Mapping[str, str | None]) -> tuple[str, ...]:
    """The fields into which something is put; a form sends those that stay empty, too."""
    return tuple(
        name
        for name, text in texts.items()
        if text is not None and (text.strip() or getattr(sheet, name))
    )


def kept(sheet: Sheet) -> Report:
    """A draft, if it is not further already."""
    report = sheet.report
    if report.state in (ReportState.OPEN, ReportState.RETURNED):
        return replace(report, state=ReportState.DRAFT)
    return report


def signed(sheet: Sheet, person: Person, name: str | None, *, at: datetime) -> Report:
    """Approved inside the department, as it stands; ``name`` None: not said by whom.

    What has been sent stays there.
    """
    sent = sheet.report.state is ReportState.SUBMITTED
    return replace(
        _as_it_stands(sheet, at),
        state=ReportState.SUBMITTED if sent else ReportState.SIGNED_OFF,
        signed_by=name,
        signed_at=at,
        registered_by=person.id,
    )


def submitted(sheet: Sheet, person: Person, *, at: datetime) -> Report:
    """Sent as it stands."""
    return replace(
        _as_it_stands(sheet, at),
        state=ReportState.SUBMITTED,
        submitted_at=at,
        submitted_by=person.id,
    )


def withdrawn(sheet: Sheet) -> Report:
    """A draft again, to be signed anew."""
    return replace(
        sheet.report,
        state=ReportState.DRAFT,
        signed_by=None,
        signed_at=None,
        registered_by=None,
        offline_on=None,
        submitted_at=None,
        submitted_by=None,
    )


def told_offline(sheet: Sheet, person: Person, day: date, *, at: datetime) -> Report:
    """A restricted task: nothing but the day on which it was reported elsewhere."""
    return replace(
        sheet.report,
        state=ReportState.SUBMITTED,
        offline_on=day,
        submitted_at=at,
        submitted_by=person.id,
    )


def plain(text: str) -> str:
    """As it is stored: 无 is nothing."""
    bare = text.strip()
    return "" if bare.rstrip("。.") in (NOTHING, "没有", "暂无", "空", "none", "None") else bare


def _as_it_stands(sheet: Sheet, at: datetime) -> Report:
    texts = {name: sheet.stands(name) for name in TEXTS}
    written = sheet.report.written_at if sheet.report.is_fixed else at
    return replace(sheet.report, written_at=written, **texts)  # type: ignore[arg-type]
