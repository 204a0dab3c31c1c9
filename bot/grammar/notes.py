"""Note text: what is stored as it stands, and what only looks like it."""

import re
from enum import StrEnum
from itertools import islice

from bot.errors import Code
from bot.grammar import asks, speech
from bot.grammar.asides import aside, slip_of
from bot.grammar.fields import Fields, fields_at
from bot.grammar.intent import Intent, Refuse, Verdict
from bot.grammar.prepare import Line
from bot.grammar.refs import Ref, Refs, glued, ref_at
from bot.grammar.retracting import retracts
from bot.grammar.shares import shares_meant
from bot.grammar.typos import status_meant
from bot.grammar.values import MOST_PERCENT, values_at
from bot.grammar.vocabulary import CHINESE, ENGLISH
from bot.model.update import Change


class Verb(StrEnum):
    """What opened the line."""

    NONE = ""
    UPDATE = "update"
    NOTE = "note"
    DONE = "done"
    SET = "set"  # 把, 将, mark, set: a sentence that ends with its values


_ASSIGNMENT = re.compile("[a-z_]{2,30} ?=")
_PLAIN_NUMBER = re.compile("(?:进度|progress)?[ :]{0,2}[0-9][0-9.,]{0,20}%?")
_NO_PERCENT = re.compile(
    "进度(?:不是|别|只有|应为|应该是|没到|不到)|(?:原来|之前|上次)?[0-9]+ ?% ?(?:现在|现|变)"
)
_PERCENT_SIGN = re.compile("[!-~]{0,20}%+")
_CODE_LIKE = re.compile("[a-z]{0,3}[0-9][0-9a-z]{0,8}")
_MORE_NUMBERS = re.compile(
    "(?:[-+/|\\\\&*=<>.~]|or|to|and|through|thru|till|until|except|but|plus|除了?|还是|或者?|到|至|和"
    "|跟|还有|以及|加)? ?"
    "(?:#|第|no\\.?|task|任务)? ?[0-9]+(?![0-9]| ?[㐀-鿿]| [a-z])"
    "|(?:one|two|three|four|five|six|seven|eight|nine|hundred|and)(?![a-z])"
)
_ALSO = re.compile(
    "(?:另外?|还有|还|再|然后|接着|随后|同时|外加|加上|连同|以及|并且|and then|and also|and|also"
    "|then"
    "|next|as well as|plus)[ ,:]{0,2}(?=[#第0-9]|item|task|任务)"
)
_TOGETHER = re.compile(
    "(?:和|及|与|以及|还有|连同|&|and)? ?(?:#|第)?[0-9]{1,4} ?(?:号|(?:这"
    "|那)?[两俩三四五六七八九十几]个?(?:项|条(?!例)"
    "|个(?:任务|事项))|等[两三四五六七八九十]?(?:项|个)?任?务?|都|均|也|全|一并|一起|一同)"
)
_AS_WELL = re.compile(
    "(?:(?:and|和|同|跟|与) ?)?(?:#|第)?[0-9]{1,3} ?(?:项|号)?(?: ?(?:too|as well|also|not|likewise"
    "|same)(?![a-z])|一样|同样|也|亦|才对|没)|同 ?[0-9]{1,3}$"
)
_LAST_ITEM = re.compile("(?:^|[^0-9a-z.%/:-])(?<!第)[0-9]{1,3}(?:号|项)?(?:那个|这个)?[ )。.!]*$")
_PARTED = re.compile(
    "[,;。] ?(?=第|#|[0-9]+ ?(?:项|号))|[;。] ?(?=[0-9]{1,3} ?[ :a-z已推受滞未在完办])"
)
_MOST_PARTS = 20
_SHORT = 30
_NONE = ("无", "暂无", "没有", "none")
_COMMAND = re.compile(
    "(?:稍后|提醒|催办|撤[销消]|撤回|查看|搜索|绑定|删除|历史|记录|remind|snooze|undo|delete|remove"
    "|show|history)(?: |$)"
)
_ACTS_ON = re.compile(
    "(?:取消|撤[销消]|暂停|中止|终止|延期|延后|更新|恢复|停用|注销)"
    "(?![了中的至到后前吧])(?!提醒|任务|该|这|本|此|项目|推进|实施|执行|办理|完成|报送|填报|申请"
    "|上报|[0-9一二两三四五六七八九十半几])(?=[㐀-鿿]{2})"
)
"""What a department did to something: 取消收费3项, 暂停受理. It says nothing of the item."""

