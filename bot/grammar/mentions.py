"""Items that a text names in passing: 第12项, #12, 12号任务, item 12."""

import re
from itertools import islice

from bot.grammar.prepare import Line
from bot.grammar.refs import Ref, ref_at

_NUMBERED = re.compile(
    "第|#|no\\.?|任务|事项|tasks?|items?"
    "|(?<![上下这那每哪某])[0-9〇一二三四五六七八九十百]+ ?[项号条]"
)
_MOST = 60  # numbers of one line that are looked at


def mentioned(line: Line) -> set[int]:
    """Wherever they stand in the line."""
    places = [found.start() for found in islice(_NUMBERED.finditer(line.folded), _MOST)]
    found = [ref_at(line.folded, place) for place in places]
    return {ref.number for ref in found if isinstance(ref, Ref) and (ref.marked or ref.counted)}
