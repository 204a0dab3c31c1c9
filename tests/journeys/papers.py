"""Files of a story: plan documents made from the shipped plan, and ledgers that somebody edits."""

import io
import re
import zipfile
from collections.abc import Sequence

from docx import Document
from python_calamine import CalamineWorkbook

from store.plan import shipped_plan
from tests.bot.workbook import edited, place

_ITEM = re.compile(r"(?P<number>\d+)\.(?P<rest>.*)")
_ADD = re.compile(r"加 (?P<number>\d+) 后 (?P<text>.+)")
_CHANGE = re.compile(r"改 (?P<number>\d+) (?P<old>.+) 为 (?P<new>.+)")
_DROP = re.compile(r"删 (?P<number>\d+)")
_CODE = re.compile(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}")
_ITEM_COLUMN, _BODY_COLUMN = "序号", "责任单位"


def document(name: str, changes: Sequence[str]) -> bytes:
    """The shipped plan with these changes, numbered anew; ``name`` says as what.

    Numbers are those of the shipped plan.  Raises LookupError for a change that fits nothing.
    """
    lines = shipped_plan()[1].decode("utf8").splitlines()
    for change in changes:
        lines = _changed(lines, change)
    text, count = [], 0
    for line in lines:
        found = _ITEM.fullmatch(line)
        count += found is not None
        text.append(f"{count}.{found['rest']}" if found else line)
    return _as_docx(text) if name.endswith(".docx") else "\n".join(text).encode()


def _changed(lines: Sequence[str], change: str) -> list[str]:
    made = list(lines)
    found = _ADD.fullmatch(change) or _CHANGE.fullmatch(change) or _DROP.fullmatch(change)
    at = [n for n, line in enumerate(made) if found and line.startswith(f"{found['number']}.")]
    if found is None or not at:
        raise LookupError(f"no change of the plan: {change}")
    if found.re is _ADD:
        made.insert(at[0] + 1, f"0.{found['text']}")
    elif found.re is _DROP:
        del made[at[0]]
    elif found["old"] not in made[at[0]]:
        raise LookupError(f"item {found['number']} does not say: {found['old']}")
    else:
        made[at[0]] = made[at[0]].replace(found["old"], found["new"])
    return made


def _as_docx(lines: Sequence[str]) -> bytes:
    paper, out = Document(), io.BytesIO()
    for line in lines:
        if line.strip():
            paper.add_paragraph(line)
    paper.save(out)
    return out.getvalue()


def words(name: str, content: bytes) -> str:
    """All that is to be read in a file."""
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(content)) as paper:
            xml = paper.read("word/document.xml").decode()
        return re.sub("<[^>]+>", "", re.sub("</w:p>", "\n", xml))
    if name.endswith(".xlsx"):
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = (row for sheet in book.sheet_names for row in _rows(content, sheet))
        return "\n".join("\t".join(map(_cell, row)) for row in rows)
    return content.decode("utf-8-sig")


def with_cell(content: bytes, row: tuple[str, str], column: str, value: str) -> bytes:
    """A ledger with another value in one cell; ``row``: item and department."""
    rows = _rows(content)
    heads = next(n for n, cells in enumerate(rows) if _ITEM_COLUMN in map(_cell, cells))
    names = [_cell(cell) for cell in rows[heads]]
    assert column in names, f"no column {column}: {names}"
    item, body = names.index(_ITEM_COLUMN), names.index(_BODY_COLUMN)
    for number, cells in enumerate(rows[heads + 1 :], heads + 2):
        if (_cell(cells[item]), _cell(cells[body])) == row:
            return edited(content, {place(number, names.index(column)): value})
    raise LookupError(f"no row of the ledger: {row}")


def code_of(name: str, text: str) -> str | None:
    """The binding code that stands behind somebody's name."""
    at = text.rfind(name)
    found = _CODE.search(text, at) if at >= 0 else None
    return found and found[0]


def _rows(content: bytes, sheet: str | None = None) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    name = book.sheet_names[0] if sheet is None else sheet
    return [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]


def _cell(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
