"""What stands behind a command word, command by command."""

import re
from collections.abc import Callable, Mapping

from bot.errors import Code
from bot.grammar import (
    asks,
    auditing,
    closing,
    correcting,
    deadlines,
    filters,
    importing,
    parts,
    period_command,
    planned,
    queries,
    reviews,
    speech,
    staff,
    unbinding,
    weekly,
)
from bot.grammar.announcing import announce
from bot.grammar.circulars import circular
from bot.grammar.codes import binding_code
from bot.grammar.coordinating import coord
from bot.grammar.daybook import calendar
from bot.grammar.exporting import export
from bot.grammar.feedback import feedback
from bot.grammar.intent import Act, Ask, Confirm, Context, Intent, Refuse, Verdict
from bot.grammar.items import about, on_card
from bot.grammar.notes import Verb
from bot.grammar.opening import Arguments, Opening, Reader
from bot.grammar.own import handover, own_reminders, quiet
from bot.grammar.prepare import Line
from bot.grammar.refs import Refs, refs_at
from bot.grammar.reporting import offline, report
from bot.grammar.snoozing import snooze
from bot.grammar.urging import nudge
from bot.grammar.values import values_at
from bot.grammar.vocabulary import ALONE
from bot.grammar.words import words
from bot.messages import Language

_ALL = re.compile("全部|所有|全体|每一?[项个条]|all(?![a-z])|every|each(?![a-z])|\\*")
_LANGUAGES = {
    **dict.fromkeys(words("zh 中文 汉语 chinese 简体 简体中文 普通话 cn zh-cn"), Language.ZH),
    **dict.fromkeys(words("en 英文 英语 english eng"), Language.EN),
}
_OF = re.compile("(?:the )?(?:status|progress) (?:of|for|on) (?:the )?")
_COUNTED = re.compile("[0-9]{1,20} ?[㐀-鿿]")
_SHORTEST_CODE = 8
_SHARE = re.compile(
    "(?:进度|完成了?|progress)[ :]{0,2}[0-9]{1,3} ?%[了。. ]*|(?:进度"
    "|progress)[ :]{0,2}[0-9]{1,3}[。. ]*"
)
"""Of a card's item: 进度60, 完成50%."""


_NOT_FOR_ALL = {
    "assign": ("换联络员 科技部 王五", "assign MOST 王五"),
    "revoke": ("停用 张三", "revoke 张三"),
    "report": ("报送 24", "report 24"),
    "handover": ("代管 李四", "handover 李四"),
    "nudge": ("催办 未报", "nudge missing"),
}
"""Commands that are never about all, and an example of each in both languages."""
_EVERY = re.compile(
    "(?:all|everyone|everybody|everything|\\*)(?![a-z])|(?:全部|所有|全体|大家|每个)(?:人|任务"
    "|事项|单位|部门|的)*"
    "(?:$| )"
)


def command(line: Line, context: Context, opening: Opening) -> Verdict | None:
    """The reading of a line that starts with a command word; None if it is none after all."""
    arguments = Arguments(line, opening, context)
    if opening.name in ALONE:
        rest = speech.without_manners(arguments.rest)
        return Act(Intent(name=opening.name)) if not rest else None
    if opening.name in _NOT_FOR_ALL and _EVERY.match(arguments.rest):
        example = _NOT_FOR_ALL[opening.name][opening.word.isascii()]
        return Refuse(Code.MULTI_TARGET, {"example": example})
    reader = _READERS.get(opening.name)
    return reader(arguments) if reader else _another(arguments)


def _status(a: Arguments) -> Verdict | None:
    """The office's /status takes nothing; with a number it is the item's."""
    return queries.show(a) if a.rest else _another(a)


def _another(a: Arguments) -> Verdict | None:
    """A command that this grammar only names: its items if it has some, its words."""
    refs = refs_at(a.line.folded, a.at, a.context.highest) if a.rest else None
    tasks = () if refs is None or isinstance(refs, Ask) else refs.numbers
    if a.opening.glued and a.rest and not tasks:
        return None
    text = a.line.text(refs.end) if isinstance(refs, Refs) else a.text
    return Act(Intent(name=a.opening.name, tasks=tasks, words=text or None))


def _ids(a: Arguments) -> Verdict | None:
    """Numbers that are not items."""
    return None if a.opening.glued and a.rest else Act(Intent(name=a.opening.name, words=a.text))


def _jot(a: Arguments) -> Verdict | None:
    """A note as it was typed: no number in it is an item."""
    return None if a.opening.glued and a.rest else Act(Intent(name="jot", words=a.text or None))


def _start(a: Arguments) -> Verdict | None:
    return _bind(a) if a.rest else Act(Intent(name="help"))


_MORE_HELP = ("", "me", "please", "now", "我", "一下", "信息", "文档", "list", "page")
"""Behind 帮助 these name no topic."""


def _help(a: Arguments) -> Verdict | None:
    if a.opening.glued and a.rest.strip(" ?"):
        return None
    topic = speech.without_tail(a.rest).strip(" ?")
    return Act(Intent(name="help", words=None if topic in _MORE_HELP else topic))


def _bind(a: Arguments) -> Verdict | None:
    code = binding_code(a.rest.lstrip("是为: "))
    if code is not None:
        return Act(Intent(name="bind", code=code))
    if a.opening.glued and a.rest and not a.rest[0].isascii():
        return None
    return staff.not_a_code(a)


