"""Lists of assignees: where one name ends and the next begins, and what is no name at all."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from store.plan.labels import Role
from store.plan.register import Register
from store.plan.text import HAN, Part, Text

_SEPARATOR = re.compile(r"[、,;\n/|]|[ \t]{2,}|\t")
_SHORTEST, _PLAUSIBLE, _LONGEST = 2, 30, 60  # characters of a name, with its brackets

_AREA = (
    r"(?:省|自治区|直辖市|计划单列市|地区|地|市|州|盟|县|区|旗|乡|镇|街道"
    r"|开发区|园区|功能区|新区|街)"
)
_RULE = r"(?:人民政府|政府|党委和政府|党委|党工委|管委会|办事处|管理委员会)"
_BRACKET = r"(?:[(〔\[][^()〔〕\[\]]*[)〕\]])"
_EACH_AREA = re.compile(rf"各{_AREA}{{1,3}}{_BRACKET}?|各地区|各(?:有关|相关)?{_AREA}{{1,3}}")
_BARE_AREA = re.compile(
    rf"(?!开发区|园区|功能区|新区){_AREA}{{1,3}}{_BRACKET}?{_RULE}?(?:(?:有关|相关)?(?:部门|单位))?|部门|单位"
)
_MORE_AREAS = re.compile(rf"(?:{_BARE_AREA.pattern})(?=$|以及|及|和(?!平))")
_COLLECTIVE = re.compile(
    rf"各.+|(?:.*(?:有关|相关|各级|各|成员|责任|涉及|主管|其他|其它|所有))"
    rf"(?:职能|责任|行业|主管|市直|省直|区直|牵头|配合|管理|业务|垂管|党政|中直)*"
    rf"(?:部门|单位|地区|地方|方面|机构|企业|委办局|{_AREA}|{_RULE}|部委|高校|院校|学校)"
    rf"(?:[和及、](?:部门|单位|地区|机构|企业|个人))?"
    rf"|(?:市|省|区|县|州)(?:直|级)(?:各|有关|相关)*(?:部门|单位|机关)|(?:{_AREA}|{_BRACKET}|、|级|两){{2,8}}{_RULE}?"
    rf"|(?:地方|基层|属地|乡镇|县级以上).*(?:{_RULE}|党组织)|(?:有关|相关).+|驻.{{1,6}}(?:有关|各)?单位"
)
_BODY = re.compile(
    r".+(?:局|部|厅|署|委|院|行|社|司|台|站|所|处|科|办|室|库|馆|厂|校|队|段|网|港|联|组|会|中心|公司|集团|大学|学院"
    r"|医院|政府|法院|银行|机关|政协|人大|海关|园区|新区|开发区|街道|乡|镇|村|旗|盟|省|市|县|区|州|专班|基金|联盟|兵团|电网"
    r"|电信|移动|联通|铁塔|铁路|民航|邮政|烟草|气象|消防|武警|海事|海警|边检|部门|单位|企业|平台|研究所|党校|总队|支队"
    r"|大队|分部|工会|妇联|残联|科协|侨联|文联|社科联|工商联|红十字会|团市委|军分区|人武部|督查室|党工委|分行|支行|机场|码头)"
)
_NO_BODY = re.compile(
    r"社会|机会|大会|全市|全省|全区|全县|全国|干部|内部|外部|全部|局部|会议|以上市|网络|互联网|本市|本省|超市|城市|都市|上市"
)
_NEVER = re.compile(
    r"^(?:含|包括|除|原(?!子)|如|见|即)|(?<!自)由|本办法|[。!?“”\"《》<>=%…:*]|不再|下同|列出|牵头|负责|要求|以下|上述|分别|待定|自行|任务|职责|分工"
    r"|\d{4}年|\d月|季度|每年|每月|每周|(?:专人|领导|一把手|人员|干部|同志|书记|主任|局长|市长|县长|区长)$"
)
_VERB = re.compile(
    r"(?:落实|推进|做好|加强|开展|完成|推动|报送|报告|按照|制定|组织(?!部|人事)|确保|并|及时|定期|提出|建立)"
)
_OFFICE = re.compile(r".*(?:办公室|办|中心|专班|小组|委员会|指挥部)")
_NOBODY = frozenset(("", "无", "-", "—", "——", "/", "暂无", "空", "–", "--", "无。", "没有"))
_OPEN = re.compile(
    r"等[共\d一二三四五六七八九十个家]*(?:市直|市级|省级|各|有关|相关|其他|责任|配合|成员|职能|多个)*"
    r"(?:部门和单位|部门|单位|机构|地区|地方|方面|企业)?$"
)
_OPEN_KIND = re.compile(
    r"(?<=[局委部厅署办院会行社心站司处科团联府区县市省镇乡])等(?!级|院校|教育|学校)[^、,等]{1,14}"
    r"(?:部门|单位|机构|地区|方面|企业|科室|院校|街道|镇街|乡镇)$"
)
_LEAD_IN = re.compile(
    r"(?:[*★☆●▲△#·•:]|\(?\d{1,2}[.)](?!\d)|[①-⑳]|由|(?:以上|上述)(?:各项)?(?:工作|任务|措施|事项)?由|并由|其中|另由|同时由|请|会同|并会同|并|以及|及|和|与|牵头单位为|责任单位为){1,3}"
)
_ROLE = re.compile(
    r"[(〔\[](?:(?P<lead>(?:总?牵头|主办|主责|为主)(?:单位|部门|负责)?)|(?P<support>(?:配合|参与|参加|协办|协助)(?:单位|部门)?))[)〕\]]$"
)
_ASIDE = re.compile(
    r"[(〔\[][^()〔〕\[\]]*(?::|电话|联系人|为牵头|第一|\d月|\d{5})[^()〔〕\[\]]*[)〕\]]$"
)
_MARK = re.compile(r"^[*★☆▲△●#※]|[*★☆▲△●#※]$")
_TAIL = re.compile(
    "人民政府|政府|管委会|管理委员会|委员会|办事处|办公室|领导小组|工作专班|(?:有关|相关)(?:部门|单位)"
)
_BLANK = re.compile(r"[ \t]+")
_INNER = re.compile(
    "办公室|办公厅|办|宣传部|组织部|统战部|政法委|网信办|编办|党校|机关工委|社会工作部"
    "|[省市县区]政府."
)
_AND = re.compile(r"以及|会同|及|和|与")
_LETTERS = re.compile(rf"[{HAN}A-Za-z]{{2}}")
_END_BRACKET = re.compile(rf"{_BRACKET}$")
_PLACE_AFTER_AND = re.compile(r"和(?:平|谐|田|县|龙市|顺县|静县|硕县|林|布克|政县)")


_OF_A_KIND = re.compile(
    rf"(?:各类?)?(?!.*(?:各|有关|相关))[{HAN}]{{1,5}}[性类型]"  # 开发性、政策性金融机构
)
_COMMITTEE = re.compile("(?:中共)?[省市县区州旗盟]委|党委|党工委|党中央|中央")
_AND_OFFICE = re.compile(
    "(?:[省市县区州旗盟]?政府|国务院)(?:各|有关|相关|督查|办公|信访|研究|目标|直属|派出).{1,12}"
)
_KIND = 20


@dataclass(slots=True)
class Names:
    """What a list holds.  ``open_list``: it ends in 等.  ``rest``: parts that are no names."""

    names: list[tuple[str, Role | None]] = field(default_factory=list)
    open_list: bool = False
    rest: list[str] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)
    marked: set[str] = field(default_factory=set)


def is_nothing(folded: str) -> bool:
    """无, — and their like: the place is empty on purpose."""
    return folded in _NOBODY


def is_collective(name: str, register: Register) -> bool:
    """Whether the folded name is a group named as one assignee."""
    if register.spellings(name):
        return register.is_collective(name)
    return len(name) <= _LONGEST and bool(_COLLECTIVE.fullmatch(name))


def read_names(text: Text, register: Register) -> Names:
    """The names of a list, printed order and spelling; nothing that is no name."""
    found = Names()
    for part in _merged(text):
        _read_part(part, register, found)
    return found


def _merged(text: Text) -> Iterator[Text]:
    """The list's parts; 各区、县 stays one, and so does 开发性、政策性金融机构."""
    parts = text.split(_SEPARATOR)
    at = 0
    while at < len(parts):
        start, end = parts[at].start, parts[at].end
        while at + 1 < len(parts) and end - start <= _KIND and _is_half(text.folded, parts, at):
            at += 1
            end = parts[at].end
        if end - start <= _LONGEST and _EACH_AREA.fullmatch(text.folded[start:end]):
            while at + 1 < len(parts) and (more := _more(text.folded, parts[at + 1])):
                at += 1
                end = parts[at].start + more
        yield text.cut(start, end)
        if end < parts[at].end:
            yield text.cut(end, parts[at].end)
        at += 1