_NO_STATUS = re.compile(
    "已经?(?:取消|中止|终止|暂停|搁置|延期|撤销)了?(?=$|[ ,;。.!])|延期|延误|延后|中止|终止"
    "|暂停|搁置|取消|撤[销消]|at risk|cancell?ed|cancel|on hold|paused"
    "|postponed|closed"
)


def note(line: Line, refs: Refs, verb: Verb, *, linked: bool) -> Verdict:
    """A note: text that declares nothing."""
    folded, item = line.folded, refs.numbers[0]
    rest = folded[refs.end :]
    fields = fields_at(line, refs.end)
    if isinstance(fields, Refuse):
        return fields
    if fields.empty:
        return _nothing_said(refs, verb)
    text = folded[fields.start :]
    one = len(refs.numbers) == 1
    if verb is not Verb.NOTE and one and (asked := asks.which_fields(line, refs.end, item)):
        return asked
    change = with_texts(Change(), fields)
    if fields.labelled or verb is Verb.NOTE:
        unsure = refs.loose or (is_glued(folded, refs) and not refs.marked and not fields.labelled)
        if not fields.labelled and (slip := slip_of(text, refs.numbers[0], line.text(refs.end))):
            return slip
        if unsure or not (speech.says_something(text) or text in _NONE):
            return asks.unclear(line.text(0))
        return asks.acted(Intent(name="update", tasks=refs.numbers, change=change))
    problem = not_a_note(text, refs, verb, fields.progress or text)
    if problem is not None:
        return problem
    acts = _ACTS_ON.match(text)
    counted = refs.first.word == "" and speech.counts_things(text)
    loose = (
        (not counted and speech.sounds_like_status(text[acts.end() if acts else 0 :]))
        or retracts(text)
        or (linked and not acts)
        or verb is Verb.SET
    )
    enumerated = verb is Verb.NONE and not refs.marked and rest[:1] in ".、)"
    if loose or is_glued(folded, refs) or refs.loose or refs.ranged or enumerated:
        return asks.unclear(line.text(0), item if one else None, line.text(fields.start))
    return asks.acted(Intent(name="update", tasks=refs.numbers, change=change))


def _nothing_said(refs: Refs, verb: Verb) -> Verdict:
    """References and no more; ``update 59 60`` probably lacks its %."""
    if len(refs.numbers) == 1:
        return asks.missing_fields(refs.numbers[0])
    item, second, *others = refs.numbers
    if verb is Verb.UPDATE and not others and second <= MOST_PERCENT:
        return asks.bad_percent(item, str(second), f"{item} {second}%")
    return asks.which(refs)


def names_another(line: Line, at: int, verb: Verb) -> bool:
    """Whether the text is the next item of a list: 24 已完成 25 已完成, 24，25两项.

    After 更新 everything is text; a number alone is text nowhere.
    """
    folded = line.folded
    start = at + (len(folded[at:]) - len(folded[at:].lstrip(" ,;:。、")))
    if folded[start:].rstrip(" .。").isdigit() or _AS_WELL.match(folded[start:].lstrip("(")):
        return True
    if verb is Verb.UPDATE and _declares(folded, start):
        return True
    if verb is not Verb.UPDATE and _TOGETHER.match(folded, start):
        return True
    if also := _ALSO.match(folded, start):
        start = also.end()
        if verb is not Verb.UPDATE and (
            _TOGETHER.match(folded, start) or folded[start:].strip(" .。").isdigit()
        ):
            return True
    if verb is Verb.UPDATE:
        return False
    places = [start, *(found.end() for found in islice(_PARTED.finditer(folded, at), _MOST_PARTS))]
    return any(_declares(folded, place) for place in places)


