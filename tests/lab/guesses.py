"""Guessed binding codes and guessed 确认 codes: none fits, and no answer tells one from another."""

import asyncio
import secrets
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.codes import binding_digest, new_action_code, new_binding_code
from bot.dispatch import Bot
from bot.messages import Account, Platform
from bot.model.person import PersonRole
from store import SqlStore, open_store
from tests.lab.databases import Databases, place
from tests.lab.racer import START, TENANT, request
from tests.store.world import counted

_TOGETHER = 250  # guesses in one transaction: what they read and write is the same
_PACE = timedelta(seconds=4)
_CLOSE = 0.005  # seconds between the p95 of two ways to be wrong
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LINE = "停用 1"
WAYS = ("wrong", "used", "expired", "other platform", "void")


async def run(databases: Databases, folder: Path, *, full: bool, seed: int) -> dict[str, Any]:
    async with place(databases) as where:
        count, timed = (100_000, 400) if full else (500, 5)
        return await guessed(where.url, count, timed=timed, full=full)


async def guessed(url: str, count: int, *, timed: int, full: bool = False) -> dict[str, Any]:
    """``count`` of each kind; ``timed``: how often each way to be wrong is timed and compared."""
    store, bot = await open_store(url), Bot(ZoneInfo("Asia/Shanghai"))
    codes, person = await _prepared(store, bot)
    faults = list[str]()
    answers = await _binding(store, bot, count)
    if len(answers) != 1:
        faults.append(f"answers to guessed codes: {answers}")
    presses = await _confirming(store, bot, count)
    if len(presses) != 1:
        faults.append(f"answers to guessed lines: {presses}")
    async with store.unit() as unit:
        if not (await unit.people.person(person)).active:  # type: ignore[union-attr]
            faults.append("a guessed 确认 was taken")
        kept = await unit.actions.take("0" * 26, person, at=START)
        if kept is None or kept[0] != _LINE:
            faults.append("the line that waited is gone")
    times, statements, said = await _compared(store, bot, codes, timed)
    if len(set(statements.values())) != 1 or len(said) != 1:
        faults.append(f"ways to be wrong differ: {statements}, {said}")
    p95 = {way: statistics.quantiles(took, n=20)[-1] for way, took in times.items()}
    spread = max(p95.values()) - min(p95.values())
    if full and spread > _CLOSE:
        faults.append(f"p95 of the ways to be wrong: {p95}")
    await store.close()
    rounded = {way: round(1000 * seconds, 2) for way, seconds in p95.items()}
    return {
        "guesses": count,
        "hits": 0 if not faults else None,
        "p95_ms": rounded,
        "statements": statements,
        "faults": faults,
    }


async def _prepared(store: SqlStore, bot: Bot) -> tuple[dict[str, str], int]:
    """A code for each way to be wrong, and somebody with a line that waits for 确认."""
    codes = {way: new_binding_code() for way in WAYS}
    far = START + timedelta(days=365)
    async with store.unit() as unit:
        [body] = await unit.people.department("财政部")
        for way in WAYS[1:]:
            one = await unit.people.add(way, body.id, PersonRole.LIAISON, at=START)
            platform = Platform.SLACK if way == "other platform" else Platform.TELEGRAM
            expires = START if way == "expired" else far
            digest = binding_digest(codes[way])
            await unit.people.issue(one.id, platform, digest=digest, at=START, expires=expires)
            if way == "used":
                asked = request("user", f"绑定 {codes[way]}")
                answer = await bot.handle(asked, unit, now=START, batch="b")
                assert answer.replies[0].card.title == "✅ 绑定成功"
            if way == "void":
                assert await unit.people.void(digest, at=START)
        office = await unit.people.add("办", body.id, PersonRole.COORDINATOR, at=START)
        account = Account(Platform.TELEGRAM, TENANT, "office")
        assert await unit.people.bind(office.id, account, at=START)
        await unit.actions.keep("0" * 26, office.id, _LINE, at=START, expires=far)
    return codes, office.id


async def _said(
    store: SqlStore, bot: Bot, lines: Sequence[tuple[str, str]], now: datetime
) -> Counter[str]:
    """User and text, one after the other; how often each answer came."""
    said = Counter[str]()
    for start in range(0, len(lines), _TOGETHER):
        async with store.unit() as unit:
            for user, text in lines[start : start + _TOGETHER]:
                now += _PACE
                asked = request(user, text, pressed=text.startswith("确认"))
                answer = await bot.handle(asked, unit, now=now, batch="guess")
                said[repr(answer.replies)] += 1
        await asyncio.sleep(0)
    return said


async def _binding(store: SqlStore, bot: Bot, count: int) -> Counter[str]:
    """Five by each account, then the next."""
    lines = [(f"guesser{n // 4}", f"绑定 {new_binding_code()}") for n in range(count)]
    return await _said(store, bot, lines, START)


async def _confirming(store: SqlStore, bot: Bot, count: int) -> Counter[str]:
    """Typed, and pressed as a callback: the same line."""
    lines = [("office", f"确认 {_random() if n % 2 else new_action_code()}") for n in range(count)]
    return await _said(store, bot, lines, START)


def _random() -> str:
    """A code near the one that there is: but for one character."""
    at = secrets.randbelow(26)
    return "".join(secrets.choice(_ALPHABET[1:]) if n == at else "0" for n in range(26))


async def _compared(
    store: SqlStore, bot: Bot, codes: dict[str, str], times: int
) -> tuple[dict[str, list[float]], dict[str, int], set[str]]:
    """In turn, each a transaction of its own, by an account that nobody has seen."""
    took: dict[str, list[float]] = {way: [] for way in WAYS}
    statements, said = dict[str, int](), set[str]()
    for n in range(times):
        for way in WAYS:
            asked = request(f"late{n}{way}", f"绑定 {codes[way]}")
            now = START + timedelta(days=300, seconds=4 * n)
            began = time.perf_counter()
            async with store.unit() as unit:
                answer = await bot.handle(asked, unit, now=now, batch="b")
            took[way].append(time.perf_counter() - began)
            said.add(repr(answer))
            if n == 0:
                with counted(store) as ran:
                    async with store.unit() as unit:
                        asked = request(f"counted{way}", f"绑定 {codes[way]}")
                        await bot.handle(asked, unit, now=now, batch="b")
                statements[way] = len(ran)
    return took, statements, said
