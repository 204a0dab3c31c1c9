"""Feedback, reachability, many codes and the last signs of life, on both databases."""

from datetime import date, time, timedelta

from sqlalchemy import func, select

from bot.codes import binding_digest
from bot.messages import Account, Platform
from bot.model.nudge import Quiet
from bot.model.person import PersonRole
from bot.model.reach import Gap
from bot.ports import Unit
from bot.timetable import OFFICE_HOURS
from store import SqlStore
from store.desk_tables import feedback
from tests.store.world import ALICE, BOT, CHAT, NOW, World, after, counted, event_of, part, settled

LONG = NOW + timedelta(days=7)
DAY = date(2019, 10, 11)


async def test_what_the_desk_keeps(store: SqlStore) -> None:
    """One world for all of it: a database takes its time."""
    world = await settled(store)
    await _expect_feedback_until_purged_or_erased(store, world.alice.id)
    await _expect_nothing_restricted(store, world)
    await _expect_gaps(store, world)
    await _expect_codes(store, world.alice.id)
    await _expect_glance(store)


async def _expect_feedback_until_purged_or_erased(store: SqlStore, alice: int) -> None:
    async with store.unit() as unit:
        for n, words in enumerate(("一", "=1+1 \U0001f600", "三")):
            await unit.feedback.add(alice, words, at=after(n))
    async with store.view() as unit:
        with counted(store) as statements:
            found, total = await unit.feedback.unread(limit=2)
            assert await unit.feedback.waiting(since=after(1)) == (3, 2)
        assert len(statements) == 2
        assert (total, [one.words for one in found]) == (3, ["一", "=1+1 \U0001f600"])
        assert (found[0].person.id, found[0].at) == (alice, NOW)
        assert await unit.feedback.unread(limit=2, offset=9) == ([], 0)
    first = found[0]
    async with store.unit() as unit:
        assert await unit.feedback.read([first.id, first.id + 999], by=alice, at=after(9)) == 1
        assert await unit.feedback.read([first.id], by=alice, at=after(10)) == 0
        await unit.feedback.purge(before=after(9))
        assert await _rows(store) == 3
        await unit.feedback.purge(before=after(10))
    assert await _rows(store) == 2
    async with store.unit() as unit:
        [body] = await unit.people.department("司法部")
        gone = await unit.people.add("某某", body.id, PersonRole.LIAISON, at=NOW)
        await unit.feedback.add(gone.id, "四", at=NOW)
        await unit.staff.erase(gone.id, "-", at=NOW)
    assert await _rows(store) == 2


async def _rows(store: SqlStore) -> int:
    async with store.database.reading() as sql:
        [(count,)] = await sql.rows(select(func.count()).select_from(feedback))
    return int(count)


async def _expect_nothing_restricted(store: SqlStore, world: World) -> None:
    """What names the item or quotes it goes; a number that means something else stays."""
    plan, alice = world.plan, world.alice
    texts = ("第2项太难", "完善商标审查100%电子化怎么办", "2点开会太早", "#22", "item 2 late")
    async with store.unit() as unit:
        for words in texts:
            await unit.feedback.add(alice.id, words, at=NOW)
        task = (await unit.tasks.numbered(plan.id, [2]))[2]
        assert (await unit.restrictions.traces(plan.id, [task])).feedback == 3
        await unit.restrictions.mark(plan.id, [task])
        found, _ = await unit.feedback.unread(limit=99)
    assert [one.words for one in found][-2:] == ["2点开会太早", "#22"]
    assert len(found) == 4


async def _expect_gaps(store: SqlStore, world: World) -> None:
    plan, alice = world.plan, world.alice
    async with store.unit() as unit:
        [forest] = await unit.people.department("林草局")
        bob = await unit.people.add("鲍勃", forest.id, PersonRole.LIAISON, at=NOW)
        carl = await unit.people.add("卡尔", alice.department.id, PersonRole.DEPUTY, at=NOW)
        with counted(store) as statements:
            found = await unit.reach.of_plan(plan.id, day=DAY, long=LONG)
        assert len(statements) == 2
        gaps = {one.department.short: one.gap(OFFICE_HOURS) for one in found}
        assert list(gaps)[:3] == ["知识产权局", "司法部", "林草局"]
        assert gaps["知识产权局"] is None
        assert (gaps["司法部"], gaps["林草局"]) == (Gap.NOBODY, Gap.UNBOUND)
        assert [one.alone for one in found][:3] == [False, False, True]
        await unit.people.suspend(ALICE, suspended=True)
        assert await _gap(unit, plan.id) is Gap.REFUSED
        await unit.people.suspend(ALICE, suspended=False)
        await unit.absences.leave(alice.id, carl.id, until=DAY, at=NOW)
        assert await _gap(unit, plan.id) is Gap.AWAY
        await unit.people.bind(carl.id, Account(Platform.SLACK, "T", "U1"), at=NOW)
        assert await _gap(unit, plan.id) is None
        await unit.absences.come_back(alice.id)
        await unit.absences.keep_quiet(alice.id, Quiet(time(9), time(16, 30)))
        assert await _gap(unit, plan.id) is Gap.MUTED
        await unit.absences.keep_quiet(alice.id, Quiet(time(9), time(16, 30), frozenset({0})))
        assert await _gap(unit, plan.id) is None
        task = (await unit.tasks.numbered(plan.id, [1]))[1]
        await unit.reminders.snooze(alice.id, task.id, until=LONG, at=NOW)
        assert await _gap(unit, plan.id) is Gap.MUTED
        assert await unit.people.bound() == {
            alice.id: frozenset({Platform.TELEGRAM}),
            carl.id: frozenset({Platform.SLACK}),
        }
        assert bob.id not in await unit.people.bound()


async def _gap(unit: Unit, plan: int) -> Gap | None:
    first, *_ = await unit.reach.of_plan(plan, day=DAY, long=LONG)
    return first.gap(OFFICE_HOURS)


async def _expect_codes(store: SqlStore, alice: int) -> None:
    """Many at once, in two statements; the earlier ones of the same platform end."""
    digests = [binding_digest(f"{n}" * 16) for n in range(3)]
    platforms = (Platform.TELEGRAM, Platform.SLACK, Platform.WECOM)
    async with store.unit() as unit:
        with counted(store) as statements:
            await unit.people.issue_many(
                list(zip([alice] * 3, platforms, digests, strict=True)),
                at=NOW,
                expires=after(60),
                by=alice,
            )
        assert len(set(statements)) == 2
        again = binding_digest("9" * 16)
        await unit.people.issue_many(
            [(alice, Platform.SLACK, again)], at=NOW, expires=after(60), by=None
        )
        phone = Account(Platform.SLACK, "T", "U7")
        assert await unit.people.redeem(phone, digest=digests[1], at=NOW) is None
        assert await unit.people.redeem(phone, digest=again, at=NOW) is not None


async def _expect_glance(store: SqlStore) -> None:
    async with store.unit() as unit:
        await unit.inbox.add([event_of("1")], at=after(-60))
        await unit.outbox.put("reply:1", CHAT, [part("甲")], at=NOW, cause="1")
        await unit.outbox.put("bundle:1:2019-10-14", CHAT, [part("乙")], at=after(3600))
        with counted(store) as statements:
            glance = await unit.health.glance()
        assert len(statements) == 3
    assert glance.heard == {BOT.platform: after(-60)}
    assert glance.sent == {}
    assert (glance.next_bundle, glance.next_digest) == (after(3600), None)
