"""References to items: 24, 第24项, #24, 二十四号任务, task 24; lists and ranges of them."""

import re
from dataclasses import dataclass

from bot.errors import Code
from bot.grammar.intent import Ask
from bot.grammar.numbers import CHINESE, DIGITS, number
from bot.grammar.values import begins_value

_NUMBER = f"({DIGITS}|{CHINESE})"
_UNIT = (
    "(?:个?(?:项|号|条)(?: ?(?:(?:工作)?任务|事项|(?<=号)项目|工作(?=$|["
    " ,;:。已的完办进受滞卡目现])))?|个任务)"
)
ORDINAL = (
    "季|次|批|届|期|章|阶|步|稿|轮|个|方|部|节|页|天|周|年|月|日|名|位|家|段|类|点|时|者|者|产"
)
_MARKED = re.compile(f"第 ?{_NUMBER} ?({_UNIT})?(?!{ORDINAL})")
_MISNUMBERED = re.compile("第 ?([^ 项号条]{0,20}) ?(?:项|号|条)")
_HASH = re.compile(f"(?:#|no\\. ?|no(?=[0-9])) ?({DIGITS})")
_NOUN = re.compile(
    "(?:(?:工作)?任务|事项|tasks?|items?)(?: ?(?:no\\.?|number|#|第|编号|:))? ?"
    f"(?:{_NUMBER}(?: ?(?:号|项|条)(?:任务)?)?)"
)
_COUNTED = re.compile(f"{_NUMBER} ?({_UNIT})")
_TASK = re.compile("任务(?![书量数清分类表单完率])")
_BARE = re.compile(f"({DIGITS})")
_JOIN = re.compile(
    " ?(?:(?P<range>-|~|至|到|(?<=[0-9])\\.\\.(?=[0-9])|(?<= )(?:to|through|thru) )"
    "|(?P<list>、|以及|和|及|与|跟|&|and )|(?P<loose>[,;](?: ?and )?)) ?"
    "|(?P<space> )"
)
_JOINING = re.compile("[和及与跟至到]|以及")
_LED = re.compile(
    "(?:都|均|也|全部?|一起|一并)?(?:改|更新|标|设|记|调整)[成为到]|(?:都|均|全)(?=[推进未滞受已完])"
)
_CLOSED = frozenset(" ,;:。、.!?~-()[]{}【】（）》〉」』\"'…>`")
_MEASURE = re.compile(
    "[个家件次人名位份场批种类篇页台套部所省市县区国岁元万亿千百余多几年月日天周点分秒级届期季轮宗块亩吨]"
    "|小时|(?:percent|per cent|cities|provinces|units|agencies|departments|companies|firms|cases"
    "|times|meetings|hours?|minutes?|days?|weeks?|months?|years?|people|persons|experts|items"
    "|tasks|patents|applications|projects|copies|rounds?|of|out|more|million|billion|thousand)"
    "(?![a-z])"
)
_COUNTING = re.compile(
    "(?:个(?!别)|家(?!庭|具|长)|件|次(?!日|年|月|序)|人(?!大|社|民|力|才|类|员|事|工)|名(?!单|称)"
    "|位(?!于|置)|份(?!额)|场(?!所|地|景)|批(?!复|准|示|次)|种(?!业|子|植)|篇|页|台(?!湾|账)|套"
    "|岁|元(?!旦)|万|亿|余|多(?!部门|个?渠道|方)|年(?![度底初内末])|月(?![底初末])|日(?![前本常])"
    "|天"
    "|周(?![边报例一二三四五六日天末内])|点(?!评)|小时|分钟|届(?!时)|所(?!有|需)|项(?!目)|条(?!例"
    "|款)|部(?!署|门|分|领|委|长))"
)
_MONTH_BEFORE = re.compile(
    "(?<![a-z])(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\\.? $"
)
_LONGEST_MONTH = 11
_PERCENT = re.compile(" ?(?:%|percent|per cent)")
_DAYS = 31
_BULLETS = 20  # 1、第24项: nobody numbers more lines than that
_PART = re.compile(",[0-9]{1,3} ?(?:%|percent)|,? [0-9] ?%|,? ?0[0-9]{0,2} ?%")  # 99,9%; 6 0%
_MOST = 250  # members of a list that are read at all


