"""Who has to hear of a revision, and of what in it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from bot.model.revision import Change, Duty, Kind
from bot.model.task import Department, TaskRole

_SAID = frozenset(Kind) - {Kind.PUNCTUATION}


def duties(
    changes: Sequence[Change], bodies: Mapping[str, Department]
) -> Sequence[tuple[Department, Sequence[Duty]]]:
    """By department, in the order in which the document names them; collectives hear nothing."""
    found = defaultdict[str, list[Duty]](list)
    for change in changes:
        for short, duty in _of(change):
            found[short].append(duty)
    return [
        (bodies[short], of_body)
        for short, of_body in found.items()
        if short in bodies and bodies[short].kind != "collective"
    ]


def _of(change: Change) -> Iterator[tuple[str, Duty]]:
    for short in dict.fromkeys(change.concerned):
        was = None if short in change.gained else _role(short, change.led)
        now = None if short in change.lost else _role(short, change.leads)
        yield (
            short,
            Duty(
                before=change.before,
                after=change.after,
                was=was,
                now=now,
                kinds=change.kinds & _SAID,
                day=change.day if Kind.DEADLINE in change.kinds else None,
                own=change.each_own and now is TaskRole.PARTICIPANT,
            ),
        )


def _role(short: str, leads: Sequence[str]) -> TaskRole:
    return TaskRole.LEAD if short in leads else TaskRole.PARTICIPANT
