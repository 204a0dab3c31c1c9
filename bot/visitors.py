"""What somebody may do who looks at the board, with or without a person behind the link."""

from bot.access import Act, Relation, Role, Verdict, relation_of, role_of, rule
from bot.messages import Channel
from bot.model.person import Person
from bot.model.task import Task


def may(person: Person | None, act: Act, task: Task | None = None) -> Verdict:
    """What somebody who looks at the board may do there.

    ``person`` is None for whoever runs the machine and has its link: that is an observer.
    """
    if person is not None:
        ruling = rule(role_of(person), act, relation_of(person, task), Channel.PRIVATE)
        return ruling.verdict
    restricted = task is not None and task.restricted
    relation = Relation.RESTRICTED_NONE if restricted else Relation.NONE
    return rule(Role.OBSERVER, act, relation, Channel.PRIVATE).verdict
