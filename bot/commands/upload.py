"""导入: what the office sends in, a plan or a ledger, as a file or as pasted text.

The first time the command runs it only says what is to be fetched and read; it runs again with what
was found, in the transaction that keeps it.
"""

from pathlib import PurePath

from bot import secrecy
from bot.access import Ruling, Verdict
from bot.attachments import MOST, Attachment, Missed, Parcel, Why
from bot.auditing import channel_of
from bot.cards import upload as cards
from bot.commands import importing, ledger_back
from bot.commands.base import Call
from bot.errors import Code, UserError
from bot.grammar.importing import BESIDE, FILE, LEDGER, PERIOD, TEXT, TITLE
from bot.grammar.intent import Intent
from bot.grammar.words import words
from bot.messages import Card, Reply
from bot.model.audit import AuditEntry, person_object
from bot.model.desk import UploadKind
from bot.model.plan import PlanDraft
from bot.model.unpacked import Unpacked
from bot.ports.uploads import Upload

_NEVER = frozenset(
    words(
        ".doc .wps .docm .xlsm .et .dps .jpg .jpeg .png .gif .bmp .tif .tiff .heic .webp .mp4 .mov"
        " .avi .mp3 .amr .wav .zip .rar .7z .exe .ppt .pptx .ofd"
    )
)
"""Endings of what is not read, so that it need not be fetched."""


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    if ruling.verdict is Verdict.BUTTON:
        return Reply(cards.in_private(call.say))
    match intent.verb:
        case verb if verb in (FILE, TEXT):
            return await _document(call, intent)
        case verb if verb == BESIDE:
            return Reply(cards.beside(call.say))
        case verb if verb in (TITLE, PERIOD):
            return await _answered(call, intent, ruling)
        case verb if verb == LEDGER:
            return await ledger_back.run(call, int(intent.code or 0), intent.page)
    return Reply(cards.how(call.say, call.request.sender.platform))


async def _document(call: Call, intent: Intent) -> Reply:
    parcel = Parcel(text=intent.words or "")
    if intent.verb == FILE:
        assert call.request.attachment is not None
        parcel = Parcel(call.request.attachment)
        if (refused := _at_once(call, call.request.attachment)) is not None:
            return Reply(refused)
    found = call.request.unpacked
    if found is None or found.parcel != parcel:
        return Reply(Card("", parcel=parcel))
    if found.name and secrecy.mark(found.name):
        raise UserError(Code.SECRECY, mark=secrecy.mark(found.name))
    if found.missed is not None:
        platform = call.request.sender.platform
        return Reply(cards.missed(call.say, found.missed, found.name, platform))
    if found.ledger is not None:
        return await ledger_back.preview(call, found, found.ledger)
    assert found.draft is not None
    return await _plan(call, found, found.draft)


def _at_once(call: Call, file: Attachment) -> Card | None:
    """What is known without looking into it."""
    if file.others:
        return cards.one_at_a_time(call.say)
    if found := secrecy.mark(file.name):
        raise UserError(Code.SECRECY, mark=found)
    platform = call.request.sender.platform
    if file.size is not None and file.size > MOST:
        return cards.missed(call.say, Missed(Why.TOO_LARGE, ""), file.name, platform)
    if PurePath(file.name).suffix.lower() in _NEVER:
        return cards.refused(call.say, "unsupported_format", "", file.name)
    return None


async def _plan(call: Call, found: Unpacked, draft: PlanDraft) -> Reply:
    if draft.refused is not None:
        _note_refused(call, found, draft.refused)
        return Reply(cards.refused(call.say, draft.refused, draft.refusal or "", found.name))
    kept = await call.unit.plans.keep(draft, at=call.now)
    await keep(call, found, UploadKind.PLAN, draft=kept)
    return await importing.preview(call, kept)


async def keep(
    call: Call,
    found: Unpacked,
    kind: UploadKind,
    *,
    draft: int | None = None,
    body: str | None = None,
) -> int:
    """Remember what came, and have the audit note it by its digest."""
    upload = Upload(sha256=found.sha256, name=found.name, size=found.size, kind=kind)
    call.touch(digest_object(found.sha256))
    return await call.unit.uploads.keep(
        upload, person=call.person.id, at=call.now, draft=draft, body=body
    )


def digest_object(sha256: str) -> str:
    """A file as the audit names it."""
    return f"file:{sha256}"


def _note_refused(call: Call, found: Unpacked, code: str) -> None:
    """Nothing of it is kept but that it came."""
    entry = AuditEntry(
        actor=person_object(call.person.id),
        channel=channel_of(call.request),
        act="import",
        object=digest_object(found.sha256),
        outcome=code,
    )
    call.unit.audit.note(entry, at=call.now)


async def _answered(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """About the plan that was sent in last."""
    found = await call.unit.uploads.last_draft(call.person.id)
    if found is None:
        return Reply(cards.how(call.say, call.request.sender.platform))
    draft, before = found
    said = f"标题：“{intent.words}”"
    if intent.stretch is not None:
        said = "..".join(day.isoformat() for day in intent.stretch)
    again = Intent(name="draft", code=str(draft), words=f"{before} {said}".strip())
    return await importing.run(call, again, ruling)
