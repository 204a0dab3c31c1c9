"""Cards about a ledger that came back: what it would change, what it has, what was not taken."""

from collections.abc import Sequence

from bot.cards import phrases
from bot.cards.confirming import confirming
from bot.cards.ledger import named_columns
from bot.cards.lists import page_foot, page_turns, pages
from bot.cards.saved import Saved
from bot.locale import Words, later
from bot.messages import Action, Card, Item, Line
from bot.model.ledger_file import Edit, Flaw, LedgerFile, Readback, Wrong

PAGE = 15
_TEXT = 36  # Han characters of a text that a line shows
_LEAD = 8  # characters that two texts have in common and that are shown before they part
_FLAWS = {
    Flaw.NO_KEY: later("no row key: the row was not read"),
    Flaw.BAD_KEY: later("the row key is damaged: the row was not read"),
    Flaw.TWICE: later("the row key stands twice: neither row was read"),
    Flaw.OTHER_PLAN: later("the row is of another plan"),
    Flaw.UNKNOWN: later("the plan has no such part any more"),
    Flaw.BAD_CHECK: later(
        "the last column is damaged: what was changed cannot be told, export again"
    ),
    Flaw.MIXED_UP: later(
        "number or department do not belong to the row key: was it sorted in part?"
    ),
    Flaw.OTHER_PERIOD: later("the file is of another period, its texts are not taken"),
    Flaw.UNASSIGNED: later("nobody answers for the item"),
    Flaw.RESTRICTED: later(
        "reported offline: no text may stand there, the row was not read. Delete the text"
    ),
    Flaw.CLOSED: later("closed by the office: open it again first"),
    Flaw.CLOSING: later("the office closes an item with: close number"),
    Flaw.STATUS: later("“{text}” is no status of the list"),
    Flaw.PERCENT: later("“{text}” is no whole number from 0 to 100"),
    Flaw.CONTRADICTS: later("“{text}” contradicts the other change in this row"),
    Flaw.TOO_LONG: later("longer than 2000 characters"),
    Flaw.SECRECY: later("seems to carry a secrecy mark, nothing of it was kept"),
    Flaw.UNREADABLE: later("holds characters that cannot be kept"),
    Flaw.REPORTED: later("reported or sealed already: return the report first, or correct it"),
    Flaw.CHANGED: later("the file says “{text}”, changed meanwhile to “{now}”, which stays"),
}


def line(say: Words, id: int, page: int | None = None) -> str:
    """The command for this upload."""
    if page is None:
        return say("import ledger {id}", id=id)
    return say("import ledger {id} page {page}", id=id, page=page)


def preview(
    say: Words, id: int, back: Readback, page: int, confirm: str, *, changed: bool = False
) -> Card:
    """Before and after, a cell a line, then what is not taken."""
    lines: list[Line] = [
        *(_edit(say, one) for one in back.edits),
        *(_wrong(say, one) for one in back.wrong),
    ]
    of = pages(len(lines), PAGE)
    page = min(max(page, 1), of)
    body: list[Line] = [_counts(say, back)]
    if changed:
        body.insert(0, say("Something changed since it was shown; look again. Nothing is saved."))
    body += ["", *lines[(page - 1) * PAGE : page * PAGE], *page_foot(say, page, of), ""]
    body.append(
        say(
            "Confirm within 30 minutes: all of it is recorded on behalf of the departments, and can"
            " be undone at once."
        )
    )
    act = say("Change {count} cells", count=len(back.edits))
    do, leave = confirming(say, act, confirm)
    ways = (
        do,
        *page_turns(say, page, lambda number: line(say, id, number), more=page < of),
        leave,
    )
    title = say("Ledger: change {count} cells? Nothing is saved yet.", count=len(back.edits))
    return Card(title, tuple(body), ways)


def nothing(say: Words, name: str, back: Readback) -> Card:
    """The file changes nothing."""
    body: list[Line] = [say("File: ") + name] if name and name != "-" else []
    body.append(_counts(say, back))
    body += [_wrong(say, one) for one in back.wrong[:PAGE]]
    if len(back.wrong) > PAGE:
        body.append(say("… and {count} more", count=len(back.wrong) - PAGE))
    return Card(say("The ledger changes nothing; nothing was saved."), tuple(body))


