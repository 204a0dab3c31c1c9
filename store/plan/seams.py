"""Joins the pieces of a text: line breaks inside sentences, characters printed twice there."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from store.plan.outline import SENTENCE_END, Node, Piece
from store.plan.text import HAN, Text


@dataclass(slots=True)
class Joined:
    """A node's text with its seams mended; lines where that was done."""

    text: Text
    seams: list[int] = field(default_factory=list)
    overlaps: list[tuple[int, str]] = field(default_factory=list)
    doubled: list[int] = field(default_factory=list)


_LONGEST_OVERLAP = 20
_HAN = re.compile("[\u3400-\u9fff〇]")
_SHORT = [re.compile(rf"(?=([{HAN}]{{{length}}}))") for length in (2, 3)]
_OFTEN = 2
_TWICE = frozenset(
    "人天年月日时事处家户层步个件条种样代点渐常慢稳紧往刚好大小高早深真细区村镇县乡校线环项级面"
    "字次块片段行道双对"
)
_WORDS = frozenset(
    re.findall(
        "..",
        "管理工作系统项目产业开发经济制度中心重要作用使用应用利用部门城市资金资产生产安全建设设施实施措施服务任务业务公共公开发展开展扩展体系联系关系机制体制控制研究规划"
        "计划规范防范示范能力动力人才科学教学大学文化深化优化强化变化数据依据标准水平目标指标质量数量信息企业行业农业工业就业创业商业事业社会协会机会全面方面技术艺术平台"
        "政策决策方案预案档案保护维护养护保障支持组织促进推进改进引进推动活动劳动运动流动提高提升完成形成建成加强健全地方地区社区园区基地场地土地用地用电供水节水污水交通"
        "流通卫生医疗环境生态状态动态监督监测检测检查调查审查审批审核考核评价评估资源能源水源来源专业专利权利便利市场现场主体团体整体一体具体结合融合综合整合联合合作制作"
        "运作操作办法方法执法司法立法意见",
    )
)
"""Words at whose end the next may begin with the same character: 管理 and 理念."""


class Wording:
    """How often short strings stand in the document, counted when first asked for."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = nodes
        self._counts: Counter[str] | None = None

    def count(self, short: str) -> int:
        """Of a string of two or three Han characters."""
        if self._counts is None:
            self._counts = Counter(
                found
                for node in self._nodes
                for piece in node.pieces
                for pattern in _SHORT
                for found in pattern.findall(piece.text.folded)
            )
        return self._counts[short]

    def is_repeated(self, left: str, right: str) -> bool:
        """Whether the one character that ends ``left`` and begins ``right`` was printed twice.

        Doubled characters are legal Chinese (管理 and 理念, 人人), so something must speak for it:
        the document has the string without the double, or ``left`` does not end in a word.
        """
        if self.count(left[-2:] + right[1:2]):
            return True
        ending = left[-2:]
        return ending[-1] not in _TWICE and ending not in _WORDS and self.count(ending) < _OFTEN


def join(pieces: Sequence[Piece], wording: Wording) -> Joined:
    """The pieces as one text.  An overlap is dropped once, at a break inside a sentence only."""
    joined = Joined(Text("", ""))
    parts: list[Text] = []
    left = ""
    for piece in pieces:
        text = piece.text
        if left and piece.fresh and not piece.glue and _is_inside_sentence(left, text.folded):
            length = _overlap(left, text.folded)
            if length == 1 and not wording.is_repeated(left, text.folded):
                joined.doubled.append(piece.line)
                length = 0
            if length:
                joined.overlaps.append((piece.line, text.shown[:length]))
                text = text.cut(length)
            else:
                joined.seams.append(piece.line)
            if left[-1].isascii() and left[-1].isalpha() and text.folded[:1].isalpha():
                parts += [Text(" ", " ")] if text.folded[:1].isascii() else []
        if piece.glue:
            parts.append(Text(piece.glue, piece.glue))
        parts.append(text)
        left = (left + text.folded)[-_LONGEST_OVERLAP:]
    joined.text = Text.join(parts)
    return joined


def _is_inside_sentence(left: str, right: str) -> bool:
    return left[-1] not in SENTENCE_END and right[:1] not in "([〔【"


def _overlap(left: str, right: str) -> int:
    """The most Han characters that end ``left`` and begin ``right``, 0 if none."""
    for length in range(min(_LONGEST_OVERLAP, len(left), len(right)), 0, -1):
        if left[-length:] == right[:length] and _HAN.match(right[0]) and _HAN.match(left[-1]):
            return length
    return 0
