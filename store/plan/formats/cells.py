"""What a workbook's XML says about cells beside their values: hidden ones, months, formulas."""

import re
from dataclasses import dataclass, field

from store.plan.formats.archive import Archive
from store.plan.formats.xml import child, children, relations, scan, tree, value
from store.plan.refusal import malformed, too_large

_MONTHS = {17, 27, 36, 50, 52, 57}  # built-in formats that show year and month only
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MOST_CELLS = 5_000_000  # from the first cell to the last one with a value
_LAST_COLUMN = 16_384


@dataclass(slots=True)
class Look:
    """Rows and columns count from 0."""

    rows: set[int] = field(default_factory=set)  # hidden
    columns: set[int] = field(default_factory=set)  # hidden
    months: set[tuple[int, int]] = field(default_factory=set)
    unknown: set[int] = field(default_factory=set)  # rows with a formula without a stored value


def read_looks(archive: Archive) -> dict[str, Look]:
    """By the sheets' names, in their order; every part that is read is checked on the way."""
    main = next(
        (place for _, kind, place in relations(archive, "") if kind == "officeDocument"), ""
    )
    if main not in archive:
        raise malformed("文件中没有工作簿")
    found = relations(archive, main)
    kinds = {kind: place for _, kind, place in found}
    styles = archive.read(kinds.get("styles", ""))
    months = _month_styles(styles) if styles else set()
    if strings := archive.read(kinds.get("sharedStrings", "")):
        scan(strings)
    places = {name: place for name, kind, place in found if kind == "worksheet"}
    looks = {}
    for sheet in children(child(tree(archive.read(main)), "sheets"), "sheet"):
        relation = next((v for k, v in sheet.attrib.items() if str(k).endswith("}id")), "")
        if str(relation) in places:
            part = archive.read(places[str(relation)])
            looks[value(sheet, "name") or ""] = _Reader(months).read(part) if part else Look()
    return looks


def _month_styles(styles: bytes) -> set[int]:
    """Indices of cell styles that show a date as year and month."""
    root = tree(styles)
    own = {
        value(kept, "numFmtId"): value(kept, "formatCode") or ""
        for kept in children(child(root, "numFmts"), "numFmt")
    }
    found = set()
    for index, style in enumerate(children(child(root, "cellXfs"), "xf")):
        number = value(style, "numFmtId") or "0"
        if is_month(_whole(number, 0), own.get(number)):
            found.add(index)
    return found


def is_month(number: int, code: str | None) -> bool:
    """Whether a number format, by its code or as one that is built in, shows year and month."""
    if code is None:
        return number in _MONTHS
    bare = _LITERAL.sub("", code).lower()
    return "y" in bare and "m" in bare and not any(mark in bare for mark in "dhs")


class _Reader:
    """Reads one sheet's XML element by element."""

    def __init__(self, months: set[int]) -> None:
        self._look = Look()
        self._months = months
        self._row, self._column = -1, -1
        self._last_row = self._last_column = 0
        self._formula = self._filled = False

    def read(self, part: bytes) -> Look:
        scan(part, self._start, self._end)
        return self._look

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._begin_cell(attributes)
        elif name == "row":
            self._row = _whole(attributes.get("r"), self._row + 2) - 1
            self._column = -1
            if attributes.get("hidden") in ("1", "true"):
                self._look.rows.add(self._row)
        elif name in ("v", "is"):
            self._fill()
        elif name == "f":
            self._formula = True
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            first = _whole(attributes.get("min"), 1)
            last = min(_whole(attributes.get("max"), first), _LAST_COLUMN)
            self._look.columns.update(range(first - 1, last))

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        place = _REFERENCE.fullmatch(attributes.get("r", ""))
        if place:
            self._row, self._column = int(place[2]) - 1, _column(place[1])
        else:
            self._column += 1
        self._formula = self._filled = False
        if _whole(attributes.get("s"), 0) in self._months:
            self._look.months.add((self._row, self._column))

    def _fill(self) -> None:
        self._filled = True
        self._last_row = max(self._last_row, self._row)
        self._last_column = max(self._last_column, self._column)
        if (self._last_row + 1) * (self._last_column + 1) > _MOST_CELLS:
            raise too_large("工作表的范围过大")

    def _end(self, name: str) -> None:
        if name == "c" and self._formula and not self._filled:
            self._look.unknown.add(self._row)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def _whole(number: str | None, usual: int) -> int:
    digits = (number or "")[:9]
    return int(digits) if digits.isascii() and digits.isdigit() else usual
