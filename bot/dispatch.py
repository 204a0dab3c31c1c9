"""One message in, its answers out: who is it, what is meant, may they, then do it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from bot import auditing, flood, overtaken, secrecy
from bot.bare import NOTHING, Shown, as_listed, shown_by
from bot.cards import flood as flood_cards
from bot.cards import notes, unnamed
from bot.code_sheets import VALID
from bot.commands.base import Call
from bot.digest import stands
from bot.grammar import read
from bot.grammar.filled import read_filled
from bot.grammar.importing import with_file
from bot.grammar.intent import Context, Silence, Verdict
from bot.grammar.staff import for_the_office
from bot.locale import words
from bot.messages import Channel, Language, Platform, Reply, Request
from bot.model.digest import Group
from bot.model.person import PersonRole, Sender
from bot.newcomers import Entrance, is_binding
from bot.periods import open_what_is_due
from bot.ports import Unit
from bot.steps import step_of, step_period
from bot.strangers import languages, said
from bot.timetable import OFFICE_HOURS, Hours
from bot.turn import Answer, Turn

_ANY = 9999  # the highest item while there is no plan: numbers are read as numbers


@dataclass(frozen=True, slots=True)
class Bot:
    """The conversation.  ``zone`` is the plan's, ``language`` is for people nobody knows.

    ``names`` are the bot's own in groups, lower case.  ``hours``: outside of them nobody is
    reminded.  ``limits``: how much is heard of somebody in a minute; None is all.  ``web``: how
    links to the board begin, empty while it is off.  ``sheet_valid``: how long the codes of a
    printed sheet are good.  ``pulses``: when this process last heard each platform.
    """

    zone: tzinfo
    language: Language = Language.ZH
    names: tuple[str, ...] = ()
    hours: Hours = OFFICE_HOURS
    web: str = ""
    sheet_valid: timedelta = VALID
    pulses: Callable[[], Mapping[Platform, datetime]] = dict
    limits: flood.Limits | None = None

    @property
    def _entrance(self) -> Entrance:
        return Entrance(self.zone, self.language, self.hours)

    async def handle(self, request: Request, unit: Unit, *, now: datetime, batch: str) -> Answer:
        """Answer one message inside the caller's transaction; no reply is silence.

        ``now`` is aware; ``batch`` is the message's own key: what it writes is undone together.
        What a person should hear about is worded here; any other exception is a fault of ours.
        """
        if request.reachable is not None:
            return await self._reached(request, unit, now)
        if (refused := await self.refused(request, unit, now=now)) is not None:
            return refused
        sender = await self._sender(request, unit, now)
        if request.wordless:
            return self._wordless(request, sender)
        group = None
        shown = NOTHING
        known = sender.person is not None and request.addressed and not request.foreign
        if known and request.reply_to is not None:
            found = await unit.outbox.shown(request.origin, request.reply_to)
            shown = NOTHING if found is None else shown_by(*found)
        if known and request.channel is not Channel.PRIVATE:
            group = await self._group(request, unit, sender, now)
            request = replace(request, channel=request.channel if group is None else Channel.GROUP)
        old = known and await overtaken.is_so(request, unit, sender.plan)
        item = shown.only
        reader = replace(sender, step=step_of(request, sender, now, item))
        verdicts = self.read(request, request.text, reader, now, item)
        if not request.pressed:
            verdicts = as_listed(shown, request.text, verdicts)
        verdicts = with_file(request, verdicts, sender)
        if old and sender.person is not None and overtaken.matters(verdicts):
            return overtaken.answer(words(sender.person.language, self.zone, now), sender.person)
        answer = await self._answer(
            request, unit, sender, shown, verdicts, group=group, now=now, batch=batch
        )
        person = None if sender.person is None else sender.person.id
        answer = replace(answer, person=person if answer.person is None else answer.person)
        return replace(answer, blank=answer.blank or secrecy.mark(request.text) is not None)

    def _wordless(self, request: Request, sender: Sender) -> Answer:
        """Nothing in it can be read: said in private, where something else would be silence."""
        if request.channel is not Channel.PRIVATE or request.foreign:
            return Answer(blank=True)
        if sender.person is None:
            return Answer((self._entrance.hint(request, ()),), blank=True)
        card = unnamed.only_text(words(sender.person.language, self.zone))
        return Answer((Reply(card),), blank=True, person=sender.person.id)

    async def _reached(self, request: Request, unit: Unit, now: datetime) -> Answer:
        """Nothing was said: the private chat was closed to us, or opened again."""
        person = (await unit.people.who(request.sender)).person
        if request.left:
            await unit.people.unbind(request.sender)
        else:
            await unit.people.suspend(request.sender, suspended=not request.reachable)
        if person is None:  # whoever could not be reached was nobody until now
            person = (await unit.people.who(request.sender)).person
        if person is not None:
            auditing.note_reach(unit, request, person, now=now)
        return Answer()

    async def refused(self, request: Request, unit: Unit, *, now: datetime) -> Answer | None:
        """Count the message; the answer to one that is over the limit, None while none is.

        What is said about it is a hint: whoever floods us may well be out of reach.
        """
        found = await flood.excess(self.limits, request, unit, now=now)
        if found is None:
            return None
        if not found.first:
            return Answer(blank=True, refused=flood.FLOOD)
        sender = await unit.people.who(request.sender)
        spoken = languages(sender.person, request.text, self.language)
        card = said(spoken, self.zone, lambda say: flood_cards.card(say, found))
        reply = Reply(card, private=not found.chat, hint=True)
        return Answer((reply,), blank=True, refused=flood.FLOOD)

    async def _sender(self, request: Request, unit: Unit, now: datetime) -> Sender:
        sender = await unit.people.who(request.sender)
        if sender.person is None or sender.plan is None:
            return sender
        opened = await open_what_is_due(unit, sender.plan, sender.calendar, now=now, zone=self.zone)
        return sender if opened is None else await unit.people.who(request.sender)

    async def _group(
        self, request: Request, unit: Unit, sender: Sender, now: datetime
    ) -> Group | None:
        """The registration of the group in which it was said; the adapters know of none."""
        if sender.plan is None:
            return None
        group = await unit.groups.at(request.origin)
        today = now.astimezone(self.zone).date()
        return group if group and stands(group, sender.plan, today, self.zone) else None

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
            step=None if sender.step is None else sender.step.item,
            step_period=step_period(sender),
        )
        if request.filled is not None:
            return (read_filled(request.filled, context),)
        verdicts = read(text, context)
        if sender.person is None or sender.person.role is not PersonRole.COORDINATOR:
            return verdicts
        return [for_the_office(verdict) for verdict in verdicts]

    async def _answer(
        self,
        request: Request,
        unit: Unit,
        sender: Sender,
        shown: Shown,
        verdicts: Sequence[Verdict],
        *,
        group: Group | None,
        now: datetime,
        batch: str,
    ) -> Answer:
        """Who nobody knows, and codes, come first; the rest is a turn of the conversation."""
        if is_binding(verdicts):
            return await self._entrance.bind(request, unit, sender, verdicts, now)
        if request.foreign or not request.addressed:
            return Answer(blank=True)  # not meant for us: nothing of it is kept
        if all(isinstance(verdict, Silence) for verdict in verdicts):
            return Answer(blank=True)
        if sender.person is None:
            return Answer((self._entrance.hint(request, verdicts),), blank=True)
        call = Call(
            request=request,
            unit=unit,
            person=sender.person,
            plan=sender.plan,
            say=words(sender.person.language, self.zone, now),
            now=now,
            calendar=sender.calendar,
            batch=batch,
            seen=shown.seen,
            listed=shown.listed,
            answers=shown.cause,
            step=sender.step,
            group=group,
            hours=self.hours,
            web=self.web,
            sheet_valid=self.sheet_valid,
            pulses=self.pulses,
        )
        turn = Turn(call, lambda line: self.read(request, line, call.sender, now))
        answer = await turn.run(verdicts)
        return replace(answer, replies=_placed(call, answer.replies))


def _placed(call: Call, replies: Sequence[Reply]) -> tuple[Reply, ...]:
    """Where each answer goes: in a group what is personal leaves it, and the group is told so."""
    if call.request.channel is Channel.PRIVATE:
        return tuple(replace(reply, private=False) for reply in replies)
    if any(reply.private for reply in replies):
        return (*replies, Reply(notes.answered_privately(call.say, call.request.door)))
    return tuple(replies)
