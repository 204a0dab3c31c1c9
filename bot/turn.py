"""The lines of one message of somebody known, done one by one and answered together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bot import access, bare, codes, forwards, gate, labels, offers, secrecy
from bot.cards import errors, notes
from bot.cards.audit import typed
from bot.cards.saved import Failed, several
from bot.commands import COMMANDS, refusing, update
from bot.commands.base import Call
from bot.errors import Code, UserError
from bot.grammar.importing import is_import
from bot.grammar.intent import (
    Acknowledge,
    Act,
    Ask,
    Confirm,
    Intent,
    Refuse,
    Silence,
    Verdict,
)
from bot.grammar.vocabulary import READS
from bot.locale import later
from bot.messages import Action, Reply
from bot.minutes import Minutes, act_of
from bot.model.audit import task_object


@dataclass(frozen=True, slots=True)
class Answer:
    """What to say.  ``blank``: the raw event must be erased, its text may not be kept.

    ``refused``: why the message was not worked at all; empty when it was.
    ``person``: whose answer it is; who is revoked before it leaves does not get it.
    """

    replies: tuple[Reply, ...] = ()
    blank: bool = False
    refused: str = ""
    person: int | None = None


@dataclass(slots=True)
class Turn:
    """One message of somebody known: each line does something or fails by itself.

    ``read`` says what a stored line means.
    """

    call: Call
    read: Callable[[str], Sequence[Verdict]]
    confirmed: bool = False
    replies: list[Reply] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)
    writes: list[Intent] = field(default_factory=list)
    reads: list[Intent] = field(default_factory=list)
    looks: list[Intent] = field(default_factory=list)  # done when everything is written
    bulk: bool = False
    blank: bool = False
    writing: bool = False  # a line of the message writes
    minutes: Minutes = field(default_factory=Minutes)

    async def run(self, verdicts: Sequence[Verdict]) -> Answer:
        try:
            await self._every(verdicts)
            await self._write()
            await self._leave_step()
            await self._look()
        except UserError as error:  # nothing at all could be done: there is no plan yet
            self.replies.append(Reply(errors.card(self.call.say, error), private=True))
        self.minutes.note(self.call, blank=self.blank)
        replies = [await offers.fitted(self.call, reply) for reply in self.replies]
        return Answer(tuple(replies), self.blank)

    async def _every(self, verdicts: Sequence[Verdict]) -> None:
        if found := secrecy.mark(self.call.request.text):
            await self._fail(UserError(Code.SECRECY, mark=found), act_of(verdicts))
        elif self.call.request.forwarded and not is_import(verdicts):
            if (ref := await gate.forwarded(self.call, verdicts)) is not None:
                error = UserError(Code.RESTRICTED, number=ref)
                await self._fail(error, act_of(verdicts), [ref])
            else:
                self.replies.append(await forwards.forwarded(self.call))
        else:
            gated = await gate.check(self.call, verdicts)
            self.blank = self.blank or gated.blank
            if not gated.refused and await self._labelled(verdicts):
                return
            if not gated.refused and (asked := await bare.offer(self.call, verdicts)) is not None:
                return self.replies.append(asked)
            self.writing = any(map(_writes, verdicts))
            for place, verdict in enumerate(verdicts):
                if place in gated.refused:
                    ref = gated.refused[place]
                    error = UserError(Code.RESTRICTED, number=ref)
                    await self._fail(error, act_of([verdict]), [ref])
                else:
                    await self._one(verdict)

    async def _labelled(self, verdicts: Sequence[Verdict]) -> bool:
        """A button's label instead of a line: looked at is done, anything else is only offered."""
        found = await labels.typed(self.call, verdicts)
        if found is None:
            return await self._own_words(verdicts)
        action = found.action
        meant = self.read(action.command)
        if labels.only_reads(meant):
            for verdict in meant:
                await self._one(verdict)
        elif not labels.is_values(verdicts):
            self.failed.append(Failed(UserError(Code.UNKNOWN_COMMAND), (action,), found.card.about))
        else:
            return False
        return True

    async def _own_words(self, verdicts: Sequence[Verdict]) -> bool:
        """A label of no button that is near is nobody's progress."""
        own = labels.is_own(self.call, verdicts)
        if own:
            error = UserError(Code.UNKNOWN_COMMAND, label=self.call.request.text.strip())
            await self._fail(error, act_of(()))
        return own

    async def _one(self, verdict: Verdict) -> None:
        match verdict:
            case Act(intent) | Confirm(intent) if intent.name in update.NAMES:
                self.writes.append(intent)
                self.bulk = self.bulk or isinstance(verdict, Confirm)
            case Act(intent) | Confirm(intent) if self.writing and _only_looks(intent):
                self.looks.append(intent)
            case Act(intent) if intent.name == "undo" and self.writes:
                await self._fail(UserError(Code.AMBIGUOUS, undo_below=True), intent.name)
            case Act(intent) | Confirm(intent):
                try:
                    await self._command(intent)
                except UserError as error:
                    await self._fail(error, intent.name, intent.tasks)
            case Ask() | Refuse():
                failed = await offers.failure(self.call, verdict)
                self.blank = self.blank or update.exposes(failed.error)
                await self.minutes.refused(self.call, failed.error, act_of(()))
                self.failed.append(failed)
            case Acknowledge():
                self.replies.append(Reply(notes.noted(self.call.say)))
            case Silence():
                pass

    async def _fail(self, error: UserError, act: str, refs: Sequence[int] = ()) -> None:
        await self.minutes.refused(self.call, error, act, refs)
        self.blank = self.blank or update.exposes(error)
        self.failed.append(Failed(error, error.facts.get("ways") or offers.looks(self.call, error)))

    async def _command(self, intent: Intent) -> None:
        call = self.call
        if intent.name == "confirm":
            return await self._confirm(intent.code or "")
        command = COMMANDS.get(intent.name)
        if command is None:
            raise UserError(Code.UNSUPPORTED, name=intent.name)
        task = await call.task(intent.tasks[0]) if command.about_task else None
        ruling = call.rule(command.act, task)
        if ruling.verdict is access.Verdict.REFUSE:
            reading = command.act is access.Act.HISTORY or None
            board, file = intent.name == "board" or None, intent.name == "import" or None
            ways = _own_list(call, intent.name)
            office = command.act in access.OFFICES and not file
            word = typed(call.say, intent.name) if office else None
            raise refusing.forbidden(
                call, task, reading=reading, board=board, file=file, command=word, ways=ways
            )
        call.take_touched()
        try:
            reply = await command.run(call, intent, ruling)
        finally:
            self.minutes.ran(call, intent, command.act, ruling.verdict)
        if intent.name in ("show", "mytasks"):
            self.reads.append(intent)
        if intent.suggested:
            line = notes.understood(call.say, intent.suggested)
            reply = replace(reply, card=replace(reply.card, body=(line, *reply.card.body)))
        self.replies.append(replace(reply, private=ruling.private))

    async def _confirm(self, code: str) -> None:
        """Run a stored line as if it were typed now, once; a group sees it done in private."""
        call = self.call
        if call.rule(access.Act.CONFIRM).verdict is access.Verdict.BUTTON:
            line = call.say("confirm {code}", code=codes.normal(code))
            card = notes.said_in_group(call.say, line, call.seen)
            self.replies.append(Reply(card, private=True))
            return
        taken = None
        if not self.confirmed:
            person = call.person.id
            taken = await call.unit.actions.take(codes.normal(code), person, at=call.now)
        if taken is None:
            raise UserError(Code.EXPIRED)
        line, shown_at = taken
        self.confirmed = True
        self.minutes.text = line
        self.call = replace(call, confirmed=True, shown_at=shown_at)
        for verdict in self.read(line):
            await self._one(verdict)

    async def _leave_step(self) -> None:
        """Who turns to another item, or to the list of all, has stopped filling in a report."""
        step = self.call.step
        if step is None:
            return
        done = [*self.writes, *self.reads]
        if any(intent.name == "mytasks" or set(intent.tasks) - {step.item} for intent in done):
            await self.call.unit.reports.leave(self.call.person.id)

    async def _write(self) -> None:
        """All lines that write are one message: one answer, one undo."""
        call, failed = self.call, self.failed
        if self.writes:
            if self.replies:  # a line of the same message, such as 撤销, has run already
                await call.renew()
            written = await update.write(
                call, self.writes, failed, bulk=self.bulk, confirmed=self.confirmed
            )
            self.replies.append(written.reply)
            self.blank = self.blank or written.blank
            await self._minute(written)
        elif len(failed) == 1:
            card = errors.card(call.say, failed[0].error, failed[0].actions, failed[0].about)
            card = replace(card, form=failed[0].form)
            self.replies.append(Reply(card, private=True))
        elif failed:
            card = several(call.say, [], failed, call.person, call.now)
            self.replies.append(Reply(card, private=True))

    async def _look(self) -> None:
        """What a message asks to see below what it writes is shown as it is afterwards."""
        if not self.looks:
            return
        self.writes, self.failed = [], []
        await self.call.renew()
        for intent in self.looks:
            try:
                await self._command(intent)
            except UserError as error:
                await self._fail(error, intent.name, intent.tasks)
        await self._write()

    async def _minute(self, written: update.Written) -> None:
        """Which part of it: the command whose line named the item last."""
        act_on = {ref: intent.name for intent in self.writes for ref in intent.tasks}
        for saved in written.saved:
            ruled = self.call.allowed(access.Act.DONE, saved.task)
            self.minutes.did(act_on[saved.task.ref], [task_object(saved.task.id)], ruled)
        for failure in written.refused:
            number = failure.error.facts.get("number")
            act = act_on.get(number, self.writes[0].name) if number else self.writes[0].name
            await self.minutes.refused(self.call, failure.error, act, tuple(act_on))


def _writes(verdict: Verdict) -> bool:
    return isinstance(verdict, Act | Confirm) and verdict.intent.name in update.NAMES


def _only_looks(intent: Intent) -> bool:
    return intent.name in READS or (intent.name == "report" and intent.verb is None)


def _own_list(call: Call, name: str) -> tuple[Action, ...] | None:
    """Who asks for 未报 or 线下 and may not see everybody's: their own."""
    kind = {"missing": later("owed"), "restrict": later("offline")}.get(name)
    if kind is None:
        return None
    return (Action(call.say("My tasks"), f"{call.say('mytasks')} {call.say(kind)}"),)
