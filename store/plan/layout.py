"""Reads the lines of a document into nodes: what begins one.  How the rest joins: ``joints``."""

import re
from collections.abc import Sequence

from store.plan.decimals import decimals
from store.plan.heading import is_furniture
from store.plan.joints import BULLET, Joints
from store.plan.ladder import HEADINGS, Fit, Ladder, Level, Marker, markers
from store.plan.lines import Line
from store.plan.outline import Node, Piece
from store.plan.register import Register
from store.plan.report import Report
from store.plan.tables import Table
from store.plan.text import Text, groups

_ANNEX = re.compile(r"附件?(?:表|[\d一二三四五])?[:. ]?.{2,40}表$|附[件表][\d一二三四五]{0,2}$")
_NEAR = 8


class Layout:
    """Fed block by block; ``nodes`` in printed order, not yet a tree."""

    def __init__(self, blocks: Sequence[Line | Table], register: Register, report: Report) -> None:
        self.nodes: list[Node] = []
        self._register = register
        self._report = report
        self._ladder = Ladder()
        lines = [block for block in blocks if isinstance(block, Line)]
        self._joints = Joints(lines, register)
        self._decimals = decimals(lines)
        firsts = [m.level for line in lines for m in _first(line)]
        self._by_line = {level for level in Level if firsts.count(level) > 1}
        for block in blocks:
            if isinstance(block, Table):
                self.nodes.append(Node(Level.ITEM, block.lines[0], table=block))
                continue
            self._feed(block)
            self._joints.passed(block.text.folded)

    @property
    def _node(self) -> Node | None:
        return self.nodes[-1] if self.nodes else None

    def _feed(self, line: Line) -> None:
        folded = line.text.folded
        pairs, left = groups(folded)
        barrier = self._barrier(folded, left.strays)
        at, start = 0, 0
        if decimal := self._decimals.get(line.number):
            skips = self._ladder.fit(decimal) is Fit.GAP
            self._begin(decimal, Fit.GAP if skips else Fit.NEXT, line)
            start = decimal.end
        for marker in markers(folded):
            while at < len(pairs) and pairs[at].end <= marker.start:
                at += 1
            inside = at < len(pairs) and pairs[at].start < marker.start
            if inside or marker.start < start or (marker.start < barrier and not _is_plain(marker)):
                continue
            if start and marker.start == start and self._is_full(marker.level):
                continue
            fit = self._ladder.fit(marker)
            if fit is None or not self._may_be(marker, fit, folded):
                continue
            if marker.start:
                self._text(line, start, marker.start)
                start = marker.start
            if self._begins(marker, fit):
                self._begin(marker, fit, line)
                start = marker.end
        self._text(line, start, len(folded))

    def _is_full(self, level: Level) -> bool:
        """Whether a number directly behind the last one cannot begin anything: 2.（一）."""
        node = self._node
        return node is not None and not node.pieces and level <= node.level

    def _barrier(self, folded: str, strays: Sequence[int]) -> int:
        """Up to where the line is still inside a bracket of the lines before."""
        if self._node is None or not self._node.is_open:
            return 0
        closers = [
            at for at in strays if not folded[max(0, at - 1)].isdigit() and folded[at] in ")]〕】》"
        ]
        return closers[0] if closers else 0

    def _may_be(self, marker: Marker, fit: Fit, folded: str) -> bool:
        """A first look, at the character before and at the sequence."""
        if marker.start == 0:
            return True
        before = folded[max(0, marker.start - _NEAR) : marker.start].rstrip(" \t")[-1:] or " "
        if marker.bare or fit not in (Fit.NEXT, Fit.RESTART):
            return False
        if marker.level in (Level.SUB, Level.MINOR):
            return before in "。;:,)】〕!?、."
        if marker.level is Level.CHAPTER and before in ")】〕。":
            return True
        if marker.doubtful and (Level.ITEM in self._by_line or not self._is_in_heading()):
            return before in ")】〕"
        return before in "。)】〕!? \t" or self._follows_heading(marker)

    def _follows_heading(self, marker: Marker) -> bool:
        """一、夯实基础（一）完善目录1.编制: nothing but the next number ends a heading."""
        if marker.level is Level.CHAPTER:
            return self._ladder.last.get(Level.CHAPTER, 0) == 0
        return marker.level in (Level.SECTION, Level.ITEM)

    def _is_in_heading(self) -> bool:
        """Whether the text so far is a heading's, without a sentence."""
        node = self._node
        return node is not None and node.level in HEADINGS and not node.sentences

    def _begins(self, marker: Marker, fit: Fit) -> bool:
        """The second look, when the text before the marker has its place."""
        node = self._node
        if marker.start == 0:
            return self._begins_line(marker, fit, node)
        if node is None or marker.level in (Level.SUB, Level.MINOR):
            return node is not None
        before = node.tail[-1:]
        if self._is_in_heading() and node.level < marker.level:
            return True
        if marker.level is Level.CHAPTER and node.number is None:
            return Level.CHAPTER not in self._by_line
        below_item = node.number is not None and node.level >= Level.ITEM
        if (
            marker.level in self._by_line
            or before not in "。)】〕!?"
            or (
                below_item and marker.level in HEADINGS  # 4.改革。（一）简政…: part of the item
            )
        ):
            return node.is_closed(self._register)
        return True

    def _begins_line(self, marker: Marker, fit: Fit, node: Node | None) -> bool:
        if node is None:
            return not marker.bare or fit is Fit.NEXT
        if node.is_open and (fit is Fit.REPEAT or marker.bare):
            return False
        if marker.bare:
            seen = marker.level is Level.ITEM or marker.value > 1 or self._ladder.last
            is_heading = marker.level in HEADINGS
            settled = node.is_settled if is_heading else node.is_closed(self._register)
            return fit is Fit.NEXT and bool(seen) and settled
        if marker.doubtful:
            return fit in (Fit.NEXT, Fit.RESTART) and (node.is_settled or node.level in HEADINGS)
        if fit is Fit.REPEAT:
            return node.is_settled or node.level in HEADINGS
        return True

    def _begin(self, marker: Marker, fit: Fit, line: Line) -> None:
        if fit in (Fit.GAP, Fit.REPEAT):
            self._warn(marker, fit, line.number)
        self._ladder.step(marker)
        printed = line.text.cut(marker.start, marker.end)
        self.nodes.append(Node(marker.level, line.number, printed, marker.number))

    def _warn(self, marker: Marker, fit: Fit, line: int) -> None:
        task = marker.number if marker.level is Level.ITEM else None
        before = self._ladder.last.get(marker.level, 0)
        if fit is Fit.GAP:
            message = f"编号不连续：{before} 之后是 {marker.value}，按印出的编号保留。"
            self._report.add("number_gap", message, task=task, line=line)
        else:
            message = f"编号 {marker.number} 重复或倒序。"
            self._report.add("duplicate_number", message, task=task, line=line)

    def _text(self, line: Line, start: int, end: int) -> None:
        """Text of a line: it continues the node before, or begins a paragraph."""
        text = line.text.cut(start, end)
        stripped = text.strip()
        if not stripped:
            return
        node = self._node
        fresh = start == 0
        if not fresh and node is not None:
            node.append(Piece(line.number, text if node.pieces else stripped, fresh=False))
            return
        glue = None if node is None or node.table else self._joints.glue(node, stripped.folded)
        if node is None or glue is None:
            node = self._paragraph(stripped, line)
            return
        node.append(Piece(line.number, stripped, fresh=bool(node.pieces), glue=glue))

    def _paragraph(self, text: Text, line: Line) -> Node:
        bullet = BULLET.match(text.folded)
        cut = bullet.end() if bullet else 0
        level = (
            Level.PART if _ANNEX.match(text.folded) and is_furniture(text.folded) else Level.ITEM
        )
        node = Node(level, line.number, text.cut(0, cut))
        node.append(Piece(line.number, text.cut(cut), fresh=False))
        self._ladder.enter(node.level)
        self.nodes.append(node)
        return node


def _first(line: Line) -> Sequence[Marker]:
    return [m for m in [next(markers(line.text.folded), None)] if m and not m.start and not m.bare]


def _is_plain(marker: Marker) -> bool:
    """1. or 一、 at the beginning of a line: an item even where a bracket was left open."""
    plain = marker.level in (Level.CHAPTER, Level.ITEM) and marker.start == 0
    return plain and not marker.doubtful and not marker.bare
