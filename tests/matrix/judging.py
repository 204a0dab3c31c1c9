"""What became of a cell, told from what was said and written, beside what should have."""

import re
from collections.abc import Iterator

from bot.cards.plain import plain_text
from bot.messages import Card, Platform
from tests.bot.strangers import HINT, IN_ENGLISH
from tests.matrix.expected import Cell
from tests.matrix.office import RESTRICTED, TEXTS, Office
from tests.matrix.playing import CODE, Played

STUB = f"第{RESTRICTED}项 线下报送事项"
NOTE = "已私信回复您"
VOID = "绑定码只能在私聊中使用，未绑定；该码已作废，请重新索取，并在私聊中发送。"
_NO_FILES = "此处不能发送文件，未生成。"
_IN_GROUP = ("群里不写入，尚未保存。要在此保存吗？", "群里不办理，未改动。要在这里办理吗？")
_REFUSED = re.compile(
    "不能查看其记录|不能更新，未保存|您的角色只能查看，.*未保存|请勿在聊天中填写内容，未保存"
    "|您无权这样做，未改动|只能由办公室操作，未执行"
)
_GIVES = {
    "help": "使用说明",
    "bind": "✅ 绑定成功",
    "list": "我的任务 · ",
    "show": "第{n}项",
    "history": "第{n}项 · 历史记录",
    "overview": "第三季度进展总览",
    "update": "已记录 · 第{n}项 → 推进中",
    "done": "已记录 · 第{n}项 → 已完成（待核）",
    "report": "第三季度报送单 · 第{n}项",
    "undo": "已撤销 1 项",
    "close": "已办结 · 第{n}项",
    "export": "台账 · 第三季度",
    "urge": "催办预览（尚未发送）",
    "manage": "",
}
_TO_ALL = {"help": "群内使用说明", "show": "第{n}项", "overview": "第三季度进展总览"}
_WRITES = {
    "bind": {"binding_code", "account", "occurrence", "delivery"},
    "update": {"share", "update_record", "report"},
    "done": {"share", "update_record", "report"},
    "report": {"report", "report_edit", "open_step"},
    "undo": {"share", "update_record"},
    "close": {"share", "update_record", "report", "occurrence", "delivery"},
}
_VOIDED = {"binding_code", "occurrence", "delivery"}
"""A code that others have read is void, and the office is told."""
_NEEDED = {
    "bind": {"binding_code", "account"},
    "update": {"share", "update_record"},
    "done": {"share", "update_record"},
    "report": {"report", "open_step"},
    "undo": {"share", "update_record"},
    "close": {"share", "update_record"},
}


def verdict(cell: Cell, played: Played) -> str:
    """The outcome by its name in the specification; what fits none of them is told in full."""
    tables = {change.table for change in played.changes}
    if CODE in played.wire or CODE.replace("-", "") in played.wire:
        return "the code is repeated"
    if not played.private and not played.group:
        return _unanswered(tables)
    if not played.private:
        return _public(cell, played, tables)
    if len(played.private) != 1 or (played.group and not _only_a_note(played.group)):
        return _untold(played)
    moved = "dm " if played.group else ""
    said = plain_text(played.private[0], actions=False)
    if said in (HINT, f"{HINT}\n{IN_ENGLISH}"):  # where the text tells no language
        return "bind" if not tables and not moved else _untold(played)
    if said == VOID:
        return "revoke" if tables == _VOIDED and not moved else _untold(played)
    if said == STUB:
        return f"{moved}stub" if not tables else _untold(played)
    if said.startswith(_IN_GROUP):
        return "button" if moved and _is_button(played) else _untold(played)
    if _REFUSED.search(said):
        return f"{moved}refuse" if not tables else _untold(played)
    return _given(cell, played, tables, moved)


def _unanswered(tables: set[str]) -> str:
    return "silence" if not tables else "revoke" if tables == _VOIDED else str(tables)


def _public(cell: Cell, played: Played, tables: set[str]) -> str:
    """What a registered group reads is short: who answers for it, no update, no people."""
    start = _TO_ALL.get(cell.action)
    [card, *more] = played.group
    named = start is not None and card.title.startswith(start.format(n=played.item))
    return "do" if named and not more and not tables else _untold(played)


def _given(cell: Cell, played: Played, tables: set[str], moved: str) -> str:
    start = _GIVES.get(cell.action)
    title = played.private[0].title
    if cell.action == "export" and played.platform is Platform.WECOM and title == _NO_FILES:
        return f"{moved}do" if not tables else _untold(played)  # WeCom's robot carries none
    if start is None or not title.startswith(start.format(n=played.item)):
        return _untold(played)
    if (
        cell.action == "show"
        and played.item != RESTRICTED
        and TEXTS[played.item][0] not in (played.text)
    ):
        return _untold(played)
    if cell.action in ("urge", "manage"):
        kept = [change.op for change in played.changes]
        return "ask" if kept == ["INSERT"] and tables == {"stored_action"} else _untold(played)
    if tables - _WRITES.get(cell.action, set()) or _NEEDED.get(cell.action, set()) - tables:
        return _untold(played)
    participates = cell.relation == "participant" and cell.role in ("liaison", "deputy")
    return "own" if participates and cell.action in _NEEDED.keys() - {"bind"} else f"{moved}do"


def wrongs(office: Office, cell: Cell, played: Played) -> Iterator[str]:
    """What was written is the part of whoever may, in whose name, and nothing beside it."""
    person = office.people.get(cell.role)
    if person is None or cell.action == "bind":
        return
    for change in played.changes:
        row = change.row
        if change.table in ("share", "update_record", "report", "open_step"):
            task = office.tasks[played.item]
            if row["task_id"] != task.id:
                yield f"another item was written: {change}"
            own = task.share_of(person.department.id)
            part = own or task.deciding[0]
            if row["department_id"] != part.department.id and cell.action != "close":
                yield f"another department's part was written: {change}"
            if change.table == "update_record" and row["person_id"] != person.id:
                yield f"in somebody else's name: {change}"
            if change.table == "update_record" and bool(row["on_behalf"]) != (own is None):
                yield f"on whose behalf: {change}"
            if change.table == "open_step" and row["person_id"] != person.id:
                yield f"somebody else's form: {change}"
        if change.table == "stored_action" and row["person_id"] != person.id:
            yield f"somebody else's action: {change}"


def _only_a_note(cards: list[Card]) -> bool:
    return [card.title for card in cards] == [NOTE] and not cards[0].actions


def _is_button(played: Played) -> bool:
    """The line that was said, or the same in the bot's own words, is what the button sends."""
    [save, cancel] = played.private[0].actions
    changed = [change.table for change in played.changes]
    if save.command.startswith("确认 "):
        return changed == ["stored_action"] and cancel.command == "取消"
    numbers = re.findall("[0-9]+", played.line)
    return not changed and re.findall("[0-9]+", save.command) == numbers


def _untold(played: Played) -> str:
    rows = [(change.op, change.table) for change in played.changes]
    return f"{played.text!r} in private, {played.public!r} in the group, {rows}"
