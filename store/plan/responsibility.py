"""A clause such as （甲局牵头，乙局配合，9月底前完成） read into who does what by when."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from store.plan.dates import date_prefix
from store.plan.labels import BODIES, Label, Role, find_labels
from store.plan.names import Names, is_whole, read_names
from store.plan.register import Register
from store.plan.rules import is_standing
from store.plan.text import Part, Text, masked

_END = r"(?=[\s,;。、.\0]|$)"
_DO = (
    r"(?:负责|落实|实施|推进|配合|参与|参加|协助|协同|支持|承担"
    r"|抓好|做好|开展|完成|组织|办理|承办|牵头)"
)
_PHRASE = re.compile(
    r"(?P<own>(?:按照?|依据?|根据|结合|依照)?(?:(?:各自|部门|单位|相关|有关|自身|本|工作|法定|所|现有)的?){0,4}"
    rf"(?:职责|职能|分工|职权)[^,;。、\0]{{0,10}}?{_DO}(?:{_DO}|工作|到位|好){{0,4}}{_END}"
    rf"|(?:按照?|依据?|根据)(?:各自|部门|单位|相关|有关|工作){{0,3}}(?:职责|职能|分工){{1,2}}{_END}"
    rf"|(?:分别|分头|各自|分工|分级|各)(?:牵头)?(?:组织|抓好)?(?:负责|落实|实施|推进|办理|承办)(?:落实|实施|推进)?{_END}"
    r"|各负其责|各司其职)"
    r"|(?P<lead>(?:总体?|共同|联合|负责|具体|统筹|分别|作为|为){0,2}牵头(?:(?:单位|部门)(?=[\s,;。、.\0]|$))?"
    r"(?:负责|组织|落实|实施|推进|抓总|协调|办理|承办|统筹|抓好|总负责|完成){0,3}"
    rf"|(?:主办|主责|总负责|负总责|为主){_END})"
    r"|(?P<support>(?:共同|积极|协同|协助|参与|做好|密切|予以|给予|负责){0,2}"
    r"(?:配合|参加|参与|协助|协办|协同|支持|协作)"
    rf"(?:负责|落实|实施|推进|做好|配合|工作|办理|完成|开展|参与){{0,3}}{_END})"
    r"|(?P<plain>(?:共同|联合|具体|统一|统筹|主要|全面|直接){0,2}负责"
    r"(?:组织|落实|实施|推进|办理|抓好|完成|协调|统筹|到位){0,3}(?!人|同志)"
    r"|(?:(?:结合|联系)(?:各地|自身|工作|本地|本部门|本单位|当地|地区|各自)?(?:实际|职责|职能))?"
    r"(?:认真|共同|具体|(?<![党团会])组织|抓好|推动|贯彻|负责|做好|分级|加快){0,3}"
    rf"(?:落实|实施|承办|办理|推进|执行|承担){_END})"
)
_ROLES = {"own": Role.DUTY, "lead": Role.LEAD, "support": Role.SUPPORT, "plain": Role.DUTY}
_PART = re.compile(
    r"[,;。\n]|、(?=全年|年内|年底|常年|长期|持续|[上下]半年|\d{1,2}月|20\d\d年|[一二三四]季度)"
)
_NO_CLAUSE = re.compile(r"负责解释|除外$|负责制")
_ONE_OF_THEM = re.compile(r"牵头|负责|配合|承办|落实|由")


@dataclass(slots=True)
class Responsibility:
    """Who answers for a task, as printed.

    ``parties``: names with their roles, printed order.  ``lead_word``: 牵头 or a lead label is
    printed.  ``no_support``: a support label says 无.  ``dates``: printed deadlines.  ``cut``: the
    list breaks off.  ``marked``: names with a star or its like beside them.  ``rest``: what
    is neither.
    """

    parties: list[tuple[str, Role]] = field(default_factory=list)
    lead_word: bool = False
    own_duty: bool = False
    open_list: bool = False
    no_support: bool = False
    cut: bool = False
    dates: list[Text] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    phrase: bool = False
    marked: set[str] = field(default_factory=set)

    def add(self, names: Names, role: Role) -> None:
        """Take over a list, each name in ``role`` unless it is marked otherwise."""
        for name, own_role in names.names:
            self.parties.append((name, own_role or role))
            self.lead_word |= own_role is Role.LEAD
        self.open_list |= names.open_list
        self.marked |= names.marked
        self.rest += names.rest + names.asides

    def merge(self, other: "Responsibility") -> None:
        """Take over all of another clause about the same task."""
        self.parties += other.parties
        self.lead_word |= other.lead_word
        self.own_duty |= other.own_duty
        self.open_list |= other.open_list
        self.no_support |= other.no_support
        self.cut |= other.cut
        self.phrase |= other.phrase
        self.marked |= other.marked
        self.dates += other.dates
        self.rules += other.rules
        self.rest += other.rest
        self.texts += other.texts

    def legible(self) -> list[str]:
        """All that could be read, for a person."""
        names = [name for name, _ in self.parties]
        return [*names, *(day.shown for day in self.dates), *self.rules, *self.rest]


def read_clause(inner: Text, register: Register) -> Responsibility | None:
    """What stands between a clause's brackets; None if that is no clause.

    A group that only holds a date is one without parties.
    """
    labels = find_labels(inner.folded, loose=True)
    if labels:
        read = read_labels(inner, labels, register)
        leading = inner.cut(0, labels[0].start).strip(" \t\n,;。、")
        _read_phrases(leading, None, register, read)
        return read
    read = Responsibility()
    _read_phrases(inner, None, register, read)
    if any(rest.startswith("的") for rest in read.rest) or _NO_CLAUSE.search(inner.folded):
        return None
    if not (read.phrase and read.parties) and not (read.dates and not read.rest):
        return None
    return read


def read_labels(text: Text, labels: Sequence[Label], register: Register) -> Responsibility:
    """The values behind labels, up to the end of the text."""
    read = Responsibility()
    ends = [label.start for label in labels[1:]] + [len(text)]
    for label, end in zip(labels, ends, strict=True):
        value = text.cut(label.end, end).strip(" \t\n;。.")
        value = value if end == len(text) else value.strip(" \t\n;。.,")
        if label.role is Role.SUPPORT and not value:
            read.phrase = read.no_support = True  # a form's place that nobody filled in
        elif label.role in BODIES:
            read_bodies(value, label.role, register, read)
        elif label.role is Role.DEADLINE:
            read.dates += [value] if value else []
        elif label.role is Role.TEXT:
            read.texts.append(text.cut(label.start, end).strip())
        else:
            read.rest.append(text.shown[label.start : end].strip())
    return read


def read_bodies(value: Text, role: Role, register: Register, read: Responsibility) -> None:
    """The bodies behind a label or in a column; a phrase between them changes their role."""
    before = len(read.parties)
    read.phrase = True
    read.lead_word |= role is Role.LEAD
    read.cut |= not value or value.folded[-1] in "、,"
    _read_phrases(value, role, register, read)
    if role is Role.SUPPORT and len(read.parties) == before and value:
        read.no_support |= not read.rest


def _read_phrases(
    value: Text, label: Role | None, register: Register, read: Responsibility
) -> None:
    """Names up to a phrase take its role; ``label`` is the role of names without a phrase."""
    waiting: list[Text] = []
    for part in _without_dates_and_rules(value, read):
        at = 0
        for phrase in _PHRASE.finditer(masked(part.folded)):
            waiting.append(part.cut(at, phrase.start()))
            at = phrase.end()
            _close(waiting, phrase, label, register, read)
            waiting = []
        rest = part.cut(at)
        if at == 0 or _is_list(rest, register):
            waiting.append(rest)
        elif rest.strip(" \t\n.、"):
            _aside(rest, read)
    names = _list(waiting, register)
    if label is not None:
        read.add(names, label)
    elif read.phrase:
        whole = [n for n in names.names if is_whole(n[0], register)]
        names.rest += [name for name, role in names.names if (name, role) not in whole]
        names.names = whole
        read.add(names, Role.SUPPORT if read.lead_word else Role.DUTY)
    elif any(role for _, role in names.names):
        read.phrase = True
        read.add(names, Role.DUTY)
    else:
        read.rest += [text.shown for text in waiting]


def _close(
    waiting: Sequence[Text],
    phrase: re.Match[str],
    label: Role | None,
    register: Register,
    read: Responsibility,
) -> None:
    """The names that wait take the phrase's role, under a lead or support label its own."""
    kind = next(kind for kind in _ROLES if phrase[kind] is not None)
    role = _ROLES[kind]
    if "牵头" in phrase.group():
        role, kind = Role.LEAD, "lead"
    elif kind == "own" and re.search("配合|参与|参加|协助|支持", phrase.group()):
        role = Role.SUPPORT
    if label in (Role.LEAD, Role.SUPPORT) and role is Role.DUTY:
        role = label
    names = _list(waiting, register)
    read.phrase = True
    read.lead_word |= role is Role.LEAD
    read.own_duty |= kind == "own"
    read.add(names, role)


