"""Texts that speak of a percentage without declaring one: 从60%提高到80%, 差不多80%, 八十."""

import re

from bot.grammar.numbers import CHINESE, number
from bot.grammar.values import MOST_PERCENT

_RAISED = re.compile(
    "(?:(?:目前|现在|总体)?(?:的?进度|progress) ?)?(?:已?经?[从由]|from )? ?[0-9]{1,3} ?%"
    " ?(?:已?经?(?:提高?|升|上升|涨|提升|增加|推进|增长)?[到至为]|to) ?([0-9]{1,3}) ?%[ .。!]*$"
)
_ROUGHLY = re.compile(
    "(?:现在|目前|进度|大概|大约|大致|差不多|可能|应该|估计|已经?|快|将近|有|到|完成"
    "|about |roughly |maybe )+了? ?([0-9]{1,3}) ?%[了吧的左右多 .。!]*"
)
_SPELT = re.compile(f"(?:进度|完成了?)?(?=..)({CHINESE})[了吧 。]*")


def shares_meant(text: str) -> tuple[int, ...] | None:
    """What the text may declare; empty if it is too much for any; None if it is of something else.

    ``text`` is folded.
    """
    if found := _RAISED.match(text) or _ROUGHLY.fullmatch(text):
        return tuple(n for n in (int(found[1]),) if n <= MOST_PERCENT)
    found = _SPELT.fullmatch(text)
    meant = number(found[1]) if found else ()
    return tuple(n for n in meant if n <= MOST_PERCENT) if meant else None
