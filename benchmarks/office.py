"""The whole bot on a database of its own, with a wire that costs nothing, to be spoken to."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from adapters.telegram import inbound
from adapters.telegram.adapter import TelegramAdapter, TelegramSettings
from bot.app import Parts, assemble
from bot.messages import Account, Address, Event, Part, Platform
from bot.model.person import PersonRole
from bot.outcomes import Outcome, Sent
from bot.settings import Settings
from store import SqlStore, open_store
from tests.journeys.serving import BOT, TOKEN, message, prepare
from tests.journeys.stage_there import alone
from tests.world import START, FakeClock

ME, OFFICE, GROUP = 1001, 1, -1001
_PAUSE = timedelta(seconds=20)  # between two messages: nobody says more than is heard
_ACCOUNT = Account(Platform.TELEGRAM, BOT, str(ME))


class _Wireless(TelegramAdapter):
    """Renders as ever; what is sent has arrived."""

    sent = 0

    async def send(self, to: Address, part: Part, *, key: str = "") -> Outcome:
        self.sent += 1
        return Sent(str(self.sent))

    async def worked(self, event: Event) -> None:
        return


class _NotKept(Exception):
    """Takes back what a unit did."""


class Office:
    """A liaison of 科技部, the coordinator, and their group."""

    def __init__(self, store: SqlStore) -> None:
        self._store, self._clock = store, FakeClock()
        self._adapter = _Wireless(TelegramSettings(token=TOKEN), self._clock, alone)
        self._adapter.username = "liaison_bot"
        self._parts: Parts = assemble(
            store, self._clock, [self._adapter], Settings.model_construct()
        )
        self._numbers = 0
        self._cards: dict[str, int] = {}

    async def answered(self, **how: Any) -> float:
        """Milliseconds of CPU until the answer is made; nothing of it is kept.

        Arguments as of ``said``.
        """
        event = self._next(**how)
        request = self._adapter.to_request(event)
        assert request is not None
        began = time.process_time()
        with suppress(_NotKept):
            async with self._store.unit() as unit:
                await self._parts.worker.bot.handle(
                    request, unit, now=self._clock.at, batch=event.key
                )
                raise _NotKept
        return (time.process_time() - began) * 1e3

    async def said(self, text: str, **how: Any) -> float:
        """Milliseconds of CPU until it was answered; ``reply``: to the last answer to that."""
        event = self._next(text, **how)
        gate = self._parts.gate(self._adapter)
        began = time.process_time()
        await gate.accept(event)
        while await self._parts.worker.once():
            pass
        await self._parts.postman.drain()
        took = (time.process_time() - began) * 1e3
        self._cards[text] = self._adapter.sent
        return took

    def _next(self, text: str, *, who: int = ME, reply: str = "", **how: Any) -> Event:
        self._clock.at += _PAUSE
        return self._event(text, who, self._cards.get(reply), **how)

    def _event(
        self, text: str, who: int, replied: int | None, *, chat: int = 0, forwarded: bool = False
    ) -> Event:
        self._numbers += 1
        update = message(self._numbers, who, text)
        inner = update["message"] | {"date": int(self._clock.at.timestamp())}
        if chat:
            inner["chat"] = {"id": chat, "type": "supergroup", "title": "工作群"}
        if replied is not None:
            ours = message(replied, who, "")["message"]
            ours["from"] = {"id": int(BOT), "is_bot": True, "first_name": "Liaison"}
            inner["reply_to_message"] = ours
        if forwarded:
            inner["forward_origin"] = {
                "type": "hidden_user",
                "sender_user_name": "某人",
                "date": 1570759200,
            }
        return inbound.event_of(update | {"message": inner}, BOT)

    async def bound(self) -> None:
        """Whatever was said: the next message is the liaison's again."""
        async with self._store.unit() as unit:
            if (await unit.people.who(_ACCOUNT)).person is not None:
                return
            [body] = await unit.people.department("科技部")
            person = await unit.people.add("张三", body.id, PersonRole.LIAISON, at=self._clock.at)
            await unit.people.bind(person.id, _ACCOUNT, at=self._clock.at)


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[Office]:
    """With the 2019 plan in force and the group registered."""
    await prepare(url := f"sqlite:///{path}", people=1)
    store = await open_store(url)
    try:
        await store.enlist(at=START)
        async with store.unit() as unit:
            [body] = await unit.people.department("联席会议办公室")
            person = await unit.people.add("赵敏", body.id, PersonRole.COORDINATOR, at=START)
            account = Account(Platform.TELEGRAM, BOT, str(OFFICE))
            await unit.people.bind(person.id, account, at=START)
        office = Office(store)
        await office.said("/here@liaison_bot", who=OFFICE, chat=GROUP)
        yield office
    finally:
        await store.close()
