"""The morning's bundles under ``kill -9``: planned and sent once each, whenever we die."""

import random
import signal
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app import open_database
from bot.clocks import SystemClock
from bot.dispatch import Bot
from bot.messages import Account, Address, Channel, Platform, Request
from bot.model.person import PersonRole
from tests.fakes.process import Fake, running
from tests.fakes.wecom_payloads import CORP
from tests.journeys.serving import BOT, TOKEN, prepare, serving

PEOPLE = 60
_NOON = 12


def zone_at_noon() -> str:
    """A zone in which it is between noon and one o'clock, whenever this runs."""
    ahead = (_NOON - datetime.now(UTC).hour + 12) % 24 - 12
    return f"Etc/GMT{-ahead:+d}"


async def open_a_period(url: str, zone: ZoneInfo) -> None:
    """By the office, today, which is a working day."""
    store, bot, clock = await open_database(url), Bot(zone), SystemClock()
    async with store.unit() as unit:
        [office] = await unit.people.department("联席会议办公室")
        person = await unit.people.add("赵敏", office.id, PersonRole.COORDINATOR, at=clock.now())
        account = Account(Platform.TELEGRAM, BOT, "9")
        await unit.people.bind(person.id, account, at=clock.now())
        for n in range(1001, 1001 + PEOPLE):  # on Telegram only
            await unit.people.unbind(Account(Platform.SLACK, "T1", f"U{n}"))
            await unit.people.unbind(Account(Platform.WECOM, CORP, f"u{n}"))
    to = Address(Platform.TELEGRAM, BOT, "9")
    today = clock.now().astimezone(zone).date()
    due = today + timedelta(3)
    lines = [f"工作日 增 {today}", f"工作日 增 {due}", f"报送期 开 2019-Q3 {due}"]
    confirm = ""
    for batch in range(len(lines) + 1):
        text = [*lines, confirm][batch]
        request = Request(sender=account, origin=to, private=to, channel=Channel.PRIVATE, text=text)
        async with store.unit() as unit:
            answer = await bot.handle(request, unit, now=clock.now(), batch=f"m:{batch}")
        actions = answer.replies[0].card.actions
        confirm = actions[0].command if actions else ""
    await store.close()


def told(telegram: Fake) -> Counter[str]:
    """How many messages each chat has accepted."""
    return Counter(str(line["fields"]["chat_id"]) for line in telegram.accepted("sendMessage"))


async def test_each_gets_one_bundle_however_often_we_die(tmp_path: Path) -> None:
    url, dice = f"sqlite:///{tmp_path}/plan.db", random.Random(10)  # noqa: S311
    zone = zone_at_noon()
    await prepare(url, people=PEOPLE)
    await open_a_period(url, ZoneInfo(zone))
    with running("telegram_faults", tmp_path / "ledger.jsonl") as telegram:
        env = {
            "DATABASE_URL": url,
            "LIAISON_TIMEZONE": zone,
            "LIAISON_OFFICE_HOURS": "08:00-20:00",
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE": telegram.base,
            "LIAISON_GRACE": "0",
        }
        for stop in sorted(dice.sample(range(1, PEOPLE - 5), 4)):
            with serving(env) as bot:
                telegram.control("/reached", stop, patience=25)
                bot.send_signal(signal.SIGKILL)
        with serving(env) as bot:
            reached = PEOPLE
            while len(told(telegram)) < PEOPLE:
                reached = max(reached, telegram.control("/reached", reached, patience=25)) + 1
            bot.send_signal(signal.SIGTERM)
            assert bot.wait(20) == 0
        messages = told(telegram)
        texts = [str(line["fields"]["text"]) for line in telegram.accepted("sendMessage")]
    assert set(messages) == {str(1001 + n) for n in range(PEOPLE)}
    assert max(messages.values()) <= 2  # the second one only where we died while it was sent
    assert sum(messages.values()) <= PEOPLE + sum("可能重复" in text for text in texts)