def lacks(say: Words, name: str, file: LedgerFile) -> Card:
    """Columns were deleted or renamed without which it cannot be read back."""
    titles = named_columns(say)
    missing = say.listed([f"“{titles[column]}”" for column in file.missing])
    return Card(
        say(
            "The ledger lacks the columns {columns}; nothing was saved. Export it again and leave"
            " the header as it is.",
            columns=missing,
        ),
        (say("File: ") + name,) if name and name != "-" else (),
        (Action(say("Ledger"), say("export")),),
    )


def applied(say: Words, done: Sequence[Saved], back: Readback, wrong: Sequence[Wrong]) -> Card:
    items = len({one.task.id for one in done})
    bodies = len({one.share.department.id for one in done})
    body: list[Line] = [
        say(
            "{items} items, {departments} departments; each has it in its history, on its behalf.",
            items=items,
            departments=bodies,
        )
    ]
    if wrong:
        body.append(say("Not taken: {count} cells or rows.", count=len(wrong)))
    ways = (Action(say("Undo"), say("undo"), back=True), Action(say("Overview"), say("overview")))
    return Card(say("Ledger saved · {count} cells", count=len(back.edits)), tuple(body), ways)


def _counts(say: Words, back: Readback) -> str:
    items = len({edit.ref for edit in back.edits})
    bodies = len({edit.department for edit in back.edits})
    text = say(
        "{rows} rows read; {cells} cells changed, of {items} items and {departments} departments;"
        " not taken {wrong}.",
        rows=back.rows,
        cells=len(back.edits),
        items=items,
        departments=bodies,
        wrong=len(back.wrong),
    )
    if back.kept:
        text += say(
            " {count} cells were changed here since and not in the file: they stay as they are.",
            count=back.kept,
        )
    return text


def _edit(say: Words, one: Edit) -> Item:
    column = named_columns(say)[one.column]
    before, after = _apart(say, one.before, one.after)
    text = say(
        "{department} {column}: {before} → {after}",
        department=phrases.called(say, one.short, one.english),
        column=column,
        before=before,
        after=after,
    )
    return Item(str(one.ref), text)


def _apart(say: Words, before: str, after: str) -> tuple[str, str]:
    """What long texts have in common at their start is left out: their difference shows."""
    before, after = " ".join(before.split()), " ".join(after.split())
    common = next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b),
        min(len(before), len(after)),
    )
    start = common - _LEAD if common > 2 * _LEAD else 0
    shown = [
        say("(nothing)") if not text else "…" * bool(start) + phrases.short(text[start:], _TEXT)
        for text in (before, after)
    ]
    return shown[0], shown[1]


def _wrong(say: Words, one: Wrong) -> str:
    why = say(_FLAWS[one.flaw], text=one.text, now=one.now or say("(nothing)"))
    if not one.letter:
        return say("Row {row}: {why}", row=one.place, why=why)
    column = named_columns(say)[one.column]
    return say(
        "Cell {cell} ({column}): {why}", cell=f"{one.letter}{one.place}", column=column, why=why
    )


def as_lines(say: Words, back: Readback) -> list[str]:
    """All of it, for a terminal."""
    edits = [_edit(say, one) for one in back.edits]
    lines = [_counts(say, back), *(f"{one.number} {one.text}" for one in edits)]
    return [*lines, *(_wrong(say, one) for one in back.wrong)]


def as_facts(say: Words, back: Readback) -> dict[str, object]:
    """For the command line's JSON: every cell by its stable key, and why others were not taken."""
    return {
        "rows": back.rows,
        "kept": back.kept,
        "changes": [
            {
                "row": one.place,
                "item": one.ref,
                "department": one.short,
                "column": one.column,
                "before": one.before,
                "after": one.after,
            }
            for one in back.edits
        ],
        "not_taken": [
            {
                "row": one.place,
                "cell": f"{one.letter}{one.place}" if one.letter else None,
                "item": one.ref,
                "code": str(one.flaw),
                "message": _wrong(say, one),
            }
            for one in back.wrong
        ],
    }
