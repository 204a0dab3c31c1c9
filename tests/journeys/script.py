"""Stories as an official reads them: who says what, who presses what, what comes back.

    人 张三 科技部 联络员
    时间 2019-10-11 10:00
    张三> 24 推进中 征求意见稿已汇总21家意见
    < 已记录 · 第24项 → 推进中
    张三[撤销]
    < 已撤销
    群 张三> @联络员 24
    等到 10-14 14:00

What the steps are, and what may be expected, says ``stories/README.md``.
"""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.model.person import PersonRole

STORIES = Path(__file__).parent / "stories"
GROUP = "群"
ZONE = ZoneInfo("Asia/Shanghai")
_ROLES = {
    "联络员": PersonRole.LIAISON,
    "备用联系人": PersonRole.DEPUTY,
    "领导": PersonRole.OBSERVER,
    "办公室": PersonRole.COORDINATOR,
}
_BREAK = "⏎"
_NAME = r"(?P<who>[^\s>\[<↩]{1,12})"
_STEPS = (
    ("person", re.compile(rf"人 {_NAME} (?P<body>\S+) (?P<role>\S+)(?P<unbound> 未绑定| 未登记)?")),
    ("code", re.compile(rf"绑定码 {_NAME} (?P<text>\S+)")),
    ("empty", re.compile("空库")),
    ("paper", re.compile(r"文件 (?P<name>\S+\.(?:docx|txt))(?: (?P<text>.+))?")),
    ("start", re.compile(r"时间 (?P<at>\d{4}-\d\d-\d\d \d\d:\d\d)")),
    ("until", re.compile(r"等到 (?P<at>(?:\d{4}-)?\d\d-\d\d \d\d:\d\d)")),
    ("fail", re.compile(r"断线 (?P<times>\d{1,2}) 次")),
    ("down", re.compile("停机")),
    ("up", re.compile("开机")),
    ("quiet", re.compile(r"(?P<who>\S{1,12})?没有消息")),
    ("named", re.compile(rf"(?:{_NAME})?<文件 (?P<text>.+)")),
    ("inside", re.compile(rf"(?:{_NAME})?<文中 (?P<text>.+)")),
    ("outside", re.compile(rf"(?:{_NAME})?<!文中 (?P<text>.+)")),
    ("lacks", re.compile(rf"(?:{_NAME})?<! (?P<text>.+)")),
    ("button", re.compile(rf"(?:{_NAME})?< ?\[(?P<text>.+)\]")),
    ("shows", re.compile(rf"(?:{_NAME})?< (?P<text>.+)")),
    ("group", re.compile(rf"{GROUP} {_NAME}> (?P<text>.+)")),
    ("reply", re.compile(rf"{_NAME}↩> (?P<text>.+)")),
    ("offered", re.compile(r"无引用\[(?P<text>.+)\]")),
    ("send", re.compile(rf"{_NAME}发文件> (?P<text>\S+)")),
    ("edit", re.compile(rf"{_NAME}改台账 (?P<text>\d+ \S+ \S+ .+)")),
    ("kill", re.compile("断电")),
    ("forward", re.compile(rf"{_NAME}转发> (?P<text>.+)")),
    ("say", re.compile(rf"{_NAME}> (?P<text>.+)")),
    ("press", re.compile(rf"{_NAME}\[(?P<text>.+)\]")),
)
_CARD = re.compile(rf"(?:{_NAME})?<<<")
_CARD_END = ">>>"
_NOT_EVERYWHERE = frozenset(("group", "reply", "forward", "fail", "until", "send"))
EXPECTS = ("shows", "lacks", "button", "card", "quiet", "named", "inside", "outside")


class ScriptError(Exception):
    """What is wrong with a story, and in which line."""

    def __init__(self, path: Path, line: int, what: str) -> None:
        super().__init__(f"{path.name}:{line}: {what}")