def _confirm(a: Arguments) -> Verdict | None:
    """The code as it was typed; without one there is nothing to confirm."""
    typed = a.text.split()
    if len(typed) != 1 or not a.rest.replace("-", "").isalnum() or not a.rest.isascii():
        return None if a.opening.glued else asks.not_understood(a.line.text(0))
    return Act(Intent(name="confirm", code=typed[0]))


def _cancel(a: Arguments) -> Verdict | None:
    if not a.rest:
        return Act(Intent(name="cancel"))
    alone = a.rest.replace("-", "")
    if (
        alone.isascii()
        and alone.isalnum()
        and any(c.isdigit() for c in alone)
        and len(alone) > _SHORTEST_CODE
    ):
        return Act(Intent(name="cancel", code=a.text))
    return None


def _lang(a: Arguments) -> Verdict | None:
    word = a.rest.removeprefix("to ").strip(" 为成到")
    if word in _LANGUAGES:
        return Act(Intent(name="lang", language=_LANGUAGES[word]))
    if a.opening.glued and a.rest:
        return None
    return Refuse(Code.UNSUPPORTED, {"language": True}, ("/lang zh", "/lang en"))


def _writes(verb: Verb) -> Reader:
    def reader(a: Arguments) -> Verdict | None:
        if a.context.item is not None and _SHARE.fullmatch(a.line.folded):
            return on_card(a.line, 0, a.context, a.context.item)
        at = speech.opening(a.line.folded, a.at)
        if _ALL.match(a.line.folded, at):
            return Refuse(Code.MULTI_TARGET)
        at = _past_of(a.line.folded, at)
        verdict = about(a.line, at, a.context, verb)
        if verdict is not None:
            return _not_the_card(a, at, verdict)
        if a.opening.glued and a.rest and not a.rest[0].isascii():
            return None
        if a.context.item is not None:
            return on_card(a.line, at, a.context, a.context.item, verb)
        if not a.rest or not values_at(a.rest, 0).empty or values_at(a.rest, 0).bad:
            return asks.missing_task(a.line.text(0))
        wrong = queries.NOT_A_NUMBER.match(a.rest) and not _COUNTED.match(a.rest)
        return asks.bad_number(a.rest) if wrong else None

    return reader


def _not_the_card(a: Arguments, at: int, verdict: Verdict) -> Verdict:
    """In a reply a bare number is not enough to name another item than the card's."""
    item = a.context.item
    if item is None or not isinstance(verdict, Act | Confirm) or item in verdict.intent.tasks:
        return verdict
    refs = refs_at(a.line.folded, at, a.context.highest)
    if not isinstance(refs, Refs) or refs.marked or verdict.intent.name == "show":
        return verdict
    text = a.line.text(0)
    other = f"{a.opening.word} #{refs.first.number} {a.line.text(refs.end)}".strip()
    own = f"{a.opening.word} {item} {a.line.text(refs.end)}".strip()
    return Ask(Code.AMBIGUOUS, {"text": text}, (other, own) if len(refs.numbers) == 1 else ())


def _past_of(folded: str, at: int) -> int:
    found = _OF.match(folded, at)
    return found.end() if found else at


def _when(reader: Callable[[Line, int, Context], Verdict | None]) -> Reader:
    return lambda a: reader(a.line, a.at, a.context)


_READERS: Mapping[str, Reader] = {
    "start": _start,
    "help": _help,
    "bind": _bind,
    "unbind": unbinding.unbind,
    "confirm": _confirm,
    "cancel": _cancel,
    "mytasks": filters.mytasks,
    "show": queries.show,
    "history": queries.history,
    "status": _status,
    "search": queries.search,
    "due": parts.due,
    "overdue": parts.overdue,
    "digest": weekly.digest,
    "here": weekly.here,
    "lang": _lang,
    "update": _writes(Verb.UPDATE),
    "note": _writes(Verb.NOTE),
    "done": _writes(Verb.DONE),
    "jot": _jot,
    "resend": _ids,
    "giveup": _ids,
    "redrive": _ids,
    "remind": own_reminders,
    "snooze": _when(snooze),
    "calendar": calendar,
    "report": report,
    "offline": offline,
    "quiet": quiet,
    "handover": handover,
    "nudge": nudge,
    "close": closing.close,
    "reopen": closing.close,
    "restrict": closing.restrict,
    "deadline": deadlines.deadline,
    "extend": deadlines.extend,
    "extend_ok": deadlines.decide,
    "extend_no": deadlines.decide,
    "correct": correcting.correct,
    "correct_ok": correcting.decide,
    "correct_no": correcting.decide,
    "period": period_command.period,
    "approve": reviews.approve,
    "return": reviews.send_back,
    "missing": reviews.missing,
    "overview": reviews.overview,
    "dept": reviews.dept,
    "audit": auditing.audit,
    "import": importing.importing,
    "export": export,
    "circular": circular,
    "coverage": reviews.coverage,
    "feedback": feedback,
    "code": staff.code,
    "assign": staff.assign,
    "revoke": staff.revoke,
    "draft": planned.draft,
    "announce": announce,
    "coord": coord,
}
