"""A stage with everybody of a story on it."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.codes import binding_digest
from store import SqlStore, open_store
from tests.fakes.process import Fake
from tests.journeys.script import Story
from tests.journeys.stage import Stage

_DAYS = timedelta(days=2)  # that a code is good for


@asynccontextmanager
async def staged(
    story: Story, kind: type[Stage], plan: Path, folder: Path, fake: Fake | None
) -> AsyncIterator[Stage]:
    """The stage with everybody on it; ``plan``: a database with the 2019 plan, copied."""
    path = folder / "story.db"
    shutil.copyfile(plan, path)
    store: SqlStore = await open_store(url := f"sqlite:///{path}")
    await store.enlist(at=story.start)
    made = kind(store, story.start) if fake is None else kind(store, story.start, fake)  # type: ignore[call-arg]
    made.url = url
    async with store.unit() as unit:
        people = {}
        there = {person.name: person for person in await unit.people.people()}
        for place, role in enumerate(story.roles):
            if not role.listed:
                continue
            name = "联席会议办公室" if role.body == "办公室" else role.body
            [body] = await unit.people.department(name)
            person = there.get(role.name) or await unit.people.add(
                role.name, body.id, role.role, at=story.start
            )
            people[role.name] = person.id
            if role.bound:
                await unit.people.bind(person.id, made.account(place), at=story.start)
        for name, code in story.codes:
            await unit.people.issue(
                people[name],
                made.platform,
                digest=binding_digest(code),
                at=story.start,
                expires=story.start + _DAYS,
            )
    await made.ready()
    try:
        yield made
    finally:
        await made.close()
        await store.close()
