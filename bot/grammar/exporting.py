"""What stands behind 台账: a period, a department and the kind of file, in any order."""

import re

from bot.grammar import asks
from bot.grammar.intent import Act, Intent, Verdict
from bot.grammar.opening import Arguments
from bot.grammar.refs import ref_at
from bot.grammar.reviews import without_span

_TRIM = " ?。,，、:"
_ALL = re.compile(
    "(?:(?:全部|所有|整个|完整|all|everything)(?:的| the)? ?)?"
    "(?:(?:任务|事项|项目?|数据库?|记录|内容|台账|单位|部门|departments?|用户|人员|账号|密码|日志"
    "|涉密|受限|restricted"
    "|confidential|secrets?|users?|accounts?|passwords?|people|logs?|tasks?|items?|data|database"
    "|records?)"
    "|(?<=[部有个整lg]))"
)
_FORMAT = re.compile(
    r"(?:(?<![a-z])(?:to|as|in|into)(?: an?)? |[为成到])?(?<![a-z0-9])\.?"
    r"(?:(xlsx|excel)|csv)(?![a-z0-9])"
)


def export(a: Arguments) -> Verdict | None:
    """``[Q3] [单位] [xlsx|csv]``; neither "all" nor an item is a department."""
    rest, format = a.rest.strip(_TRIM), None
    if found := _FORMAT.search(rest):
        format = "xlsx" if found[1] else "csv"
        rest = f"{rest[: found.start()].strip(_TRIM)} {rest[found.end() :].strip(_TRIM)}"
    rest, period = without_span(rest.strip(_TRIM), a.context.now.date())
    if a.opening.glued and rest:
        return None
    if _ALL.fullmatch(rest) or ref_at(rest, 0) is not None:
        return asks.not_understood(a.line.text(0), a.opening.word)
    return Act(Intent(name="export", who=rest or None, period=period, words=format))
