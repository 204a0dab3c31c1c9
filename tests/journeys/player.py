"""Plays a story on a stage, and compares what people see with what it expects."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.cards.plain import typed_line
from bot.messages import Action
from tests.journeys import papers
from tests.journeys.script import EXPECTS, GROUP, Step, Story
from tests.journeys.stage import Shown, Stage

_AUTHOR = re.compile("（转自[^）]*）")  # not every platform tells
_TIMES = re.compile(r"\d{1,2}:\d\d")  # platforms take their time
_NAMES = (
    *("Telegram", "Slack", "WeCom", "企业微信", "Console", "命令行", "终端", "浏览器"),
    *("browser", "simulator", "模拟器"),
)
_OWN = re.compile(
    r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}|校验 ?[0-9a-f]{8}|[0-9]+:[0-9a-f]{12}|[0-9]+ KB|[0-9]+ 秒前"
)
"""What each run has of its own: binding codes, digests, the audit's head, the size of a file."""
_CODE = re.compile(r"\{码 (\S+)\}")
_CODES = re.compile("[0-9A-Z]{20,}")  # of previews: no two are alike


@dataclass(slots=True)
class Screen:
    """What each chat has been shown since the last thing that was done."""

    new: dict[str, list[Shown]] = field(default_factory=dict)


class Player:
    """``whole``: this stage shows cards as they are; others lay them out in their own way."""

    def __init__(self, story: Story, stage: Stage, *, whole: bool) -> None:
        self.story, self.stage, self.whole = story, stage, whole
        names = [role.name for role in story.roles]
        self.users = {name: stage.account(n).user for n, name in enumerate(names)} | {GROUP: GROUP}
        self.acting = names[0] if names else GROUP
        self.seen: dict[str, list[Shown]] = {chat: [] for chat in self.users.values()}
        self.new: dict[str, list[Shown]] = {}
        self.told: list[tuple[Step, dict[str, list[Shown]]]] = []
        self.edited: dict[str, tuple[str, bytes]] = {}

    async def play(self) -> None:
        for step in self.story.steps:
            try:
                if step.kind in EXPECTS:
                    self._expect(step)
                else:
                    await self._do(step)
            except (AssertionError, LookupError) as error:
                where = f"{self.story.path.name}:{step.line}"
                raise AssertionError(f"{where}: {error}\n{self._screen()}") from error

    async def _do(self, step: Step) -> None:
        stage = self.stage
        if step.kind == "offered":
            await self._offered(step)
            return
        if step.who:
            self.acting = step.who
        user = self.users[self.acting]
        match step.kind:
            case "say" | "group" | "reply" | "forward":
                reply = self._last(user) if step.kind == "reply" else None
                group, forwarded = step.kind == "group", step.kind == "forward"
                text = self._with_codes(step.text)
                said = stage.now(user, text, reply=reply, group=group, forwarded=forwarded)
                await stage.put(stage.typed(said))
            case "press":
                await self._press(user, step.text)
            case "send":
                said = stage.now(user, "", file=(step.text, self._paper(user, step.text)))
                await stage.put(stage.typed(said))
            case "edit":
                self._edit(user, step.text)
            case _:
                await self._happens(step)
        self._look()
        self.told.append((step, self.new))

    async def _press(self, user: str, label: str) -> None:
        shown, value = self._button(user, label)
        await self.stage.put(self.stage.pressed(shown, value, self.stage.now(user, value)))

    async def _offered(self, step: Step) -> None:
        """Who could not say to what was asked first; then all is as it was elsewhere."""
        if not self.stage.quotes:
            await self._press(self.users[self.acting], step.text)
            self._look()
            self.told[-1] = (self.told[-1][0], self.new)
        self.told.append((step, {}))

    async def _happens(self, step: Step) -> None:
        """What nobody does."""
        stage = self.stage
        match step.kind:
            case "kill":
                stage.dying = True
            case "until":
                assert step.at is not None
                await stage.until(step.at)
            case "fail":
                stage.fail(int(step.text))
            case "down":
                stage.down = True
            case "up":
                await stage.restart()

    def _edit(self, user: str, line: str) -> None:
        item, body, column, value = line.split(" ", 3)
        name, content = self._file(user)
        self.edited[user] = name, papers.with_cell(content, (item, body), column, value)

    def _look(self) -> None:
        self.new = {}
        for shown in self.stage.read():
            self.new.setdefault(shown.chat, []).append(shown)
            self.seen.setdefault(shown.chat, []).append(shown)

    def _paper(self, user: str, name: str) -> bytes:
        """A file of the story, or else what this person has edited."""
        if name in self.story.papers:
            return papers.document(name, self.story.papers[name])
        known, content = self.edited[user]
        assert known.startswith(name.partition(".")[0]), f"no such file: {name}, but {known}"
        return content

    def _file(self, user: str) -> tuple[str, bytes]:
        """The newest that came, or what was made of it."""
        came = [shown.file for shown in self.new.get(user, ()) if shown.file is not None]
        if came or user not in self.edited:
            came = came or [one.file for one in self.seen[user] if one.file is not None]
            assert came, "there is no file"
            return came[-1]
        return self.edited[user]

    def _with_codes(self, text: str) -> str:
        """``{码 张三}`` is the newest binding code beside that name, wherever it was shown."""
        return _CODE.sub(lambda found: self._code(found[1]), text)

    def _code(self, name: str) -> str:
        shown = [one for chat in self.seen.values() for one in chat]
        texts = [one.text if one.file is None else papers.words(*one.file) for one in shown]
        found = [code for text in texts if (code := papers.code_of(name, text)) is not None]
        assert found, f"no code for {name}"
        return found[-1]

    def _last(self, user: str) -> Shown:
        """The card that is answered; what carries buttons, where a message has two parts."""
        with_id = [shown for shown in self.seen[user] if shown.id]
        assert with_id, "there is no card to answer"
        return with_id[-1]

    def _button(self, user: str, label: str) -> tuple[Shown, str]:
        """Of the newest message of the person's chat that has one with this label.

        A platform with less room cuts labels, or names the line to be typed.
        """
        for shown in reversed(self.seen[user]):
            for name, value in shown.buttons:
                if name == label or (not self.whole and label.startswith(name.rstrip("…"))):
                    return shown, value
        raise LookupError(f"no button {label}")

    def _expect(self, step: Step) -> None:
        who = step.who or self.acting
        shown = self.new.get(self.users[who], [])
        if not step.who and GROUP in self.new and self.told[-1][0].kind == "group":
            shown = shown + self.new[GROUP]
        text, wanted = neutral("\n".join(one.text for one in shown)), neutral(step.text)
        match step.kind:
            case "quiet":
                quiet = not any(self.new.values()) if not step.who else not shown
                assert quiet, "there are messages"
            case "shows":
                assert self._stands(wanted, text), f"not shown: {step.text}"
            case "lacks":
                assert wanted not in text, f"shown: {step.text}"
            case "button":
                names = [name for one in shown for name, _ in one.buttons]
                there = step.text in names or (not self.whole and self._cut(step.text, names, text))
                assert there, f"no button {step.text}"
            case "named":
                files = [one.file[0] for one in shown if one.file is not None]
                assert any(step.text in name for name in files), f"no such file: {files}"
            case "inside" | "outside":
                content = neutral(papers.words(*self._file(self.users[who])))
                stands = wanted in content
                assert stands is (step.kind == "inside"), f"in the file: {not stands}"
            case "card":
                same = wanted == text if self.whole else self._stands(wanted, text)
                assert same, f"the card is another one:\n{step.text}"

    def _stands(self, wanted: str, text: str) -> bool:
        return wanted in text or (not self.whole and contains(text, wanted))

    def _cut(self, label: str, names: Sequence[str], text: str) -> bool:
        return neutral(label) in text or any(label.startswith(n.rstrip("…")) for n in names)

    def _screen(self) -> str:
        called = {user: name for name, user in self.users.items()}
        return "\n".join(
            f"—— {called.get(chat, chat)}\n{one.text}\n"
            + " ".join(f"[{name}]" for name, _ in one.buttons)
            for chat, many in self.new.items()
            for one in many
        )


