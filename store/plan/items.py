"""Walks the document's tree and decides what is a task, a heading, a rule or left over."""

from collections.abc import Sequence
from itertools import takewhile

from store.plan.body import Body, read_body
from store.plan.contents import Contents, Item, Loose
from store.plan.heading import is_furniture
from store.plan.ladder import HEADINGS, Level
from store.plan.outline import Node, pieces_of, printed
from store.plan.register import Register
from store.plan.report import Report
from store.plan.rules import is_rule, says_who_leads
from store.plan.seams import Joined, Wording, join
from store.plan.tables import Table
from store.plan.text import Text

_SHORT_RULE = 120
_LISTED = 5
_MANY = 3  # sub-items; fewer may share a clause by accident


class Walk:
    """One pass over the tree; the findings are in ``contents``."""

    def __init__(self, root: Node, wording: Wording, register: Register, report: Report) -> None:
        self.contents = Contents()
        self._wording = wording
        self._register = register
        self._report = report
        self._read: dict[int, tuple[Joined, Body]] = {}
        self._below: dict[int, bool] = {}
        self._named: set[int] = set()
        for node in reversed(list(root.walk())):
            own = self._reading(node)[1].has_clause or node.table is not None
            self._below[id(node)] = own or any(self._below[id(n)] for n in node.children)
        self._item_levels = {n.level for n in root.walk() if self._own(n).has_clause}
        self._only_tables = not self._item_levels and any(n.table for n in root.walk())
        with_clause = [n for n in root.walk() if self._own(n).has_clause and n.pieces]
        own_lines = sum(map(_on_own_line, with_clause))
        self._inline = 3 * own_lines < len(with_clause)  # clauses mostly end a line of the task
        above = takewhile(lambda n: n.number is None and not self._below[id(n)], root.children)
        self._above = {id(node) for node in above}
        for child in root.children:
            self._visit(child, ())

    def _reading(self, node: Node) -> tuple[Joined, Body]:
        if id(node) not in self._read:
            joined = join(node.pieces, self._wording)
            self._read[id(node)] = joined, read_body(joined.text, self._register)
        return self._read[id(node)]

    def _own(self, node: Node) -> Body:
        return self._reading(node)[1]

    def _visit(self, node: Node, path: tuple[Node, ...]) -> None:
        if node.table is not None:
            self._table(node.table, path)
        elif self._own(node).has_clause:
            self._item(node, path)
        elif self._shares_clause(node):
            self._whole(node, node.numbered, path)
        elif self._below[id(node)]:
            self._parent(node, path)
        elif node.level in HEADINGS and node.number and not self._is_unassigned(node):
            self._heading(node, path)
        else:
            self._without_clause(node, path)

    def _others(self, node: Node, taken: Sequence[Node], path: tuple[Node, ...]) -> None:
        """What stands below the node and is not part of it."""
        known = {id(kid) for kid in taken}
        for kid in node.children:
            if id(kid) not in known:
                self._visit(kid, (*path, node))

    def _shares_clause(self, node: Node) -> bool:
        """(1)…(2)…（甲局负责）: one clause behind the last sub-item is the parent's."""
        kids = node.numbered
        if not kids or any(self._below[id(kid)] for kid in kids[:-1]):
            return False
        last = kids[-1]
        if not self._own(last).has_clause or len(self._own(last).duties) > 1:
            return False
        if last.level in (Level.SUB, Level.MINOR):
            return len(kids) > 1 or last.lines[1] > last.line
        if len(kids) == 1 or not _on_own_line(last):
            return False
        listed = all(kid.tail[-1:] in (";", ",") for kid in kids[:-1])
        unlike = len(kids) >= _MANY and self._inline
        return listed or unlike or node.level in self._item_levels

    def _is_unassigned(self, node: Node) -> bool:
        """Whether a heading stands where others are items, with nothing below that is one."""
        return node.level in self._item_levels and all(
            kid.level in (Level.SUB, Level.MINOR) or kid.number is None for kid in node.children
        )

    def _item(self, node: Node, path: tuple[Node, ...]) -> None:
        """A node with its own clause; what stands below without one belongs to it."""
        joined, body = self._reading(node)
        plain = [kid for kid in node.numbered if not self._below[id(kid)]]
        below = join(pieces_of(plain), self._wording)
        if below.text:
            last = body.duties[-1]
            last.text = Text.join([last.text, below.text])
        self._emit(node, plain, [joined, below], body, path)
        self._others(node, plain, path)

    def _table(self, table: Table, path: tuple[Node, ...]) -> None:
        """The tasks of a grid, below the headings of the prose and of its own rows."""
        above = [n for n in path if n.level in HEADINGS or id(n) in self._named]
        self.contents.rules += table.rules
        outer = self._headings(above)
        for entry in table.entries:
            chapter, section = _place([*outer, *entry.headings])
            item = Item(
                number=entry.number,
                duty=entry.duty,
                chapter=chapter,
                section=section,
                lines=entry.lines,
                cut=entry.cut,
                headings=(*(n.line for n in above), *map(hash, entry.headings)),
                source=entry.source,
            )
            self.contents.items.append(item)

    def _whole(self, node: Node, kids: Sequence[Node], path: tuple[Node, ...]) -> None:
        """A node and what stands below it as one task."""
        joined = join([*node.pieces, *pieces_of(kids)], self._wording)
        self._emit(node, kids, [joined], read_body(joined.text, self._register), path)
        self._others(node, kids, path)

    def _parent(self, node: Node, path: tuple[Node, ...]) -> None:
        """No clause of its own, but below it: a heading, or a task of what names nobody."""
        plain = [kid for kid in node.numbered if not self._below[id(kid)]]
        if node.level not in HEADINGS and plain:
            self._whole(node, plain, path)
            return
        self._name(node)
        self._others(node, (), path)

    def _heading(self, node: Node, path: tuple[Node, ...]) -> None:
        before = len(self.contents.items)
        self._name(node)
        self._others(node, (), path)
        if len(self.contents.items) == before:
            whole = node.marker.shown + self._reading(node)[0].text.shown
            self._report.add("no_clause", f"标题下没有任务：{whole}", line=node.line)

    def _name(self, node: Node) -> None:
        """A heading is its first sentence; what follows on its line is reported."""
        self._named.add(id(node))
        text = self._reading(node)[0].text
        self._report_seams(None, [self._reading(node)[0]])
        rest = text.cut(_heading_end(text)).strip(" 。")
        if rest:
            message = f"标题后的文字没有责任分工，未列为任务：{rest.shown}"
            self._report.add("no_clause", message, line=node.line)

    def _without_clause(self, node: Node, path: tuple[Node, ...]) -> None:
        kids = [kid for kid in node.children if not self._stands_apart(kid)]
        joined = join([*node.pieces, *pieces_of(kids)], self._wording)
        text = joined.text.strip()
        if node.number is None or self._only_tables:
            self._paragraph(node, joined)
        elif says_who_leads(text.folded):
            self.contents.rules.append(text.shown)
        elif len(text) <= _SHORT_RULE and is_rule(text.folded):
            self._rule(text, node.line)
        else:
            self._emit(node, kids, [joined], read_body(text, self._register), path)
        self._others(node, kids, path)

    def _stands_apart(self, node: Node) -> bool:
        """Whether a paragraph below an item is a rule, or the end of the document."""
        folded = self._reading(node)[0].text.folded
        return node.number is None and (is_rule(folded) or is_furniture(folded))

    def _paragraph(self, node: Node, joined: Joined) -> None:
        text = joined.text.strip()
        if is_rule(text.folded):
            self._rule(text, node.line)
        else:
            whole = Text.join([node.marker, text])
            self.contents.loose.append(Loose(node.line, whole, id(node) in self._above))
        self._report_seams(None, [joined])

    def _rule(self, text: Text, line: int) -> None:
        self.contents.rules.append(text.shown)
        if not says_who_leads(text.folded):
            message = f"对全部任务的规定，记入计划说明：{text.shown}"
            self._report.add("standing_rule", message, line=line)

    def _emit(
        self,
        node: Node,
        kids: Sequence[Node],
        joined: Sequence[Joined],
        body: Body,
        path: tuple[Node, ...],
    ) -> None:
        """An item for each thing to do, and the warnings about the text they share."""
        lines = [node.lines, *(n.lines for kid in kids for n in kid.walk())]
        span = min(first for first, _ in lines), max(last for _, last in lines)
        number = self._number(node, path)
        several = number is not None and len(body.duties) > 1
        above = [n for n in path if n.level in HEADINGS or id(n) in self._named]
        chapter, section = _place(self._headings(above))
        source = printed(node, kids)  # one text for all: there may be thousands
        for at, duty in enumerate(body.duties, 1):
            item = Item(
                number=f"{number}#{at}" if several else number,
                duty=duty,
                chapter=chapter,
                section=section,
                lines=span,
                cut=body.cut if duty is body.duties[-1] else None,
                headings=tuple(n.line for n in above),
                source=source,
            )
            self.contents.items.append(item)
        self._report_body(self.contents.items[-1], body, joined)

    def _report_body(self, item: Item, body: Body, joined: Sequence[Joined]) -> None:
        first, last = item.lines
        for rule in body.rules:
            self._rule(Text.of(rule), first)
        self._report_seams(item.number, joined)
        if body.unbalanced and body.cut is None:
            message = "括号不成对，请核对。"
            self._report.add("unbalanced_brackets", message, task=item.number, line=first)
        if body.trailing:
            message = f"责任分工之后还有文字，已并入正文：{body.trailing}"
            self._report.add("no_clause", message, task=item.number, line=last)

    def _report_seams(self, task: str | None, joined: Sequence[Joined]) -> None:
        for one in joined:
            for line, twice in one.overlaps:
                message = f"换行处“{twice}”重复，已去掉一次，请核对。"
                self._report.add("overlap_removed", message, task=task, line=line)
            if one.seams:
                message = f"句中换行已接合（第{_listed(one.seams)}行）。"
                self._report.add("seam_joined", message, task=task, line=one.seams[0])
            for line in one.doubled:
                message = "换行处前后两字相同，未作删改，请核对。"
                self._report.add("seam_joined", message, task=task, line=line)

    def _number(self, node: Node, path: tuple[Node, ...]) -> str | None:
        """``4(1)`` for a sub-item of item 4, ``二(1)`` where （二） is an item's place."""
        if node.number is None or "." in node.number:  # 1.1.1 says all
            return node.number
        if node.level not in (Level.SUB, Level.MINOR) or not path:
            return node.number
        parent = path[-1]
        above = self._number(parent, path[:-1])
        is_item = parent.level not in HEADINGS or parent.level in self._item_levels
        if not is_item or above is None:
            return node.number
        return f"{above}({node.number})" if node.level is Level.SUB else above + node.number

    def _headings(self, path: Sequence[Node]) -> list[str]:
        texts = (self._reading(node)[0].text for node in path)
        return [text.cut(0, _heading_end(text)).strip(" 。:\n").shown for text in texts]


def _on_own_line(node: Node) -> bool:
    """Whether the node's last line is its clause alone, or labels."""
    last = node.pieces[-1]
    return bool(last.glue) or (last.fresh and last.text.folded[:1] in "([〔【")


def _place(headings: Sequence[str]) -> tuple[str | None, str | None]:
    """The outermost heading, and those below it."""
    names = [name for name in headings if name]
    return (names[0] if names else None), ("／".join(names[1:]) or None)


def _heading_end(text: Text) -> int:
    return text.folded.find("。") + 1 or len(text)


def _listed(lines: Sequence[int]) -> str:
    shown = "、".join(str(line) for line in lines[:_LISTED])
    return shown + ("等" if len(lines) > _LISTED else "")
