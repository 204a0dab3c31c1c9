"""Whatever people and documents say is stored as it is, and shown as nothing but text."""

import asyncio
import sqlite3
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from adapters.console.adapter import one_part
from adapters.slack.render import render as slack_render
from adapters.telegram.render import render as telegram_render
from adapters.wecom.render import Way
from adapters.wecom.render import render as wecom_render
from bot.cards.plain import plain_text
from bot.messages import Address, Card, Channel, Part, Platform
from bot.model.person import PersonRole
from bot.model.plan import PlanDraft, TaskDraft
from bot.model.task import DeadlineKind, LeadBasis, Mode
from bot.ports import PlanPeriod
from bot.visible import visible
from tests.adapters import hostile
from tests.adapters.hostile import TEXTS
from tests.bot.world import NOW, World, account_of, make
from tests.reminders.story import Story, at

NUMBERS = {name: number for number, name in enumerate(TEXTS, 11)}  # 1, 2, 3 are fields of a report
PLANNED = "事局人章"  # not said by anybody: in no way changed
ENDED = {"surrogate", "line signs"}  # no line that anybody could read
COLUMNS = {
    "进": "SELECT progress FROM update_record",
    "难": "SELECT problems FROM update_record",
    "下": "SELECT next_steps FROM update_record",
    "由": "SELECT reason FROM extension",
    "一": "SELECT progress FROM report",
    "二": "SELECT problems FROM report",
    "三": "SELECT next_steps FROM report",
    "退": "SELECT reason FROM report",
    "催": "SELECT words FROM urge",
    "事": "SELECT text FROM task",
    "局": "SELECT short FROM department",
    "人": "SELECT name FROM person",
    "章": "SELECT chapter FROM task",
}
YEAR = PlanPeriod(title="2019", starts=date(2019, 1, 1), ends=date(2019, 12, 31), issued_on=None)


def kept(text: str) -> str:
    """As a document has it; no database takes half a character."""
    return text.encode("utf-8", "replace").decode()


def stored(text: str) -> str:
    """As a message is kept: NFC and trimmed, nothing else."""
    return kept(unicodedata.normalize("NFC", text).strip())


def _draft(name: str, text: str) -> TaskDraft:
    body = f"局{text}"
    return TaskDraft(
        number=str(NUMBERS[name]),
        text=f"事{text}",
        chapter=f"章{text}",
        section=f"节{text}",
        mode=Mode.SOLE,
        leads=(body,),
        lead_basis=LeadBasis.CLOSING_RULE,
        departments=(body,),
        restricted_suggested=False,
        deadline=date(2019, 11, 30),
        deadline_kind=DeadlineKind.EXPLICIT,
        deadline_raw=f"限{text}",
    )


async def _people(world: World) -> None:
    tasks = [_draft(name, text) for name, text in TEXTS.items()]
    draft = PlanDraft(sha256="ab" * 32, name="plan.txt", tasks=tuple(tasks))
    async with world.store.unit() as unit:
        await unit.plans.apply(await unit.plans.keep(draft, at=NOW), YEAR, at=NOW)
        bodies = {body.short: body for body in await unit.people.departments()}
        for name, text in TEXTS.items():
            body = bodies[kept(f"局{text}")]
            person = await unit.people.add(f"人{text}", body.id, PersonRole.LIAISON, at=NOW)
            await unit.people.bind(person.id, account_of(name), at=NOW)


async def _code(world: World, line: str) -> str:
    shown = await world.answer("赵敏", line)
    commands = [action.command for reply in shown.replies for action in reply.card.actions]
    return next((command for command in commands if command.startswith("确认 ")), "帮助")


async def _talk(world: World, name: str, text: str) -> None:
    n = NUMBERS[name]
    for line in (
        f"{n} 推进中 进展：进{text}末 问题：难{text}末 下一步：下{text}末",
        str(n),
        f"记录 {n}",
        "我",
        "我的任务",
        f"搜索 {text}",
        f"搜索 事{text}",
        f"提醒 {n} 明天9点 {text}",
        f"提醒 {n} 明天9点",
        f"延期 {n} 12月20日 由{text}末",
        f"报送 {n}",
        f"1 一{text}末",
        f"2 二{text}末",
        f"3 三{text}末",
        f"已审签 处{text}",
        f"报送 {n} 已审签 王处长",
        text,
        f"绑定 {text}",
        f"{n} {text}",
        f"代管 {text} 到 12月1日",
        f"/{text}",
        f"部门 {text}",
        f"意见 {text}",
    ):
        await world.answer(name, line)
    for line in (f"部门 局{text}", "延期", f"不同意延期 {n} 否{text}末", f"退回 {n} 退{text}末"):
        await world.answer("赵敏", line)
    code = await _code(world, f"催办 {n} 催{text}末")
    await world.answer("赵敏", code)
    for line in (f"绑定本群 章{text}", str(n), f"催办 {n} 催{text}末"):
        await world.answer("赵敏", line, channel=Channel.OTHER)


