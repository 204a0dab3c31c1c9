"""Who is not let in yet: codes are redeemed, everybody else gets one and the same hint."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot import access, auditing
from bot.cards import errors
from bot.cards import help as help_cards
from bot.commands import bind
from bot.errors import Code, UserError
from bot.grammar.intent import Act, Ask, Intent, Refuse, Verdict
from bot.locale import Words
from bot.messages import Card, Channel, Language, Reply, Request
from bot.model.person import Sender
from bot.ports import Unit
from bot.strangers import languages, said
from bot.timetable import Hours
from bot.turn import Answer

_BINDING = (Code.BAD_CODE, Code.MISSING_CODE, Code.PRIVATE_ONLY)


def is_binding(verdicts: Sequence[Verdict]) -> bool:
    """Whether a code was meant, good or bad."""
    return any(
        (isinstance(verdict, Act) and verdict.intent.name == "bind")
        or (isinstance(verdict, Ask | Refuse) and verdict.code in _BINDING)
        for verdict in verdicts
    )


@dataclass(frozen=True, slots=True)
class Entrance:
    """Where people come in.  ``language`` is for those nobody knows."""

    zone: tzinfo
    language: Language
    hours: Hours

    async def bind(
        self,
        request: Request,
        unit: Unit,
        sender: Sender,
        verdicts: Sequence[Verdict],
        now: datetime,
    ) -> Answer:
        """A code is for private chats; in a group it is void at once and never repeated."""
        role = access.role_of(sender.person, foreign=request.foreign)
        ruling = access.rule(role, access.Act.BIND, access.Relation.NONE, request.channel)
        try:
            if ruling.verdict is access.Verdict.REVOKE:
                await bind.revoke(unit, request.text, sender.person, now=now)
                auditing.note_binding(unit, request, sender.person, ruling.verdict, now=now)
                raise UserError(Code.PRIVATE_ONLY)
            if ruling.verdict is access.Verdict.SILENCE:
                return Answer(blank=True)
            if all(getattr(one, "code", None) is Code.MISSING_CODE for one in verdicts):
                raise UserError(Code.MISSING_CODE)
            code = _code(verdicts)
            reply = await bind.redeem(
                unit, request, code, sender.plan, now=now, zone=self.zone, hours=self.hours
            )
        except UserError as error:
            if ruling.verdict is access.Verdict.DO:
                auditing.note_binding(unit, request, sender.person, error.code, now=now)
            group, failed = request.channel is not Channel.PRIVATE, error
            spoken = languages(sender.person, request.text, self.language)
            card = said(spoken, self.zone, lambda say: errors.card(say, failed))
            reply = Reply(card, private=group, hint=sender.person is None)
        return Answer(() if request.foreign else (reply,), blank=True)

    def hint(self, request: Request, verdicts: Sequence[Verdict]) -> Reply:
        """One fixed hint, privately, whatever was asked; help says how to get in."""
        helps = [getattr(verdict, "intent", Intent(name="")).name for verdict in verdicts]
        act = access.Act.HELP if helps == ["help"] else access.Act.LIST
        ruling = access.rule(access.Role.UNBOUND, act, access.Relation.NONE, request.channel)
        spoken = languages(None, request.text, self.language)
        known = ruling.verdict is access.Verdict.DO
        make = help_cards.for_the_unbound if known else _not_bound
        return Reply(said(spoken, self.zone, make), private=ruling.private, hint=True)


def _not_bound(say: Words) -> Card:
    return errors.card(say, UserError(Code.UNBOUND))


def _code(verdicts: Sequence[Verdict]) -> str:
    """The code of the message, empty when what stood in its place is none."""
    intents = [verdict.intent for verdict in verdicts if isinstance(verdict, Act)]
    return next((intent.code for intent in intents if intent.code), "")
