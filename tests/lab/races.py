"""Two processes redeem the same code at once, again and again: one binds each time."""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.codes import binding_digest, new_binding_code
from bot.messages import Account, Platform
from bot.model.person import PersonRole
from store import SqlStore, open_store
from tests.lab.databases import Databases, place
from tests.lab.racer import START, TENANT

_WON, _LOST = "✅ 绑定成功", "绑定码无效或已失效（24 小时内有效，仅可用一次），未绑定。请重新索取。"
_ROOT = Path(__file__).parent.parent.parent


async def run(databases: Databases, folder: Path, *, full: bool, seed: int) -> dict[str, Any]:
    async with place(databases) as where:
        return await raced(where.url, 1000 if full else 50)


async def raced(url: str, races: int) -> dict[str, Any]:
    """``faults`` names every race that had not one winner, or left other accounts behind."""
    store = await open_store(url)
    codes = await _codes(store, races)
    racers = [await _racer(url, name) for name in "ab"]
    faults, won = list[str](), {"a": 0, "b": 0}
    winners = dict[int, str]()
    for n, (person, code) in enumerate(codes):
        said = await asyncio.gather(*(_told(racer, code) for racer in racers))
        if sorted(said) != sorted([_WON, _LOST]):
            faults.append(f"race {n}: {said}")
            continue
        name = "ab"[said.index(_WON)]
        won[name] += 1
        winners[person] = f"{name}{n}"
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.close()
        await racer.wait()
    async with store.view() as unit:
        for person, user in winners.items():
            accounts = await unit.people.accounts(person)
            if list(accounts) != [Account(Platform.TELEGRAM, TENANT, user)]:
                faults.append(f"person {person} has {accounts}, {user} won")
    await store.close()
    return {"races": races, "won": won, "faults": faults}


async def _codes(store: SqlStore, count: int) -> list[tuple[int, str]]:
    """A person each; all codes are good for as long as the race may take."""
    made = list[tuple[int, str]]()
    async with store.unit() as unit:
        [body] = await unit.people.department("财政部")
        for n in range(count):
            person = await unit.people.add(f"人{n}", body.id, PersonRole.DEPUTY, at=START)
            code, digest = (new := new_binding_code()), binding_digest(new)
            far = START + timedelta(days=365)
            await unit.people.issue(
                person.id, Platform.TELEGRAM, digest=digest, at=START, expires=far
            )
            made.append((person.id, code))
    return made


async def _racer(url: str, name: str) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    racer = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.lab.racer", url, name, stdin=pipe, stdout=pipe, cwd=_ROOT
    )
    assert racer.stdout is not None
    assert await racer.stdout.readline() == b"ready\n"
    return racer


async def _told(racer: asyncio.subprocess.Process, code: str) -> str:
    assert racer.stdin is not None
    assert racer.stdout is not None
    racer.stdin.write(f"{code}\n".encode())
    await racer.stdin.drain()
    return (await racer.stdout.readline()).decode().rstrip("\n")
