"""What people put before the matter: 好的，24推进中; Please note that 24 is done; - 24 done."""

import re
from dataclasses import replace

from bot.grammar.prepare import Line
from bot.grammar.refs import Ref, ref_at

_POLITE = re.compile(
    "(?:(?:好的?|收到|嗯|是的|行|(?:各位)?(?:领导|老师|同志|处长)(?:您)?好|报告领导|向领导汇报"
    "|(?:向您)?(?:汇报|报告|反馈)(?:一下)?)"
    "[ ,:。!~]{1,3}|(?:fyi|ok|okay|yes|noted|good (?:morning|afternoon|evening)|status update"
    "|an update"
    "|hi|hello|dear (?:all|colleagues?|sir|madam))[ ,:.!]{1,3}"
    "|please (?:note|be advised|be informed)(?: that)? |(?:i|we) (?:confirm"
    "|would like to report)(?: that)? "
    "|(?:just )?to (?:report|inform you)(?: that)?[ :])"
)
_ABOUT = re.compile(
    "(?:(?:an )?(?:status )?update on|regarding|concerning|as (?:for|to)|re|for|about)[ :]{1,2}"
    "(?:the )?(?=(?:(?:item|task) |#|no\\.? ?)?[0-9]{1,3} ?[:,])"
)
_MARK = re.compile("- (?=第|#|[0-9]|item |task )")
_AT_MOST = 3


def without_preface(line: Line) -> Line:
    """The line from its item on, where nothing but courtesies stands before that."""
    folded, at = line.folded, 0
    for _ in range(_AT_MOST):
        found = _MARK.match(folded, at) or _ABOUT.match(folded, at) or _POLITE.match(folded, at)
        if found is None:
            break
        at = found.end()
    if not at or not isinstance(ref_at(folded, at), Ref):
        return line
    return replace(line, folded=folded[at:], origin=line.origin[at:])
