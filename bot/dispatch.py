"""One message in, its answers out: who is it, what is meant, may they, then do it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo

from bot import access, codes, offers, secrecy
from bot.cards import errors, notes
from bot.cards import help as help_cards
from bot.cards.saved import Failed, several
from bot.commands import COMMANDS, bind, update
from bot.commands.base import Call
from bot.errors import Code, UserError
from bot.grammar import read
from bot.grammar.filled import read_filled
from bot.grammar.intent import (
    Acknowledge,
    Act,
    Ask,
    Confirm,
    Context,
    Intent,
    Refuse,
    Silence,
    Verdict,
)
from bot.locale import words
from bot.messages import Channel, Language, Reply, Request, Seen
from bot.model.person import Sender
from bot.ports import Unit

_ANY = 9999  # the highest item while there is no plan: numbers are read as numbers
_BINDING = (Code.BAD_CODE, Code.MISSING_CODE, Code.PRIVATE_ONLY)


@dataclass(frozen=True, slots=True)
class Answer:
    """What to say.  ``blank``: the raw event must be erased, its text may not be kept."""

    replies: tuple[Reply, ...] = ()
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Bot:
    """The conversation.  ``zone`` is the plan's, ``language`` is for people nobody knows.

    ``names`` are the bot's own in groups, lower case.
    """

    zone: tzinfo
    language: Language = Language.ZH
    names: tuple[str, ...] = ()

    async def handle(self, request: Request, unit: Unit, *, now: datetime, batch: str) -> Answer:
        """Answer one message inside the caller's transaction; no reply is silence.

        ``now`` is aware; ``batch`` is the message's own key: what it writes is undone together.
        What a person should hear about is worded here; any other exception is a fault of ours.
        """
        if request.reachable is not None:
            await unit.people.suspend(request.sender, suspended=not request.reachable)
            return Answer()
        sender = await unit.people.who(request.sender)
        seen: Sequence[Seen] = ()
        known = sender.person is not None and request.addressed and not request.foreign
        if known and request.reply_to is not None:
            seen = await unit.outbox.shown(request.origin, request.reply_to)
        verdicts = self.read(request, request.text, sender, now, _only_item(seen))
        answer = await self._answer(request, unit, sender, seen, verdicts, now=now, batch=batch)
        return replace(answer, blank=answer.blank or secrecy.mark(request.text) is not None)

    def read(
        self, request: Request, text: str, sender: Sender, now: datetime, item: int | None = None
    ) -> Sequence[Verdict]:
        """What ``text`` means where ``request`` was said; ``item``: the replied-to card's task."""
        context = Context(
            now=now.astimezone(self.zone),
            highest=_ANY if sender.plan is None else sender.plan.highest,
            item=item,
            group=request.channel is not Channel.PRIVATE,
            addressed=request.addressed,
            bots=self.names,
            calendar=sender.calendar,
        )
        if request.filled is not None:
            return (read_filled(request.filled, context),)
        return read(text, context)

    async def _answer(
        self,
        request: Request,
        unit: Unit,
        sender: Sender,
        seen: Sequence[Seen],
        verdicts: Sequence[Verdict],
        *,
        now: datetime,
        batch: str,
    ) -> Answer:
        """Who nobody knows, and codes, come first; the rest is a turn of the conversation."""
        if _binds(verdicts):
            return await self._bind(request, unit, sender, verdicts, now)
        if request.foreign or not request.addressed:
            return Answer()
        if all(isinstance(verdict, Silence) for verdict in verdicts):
            return Answer()
        if sender.person is None:
            return Answer((self._unbound(request, verdicts),))
        call = Call(
            request=request,
            unit=unit,
            person=sender.person,
            plan=sender.plan,
            say=words(sender.person.language, self.zone),
            now=now,
            calendar=sender.calendar,
            batch=batch,
            seen=tuple(seen),
        )
        answer = await _Turn(self, call).run(verdicts)
        return replace(answer, replies=_placed(call, answer.replies))

    async def _bind(
        self,
        request: Request,
        unit: Unit,
        sender: Sender,
        verdicts: Sequence[Verdict],
        now: datetime,
    ) -> Answer:
        """A code is for private chats; in a group it is void at once and never repeated."""
        language = sender.person.language if sender.person else self.language
        say = words(language, self.zone)
        role = access.role_of(sender.person, foreign=request.foreign)
        ruling = access.rule(role, access.Act.BIND, access.Relation.NONE, request.channel)
        try:
            if ruling.verdict is access.Verdict.REVOKE:
                await bind.revoke(unit, request.text, now=now)
                raise UserError(Code.PRIVATE_ONLY)
            if ruling.verdict is access.Verdict.SILENCE:
                return Answer(blank=True)
            code = _code(verdicts)
            reply = await bind.redeem(unit, request, code, sender.plan, now=now, zone=self.zone)
        except UserError as error:
            group = request.channel is not Channel.PRIVATE
            reply = Reply(errors.card(say, error), private=group, hint=sender.person is None)
        return Answer(() if request.foreign else (reply,), blank=True)

    def _unbound(self, request: Request, verdicts: Sequence[Verdict]) -> Reply:
        """One fixed hint, privately, whatever was asked; help says how to get in."""
        say = words(self.language, self.zone)
        helps = [getattr(verdict, "intent", Intent(name="")).name for verdict in verdicts]
        act = access.Act.HELP if helps == ["help"] else access.Act.LIST
        ruling = access.rule(access.Role.UNBOUND, act, access.Relation.NONE, request.channel)
        if ruling.verdict is access.Verdict.DO:
            return Reply(help_cards.for_the_unbound(say), private=ruling.private, hint=True)
        return Reply(errors.card(say, UserError(Code.UNBOUND)), private=ruling.private, hint=True)