def _is_half(folded: str, parts: Sequence[Part], at: int) -> bool:
    """Whether a part is half a name: 开发性、政策性金融机构, 市委、市政府有关部门."""
    one = folded[parts[at].start : min(parts[at].end, parts[at].start + _KIND)].strip()
    if _OF_A_KIND.fullmatch(one):
        return True
    next_one = folded[parts[at + 1].start : min(parts[at + 1].end, parts[at + 1].start + _KIND)]
    return bool(_COMMITTEE.fullmatch(one) and _AND_OFFICE.fullmatch(next_one.strip()))


def _more(folded: str, part: Part) -> int:
    """How much of the next part goes on with the areas of 各省、自治区, 0 if nothing."""
    if part.end - part.start > _LONGEST:
        return 0
    found = _MORE_AREAS.match(folded[part.start : part.end])
    return found.end() if found else 0


def _read_part(part: Text, register: Register, found: Names) -> None:
    part = part.strip(" \t\n.。")
    if part.folded in _NOBODY:
        return
    if len(part) > 2 * _LONGEST:
        found.rest.append(part.shown)
        return
    marked = bool(_MARK.search(part.folded))
    part = part.strip(" *★☆▲△※#")
    if not register.spellings(part.folded):
        part = _without_lead_in(part)
        part, role = _without_tail(part, found)
    else:
        role = None
    pieces = (p for one in _at_blanks(part, register) for p in _split_at_and(one, register))
    for one in pieces:
        piece = _closed(one, found)
        name = _spelled(piece)
        if marked:
            found.marked.add(name)
        if is_name(piece.folded, register):
            found.names.append((name, role))
        elif name:
            found.rest.append(name)


