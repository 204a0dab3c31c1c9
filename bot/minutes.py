"""What of a conversation becomes an entry of the audit, decided in one place for every command.

An act is whatever changed something, as the store noticed it; an export, which takes the plan out
of our hands; and a refusal by the one door or a gate.  What is only read or shown is none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot import access
from bot.auditing import channel_of
from bot.commands.base import Call
from bot.errors import Code, UserError
from bot.grammar.intent import Act, Confirm, Intent, Verdict
from bot.model.audit import AuditEntry, person_object, task_object

REFUSALS = frozenset(
    (
        Code.FORBIDDEN,  # the one door
        Code.RESTRICTED,
        Code.SECRECY,
        Code.STALE,
        Code.SEALED,
        Code.EXPIRED,  # a 确认 of nobody's, of somebody else's, of before
        Code.BAD_CODE,
        Code.MISSING_CODE,
        Code.PRIVATE_ONLY,
    )
)
"""What the one door and the gates say; any other error only asks for a better line."""

MESSAGE = "message"
"""The act of what was refused before it was read as a command."""

_NOTHING_WRITTEN = (access.Verdict.BUTTON, access.Verdict.REFUSE)


def act_of(verdicts: Sequence[Verdict]) -> str:
    """The first command that a message was read as."""
    intents = (v.intent.name for v in verdicts if isinstance(v, Act | Confirm))
    return next(intents, MESSAGE)


@dataclass(frozen=True, slots=True)
class _Line:
    act: str
    object: str
    outcome: str


@dataclass(slots=True)
class Minutes:
    """What one message did, and what of it was refused: noted together when it is answered.

    ``text`` is the line that is run instead of what was typed, a 确认.  ``withheld``: the text may
    not be kept, not even a commitment to it.
    """

    text: str | None = None
    withheld: bool = False
    lines: list[_Line] = field(default_factory=list)

    def ran(self, call: Call, intent: Intent, act: access.Act, ruling: access.Verdict) -> None:
        """A command has run; ``call.changed`` says whether it was an act."""
        touched, changed = call.take_touched()
        exported = act is access.Act.EXPORT and ruling not in _NOTHING_WRITTEN
        if not changed and not exported:
            return
        # A preview that is confirmed is done.
        outcome = access.Verdict.DO if ruling is access.Verdict.ASK else ruling
        self.did(intent.name, touched or _tasks(call, intent.tasks), outcome)

    def did(self, act: str, objects: Iterable[str], outcome: str) -> None:
        """Once for each of the objects, once where there is none."""
        self._add(act, objects, outcome)

    async def refused(
        self, call: Call, error: UserError, act: str, refs: Iterable[int] = ()
    ) -> None:
        """``refs``: the items that were meant, where the error does not name one.

        A text that may be about a restricted item is not kept, whatever it was refused for.
        """
        if error.code not in REFUSALS:
            return
        number = error.facts.get("number")
        meant = [number] if isinstance(number, int) else list(refs)
        if call.plan is not None:
            await call.load(meant)
        known = [call.known(ref) for ref in meant]
        self.withheld = self.withheld or any(task is None or task.restricted for task in known)
        objects = [task_object(task.id) for task in known if task is not None]
        self._add(act, objects, error.code)

    def _add(self, act: str, objects: Iterable[str], outcome: str) -> None:
        for one in list(dict.fromkeys(objects)) or [""]:
            line = _Line(act, one, str(outcome))
            if line not in self.lines:
                self.lines.append(line)

    def note(self, call: Call, *, blank: bool) -> None:
        """Into the message's own transaction; ``blank``: its text may leave no trace."""
        text = call.request.text if self.text is None else self.text
        for line in self.lines:
            entry = AuditEntry(
                actor=person_object(call.person.id),
                channel=channel_of(call.request),
                act=line.act,
                object=line.object,
                outcome=line.outcome,
                text=None if blank or self.withheld else text,
            )
            call.unit.audit.note(entry, at=call.now)


def _tasks(call: Call, refs: Iterable[int]) -> list[str]:
    tasks = (call.known(ref) for ref in refs)
    return [task_object(task.id) for task in tasks if task is not None]
