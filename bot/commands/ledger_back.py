"""A ledger that came back: shown as before and after, and taken over with one 确认."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace

from bot.access import part_to_write
from bot.cards import ledger_back as cards
from bot.cards.saved import Saved
from bot.commands import upload
from bot.commands.base import Call
from bot.commands.feeding import feed
from bot.errors import Code, UserError
from bot.ledger_back import compared
from bot.ledgers import look, order_for
from bot.locale import Words
from bot.messages import Language, Reply
from bot.model.audit import task_object
from bot.model.desk import UploadKind
from bot.model.ledger import READ_BACK, Ledger
from bot.model.ledger_file import TEXTS, Edit, FileRow, Flaw, LedgerFile, Readback, Wrong
from bot.model.report import NOTHING
from bot.model.task import Status
from bot.model.unpacked import Unpacked
from bot.model.update import Change
from bot.ports.uploads import Written


async def preview(call: Call, found: Unpacked, file: LedgerFile) -> Reply:
    """What the file would change now; its bytes are gone, what it changes waits for a word."""
    if file.missing:
        return Reply(cards.lacks(call.say, found.name, file))
    ledger = await _ledger(call)
    back = compared(file, ledger, _words(call))
    if not back.edits:
        await upload.keep(call, found, UploadKind.LEDGER)
        return Reply(cards.nothing(call.say, found.name, back))
    id = await upload.keep(call, found, UploadKind.LEDGER, body=body_of(file, back))
    return await _shown(call, id, back)


async def run(call: Call, id: int, page: int) -> Reply:
    """Another page of the preview, or what was confirmed."""
    body = await call.unit.uploads.waiting(id, call.person.id)
    if body is None:
        raise UserError(Code.EXPIRED)
    file, shown = body_from(body)
    if not call.confirmed:
        return await _shown(call, id, shown, page)
    ledger = await _ledger(call)
    now = compared(file, ledger, _words(call))
    if now.edits != shown.edits:
        again = replace(shown, edits=now.edits, wrong=(*shown.wrong, *now.wrong))
        if not again.edits:
            await call.unit.uploads.settle(id, at=call.now)
            return Reply(cards.nothing(call.say, "", again))
        await call.unit.uploads.change(id, body_of(file, again))
        return await _shown(call, id, again, changed=True)
    done = await apply(call, ledger, now.edits)
    await call.unit.uploads.settle(id, at=call.now)
    return Reply(cards.applied(call.say, done, now, shown.wrong), replaces=call.request.pressed)


async def apply(call: Call, ledger: Ledger, edits: Sequence[Edit]) -> Sequence[Saved]:
    """All of them, or none: one record for each part, on its department's behalf."""
    changes = _changes(call, ledger, edits)
    await call.unit.uploads.record(
        changes, person=call.person, at=call.now, channel=READ_BACK, batch=call.batch
    )
    for one in changes:
        call.touch(task_object(one.task.id))
    done = [
        Saved(task=one.task, share=one.share, change=one.change, on_behalf=one.on_behalf)
        for one in changes
    ]
    return await feed(call, done)


def _changes(call: Call, ledger: Ledger, edits: Sequence[Edit]) -> list[Written]:
    rows = {
        (row.task.id, row.share.department.id): row for row in ledger.rows if row.share is not None
    }
    values: dict[tuple[int, int], dict[str, str]] = {}
    for edit in edits:
        values.setdefault((edit.task, edit.department), {})[edit.column] = edit.value
    found = []
    for part, columns in values.items():
        row = rows[part]
        assert row.share is not None
        own = part_to_write(call.person, row.task)
        on_behalf = own is None or own[1] or own[0] is not row.share
        found.append(Written(row.task, row.share, _change(columns), on_behalf))
    return found


def _change(columns: dict[str, str]) -> Change:
    """A text that was emptied says so: there is nothing."""
    status, percent = columns.get("status"), columns.get("percent")
    texts = {name: columns[name] or NOTHING for name in TEXTS if name in columns}
    change = Change.of_texts(texts)
    return replace(
        change,
        status=None if status is None else Status(status),
        percent=None if percent is None else int(percent),
    )


async def _ledger(call: Call) -> Ledger:
    """As it is now, whole."""
    facts = call.facts
    how = {"format": "xlsx", "language": str(call.person.language), "asker": call.person.name}
    order = order_for(facts.id, facts.period, None, **how)
    ledger, _ = await look(call.unit, order, now=call.now, zone=call.say.zone)
    return ledger


async def _shown(
    call: Call, id: int, back: Readback, page: int = 1, *, changed: bool = False
) -> Reply:
    line = cards.line(call.say, id)
    confirm = await call.keep(line)
    return Reply(cards.preview(call.say, id, back, page, confirm, changed=changed))


def _words(call: Call) -> dict[Language, Words]:
    return {language: call.say.to(language) for language in Language}


def body_of(file: LedgerFile, back: Readback) -> str:
    """What waits for the office's word: the changed cells, and how they were shown.

    Rows that are not taken are not in it, and so nothing that may not be kept.
    """
    columns: dict[int, set[str]] = {}
    for edit in back.edits:
        columns.setdefault(edit.place, set()).add(edit.column)
    rows = [
        replace(row, cells={n: text for n, text in row.cells.items() if n in columns[row.place]})
        for row in file.rows
        if row.place in columns
    ]
    kept = {"file": asdict(replace(file, rows=tuple(rows))), "back": asdict(back)}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def body_from(body: str) -> tuple[LedgerFile, Readback]:
    """What ``body_of`` kept."""
    kept = json.loads(body)
    file, back = kept["file"], kept["back"]
    rows = tuple(FileRow(**row) for row in file["rows"])
    missing = tuple(file["missing"])
    edits = tuple(Edit(**edit) for edit in back["edits"])
    wrong = tuple(Wrong(**one | {"flaw": Flaw(one["flaw"])}) for one in back["wrong"])
    return (
        LedgerFile(**file | {"rows": rows, "missing": missing}),
        Readback(**back | {"edits": edits, "wrong": wrong}),
    )