def _declares(folded: str, at: int) -> bool:
    """Whether an item and a value of it stand at ``at``."""
    found = ref_at(folded, at)
    return isinstance(found, Ref) and not values_at(folded, found.end).empty


def ends_in_item(text: str) -> bool:
    """Whether a short text after done ends in what may be one more item: together with 52."""
    return len(text) <= _SHORT and _LAST_ITEM.search(text) is not None


def not_a_note(text: str, refs: Refs, verb: Verb, original: str) -> Verdict | None:
    """Text that is rather a mistyped value, another command or nothing at all.

    ``original``: the text as it was typed.
    """
    item, bare = refs.numbers[0], speech.without_tail(text)
    if any(p.fullmatch(bare) for p in (_PLAIN_NUMBER, _PERCENT_SIGN)) or _NO_PERCENT.match(bare):
        digits = bare.removeprefix("进度").removeprefix("progress").strip(" :")
        share = digits.isdigit() and int(digits[:4]) <= MOST_PERCENT and digits != str(item)
        return asks.bad_percent(item, bare, *((f"{item} {digits}%",) if share else ()))
    if _CODE_LIKE.fullmatch(bare):
        return asks.bad_number(bare)
    if _MORE_NUMBERS.match(text) or (verb is not Verb.UPDATE and _TOGETHER.match(text)):
        return asks.unclear(_typed(refs, original), item)
    if _ASSIGNMENT.match(text):
        return Refuse(Code.UNSUPPORTED)
    if (found := _said_of_it(text, refs, original)) is not None:
        return found
    if (status := _NO_STATUS.match(text)) and not _ACTS_ON.match(text):
        near = ("behind", "blocked") if status[0].isascii() else ("滞后", "受阻")
        return asks.bad_status(item, status[0], *near)
    meant = None if speech.sounds_like_status(text) else status_meant(bare)
    if meant is not None:
        slip, _, after = original.partition(" ")
        if not after or status_meant(slip.lower()) != meant:
            return asks.bad_status(item, bare, meant, suggest=f"{item} {meant}")
        return asks.bad_status(item, slip, f"{meant} {after}", suggest=f"{item} {meant}")
    other = verb is Verb.NONE and _COMMAND.match(text)
    if (
        other
        or bare in ENGLISH
        or bare in CHINESE
        or speech.is_small_talk(bare)
        or not speech.says_something(bare)
    ):
        return asks.unclear(_typed(refs, original), item)
    return None


def _typed(refs: Refs, original: str) -> str:
    """The text as it was typed, behind its number; on a card there is none."""
    return f"{refs.first.word} {original}".strip()


def _said_of_it(text: str, refs: Refs, original: str) -> Verdict | None:
    """从60%提高到80% is a percentage to be asked for, 发错了 is said to the bot."""
    item = refs.numbers[0]
    if (shares := shares_meant(text)) is not None:
        return asks.bad_percent(item, original, *(f"{item} {share}%" for share in shares))
    return aside(text, item, original) if len(refs.numbers) == 1 else None


def is_glued(folded: str, refs: Refs) -> bool:
    """Whether text is glued to a reference that was typed."""
    return refs.first.word != "" and glued(folded, refs.end)


def is_labelled(line: Line, at: int) -> bool:
    fields = fields_at(line, at)
    return isinstance(fields, Fields) and fields.labelled


def with_texts(change: Change, fields: Fields) -> Change:
    return Change(
        status=change.status,
        percent=change.percent,
        progress=fields.progress,
        problems=fields.problems,
        next_steps=fields.next_steps,
    )
