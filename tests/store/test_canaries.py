"""Words planted in restricted items of the real plan, looked for in everything that comes out."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from adapters.slack import render as slack
from adapters.telegram import render as telegram
from adapters.wecom import render as wecom
from bot.app import assemble
from bot.clocks import midnight
from bot.commands import COMMANDS
from bot.dispatch import Bot
from bot.grammar.vocabulary import CHINESE
from bot.messages import Account, Address, Card, Channel, Part, Platform, Request
from bot.model.person import PersonRole
from bot.ports import PlanPeriod
from bot.settings import Settings
from store import SqlStore
from store.columns import METADATA
from store.plan import Register, read_plan, shipped_plan
from tests.world import BOT, FakeClock, FakePlatform

NOW = datetime(2019, 10, 11, 2, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
RESTRICTED = (4, 12, 13, 27, 65, 70, 71, 78)
MARKED = (10, 55)  # by the office, after people have written about them
OPEN = 24  # proves that a canary would be found
YEAR = PlanPeriod(
    title="2019年推进计划", starts=date(2019, 1, 1), ends=date(2019, 12, 31), issued_on=None
)
PEOPLE = {
    "lead": ("科技部", PersonRole.LIAISON),
    "participant": ("财政部", PersonRole.LIAISON),
    "other": ("贸促会", PersonRole.LIAISON),
    "deputy": ("科技部", PersonRole.DEPUTY),
    "observer": ("知识产权局", PersonRole.OBSERVER),
    "office": ("联席会议办公室", PersonRole.COORDINATOR),
}
TYPOS = (
    "12 推近中",
    "mytaks",
    "65 ？",
    "第65项怎么样了",
    "65 33%%",
    "999",
    "搜索 金丝雀",
    "搜 国防",
    "65-78",
)


def canary(ref: int) -> str:
    return f"金丝雀{ref}号"


def planted() -> tuple[str, bytes]:
    """The plan of 2019 with a word of their own in eleven of its items."""
    name, data = shipped_plan()
    text = data.decode("utf8")
    draft = read_plan(data, name=name, register=Register.shipped())
    assert [int(t.number or 0) for t in draft.tasks if t.restricted_suggested] == [*RESTRICTED]
    for task in draft.tasks:
        if (ref := int(task.number or 0)) in (*RESTRICTED, *MARKED, OPEN):
            head = task.text[:6]
            at = text.index(head, text.index(f"{ref}."))
            text = text[: at + 6] + canary(ref) + text[at + 6 :]
    return name, text.encode()


class Phone(FakePlatform):
    """Draws as Telegram does."""

    def render(self, to: Address, card: Card, *, replacing: str | None = None) -> Sequence[Part]:
        return telegram.render(to, card, replacing)


class Stage:
    def __init__(self, store: SqlStore) -> None:
        self.store, self.bot, self.said = store, Bot(ZONE), 0
        self.clock, self.phone = FakeClock(NOW), Phone()
        settings = Settings(_env_file=None)  # type: ignore[call-arg]
        self.parts = assemble(store, self.clock, [self.phone], settings)
        self.out: list[str] = []

    async def import_plan(self) -> None:
        name, data = planted()
        draft = read_plan(data, name=name, register=Register.shipped())
        async with self.store.unit() as unit:
            kept = await unit.plans.keep(draft, at=NOW)
            await unit.plans.apply(kept, YEAR, at=NOW)
            for who, (department, role) in PEOPLE.items():
                [body] = await unit.people.department(department)
                person = await unit.people.add(who, body.id, role, at=NOW)
                assert await unit.people.bind(person.id, account_of(who), at=NOW)

    async def say(self, who: str, text: str, channel: Channel = Channel.PRIVATE) -> str:
        """The answer as the three platforms get it, and as it is kept."""
        account = account_of(who)
        private = Address(account.platform, account.tenant, who)
        group = Address(
            account.platform, account.tenant, "-7" if channel is Channel.GROUP else "-8"
        )
        origin = private if channel is Channel.PRIVATE else group
        asked = Channel.OTHER if channel is Channel.GROUP else channel
        request = Request(sender=account, origin=origin, private=private, channel=asked, text=text)
        self.said += 1
        drawn = []
        async with self.store.unit() as unit:
            batch = f"telegram:{BOT}:{self.said}"
            answer = await self.bot.handle(request, unit, now=NOW, batch=batch)
            for place, reply in enumerate(answer.replies):
                to = private if reply.private else origin
                parts = telegram.render(to, reply.card)
                await unit.outbox.put(f"{self.said}.{place}", to, parts, at=NOW, cause=batch)
                drawn += [part.content for part in parts]
                drawn += [
                    p.content for p in slack.render(Address(Platform.SLACK, "T", "D1"), reply.card)
                ]
                to_wecom = Address(Platform.WECOM, "c", "u")
                drawn += [p.content for p in wecom.render(to_wecom, reply.card, None, WAY)]
                drawn.append(str(reply.card))
        said = "\n".join(map(decoded, drawn))
        self.out.append(said)
        return said

    async def tick(self, hours: int) -> None:
        """What is said unasked by then: bundles, digests, notices, reminders."""
        self.clock.at = NOW + timedelta(hours=hours)
        now = self.clock.at
        await self.parts.planner.look(now=now, midnight=midnight(now, ZONE))
        await self.parts.postman.drain()
        self.out += [decoded(content) for _, content in self.phone.got]
        self.phone.got.clear()

    def found(self) -> set[int]:
        return {int(n) for n in re.findall(r"金丝雀(\d+)号", "\n".join(self.out))}

    async def stored(self) -> set[int]:
        async with self.store.view() as unit:
            sql = unit.tasks._sql
            rows = [
                str(tuple(row))
                for table in METADATA.sorted_tables
                for row in await sql.rows(table.select())
            ]
        return {int(n) for n in re.findall(r"金丝雀(\d+)号", decoded("\n".join(rows)))}


WAY = wecom.Way(people="app", agent=1)


def account_of(who: str) -> Account:
    return Account(Platform.TELEGRAM, BOT, who)


def decoded(text: str) -> str:
    r"""Without JSON's escapes: 金 reads as 金."""
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)