def _list(texts: Sequence[Text], register: Register) -> Names:
    together = Names()
    for text in texts:
        one = read_names(text, register)
        together.names += one.names
        together.rest += one.rest
        together.asides += one.asides
        together.open_list |= one.open_list
        together.marked |= one.marked
    return together


def _is_list(text: Text, register: Register) -> bool:
    """Whether what follows a phrase directly is a list of whole names: 甲局牵头乙局."""
    names = read_names(text, register)
    return bool(names.names) and all(is_whole(name, register) for name, _ in names.names)


def _aside(text: Text, read: Responsibility) -> None:
    """What a phrase is followed by: 负责9月底前完成 or a duty in words."""
    text = text.strip(" \t\n.、")
    if date_prefix(text.folded):
        read.dates.append(text)
    else:
        read.rest.append(text.shown)


def _without_dates_and_rules(value: Text, read: Responsibility) -> Iterator[Text]:
    """The parts that may name bodies; dates and standing rules go where they belong."""
    dated: Part | None = None
    ruled: Part | None = None
    for part in value.split(_PART):
        text = value.cut(part.start, part.end)
        date_end = date_prefix(text.folded)
        if is_standing(text.folded):
            ruled = Part(ruled.start if ruled else part.start, part.end)
            continue
        if date_end and not _ONE_OF_THEM.search(text.folded, date_end):
            dated = Part(dated.start if dated else part.start, part.end)
            continue
        if dated:
            read.dates.append(value.cut(dated.start, dated.end))
            dated = None
        if date_end:
            read.dates.append(text.cut(0, date_end))
            text = text.cut(date_end)
        yield text
    if dated:
        read.dates.append(value.cut(dated.start, dated.end))
    if ruled:
        read.rules.append(value.shown[ruled.start : ruled.end])