def _only_item(seen: Sequence[Seen]) -> int | None:
    """The task of a card that showed exactly one."""
    refs = {shown.ref for shown in seen}
    return refs.pop() if len(refs) == 1 else None


def _binds(verdicts: Sequence[Verdict]) -> bool:
    return any(
        (isinstance(verdict, Act) and verdict.intent.name == "bind")
        or (isinstance(verdict, Ask | Refuse) and verdict.code in _BINDING)
        for verdict in verdicts
    )


def _code(verdicts: Sequence[Verdict]) -> str:
    """The code of the message, empty when what stood in its place is none."""
    intents = [verdict.intent for verdict in verdicts if isinstance(verdict, Act)]
    return next((intent.code for intent in intents if intent.code), "")


def _placed(call: Call, replies: Sequence[Reply]) -> tuple[Reply, ...]:
    """Where each answer goes: in a group what is personal leaves it, and the group is told so."""
    if call.request.channel is Channel.PRIVATE:
        return tuple(replace(reply, private=False) for reply in replies)
    if any(reply.private for reply in replies):
        return (*replies, Reply(notes.answered_privately(call.say, call.request.door)))
    return tuple(replies)


@dataclass(slots=True)
class _Turn:
    """One message of somebody known: each line does something or fails by itself."""

    bot: Bot
    call: Call
    confirmed: bool = False
    replies: list[Reply] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)
    writes: list[Intent] = field(default_factory=list)
    bulk: bool = False
    blank: bool = False

    async def run(self, verdicts: Sequence[Verdict]) -> Answer:
        try:
            await self._every(verdicts)
            await self._write()
        except UserError as error:  # nothing at all could be done: there is no plan yet
            self.replies.append(Reply(errors.card(self.call.say, error), private=True))
        replies = [await offers.fitted(self.call, reply) for reply in self.replies]
        return Answer(tuple(replies), self.blank)

    async def _every(self, verdicts: Sequence[Verdict]) -> None:
        if found := secrecy.mark(self.call.request.text):
            self._fail(UserError(Code.SECRECY, mark=found))
        elif self.call.request.forwarded:
            self.replies.append(await offers.which_item(self.call))
        else:
            for verdict in verdicts:
                await self._one(verdict)

    async def _one(self, verdict: Verdict) -> None:
        match verdict:
            case Act(intent) | Confirm(intent) if intent.name in update.NAMES:
                self.writes.append(intent)
                self.bulk = self.bulk or isinstance(verdict, Confirm)
            case Act(intent) | Confirm(intent):
                try:
                    await self._command(intent)
                except UserError as error:
                    self._fail(error)
            case Ask() | Refuse():
                failed = await offers.failure(self.call, verdict)
                self.blank = self.blank or update.exposes(failed.error)
                self.failed.append(failed)
            case Acknowledge():
                self.replies.append(Reply(notes.noted(self.call.say)))
            case Silence():
                pass

    def _fail(self, error: UserError) -> None:
        self.blank = self.blank or update.exposes(error)
        self.failed.append(Failed(error, offers.looks(self.call, error)))

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
            raise update.forbidden(call, task, reading=command.act is access.Act.HISTORY or None)
        reply = await command.run(call, intent, ruling)
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
        self.confirmed = True
        for verdict in self.bot.read(call.request, taken, call.sender, call.now):
            await self._one(verdict)

    async def _write(self) -> None:
        """All lines that write are one message: one answer, one undo."""
        call, failed = self.call, self.failed
        if self.writes:
            written = await update.write(
                call, self.writes, failed, bulk=self.bulk, confirmed=self.confirmed
            )
            self.replies.append(written.reply)
            self.blank = self.blank or written.blank
        elif len(failed) == 1:
            card = errors.card(call.say, failed[0].error, failed[0].actions, failed[0].about)
            card = replace(card, form=failed[0].form)
            self.replies.append(Reply(card, private=True))
        elif failed:
            card = several(call.say, [], failed, call.person, call.now)
            self.replies.append(Reply(card, private=True))
