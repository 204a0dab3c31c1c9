"""What stands behind a declared value and makes it doubtful.

已完成 is checked for what speaks for it: behind it only a text that reports something done is a
note (标准已报批, report filed), whatever else follows is asked about.  No list of doubts would end.
Other statuses and percentages are checked for what speaks against them.
"""

import re

from bot.grammar import speech
from bot.grammar.retracting import overtakes, retracts
from bot.grammar.values import Values, values_at
from bot.model.task import Status

_AFTER = " ,.;:!。、…-—("
_NO_END = (
    "取消|暂停|中止|延|退回|驳回|否决|流标|启动|开始|进入|过半|并入|废止|停|终止|搁置|撤|失败|逾期|转交"
    "|列入|纳入|安排|部署|起草|形成初稿"
)
"""What has happened to something that is not done."""
_NO_DEED = (
    "need|expect|plann|estimat|suppos|intend|hop|un[a-z]+|claim|mix|limit|delay|postpon|suspend"
    "|cancell?|block"
)
_REPORTS = re.compile(
    "已(?!经?(?:"
    f"{_NO_END}))|完毕|印发|发布|公布|出台|报批|上线|实施|召开|签署|归档|移交"
    "|备案|结题|生效|落实|建成|落地|成立|达成|办理完|通过|收齐|下发|转发|报送|报请|上报|验收合格"
    "|培训|举办|验收(?!中|前|后)|齐全|同意|获批|批复|结束|请(?:审核|销号|核实|查收|办公室|予?以?核)"
    "|文号|特此|详见|无遗留|成效|见(?:附件|国|《|文件|[^ ]{0,8}〔)|刊发|出版"
    "|[交报发送上签做办开建印](?:完|齐|好)?了(?![没吗])"
    f"|(?<![a-z])(?!(?:{_NO_DEED})ed)[a-z]{{2,14}}ed(?![a-z])"
    "|(?<![a-z])(?:sent|held|met|made|built|written|given|signed off|set up|gone out|in force"
    "|online|live|yesterday|on time|ahead of schedule|as planned|successfully)(?![a-z])"
)
_PAST = re.compile(f"已(?!经?(?:{_NO_END}))|完毕|获批|了(?![没吗])")
_AGAINST = re.compile(
    "没|未(?!来)|尚|不(?:算|是|够|全|行|可|完整|一定|确定|到|了)|仅?[剩差缺欠](?![别异])|待(?!遇)"
    "|除外|除了?[^ ]{1,12}外?$|还[需要得]|听说|据(?!此|库)[^ ]{0,6}|[说称讲猜觉]的?$|大[概约致]"
    "|好像"
    "|似乎|貌似|也许|或许|说不定|拿不准|勉强|可能|应该|估计|预计|争取|计划于?|拟|即将|将(?!军|来)|其余|其他.{0,4}在|在办|(?<!于)[0-9]{1,2}月(?:底|初|中旬)?前?(?:印发|出台|发布|报批)(?!了)"
    "|[年月]底(?!召开|举[办行]|已|印发了)|季末|[月年]内|明[年天]|下[月周半季]|四季度|目标$|^部分|部分$|大半|多数|主体$|局部"
    "|中$|公示(?:中|$)|走流程|如果|若|一旦|视为|才怪|[吗么吧?]|对不|行不|谁|什么|为何|怎么|测试|示例"
    "|举例|模板|玩笑|有误|误报|误操作|作废|无效|忽略|撤[销回]?$|收回|草稿(?!已)|暂(?!时)|别(?![的处人])"
    "|[×❌🤔👎🚫⏳]"
    "|(?<![a-z])(?:not|no|never|[a-z]+n't|if|unless|until|once|when|pending|missing|left"
    "|remaining|outstanding|follow|maybe|perhaps|possibly|probably|presumably|think|guess|hope"
    "|hopefully|believe|assume|suppose|reckon|afaik|says?|said|told|heard|claims?|reportedly"
    "|apparently|allegedly|supposedly|except|apart|without|but|though|however|minus|excl|awaiting"
    "|waiting|partly|partially|half|almost|nearly|largely|mostly|roughly|some|only|so far|later"
    "|eventually|shortly|soon|asap|tomorrow|next|tonight|will|should|would|could|might"
    "|may(?! ?[0-9])(?<![0-9] may)"
    "|subject to|upon|provided|contingent|test|testing|undo|revert|ignore|disregard|cancel"
    "|mistake|error|wrongly|reopen|or|tbc|tbd|unsure|who|which|why|what|how|does|did|is it|can"
    "|rest|rejected|refused|declined|failed|returned|withdrawn|to be|first|batch|started|begun|none"
    "|wrong)(?![a-z])"
)
_DATED = re.compile(
    "[0-9]{1,2} ?月(?:[0-9]{1,2} ?[日号])?(?:底|末|中旬|下旬)?(?:之?前)?[^已]{0,4}$"
    "|(?:20[0-9]{2}[-/.年 ]*)?(?:[0-9]{1,2}[-/.][0-9]{1,2}|q[1-4])$"
)
_DENIES = re.compile(
    "(?:还|尚|并)?(?:未|没)(?:有)?(?:完成|办结|印发|做完|办完)|不是|不算|not(?![a-z])"
)
_STILL = re.compile("(?:还|尚|并|仍|也)?(?:未(?!来)|没)|不(?:是|算)|not(?![a-z])")
_BUT = re.compile("但是?|不过|可是|只是|except|but(?![a-z])")
_LONG_NOTE = 20  # characters behind 更新 N 已完成: nobody hedges for so long
_SHORT = 16  # characters of a line that is no sentence of its own
_FIRST = 60  # characters in which a doubt is looked for