@dataclass(frozen=True, slots=True)
class Ref:
    """One reference: ``marked`` if it can be nothing else, ``counted`` if 3项 may be three."""

    number: int
    word: str
    end: int
    marked: bool
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Refs:
    """The items that a line names, at least one.

    ``loose``: joined by spaces or commas, so that a number in a text may have been taken for
    one.  ``spaced``: by nothing but spaces.  ``first`` is the first alone.  ``counting``: the last
    is like 18项 or 第2项 behind 24 and a space, where eighteen of something, or a part of the item,
    are as likely.
    """

    numbers: tuple[int, ...]
    first: Ref
    end: int
    loose: bool = False
    ranged: bool = False
    counting: bool = False
    spaced: bool = False

    @property
    def marked(self) -> bool:
        return self.first.marked


def is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"


def glued(folded: str, end: int) -> bool:
    """Whether text follows without so much as a space."""
    return end < len(folded) and is_han(folded[end])


def ref_at(folded: str, at: int) -> Ref | Ask | None:
    """The reference that starts at ``at``, an Ask if it is one but no number, or None."""
    for pattern in (_MARKED, _HASH, _NOUN, _COUNTED):
        found = pattern.match(folded, at)
        if found is None:
            continue
        unit = found[2] if pattern in (_MARKED, _COUNTED) else None
        if not unit and not _closes(folded, found.end(), word=found[1]):
            continue
        meant = number(found[1])
        if len(meant) != 1:
            break
        counted = pattern is _COUNTED and _may_count(unit or "", meant[0])
        return Ref(meant[0], found[1], found.end(), not counted, counted)
    else:
        return _bare(folded, at) or _misnumbered(folded, at)
    if pattern is _COUNTED and folded[at] != "第" and not meant:
        return None
    code = Code.AMBIGUOUS if meant else Code.BAD_NUMBER
    return Ask(code, {"text": found[0].strip()})


def _may_count(unit: str, value: int) -> bool:
    """3项 and 3条 may be three of them, 15号 a day of the month; 15号任务 is neither."""
    return (unit == "号" and value <= _DAYS) or not unit.startswith("号")


def _bare(folded: str, at: int) -> Ref | None:
    found = _BARE.match(folded, at)
    if found is None or not _closes(folded, found.end(), word=found[1]):
        return None
    end = found.end()
    if noun := _TASK.match(folded, end):
        end = noun.end()
    spaced = folded[end : end + 1] == " "
    if spaced and (_COUNTING.match(folded, end + 1) or _english_measure(folded, end + 1)):
        return None
    if noun is None and _MEASURE.match(folded, end):
        return None
    return Ref(number(found[1])[0], found[1], end, marked=False)


def counts(folded: str, start: int, end: int) -> bool:
    """Whether a number is one of months, days, bodies: 12月底, 12家单位, Dec 12, 10-12月."""
    at = end + (folded[end : end + 1] == " ")
    if _COUNTING.match(folded, at) or _MEASURE.match(folded, at):
        return True
    return _MONTH_BEFORE.search(folded, max(0, start - _LONGEST_MONTH), start) is not None


def _english_measure(folded: str, at: int) -> bool:
    return not glued(folded, at) and _MEASURE.match(folded, at) is not None


def _misnumbered(folded: str, at: int) -> Ask | None:
    """第X项 is meant as a reference; 第三季度 and 第一条修改意见 are not looked at here."""
    found = _MISNUMBERED.match(folded, at)
    return Ask(Code.BAD_NUMBER, {"text": found[0]}) if found else None


def _closes(folded: str, end: int, *, word: str) -> bool:
    """Whether a number may end here; a Chinese numeral without a unit must stand alone."""
    if end == len(folded):
        return True
    here, following = folded[end], folded[end + 1 : end + 2]
    if is_han(here):
        return word.isascii()
    if here in ".:-" and following.isdigit():
        return (
            here == ":" and _PERCENT.match(folded, _digits_end(folded, end + 1)) is not None
        ) or (here == "-")
    return here in _CLOSED


