"""Cards about registered groups and subscriptions: what comes when, and how to end it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards import digest as digests
from bot.cards import named, phrases
from bot.cards.confirming import confirming
from bot.locale import Words, clock, later
from bot.messages import Action, Card, Fact, Heading, Line
from bot.model.digest import Group
from bot.model.person import Person
from bot.model.plan import PlanFacts
from bot.slots import Slot

_DAYS = (
    later("every Monday"),
    later("every Tuesday"),
    later("every Wednesday"),
    later("every Thursday"),
    later("every Friday"),
    later("every Saturday"),
    later("every Sunday"),
)
_OFFERED = 8  # chapters as buttons


def purpose(say: Words) -> str:
    """What a group is registered for."""
    return say("weekly digest and questions about items")


def registered(
    say: Words,
    group: Group,
    owner: Person,
    plan: PlanFacts,
    coming: Slot | None,
    *,
    name: str | None,
    before: Group | None = None,
) -> Card:
    """Said in the group: what it will get and when, and who stands for it.

    ``name``: ours, where only a command with it reaches us.
    ``before``: as it was registered already.
    """
    changed = before is not None and _settings(say, before) != _settings(say, group)
    body: list[Line] = [
        Fact(say("About: "), _scope(say, group)),
        Fact(say("Weekly digest: "), _usual(say, group)),
        _next(say, coming),
        say("If there is nothing to say, none is sent."),
        Fact(say("Purpose: "), group.purpose),
        Fact(
            say("Registered by: "),
            say(
                "{name} ({department})",
                name=owner.name,
                department=phrases.department(say, owner.department),
            ),
        ),
        Fact(
            say("Ends: "),
            say("with the plan on {day}, or when the office says so", day=say.day(plan.ends)),
        ),
        say(
            "Ask me here: {look}, {overdue}, {digest}. What is personal comes in private.",
            **named.ways(say, name),
        ),
    ]
    title = say("This group is registered (group {number})", number=group.id)
    if before is not None and changed:
        title = say("The registration of this group was changed (group {number})", number=group.id)
        body.insert(0, Fact(say("Before: "), _settings(say, before)))
    end = Action(say("End it"), say("here off"))
    return Card(title, tuple(body), (Action(say("Digest"), say("digest")), end))


def ended(say: Words, name: str | None) -> Card:
    return Card(
        say("This group is no longer registered: no more digests, and answers come in private."),
        (say("To register it again, the office says in it: {here}", **named.ways(say, name)),),
        (Action(say("Register again"), say("here")),),
    )


def not_registered(say: Words) -> Card:
    return Card(say("This group is not registered; nothing changed."))


def say_it_there(say: Words, name: str | None) -> Card:
    """In private there is no group that could be meant."""
    return Card(
        say("Nothing was registered: say it in the group itself."),
        (say("In the group: {here} [chapter or department]", **named.ways(say, name)),),
    )


def end_it_there(say: Words, name: str | None) -> Card:
    """In private there is no group that could be meant."""
    return Card(
        say("Nothing changed: say it in the group that is meant."),
        (say("In the group: {off}", **named.ways(say, name)),),
    )


def plan_is_over(say: Words, plan: PlanFacts) -> Card:
    return Card(say("The plan ended on {day}; nothing was registered.", day=say.day(plan.ends)))


def which_part(say: Words, words: str, chapters: Sequence[str]) -> Card:
    """No chapter and no department, or several, are called like that."""
    return Card(
        say("No one chapter or department is “{words}”; nothing was registered.", words=words),
        (say("For example: here chapter 2; here alone is the whole plan."),),
        (
            Action(say("The whole plan"), say("here")),
            *(Action(name, say("here {words}", words=name)) for name in chapters[:_OFFERED]),
        ),
    )


def paused(say: Words, group: Group) -> Card:
    number = group.id
    return Card(
        say("Digests to group {number} are paused.", number=number),
        (say("The registration stays, and questions are answered."),),
        (Action(say("Resume"), say("digest resume {number}", number=number)),),
    )


def resumed(say: Words, group: Group, coming: Slot | None) -> Card:
    number = group.id
    return Card(
        say("Digests to group {number} go out again.", number=number),
        (_next(say, coming),),
        (Action(say("Pause"), say("digest pause {number}", number=number)),),
    )


def no_such_group(say: Words, groups: Sequence[Group]) -> Card:
    """Which group is meant was not said, or there is none of this number."""
    return Card(
        say("Which group? Nothing changed. For example: digest pause 3"),
        tuple(line(say, Target(group)) for group in groups),
    )


@dataclass(frozen=True, slots=True)
class Target:
    """A group that a digest may go to; ``had``: it has had this week's."""

    group: Group
    had: bool = False


