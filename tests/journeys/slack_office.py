"""``liaison serve`` on a Slack of one's own: how it is set up, asked and looked at."""

import asyncio
from datetime import UTC, datetime
from typing import Any

from bot.app import open_database
from bot.codes import binding_digest
from bot.messages import Platform
from bot.model.person import PersonRole
from tests.fakes.process import Fake
from tests.fakes.slack_payloads import envelope
from tests.fakes.slack_rules import Json
from tests.world import START

CODE = "K7QM-2XPA-9TDR-5FHC"
_FAR = datetime(2199, 1, 1, tzinfo=UTC)


def environment(url: str, slack: Fake) -> dict[str, str]:
    return {
        "DATABASE_URL": url,
        "LIAISON_GRACE": "1",
        "SLACK_BOT_TOKEN": "xoxb-canary-1",
        "SLACK_APP_TOKEN": "xapp-1-A1-1-canary",
        "SLACK_API_BASE": f"{slack.base}/api",
    }


async def invite(url: str, name: str, platform: Platform = Platform.SLACK) -> None:
    """Somebody new of 科技部, who may bind an account there with ``CODE``."""
    store = await open_database(url)
    async with store.unit() as unit:
        [body] = await unit.people.department("科技部")
        person = await unit.people.add(name, body.id, PersonRole.LIAISON, at=START)
        digest = binding_digest(CODE)
        await unit.people.issue(person.id, platform, digest=digest, at=START, expires=_FAR)
    await store.close()


async def quiet(url: str) -> None:
    """Once nothing waits to be worked, sent or sent again."""
    store = await open_database(url)
    async with asyncio.timeout(30):
        while True:
            async with store.view() as unit:
                waiting = [
                    *await unit.inbox.listing(every=True),
                    *await unit.outbox.listing(every=True),
                ]
            if not waiting:
                break
            await asyncio.sleep(0.05)
    await store.close()


def push(slack: Fake, *payloads: Json, id: str | None = None) -> None:
    slack.control("/push", [envelope(payload, id) for payload in payloads])


def said(slack: Fake, method: str, count: int = 1, **fields: Any) -> list[Json]:
    """What was accepted of ``method`` with these fields, once there are so many of them."""
    asked = {"method": method, "fields": fields, "count": count}
    lines: list[Json] = slack.control("/called", asked, patience=30)
    return lines
