"""撤销 after an act that it does not take back: an older record is not meant."""

from collections.abc import Sequence
from datetime import timedelta

from bot.cards.audit import act_word
from bot.cards.ways_back import shown, way_back
from bot.commands.base import Call
from bot.commands.last_write import Write
from bot.errors import Code, UserError
from bot.grammar.words import words
from bot.messages import Action
from bot.model.audit import AuditRecord, person_object

_WINDOW = timedelta(hours=24)
_ACTS = frozenset(
    words(
        "announce approve assign back calendar coord correct_ok correct_no deadline draft extend"
        " extend_ok extend_no feedback handover lang later nudge offline period quiet remind"
        " restrict return revoke snooze subscribe unsubscribe"
    )
)
"""What is done for good, or taken back by words of its own; a 更正 and a 报送 have theirs."""

_DONE = ("do", "own")
_LOOKED_AT = 20  # entries of one's own


async def none_since(call: Call, write: Write) -> None:
    """Asks before it takes back what lies before one's last act; a yes goes on."""
    if call.confirmed:
        return
    me = person_object(call.person.id)
    found = await call.unit.audit.entries(of=[me], limit=_LOOKED_AT)
    mine = [one for one in found if one.actor == me and one.act in _ACTS and one.outcome in _DONE]
    undone = next((one for one in found if one.actor == me and one.act == "undo"), None)
    last = next(iter(mine), None)
    written = write.at
    if last is None or call.now - last.at > _WINDOW or (written and written >= last.at):
        return _said_again(call, write, undone)
    say = call.say
    act, time = act_word(say, last.act), say.time(last.at)
    refs = [one.ref for one in mine if (one.act, one.at) == (last.act, last.at) and one.ref]
    back = await _way_back(call, last.act, act, sorted(set(refs)))
    ways = () if back is None else (back,)
    line = None if back is None else back.command
    if written is None or call.now - written > _WINDOW:
        raise UserError(Code.NOTHING_TO_UNDO, act=act, time=time, back=line, ways=ways)
    count = len(write.refs)
    label = say("Undo {count} from {time}", count=count, time=say.time(written))
    before = Action(label, await call.keep(say("undo")))
    raise UserError(
        Code.NOTHING_TO_UNDO, act=act, time=time, back=line, before=count, ways=(*ways, before)
    )


async def _way_back(call: Call, act: str, word: str, refs: Sequence[int]) -> Action | None:
    """By a word of its own, or by the button that the act's card still shows."""
    back = way_back(call.say, act, refs)
    return shown(call.say, await call.last_card(), word) if back is None else back


def _said_again(call: Call, write: Write, undone: AuditRecord | None) -> None:
    """Who has nothing left to undo is told of what was undone last."""
    if write or undone is None or undone.ref is None or call.now - undone.at > _WINDOW:
        return
    time = call.say.time(undone.at)
    raise UserError(Code.NOTHING_TO_UNDO, number=undone.ref, undone=time)
