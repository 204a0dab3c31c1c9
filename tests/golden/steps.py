"""The words a scene is written in: who says, presses, answers, forwards what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.locale import Words
from bot.messages import Card, Language

CODE = "{code}"
"""In a line: the binding code that somebody was given last."""

ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One message: ``zh`` and ``en`` are the same thing said in two languages.

    ``press``: instead of words, which button of the sender's last card (from 0).  ``replies``: to
    that card.  ``shown``: the answer stands in the file; else it only prepares what follows.
    ``file``: comes with it, one of ``tests.golden.files``.

    ``after``: how long the clock moves before.  ``until``: nothing is said, the clock moves to
    this moment in Beijing, and what is sent by then is shown: to ``who``, if that is empty to all.

    ``card``: nothing is said, what no story reaches cheaply is only drawn.
    """

    who: str
    zh: str = ""
    en: str = ""
    press: int | None = None
    group: bool = False
    replies: bool = False
    forwarded: bool = False
    shown: bool = True
    after: timedelta = timedelta()
    until: datetime | None = None
    file: str = ""
    card: Callable[[Words], Card] | None = None

    def text(self, language: Language) -> str:
        """What is typed."""
        return self.zh if language is Language.ZH else self.en


Scene = Sequence[Step]


def say(who: str, zh: str, en: str | None = None) -> Step:
    """In private; ``en`` None: the same line in both languages."""
    return Step(who=who, zh=zh, en=zh if en is None else en)


def group(who: str, zh: str, en: str | None = None) -> Step:
    """In a group that the office has registered, to the bot."""
    return replace(say(who, zh, en), group=True)


def press(who: str, button: int) -> Step:
    return Step(who=who, press=button)


def reply(who: str, zh: str, en: str | None = None) -> Step:
    return replace(say(who, zh, en), replies=True)


def forward(who: str, zh: str, en: str | None = None) -> Step:
    return replace(say(who, zh, en), forwarded=True)


def before(*steps: Step) -> Scene:
    """What has happened before: its answers are not looked at."""
    return [replace(step, shown=False) for step in steps]


def later(step: Step, **after: float) -> Step:
    """After ``days=1`` and the like."""
    return replace(step, after=timedelta(**after))


def wait(day: int, hour: int, minute: int = 0, *, who: str = "") -> Step:
    """Until then, in October 2019."""
    return Step(who=who, until=datetime(2019, 10, day, hour, minute, tzinfo=ZONE))


def drawn(who: str, about: str, card: Callable[[Words], Card]) -> Step:
    """``card`` as ``who`` gets it, without its story."""
    return Step(who=who, zh=about, en=about, card=card)


def send(who: str, file: str) -> Step:
    """A file without words."""
    return Step(who=who, file=file)
