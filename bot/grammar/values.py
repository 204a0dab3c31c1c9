"""Status words and percentages: what may stand straight after a reference."""

import re
from dataclasses import dataclass

from bot.grammar.numbers import number
from bot.grammar.words import words
from bot.model.task import Status

WORDS: dict[Status, tuple[str, ...]] = {
    Status.NOT_STARTED: words(
        "未启动 未开始 没启动 没开始 没有启动 没有开始 还没启动 还没开始 还未启动 还未开始"
        " 尚未启动 尚未开始 暂未启动"
        " 暂未开始 未开展 not_started not-started not__started not__yet__started"
        " not__started__yet todo"
    ),
    Status.IN_PROGRESS: words(
        "推进中 进行中 在办 办理中 正在推进 正在进行 正在办理 在推进 在进行 持续推进中 正常推进"
        " 正在推进中 正在进行中 正在办理中"
        " in__progress in_progress in-progress inprogress ongoing wip underway under__way"
    ),
    Status.BEHIND: words(
        "滞后 进度滞后 进展滞后 推进缓慢 进展缓慢 behind behind__schedule delayed"
    ),
    Status.BLOCKED: words("受阻 受阻/需协调 需协调 需要协调 卡住 blocked stuck"),
    Status.DONE: words(
        "已完成 已完成(待核) 完成 办结 已办结 做完 已做完 搞定 已搞定 办完 已办完 弄完 干完"
        " 已干完 办好 已办好 办理完毕 已办理完毕 完结 已完结"
        " done finished completed complete"
    ),
}
_STATUS = {word: status for status, known in WORDS.items() for word in known}
_STATUS |= dict.fromkeys(words("稳步推进 有序推进 稳步推进中 有序推进中"), Status.IN_PROGRESS)
_ALTERNATIVES = "|".join(re.escape(word) for word in sorted(_STATUS, key=len, reverse=True))
_SHARED = (
    "材料|资料|文件|资金|经费|单位|部门|企业|公司|机构|省份?|省市|地市|市县|地方|地区|城市|项目"
    "|任务|指标|数据"
    "|样本|案件|内容|条款|工作|章节|人员|专家|场次"
)
_MANNER = (
    "目前|现在|当前|仍然?在?|还在?(?![没未])|还是(?=推进中|进行中|在办)|一直(?=在?推进中"
    "|在?进行中)|依然|都|均|全部|也"
    "|(?:我们?|我部|我处|本单位)?(?:已经|刚刚?|终于|总算|昨天|前天|上周|今天(?=[^ ]{2,3}了)|按期"
    "|如期|按时|提前|顺利|圆满|全面)?"
    "(?=完成|办结|做完|搞定|办完|弄完|干完|办好|办理完毕)|已经"
)
"""How or when, before the word for a status."""