_AIMED = re.compile(
    "(?:[→⇒]|[-=]>|不准|[^ ]{1,4}率|上季|上月|去年|不到|出头|不止|没到|还没|尚未|未|没|或|是?目标"
    "|计划|预计|争取"
    "|下[月周季]|明[年天]|[年月季]底|剩(?:余|下)?$|待办|听说|据说|据称|我猜|估计|可能|应该|大[概约]|差不多|约|行不行|几$|[一二三四五六七八九]$|[+±]"
    "|[^ ]{0,4}说的?$|谁|撤|作废|玩笑|误)"
    "|(?:left|remaining|to go|to do|not|undone|unfinished|outstanding|short|by|next|tomorrow|soon"
    "|expected|planned|targeted|target|maybe|perhaps|i (?:think|guess)|or|-?ish|est(?:imated?)?"
    "|apparently|reportedly|says?|said|if|no(?! (?:objections?|comments?|reply|news))|typo|wrong"
    "|is wrong|coverage|increase|growth|reduction|completion rate|satisfied|sure|likely|chance"
    "|more|less|higher|lower|staff|cities|filings|companies|agencies|provinces|cases)(?![a-z])"
)
_CHANGED = re.compile(
    "请?(?:其实|实际上?|改成|改为|改到|更正为?|调整为|显示|变为|变成|应为|应该是|实为|现在?|目前"
    "|/(?![a-z])|-{1,2}>|=>|→|⇒|>|还是|或者?|抑或"
    "|(?:or|sorry|actually|but now|now|to|and)(?![a-z]))"
    "[ :]?(?:已?经?是|改为)?"
)
_TAKEN_FOR = re.compile(
    "(?:测试(?:一下)?|试试|示例|举例|模板|开玩笑|玩笑|骗你|是?假的|胡说|瞎说|误报|有误|系?误操作|手滑"
    "|以上作废|作废|无效|此条无效|请?忽略|我?收回|删[掉了]|划掉|先不|暂不|暂存|存草稿"
    "|听说的?|据说|据称|我猜|道听途说|仅供参考|对[吧不]|是吧|行不行|好不好|可以不|真的假的|这样写"
    "|[^ ,]{1,4}[说称]的)(?:$|[ ,。吧了的])"
)
_DENIED = re.compile(
    "(?:no (?:longer|more)|not really|not yet|earlier|previously|last (?:week|month)|or not|maybe"
    "|until yesterday|perhaps|i (?:think|guess|heard)|could be|soon|not$|test(?:ing)?"
    "|just (?:testing|kidding))"
    "(?=$|[ ,.;!)])"
)
_VERB = re.compile(
    " (?:[0-9]+(?!%)|infring|pirat|illegal|counterfeit|fake|websites?|sites?|accounts?|links?"
    "|payment|launch|the scenes|list (?:sent|issued))"
)


def is_doubtful(values: Values, rest: str, *, explicit: bool) -> bool:
    """Whether ``rest``, the folded text behind the values, makes them doubtful.

    ``explicit``: 更新 stands before them, behind which a long text is a note.
    """
    text = rest.lstrip(_AFTER)
    if retracts(rest) or overtakes(values.status, rest) or _says_otherwise(text):
        return True
    if values.status is Status.DONE:
        return not _reports(values, rest, text, explicit=explicit)
    if values.percent is not None and _AIMED.match(text):
        return True
    verb = values.status in (Status.BLOCKED, Status.BEHIND) and (values.status_word or "").isascii()
    return verb and _VERB.match(rest) is not None


def denies(text: str) -> bool:
    """Whether a field behind 已完成 begins by saying that it is not."""
    return _DENIES.match(text.lower()) is not None


def casts_doubt(text: str, *, done: bool) -> bool:
    """Whether a short line of its own makes the one above it doubtful: not yet, 应该吧.

    ``done``: that line declares 已完成.
    """
    if len(text) > _SHORT:
        return False
    if _TAKEN_FOR.match(text) or _DENIED.match(text):
        return True
    if not done:
        return False
    left = _AGAINST.search(text) is not None and _REPORTS.search(text) is None
    left = left or _STILL.match(text) is not None
    return left or _BUT.match(text) is not None or _DATED.fullmatch(text) is not None


def _reports(values: Values, rest: str, text: str, *, explicit: bool) -> bool:
    """Whether the text reports what was done, and not what is left of it."""
    governs = values.verblike and rest[:1] == " " and not explicit and not rest[1:2].isascii()
    if governs and _PAST.search(text) is None:
        return False  # 完成 方案起草
    if speech.hedges(rest, explicit=explicit) or _DATED.match(text):
        return False
    if explicit and len(text) > _LONG_NOTE:
        return True
    return _REPORTS.search(text) is not None and _AGAINST.search(text[:_FIRST]) is None


def _says_otherwise(text: str) -> bool:
    """其实推进中, 改为滞后, → done, 测试: another value, or none at all."""
    if _TAKEN_FOR.match(text) or _DENIED.match(text):
        return True
    changed = _CHANGED.match(text)
    return changed is not None and not values_at(text, changed.end()).empty
