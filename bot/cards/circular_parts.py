"""What a circular says of the items: progress, problems, what is missing, what comes next."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards import phrases
from bot.locale import Words
from bot.messages import Language
from bot.model.ledger import Ledger, LedgerRow
from bot.model.light import light_of
from bot.model.paper import Block, Head
from bot.model.paper import Words as Text
from bot.model.task import Status, Task
from bot.workdays import Calendar

_TITLE = 48  # Han characters of an item's title
_ENDS = "。！？；….!?;”"
_LEAST = 8  # characters: what is shorter names nothing
_BREAKS = "，,。；;"
_OPENING, _CLOSING = "《“（(", "》”）)"
_LABEL = re.compile(r"^(?:第?[一二三四五六七八九十百]+[、章部]分?|[0-9]+[.、．])\s*")
_NUMERALS = "一二三四五六七八九"
_HELD_UP = (Status.BEHIND, Status.BLOCKED)


@dataclass(frozen=True, slots=True)
class Counts:
    """Reports to the office; of what is handed in ``accepted`` is what the office has accepted."""

    owed: int
    handed: int
    accepted: int


def to_office(row: LedgerRow) -> bool:
    return row.entry.state is not None and not row.entry.to_lead


def handed_in(row: LedgerRow) -> bool:
    """To the office, before the period was sealed if it is."""
    return to_office(row) and row.entry.handed_in


def counted(rows: Iterable[LedgerRow]) -> Counts:
    sent = [row for row in rows if to_office(row)]
    handed = [row for row in sent if handed_in(row)]
    accepted = sum(row.entry.accepted for row in handed)
    return Counts(owed=len(sent), handed=len(handed), accepted=accepted)


def tasks_of(rows: Iterable[LedgerRow]) -> Sequence[Task]:
    """Each once, in plan order."""
    return list({row.task.id: row.task for row in rows}.values())


def chapters(rows: Iterable[LedgerRow]) -> Mapping[str | None, Sequence[LedgerRow]]:
    """In the order in which the plan has them."""
    found = dict[str | None, list[LedgerRow]]()
    for row in rows:
        found.setdefault(row.task.chapter, []).append(row)
    return found


def bare(chapter: str | None) -> str:
    """The title without its own number."""
    return _LABEL.sub("", chapter or "")


def ranges(say: Words, refs: Sequence[int]) -> str:
    """``1—9、11``."""
    runs = list[list[int]]()
    for ref in refs:
        if runs and ref == runs[-1][1] + 1:
            runs[-1][1] = ref
        else:
            runs.append([ref, ref])
    dash = "–" if say.language is Language.EN else "—"
    return say.listed(
        str(first) if first == last else f"{first}{dash}{last}" for first, last in runs
    )


@dataclass(frozen=True, slots=True)
class Told:
    """``today`` is the plan's; only what was handed in is quoted, as it was written."""

    say: Words
    ledger: Ledger
    calendar: Calendar
    today: date

    def progress(self) -> Iterator[Block]:
        """Each chapter's items with what was reported; the others by number."""
        for place, (chapter, rows) in enumerate(chapters(self.ledger.rows).items(), 1):
            title = bare(chapter) or self.say("no chapter")
            yield Head(self._numbered(place, title), level=2)
            yield from self._chapter(rows)

    def _chapter(self, rows: Sequence[LedgerRow]) -> Iterator[Block]:
        say, silent, offline = self.say, list[int](), list[int]()
        for task, own in _by_task(rows):
            if task.restricted:
                offline.append(task.ref)
                continue
            said = [row for row in own if handed_in(row) and row.entry.progress]
            if not said:
                silent.append(task.ref)
                continue
            yield Text(self._about(task) + self._said(said, "progress"), self._item(task))
        if silent:
            yield Text(
                say(
                    "Without progress handed in: items {numbers}, {count} in all.",
                    numbers=ranges(say, silent),
                    count=len(silent),
                )
            )
        if offline:
            yield Text(say("Reported offline: {count} items.", count=len(offline)))

    def problems(self) -> Iterator[Block]:
        """What was handed in, and what is behind or blocked."""
        found = False
        for task, own in _by_task(self._open_rows()):
            said = [row for row in own if handed_in(row) and row.entry.problems]
            held_up = [row for row in own if row.share and row.share.status in _HELD_UP]
            if not said and not held_up:
                continue
            found = True
            named = list({id(row): row for row in (*held_up, *said)}.values())
            about = self._by(named)
            if task.status in _HELD_UP:
                about += phrases.status(self.say, task.status) + self._stop()
            yield Text(about + self._said(said, "problems"), self._item(task))
        if not found:
            yield Text(self.say("No problems were handed in, and no item is behind or blocked."))

    def missing_title(self) -> str:
        period = self.ledger.period
        if period is not None and period.due < self.today:
            return self.say("IV. Overdue and not handed in")
        return self.say("IV. Not handed in yet")

    def missing(self) -> Iterator[Block]:
        """In the order of the plan; what is reported offline is a number."""
        say, period = self.say, self.ledger.period
        owed = [row for row in self.ledger.rows if to_office(row) and not handed_in(row)]
        offline = sum(row.task.restricted for row in owed)
        shown = [row for row in owed if not row.task.restricted]
        if period is None or not owed:
            yield Text(say("Nothing is missing."))
            return
        bodies = {row.share.department.id for row in shown if row.share is not None}
        yield Text(
            say(
                "Due on {day}; {count} reports of {departments} departments are missing. "
                "By number, which is no ranking.",
                day=say.day(period.due),
                count=len(shown),
                departments=len(bodies),
            )
        )
        for task, own in _by_task(shown):
            names = say.listed(self._body(row) for row in own)
            yield Text(f"{self._item(task)}{self._bracketed(names)}")
        if offline:
            yield Text(say("Reported offline and missing: {count}.", count=offline))

    def next_steps(self) -> Iterator[Block]:
        for task, own in _by_task(self._open_rows()):
            said = [row for row in own if handed_in(row) and row.entry.next_steps]
            if said:
                yield Text(self._by(said) + self._said(said, "next_steps"), self._item(task))
        yield Text(self.say("(The office adds here what it asks of the departments.)"))

    def _open_rows(self) -> Sequence[LedgerRow]:
        return [row for row in self.ledger.rows if not row.task.restricted]

    def _about(self, task: Task) -> str:
        light = phrases.light_word(self.say, light_of(task, self.today, self.calendar))
        names = phrases.responsible(self.say, task)
        semicolon = "; " if self.say.language is Language.EN else "；"
        return f"{self._bracketed(f'{names}{semicolon}{light}')}{self._stop()}"

    def _by(self, rows: Sequence[LedgerRow]) -> str:
        return self._bracketed(self.say.listed(self._body(row) for row in rows)) + self._stop()

    def _item(self, task: Task) -> str:
        """``24. 推进《人类遗传资源管理条例》立法进程``: as much as names it."""
        return f"{task.ref}. {_caption(task.text)}"

    def _said(self, rows: Sequence[LedgerRow], field: str) -> str:
        """Of several departments each by its name."""
        texts = [_ended(self.say, str(getattr(row.entry, field))) for row in rows]
        if len(rows) < 2:  # noqa: PLR2004 - whose it is has been said
            return "".join(texts)
        colon = ": " if self.say.language is Language.EN else "："
        named = [f"{self._body(row)}{colon}{text}" for row, text in zip(rows, texts, strict=True)]
        return (" " if self.say.language is Language.EN else "").join(named)

    def _body(self, row: LedgerRow) -> str:
        share = row.share
        return (
            self.say("not assigned")
            if share is None
            else phrases.department(self.say, share.department)
        )

    def _bracketed(self, words: str) -> str:
        return f" ({words})" if self.say.language is Language.EN else f"（{words}）"

    def _stop(self) -> str:
        return ". " if self.say.language is Language.EN else "。"

    def _numbered(self, place: int, title: str) -> str:
        if self.say.language is Language.EN:
            return f"({place}) {title}"
        return f"（{_numeral(place)}）{title}"


def _by_task(rows: Sequence[LedgerRow]) -> Iterator[tuple[Task, Sequence[LedgerRow]]]:
    found = dict[int, list[LedgerRow]]()
    for row in rows:
        found.setdefault(row.task.id, []).append(row)
    for own in found.values():
        yield own[0].task, own


def _caption(text: str) -> str:
    """The first clause, without a sign that more follows: offices name items like that."""
    depth = 0
    for place, character in enumerate(text):
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth <= 0 and character in _BREAKS and place >= _LEAST:
            return text[:place] if place <= _TITLE else phrases.short(text, _TITLE)
    return text.rstrip(_BREAKS) if len(text) <= _TITLE else phrases.short(text, _TITLE)


def _ended(say: Words, text: str) -> str:
    text = " ".join(text.split()) if say.language is Language.EN else text.strip()
    if not text or text[-1] in _ENDS:
        return text
    return text + ("." if say.language is Language.EN else "。")


def _numeral(number: int) -> str:
    """1 to 99."""
    tens, ones = divmod(number, 10)
    one = _NUMERALS[ones - 1] if ones else ""
    if not tens:
        return one
    return ("" if tens == 1 else _NUMERALS[tens - 1]) + "十" + one