async def _everything(world: World) -> Sequence[Card]:
    """All cards that were ever put into the outbox."""
    await _people(world)
    story = Story(world)
    for name, text in TEXTS.items():
        await _talk(world, name, text)
    for line in ("总览", "未报", "临期 90天", "逾期", "简报", "简报 1 清单", "报送期"):
        for who in ("赵敏", "领导", "Ann", "html"):
            await world.answer(who, line)
    await world.answer("赵敏", "简报 发送", channel=Channel.OTHER)
    for day, hour in ((11, 10), (14, 9), (14, 10), (16, 9), (16, 10), (18, 16), (21, 10)):
        story.go(at(day, hour, 30))
        await story.look()
        await story.send()
    async with world.store.view() as unit:
        rows = await unit.outbox.some(range(1, 4000))
    return [row.delivery.message.shows for row in rows]


pytestmark = pytest.mark.xdist_group("hostile")  # all that is said is said once a run


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sequence[Card], Path]:
    folder = tmp_path_factory.mktemp("hostile")

    async def run() -> Sequence[Card]:
        world = await make(folder / "plan.db", plan=False)
        try:
            return await _everything(world)
        finally:
            await world.store.close()

    return asyncio.run(run()), folder / "plan.db"


def test_what_was_said_is_stored_as_it_was(cards: tuple[Sequence[Card], Path]) -> None:
    with sqlite3.connect(cards[1]) as base:
        found = {field: {row[0] for row in base.execute(sql)} for field, sql in COLUMNS.items()}
    base.close()
    missing: dict[str, set[str]] = {field: set() for field in COLUMNS}
    for field, values in found.items():
        for name, text in TEXTS.items():
            if field in PLANNED:
                there = kept(field + text) in values
            else:
                there = name in ENDED or stored(f"{field}{text}末") in values
            missing[field] |= set() if there else {name}
    refused = {"bidi", "controls"}  # in a command such signs are refused, with all of the line
    assert missing == {field: refused if field in "由退催" else set() for field in COLUMNS}


def _rendered(card: Card) -> Sequence[tuple[str, Callable[[str], tuple[list[Any], str]], Part]]:
    telegram, slack = Address(Platform.TELEGRAM, "1", "77"), Address(Platform.SLACK, "T1", "U77")
    made = [("telegram", hostile.telegram, part) for part in telegram_render(telegram, card)]
    made += [("slack", hostile.slack, part) for part in slack_render(slack, card, None)]
    for chat in ("zhangsan", "group:1", "robot:digest"):
        to = Address(Platform.WECOM, "ww1", chat)
        parts = wecom_render(to, card, None, Way("app", agent=1))
        made += [("wecom", hostile.wecom, part) for part in parts]
    return made


def test_nothing_of_it_means_anything_on_any_platform(cards: tuple[Sequence[Card], Path]) -> None:
    seen: dict[str, set[str]] = {"telegram": set(), "slack": set(), "wecom": set()}
    live: list[tuple[str, Any, str]] = []
    distinct = {plain_text(card, actions=True): card for card in cards[0] if not card.picture}
    for card in distinct.values():
        for platform, reader, part in _rendered(card):
            active, words = reader(part.content)
            live += [(platform, sign, part.content[:400]) for sign in active]
            seen[platform] |= {name for name, text in TEXTS.items() if _core(text) in _flat(words)}
    assert live == []
    assert {platform: set(TEXTS) - names for platform, names in seen.items()} == {
        platform: set() for platform in seen
    }


def test_a_terminal_shows_it_without_obeying(cards: tuple[Sequence[Card], Path]) -> None:
    for card in cards[0]:
        [part] = one_part(Address(Platform.CONSOLE, "ask", "1"), card, None)
        shown = visible(plain_text(part.shows, actions=True))
        assert not hostile.HIDDEN.search(shown)


def _core(text: str) -> str:
    """Enough of it to know it again, wherever a line was cut."""
    return _flat(visible(stored(text)))[:20]


def _flat(text: str) -> str:
    return "".join(text.split()).replace("\u2060", "")
