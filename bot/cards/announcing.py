"""通知: whom it reaches and when, what was sent, how many have been told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards import people as people_cards
from bot.cards import phrases
from bot.cards.confirming import confirming
from bot.cards.urging import merged
from bot.locale import Words, later
from bot.messages import Action, Card, Fact, Line, Platform
from bot.model.desk import Announced
from bot.model.person import Person
from bot.model.task import Department

_MOST = 20  # people, departments that are named
_FEW = 8  # departments without a liaison that are named
_SHORT = 30  # characters of an announcement in the list


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcing:
    """Whom an announcement reaches.

    ``unbound`` people and ``silent`` departments, for which nobody speaks, have to be called;
    ``without``: those of the plan that have no liaison, where all liaisons are meant;
    ``away``: on leave.  ``soon`` are told today, before ``by`` (a clock time), the others on
    ``next_day``.
    """

    who: str
    words: str
    people: int
    platforms: Mapping[Platform, int]
    unbound: Sequence[Person]
    silent: Sequence[Department]
    without: Sequence[Department]
    away: int
    soon: int
    by: str
    next_day: date


def preview(say: Words, wanted: Announcing, confirm: str, line: str) -> Card:
    """Before anything is sent; ``line`` asks for it again, without words."""
    body = [*_facts(say, wanted), *_words(say, wanted)]
    send, *others = confirming(say, say("Send"), confirm)
    reworded = Action(say("Change the wording"), say("{line} reword", line=line))
    title = say("Announcement: preview (not sent)")
    return Card(title, tuple(body), (send, reworded, *others))


def reword(say: Words, line: str) -> Card:
    return Card(
        say("Which words for “{line}”? Nothing sent yet.", line=line),
        (say("Send: {line} your text", line=line),),
        awaits=line,
    )


def sent(say: Words, wanted: Announcing, number: int) -> Card:
    body = [*_facts(say, wanted, sent=True), *_words(say, wanted)]
    body.append(say("Until it is told it can be taken back, for 24 hours."))
    return Card(
        say("Announcement {number} stands: {count} people", number=number, count=wanted.people),
        tuple(body),
        (_back(say, number), _list(say)),
    )


def nobody(say: Words, wanted: Announcing) -> Card:
    """Nobody can be reached: the call list is all there is."""
    body = _calls(say, wanted)
    return Card(say("Nobody can be told in chat; nothing sent."), tuple(body), (_list(say),))


def how(say: Words, last: Sequence[Announced]) -> Card:
    """How it is said, to whom it can be, and what was said last."""
    body: list[Line] = [
        say("announce all|liaisons|deputies|observers|missing|MOST, MOJ|chapter 1 your text"),
        say("For example: announce {who} please check the contact list", who=say("liaisons")),
        say("It is shown first, and joins everybody's next reminder: one a working day."),
    ]
    if last:
        body += ["", say("The last ones:")]
        body += [_told(say, one) for one in last]
    fresh = [one for one in last if one.told < one.readers][:1]
    return Card(say("Announcements"), tuple(body), tuple(_back(say, one.id) for one in fresh))


def no_text(say: Words, who: str) -> Card:
    return Card(
        say("What shall be told to {who}? Nothing sent.", who=phrases.short(who, _SHORT)),
        (say("For example: announce {who} please check the contact list", who=who),),
    )


def unknown(say: Words, name: str) -> Card:
    return Card(
        say("“{name}” is nobody who can be told; nothing sent.", name=phrases.short(name, _SHORT)),
        (say("announce all|liaisons|deputies|observers|missing|MOST, MOJ|chapter 1 your text"),),
        (Action(say("Departments"), say("dept")),),
    )


def several(say: Words, name: str, bodies: Sequence[Department]) -> Card:
    return Card(
        say("“{name}” names several departments; nothing sent.", name=name),
        (say.listed(phrases.department(say, body) for body in bodies),),
    )


def no_such(say: Words, number: str) -> Card:
    return Card(say("No announcement {number}; nothing changed.", number=number), (), (_list(say),))


def too_late(say: Words, one: Announced) -> Card:
    return Card(
        say(
            "Announcement {number} is more than 24 hours old and stays; nothing changed.",
            number=one.id,
        ),
        (_told(say, one),),
        (_list(say),),
    )


def withdrawn(say: Words, one: Announced, count: int) -> Card:
    if not count:
        return Card(
            say("Announcement {number} has been told to everybody; it stays.", number=one.id),
            (_told(say, one),),
            (_list(say),),
        )
    body = [say("{count} are not told any more, {told} had been.", count=count, told=one.told)]
    return Card(
        say("Announcement {number} is taken back", number=one.id), tuple(body), (_list(say),)
    )


def _facts(say: Words, wanted: Announcing, *, sent: bool = False) -> list[Line]:
    lines: list[Line] = [say("To: {who}, {people} people", who=wanted.who, people=wanted.people)]
    named = [
        say("{platform} {count}", platform=people_cards.platform(say, platform), count=count)
        for platform, count in sorted(wanted.platforms.items())
    ]
    if named:
        lines.append(say(" · {platforms}", platforms=say.clauses(named)))
    lines += _calls(say, wanted)
    if wanted.away:
        away = later("{count} of them are on leave: who stands in is told too")
        lines.append(say(away, count=wanted.away))
    left = wanted.people - wanted.soon
    if wanted.soon:
        lines.append(merged(say, wanted.soon, wanted.by, spent=sent or bool(left)))
    if left:
        lines.append(
            say(
                "{count} join the reminder of {day}: today's is not possible any more",
                count=left,
                day=say.weekday(wanted.next_day),
            )
        )
    return lines


def _calls(say: Words, wanted: Announcing) -> list[Line]:
    """Who has to be called."""
    names = [
        say(
            "{department} {person}",
            department=phrases.department(say, one.department),
            person=one.name,
        )
        for one in wanted.unbound
    ]
    names += [
        say("{department} (nobody)", department=phrases.department(say, body))
        for body in wanted.silent
    ]
    if not names:
        return _without(say, wanted)
    shown = say.listed(names[:_MOST])
    more = "" if len(names) <= _MOST else " " + say("… and {count} more", count=len(names) - _MOST)
    called = say(" · to be called: {count}: {names}", count=len(names), names=shown + more)
    return [called, *_without(say, wanted)]


def _without(say: Words, wanted: Announcing) -> list[Line]:
    """Departments that nobody would hear of, were they not named."""
    if not wanted.without:
        return []
    names = [phrases.department(say, body) for body in wanted.without]
    shown = say.listed(names[:_FEW]) + (" …" if len(names) > _FEW else "")
    key = later(" · no liaison in {count} departments, which get nothing (to be called): {names}")
    return [say(key, count=len(names), names=shown)]


def _words(say: Words, wanted: Announcing) -> list[Line]:
    first, *rest = wanted.words.split("\n")
    return [Fact(say("Wording: "), first), *rest]


def _told(say: Words, one: Announced) -> str:
    return say(
        "{number} · {day} {person} · told {told} of {readers} · {words}",
        number=one.id,
        day=say.day(one.at),
        person=one.by,
        told=one.told,
        readers=one.readers,
        words=phrases.short(one.words.replace("\n", " "), _SHORT),
    )


def _back(say: Words, number: int) -> Action:
    return Action(say("Withdraw it"), say("announce withdraw {number}", number=number), back=True)


def _list(say: Words) -> Action:
    return Action(say("Announcements"), say("announce"))
