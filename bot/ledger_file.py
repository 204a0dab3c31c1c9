"""Finds the ledger in a spreadsheet that came back: whatever was moved, renamed or added in it."""

import re
from collections.abc import Mapping, Sequence

from bot.cards import ledger as cards
from bot.inert import as_written
from bot.locale import words
from bot.messages import Language
from bot.model.ledger import read_row_key
from bot.model.ledger_file import EDITABLE, FileRow, LedgerFile, Sheet, letter_of, plain

_KEY = re.compile(r"P[0-9]{1,18}-T[0-9]{1,18}-D[0-9]{1,18}-[0-9A-Z]{4}", re.IGNORECASE)
_TOP = 20  # rows in which the header is looked for
_NEEDED = ("key", "check", "number", "department")


def ledger_in(sheets: Sequence[Sheet]) -> LedgerFile | None:
    """The first page that is a ledger of ours; None where none is, not even in part.

    A page with row keys and without their column's header is one that lacks it.
    """
    for sheet in sheets:
        for place, row in enumerate(sheet.rows[:_TOP]):
            for language in Language:
                found = _columns(row, cards.named_columns(words(language)))
                if "key" in found:
                    return _read(sheet, place, found, language)
    if any(_KEY.fullmatch(cell.strip()) for sheet in sheets for row in sheet.rows for cell in row):
        return LedgerFile(language=Language.ZH, rows=(), letters={}, missing=("key",))
    return None


def _columns(row: Sequence[str], titles: Mapping[str, str]) -> dict[str, int]:
    """Where the named columns stand; the first of a title counts."""
    found: dict[str, int] = {}
    folded = [plain(cell).casefold() for cell in row]
    for name, title in titles.items():
        if title.casefold() in folded:
            found[name] = folded.index(title.casefold())
    return found


def _read(sheet: Sheet, top: int, at: Mapping[str, int], language: Language) -> LedgerFile:
    missing = tuple(name for name in (*_NEEDED, *EDITABLE) if name not in at)
    rows = []
    for place, row in enumerate(sheet.rows[top + 1 :], top + 2):
        if not any(cell.strip() for cell in row):
            continue

        def cell(name: str, row: Sequence[str] = row) -> str:
            column = at.get(name)
            return row[column] if column is not None and column < len(row) else ""

        rows.append(
            FileRow(
                place=place,
                key=_key(cell("key")),
                check=as_written(cell("check")).strip(),
                number=as_written(cell("number")),
                department=as_written(cell("department")),
                cells={name: cell(name) for name in EDITABLE if name in at},
            )
        )
    letters = {name: letter_of(column) for name, column in at.items()}
    return LedgerFile(language=language, rows=tuple(rows), letters=letters, missing=missing)


def _key(text: str) -> str:
    """As it is written by us, if it is one."""
    text = as_written(text).strip()
    return text.upper() if read_row_key(text) is not None else text
