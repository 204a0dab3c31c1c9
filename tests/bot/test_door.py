"""Every command is behind the door: a line for each, said by people who may not, and where."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import access
from bot.commands import COMMANDS
from bot.commands.update import NAMES
from bot.grammar import read
from bot.grammar.intent import Act, Confirm, Context
from bot.official import official
from tests.matrix.expected import Cell
from tests.matrix.office import Office, open_office
from tests.matrix.playing import play
from tests.world import START

LINES = {
    "help": "帮助",
    "mytasks": "我的任务",
    "show": "{n}",
    "jot": "记一条 已发通知",
    "history": "记录 {n}",
    "search": "搜索 政策",
    "due": "临期",
    "overdue": "逾期",
    "whoami": "我是谁",
    "lang": "语言 en",
    "unbind": "解绑",
    "undo": "撤销",
    "cancel": "取消",
    "status": "运行状态",
    "resend": "重发 1",
    "giveup": "放弃 1",
    "redrive": "重新处理 1",
    "calendar": "工作日 增 2019-10-19",
    "report": "报送 {n} 审签",
    "offline": "已线下报送 {n}",
    "digest": "简报",
    "digest_send": "简报 发送",
    "here": "绑定本群",
    "subscribe": "订阅",
    "unsubscribe": "退订",
    "remind": "提醒 {n} 明天",
    "snooze": "稍后 {n} 2h",
    "later": "今天稍后",
    "quiet": "免打扰 12:00-13:00",
    "handover": "代管 李四 到 10月20日",
    "back": "销假",
    "nudge": "催办 {n}",
    "deadline": "定时限 {n} 2019-11-30",
    "extend": "延期 {n} 2019-11-30 等待批复",
    "extend_ok": "同意延期 {n}",
    "extend_no": "不同意延期 {n} 理由",
    "correct": "更正 {n} 原文应为21家",
    "correct_ok": "同意更正 {n}",
    "correct_no": "不同意更正 {n} 理由",
    "period": "报送期",
    "approve": "通过 {n}",
    "return": "退回 {n} 请补充",
    "close": "销号 {n}",
    "reopen": "恢复 {n}",
    "restrict": "线下 {n} 是",
    "audit": "审计 {n}",
    "export": "台账",
    "draft": "计划稿 1",
    "circular": "通报",
    "code": "/code 财政部 telegram",
    "assign": "换联络员 财政部 新人",
    "revoke": "停用 李四",
    "feedback": "意见 提醒来得太早",
    "forget": "注销",
    "board": "看板",
    "import": "导入",
    "coord": "需协调 {n} 分工待定 涉及单位：无",
    "announce": "通知 联络员 请核对通讯录",
    "missing": "未报",
    "overview": "总览",
    "coverage": "覆盖",
    "dept": "部门 科技部",
    "update": "{n} 推进中 一句进展",
    "done": "办结 {n}",
}
"""One line a command; whoever adds a command adds its line."""

OWN = {
    "account",
    "feedback",
    "leave",
    "open_step",
    "person",
    "quiet",
    "reminder",
    "snooze",
    "stored_action",
    "subscription",
}
"""Tables that hold what is somebody's own: no task, no report, nobody else."""


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    opened = await open_office(f"sqlite:///{tmp_path}/liaison.db")
    yield opened
    await opened.store.close()


def test_every_command_names_an_act_that_the_table_rules_on() -> None:
    assert set(LINES) == set(COMMANDS) | set(NAMES)
    assert {command.act for command in COMMANDS.values()} <= set(access.PRIVATE)
    columns = {len(row) for row in access.PRIVATE.values()}
    assert columns == {len(access.COLUMNS) + 4}
    assert set(access.Act) == set(access.PRIVATE) | {access.Act.BIND}
    assert set(access.PRIVATE) >= access.WRITES


@pytest.mark.parametrize("name", LINES)
def test_the_line_asks_for_its_command(name: str) -> None:
    context = Context(now=START, highest=30, calendar=official())
    [verdict] = read(LINES[name].format(n=10), context)
    assert isinstance(verdict, Act | Confirm)
    assert verdict.intent.name == name


async def test_who_may_does_change_the_plan(office: Office) -> None:
    """So that the others are refused something."""
    done = set()
    for turn, (name, line) in enumerate(LINES.items(), start=900):
        cell = Cell("coordinator", "show", "lead", "private", "telegram")
        if {change.table for change in (await play(office, cell, turn, line)).changes} - OWN:
            done.add(name)
    assert {"update", "done", "deadline", "report", "calendar"} <= done


@pytest.mark.parametrize(
    ("role", "relation"),
    [
        ("observer", "lead"),
        ("observer", "restricted"),
        ("liaison", "none"),
        ("unbound", "lead"),
        ("revoked", "lead"),
        ("foreign", "lead"),
    ],
)
async def test_who_may_not_changes_nothing_of_the_plan_by_any_command(
    office: Office, role: str, relation: str
) -> None:
    wrong = dict[str, set[str]]()
    for turn, (name, line) in enumerate(LINES.items(), start=300):
        for channel in ("private", "own", "other"):
            cell = Cell(role, "undo" if name == "undo" else "show", relation, channel, "telegram")
            played = await play(office, cell, turn, line)
            tables = {change.table for change in played.changes}
            known = role in ("observer", "liaison")
            if tables - (OWN if known else set()):
                wrong[f"{line} {channel}"] = tables
    assert wrong == {}


async def test_in_a_group_nobody_changes_anything_of_the_plan(office: Office) -> None:
    """What the office says there comes back as a button; 绑定本群 is meant for the group."""
    wrong = dict[str, set[str]]()
    for turn, (name, line) in enumerate(LINES.items(), start=600):
        for role in ("coordinator", "liaison"):
            for channel in ("own", "other"):
                cell = Cell(role, "undo" if name == "undo" else "show", "lead", channel, "telegram")
                played = await play(office, cell, turn, line)
                tables = {change.table for change in played.changes} - OWN
                registers = name == "here" and role == "coordinator"
                if tables - ({"group_chat"} if registers else set()):
                    wrong[f"{role} {line} {channel}"] = tables
    assert wrong == {}
