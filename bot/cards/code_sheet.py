"""A sheet of binding codes to print and cut apart: what is asked before, and what stands on it."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from bot.cards import people as names
from bot.cards import phrases
from bot.cards.confirming import confirming
from bot.code_sheets import MOST, Chosen, Issue
from bot.documents import Document, Order
from bot.locale import NAMED, Words
from bot.messages import Action, Card, Fact, Line, Platform
from bot.model.paper import Slip, Slips
from bot.visible import visible

_NAMED = 40  # departments that a line names


def nobody_needs_one(say: Words, chosen: Chosen, platform: Platform) -> Card:
    where = names.platform(say, platform)
    return Card(
        say(
            "Everybody who takes part has an account on {platform}; no code issued.", platform=where
        ),
        tuple(_without(say, chosen)),
        (Action(say("Coverage"), say("coverage")),),
    )


def too_many(say: Words, count: int) -> Card:
    return Card(
        say(
            "{count} codes are more than one sheet holds ({most}); none issued.",
            count=count,
            most=MOST,
        ),
        (say("Write one department after the other: code MOST"),),
    )


def preview(say: Words, chosen: Chosen, hours: int, confirm: str) -> Card:
    """Who gets one; nobody has one yet."""
    where = Counter(one.platform for one in chosen.wanted)
    bodies = {one.department.id for one in chosen.people}
    roles = Counter(one.role for one in chosen.people)
    body: list[Line] = [
        Fact(say("Codes: "), _platforms(say, where)),
        Fact(
            say("For: "),
            say(
                "{people} people of {departments} departments ({roles})",
                people=len(chosen.people),
                departments=len(bodies),
                roles=say.clauses(f"{names.role(say, role)} {n}" for role, n in roles.items()),
            ),
        ),
        Fact(say("Valid: "), say("once, for {hours} hours", hours=hours)),
        say("Earlier codes of these people for the same platform are void then."),
        say("The codes stand in the file only: print it, cut it, hand it over in person."),
        *_without(say, chosen),
        say("Confirm within 30 minutes."),
    ]
    act = say("Issue {count} codes", count=len(chosen.wanted))
    return Card(
        say("Sheet of binding codes, preview (none issued yet)"),
        tuple(body),
        confirming(say, act, confirm),
    )


def slips(
    say: Words,
    issued: Sequence[Issue],
    chosen: Chosen,
    *,
    issuer: str,
    at: datetime,
    expires: datetime,
) -> Slips:
    """The sheet as words, ready to be set: a slip a code."""
    until = _moment(say, expires)
    return Slips(
        title=say("Binding codes for liaisons"),
        about=(
            say(
                "{count} slips, valid until {until}, issued by {issuer}.",
                count=len(issued),
                until=until,
                issuer=visible(issuer),
            ),
            say(
                "Cut along the dashed lines and hand each over in person; never photograph one or "
                "send it to a group."
            ),
        ),
        slips=tuple(_slip(say, one, until, visible(issuer)) for one in issued),
        rest_title=say("Departments without anybody registered") if chosen.without else "",
        rest=tuple(
            [
                say.listed(visible(phrases.department(say, body)) for body in chosen.without),
                say("Let the office register a liaison first: assign MOST name"),
            ]
            if chosen.without
            else ()
        ),
        without=len(chosen.without),
        foot=say("Issued {moment}; confidential until used", moment=_moment(say, at)),
        at=at,
    )


def of(order: Order) -> Slips:
    """Raises ValueError for an order of something else."""
    if order.slips is None:
        raise ValueError("a sheet of codes without slips")
    return order.slips


def ordered(say: Words, order: Order) -> Card:
    """What the card will be when its file is made."""
    return Card(say("Binding codes for liaisons"), order=order, once=True)


def made(say: Words, sheet: Slips, content: bytes) -> Card:
    """The card with its file; neither stays stored when it has been sent."""
    file = f"{say('binding-codes')}_{sheet.at.astimezone(say.zone):%Y%m%d-%H%M}.docx"
    words = say("Binding codes · {count} slips", count=len(sheet.slips))
    instead = say(
        "No file can be sent here, so nobody has seen these codes. Ask for the sheet in another "
        "chat that takes files: these codes are void then. Or let the operator run: liaison "
        "person code-sheet {file}",
        file=file,
    )
    body: list[Line] = [
        Fact(say("File: "), file),
        sheet.about[0],
        say("It is sent here only and only now: nothing of it stays with me."),
        say("Delete the file when the slips have been handed over."),
    ]
    coverage: tuple[Action, ...] = ()
    if sheet.without:
        body.append(say("{count} departments have no liaison registered", count=sheet.without))
        coverage = (Action(say("Coverage"), say("coverage")),)
    document = Document(file, content, words, instead)
    return Card(words, tuple(body), coverage, document=document, once=True)


def _slip(say: Words, one: Issue, until: str, issuer: str) -> Slip:
    person, where = one.wanted.person, names.platform(say, one.wanted.platform)
    body = visible(phrases.department(say, person.department))
    return Slip(
        title=f"{body} · {visible(person.name)}",
        facts=(
            (say("Role: "), names.role(say, person.role)),
            (say("Platform: "), where),
            (say("Valid until: "), until),
            (say("Issued by: "), issuer),
        ),
        code=one.secret,
        steps=(
            say("Open the private chat with the bot on {platform}, not a group.", platform=where),
            say("Send: bind {code}", code=one.secret),
            say("When it answers that you are bound, destroy this slip."),
        ),
    )


def _platforms(say: Words, where: Counter[Platform]) -> str:
    return say.clauses(f"{names.platform(say, one)} {count}" for one, count in where.items())


def _without(say: Words, chosen: Chosen) -> list[Line]:
    if not chosen.without:
        return []
    shown = [phrases.department(say, body) for body in chosen.without]
    listed = say.listed(shown[:_NAMED]) + (" …" if len(shown) > _NAMED else "")
    return [
        say(
            "Without anybody registered {count}: {names}; the office registers a liaison first.",
            count=len(shown),
            names=listed,
        )
    ]


def _moment(say: Words, at: datetime) -> str:
    """With its year: paper outlives it."""
    return f"{say.in_year(NAMED).weekday(at)} {say.time(at)}"