_STATUS_AT = re.compile(
    f"(?:{_MANNER})? ?({_ALTERNATIVES})了?(?:(?:哈|呀|哦|咯|喽|啊|噢|[✅√✔☑])(?=[ 。!~]*$))?"
    f"(?=$|[ ,;:。、.!?~()\\]】\"']|-(?![a-z])|备注|吧|啦|谢谢|百分之|进度 ?(?:百分之|[0-9])"
    f"|[0-9]{{1,3}} ?%(?!"
    f" ?(?:[的以左多上]|{_SHARED})))"
)
_AIM = "(?: ?(?:达到|到了?|为|是|至|已达|已到|更新到|已|:|at|is) ?)?"
_PERCENT_AT = re.compile(
    f"(?:(?:目前|现在|当前|总体|整体|累计)? ?(?:进度|完成度|完成进度|progress|完成了?"
    f"|已经?完成(?:了|(?! ))){_AIM})? ?"
    "(?:([0-9]{1,3}) ?(?:%|percent(?![a-z])|per cent(?![a-z]))|百分之 ?"
    "([〇零一二两三四五六七八九十百]{1,6}"
    "|[0-9]{1,3}))"
    f"(?! ?(?:的|{_SHARED}|以上|以下|左右|多|of(?![a-z])|左右|上下)"
    f"|[%点0-9〇零一二两三四五六七八九十百成]"
    "|\\.[0-9])"
    "(?: ?(?:done|complete|completed|finished|完成了?|了)(?=$|[ ,;。.!?]))?"
)
_NUMERAL = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven"
    "|eigh|nine)teen"
    "|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred"
)
_PERCENT_LIKE = re.compile(
    f"(?:(?:进度|完成度|progress|已?(?:经)?完成了?){_AIM})? ?(?:大约|约|近|超过?|不到|不足|未到"
    f"|接近|将近|至少|至多|最多|高于|低于|多于|少于|more than|less than|at least|at most|up to"
    f"|under|below|about|around|approx"
    "|almost|nearly|over)? ?"
    "(?:[-+~<>=≥≤.]?[0-9][0-9.,]{0,20} ?(?:%|percent|per cent)|百分之"
    "|[〇零一二两三四五六七八九十百千]{1,7} ?%"
    f"|(?:{_NUMERAL})(?:[ -](?:and )?(?:{_NUMERAL}))?(?:[ -](?:and )?(?:{_NUMERAL}))? per ?cent"
    "|[0-9一二两三四五六七八九十几]{1,3} ?成(?![果员])"
    "|[0-9一二两三四五六七八九十百]{1,4}分之|过半|一半|大半|多半|半数|half(?![a-z])|most of"
    "(?![a-z])|%)"
)
_TO_MORE = re.compile(
    " ?(?:→|⇒|[-=]>|–|—|~|-|到|至|to|升至|提到|升到|提高到|提升到|增加到|推进到) ?[0-9]{1,3} ?%"
)
NO_NEWS = re.compile(
    "(?:目前|暂时|现阶段|本周|这周|上周|本月|这个?月|本季度|近期|最近|这段时间)?(?:都|也|均|还)?(?:是)?"
    "(?:暂?无新?的?进展|没有?新?的?进展|没有新的进展|没(?:啥|什么)新?的?进展|暂无变化|无变化"
    "|no news|no (?:new )?(?:updates?|progress)|nothing new|no changes?)"
)
_BETWEEN = re.compile("(?:[ ,;:。、)\\]】]|[.-](?![0-9.])){0,4}")
_VERBLIKE = words("完成 办结 做完 搞定 办完 弄完 干完 办好 完结 finished completed complete")
MOST_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Values:
    """What was declared, each as it was typed; ``end``: where the rest begins.

    ``conflict``: two values that exclude each other.  ``bad``: something like a percentage that
    is none.  ``verblike``: done by a word that also governs an object, 完成 方案起草.
    """

    end: int
    status: Status | None = None
    status_word: str | None = None
    percent: int | None = None
    conflict: tuple[str, str] | None = None
    bad: str | None = None
    verblike: bool = False

    @property
    def empty(self) -> bool:
        return self.status is None and self.percent is None


def values_at(folded: str, at: int) -> Values:
    """Everything that is a value from ``at`` on, in any order, at most one of each kind."""
    status: Status | None = None
    word: str | None = None
    percent: int | None = None
    conflict: tuple[str, str] | None = None
    end, begin, verblike = at, _skip(folded, at), False
    while True:
        if found := _PERCENT_AT.match(folded, begin):
            value = _percent(found)
            if value is None:
                return Values(end, status, word, percent, conflict, bad=found[0].strip())
            if percent not in (None, value):
                conflict = (f"{percent}%", f"{value}%")
            percent = value
        elif found := _STATUS_AT.match(folded, begin):
            if status not in (None, _STATUS[found[1]]):
                conflict = (word or "", found[1])
            status, word = _STATUS[found[1]], found[1]
            verblike = word in _VERBLIKE
        else:
            break
        end, begin = found.end(), _skip(folded, found.end())
    if conflict is None and status is Status.DONE and percent not in (None, MOST_PERCENT):
        conflict = (word or "", f"{percent}%")
    if percent is not None and (further := _TO_MORE.match(folded, end)):
        return Values(end, status, word, percent, conflict, bad=f"{percent}%{further[0]}".strip())
    found = _PERCENT_LIKE.match(folded, begin)
    alone = status is None and percent is None
    bad = found[0].strip() if found and (alone or found.end() == len(folded)) else None
    return Values(end, status, word, percent, conflict, bad, verblike)


def begins_value(folded: str, at: int) -> bool:
    """Whether a value, or 无新进展, stands exactly at ``at``."""
    patterns = (_PERCENT_AT, _STATUS_AT, NO_NEWS)
    return any(pattern.match(folded, at) for pattern in patterns)


def _skip(folded: str, at: int) -> int:
    found = _BETWEEN.match(folded, at)
    return found.end() if found else at


def _percent(found: re.Match[str]) -> int | None:
    meant = number(found[1] or found[2])
    if found[2] == "百":
        meant = (MOST_PERCENT,)
    return meant[0] if len(meant) == 1 and meant[0] <= MOST_PERCENT else None
