"""Ways on: what is offered as buttons when a message could not simply be done."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bot import access, secrecy
from bot.cards import lines, lists, phrases, report_parts
from bot.cards.people import LANGUAGES
from bot.cards.saved import Failed
from bot.cards.unnamed import for_item
from bot.commands import COMMANDS, refusing, update
from bot.commands import form as forms
from bot.commands.base import Call
from bot.errors import Code, UserError
from bot.grammar import read
from bot.grammar.intent import Act, Ask, Confirm, Context, Intent, Refuse
from bot.grammar.reporting import FIELDS, Reporting
from bot.locale import later
from bot.messages import Action, Reply
from bot.model.task import HARD, Status, TaskRole
from bot.model.update import Change

_LABELS = {
    "mytasks": later("My tasks"),
    "help": later("Help"),
    "undo": later("Undo"),
    "due": later("Due soon"),
    "overdue": later("Overdue"),
    "whoami": later("Who am I"),
    "handover": later("Hand over"),
    "later": later("Later today"),
    "cancel": later("Cancel"),
}
_DAYS = re.compile(r"P(\d+)D")
_LIKELIEST = 3
_LABEL = 20  # characters
_MORE = timedelta(days=20)  # what an example asks for


async def failure(call: Call, verdict: Ask | Refuse) -> Failed:
    """A line that was not clear, with buttons that make it so.

    Text about a restricted task is refused here as it is when it is clear: neither the answer nor
    a stored button may repeat it.
    """
    facts = dict(verdict.facts)
    if call.plan is not None:
        facts.setdefault("total", call.plan.tasks)
    if isinstance(verdict, Ask) and verdict.suggest and not verdict.offers:
        verdict = replace(verdict, offers=(verdict.suggest,))
    if verdict.code is Code.MISSING_TASK and not verdict.offers and call.plan is not None:
        verdict = replace(verdict, offers=await _with_own_items(call, str(facts.get("text", ""))))
    verdict = replace(verdict, offers=tuple(_allowed(call, verdict)))
    meant = [_meaning(call, offer) for offer in verdict.offers]
    refs = {ref for intent in meant if intent for ref in intent.tasks}
    if str(number := facts.get("number", "")).isdecimal():
        refs.add(int(number))
    quotes = any(_is_worded(value) for value in (*verdict.offers, *facts.values()))
    if quotes and call.plan is not None:
        await call.load(refs)
        for ref in sorted(refs):
            task = call.known(ref)
            if task is not None and task.restricted:
                return Failed(UserError(Code.RESTRICTED, number=ref))
        facts |= _extension(call, facts)
    named = len(refs) > 1 or verdict.code is Code.UNKNOWN_COMMAND
    actions = _buttons(call, verdict, meant, named=named)
    if verdict.code is Code.UNKNOWN_COMMAND and not actions:
        say = call.say
        actions = [Action(say("My tasks"), say("mytasks")), Action(say("Help"), say("help"))]
    if (
        verdict.code is Code.AMBIGUOUS
        and actions
        and not any(i and i.name == "cancel" for i in meant)
    ):
        actions.append(Action(call.say("Cancel"), call.say("cancel")))
    failed = Failed(UserError(verdict.code, **facts), tuple(actions))
    return await _with_form(call, verdict, failed)


def _extension(call: Call, facts: Mapping[str, object]) -> dict[str, object]:
    """延期 as a status: an item without a date of its own has nothing to extend."""
    ref = facts.get("extension")
    task = call.known(ref) if isinstance(ref, int) else None
    if task is None:
        return {}
    if task.deadline.kind not in HARD or task.deadline.day is None:
        return {"undated": ref}
    return {"until": call.say.day(task.deadline.day + _MORE)}


def _allowed(call: Call, verdict: Ask | Refuse) -> Iterator[str]:
    """The offers that somebody of this role may ever use, in their language where the text has
    none.
    """
    wordless = not any(map(str.isalpha, str(verdict.facts.get("text", "letters"))))
    for line in verdict.offers:
        intent = _meaning(call, line)
        command = None if intent is None else COMMANDS.get(intent.name)
        if command is not None and not access.ever(call.person, command.act):
            continue
        status = None if intent is None else intent.change.status
        if intent is not None and wordless and status and len(intent.tasks) == 1:
            yield lines.status(call.say, intent.tasks[0], status)
        else:
            yield line


def _is_worded(value: object) -> bool:
    """Whether it repeats more of what was typed than numbers of items."""
    return isinstance(value, str) and not value.replace(" ", "").isdecimal()


async def _with_form(call: Call, verdict: Ask | Refuse, failed: Failed) -> Failed:
    """Where fields can be shown, what is missing is asked for there."""
    if verdict.code is Code.MISSING_FIELDS and verdict.facts.keys() == {"number"}:
        if (error := await _refused(call, verdict.facts["number"])) is not None:
            return Failed(error, error.facts.get("ways") or looks(call, error))
        form, about = await forms.of_item(call, verdict.facts["number"])
        return replace(failed, form=form, about=about)
    if verdict.code is Code.MISSING_TASK:
        return replace(failed, form=await forms.of_own_items(call))
    return failed


def _buttons(
    call: Call, verdict: Ask | Refuse, meant: Sequence[Intent | None], *, named: bool
) -> list[Action]:
    """One for each offered line.

    The field of a report is not of the same kind as the items that it is offered beside.
    """
    if below := verdict.facts.get("below"):
        noted = all(intent is not None and intent.change.is_note for intent in meant)
        return [for_item(call.say, below, offer, noted=noted) for offer in verdict.offers]
    if verdict.facts.get("fields"):
        labels = call.say("In fields of their own"), call.say("All of it as progress")
        return list(map(Action, labels, verdict.offers))
    alike = len({intent.name for intent in meant if intent}) == 1
    return [
        Action(_label(call, offer, intent, named=named and (alike or not _reports(intent))), offer)
        for offer, intent in zip(verdict.offers, meant, strict=True)
    ]


def _reports(intent: Intent | None) -> bool:
    return intent is not None and intent.name == "report"


async def _refused(call: Call, ref: int) -> UserError | None:
    """No buttons for what would be refused when they are pressed."""
    if call.plan is None:
        return None
    await call.load([ref])
    task = call.known(ref)
    if task is None or call.allowed(access.Act.DONE, task) is not access.Verdict.REFUSE:
        return None
    return refusing.forbidden(call, task)


def looks(call: Call, error: UserError) -> tuple[Action, ...]:
    """Buttons to the tasks that an error names."""
    return refusing.shows(call, error)


async def _with_own_items(call: Call, values: str) -> tuple[str, ...]:
    """The values that lack an item, for the first items that the department leads."""
    if not values or secrecy.mark(values):
        return ()
    tasks = await call.unit.tasks.assigned_to(call.facts.id, call.person.department.id)
    named = [
        f"{task.ref} {values}"
        for task in forms.unfinished(tasks)
        if lists.role_in(task, call.person.department) is TaskRole.LEAD
    ]
    return tuple(line for line in named[:_LIKELIEST] if _meaning(call, line) is not None)


async def fitted(call: Call, reply: Reply) -> Reply:
    """The reply with every line that is too long for a button behind a code."""
    actions = [
        action
        if lines.fits_button(action.command)
        else replace(action, command=await call.keep(action.command))
        for action in reply.card.actions
    ]
    return replace(reply, card=replace(reply.card, actions=tuple(actions)))


def _context(call: Call) -> Context:
    highest = 0 if call.plan is None else call.plan.highest
    now = call.now.astimezone(call.say.zone)
    return Context(now=now, highest=highest, calendar=call.calendar)


def _meaning(call: Call, line: str) -> Intent | None:
    """What an offered line would do."""
    match read(line, _context(call)):
        case [Act(intent)] | [Confirm(intent)]:
            return intent
    return None


def _label(call: Call, line: str, intent: Intent | None, *, named: bool) -> str:
    """What a button says.  ``named``: with its items, which nothing above it tells."""
    say = call.say
    if intent is not None and intent.name == "show" and intent.tasks:
        return say("Show item {number}", number=intent.tasks[0])
    value = None if intent is None else _said(call, intent)
    if intent is None or value is None:
        return phrases.short(line, _LABEL)
    items = " ".join(map(str, intent.tasks))
    return f"{items} {value}" if named and items else value


def _said(call: Call, intent: Intent) -> str | None:
    """What it does, without its item; None where only the line itself says it."""
    say = call.say
    if intent.name == "lang" and intent.language is not None:
        return LANGUAGES[intent.language]
    if intent.name == "remind" and intent.when is not None:
        return say("{day} {time}", day=say.weekday(intent.when), time=say.time(intent.when))
    if intent.name == "snooze" and (days := _DAYS.fullmatch(intent.duration or "")):
        return say("Put off {count} days", count=int(days[1]))
    if intent.name in update.NAMES:
        return _value(call, intent)
    if intent.name == "report" and (name := _field(intent)):
        return report_parts.field(say, name)
    return say(_LABELS[intent.name]) if intent.name in _LABELS else None


def _field(intent: Intent) -> str | None:
    """The field that is asked for, or the first one that is written."""
    if intent.verb is Reporting.ASK:
        return intent.words
    change = intent.change if intent.verb is Reporting.FILL else Change()
    return next((name for name in FIELDS if getattr(change, name)), None)


def _value(call: Call, intent: Intent) -> str:
    change, say = intent.change, call.say
    if intent.name == "done":
        return say(phrases.BUTTON[Status.DONE])
    if change.status is not None:
        return say(phrases.BUTTON[change.status])
    if change.percent is not None:
        return f"{change.percent}%"
    return say("No news") if intent.no_news else say("Only a note")
