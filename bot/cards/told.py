"""What the office is told about access: a code was used or shown, somebody left, guesses."""

from collections.abc import Mapping, Sequence

from bot.cards import people as names
from bot.cards.staff import issuer, left_behind, who
from bot.locale import Words, later
from bot.messages import Action, Card, Fact, Platform
from bot.model.person import Person

_TITLES: Mapping[str, str] = {
    "redeemed": later("A binding code was used"),
    "shown": later("A binding code was shown in a group and is void"),
    "left": later("Somebody's access has ended"),
    "alarm": later("Many wrong binding codes"),
}


def title(say: Words, what: str) -> str:
    return say(_TITLES[what])


def redeemed(say: Words, person: Person, platform: Platform, by: Person | None) -> Card:
    return Card(
        title(say, "redeemed"),
        (
            Fact(say("By: "), who(say, person)),
            Fact(say("Platform: "), names.platform(say, platform)),
            Fact(say("Issued by: "), issuer(say, by)),
            say("Was it somebody else? End the access at once."),
        ),
        (Action(say("End access"), say("revoke {who}", who=person.id)),),
    )


def shown(
    say: Words, person: Person, platform: Platform, by: Person | None, shown_by: Person | None
) -> Card:
    sender = say("somebody unbound") if shown_by is None else who(say, shown_by)
    again = say("code {who} {platform}", who=person.id, platform=platform.value)
    return Card(
        title(say, "shown"),
        (
            Fact(say("For: "), who(say, person)),
            Fact(say("Platform: "), names.platform(say, platform)),
            Fact(say("Issued by: "), issuer(say, by)),
            Fact(say("Shown by: "), sender),
        ),
        (Action(say("Issue a new code"), again),),
    )


def left(say: Words, person: Person, by: Person | None, rest: Sequence[Person]) -> Card:
    own = say("the person's own wish")
    return Card(
        title(say, "left"),
        (
            Fact(say("Who: "), who(say, person)),
            Fact(say("Ended by: "), own if by == person else issuer(say, by)),
            *left_behind(say, person, rest),
        ),
    )


def alarm(say: Words, count: int) -> Card:
    return Card(
        title(say, "alarm"),
        (
            say("{count} wrong codes in the last hour, all accounts together.", count=count),
            say("Each account pauses 10 minutes after five; nobody else is locked out."),
            say("Nobody got in by guessing: a code has 80 random bits. Tell the operator."),
        ),
    )
