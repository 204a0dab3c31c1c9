"""A period of the office's own, and the leadership that is told with the office."""

from datetime import date

from sqlalchemy import update

from bot.model.period import Span
from bot.model.task import Status
from store.people import SqlPeople
from store.tables import share
from tests.reminders.story import Story, at, key_of


async def test_observers_are_told_if_the_setting_says_so(story: Story) -> None:
    story = Story(story.world, observers=1)
    story.go(at(14, 8, 59))
    await story.look()
    await story.until(at(14, 9, 30))
    card = await story.card(await key_of(story, "王芳", 14))
    assert "10月18日仍未报，将提示联席会议办公室和领导。" in card
    story.go(at(18, 8, 59))
    await story.look()
    told = dict(await story.until(at(18, 9, 30)))
    assert told["领导"] == told["赵敏"]
    card = await story.card(await key_of(story, "领导", 18))
    assert "催办" not in card


async def test_a_period_that_the_office_opens_late_is_told_at_once(story: Story) -> None:
    story.go(at(10, 9, 59))
    await story.look()
    story.go(at(10, 10))
    async with story.world.store.unit() as unit:
        record = await unit.plans.current()
        assert record is not None
        people = {person.name: person for person in await unit.people.people()}
        span = Span("专项检查", date(2019, 9, 1), date(2019, 9, 30))
        opened = await unit.periods.open(
            record.facts.id,
            span,
            date(2019, 10, 17),
            cadence=False,
            at=story.clock.now(),
            by=people["赵敏"].id,
        )
        assert opened is not None
    story.go(at(10, 10, 1))
    found = await story.look()
    assert {one.data["reasons"][0].rpartition(":T-10:")[0] for one in found} == {"nudge:专项检查"}
    told = dict(await story.send())
    assert told["王芳"].startswith("司法部 王芳 您好，专项检查报送已开始，1 项待报")
    assert "第三季度仍未报：24\n" in await story.card(await key_of(story, "王芳", 10))


async def test_what_the_office_has_closed_is_not_asked_for(story: Story) -> None:
    async with story.world.store.database.writing() as sql:
        [body] = await SqlPeople(sql).department("司法部")
        closing = update(share).where(share.c.department_id == body.id)
        await sql.count(closing.values(status=Status.CLOSED))
    story.go(at(14, 8, 59))
    await story.look()
    assert "王芳" not in dict(await story.until(at(14, 9, 30)))
    assert "没有未报事项，未催办" in await story.world.say("赵敏", "催办 司法部")


async def test_a_restricted_item_shows_its_number_only(story: Story) -> None:
    story.go(at(14, 8, 59))
    await story.look()
    await story.until(at(14, 9, 30))
    card = await story.card(await key_of(story, "张三", 14))
    assert " 65 线下报送事项\n" in card
    assert "军民" not in card
