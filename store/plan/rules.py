"""Sentences that hold for the whole plan: who leads, what is understood, when to report."""

import re

_FIRST = (
    r"(?:第一位|第一(?!批|季|时间|书记|阶段|产业|线|课|年|次|轮|期|步|粮|届|方阵|梯队)|首位|首个|首家|首列|居首|列首"
    r"|最前|靠前|前一[个家位]|(?:排名|排序|排列|列|位|居|排)(?:在|于|位)?(?:前列|前面|前)(?=的|者|为|单位|部门))"
)
_LEADS = r"(?:牵头|主办|主责|总负责|负总责|负总|主要负责|主要责任|负责统筹|统筹负责|会同其[他它余])"
_CLOSING = re.compile(
    rf"{_FIRST}[^。]{{0,16}}{_LEADS}|{_LEADS}(?:单位|部门)?[^。,]{{0,12}}(?:列|排|居|位)[^。,]{{0,6}}{_FIRST}"
    rf"|{_LEADS}(?:单位|部门)?(?:列|排|放)?在(?:最)?前"
)
_NO_ORDER = re.compile(
    r"(?:排名|顺序|次序|先后)[^。,]{0,6}不分先后|不分(?:先后|主次|前后)"
    r"|(?:加粗|粗体|黑体|下划线|斜体|红色|标红|底色)[^。,]{0,10}(?:牵头|主责|主办)"
)
_MARKED = re.compile(
    r"(?:[*★☆▲△●#※]|星号|星标)[^。,]{0,12}(?:牵头|主责|主办|总负责)"
    r"|(?:牵头|主责|主办)(?:单位|部门)[^。,]{0,8}(?:标|带|注|用|以|加)[^。,]{0,6}(?:[*★☆▲△●#※]|星号|星标)"
)
_STANDING = re.compile(
    r"下同|不再(?:一一|逐一|逐项|重复|另行|单独)?(?:列出|列示|列明|单列|罗列|列)"
    r"|(?:以下|以上|上述|下列)[^,。]{0,10}(?:均|都)|以下(?:各项|任务|工作|各条)"
)
_REPORTING = re.compile(
    r"(?:每(?:个)?(?:季度|月|半年|年|周|旬|双月|双周)|按(?:季度?|月|周|半年)|逐月|逐季|定期)"
    r"[^。;]{0,40}(?:报告|报送|上报|报市|报省|反馈|通报|汇总|书面报|报至|报我|将[^。;]{0,20}报)"
)

_RESTRICTED_BODIES = frozenset(("中央军委装备发展部", "国防科工局"))
_RESTRICTED = re.compile("国防|军民|军用|军工|军转民|民参军")


def names_lead(folded: str) -> bool:
    """The closing rule, in any wording: the first listed leads."""
    return bool(_CLOSING.search(folded))


def marks_lead(folded: str) -> bool:
    """标*的为牵头单位: a mark beside a name says that it leads."""
    return bool(_MARKED.search(folded))


def denies_order(folded: str) -> bool:
    """排名不分先后, 加粗的为牵头单位: the first listed is not the lead."""
    return bool(_NO_ORDER.search(folded))


def says_who_leads(folded: str) -> bool:
    """A rule about how leads are printed, or that they are not."""
    return names_lead(folded) or denies_order(folded) or marks_lead(folded)


def is_standing(folded: str) -> bool:
    """A part of a clause that speaks of more than its task: 以下均需…落实，不再列出."""
    return bool(_STANDING.search(folded) or says_who_leads(folded))


def is_rule(folded: str) -> bool:
    """A paragraph without a clause that holds for the whole plan."""
    return bool(says_who_leads(folded) or _STANDING.search(folded) or _REPORTING.search(folded))


def suggests_restricted(folded: str, bodies: frozenset[str]) -> bool:
    """Whether the text or an assignee (short names of the register) touches on defence."""
    return bool(bodies & _RESTRICTED_BODIES or _RESTRICTED.search(folded))
