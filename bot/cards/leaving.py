"""Who comes and who leaves: a new liaison, the end of access, being forgotten."""

from collections.abc import Sequence

from bot.cards import people as names
from bot.cards import phrases, tally
from bot.cards.confirming import confirming
from bot.cards.staff import MOST, department, ends, label, left_behind, more, platforms, who
from bot.grammar.staff import NOBODY
from bot.locale import Words
from bot.messages import Action, Card, Fact, Line, Platform
from bot.model.person import Person
from bot.model.staff import Burden, Owing
from bot.model.task import Department


def how_to_assign(say: Words) -> Card:
    return Card(
        say("Who speaks for which department? Nothing changed."),
        (say("For example: assign MOST Wang Wu, or: assign MOST Wang Wu replacing Zhang San"),),
    )


def assign_line(say: Words, body: Department, name: str, former: str, platform: Platform) -> str:
    """The line that asks for the same again; ``name`` and ``former`` may be numbers of people."""
    return say(
        "assign {department} {name} replacing {former} {platform}",
        department=body.short,
        name=name,
        former=former,
        platform=platform.value,
    )


def which_newcomer(
    say: Words, body: Department, people: Sequence[Person], platform: Platform
) -> Card:
    actions = tuple(
        Action(
            f"{label(say, one)} · {one.id}",
            say(
                "assign {department} {name} {platform}",
                department=body.short,
                name=one.id,
                platform=platform.value,
            ),
        )
        for one in people[:MOST]
    )
    return Card(say("Several have this name: who is meant? Nothing changed."), (), actions)


def who_leaves(
    say: Words, body: Department, name: str, people: Sequence[Person], platform: Platform
) -> Card:
    if not people:
        return Card(
            say(
                "{department} has no liaison who could be replaced; nothing changed.",
                department=phrases.department(say, body),
            ),
            (),
            (
                Action(
                    say("{name} comes, nobody leaves", name=name),
                    assign_line(say, body, name, NOBODY, platform),
                ),
            ),
        )
    actions = tuple(
        Action(label(say, one), assign_line(say, body, name, str(one.id), platform))
        for one in people[:MOST]
    )
    return Card(
        say(
            "Whom does {name} replace in {department}? Nothing changed.",
            name=name,
            department=phrases.department(say, body),
        ),
        more(say, people),
        actions,
    )


def assign_preview(
    say: Words,
    body: Department,
    name: str,
    former: Person | None,
    *,
    owed: Owing,
    burden: Burden,
    platform: Platform,
    confirm: str,
) -> Card:
    comes = say("{name} (code for {platform})", name=name, platform=names.platform(say, platform))
    lines: list[Line] = [Fact(say("Department: "), phrases.department(say, body))]
    if former is None:
        lines += [Fact(say("Joins: "), comes), say("Nobody leaves.")]
    else:
        lines += [Fact(say("Leaves: "), label(say, former)), Fact(say("Comes: "), comes)]
    lines += [
        say(
            "Moves to {name}: owed reports {owed}, open urges {urges}",
            name=name,
            owed=owed.office,
            urges=burden.urges,
        ),
        *tally.besides(say, owed),
    ]
    if former is not None:
        lines.append(ends(say, former, burden))
    return Card(
        say("New liaison, preview (nothing done yet)"),
        (*lines, say("Confirm within 30 minutes.")),
        confirming(say, say("Confirm the change"), confirm),
    )


def assigned(say: Words, code: Card, new: Person, former: Person | None) -> Card:
    """With the code, so it is shown once too."""
    lines: list[Line] = []
    if former is not None:
        lines.append(say("{person} has no access any more.", person=former.name))
    title = say(
        "{person} speaks for {department} now",
        person=new.name,
        department=phrases.department(say, new.department),
    )
    return Card(title, (*lines, "", code.title, *code.body), once=True)


def how_to_revoke(say: Words) -> Card:
    return Card(
        say("Whose access ends? Nothing changed."),
        (say("For example: revoke Zhang San, or by number: revoke 7"),),
    )


def who_is_revoked(say: Words, people: Sequence[Person]) -> Card:
    actions = tuple(
        Action(
            f"{label(say, one)} · {phrases.department(say, one.department)}",
            say("revoke {who}", who=one.id),
        )
        for one in people[:MOST]
    )
    return Card(say("Whose access ends? Nothing changed."), more(say, people), actions)


def revoke_preview(
    say: Words,
    person: Person,
    bound: Sequence[Platform],
    *,
    owed: Owing,
    burden: Burden,
    rest: Sequence[Person],
    confirm: str,
) -> Card:
    lines: tuple[Line, ...] = (
        Fact(say("Leaves: "), f"{label(say, person)} · {department(say, person)}"),
        Fact(say("Bound platforms: "), platforms(say, bound)),
        ends(say, person, burden),
        say(
            "Stays with the department: owed reports {owed}, open urges {urges}",
            owed=owed.office,
            urges=burden.urges,
        ),
        *tally.besides(say, owed),
        *left_behind(say, person, rest),
        say("Confirm within 30 minutes."),
    )
    ways = confirming(say, say("End the access"), confirm, stay=say("Keep the access"))
    return Card(say("End of access, preview (nothing done yet)"), lines, ways)


def revoked(say: Words, person: Person, rest: Sequence[Person]) -> Card:
    return Card(
        say("{person} has no access any more.", person=who(say, person)),
        (
            say("Waiting messages are not sent; the other coordinators are told."),
            *left_behind(say, person, rest),
        ),
    )


def forget_preview(
    say: Words, person: Person, bound: Sequence[Platform], burden: Burden, confirm: str
) -> Card:
    lines = (
        Fact(say("Bound platforms: "), platforms(say, bound)),
        say("All of them are unbound; your name is erased and reads 已注销 from then on."),
        say(
            "Deleted: {reminders} own reminders, quiet hours, subscription, deputies, codes;"
            " waiting messages to you end.",
            reminders=burden.reminders,
        ),
        say("Stays: what you reported for {department}.", department=department(say, person)),
        say("There is no way back; to take part again the office adds you anew."),
        say("Confirm within 30 minutes."),
    )
    ways = confirming(say, say("Erase my account"), confirm, stay=say("Keep my account"))
    return Card(say("Forget me, preview (nothing done yet)"), lines, ways)


def forgotten(say: Words) -> Card:
    return Card(say("You are forgotten: unbound everywhere, your name erased."))
