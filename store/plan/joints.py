"""How a printed line joins the paragraph before it: it runs on, stands below it, or neither."""

import re
from collections.abc import Sequence

from store.plan.heading import is_furniture, is_title
from store.plan.labels import starts_with_label
from store.plan.ladder import HEADINGS
from store.plan.lines import Line
from store.plan.names import is_whole, read_names
from store.plan.outline import Node
from store.plan.register import Register
from store.plan.responsibility import read_clause
from store.plan.rules import says_who_leads
from store.plan.text import Text, groups
from store.plan.wrapping import Wrapping, width

BULLET = re.compile(r"[●■◆▲★•▪○◇□➢✓·]\s*|[-–—*]\s+")
_SENTENCE = re.compile("[。;:!?]")
_OTHER_LABEL = re.compile(r"[\u3400-\u9fff]{2,8} ?:")
_TOKEN = re.compile(r"[^、,;:。\s]{0,8}$")
_FIRST_NAME = re.compile(r"[^、,;:。 ]{0,30}")
_ENTRY = re.compile(
    r"(?:任务|问题|项目|事项|举措|工程) ?(?:\d{1,3}|[一二三四五六七八九十]{1,3}) ?[:、.].{2,60}"
)
_LAST_NAME = re.compile(r"[^、,;\n]*$")
_LONG = 400
_NEAR = 8


class Joints:
    """Between the lines of one document; told of each line that has ``passed``."""

    def __init__(self, lines: Sequence[Line], register: Register) -> None:
        self._register = register
        self._wrapping = Wrapping(lines)
        self._previous = 0.0  # width of the line before

    def passed(self, folded: str) -> None:
        self._previous = width(folded)

    def glue(self, node: Node, folded: str) -> str | None:
        """How a line joins the node before: "" or LF; None: it begins a paragraph."""
        if not node.pieces:
            return ""
        if starts_with_label(folded):
            return "\n"
        if is_furniture(folded) and (node.is_settled or folded[0] == "附"):
            return None
        if node.is_open:
            return ""
        if says_who_leads(folded):
            return None if node.is_settled or is_title(node.tail) else ""
        if self._is_clause(folded):
            return ""
        if node.labelled:
            return self._value_glue(node, folded)
        if node.is_closed(self._register):
            return "" if node.number and self._is_wrapped() else None
        return self._plain_glue(node, folded)

    def _plain_glue(self, node: Node, folded: str) -> str | None:
        """Behind a node that names nobody yet."""
        if _ENTRY.fullmatch(node.tail) and _OTHER_LABEL.match(folded):
            return "\n"
        if BULLET.match(folded) or self._ends_paragraph(node):
            return None
        return ""

    def _is_clause(self, folded: str) -> bool:
        """Whether the line begins with a whole clause in brackets."""
        pairs, _ = groups(folded[:1200])
        if not pairs or pairs[0].start or folded[0] == "《":
            return False
        inner = Text.of(folded[1 : pairs[0].end - 1])
        return read_clause(inner, self._register) is not None

    def _ends_paragraph(self, node: Node) -> bool:
        """Whether a node without a clause ends before the next plain line."""
        wrapped = self._wrapping.is_full(self._previous)
        if node.level in HEADINGS:
            run_in = node.sentences > 1 or (node.sentences == 1 and node.tail[-1] != "。")
            if run_in:
                return node.tail[-1] == ":"
            return node.is_settled or not (wrapped or node.tail[-1] in ",、")
        if node.number is not None:
            return False
        if is_title(node.tail):
            return True
        return node.is_settled or not (wrapped or node.tail[-1] in ",、")

    def _is_wrapped(self) -> bool:
        """Whether the line before was full, in a document of many such lines."""
        return self._wrapping.is_sure and self._wrapping.is_full(self._previous)

    def _value_glue(self, node: Node, folded: str) -> str | None:
        """Behind a label: a list goes on, another label adds to the text, the rest is new."""
        if _OTHER_LABEL.match(folded):
            return "\n"
        last = _LAST_NAME.search(node.tail.rpartition(":")[2])
        name = last.group() if last else ""
        if not name:
            return ""
        if starts_with_label(_TOKEN.search(node.tail).group() + folded[:_NEAR]):  # type: ignore[union-attr]
            return ""  # 完成时 | 限：
        head = name.strip() + _FIRST_NAME.match(folded).group()  # type: ignore[union-attr]
        broken = not is_whole(name.strip(), self._register) and is_whole(head, self._register)
        if broken or self._is_wrapped():
            return ""
        if _SENTENCE.search(folded) or len(folded) > _LONG:
            return None
        if folded[0] in "、,":
            return ""
        names = read_names(Text.of(folded), self._register)
        if names.rest or not all(is_whole(n, self._register) for n, _ in names.names):
            return None
        whole = is_whole(name.strip(), self._register)
        return "\n" if whole else ""
