"""An item's text taken apart: what to do, and the clauses that say who does it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from store.plan.labels import Label, Role, find_labels
from store.plan.names import is_whole, read_names
from store.plan.register import Register
from store.plan.responsibility import Responsibility, read_clause, read_labels
from store.plan.rules import is_rule
from store.plan.text import Group, Text, groups

_BETWEEN = " \t\n。.;,、"
_STOP = frozenset("。;!?,.；，")
_SENTENCE_ENDS = re.compile("[。;!?]")
_LONGEST_CLAUSE = 1000
_PHRASE_BEHIND = re.compile(
    r"(?:按职责(?:分工)?)?(?:分别|共同|牵头){0,2}(?:负责|落实|牵头)(?=[。;,\n]|$)"
)
_TRIES = 3  # lonely openers that are looked at
_OPENERS = frozenset("([〔【")
_CLOSERS = frozenset(")]〕】")


@dataclass(slots=True)
class Duty:
    """Something to do, and who does it: ``clause`` None when nobody is named."""

    text: Text
    clause: Responsibility | None = None


@dataclass(slots=True)
class Body:
    """An item's text as read.

    ``duties``: at least one.  ``cut``: the clause that breaks off, as printed.  ``trailing``: text
    behind the last clause (it is kept in the last duty too).  ``unbalanced``: a bracket is alone.
    """

    duties: list[Duty] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    cut: str | None = None
    trailing: str = ""
    unbalanced: bool = False

    @property
    def has_clause(self) -> bool:
        return self.cut is not None or any(duty.clause is not None for duty in self.duties)


def read_body(text: Text, register: Register) -> Body:
    """Takes the clauses out of a node's text.  Pure."""
    body = Body()
    labels = find_labels(text.folded)
    prose = text.cut(0, labels[0].start) if labels else text
    pairs, _ = groups(prose.folded)
    prose = _without_cut(prose, pairs, body, register)
    pairs = [pair for pair in pairs if pair.end <= len(prose)]
    _read_groups(prose, pairs, body, register)
    if labels:
        blocks = _blocks(labels)
        for at, block in enumerate(blocks):
            start = block[0].start
            tail = text.cut(start, blocks[at + 1][0].start if at + 1 < len(blocks) else None)
            if at:
                body.duties.append(Duty(Text("", "")))
            shifted = [label.at(-start) for label in block]
            _add_labels(read_labels(tail, shifted, register), tail.shown, body)
    return body


def _blocks(labels: Sequence[Label]) -> list[list[Label]]:
    """The labels of one task after the other: what is named again belongs to the next one.

    Where several tasks follow each other without numbers, a label that is unknown (任务二：) leads
    over to the next.
    """
    blocks: list[list[Label]] = [[]]
    seen: set[Role] = set()
    waiting: list[Label] = []
    for label in labels:
        if label.role in (Role.TEXT, Role.REMARK):
            waiting.append(label)
            continue
        lead_over = next((at for at, one in enumerate(waiting) if one.role is Role.TEXT), None)
        again = label.role in seen or (
            Role.DEADLINE in seen
            and bool(seen & {Role.LEAD, Role.DUTY})
            and label.role in (Role.LEAD, Role.DUTY)
        )
        if again and lead_over is not None:
            blocks[-1] += waiting[:lead_over]
            blocks.append(waiting[lead_over:])
            seen = set()
        else:
            blocks[-1] += waiting
        waiting = []
        blocks[-1].append(label)
        seen.add(label.role)
    blocks[-1] += waiting
    return blocks


def _read_groups(prose: Text, pairs: list[Group], body: Body, register: Register) -> None:
    """Each clause closes a duty; a second one without text between belongs to the same duty."""
    clauses = []
    for pair in pairs:
        if prose.folded[pair.start] != "《" and pair.end - pair.start <= _LONGEST_CLAUSE:
            read = read_clause(prose.cut(pair.start + 1, pair.end - 1), register)
            if read is None and (after := _PHRASE_BEHIND.match(prose.folded, pair.end)):
                inner = [prose.cut(pair.start + 1, pair.end - 1), prose.cut(pair.end, after.end())]
                read = read_clause(Text.join(inner), register)
                read = None if read is not None and read.rest else read
                pair = Group(pair.start, after.end())  # noqa: PLW2901 - the phrase belongs to it
            if read is not None and not (read.rest and _goes_on(prose, pair.end)):
                clauses.append((pair, read))
    start = 0
    parts: list[Text] = []
    for at, (pair, read) in enumerate(clauses):
        if not read.parties and not read.phrase and not _stands_alone(prose, clauses, at):
            continue
        body.rules += read.rules
        between = prose.cut(start, pair.start)
        if read.rules and not read.parties and not read.dates and not read.rest:
            parts.append(between)
            start = pair.end
            continue
        between = Text.join([*parts, between])
        parts = []
        if body.duties and not between.folded.strip(_BETWEEN):
            _merge(body.duties[-1], read)
        else:
            between, stop = _leading_stop(between) if body.duties else (between, Text("", ""))
            if body.duties:
                body.duties[-1].text = _ended(body.duties[-1].text, stop)
            body.duties.append(Duty(between.strip(), read))
        start = pair.end
    _add_rest(Text.join([*parts, prose.cut(start)]), body)


