"""Lines below a line about one item: labelled ones are fields of it, others are asked about."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bot.errors import Code
from bot.grammar import speech
from bot.grammar.fields import LONGEST, Fields, fields_at
from bot.grammar.intent import Act, Ask, Confirm, Context, Intent, Refuse, Verdict
from bot.grammar.prepare import Line, lines
from bot.grammar.refs import is_han
from bot.grammar.reporting import ENGLISH_LABELS, FIELDS, LABELS
from bot.grammar.sentence import read_line
from bot.model.update import Change

_WRITES = ("update", "done")
_UNREAD = (Code.UNKNOWN_COMMAND, Code.AMBIGUOUS, Code.MISSING_TASK)
_COUNTED = re.compile("([0-9]{1,2}) ?[.、):]")
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑴⑵⑶⑷⑸⑹⑺⑻⑼"


@dataclass(slots=True)
class _Block:
    """What belongs together: ``item`` of the line above, ``at`` its verdict if that writes.

    ``rest``: lines below it that nothing else claims, ``counted`` how many of them are 1) 2) 3).
    """

    item: int | None = None
    at: int | None = None
    rest: list[Line] = field(default_factory=list)
    counted: int = 0
    valued: bool = False


def below(read: Iterable[tuple[Line, Verdict]], context: Context) -> list[Verdict]:
    """The verdicts, with the lines below ``24`` or ``24 推进中`` as what they are about."""
    result: list[Verdict] = []
    block = _Block()
    for line, verdict in read:
        fields = _labelled(line, verdict, context) if block.item is not None else None
        if fields is not None and block.at is not None:
            result[block.at] = _with(result[block.at], fields)
        elif block.item is not None and (fields or _is_unread(line, verdict, block)):
            missing = isinstance(verdict, Ask) and verdict.code is Code.MISSING_TASK
            block.valued = block.valued or (not block.rest and (bool(fields) or missing))
            block.rest.append(line)
        else:
            result += _asked(block, context)
            result.append(verdict)
            block = _about(verdict, len(result) - 1)
    return [*result, *_asked(block, context)]


def _about(verdict: Verdict, at: int) -> _Block:
    match verdict:
        case Act(Intent(name=name, tasks=(item,))) if name in _WRITES:
            return _Block(item, at)
        case Act(Intent(name="show", tasks=(item,))):
            return _Block(item)
    return _Block()


def _labelled(line: Line, verdict: Verdict, context: Context) -> Fields | None:
    """The fields of a line that opens with a label and names no item of its own.

    The open report, to which it would belong alone, is farther away than the line above.
    """
    if isinstance(verdict, Refuse | Confirm):
        return None
    if isinstance(verdict, Act) and (verdict.intent.name, verdict.intent.tasks) not in (
        ("update", (context.item,)),
        ("report", (context.step,)),
    ):
        return None
    fields = fields_at(line, 0)
    return fields if isinstance(fields, Fields) and fields.labelled and not fields.empty else None


def _with(verdict: Verdict, fields: Fields) -> Verdict:
    """The update and what one more line says of it; what is too long is not saved at all."""
    if not isinstance(verdict, Act):
        return verdict
    change = verdict.intent.change
    texts: dict[str, str | None] = {}
    for name in FIELDS:
        parts = [part for one in (change, fields) if (part := getattr(one, name))]
        texts[name] = "\n".join(parts) or None
    if any(text is not None and len(text) > LONGEST for text in texts.values()):
        return Refuse(Code.TOO_LONG)
    change = replace(Change.of_texts(texts), status=change.status, percent=change.percent)
    return Act(replace(verdict.intent, change=change, no_news=False))


def _is_unread(line: Line, verdict: Verdict, block: _Block) -> bool:
    """Whether nothing is known of it; 1) 2) 3) below an item are its points, no items."""
    if not isinstance(verdict, Ask) or verdict.code not in _UNREAD:
        return False
    if speech.is_question(line.folded) or verdict.suggest:
        return False
    if _point(line) == block.counted + 1:
        block.counted += 1
        return True
    named = verdict.offers or verdict.facts.get("number") is not None
    worded = speech.says_something(line.folded) or verdict.code is Code.MISSING_TASK
    return worded and not named


def _point(line: Line) -> int | None:
    typed = line.original[line.origin[0] :][:1]
    if typed in _CIRCLES:
        return _CIRCLES.index(typed) % 9 + 1
    found = _COUNTED.match(line.folded)
    return int(found[1]) if found else None


def _asked(block: _Block, context: Context) -> list[Verdict]:
    """For the item above and no other; nothing that was typed is lost."""
    if not block.rest or block.item is None:
        return []
    item, text = block.item, " ".join(line.text(0) for line in block.rest)
    if len(text) > LONGEST:
        return [Refuse(Code.TOO_LONG)]
    offer = f"{item} {text}"
    if not (block.valued and _is_update(offer, item, context)):
        han = any(map(is_han, text))
        offer = (
            f"{item} {LABELS[FIELDS[0]]}：{text}"
            if han
            else (f"{item} {ENGLISH_LABELS[FIELDS[0]]}: {text}")
        )
    facts = {"text": text, "number": item, "below": item}
    return [Ask(Code.AMBIGUOUS, facts, (offer,))]


def _is_update(offer: str, item: int, context: Context) -> bool:
    plain = replace(context, item=None, step=None)
    match [read_line(line, plain) for line in lines(offer)]:
        case [Act(Intent(name="update", tasks=(found,)))]:
            return found == item
    return False