def _digits_end(folded: str, at: int) -> int:
    found = _BARE.match(folded, at)
    return found.end() if found else at


def refs_at(folded: str, at: int, highest: int) -> Refs | Ask | None:
    """A list of references; an Ask names what is wrong with one of them."""
    first = ref_at(folded, at)
    if first is None or isinstance(first, Ask):
        return first
    found = _List([first.number], first)
    while len(found.numbers) < _MOST:
        join = _JOIN.match(folded, found.last.end)
        following = _member(folded, join.end()) if join else None
        if join is None or following is None:
            break
        if join["range"] and _dated(folded, following.end):
            return None
        if join["range"] and not 0 < found.numbers[-1] < following.number:
            return Ask(Code.BAD_NUMBER, {"text": folded[at : following.end]})
        if join["range"] and following.number > highest:
            return unknown(following.word)
        if not found.take(folded, following, join):
            break
    if _dated(folded, found.last.end):
        return None
    part = _PART.match(folded, found.last.end)
    if found.loose and part:
        text = f"{found.last.word}{part[0]}"
        return Ask(Code.BAD_PERCENT, {"number": first.number, "text": text})
    return found.refs(first)


@dataclass(slots=True)
class _List:
    """What has been read of a list so far."""

    numbers: list[int]
    last: Ref
    loose: bool = False
    ranged: bool = False
    counting: bool = False
    spaced: bool = False

    def take(self, folded: str, following: Ref, join: re.Match[str]) -> bool:
        """False if the list ends with it: 24 25 两项 says how many they are."""
        total = following.counted and following.number == len(set(self.numbers)) > 1
        if join["range"]:
            self.numbers.extend(range(self.numbers[-1] + 1, following.number + 1))
            self.ranged = True
            self.counting = following.counted and folded[following.end - 1] == "号"
        elif not total:
            self.numbers.append(following.number)
            self.counting = _counting(folded, self.last, following, join)
        self.loose = self.loose or bool(join["loose"] or join["space"])
        self.spaced = self.spaced or bool(join["space"])
        self.last = following
        return not total

    def refs(self, first: Ref) -> Refs:
        return Refs(
            tuple(dict.fromkeys(self.numbers)),
            first,
            self.last.end,
            self.loose,
            self.ranged,
            self.counting,
            self.spaced,
        )


def _counting(folded: str, last: Ref, following: Ref, join: re.Match[str]) -> bool:
    """Whether the further one may be a part, a number of things or a day, or the first a bullet."""
    if join["space"] and folded[following.end : following.end + 1] in tuple("、)"):
        return True
    if following.counted and not last.counted:
        day = folded[following.end - 1] == "号"
        return day or not join["list"] or following.number <= last.number
    if not following.marked or last.marked:
        return False
    return bool(join["space"]) or last.number <= _BULLETS


def _dated(folded: str, end: int) -> bool:
    """Whether more digits follow a hyphen: 2019-06-30 is no range."""
    return folded[end : end + 1] == "-" and folded[end + 1 : end + 2].isdigit()


def _member(folded: str, at: int) -> Ref | None:
    """A further reference of a list: a percentage or the start of a text is none."""
    found = ref_at(folded, at)
    if not isinstance(found, Ref) or _PERCENT.match(folded, found.end):
        return None
    open_end = glued(folded, found.end) and not _JOINING.match(folded, found.end)
    led = begins_value(folded, found.end) or _LED.match(folded, found.end)
    if not found.marked and open_end and not led:
        return None
    return found


def unknown(word: str) -> Ask:
    return Ask(Code.UNKNOWN_TASK, {"number": word})


def outside(refs: Refs, highest: int) -> Ask | None:
    """The answer if an item of the list does not exist."""
    wrong = next((n for n in refs.numbers if not 1 <= n <= highest), None)
    if wrong is None:
        return None
    return unknown(refs.first.word if wrong == refs.first.number else str(wrong))
