"""``liaison plan ledger-in``: a ledger that was edited is read back, as it is in chat."""

import secrets
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import click

from bot.auditing import note_operator
from bot.cards import ledger_back as cards
from bot.cli.common import Refusal, command, echo, json_option, opened, print_json, settings
from bot.cli.plan_file import read_file
from bot.clocks import SystemClock
from bot.commands.base import Call
from bot.commands.ledger_back import apply
from bot.ledger_back import compared
from bot.ledger_file import ledger_in
from bot.ledgers import look, order_for
from bot.locale import Words, words
from bot.messages import COMMAND_LINE, Account, Address, Channel, Language, Platform, Request
from bot.model.audit import person_object
from bot.model.desk import UploadKind
from bot.model.ledger import Ledger
from bot.model.ledger_file import LedgerFile, Readback
from bot.model.person import Person, PersonRole
from bot.ports import Clock, Store, Unit
from bot.ports.uploads import Upload
from bot.settings import Settings

_LONGEST = 10 * 1024 * 1024


@click.command("ledger-in")
@click.argument("file", type=click.Path(allow_dash=True))
@click.option("--dry-run", is_flag=True, help="Show what would change, store nothing.")
@click.option("--yes", is_flag=True, help="Store the changes, on behalf of the departments.")
@click.option("--as", "who", help="The coordinator who has them recorded; the only one there is.")
@json_option
@command
async def ledger_in_(
    *, file: str, dry_run: bool, yes: bool, who: str | None, as_json: bool
) -> None:
    """Read the edited ledger FILE (- for standard input) back: .xlsx, .xls or .csv."""
    data, name = read_file(file)
    if len(data) > _LONGEST:
        raise Refusal("too_large", "文件超过 10 MiB，未读取。")
    found = await _ledger(data)
    loaded, clock = settings(), SystemClock()
    say = words(loaded.liaison_language, loaded.zone)
    if found.missing:
        missing = list(found.missing)
        raise Refusal("not_a_ledger", cards.lacks(say, name, found).title, missing=missing)
    async with opened(loaded) as store:
        async with store.view() as unit:
            ledger = await _now(unit, loaded, clock)
            person = await _recorder(unit, who) if yes and not dry_run else None
        back = compared(found, ledger, _every(loaded))
        told = {"file": name, "sha256": sha256(data).hexdigest(), **cards.as_facts(say, back)}
        if person is not None and back.edits:
            upload = Upload(
                sha256=str(told["sha256"]), name=name, size=len(data), kind=UploadKind.LEDGER
            )
            back = await _apply(store, loaded, clock, (found, upload), person)
            told |= cards.as_facts(say, back)
    applied = person is not None and bool(back.edits)
    _say(say, told, back, applied=applied, as_json=as_json)


async def _ledger(data: bytes) -> LedgerFile:
    from store.sent_in import ApartReader  # noqa: PLC0415 - takes a while

    found = ledger_in(await ApartReader().sheets(data))
    if found is None:
        raise Refusal("not_a_ledger", "不是“台账”或 liaison plan export 导出的文件，未读取。")
    return found


def _every(loaded: Settings) -> dict[Language, Words]:
    return {language: words(language, loaded.zone) for language in Language}


async def _now(unit: Unit, loaded: Settings, clock: Clock) -> Ledger:
    record = await unit.plans.current()
    if record is None:
        raise Refusal("no_plan", "还没有计划，未读取。请先导入：liaison plan import 文件。")
    facts = record.facts
    how = {"format": "xlsx", "language": str(loaded.liaison_language), "asker": ""}
    order = order_for(facts.id, facts.period, None, **how)
    ledger, _ = await look(unit, order, now=clock.now(), zone=loaded.zone)
    return ledger


async def _recorder(unit: Unit, who: str | None) -> Person:
    """In whose name it is recorded; whoever it is can undo it in chat."""
    everybody: Sequence[Person] = await unit.people.people()
    office = [one for one in everybody if one.active and one.role is PersonRole.COORDINATOR]
    named = [one for one in office if who is None or who in (one.name, str(one.id))]
    if len(named) == 1:
        return named[0]
    names = "、".join(f"{one.name}（{one.id}）" for one in office) or "无"
    raise Refusal(
        "unknown_who", f"请用 --as 指明以哪位办公室人员的名义记录，未保存。现有：{names}。"
    )


async def _apply(
    store: Store,
    loaded: Settings,
    clock: Clock,
    found: tuple[LedgerFile, Upload],
    person: Person,
) -> Readback:
    """Compared once more, in the transaction that writes."""
    file, upload = found
    async with store.unit() as unit:
        now = clock.now()
        ledger = await _now(unit, loaded, clock)
        back = compared(file, ledger, _every(loaded))
        here = Address(Platform.CONSOLE, COMMAND_LINE, str(person.id))
        request = Request(
            sender=Account(Platform.CONSOLE, COMMAND_LINE, str(person.id)),
            origin=here,
            private=here,
            channel=Channel.PRIVATE,
            text="",
        )
        call = Call(
            request=request,
            unit=unit,
            person=person,
            plan=ledger.plan,
            say=words(loaded.liaison_language, loaded.zone),
            now=now,
            calendar=await unit.workdays.calendar(),
            batch=f"ledger:{secrets.token_hex(8)}",
        )
        await apply(call, ledger, back.edits)
        await unit.uploads.keep(upload, person=person.id, at=now)
        objects = [f"file:{upload.sha256}", person_object(person.id), *call.take_touched()[0]]
        note_operator(unit, "import", *objects, at=now)
    return back


def _say(say: Words, told: dict[str, Any], back: Readback, *, applied: bool, as_json: bool) -> None:
    if as_json:
        print_json({**told, "applied": applied})
        return
    for line in cards.as_lines(say, back):
        echo(line)
    if not back.edits:
        echo("没有可采纳的改动，未保存。")
    elif applied:
        echo(f"已保存 {len(back.edits)} 处。")
    else:
        echo("尚未保存。确认请加 --yes 再读一次同一文件。")
