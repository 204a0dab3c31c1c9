"""Who comes and who leaves: what hangs on a person, and who issued a code."""

from dataclasses import dataclass

from bot.messages import Platform


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """What is open when somebody leaves, besides what the department owes.

    Open ``urges`` are the department's and stay with it; ``reminders`` are the person's own and
    end.
    """

    urges: int
    reminders: int


@dataclass(frozen=True, slots=True)
class Owing:
    """Reports that are still to be sent: ``office``, to it; ``leads``, to lead departments."""

    office: int = 0
    leads: int = 0

    def __add__(self, other: "Owing") -> "Owing":
        return Owing(self.office + other.office, self.leads + other.leads)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A binding code: for whom and where; ``by`` None: issued on the command line."""

    person: int
    platform: Platform
    by: int | None
