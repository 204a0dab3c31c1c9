"""What changes for each task, once it is known which is which."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.model.revision import Change, Kind
from bot.model.task import Mode
from store.plan.compare import Pairs, Side

_NUMERAL = re.compile(
    r"^\s*[（(]?(?:第?[〇一二三四五六七八九十百]+|[0-9]+)(?:[)）、.．]|部分|章|\s)+\s*"
)


def differences(olds: Sequence[Side], news: Sequence[Side], pairs: Pairs) -> tuple[Change, ...]:
    """Every task of both sides once: the document's in its order, then what is removed.  Pure."""
    by_ref = {old.ref: old for old in olds}
    kept = set(pairs.values())
    gone = [old for old in olds if old.ref not in kept]
    secret = [old for old in gone if old.content is None]
    changes = [
        _of(by_ref[pairs[new.ref]], new)
        if new.ref in pairs
        else _new(new, hidden=any(_may_be(old, new) for old in secret))
        for new in news
    ]
    return (*changes, *map(_removed, gone))


def _may_be(old: Side, new: Side) -> bool:
    """Whether what is reported offline may have become what the document prints: nobody reads it
    then."""
    return old.ref == new.ref or old.number == new.number or {*old.bodies} == {*new.bodies}


def _new(new: Side, *, hidden: bool) -> Change:
    return Change(
        task=None,
        before=None,
        after=new.ref,
        kinds=frozenset((Kind.NEW,)),
        bodies=new.bodies,
        gained=new.bodies,
        leads=new.leads,
        day=new.day,
        text=None if hidden else _readable(new),
        restricted=new.restricted,
        each_own=new.mode is Mode.EACH_OWN,
    )


def _removed(old: Side) -> Change:
    return Change(
        task=old.id,
        before=old.ref,
        after=None,
        kinds=frozenset((Kind.REMOVED,)),
        lost=old.bodies,
        led=old.leads,
        was_text=_readable(old),
        restricted=old.restricted,
    )


def _readable(side: Side) -> str | None:
    return None if side.restricted or side.content is None else side.text


def _of(old: Side, new: Side) -> Change:
    texts = _readable(old), _readable(new)
    was, now = texts if None not in texts else (None, None)
    return Change(
        task=old.id,
        before=old.ref,
        after=new.ref,
        kinds=frozenset(_kinds(old, new)),
        bodies=new.bodies,
        gained=tuple(body for body in new.bodies if body not in old.bodies),
        lost=tuple(body for body in old.bodies if body not in new.bodies),
        leads=new.leads,
        led=old.leads,
        day=new.day,
        was_text=was,
        text=now,
        restricted=old.restricted or new.restricted,
        each_own=new.mode is Mode.EACH_OWN,
    )


def _kinds(old: Side, new: Side) -> Iterator[Kind]:
    if old.ref != new.ref:
        yield Kind.RENUMBERED
    if (_words(old.chapter), _words(old.section)) != (_words(new.chapter), _words(new.section)):
        yield Kind.MOVED
    yield from _of_text(old, new)
    if {*old.leads} != {*new.leads}:
        yield Kind.LEAD
    if {*old.bodies} - {*old.leads} != {*new.bodies} - {*new.leads}:
        yield Kind.PARTICIPANTS
    if old.mode != new.mode:
        yield Kind.MODE
    if (old.kind, old.day) != (new.kind, new.day):
        yield Kind.DEADLINE


def _of_text(old: Side, new: Side) -> Iterator[Kind]:
    if old.content is None or new.content is None:
        if None not in (old.mark, new.mark) and old.mark != new.mark:
            yield Kind.TEXT
    elif old.content != new.content:
        yield Kind.TEXT
    elif old.text != new.text:
        yield Kind.PUNCTUATION


def _words(heading: str | None) -> str:
    """A heading without its numeral: a chapter that became the next one is no other chapter."""
    return _NUMERAL.sub("", heading or "")


def closing(news: Sequence[Side], olds: Mapping[int, Side], pairs: Pairs) -> tuple[int, ...]:
    """Numbers of what was open so far and is to be reported offline from the document on."""
    return tuple(
        new.ref
        for new in news
        if new.restricted
        and new.ref in pairs
        and not olds[pairs[new.ref]].restricted
        and olds[pairs[new.ref]].content is not None
    )