def _at_blanks(part: Text, register: Register) -> Iterator[Text]:
    """A blank parts two names where both sides are whole: 市财政局 市税务局."""
    start = 0
    for blank in _BLANK.finditer(part.folded):
        left, right = part.cut(start, blank.start()), part.cut(blank.end())
        first = _BLANK.split(right.folded, maxsplit=1)[0]
        whole = is_whole(left.folded, register) and is_whole(first, register)
        if whole and not is_inner(left.folded, first):
            yield left
            start = blank.end()
    yield part.cut(start)


def is_inner(left: str, right: str) -> bool:
    """市委 宣传部 and 各区（县） 人民政府 are one name each."""
    if _TAIL.fullmatch(right):
        return True
    return left.endswith(("委", "政府")) and bool(_INNER.match(right))


def _without_lead_in(part: Text) -> Text:
    lead_in = _LEAD_IN.match(part.folded)
    if lead_in is None or _PLACE_AFTER_AND.match(part.folded):
        return part
    return part.cut(lead_in.end())


def _closed(part: Text, found: Names) -> Text:
    """Without the 等部门 of 乙局等部门及各镇, which parted two names."""
    if not (open_list := _OPEN.search(part.folded)):
        return part
    found.open_list = True
    return part.cut(0, open_list.start()).strip()


def _without_tail(part: Text, found: Names) -> tuple[Text, Role | None]:
    """Takes 等有关部门, （牵头） and （联系人：…） off the end."""
    role = None
    if aside := _ASIDE.search(part.folded):
        found.asides.append(part.shown[aside.start() :])
        part = part.cut(0, aside.start())
    open_list = _OPEN.search(part.folded) or _OPEN_KIND.search(part.folded)
    if open_list:
        found.open_list = True
        part = part.cut(0, open_list.start())
    if marked := _ROLE.search(part.folded):
        role = Role.LEAD if marked["lead"] else Role.SUPPORT
        part = part.cut(0, marked.start())
    return part.strip(), role


def _split_at_and(part: Text, register: Register) -> Iterator[Text]:
    """和, 及, 以及 part two names only when both sides are whole names."""
    for joint in _AND.finditer(part.folded):
        left, right = part.cut(0, joint.start()).strip(), part.cut(joint.end()).strip()
        if _PLACE_AFTER_AND.match(part.folded, joint.start()) or register.spellings(part.folded):
            continue
        if is_whole(left.folded, register) and is_whole(right.folded, register):
            yield left
            yield from _split_at_and(right, register)
            return
    yield part


def is_whole(folded: str, register: Register) -> bool:
    """Whether it is a name by its form: known, a collective, or ending as bodies end."""
    if register.spellings(folded):
        return True
    if len(folded) < _SHORTEST or len(folded) > _LONGEST or _BARE_AREA.fullmatch(folded):
        return False
    core = _END_BRACKET.sub("", folded)
    if _is_sentence(core):
        return False
    if _COLLECTIVE.fullmatch(folded):
        return True
    return bool(_BODY.fullmatch(core)) and not _NO_BODY.search(core[-3:])


def is_name(folded: str, register: Register) -> bool:
    """Whether a part of a list can be printed as an assignee."""
    if register.spellings(folded) or is_whole(folded, register):
        return True
    core = re.sub(_BRACKET, "", folded)
    long_enough = len(core) >= _SHORTEST and len(folded) <= _PLAUSIBLE
    return long_enough and bool(_LETTERS.search(core)) and not _is_sentence(core)


def _is_sentence(core: str) -> bool:
    return bool(_NEVER.search(core) or (_VERB.match(core) and not _OFFICE.fullmatch(core)))


def _spelled(part: Text) -> str:
    """As printed; a blank only between Latin words."""
    return re.sub(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])", "", part.shown.strip())
