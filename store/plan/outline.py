"""Printed lines to the document's numbered tree, every character in one of its nodes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from store.plan.labels import find_labels
from store.plan.ladder import Level
from store.plan.register import Register
from store.plan.responsibility import read_clause
from store.plan.tables import Table
from store.plan.text import Brackets, Group, Text

_CLOSING = " \t\n。.;"
SENTENCE_END = frozenset('。!?;:…)】〕]”》"')
"""What a line ends with that the next does not continue."""
_LEADS_OVER = (":", "。", ";")
_REACH = 1000  # characters; a bracket that waits longer is alone


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of one printed line.  ``fresh``: it begins there.  ``glue``: what joins it, "" or LF."""

    line: int
    text: Text
    fresh: bool
    glue: str = ""


@dataclass(eq=False, slots=True)
class Node:
    """A heading, an item, a sub-item or a paragraph, with what stands below it.

    ``marker``: the number as printed; ``number``: its numeral alone, None for a paragraph.
    """

    level: Level
    line: int
    marker: Text = field(default_factory=lambda: Text("", ""))
    number: str | None = None
    pieces: list[Piece] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)
    labelled: bool = False
    table: Table | None = None  # tasks of a grid stand here
    size: int = 0
    sentences: int = 0
    _brackets: Brackets = field(default_factory=Brackets)
    _last: Group | None = None
    _closed_at: int = -1

    def append(self, piece: Piece) -> None:
        folded = piece.text.folded
        for group in self._brackets.feed(folded, self.size):
            self._last = group
        self.size += len(folded)
        self.sentences += folded.count("。")
        self.labelled = self.labelled or bool(find_labels(folded))
        self.pieces.append(piece)

    @property
    def tail(self) -> str:
        """The last characters, folded."""
        return "".join(piece.text.folded[-40:] for piece in self.pieces[-3:])[-40:].rstrip()

    @property
    def is_open(self) -> bool:
        """Whether a bracket or a title waits for its other half."""
        opener = self._brackets.last_open
        return opener is not None and self.size - opener < _REACH

    @property
    def is_settled(self) -> bool:
        """Whether the text so far ends as a sentence, a clause or a value ends."""
        tail = self.tail
        return not tail or tail[-1] in SENTENCE_END or self.labelled

    def is_closed(self, register: Register) -> bool:
        """Whether the text so far ends with its clause or labels."""
        if self.labelled:
            return True
        if self._last is None or self._closed_at == self._last.end:
            return self._last is not None and self._ends_with_last()
        if not self._ends_with_last():
            return False
        inner = self._between(self._last.start + 1, self._last.end - 1)
        if read_clause(inner, register) is None:
            self._last = None
            return False
        self._closed_at = self._last.end
        return True

    def _ends_with_last(self) -> bool:
        if self._last is None or self.size - self._last.end > len(_CLOSING):
            return False
        return not self._between(self._last.end, self.size).folded.strip(_CLOSING)

    def _between(self, start: int, end: int) -> Text:
        """The characters between two offsets; looks from the end, where they are wanted."""
        parts: list[Text] = []
        offset = self.size
        for piece in reversed(self.pieces):
            offset -= len(piece.text)
            if offset < end:
                parts.append(piece.text.cut(max(0, start - offset), end - offset))
            if offset <= start:
                break
        return Text.join(reversed(parts))

    @property
    def lines(self) -> tuple[int, int]:
        if self.table is not None:
            return self.table.lines
        last = max([piece.line for piece in self.pieces] + [self.line])
        return self.line, last

    @property
    def numbered(self) -> list["Node"]:
        """The children that print a number."""
        return [child for child in self.children if child.number is not None]

    def walk(self) -> Iterator["Node"]:
        """This node and all below, in printed order."""
        yield self
        for child in self.children:
            yield from child.walk()


def tree(nodes: Sequence[Node]) -> Node:
    """The nodes, in printed order, under a root."""
    root = Node(Level.PART, 0)
    path: list[Node] = []
    for node in nodes:
        while path and not _stands_above(path[-1], node):
            path.pop()
        (path[-1] if path else root).children.append(node)
        path.append(node)
    return root


def _stands_above(upper: Node, node: Node) -> bool:
    """By level; a paragraph without a number has sub-items only if it leads over to them."""
    if upper.number is None and upper.tail[-1:] not in _LEADS_OVER:
        return False
    return upper.level < node.level


def pieces_of(nodes: Sequence[Node]) -> list[Piece]:
    """Markers and texts of the nodes and all below them, in printed order."""
    return [
        piece
        for node in nodes
        for below in node.walk()
        for piece in (Piece(below.line, below.marker, fresh=False), *below.pieces)
    ]


def printed(node: Node, below: Sequence[Node]) -> str:
    """The original characters of a node and of some of its children, a line for a line."""
    lines: dict[int, str] = {}
    own = [Piece(node.line, node.marker, fresh=False), *node.pieces]
    for piece in own + pieces_of(below):
        lines[piece.line] = lines.get(piece.line, "") + piece.text.shown
    return "\n".join(lines.values())
