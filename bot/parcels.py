"""Fetches and reads what somebody sent in, while no transaction is open."""

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256

from bot.attachments import Attachment, Fetched, Missed, Parcel, Why
from bot.crash import Point, crash_point
from bot.ledger_file import ledger_in
from bot.model.unpacked import Unpacked
from bot.ports import Adapter, Clock
from bot.ports.reading import DocumentReader

_log = logging.getLogger(__name__)
_AGAIN = (2.0, 10.0, 30.0)  # seconds before each new try
_LONGEST = timedelta(minutes=2)  # that a platform may make us wait
_AT_ONCE = 2  # files in our hands


@dataclass(slots=True)
class Unpacker:
    """Shared by all events of a worker, so that few large files are in memory at once."""

    reader: DocumentReader
    clock: Clock
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))

    async def unpack(self, adapter: Adapter, parcel: Parcel) -> Unpacked:
        """Safe to repeat: nothing of it is kept."""
        async with self._turns:
            crash_point(Point.BEFORE_FETCH)
            if parcel.attachment is None:
                found = Unpacked(parcel=parcel, name="-")
                data = parcel.text.encode("utf-8", "replace")
                return await self._read(found, data)
            got = await self._fetched(adapter, parcel.attachment)
            crash_point(Point.AFTER_FETCH)
            name = parcel.attachment.name
            if isinstance(got, Missed):
                return Unpacked(parcel=parcel, name=name, missed=got)
            return await self._read(Unpacked(parcel=parcel, name=name or got.name), got.content)

    async def _fetched(self, adapter: Adapter, attachment: Attachment) -> Fetched | Missed:
        """Whatever may pass is waited for; at last it is said."""
        for pause in (*_AGAIN, None):
            got = await adapter.fetch(attachment)
            if isinstance(got, Missed):
                _log.info("a file was not fetched: %s (%s)", got.why, got.reason)
            if not isinstance(got, Missed) or got.why is not Why.LATER or pause is None:
                return got
            asked = got.after if got.after is not None and got.after <= _LONGEST else None
            await self.clock.sleep(pause if asked is None else asked.total_seconds())
        raise AssertionError

    async def _read(self, found: Unpacked, data: bytes) -> Unpacked:
        digest = sha256(data).hexdigest()
        parcel, name = found.parcel, found.name
        sheets = await self.reader.sheets(data)
        ledger = await asyncio.to_thread(ledger_in, sheets) if sheets else None
        if ledger is not None:
            read = Unpacked(parcel=parcel, name=name, ledger=ledger, sha256=digest, size=len(data))
        else:
            draft = await self.reader.plan(data, name=name or "-")
            read = Unpacked(parcel=parcel, name=name, draft=draft, sha256=digest, size=len(data))
        crash_point(Point.AFTER_READ)
        return read
