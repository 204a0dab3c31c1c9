"""The same request again, at once, after a restart, a week later: one event, one effect."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy import func, select

from adapters.slack.reception import Reception
from adapters.slack.webhook import SlackWebhook
from adapters.telegram.webhook import TelegramWebhook
from bot.bell import Bell
from bot.clocks import SystemClock
from bot.ingress import Gate
from bot.messages import Platform
from bot.ports import Ingress, Route, Webhook
from store import SqlStore, open_store
from store.queues import inbox
from tests.adapters import slack_http, wecom_calls, wecom_server
from tests.adapters import test_telegram_webhook as telegram
from tests.adapters.wecom_server import Frozen
from tests.adapters.world import BOT, SECRET

WEEK = 7 * 86_400


class Wire(NamedTuple):
    """Method-less call: address with query, headers, body."""

    path: str
    headers: Any
    body: bytes


class Caller(NamedTuple):
    hook: Callable[[Ingress, int], Webhook]
    """With a clock so many seconds later."""
    call: Callable[[int, int], Wire]
    """The same message, sealed that much later, with another nonce where there is one."""


async def _no_window(trigger: str, view: dict[str, Any]) -> None:
    """Nothing to open."""


def _slack(ingress: Ingress, later: int) -> Webhook:
    reception = Reception(slack_http.US, ingress, _no_window)
    return SlackWebhook((slack_http.SECRET,), reception, Frozen(slack_http.NOW + later))


def _wecom(ingress: Ingress, later: int) -> Webhook:
    return wecom_server.callback(ingress, Frozen(wecom_calls.NOW + later))


def _wecom_call(later: int, nonce: int) -> Wire:
    made = wecom_calls.post(wecom_calls.said(), at=wecom_calls.NOW + later, nonce=str(nonce))
    return Wire(f"{wecom_server.PATH}?{made.query}", [], made.body)


CALLERS = {
    "telegram": Caller(
        lambda ingress, _: TelegramWebhook((SECRET,), BOT, ingress),
        lambda _, __: Wire(telegram.PATH, telegram.GOOD, telegram.BODY),
    ),
    "slack": Caller(
        _slack,
        lambda later, _: Wire(
            slack_http.PATH, slack_http.signed(at=slack_http.NOW + later), slack_http.BODY
        ),
    ),
    "wecom": Caller(_wecom, _wecom_call),
}


@pytest.fixture
async def url(tmp_path: Path) -> str:
    made = f"sqlite:///{tmp_path}/plan.db"
    await (await open_store(made)).close()
    return made


@pytest.mark.parametrize("name", CALLERS)
async def test_one_effect_however_often_it_comes(url: str, name: str) -> None:
    hook, call = CALLERS[name]
    for later in (0, 0, WEEK):  # the second is after a restart
        store = await open_store(url)
        gate = Gate(Route(platform=Platform(name), tenant="1"), store, SystemClock(), Bell())
        async with wecom_server.server(hook(gate, later)) as client:
            for nonce in range(3):
                wire = call(later, nonce)
                answer = await client.post(wire.path, headers=wire.headers, content=wire.body)
                assert answer.status_code == 200
            calls = [call(later, 10 + nonce) for nonce in range(50)]
            answers = await asyncio.gather(
                *(client.post(w.path, headers=w.headers, content=w.body) for w in calls)
            )
            assert {answer.status_code for answer in answers} == {200}
        assert await _events(store) == 1
        await store.close()


@pytest.mark.parametrize("name", ["slack", "wecom"])
async def test_a_week_later_the_old_seal_is_worth_nothing(url: str, name: str) -> None:
    hook, call = CALLERS[name]
    store = await open_store(url)
    gate = Gate(Route(platform=Platform(name), tenant="1"), store, SystemClock(), Bell())
    async with wecom_server.server(hook(gate, WEEK)) as client:
        wire = call(0, 1)
        answer = await client.post(wire.path, headers=wire.headers, content=wire.body)
    assert (answer.status_code in (401, 403), answer.content) == (True, b"")
    assert await _events(store) == 0
    await store.close()


async def _events(store: SqlStore) -> int:
    async with store.database.reading() as sql:
        [(count,)] = await sql.rows(select(func.count()).select_from(inbox))
    return int(count)
