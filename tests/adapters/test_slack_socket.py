"""Socket Mode against a Slack that hangs up, falls silent and refuses: nothing is lost by it."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest

from adapters.slack.adapter import SlackAdapter
from adapters.slack.line import Tuning
from bot.ports import Clock
from tests.adapters.slack_world import order, slack_adapter
from tests.adapters.world import Door, QuickClock
from tests.fakes.process import Fake
from tests.fakes.slack_payloads import envelope, event, message
from tests.fakes.slack_presses import modal, press, slash_command, submission, typed
from tests.fakes.slack_rules import Json

QUICK = Tuning(look=0.05)


async def ask(slack: Fake, path: str, value: Any = None) -> Any:
    return await asyncio.to_thread(slack.control, path, value)


async def push(slack: Fake, *payloads: Json, id: str | None = None) -> None:
    await ask(slack, "/push", [envelope(payload, id) for payload in payloads])


def messages(count: int) -> list[Json]:
    return [message(f"{n}", ts=f"1570759260.{n:06}", id=f"Ev{n}") for n in range(count)]


@asynccontextmanager
async def hearing(
    slack: Fake, ingress: Door, tuning: Tuning = QUICK, clock: Clock | None = None
) -> AsyncIterator[SlackAdapter]:
    """With both connections open; afterwards nothing of it is left."""
    before = asyncio.all_tasks()
    async with slack_adapter(slack.base, clock, tuning) as adapter:
        task = asyncio.create_task(adapter.listen(ingress))
        try:
            await ask(slack, "/connections", {"open": 2})
            yield adapter
        finally:
            task.cancel()
            await asyncio.wait([task])
            assert task.cancelled(), task.exception()
    assert asyncio.all_tasks() <= before


async def test_both_connections_are_used(slack: Fake) -> None:
    async with hearing(slack, door := Door()):
        await push(slack, *messages(30))
        acks = await ask(slack, "/await_acks", {"count": 30})
    assert len({ack["connection"] for ack in acks}) == 2
    assert len(door.events) == 30
    assert {ack["payload"] for ack in acks} == {None}


async def test_an_event_is_acknowledged_after_it_is_stored(slack: Fake) -> None:
    door = Door()
    door.open.clear()
    async with hearing(slack, door):
        await push(slack, *messages(1))
        await door.knocked.wait()
        assert await ask(slack, "/acks") == []
        door.open.set()
        await ask(slack, "/await_acks", {"count": 1})
        assert len(door.events) == 1


async def test_what_cannot_be_stored_is_not_acknowledged_and_comes_again(
    slack: Fake, caplog: pytest.LogCaptureFixture
) -> None:
    door = Door(away=1_000_000)
    async with hearing(slack, door):
        await push(slack, *messages(1), id="event")
        await ask(slack, "/await_sent", {"of": "event", "count": 2})  # after three seconds
        assert [r.message for r in caplog.records if "was not stored" in r.message]
        assert await ask(slack, "/acks") == []
        door.away = 0
        [ack] = await ask(slack, "/await_acks", {"of": "event", "count": 1})
    assert ack["envelope_id"] == "event.1"
    assert len(door.handed) == 1


async def test_a_store_that_is_back_soon_enough_costs_nothing(slack: Fake) -> None:
    async with hearing(slack, door := Door(away=3)):
        await push(slack, slash_command("24"), id="command")
        await ask(slack, "/await_acks", {"of": "command", "count": 1})
    assert len(door.events) == 1


async def test_a_bug_is_logged_and_what_met_it_comes_again(
    slack: Fake, caplog: pytest.LogCaptureFixture
) -> None:
    door = Door()
    door.bugs = 1
    await ask(slack, "/settings", {"again": 0.1})
    async with hearing(slack, door):
        await push(slack, *messages(1), id="event")
        await ask(slack, "/await_acks", {"of": "event", "count": 1})
    assert len(door.events) == 1
    assert [r.exc_info[0] for r in caplog.records if r.exc_info] == [ZeroDivisionError]


async def test_what_comes_twice_is_one_event(slack: Fake) -> None:
    told = messages(1)[0]
    async with hearing(slack, door := Door()):
        await push(slack, told, told, told | {"event_id": "Ev9"})
        await ask(slack, "/await_acks", {"count": 3})
    assert len(door.handed) == 3
    assert len(door.events) == 1


async def test_what_is_for_another_app_is_acknowledged_and_dropped(
    slack: Fake, caplog: pytest.LogCaptureFixture
) -> None:
    async with hearing(slack, door := Door()):
        mine = messages(1)[0]
        inner = mine["event"]
        foreign = event(inner, team="T9", id="Ev9") | {"authorizations": []}
        await push(slack, mine | {"api_app_id": "A9"}, foreign, press("24") | {"api_app_id": "A9"})
        await ask(slack, "/await_acks", {"count": 3})
    assert door.events == {}
    assert len([r for r in caplog.records if r.message.startswith("security:")]) == 3


async def test_a_form_with_nothing_in_it_is_answered_at_once(slack: Fake) -> None:
    metadata = json.dumps({"given": {"task": "24"}, "anything": "请至少填写一项。"})
    view = modal("update", metadata=metadata, blocks=[{"type": "input", "block_id": "progress"}])
    forms = [{"progress": {"progress": typed(text)}} for text in (None, " ", "推进中")]
    async with hearing(slack, door := Door()):
        for n, values in enumerate(forms):
            await push(slack, submission(values, view=view, trigger=f"t{n}"), id=f"form{n}")
        acks = await ask(slack, "/await_acks", {"count": 3})
    wrong = {"response_action": "errors", "errors": {"progress": "请至少填写一项。"}}
    payloads = {ack["of"]: ack["payload"] for ack in acks}
    assert payloads == {"form0": wrong, "form1": wrong, "form2": None}
    assert [event.id[:8] for event in door.events.values()] == ["V000001:"]


async def test_a_refresh_is_followed_and_what_is_on_its_way_is_acknowledged(slack: Fake) -> None:
    door = Door()
    await ask(slack, "/settings", {"linger": 5, "again": 30})
    async with hearing(slack, door):
        door.open.clear()
        await push(slack, *messages(1), id="event")
        await door.knocked.wait()
        [sent] = await ask(slack, "/sent")
        await ask(slack, "/disconnect", {"connection": sent["connection"]})
        await ask(slack, "/connections", {"open": 2, "ever": 3})
        door.open.set()
        await ask(slack, "/await_acks", {"of": "event", "count": 1})
        await push(slack, *messages(9)[1:])
        await ask(slack, "/await_acks", {"count": 9})
    assert len(door.events) == 9


async def test_connections_that_drop_are_made_anew(slack: Fake) -> None:
    door = Door()
    async with hearing(slack, door):
        for ever in (4, 6):
            await ask(slack, "/drop")
            await push(slack, *messages(1))  # waits for whoever comes
            await ask(slack, "/connections", {"open": 2, "ever": ever})
        await push(slack, slash_command("24"), id="command")
        await ask(slack, "/await_acks", {"of": "command", "count": 1})
    assert len(door.events) == 2


async def test_a_connection_that_is_lost_is_no_silence_as_long_as_there_is_another(
    slack: Fake,
) -> None:
    door = Door()
    async with hearing(slack, door, Tuning(look=30)):
        [one, _] = (await ask(slack, "/connections"))["connections"]
        await ask(slack, "/drop", {"connection": one["connection"]})
        await push(slack, *messages(9))
        await ask(slack, "/await_acks", {"count": 9})
    assert len(door.events) == 9


@pytest.mark.parametrize(
    ("pongs", "tuning"),
    [(False, Tuning(ping=1, deaf=3, look=0.1)), (True, Tuning(look=0.1, renew=1))],
)
async def test_a_deaf_connection_is_replaced(slack: Fake, pongs: bool, tuning: Tuning) -> None:
    door = Door()
    async with hearing(slack, door, tuning):
        await ask(slack, "/deaf", {"pongs": pongs})
        await push(slack, *messages(3))
        await ask(slack, "/connections", {"ever": 4})
        await ask(slack, "/await_acks", {"count": 3})
    assert len(door.events) == 3


class Mending(QuickClock):
    """After ``naps`` waits the fake forgets its troubles; then waiting takes for ever."""

    def __init__(self, slack: Fake, naps: int) -> None:
        super().__init__()
        self.slack, self.naps = slack, naps

    async def sleep(self, seconds: float) -> None:
        await super().sleep(seconds)
        if len(self.slept) >= self.naps:
            await ask(self.slack, "/tokens", {})


def said(caplog: pytest.LogCaptureFixture, words: str) -> Sequence[str]:
    return [record.message for record in caplog.records if words in record.message]


async def test_a_refused_app_token_is_said_once_and_tried_once_a_minute(
    slack: Fake, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    await ask(slack, "/tokens", {"xapp-": "invalid_auth"})
    clock = Mending(slack, 6)
    async with hearing(slack, door := Door(), clock=clock):
        await push(slack, *messages(1))
        await ask(slack, "/await_acks", {"count": 1})
    assert set(clock.slept) == {60.0}
    assert said(caplog, "refuses") == [
        "Slack refuses SLACK_APP_TOKEN (200 invalid_auth); nothing is heard."
    ]
    assert len(said(caplog, "again.")) == 1
    assert len(door.events) == 1
    assert "canary" not in caplog.text
    assert "ticket" not in caplog.text


@pytest.mark.parametrize(
    ("trouble", "naps"),
    [
        ({"fault": "reset"}, [1.0, 1.0, 2.0, 2.0, 4.0, 4.0]),
        ({"status": 502, "body": "<html>"}, [1.0, 1.0, 2.0, 2.0, 4.0, 4.0]),
        ({"fault": "garbage"}, [1.0, 1.0, 2.0, 2.0, 4.0, 4.0]),
        ({"fault": "empty"}, [1.0, 1.0, 2.0, 2.0, 4.0, 4.0]),
        ({"status": 429, "body": "", "headers": {"Retry-After": "7"}}, [7.0] * 6),
    ],
)
async def test_who_is_away_at_the_start_is_heard_later(
    slack: Fake, trouble: Json, naps: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    order(slack, *[trouble] * 6, method="apps.connections.open")
    clock = QuickClock()
    async with hearing(slack, door := Door(), clock=clock) as adapter:
        await push(slack, *messages(1))
        await ask(slack, "/await_acks", {"count": 1})
        heard = adapter.pulse()
    assert sorted(clock.slept) == naps
    assert heard is not None
    assert heard >= QuickClock().now()
    assert len(said(caplog, "cannot be reached")) == len(said(caplog, "reached again")) == 1
    assert len(door.events) == 1


async def test_what_is_being_stored_when_we_stop_is_acknowledged(slack: Fake) -> None:
    door = Door()
    async with slack_adapter(slack.base, tuning=QUICK) as adapter:
        assert adapter.pulse() is None
        listening = asyncio.create_task(adapter.listen(door))
        await ask(slack, "/connections", {"open": 2})
        door.open.clear()
        await push(slack, press("24"), id="press")
        await door.knocked.wait()
        listening.cancel()
        await asyncio.sleep(0)
        door.open.set()
        await ask(slack, "/await_acks", {"of": "press", "count": 1})
        await asyncio.wait([listening])
        assert (await ask(slack, "/connections"))["open"] == 0
    assert len(door.events) == 1
