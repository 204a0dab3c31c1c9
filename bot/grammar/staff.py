"""What stands behind 绑定码, 换联络员 and 停用: a department, a person, a platform."""

import re

from bot.codes import codes_in
from bot.errors import Code
from bot.grammar import asks
from bot.grammar.intent import Act, Ask, Intent, Refuse, Verdict
from bot.grammar.opening import Arguments
from bot.grammar.refs import ref_at
from bot.grammar.unbinding import PLATFORMS
from bot.grammar.words import words
from bot.messages import Platform
from bot.model.person import PersonRole

_REPLACING = ("替", "接替", "代替", "替换", "replacing", "for")
NOBODY = "-"
"""In a line that was shown first: nobody leaves."""
_MANY = {
    **dict.fromkeys(("全部", "所有", "所有人", "全体", "all", "everybody", "everyone"), "all"),
    **dict.fromkeys(("未绑定", "未绑定的", "unbound"), "unbound"),
}
_ROLES = {
    **dict.fromkeys(words("备用联系人 备用联络员 备用 工作联系人 deputy"), PersonRole.DEPUTY.value),
    **dict.fromkeys(words("领导 观察员 leader observer"), PersonRole.OBSERVER.value),
    **dict.fromkeys(words("联络员 liaison"), PersonRole.LIAISON.value),
}
"""Who somebody is, behind the name."""
_REGISTERS = "登记"
_WITH_NAME = 2  # words: a department and a name
_TO_ITEM = re.compile("(?:(?<![a-z])to|给|到|负责) ?(?:task|item|任务|第|#)? ?[0-9]")
_TRIM = " ,，、。:：?？"
_WORDS = "绑定码"
_LONGEST = 200
_NAME = 80  # characters
_GLUED = re.compile(r"(停用|绑定码|审计)([^\W\d_]{2,20})")
_SEALS = re.compile(r"封存 ?([^ ]{0,20})")
_BACKWARDS = re.compile("[把将]? ?第?([0-9]{1,4})[项号条]? ?(销号|恢复)")


def code(a: Arguments) -> Verdict | None:
    """``科技部 张三 telegram``, ``科技部``, ``张三``, ``7 slack``, or nothing: how it is done."""
    return None if a.opening.glued and a.rest else _code(a.text)


def assign(a: Arguments) -> Verdict | None:
    """``科技部 王五 [替 张三] [企业微信]``, ``科技部 李四 备用联系人``, or nothing: how it is done.

    Items are nobody's to assign: a number is no department.  Behind 登记, and with a role that is
    not the liaison's, nobody leaves.
    """
    words, platform = _with_platform(a.text)
    if ref_at(a.rest, 0) is not None or _TO_ITEM.search(a.rest):
        return Refuse(Code.UNSUPPORTED)
    replaces = None
    for place, word in enumerate(words):
        if word.casefold() in _REPLACING and place > 1:
            words, replaces = words[:place], " ".join(words[place + 1 :]) or None
            break
    role = None
    for place in (-1, 1) if len(words) > _WITH_NAME else ():  # 吴越 领导, 领导 吴越
        if role is None and (role := _ROLES.get(words[place].casefold())) is not None:
            del words[place]
    if role != PersonRole.LIAISON and role is not None and replaces is not None:
        return asks.not_understood(a.line.text(0), a.opening.word)
    if a.opening.word == _REGISTERS and role in (None, PersonRole.LIAISON) and words:
        replaces = replaces or NOBODY
    who, name = (words[0] if words else None), " ".join(words[1:]) or None
    return Act(
        Intent(name="assign", who=who, words=name, replaces=replaces, platform=platform, verb=role)
    )


def revoke(a: Arguments) -> Verdict | None:
    """``张三``, ``7``, ``科技部 张三``, or nothing: how it is done."""
    if a.opening.glued and a.rest:
        return None
    words = _words(a.text)
    who, name = (words[0] if words else None), " ".join(words[1:]) or None
    return Act(Intent(name="revoke", who=who, words=name))


def not_a_code(a: Arguments) -> Ask:
    """Behind 绑定码 a liaison gives a code, the office says for whom: who it is decides."""
    said = {"office": a.text} if a.opening.word == _WORDS and not codes_in(a.text) else {}
    return Ask(Code.BAD_CODE if a.rest else Code.MISSING_CODE, said)


def for_the_office(verdict: Verdict) -> Verdict:
    """What a coordinator means by it."""
    if not isinstance(verdict, Ask):
        return verdict
    if isinstance(said := verdict.facts.get("office"), str):
        return _code(said)
    text = str(verdict.facts.get("text", "")).strip(_TRIM)
    if verdict.code in (Code.UNKNOWN_COMMAND, Code.AMBIGUOUS):
        if found := _GLUED.fullmatch(text):
            return Ask(Code.UNKNOWN_COMMAND, verdict.facts, (f"{found[1]} {found[2]}",))
        if found := _SEALS.fullmatch(text):
            line = f"报送期 封存 {found[1]}".rstrip()
            return Ask(Code.UNKNOWN_COMMAND, verdict.facts, (line,))
        if found := _BACKWARDS.fullmatch(text):
            return Ask(Code.UNKNOWN_COMMAND, verdict.facts, (f"{found[2]} {found[1]}",))
    return verdict


def _code(text: str) -> Verdict:
    words, platform = _with_platform(text)
    last = words[-1].casefold() if words else ""
    if words and all(word.casefold() in _MANY for word in words):
        return Act(Intent(name="code", verb=_MANY[last], platform=platform))
    if len(words) > _WITH_NAME and last.isascii() and last.isdigit() and len(last) == 1:
        called = " ".join(words[1:-1])
        return Act(
            Intent(
                name="code",
                verb="each",
                who=words[0],
                words=called,
                copies=int(last),
                platform=platform,
            )
        )
    who, name = (words[0] if words else None), " ".join(words[1:]) or None
    return Act(Intent(name="code", who=who, words=name, platform=platform))


def is_name(name: str) -> bool:
    """Something to read, nothing that hides, and no number: numbers name people who are there."""
    return name.isprintable() and len(name) <= _NAME and not name.removeprefix("#").isdigit()


def _words(text: str) -> list[str]:
    words = [word.strip(_TRIM) for word in text[:_LONGEST].replace("、", " ").split()]
    return [word for word in words if word]


def _with_platform(text: str) -> tuple[list[str], Platform | None]:
    words = _words(text)
    platform = PLATFORMS.get(words[-1].casefold()) if words else None
    return (words if platform is None else words[:-1]), platform