def _goes_on(prose: Text, end: int) -> bool:
    """Whether the sentence goes on behind a bracket, without any punctuation."""
    return "\u3400" <= prose.folded[end : end + 1] <= "\u9fff"


def _stands_alone(prose: Text, clauses: list[tuple[Group, Responsibility]], at: int) -> bool:
    """Whether a group that holds only a date is beside a clause or at the end."""
    pair = clauses[at][0]
    end = clauses[at + 1][0].start if at + 1 < len(clauses) else len(prose)
    begin = clauses[at - 1][0].end if at else 0
    after, before = prose.folded[pair.end : end], prose.folded[begin : pair.start]
    return not after.strip(_BETWEEN) or (at > 0 and not before.strip(_BETWEEN))


def _merge(duty: Duty, read: Responsibility) -> None:
    clause = duty.clause
    if clause is None:
        duty.clause = read
        return
    clause.merge(read)


def _leading_stop(text: Text) -> tuple[Text, Text]:
    """Punctuation behind a clause belongs to the sentence before it."""
    length = len(text) - len(text.folded.lstrip(_BETWEEN))
    return text.cut(length), text.cut(0, length).strip()


def _ended(text: Text, stop: Text) -> Text:
    if not stop or not text or text.folded[-1] in _STOP:
        return text
    return Text.join([text, stop.cut(0, 1)])


def _add_rest(rest: Text, body: Body) -> None:
    """The text behind the last clause, or all of it where there is none."""
    if not body.duties:
        body.duties.append(Duty(rest.strip()))
        return
    last = body.duties[-1]
    after, stop = _leading_stop(rest)
    after = after.strip()
    goes_on = bool(after) and stop.folded[:1] in (",", ";") and last.text.folded[-1:] not in _STOP
    last.text = _ended(last.text, stop)
    if is_rule(after.folded):
        body.rules.append(after.shown)
    elif after and body.cut is not None:  # the clause that breaks off is this text's
        body.duties.append(Duty(after))
    elif after:
        last.text = Text.join([last.text, after])
        body.trailing = "" if goes_on else after.shown


def _add_labels(read: Responsibility, printed: str, body: Body) -> None:
    last = body.duties[-1]
    for text in read.texts:
        last.text = Text.join([last.text, text])
    if read.cut and not (last.clause and last.clause.parties):
        body.cut = (body.cut or "") + printed
    _merge(last, read)


def _without_cut(prose: Text, pairs: list[Group], body: Body, register: Register) -> Text:
    """The text without a clause that lost one of its brackets; such a clause names nobody."""
    strays, openers = _lonely(prose.folded)
    body.unbalanced = bool(strays or openers) or any(pair.mixed for pair in pairs)
    for at in openers[:_TRIES]:
        inner = prose.cut(at + 1)
        if len(inner) <= _LONGEST_CLAUSE and _was_clause(inner, register):
            body.cut = prose.shown[at:]
            return prose.cut(0, at).strip()
    if openers or not strays or prose.folded[strays[-1] + 1 :].strip(_BETWEEN):
        return prose
    before = prose.cut(0, strays[-1])
    begin = 0
    for end in _SENTENCE_ENDS.finditer(before.folded, max(0, len(before) - _LONGEST_CLAUSE)):
        begin = end.end()
    read = read_clause(before.cut(begin), register)
    if read is None or not read.parties or len(before) - begin > _LONGEST_CLAUSE:
        return prose
    body.cut = prose.shown[begin:]
    return prose.cut(0, begin).strip()


def _lonely(folded: str) -> tuple[list[int], list[int]]:
    """Closers, then openers, that stand alone; those of 《》 and of 1) open no clause."""
    left = groups(folded)[1]
    alone = sorted(at for at in [*left.strays, *left.unclosed] if not _is_number(folded, at))
    return (
        [at for at in alone if folded[at] in _CLOSERS],
        [at for at in alone if folded[at] in _OPENERS],
    )


def _was_clause(inner: Text, register: Register) -> bool:
    """Whether text behind a lonely bracket names bodies, as far as it goes."""
    clauses = [pair for pair in groups(inner.folded)[0] if _is_clause(inner, pair, register)]
    if clauses:
        return False
    read = read_clause(inner.strip(), register)
    if read is not None:
        return bool(read.parties or read.phrase)
    names = read_names(inner, register)
    return not names.rest and any(is_whole(name, register) for name, _ in names.names)


def _is_clause(text: Text, pair: Group, register: Register) -> bool:
    return read_clause(text.cut(pair.start + 1, pair.end - 1), register) is not None


def _is_number(folded: str, at: int) -> bool:
    """The bracket of 1)."""
    return folded[at] == ")" and folded[max(0, at - 1)].isdigit()