def line(say: Words, target: Target) -> str:
    """``群 3 · 整个计划 · 每周五 16:00``."""
    words = [say("Group {number}", number=target.group.id), _settings(say, target.group)]
    if target.had:
        words.append(say("has had this week's"))
    return " · ".join(words)


def preview(
    say: Words,
    shown: Card,
    targets: Sequence[Target],
    confirm: str | None,
    *,
    name: str | None,
) -> Card:
    """The digest of the whole plan as it would be now, the groups, and what 确认 would do."""
    receive = [t for t in targets if not t.group.paused and not t.had]
    body: list[Line] = [shown.title, *shown.body, ""]
    body.append(
        Heading(
            say(
                "Groups: {count}, of which would get it: {receive}",
                count=len(targets),
                receive=len(receive),
            )
        )
    )
    body += [line(say, target) for target in targets]
    body.append(
        say(
            "Each gets the part that it is registered for, as it is at that moment; "
            "this week's regular one is then not sent again."
        )
    )
    if not targets:
        body[-1:] = [say("To register one, say in the group: {here}", **named.ways(say, name))]
    actions: tuple[Action, ...] = ()
    if confirm is not None and receive:
        actions = confirming(say, say("Send now"), confirm)
    elif receive:
        actions = (Action(say("Go on to send"), say("digest send")),)
    return Card(
        say("Preview of the digest (nothing sent)"), tuple(body), actions, sketch=shown.sketch
    )


def sent(say: Words, new: int, targets: Sequence[Target]) -> Card:
    title = say("The digest goes out now; groups: {count}", count=new)
    kept_back = len(targets) - new
    more = say("Paused, or has had this week's: {count}; these get nothing.", count=kept_back)
    return Card(title, (more,) if kept_back else ())


def subscribed(say: Words, coming: Slot | None, *, before: bool) -> Card:
    title = say("You have subscribed already.") if before else say("Subscribed: weekly digest")
    body = (
        _next(say, coming),
        say("It comes in private and does not count among the reminders."),
    )
    stop = Action(say("Unsubscribe"), say("unsubscribe"))
    return Card(title, body, (stop, Action(say("Digest"), say("digest"))))


def unsubscribed(say: Words, *, before: bool) -> Card:
    title = say("Unsubscribed.") if before else say("You had not subscribed; nothing changed.")
    body = (say("Reminders of what is due stay."),)
    return Card(title, body, (Action(say("Subscribe"), say("subscribe")),))


def _next(say: Words, coming: Slot | None) -> Fact:
    """None: the plan is over by then."""
    moment = say("none, the plan ends before")
    if coming is not None:
        moment = say("{day} {time}", day=say.weekday(coming.due), time=say.time(coming.due))
    return Fact(say("The next one: "), moment)


def _settings(say: Words, group: Group) -> str:
    """``整个计划 · 每周五 16:00``, and whether it is paused."""
    words = [_scope(say, group), _usual(say, group)]
    if group.paused:
        words.append(say("paused"))
    return " · ".join(words)


def _scope(say: Words, group: Group) -> str:
    return digests.scope_words(say, group.scope, phrases.called(say, group.of, group.english))


def _usual(say: Words, group: Group) -> str:
    return say(
        "{weekday} {time}; on a day off, the next working day",
        weekday=say(_DAYS[group.weekday]),
        time=clock(group.hour),
    )
