"""What the laboratory has delivered: planned messages and updates, each with a mark of its own."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from adapters.telegram.render import render
from bot.codes import binding_digest
from bot.messages import Account, Address, Card, Platform
from bot.model.person import PersonRole
from bot.ports import PlanPeriod, Store
from store.plan import Register, read_plan, shipped_plan
from tests.lab.platforms import BOT, KEYED, part_of
from tests.world import START

CODE = "K7QM-2XPA-9TDR-5FHC"
ITEMS = (1, 10, 15, 24, 37, 55, 60, 68, 106)
PEOPLE = 100
BINDER = 1000 + PEOPLE + 1
"""Of Telegram's users 1001, 1002, … the first one whom nobody knows; the code is for him."""


class Planned(NamedTuple):
    """A message that a ticker plans; ``mark`` is its key and its text."""

    platform: str
    chat: str
    mark: str


async def prepare(store: Store) -> None:
    """The 2019 plan in force; users 1001 to 1100 speak for 科技部, 1101 has a code."""
    name, data = shipped_plan()
    draft = read_plan(data, name=name, register=Register.shipped())
    period = PlanPeriod(
        title="2019", starts=date(2019, 1, 1), ends=date(2019, 12, 31), issued_on=None
    )
    async with store.unit() as unit:
        await unit.plans.apply(await unit.plans.keep(draft, at=START), period, at=START)
        [body] = await unit.people.department("科技部")
        for n in range(1, PEOPLE + 2):
            person = await unit.people.add(f"联络员{n}", body.id, PersonRole.LIAISON, at=START)
            if n <= PEOPLE:
                account = Account(Platform.TELEGRAM, BOT, str(1000 + n))
                await unit.people.bind(person.id, account, at=START)
            else:
                far, digest = START.replace(year=2100), binding_digest(CODE)
                await unit.people.issue(
                    person.id, Platform.TELEGRAM, digest=digest, at=START, expires=far
                )


async def put(store: Store, messages: Sequence[Planned], *, at: datetime) -> None:
    """Plan them, in one transaction; what is planned already changes nothing."""
    async with store.unit() as unit:
        for platform, chat, mark in messages:
            telegram = platform == Platform.TELEGRAM
            to = Address(Platform(platform), BOT if telegram else KEYED, chat)
            card = Card(mark)
            parts = render(to, card) if telegram else [part_of(card)]
            await unit.outbox.put(mark, to, parts, at=at, urgent=False)


def written(n: int) -> str:
    """The mark of an update; people write it as progress, and the answer repeats it."""
    return f"批次{n:06}号"


def planned(n: int) -> str:
    return f"计划{n:06}号"


def said(update: int, user: int, text: str) -> dict[str, Any]:
    """A private message, as Telegram sends it."""
    return {
        "update_id": update,
        "message": {
            "message_id": update,
            "date": 1570759200,
            "text": text,
            "from": {"id": user, "is_bot": False, "first_name": "L"},
            "chat": {"id": user, "type": "private", "first_name": "L"},
        },
    }


def updates(count: int, first: int = 0) -> list[dict[str, Any]]:
    """Writes of many people to a few items."""
    return [
        said(n + 1, 1001 + n % PEOPLE, f"{ITEMS[n % len(ITEMS)]} 推进中 {written(n)}")
        for n in range(first, first + count)
    ]