def lines() -> list[str]:
    """Every command in Chinese, alone, about restricted items, with words."""
    names = {name: word for word, name in CHINESE.items()}
    words = [names.get(name, name) for name in COMMANDS if name not in ("unbind", "confirm")]
    alone = [word for word in words if word not in ("绑定本群", "停用本群")]
    return [*alone, *(f"{word} 65" for word in alone), *(f"{word} 12、4" for word in alone)]


async def test_no_canary_comes_out_and_none_is_kept(store: SqlStore) -> None:
    stage = Stage(store)
    await stage.import_plan()
    await stage.say("office", "绑定本群", Channel.GROUP)
    for ref in MARKED:  # open still: everybody reads and writes
        await stage.say("lead", f"{ref} 推进中 {canary(ref)}已办")
        await stage.say("lead", f"报送 {ref} 问题：{canary(ref)}待解")
        await stage.say("office", f"催办 {ref} 请补{canary(ref)}")
    await stage.say("lead", "搜索 金丝雀")
    await stage.say("lead", "我的任务")
    await stage.tick(6)  # the weekly digest of Friday, 16:00
    assert {*MARKED, OPEN} <= stage.found() <= {*MARKED, OPEN}
    assert await stage.stored() == {*MARKED, OPEN}
    stage.out.clear()
    said = await stage.say("office", f"线下 {'、'.join(map(str, MARKED))} 是")
    code = re.search(r"确认 [0-9A-Z]{26}", said)
    assert code is not None
    await stage.say("office", code[0])
    stage.out.clear()
    every = [*lines(), *map(str, (*RESTRICTED, *MARKED)), *TYPOS, "24", "简报 1", "简报 1 清单"]
    if store.engines[0].dialect.name == "postgresql":
        every = every[::6]  # what is said does not depend on the database
    for who, channels in (
        ("office", [Channel.PRIVATE, Channel.GROUP]),
        ("lead", list(Channel)),
        ("participant", [Channel.PRIVATE]),
        ("other", [Channel.PRIVATE]),
        ("observer", [Channel.GROUP]),
        ("deputy", [Channel.PRIVATE]),
        ("nobody", [Channel.PRIVATE]),
    ):
        for channel in channels:
            for line in every:
                await stage.say(who, line, channel)
    for days in (3, 7):
        await stage.tick(24 * days + 6)
    assert stage.found() == {OPEN}
    assert await stage.stored() == {OPEN}
    assert any("线下报送事项" in text for text in stage.out)
