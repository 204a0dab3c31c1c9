"""Plays a cell: what must be there first, the line, and then everything that came of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.cards.plain import plain_text
from bot.codes import binding_digest
from bot.messages import Card, Platform
from bot.model.task import Status
from bot.model.update import Change as Written
from bot.ports import HINT
from store.codec import from_json
from tests.matrix.entries import GROUPS, account_of, said
from tests.matrix.expected import Cell
from tests.matrix.office import CANARY, EACH, EARLIER, LEAD, NONE, PARTICIPANT, RESTRICTED, Office
from tests.matrix.written import Change
from tests.world import START

CODE = "4GZT-8WNB-3VKE-7RYM"
LINES = {
    "help": "帮助",
    "bind": f"绑定 {CODE}",
    "list": "我的任务",
    "show": "{n}",
    "history": "记录 {n}",
    "overview": "总览",
    "update": "{n} 推进中 一句进展",
    "done": "{n} 已完成",
    "report": "报送 {n} 进展：甲 问题：乙 打算：丙",
    "undo": "撤销",
    "close": "销号 {n}",
    "urge": "催办 {n}",
    "export": "台账",
    "manage": "换联络员 商务部 陈新",
}
ASIDE = {"audit_entry", "audit_head", "inbox", "flood"}
"""Tables in which every message leaves something, refused or not."""


@dataclass(slots=True)
class Played:
    """What became of a cell: cards by where they went, wire texts, and rows that changed."""

    line: str
    item: int
    private: list[Card] = field(default_factory=list)
    group: list[Card] = field(default_factory=list)
    wire: str = ""
    changes: Sequence[Change] = ()
    platform: Platform = Platform.TELEGRAM

    @property
    def text(self) -> str:
        return "\n".join(plain_text(card, actions=True) for card in self.private)

    @property
    def public(self) -> str:
        return "\n".join(plain_text(card, actions=True) for card in self.group)


def item_of(cell: Cell, turn: int) -> int:
    """Leads are sole, or one of those that are each responsible, by turns."""
    lead = (LEAD, EACH)[turn // 3 % 2]
    numbers = {"lead": lead, "participant": PARTICIPANT, "none": NONE, "restricted": RESTRICTED}
    return numbers[cell.relation]


async def play(office: Office, cell: Cell, turn: int, line: str = "") -> Played:
    """``line``: another one than that of the cell's action."""
    item = item_of(cell, turn)
    line = (line or LINES[cell.action]).format(n=item)
    name, event = said(cell, line, turn)
    async with office.store.cell():
        await _prepare(office, cell, item, Platform(name.removesuffix(" robot")))
        await office.forget()
        await office.put(name, event)
        return _read(await office.changes(), Played(line, item, platform=event.platform), name)


async def _prepare(office: Office, cell: Cell, item: int, platform: Platform) -> None:
    """A code that binds, an own last write that can be undone, an item that is done."""
    known = cell.role in ("liaison", "deputy", "observer", "coordinator")
    async with office.store.unit() as unit:
        if cell.action == "bind":
            whose = cell.role if known and cell.channel == "private" else "new"
            digest, ends = binding_digest(CODE), START.replace(day=12)
            holder = office.people[whose].id
            await unit.people.issue(holder, platform, digest=digest, at=START, expires=ends)
        if cell.action in ("undo", "close") and known:
            plan = (await unit.people.who(account_of(cell.role, platform))).plan
            assert plan is not None
            task = (await unit.tasks.numbered(plan.id, [item]))[item]
            person = office.people[cell.role]
            own = task.share_of(person.department.id) or task.shares[0]
            closes = cell.action == "close"
            for share in task.shares if closes else (own,):
                await unit.tasks.record(
                    task,
                    share,
                    Written(status=Status.DONE if closes else Status.IN_PROGRESS),
                    person=person,
                    at=EARLIER,
                    channel=platform,
                    batch="earlier",
                    on_behalf=task.share_of(person.department.id) is None,
                )


def _read(changes: Sequence[Change], played: Played, name: str) -> Played:
    groups = {chat for _, _, chat in GROUPS} | {"-1002", "C2", "group:wrOTHER"}
    for change in changes:
        if not _is_answer(change):
            continue
        card = from_json(change.row["shows"])
        cards = played.group if change.row["chat"] in groups else played.private
        if change.row["part"]:
            card = Card(cards[-1].title, (*cards[-1].body, *card.body), card.actions)
            cards.pop()
        cards.append(card)
        played.wire += change.row["content"]
    assert CANARY not in played.wire + played.text + played.public
    played.changes = [c for c in changes if c.table not in ASIDE and not _is_answer(c)]
    parked = [c for c in changes if c.table == "inbox" and c.row["state"] == "parked"]
    assert not parked, (name, parked[0].row["reason"])
    return played


def _is_answer(change: Change) -> bool:
    return (change.table, change.op) == ("delivery", "INSERT") and change.row["key"].startswith(
        ("reply:", f"{HINT}:")
    )
