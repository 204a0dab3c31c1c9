"""What is missing in a line about coordination, or stands in its way: nothing is saved."""

from collections.abc import Sequence
from datetime import date

from bot.cards import phrases
from bot.cards.coordination_lines import ask_line, line, look, names
from bot.grammar.coordinating import Does, Doing
from bot.locale import Words, later
from bot.messages import Action, Card, Fact, Line
from bot.model.coordination import Coordination
from bot.model.task import Department, Task

_OFFERED = 4  # departments that are offered as buttons


def how(say: Words, task: Task) -> Card:
    """Item without a reason: the rest of the line is awaited."""
    return Card(
        say("What is to be coordinated on item {number}? Nothing saved.", number=task.ref),
        (
            say("Send: coord {number} what it is about, with: MOJ", number=task.ref),
            say("The part becomes “blocked”, and the office has to answer."),
        ),
        (look(say, task.ref),),
        awaits=say("ask for coordination {number}", number=task.ref),
    )


def who_else(say: Words, task: Task, said: str, others: Sequence[Department]) -> Card:
    """Those that the reason names, the item's other departments, all of them, or none."""
    actions = [
        Action(phrases.department(say, body), ask_line(say, task.ref, said, [body]))
        for body in others[:_OFFERED]
    ]
    if 1 < len(others) <= _OFFERED:
        actions.append(Action(say("All of them"), ask_line(say, task.ref, said, others)))
    nobody = Action(say("No other department"), ask_line(say, task.ref, said, []))
    return Card(
        say(
            "Which departments does it concern? Nothing saved yet · item {number}", number=task.ref
        ),
        (
            Fact(say("Reason: "), phrases.short(said, 40)),
            say("Or write it behind the reason: with: MOST, MOJ"),
        ),
        (*actions, nobody, Action(say("Cancel"), say("cancel"))),
    )


def which_department(say: Words, task: Task, name: str, bodies: Sequence[Department]) -> Card:
    """A name that is no department, several, or the one that asks."""
    name = phrases.short(name, 20)
    if len(bodies) > 1:
        title = say("“{name}” names several departments; nothing saved.", name=name)
    elif bodies:
        title = say("{name} asked for it itself; nothing saved.", name=name)
    else:
        title = say("“{name}” is no department; nothing saved.", name=name)
    body: list[Line] = [say("Write whole names, for example: with: MOST, MOJ")]
    if len(bodies) > 1:
        body.insert(0, names(say, bodies))
    return Card(title, tuple(body), (look(say, task.ref),))


def add_to_it(
    say: Words, mine: Coordination, said: str, parties: Sequence[Department], confirm: str
) -> Card:
    body: list[Line] = [
        Fact(say("Reason: "), phrases.short(mine.question, 40)),
        Fact(say("To be added: "), phrases.short(said, 40)),
    ]
    if parties:
        body.append(Fact(say("Concerns: "), names(say, parties)))
    return Card(
        say(
            "Your department's request of {day} for item {number} is open; nothing saved yet.",
            day=say.day(mine.asked_at),
            number=mine.ref,
        ),
        tuple(body),
        (
            Action(say("Add it there"), confirm),
            Action(say("Show the request"), say("coord {number}", number=mine.ref)),
            Action(say("Cancel"), say("cancel")),
        ),
    )


def none_open(say: Words, task: Task, *, office: bool = False) -> Card:
    left = Action(say("Open requests for coordination"), say("coord"))
    return Card(
        say(
            "No request for coordination of item {number} is open; nothing changed.",
            number=task.ref,
        ),
        (),
        ((left,) if office else ()) + (look(say, task.ref),),
    )


def none_for_you(say: Words, task: Task) -> Card:
    return Card(
        say(
            "No open request for coordination of item {number} concerns your department;"
            " nothing saved.",
            number=task.ref,
        ),
        (),
        (look(say, task.ref),),
    )


def office_only(say: Words, task: Task) -> Card:
    return Card(
        say("Talks, passing on, the agenda and settling are the office's; nothing changed."),
        (
            say("Ask: coord {number} what it is about, with: MOJ", number=task.ref),
            say("Answer what concerns you: coord {number} answer text", number=task.ref),
        ),
        (look(say, task.ref),),
    )


def settle_instead(say: Words, task: Task) -> Card:
    """Withdrawing is for who asked."""
    settle = line(say, task.ref, Does.SETTLE)
    return Card(
        say("Only the department that asked withdraws it; nothing changed."),
        (),
        (Action(say("Settle it"), settle), look(say, task.ref)),
    )


def whose(say: Words, task: Task, found: Sequence[Coordination], text: str) -> Card:
    """Several departments have asked."""
    actions = tuple(
        Action(
            phrases.department(say, one.department),
            f"{say('coord {number}', number=task.ref)} {one.department.short} {text}".rstrip(),
        )
        for one in found
    )
    return Card(
        say("Whose request for item {number}? Nothing changed yet.", number=task.ref),
        tuple(
            f"{phrases.department(say, one.department)} · {phrases.short(one.question, 30)}"
            for one in found
        ),
        actions,
    )


def no_answer(say: Words, task: Task, said: Doing) -> Card:
    return Card(
        say("What is the answer? Nothing saved."),
        (say("Send: {line} text", line=_so_far(say, task, said)),),
        (look(say, task.ref),),
        awaits=_so_far(say, task, said),
    )


def no_day(say: Words, task: Task, said: Doing, past: date | None = None) -> Card:
    late = later("{day} is past; nothing saved.")
    title = (
        say("When are the talks? Nothing saved.") if past is None else say(late, day=say.day(past))
    )
    quoted = (say("“{text}”", text=phrases.short(said.text, 60)),) if said.text else ()
    return Card(
        title,
        (*quoted, say("Send: {line} 20 Oct [words]", line=_so_far(say, task, said))),
        (look(say, task.ref),),
    )


def to_whom(say: Words, task: Task, one: Coordination, said: Doing) -> Card:
    before = _so_far(say, task, said)
    others = [share.department for share in task.shares if share.department.id != one.department.id]
    others += [body for body in one.parties if body.id not in {other.id for other in others}]
    actions = tuple(
        Action(phrases.department(say, body), f"{before} {phrases.typed(say, body)}")
        for body in others[:_OFFERED]
    )
    return Card(
        say("To which department? Nothing changed yet."),
        (say("Send: {line} MOJ [words]", line=before),),
        (*actions, look(say, task.ref)),
    )


def _so_far(say: Words, task: Task, said: Doing) -> str:
    named = "" if said.who is None else f"{said.who} "
    return f"{say('coord {number}', number=task.ref)} {named}{line_word(say, said.does)}"


def line_word(say: Words, does: Does) -> str:
    """The word of a step alone, as it stands in a line."""
    return line(say, 0, does).rpartition(" ")[2]


def no_problems(say: Words, report_line: str) -> Card:
    """A report asks for coordination of its problems."""
    return Card(
        say("Which problem is to be coordinated? Not reported yet."),
        (say("Send: {line} problems: what it is about", line=report_line),),
        (Action(say("Show the report"), report_line),),
    )
