"""Before reports are accepted: how many, and which of them are not as they were approved."""

from bot.cards import phrases
from bot.cards.confirming import confirming
from bot.cards.periods import name
from bot.cards.reviews import Choice, changed, items, line
from bot.locale import Words
from bot.messages import Action, Card


def preview(say: Words, what: Choice, confirm: str, approved: str | None) -> Card:
    """``approved``: the line that accepts only what stands as it was approved, if there is some."""
    called = name(say, what.period.span)
    title = say(
        "Accept {count} reports for {period}? Nothing is done yet.",
        count=len(what.chosen),
        period=called,
    )
    body = [*items(say, what.chosen), *what.left_alone, "", say("Confirm within 30 minutes.")]
    act = say("Accept {count} reports", count=len(what.chosen))
    rest = sum(not one.outgrown for one in what.chosen)
    only: tuple[Action, ...] = ()
    if approved is not None:
        only = (Action(say("Only the {count} approved ones", count=rest), approved),)
    first, *others = confirming(say, act, confirm)
    return Card(title, tuple(body), (first, *only, *others))


def preview_changed(say: Words, what: Choice, confirm: str) -> Card:
    """The one report is not as the department approved it: accepted so, or sent back."""
    [one] = what.chosen
    body = phrases.department(say, one.department)
    again = line(say, f"{one.ref} {one.department.short}", what.period, accepting=False)
    act, *others = confirming(say, say("Accept it all the same"), confirm)
    return Card(
        say(
            "Accept it all the same? Nothing is done yet · item {number} · {department} · {period}",
            number=one.ref,
            department=body,
            period=name(say, what.period.span),
        ),
        (
            *changed(say, one),
            say("Nobody of {department} has approved this text.", department=body),
            *what.left_alone,
            say("To read one: report {number}", number=one.ref),
            say("Confirm within 30 minutes."),
        ),
        (act, Action(say("Return it"), again), *others),
    )
