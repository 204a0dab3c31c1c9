"""Pieces of cards about coordination: the lines behind buttons, names, who said it when."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.cards import phrases
from bot.grammar.coordinating import Does
from bot.locale import Words, later
from bot.messages import Action
from bot.model.person import Person
from bot.model.task import Department

VERBS: Mapping[Does, str] = {
    Does.ANSWER: later("answer"),
    Does.MEETING: later("talks"),
    Does.FORWARD: later("forward"),
    Does.AGENDA: later("agenda"),
    Does.SETTLE: later("settle"),
    Does.WITHDRAW: later("withdraw"),
}


def line(say: Words, ref: int, does: Does, who: Department | None = None) -> str:
    """``协调 24 科技部 答复``: it names whose request is meant."""
    named = "" if who is None else f" {who.short}"
    return f"{say('coord {number}', number=ref)}{named} {say(VERBS[does])}"


def ask_line(say: Words, ref: int, said: str, parties: Sequence[Department]) -> str:
    """The line that asks for coordination; the label says whom it concerns, or nobody."""
    names_ = say.listed(phrases.typed(say, body) for body in parties) or say("nobody else")
    asking = say("ask for coordination {number}", number=ref)
    return f"{asking} {said} {say('with: {departments}', departments=names_)}"


def names(say: Words, bodies: Sequence[Department]) -> str:
    return say.listed(phrases.department(say, body) for body in bodies)


def look(say: Words, ref: int) -> Action:
    """The button that shows an item."""
    return Action(say("Show item {number}", number=ref), str(ref))


def signed(say: Words, person: Person, at: datetime) -> str:
    """``赵敏（办公室） 10月11日 10:00``."""
    return say(
        "{person} ({department}) {time}",
        person=person.name,
        department=phrases.department(say, person.department),
        time=say.time(at),
    )


def which_step(say: Words, words: str) -> str:
    """What is said of words of the office that name no step; there may be none to quote."""
    if not words:
        return say("Not understood; nothing changed.")
    said = phrases.short(words, 40)
    return say("“{words}”: the answer, or talks? Nothing saved yet.", words=said)