def neutral(said: str) -> str:
    """Without blanks, without the platform's name, without who wrote what is forwarded or when."""
    said = _AUTHOR.sub("", said)
    for name in _NAMES:
        said = said.replace(name, "…")
    return "".join(_TIMES.sub("··", _OWN.sub("…", said)).split())


def contains(text: str, wanted: str) -> bool:
    """Whether all of ``wanted`` is to be read in ``text``, in order, whatever is between."""
    letters = iter(text)
    return all(letter in letters for letter in wanted)


def meaning(shown: Sequence[Shown]) -> str:
    """What was said, whatever the layout: all text without blanks, then all buttons."""
    buttons = [
        f"[{label}: {_CODES.sub('…', _AUTHOR.sub('', command))}]"
        for one in shown
        for label, command in one.buttons
    ]
    return "\n".join([neutral("".join(one.text for one in shown)), *buttons])


def differences(
    want: Sequence[tuple[Step, dict[str, list[Shown]]]], got: Player, users: dict[str, str]
) -> Iterator[str]:
    """Where a stage shows something else than the first one did; ``users``: the first one's."""
    for (step, theirs), (_, ours) in zip(want, got.told, strict=True):
        for name, user in users.items():
            told, shown = theirs.get(user, []), ours.get(got.users[name], [])
            said = [[replace(one, text=one.told(able)) for one in told] for able in got.stage.able]
            if got.whole:
                if meaning(shown) not in map(meaning, said):
                    yield f"line {step.line}, {name}:\n{meaning(said[0])}\n≠\n{meaning(shown)}"
                continue
            text = neutral("".join(one.text for one in shown))
            if not any(contains(text, neutral("".join(o.text for o in one))) for one in said):
                yield f"line {step.line}, {name}: text"
            pressed = {_CODES.sub("…", command) for one in shown for _, command in one.buttons}
            for label, command in (button for one in told for button in one.buttons):
                typed = neutral(typed_line(Action(label, command)))
                if _CODES.sub("…", command) not in pressed and typed not in text:
                    yield f"line {step.line}, {name}: {label}"
