"""A task's deadline and milestones from its clause, else from its text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.model.plan import Milestone
from bot.model.task import DeadlineKind
from store.plan.dates import Calendar, Found, dates, is_ongoing, milestones
from store.plan.text import Text

_DONE = re.compile(
    r"(?:须|应|要|力争|确保)?(?:全面|全部|基本|如期|按期|按时)?"
    r"(?:(?:完成|办结|落实|结束|办理完毕)(?:到位|任务|工作|建设)?)?(?:并长期坚持)?"
)
_MARKS = " 、()前:"
_PART = re.compile("[,;。]")
_UP_TO = frozenset(("至", "到", "-", "—", "–", "~"))  # 3月至9月: only the end counts


@dataclass(slots=True)
class Due:
    """``day`` and ``raw`` as in ``TaskDraft``; the rest is for warnings.

    ``ignored``: dates before the period; ``undated``: dates whose year is not known.
    """

    kind: DeadlineKind = DeadlineKind.NONE
    day: date | None = None
    raw: str | None = None
    milestones: list[Milestone] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    undated: list[str] = field(default_factory=list)
    early: list[str] = field(default_factory=list)


def read_due(text: Text, stated: Sequence[Text], known: Calendar) -> Due:
    """``stated``: the deadlines of the clause or label, which beat the text.  Pure."""
    due = Due()
    acts = _from_text(text, known, due)
    if not stated:
        _settle_text(acts, due)
    else:
        _settle_stated(stated, known, due)
    days = {milestone.day: milestone for milestone in reversed([*acts, *due.milestones])}
    due.milestones = sorted(days.values(), key=lambda milestone: milestone.day or date.max)
    return due


def _from_text(text: Text, known: Calendar, due: Due) -> list[Milestone]:
    acts = []
    for found in milestones(text.folded, known):
        raw = text.shown[found.start : found.end]
        if _holds(found, raw, known, due):
            acts.append(Milestone(day=found.day, raw=raw))
    return acts


def _settle_text(acts: Sequence[Milestone], due: Due) -> None:
    days = [act.day for act in acts if act.day]
    if days:
        due.kind, due.day = DeadlineKind.MILESTONE, max(days)
    due.raw = "；".join([*(act.raw for act in acts), *due.undated]) or None


def _settle_stated(stated: Sequence[Text], known: Calendar, due: Due) -> None:
    due.undated.clear()
    explicit: list[date] = []
    for text in stated:
        for part in text.split(_PART):
            explicit += _stated_days(text.cut(part.start, part.end), known, due)
    due.raw = "；".join(text.shown.strip() for text in stated)
    days = explicit + [act.day for act in due.milestones if act.day]
    if days:
        due.kind = DeadlineKind.EXPLICIT if explicit else DeadlineKind.MILESTONE
        due.day = max(days)
    elif any(_goes_on(text) for text in stated):
        due.kind = DeadlineKind.ONGOING


def _stated_days(text: Text, known: Calendar, due: Due) -> Iterator[date]:
    """The days by which all is done; a day by which something is done becomes a milestone."""
    if is_ongoing(text.folded):
        return
    here = list(dates(text.folded, known))
    for at, found in enumerate(here):
        raw = text.shown[found.start : found.end]
        if not _holds(found, raw, known, due) or found.day is None:
            continue
        act = text.folded[found.end : here[at + 1].start if at + 1 < len(here) else len(text)]
        if act.strip() in _UP_TO:
            continue
        if _DONE.fullmatch(act.strip(_MARKS)):
            yield found.day
        else:
            due.milestones.append(Milestone(day=found.day, raw=raw))


def _holds(found: Found, raw: str, known: Calendar, due: Due) -> bool:
    """Whether the date counts; what does not is kept for a warning."""
    if found.day is None:
        due.undated.append(raw)
        return False
    if known.starts is not None and found.day < known.starts:
        due.ignored.append(raw)
        return False
    if known.issued_on is not None and found.day < known.issued_on:
        due.early.append(raw)
    return True


def _goes_on(text: Text) -> bool:
    return any(is_ongoing(text.folded[part.start : part.end]) for part in text.split(_PART))
