"""Binding codes for the office: shown once, and to whom they were given."""

from collections.abc import Sequence
from datetime import datetime

from bot.cards import people as names
from bot.cards.staff import MOST, label, more, who
from bot.locale import Words
from bot.messages import Action, Card, Platform
from bot.model.person import Person


def how_to_issue(say: Words) -> Card:
    return Card(
        say("For whom? No code issued."),
        (say("For example: code MOST, or with name and platform: code MOST Zhang San WeCom"),),
    )


def code(
    say: Words,
    person: Person,
    platform: Platform,
    secret: str,
    *,
    expires: datetime,
    bound: Sequence[Platform],
) -> Card:
    """The only place where it is ever readable."""
    where = names.platform(say, platform)
    until = f"{say.weekday(expires)} {say.time(expires)}"
    body = [
        say("To be sent to me in the private chat on {platform}:", platform=where),
        say("bind {code}", code=secret),
        say(
            "Valid once, until {time}; codes for {platform} before it are void.",
            time=until,
            platform=where,
        ),
        say("It is shown only here and only now: hand it over in person, never in a group."),
    ]
    if platform in bound:
        body.append(
            say("An account on {platform} is bound already; this adds one.", platform=where)
        )
    return Card(
        say("Binding code · {person} · {platform}", person=who(say, person), platform=where),
        tuple(body),
        once=True,
    )


def whose_code(say: Words, people: Sequence[Person], platform: Platform) -> Card:
    actions = tuple(
        Action(label(say, one), say("code {who} {platform}", who=one.id, platform=platform.value))
        for one in people[:MOST]
    )
    return Card(say("Whose code? None issued yet."), more(say, people), actions)
