"""What stands behind 逾期 and 临期: 科技部 牵头 第二章 第2页, in any order; days for 临期."""

import re
from collections.abc import Sequence

from bot.errors import Code
from bot.grammar.filters import CHAPTER, KNOWN, LEAD, PARTICIPANT, chosen
from bot.grammar.intent import Act, Ask, Intent, Verdict
from bot.grammar.opening import Arguments
from bot.grammar.pieces import N, amount

_WINDOW = re.compile(
    "(?:(?:in |within |over )?(?:the )?(?:next |coming )?|(?:未来|最近|今后|接下来|近|这)的?)?"
    f"(?P<count>{N}|a) ?个?(?:(?P<weeks>w|weeks?|周|星期|礼拜)"
    "|(?:d|days?|天|日|(?:working |business )days?|workdays?|工作日)?)(?:之内|以内|内)?"
)
_DAYS_A_WEEK = 7
_ODD = re.compile("[-+][0-9.]{1,20} ?(?:天|日|d|days?)?")  # no number of days
MOST_DAYS = 366
"""That 临期 looks ahead."""
_NOISE = ("任务", "的", "的任务", "tasks", "items", "soon", "list", "deadlines", "now")
_ROLES = (LEAD, PARTICIPANT)
_LONGEST = 30  # bytes of a name: it has to fit on a button, with a page behind it


def overdue(a: Arguments) -> Verdict | None:
    """A number alone is a page."""
    words, page = chosen(a.rest.strip(" ?"), numbered=not a.opening.glued)
    words = [word for word in words if word not in _NOISE]
    loose = a.opening.word == "late" and not a.opening.slash  # late again
    filters = _filters(words, named=not (a.opening.glued or loose))
    if filters is None or not page:
        return None
    return Act(Intent(name="overdue", filters=filters, page=page))


def due(a: Arguments) -> Verdict | None:
    """A number alone is days: its pages are 第2页."""
    rest = a.rest.strip(" ?")
    words, page = chosen(rest, numbered=False)
    words = [word for word in words if word not in _NOISE]
    known = [word for word in words if _is_known(word)]
    other = [word for word in words if not _is_known(word)]
    days, names = _parted(other)
    if _ODD.fullmatch(rest):
        return Ask(Code.BAD_NUMBER, {"days": rest})
    filters = _filters([*known, *names], named=not a.opening.glued)
    if filters is not None and page and (days is None or 1 <= days <= MOST_DAYS):
        return Act(Intent(name="due", days=days, filters=filters, page=page))
    if a.opening.glued or "?" in a.line.folded or (days is None and not rest[:1].isdigit()):
        return None
    return Ask(Code.BAD_DATE, {"text": rest})


def _parted(words: Sequence[str]) -> tuple[int | None, Sequence[str]]:
    """Days, which may be several words, before or behind what is none."""
    for cut in range(len(words) + 1):
        for spelt, left in ((words[cut:], words[:cut]), (words[:-cut], words[-cut:])):
            if spelt and (days := window(" ".join(spelt))) is not None:
                return days, left
    return None, words


def window(spelt: str) -> int | None:
    """Days from now: 7d, 两周, 未来5个工作日内, the next three weeks."""
    found = _WINDOW.fullmatch(spelt)
    count = None if found is None else 1 if found["count"] == "a" else amount(found["count"])
    return count if found is None or count is None or not found["weeks"] else count * _DAYS_A_WEEK


def _is_known(word: str) -> bool:
    return word in KNOWN or word.startswith(CHAPTER)


def _filters(words: Sequence[str], *, named: bool) -> tuple[str, ...] | None:
    """One's own role, chapters, and at most one other name, if there may be one."""
    names = [word for word in words if not _is_known(word)]
    roles = [KNOWN[word] for word in words if word in KNOWN]
    if len(names) > 1 or (names and not named) or not set(roles) <= set(_ROLES):
        return None
    if any(len(name.encode()) > _LONGEST or name[0].isdigit() or "?" in name for name in names):
        return None
    return tuple(dict.fromkeys(KNOWN.get(word, word) for word in words))
