"""Who comes and who leaves: what hangs on a person, and who issued a code."""

from dataclasses import dataclass

from bot.messages import Platform


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """What is open when somebody leaves.

    ``owed`` reports, of them ``fed`` to leads, and open ``urges`` are the department's and stay
    with it; ``reminders`` are the person's own and end.
    """

    owed: int
    fed: int
    urges: int
    reminders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A binding code: for whom and where; ``by`` None: issued on the command line."""

    person: int
    platform: Platform
    by: int | None
