"""The picture of a digest: how far each chapter is, and the reports week by week; only text.

1080 units wide, made to be read on a phone of a third of that, and painted with three pixels for
four units: half the work, and twice as fine as such a phone.  Numbers and words say everything that
colours say.  No font is named: whoever paints it has one that has every character.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from bot.cards import periods, phrases
from bot.locale import Words
from bot.messages import Language, Sketch
from bot.model.digest import ChapterCount, Digest, Reports
from bot.model.task import Status

WIDTH = 1080
PIXELS = 810
_MARGIN, _LARGE, _TEXT, _SMALL = 48, 44, 36, 32  # units
_INNER = WIDTH - 2 * _MARGIN
_BAR, _GAP = 44, 34
_CHAPTERS = 10  # each with a bar of its own; more are folded into one
_TINY = 6  # units of the smallest piece of a bar that is not nothing
_INK, _PALE, _LINE, _PAPER = "#1f2933", "#52606d", "#cbd2d9", "#ffffff"
_COLOURS = {
    Status.NOT_STARTED: "#9aa5b1",
    Status.BLOCKED: "#b91c1c",
    Status.BEHIND: "#d97706",
    Status.IN_PROGRESS: "#2563eb",
    Status.DONE: "#65a30d",
    Status.CLOSED: "#166534",
}
_DONE = "#0f766e"
_HAN = 0x2E80  # from here on a character is as wide as it is high
_NARROW = 0.58  # of the height: what other characters need, rather too much than too little
_UNSEEN = re.compile(
    "[\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufe00-\\ufe0f"
    "\\ufeff\\ufff9-\\ufffb\\u2600-\\u27bf\\u2b00-\\u2bff\\u231a-\\u23ff\\ud800-\\udfff"
    "\\U0001f000-\\U0001ffff\\U000e0000-\\U000e0fff]"
)
"""What no font draws, or only as a box: controls, marks of direction, emoji."""


@dataclass(slots=True)
class _Canvas:
    """Grows downwards; ``y`` is where the next line begins."""

    y: float = _MARGIN
    parts: list[str] = field(default_factory=list)

    def text(
        self, words: str, size: int, *, x: float = _MARGIN, end: bool = False, ink: str = _INK
    ) -> None:
        """On the line that begins at ``y``; ``end``: ``x`` is where it ends."""
        anchor = ' text-anchor="end"' if end else ""
        self.parts.append(
            f'<text x="{x:g}" y="{self.y + size * 0.86:g}" font-size="{size}" fill="{ink}"{anchor}>'
            f"{escape(plain(words))}</text>"
        )

    def box(self, x: float, width: float, height: float, colour: str) -> None:
        self.parts.append(
            f'<rect x="{x:g}" y="{self.y:g}" width="{width:g}" height="{height:g}" '
            f'fill="{colour}"/>'
        )

    def svg(self) -> str:
        height = round(self.y + _MARGIN)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{PIXELS}" '
            f'height="{round(height * PIXELS / WIDTH)}" '
            f'viewBox="0 0 {WIDTH} {height}"><rect width="{WIDTH}" height="{height}" '
            f'fill="{_PAPER}"/>{"".join(self.parts)}</svg>'
        )


def sketch(say: Words, made: Digest) -> Sketch | None:
    """None where there is nothing to draw: a plan without items."""
    return drawn(say, made.chapters, made.reports)


def drawn(say: Words, counted: Sequence[ChapterCount], reports: Reports | None) -> Sketch | None:
    """The same of what was counted for something else than a digest."""
    total = _total(counted)
    if not total:
        return None
    canvas = _Canvas()
    count = sum(total.values())
    heading = say("Items by chapter and status ({count})", count=count)
    canvas.text(heading, _LARGE)
    canvas.y += _LARGE + 14
    _paragraph(canvas, say, total)
    canvas.y += _GAP
    chapters = _folded(say, counted)
    for chapter in chapters:
        _chapter(canvas, say, chapter)
    words = [heading, _counted(say, total)]
    if reports is not None:
        _weeks(canvas, say, reports)
        words.append(_handed_in(say, reports))
    return Sketch(canvas.svg(), _separated(say, words))


def plain(words: str) -> str:
    """Without what cannot be drawn."""
    return _UNSEEN.sub("", words)


def width_of(words: str, size: int) -> float:
    """About as wide as it will be, in units."""
    return sum(size if ord(one) >= _HAN else size * _NARROW for one in words)


def fitted(words: str, size: int, room: float) -> str:
    """As much of it as fits, … where something is left out."""
    words = plain(words)
    if width_of(words, size) <= room:
        return words
    while words and width_of(words + "…", size) > room:
        words = words[:-1]
    return words.rstrip() + "…"


def _total(chapters: Sequence[ChapterCount]) -> dict[Status, int]:
    total: dict[Status, int] = {}
    for chapter in chapters:
        for status, count in chapter.count.items():
            total[status] = total.get(status, 0) + count
    return total


def _folded(say: Words, chapters: Sequence[ChapterCount]) -> list[tuple[str, Mapping[Status, int]]]:
    """At most so many: the last ones together, or a picture would not fit a screen."""
    named = [(c.name or say("Items before the first chapter"), c.count) for c in chapters]
    if len(named) <= _CHAPTERS:
        return list(named)
    rest = chapters[_CHAPTERS - 1 :]
    name = say("{count} more chapters", count=len(rest))
    return [*named[: _CHAPTERS - 1], (name, _total(rest))]


def _chapter(canvas: _Canvas, say: Words, chapter: tuple[str, Mapping[Status, int]]) -> None:
    """Its name and number of items, a bar, and the same in words."""
    name, count = chapter
    total = say("Items: {count}", count=sum(count.values()))
    room = _INNER - width_of(total, _TEXT) - 30
    canvas.text(fitted(name, _TEXT, room), _TEXT)
    canvas.text(total, _TEXT, x=WIDTH - _MARGIN, end=True)
    canvas.y += _TEXT + 14
    _stacked(canvas, [(count.get(status, 0), _COLOURS[status]) for status in Status])
    canvas.y += _BAR + 10
    _paragraph(canvas, say, count)
    canvas.y += _GAP


def _stacked(canvas: _Canvas, pieces: Sequence[tuple[int, str]]) -> None:
    """Pieces as long as their share, none that is not nothing too small to be seen."""
    some = [(count, colour) for count, colour in pieces if count]
    total = sum(count for count, _ in some)
    free = _INNER - _TINY * len(some)
    x = float(_MARGIN)
    for count, colour in some:
        width = _TINY + free * count / total
        canvas.box(x, max(width - 3, 1), _BAR, colour)
        x += width


def _paragraph(canvas: _Canvas, say: Words, count: Mapping[Status, int]) -> None:
    """``■ 推进中 12  ■ 滞后 1``: every status that occurs, on as many lines as it takes."""
    x, swatch = float(_MARGIN), _SMALL - 6
    for status in Status:
        if not count.get(status):
            continue
        words = f"{phrases.status(say, status)} {count[status]}"
        width = swatch + 10 + width_of(words, _SMALL)
        if x > _MARGIN and x + width > WIDTH - _MARGIN:
            x = float(_MARGIN)
            canvas.y += _SMALL + 12
        canvas.y += 4
        canvas.box(x, swatch, swatch, _COLOURS[status])
        canvas.y -= 4
        canvas.text(words, _SMALL, x=x + swatch + 10, ink=_PALE)
        x += width + 28
    canvas.y += _SMALL + 4


def _weeks(canvas: _Canvas, say: Words, reports: Reports) -> None:
    """What was handed in by the end of each week, against all that is owed."""
    canvas.box(_MARGIN, _INNER, 2, _LINE)
    canvas.y += _GAP
    canvas.text(fitted(_handed_in(say, reports), _LARGE, _INNER), _LARGE)
    canvas.y += _LARGE + 26
    before = None
    for week in reports.weeks:
        label = say("{first} – {last}", first=say.day(week.first), last=say.day(week.last))
        so_far = say("in all {done}/{owed}", done=week.done, owed=reports.owed)
        if before is not None:
            fresh = say("new {count}", count=week.done - before)
            so_far = say.listed([fresh, so_far])
        before = week.done
        canvas.text(label, _TEXT)
        canvas.text(so_far, _TEXT, x=WIDTH - _MARGIN, end=True)
        canvas.y += _TEXT + 12
        canvas.box(_MARGIN, _INNER, 24, _LINE)
        if week.done and reports.owed:
            canvas.box(_MARGIN, max(_TINY, _INNER * min(1, week.done / reports.owed)), 24, _DONE)
        canvas.y += 24 + 26


def _handed_in(say: Words, reports: Reports) -> str:
    return say(
        "{period} reports: handed in {done} of {owed}",
        period=periods.name(say, reports.span),
        done=reports.done,
        owed=reports.owed,
    )


def _counted(say: Words, count: Mapping[Status, int]) -> str:
    return say.listed(f"{phrases.status(say, s)} {count[s]}" for s in Status if count.get(s))


def _separated(say: Words, words: Sequence[str]) -> str:
    return ("; " if say.language is Language.EN else "；").join(words)
