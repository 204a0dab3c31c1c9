"""Reporting periods: which stretch of time is reported on, until when, and who is reminded how."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum


class Cadence(StrEnum):
    """How often a plan's departments report."""

    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    HALF_YEARLY = "half_yearly"
    NEVER = "never"  # only when the office opens a period


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time that is reported on.

    ``code`` is its name in keys: ``2019-Q3``, ``2019-09``, ``2019-H2``, or the office's own word.
    """

    code: str
    starts: date
    ends: date


class Audience(StrEnum):
    """Who hears of a step; each only of what is their own."""

    LIAISON = "liaison"
    DEPUTY = "deputy"
    OFFICE = "office"
    OBSERVER = "observer"


class Tone(StrEnum):
    """How a step speaks."""

    OPEN = "open"  # the period is open, the reports are pre-written
    STILL = "still"  # still open
    NEAR = "near"  # yellow: what comes next, and when
    LAST = "last"  # the last call
    LATE = "late"  # red


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One rung of the ladder: so many working days after the due day, before it if negative.

    ``at``: this time sharp; None for the morning's bundle, spread over minutes.  ``every``: again
    and again after so many working days, until the next period opens.
    """

    name: str
    offset: int
    audience: tuple[Audience, ...]
    tone: Tone
    at: time | None = None
    every: int | None = None


_LIAISON = (Audience.LIAISON,)
_BOTH = (Audience.LIAISON, Audience.DEPUTY)
LADDER = (
    Step(name="T-10", offset=-10, audience=_LIAISON, tone=Tone.OPEN),
    Step(name="T-5", offset=-5, audience=_LIAISON, tone=Tone.STILL),
    Step(name="T-3", offset=-3, audience=_LIAISON, tone=Tone.NEAR),
    Step(name="T-1", offset=-1, audience=_LIAISON, tone=Tone.NEAR),
    Step(name="T", offset=0, audience=_LIAISON, tone=Tone.LAST, at=time(14)),
    Step(name="T+1", offset=1, audience=_BOTH, tone=Tone.LATE),
    Step(
        name="T+3",
        offset=3,
        audience=(*_BOTH, Audience.OFFICE, Audience.OBSERVER),
        tone=Tone.LATE,
    ),
    Step(name="T+5", offset=5, audience=_BOTH, tone=Tone.LATE),
    Step(name="T+10", offset=10, audience=_BOTH, tone=Tone.LATE, every=20),
)
"""What a period gets when it is opened; it keeps its own copy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A period that is open or was: ``due`` is a working day, ``sealed_at`` None until it is shut.

    ``opened_by``: a person's id, None when it opened by itself.
    """

    id: int
    span: Span
    due: date
    opened_at: datetime
    opened_by: int | None = None
    sealed_at: datetime | None = None
    ladder: tuple[Step, ...] = LADDER

    @property
    def is_open(self) -> bool:
        return self.sealed_at is None