@dataclass(frozen=True, slots=True)
class Step:
    """``who`` is empty where the one who acted last is meant; ``line`` counts from 1."""

    kind: str
    line: int
    who: str = ""
    text: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody of a story; who is not ``bound`` is a stranger on every platform.

    Who is not ``listed`` is not in the store either.
    """

    name: str
    body: str
    role: PersonRole
    bound: bool
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Story:
    """``title`` is its first remark; ``steps`` as they stand there.

    ``empty``: no plan is there when it begins.  ``papers``: files that are sent, with what is
    changed in the plan that they are.
    """

    path: Path
    title: str
    start: datetime
    roles: Sequence[Role] = ()
    codes: Sequence[tuple[str, str]] = ()
    steps: Sequence[Step] = field(default_factory=tuple)
    empty: bool = False
    papers: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def needs(self) -> frozenset[str]:
        """The kinds of steps that not every platform has."""
        return frozenset(step.kind for step in self.steps) & _NOT_EVERYWHERE


def stories() -> list[Story]:
    """All of them, by their file names."""
    return [read(path) for path in sorted(STORIES.glob("*.txt"))]


def read(path: Path) -> Story:
    """Raises ScriptError with the line that cannot be understood."""
    return parse(path.read_text("utf8"), path)


def parse(text: str, path: Path) -> Story:
    lines = list(enumerate(text.splitlines(), 1))
    title = next((line.lstrip("# ") for _, line in lines if line.startswith("#")), "")
    start: datetime | None = None
    roles: list[Role] = []
    codes: list[tuple[str, str]] = []
    steps: list[Step] = []
    papers: dict[str, list[str]] = {}
    empty = False
    for number, line in _cards_joined(path, lines):
        kind, found = _matched(path, number, line)
        if kind == "person":
            roles.append(_role(path, number, found))
        elif kind == "code":
            codes.append((_known(path, number, found["who"], roles), found["text"]))
        elif kind == "empty":
            empty = True
        elif kind == "paper":
            papers.setdefault(found["name"], []).extend(filter(None, [found["text"]]))
        elif kind == "start":
            if start is not None or steps:
                raise ScriptError(path, number, "the time is set before anything is said, once")
            start = _moment(path, number, found["at"], None)
        else:
            last = next((step.at for step in reversed(steps) if step.at is not None), start)
            steps.append(_step((path, number), kind, found, roles, last))
    if start is None or not steps:
        raise ScriptError(path, len(lines), "a story has a time (时间 …) and steps")
    _check(path, steps)
    return Story(path, title, start, roles, codes, steps, empty, papers)


def _cards_joined(path: Path, lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Lines without remarks and blanks; a whole card is one line."""
    rest = iter(lines)
    for number, line in rest:
        if not line.strip() or line.startswith("#"):
            continue
        if not _CARD.fullmatch(line.strip()):
            yield number, line.strip()
            continue
        card: list[str] = []
        for _, inner in rest:
            if inner.strip() == _CARD_END:
                break
            card.append(inner)
        else:
            raise ScriptError(path, number, f"the card has no end ({_CARD_END})")
        yield number, f"{line.strip()}\n" + "\n".join(card)


def _matched(path: Path, number: int, line: str) -> tuple[str, dict[str, str]]:
    head, card, body = line.partition("\n")
    if card and (found := _CARD.fullmatch(head)):
        return "card", {"who": found["who"] or "", "text": body}
    for kind, pattern in _STEPS:
        if found := pattern.fullmatch(line):
            return kind, {name: value or "" for name, value in found.groupdict().items()}
    raise ScriptError(path, number, f"no step is written like this: {line}")


def _role(path: Path, number: int, found: dict[str, str]) -> Role:
    if found["role"] not in _ROLES:
        raise ScriptError(path, number, f"no role {found['role']}: {'、'.join(_ROLES)}")
    return Role(
        found["who"],
        found["body"],
        _ROLES[found["role"]],
        bound=not found["unbound"],
        listed=found["unbound"] != " 未登记",
    )


def _step(
    where: tuple[Path, int],
    kind: str,
    found: dict[str, str],
    roles: Sequence[Role],
    last: datetime | None,
) -> Step:
    who = found.get("who", "")
    if who and not (who == GROUP and kind in EXPECTS):
        _known(*where, who, roles)
    text = found.get("text", "") or found.get("times", "")
    text = text if kind == "card" else text.replace(_BREAK, "\n")
    at = _moment(*where, found["at"], last) if "at" in found else None
    return Step(kind, where[1], who, text, at)


def _known(path: Path, number: int, who: str, roles: Sequence[Role]) -> str:
    if who not in {role.name for role in roles}:
        raise ScriptError(path, number, f"nobody is called {who} (人 {who} 单位 身份)")
    return who


def _moment(path: Path, number: int, written: str, last: datetime | None) -> datetime:
    try:
        year = f"{last.astimezone(ZONE).year}-" if last and written.count("-") == 1 else ""
        local = datetime.strptime(f"{year}{written}", "%Y-%m-%d %H:%M")  # noqa: DTZ007
    except ValueError:
        raise ScriptError(path, number, f"no such moment: {written}") from None
    moment = local.replace(tzinfo=ZONE).astimezone(UTC)
    if last is not None and moment <= last:
        raise ScriptError(path, number, f"{written} is over already")
    return moment


def _check(path: Path, steps: Sequence[Step]) -> None:
    """An expectation is of something that was done; what is offered is offered to an answer."""
    if steps[0].kind in EXPECTS:
        raise ScriptError(path, steps[0].line, "nothing was said yet")
    for before, step in itertools.pairwise(steps):
        if step.kind == "offered" and before.kind != "reply":
            raise ScriptError(path, step.line, "only an answer (↩>) is offered an item")
