"""How to use the bot: six lines for one's role, a few topics, a hint for the unbound."""

from collections.abc import Sequence
from dataclasses import replace

from bot.abilities import Hint
from bot.cards import named, phrases, topics
from bot.cards.office_topics import OFFICE_TOPICS, Topic
from bot.cards.people import LANGUAGES
from bot.grammar.opening import opening_at
from bot.locale import Words, later
from bot.messages import Action, Card, Fact, Language, Line
from bot.model.person import PersonRole

_OTHERS = 3  # topics besides the first
_LOOKS = ("show", "mytasks", "cancel", "confirm", "overview", "lang", "whoami")
_WRITES = (
    later("mytasks: your department's items"),
    later("{number}: show item {number}"),
    later("{number} in progress notice sent: report progress"),
    later("report {number}: the period's report, pre-written"),
    later("undo: take back what your last message saved"),
    later("search trademark: find items by words"),
)
_DEPUTY = (
    later("mytasks: your department's items"),
    later("{number}: show item {number}"),
    later("{number} in progress notice sent: report progress"),
    later("report {number}: the period's report, pre-written"),
    later("You hear from the day after a date is missed, and of all while you stand in."),
    later("undo: take back what your last message saved"),
)
_READS = (
    later("{number}: show item {number}"),
    later("history {number}: what was reported"),
    later("search trademark: find items by words"),
    later("due: what is due within 10 working days"),
    later("overdue: what is overdue"),
    later("overview: the plan in counts"),
)
_OFFICE = (
    later("{number}: show item {number}"),
    later("history {number}: what was reported"),
    later("{number} in progress notice sent: record it on behalf of the lead"),
    later("undo: take back what your last message saved"),
    later("overdue: what is overdue"),
    later("overview: the plan in counts, and what waits for you"),
)
_LINES = {
    PersonRole.LIAISON: _WRITES,
    PersonRole.DEPUTY: _DEPUTY,
    PersonRole.OBSERVER: _READS,
    PersonRole.COORDINATOR: _OFFICE,
}


_OWN = ((later("My tasks"), later("mytasks")), (later("Due soon"), later("due")))
_WHOLE = (later("Overview"), later("overview"))
_WAYS = {
    PersonRole.OBSERVER: (_WHOLE, _OWN[1]),
    PersonRole.COORDINATOR: (_WHOLE, (later("Who is missing"), later("missing"))),
}


def overview(say: Words, role: PersonRole, number: int) -> Card:
    """Six lines; ``number`` is an item for the examples."""
    lines = tuple(say(line, number=number) for line in _LINES[role])
    other = Language.ZH if say.language is Language.EN else Language.EN
    return Card(
        say("How to use it"),
        (*lines, say("More: help and one of these words"), *_topics(say, role)),
        (
            *(Action(say(label), say(line)) for label, line in _WAYS.get(role, _OWN)),
            Action(say("Who am I"), say("whoami")),
            Action(LANGUAGES[other], f"/lang {other}"),
        ),
    )


def topic(say: Words, word: str, role: PersonRole, number: int, name: str | None) -> Card:
    """The lines of a topic; one that nobody knows: what there is, with the nearest.

    ``name``: ours, where only a command with it reaches us in a group.
    """
    found = topics.named(word)
    if found is None:
        return _no_such(say, word, role)
    _, title, lines = found
    body = [_line(say, line, number=number, **named.ways(say, name)) for line in lines]
    office = role is PersonRole.COORDINATOR
    if topics.is_for_the_office(found) and not office:
        body.append(say("These are the office's commands."))
    return Card(say(title), tuple(body), (Action(say("Help"), say("help")),))


def of_card(say: Words, card: Card, role: PersonRole, number: int, name: str | None) -> Card | None:
    """Help for what a card shows or offers: the topic of its first button that has one.

    None for cards that only lead to other cards.
    """
    found: dict[str, Topic] = {}
    for action in card.actions:
        topic_of = _topic_of(action.command)
        if topic_of is not None:
            found.setdefault(topic_of[0][0], topic_of)
    if not found:
        return None
    first, *others = found.values()
    shown = topic(say, first[0][0], role, number, name)
    ways = tuple(Action(say(t[1]), topics.line(say, t)) for t in others[:_OTHERS])
    return replace(shown, actions=(*ways, *shown.actions))


def _line(say: Words, line: str | Hint, **facts: object) -> Line:
    return say(line, **facts) if isinstance(line, str) else line.put(lambda key: say(key, **facts))


def _topic_of(command: str) -> Topic | None:
    """What a button's line is explained by; looks and help itself explain nothing."""
    opening = opening_at(command.lower(), 0)
    if opening is None:
        return topics.named("update") if " " in command and command[0].isdigit() else None
    if opening.name == "help":
        return topics.named(command[opening.end :])
    return None if opening.name in _LOOKS else topics.named(opening.name)


def _no_such(say: Words, word: str, role: PersonRole) -> Card:
    near = topics.nearest(word)
    ways: tuple[Action, ...] = (Action(say("Help"), say("help")),)
    if near is not None:
        ways = (Action(say(near[1]), topics.line(say, near)), *ways)
    title = say("There is no help on “{word}”.", word=phrases.short(word, 20))
    return Card(title, (say("There is:"), *_topics(say, role)), ways)


def for_the_unbound(say: Words) -> Card:
    """Says nothing about the plan."""
    return Card(
        say("How to use it"),
        (
            say("I keep a work plan for the liaisons of its departments."),
            say("Ask your department's deputy liaison or the Joint Meeting Office for a code."),
            say("Then send: bind code, for example: bind K7QM-2XPA-9TDR-5FHC"),
        ),
    )


def in_group(say: Words, name: str | None) -> Card:
    """``name``: ours, where only a command with it reaches us."""
    ways = named.ways(say, name)
    return Card(
        say("How to use it in a group"),
        (
            say("{look}: the card of item 24. {overdue}: the list.", **ways),
            say("Everything personal comes in private; nothing is saved from here."),
        ),
    )


def _topics(say: Words, role: PersonRole) -> Sequence[Fact]:
    """What there is help on, a line for each thing that people want to do."""
    office = role is PersonRole.COORDINATOR
    every = (*topics.TOPICS, *OFFICE_TOPICS) if office else topics.TOPICS
    names = {one[0][0]: topics.title_of(say, one) for one in every}
    shown = [
        (label, [names[topic] for topic in within if topic in names])
        for label, within in topics.GROUPS
        if role is not PersonRole.OBSERVER or label not in topics.WRITING
    ]
    return [Fact(say(label), say.listed(found)) for label, found in shown if found]
