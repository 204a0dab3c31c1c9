"""What a process of the laboratory does: the real program, or one step of it."""

import asyncio
import logging
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from importlib import import_module
from typing import Any

from pydantic import SecretStr

from adapters.telegram.inbound import event_of
from bot import app, crash, serving
from bot.bell import Bell
from bot.clocks import SystemClock
from bot.crash import Point
from bot.errors import Conflict, StoreUnavailable
from bot.messages import Platform
from bot.ports import Adapter, Clock, Store
from bot.settings import Settings
from reminders import planner, ticks
from store import SqlStore, open_store, schema
from tests.lab import load as loads
from tests.lab import platforms

Say = Callable[[dict[str, Any]], None]
Job = dict[str, Any]
_MODULES = ("adapters.http", "alembic.command", "alembic.config", "store.postgresql", "asyncpg")
_NOBODY = "http://127.0.0.1:9"  # nothing listens there


def load() -> None:
    """Import what a process would import when it runs, by running all of it once."""
    for name in (*_MODULES, "sqlalchemy.dialects.postgresql.asyncpg"):
        import_module(name)
    asyncio.run(_rehearse())


async def _rehearse() -> None:
    job = {"url": "sqlite://", "telegram": _NOBODY, "keyed": _NOBODY}
    store, clock, made = await open_store(job["url"]), SystemClock(), settings(job)
    parts = app.assemble(store, clock, adapters(job, store, clock), made)
    await loads.prepare(store)
    await store.enlist(at=clock.now())
    for adapter in parts.adapters.values():
        if adapter.platform is Platform.TELEGRAM:
            update = event_of(loads.updates(1)[0], adapter.tenant)
            await parts.gate(adapter).accept(update)
    await parts.worker.once()
    await parts.postman.drain()
    await store.reap(at=clock.now())
    for adapter in parts.adapters.values():
        await adapter.close()
    await store.close()


async def work(job: Job, say: Say) -> None:
    """``kind``: serve, plan, open or upgrade.  ``crash``: as ``LIAISON_CRASH``."""
    logging.basicConfig(level="WARNING", stream=sys.stderr, format="%(asctime)s %(message)s")
    passes = Counter[str]()
    if job.get("count"):
        crash.watch(lambda point: passes.update([point]))
    if order := job.get("crash"):
        crash.arm(order)
    match job["kind"]:
        case "serve":
            await serve(job, say)
        case "plan":
            await plan(job)
        case "open":
            await (await open_store(job["url"])).close()
        case "upgrade":
            await schema.upgrade(job["url"])
    if job.get("count"):
        say({"passes": passes, "of": job["name"]})


async def serve(job: Job, say: Say) -> None:
    """``liaison serve``, with the laboratory's platforms."""

    async def opened(url: str) -> Store:
        store = await open_store(url)
        if job.get("births"):
            _tell_births(store, job["name"], say)
        return store

    async def connected(_: Settings, store: Store, clock: Clock) -> Sequence[Adapter]:
        return adapters(job, store, clock)

    if "zone" in job:  # thirty seconds, and 500 occurrences, in the world
        vars(ticks)["tick"] = partial(ticks.tick, every=0.5)
        vars(planner)["_TOGETHER"] = 1
    await serving.serve(settings(job), opens=opened, connects=connected)


def _tell_births(store: SqlStore, name: str, say: Say) -> None:
    def enlisted(point: Point) -> None:
        if point is Point.AFTER_ENLIST:
            say({"born": store._id, "of": name})

    crash.watch(enlisted)


def settings(job: Job) -> Settings:
    more = {"liaison_http": job["http"], "telegram_mode": "webhook"} if "http" in job else {}
    if "zone" in job:
        more["liaison_timezone"] = job["zone"]
    return Settings(  # type: ignore[call-arg]  # pydantic-settings' own
        _env_file=None,
        database_url=job["url"],
        liaison_grace=job.get("grace", 0),
        liaison_flood="0",  # a few people say everything here
        telegram_bot_token=SecretStr(platforms.TOKEN),
        telegram_webhook_secret=SecretStr(platforms.SECRET),
        **more,
    )


def adapters(job: Job, store: Store, clock: Clock) -> list[Adapter]:
    made: list[Adapter] = []
    if base := job.get("telegram"):
        hurry, webhook = job.get("hurry", False), "http" in job
        made.append(platforms.telegram(store, clock, base, hurry=hurry, webhook=webhook))
    for platform in (Platform.WECOM, Platform.SLACK):
        if base := job.get("keyed"):
            made.append(Listening(base, platform))
    return made


class Listening(platforms.Keyed):
    """An ear that ends would end the process."""

    async def listen(self, ingress: Any) -> None:
        while True:
            await Bell().wait(timedelta(days=1).total_seconds())


async def plan(job: Job) -> None:
    """A ticker: plans all messages again and again, and none twice."""
    store, clock = await open_store(job["url"]), SystemClock()
    planned = [loads.Planned(*row) for row in job["planned"]]
    for n in range(0, len(planned), job["batch"]):
        while not await _put(store, planned[n : n + job["batch"]], at=clock.now()):
            await clock.sleep(1)
        await clock.sleep(job["pause"])
    await store.close()


async def _put(store: Store, messages: Sequence[loads.Planned], *, at: datetime) -> bool:
    try:
        await loads.put(store, messages, at=at)
    except (StoreUnavailable, Conflict):
        return False
    return True
