"""``liaison serve`` as a process of its own, to be killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import IO, Any

from bot.app import open_database
from bot.messages import Account, Platform
from bot.model.person import PersonRole
from bot.ports import PlanPeriod
from store.plan import Register, read_plan, shipped_plan
from tests.fakes.wecom_payloads import CORP
from tests.world import START

BOT = "7"
TOKEN = f"{BOT}:test-token-test-token"


async def prepare(url: str, *, people: int) -> None:
    """The 2019 plan in force; users 1001, 1002, ... of Telegram bot 7 speak for 科技部.

    So do U1001, U1002, ... of Slack's team T1, and u1001, u1002, ... of WeCom's corporation.
    """
    store = await open_database(url)
    name, data = shipped_plan()
    draft = read_plan(data, name=name, register=Register.shipped())
    period = PlanPeriod(
        title="2019", starts=date(2019, 1, 1), ends=date(2019, 12, 31), issued_on=None
    )
    async with store.unit() as unit:
        kept = await unit.plans.keep(draft, at=START)
        await unit.plans.apply(kept, period, at=START)
        [body] = await unit.people.department("科技部")
        for n in range(1, people + 1):
            person = await unit.people.add(f"联络员{n}", body.id, PersonRole.LIAISON, at=START)
            for account in (
                Account(Platform.TELEGRAM, BOT, str(1000 + n)),
                Account(Platform.SLACK, "T1", f"U{1000 + n}"),
                Account(Platform.WECOM, CORP, f"u{1000 + n}"),
            ):
                await unit.people.bind(person.id, account, at=START)
    await store.close()


def message(update: int, user: int, text: str) -> dict[str, Any]:
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


@contextmanager
def serving(
    env: Mapping[str, str], *options: str, log: IO[bytes] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A running bot; killed -9 at the end unless it has ended by itself."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "serve", *options],
        env={**os.environ, "LIAISON_LOG": "error", **env},
        stdout=log,
        stderr=log,
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
