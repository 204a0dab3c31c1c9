"""Whether the departments of a plan can be reached, and if not, why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.model.nudge import Quiet
from bot.model.person import PersonRole
from bot.model.task import Department
from bot.timetable import Hours, minute_of

_LEAST = 120  # minutes of the office hours in which somebody has to be reachable
_WORKED = frozenset(range(5))


class Gap(StrEnum):
    """Why nobody of a department hears a reminder; the worst first."""

    NOBODY = "nobody"  # no liaison is registered
    UNBOUND = "unbound"  # none has an account
    REFUSED = "refused"  # the platform refused, or the person closed the chat
    AWAY = "away"  # on leave, and whoever stands in cannot be reached
    MUTED = "muted"  # quiet hours, or items put off for days


def silence(*, liaisons: int, accounts: int, open: int, needed: bool) -> Gap | None:
    """Why no message arrives at all, of ``liaisons`` with so many accounts, some of them open.

    ``needed``: somebody has to speak for the department; the office needs no liaison to itself
    while it owes no report.
    """
    if not liaisons:
        return Gap.NOBODY if needed else None
    if not open:
        return Gap.REFUSED if accounts else Gap.UNBOUND
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A liaison or deputy.  ``accounts``: of them ``open`` can be reached.

    ``away_until``: on leave until the end of that day; ``covered``: who stands in can be reached.
    ``put_off``: how many items they do not want to hear of for a long while, until ``until``.
    """

    person: int
    name: str
    role: PersonRole
    accounts: int = 0
    open: int = 0
    away_until: date | None = None
    covered: bool = True
    quiet: Quiet | None = None
    put_off: int = 0
    until: datetime | None = None

    def is_muted(self, hours: Hours) -> bool:
        return self.put_off > 0 or self.is_quiet(hours)

    def is_quiet(self, hours: Hours) -> bool:
        """On each working day less than two hours of the office hours are left."""
        quiet = self.quiet
        if quiet is None or (quiet.days and not quiet.days >= _WORKED):
            return False
        first = max(minute_of(quiet.starts), minute_of(hours.starts))
        last = min(minute_of(quiet.ends), minute_of(hours.ends))
        return hours.minutes - max(0, last - first) < _LEAST

    @property
    def is_away(self) -> bool:
        return self.away_until is not None and not self.covered


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """A department of the plan with the number of its items, restricted ones too.

    ``needed``: see ``silence``.
    """

    department: Department
    lead: int
    participant: int
    needed: bool = True
    speakers: tuple[Speaker, ...] = ()

    @property
    def liaisons(self) -> Sequence[Speaker]:
        return [one for one in self.speakers if one.role is PersonRole.LIAISON]

    @property
    def reached(self) -> Sequence[Speaker]:
        """Liaisons whom a message reaches."""
        return [one for one in self.liaisons if one.open]

    @property
    def alone(self) -> bool:
        """Nobody would take over."""
        return len(self.speakers) == 1

    def gap(self, hours: Hours) -> Gap | None:
        """None where a liaison hears."""
        silent = silence(
            liaisons=len(self.liaisons),
            accounts=sum(one.accounts for one in self.liaisons),
            open=len(self.reached),
            needed=self.needed,
        )
        if silent is not None or not self.liaisons:
            return silent
        present = [one for one in self.reached if not one.is_away]
        if not present:
            return Gap.AWAY
        return Gap.MUTED if all(one.is_muted(hours) for one in present) else None

    def about(self, gap: Gap, hours: Hours) -> Sequence[Speaker]:
        """Who stands behind the gap."""
        if gap is Gap.AWAY:
            return [one for one in self.reached if one.is_away]
        if gap is Gap.MUTED:
            return [one for one in self.reached if one.is_muted(hours)]
        return self.liaisons


UNREACHED = (Gap.NOBODY, Gap.UNBOUND, Gap.REFUSED)
"""No reminder arrives at all."""
