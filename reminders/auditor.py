"""Checks continuously that the promises hold; a broken one alarms, it never sends anything.

Each minute one look at the store's vitals and at the adapters' pulses.  What is found is logged
once when it appears and once when it is over.  Only when nothing is red does the heartbeat go out:
its silence is the alarm that needs no part of ours to work.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.errors import Conflict, StoreUnavailable
from bot.findings import Finding, Limits, Severity, findings, pulses
from bot.messages import Platform
from bot.ports import Adapter, Clock, Store, Vitals, refusal

_log = logging.getLogger(__name__)
_EACH = 60.0  # seconds between two looks
_OFTEN = 5.0  # seconds between two looks at whom the platforms refuse
_NEVER = datetime.min.replace(tzinfo=UTC)
_RECENT = timedelta(seconds=1)
_PATIENCE = 5.0  # seconds for the database to answer


@dataclass(frozen=True, slots=True)
class Seen:
    """One look: ``vitals`` is None when the store did not answer."""

    at: datetime
    vitals: Vitals | None
    findings: Sequence[Finding]

    @property
    def red(self) -> Sequence[str]:
        """The codes of what is broken, each once."""
        codes = [f.code for f in self.findings if f.severity is Severity.RED]
        return list(dict.fromkeys(codes))


@dataclass(slots=True)
class Auditor:
    """Looks, says what changed, and tells the outside that all is well.

    ``beat`` is called after each look that found nothing red; it must not raise.
    """

    store: Store
    clock: Clock
    adapters: Sequence[Adapter] = ()
    limits: Limits = field(default_factory=Limits)
    beat: Callable[[], Awaitable[None]] | None = None
    _known: dict[tuple[str, Platform | None], Finding] = field(default_factory=dict)
    _recent: Seen | None = None
    _looked_at: datetime = _NEVER
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def run(self) -> None:
        """Until cancelled; nothing that goes wrong in a look ends it."""
        while True:
            await self.once()
            for _ in range(round(_EACH / _OFTEN)):
                await self.clock.sleep(_OFTEN)
                await self._pass_on()

    async def _pass_on(self) -> None:
        """What only this process knows, told the others: ``liaison status`` is one of them."""
        refusing = {adapter.platform for adapter in self.adapters if adapter.refused}
        if not refusing:
            return
        try:
            async with self.store.unit() as unit:
                for platform in refusing:
                    await unit.ticks.note(refusal(platform), self.clock.now())
        except (StoreUnavailable, Conflict) as away:
            _log.info("auditor: not passed on: %s", away)

    async def once(self) -> Seen:
        """One look, told to the log and, when nothing is red, to the heartbeat."""
        seen = await self.look()
        self._tell(seen)
        if self.beat is not None and not seen.red:
            await self.beat()
        return seen

    async def look(self) -> Seen:
        """One look that tells nobody.  A store that does not answer is a finding."""
        now = self.clock.now()
        try:
            async with asyncio.timeout(_PATIENCE), self.store.view() as unit:
                if not await unit.health.fits():
                    return Seen(now, None, [Finding(code="schema_changed")])
                vitals = await unit.health.vitals(now=now)
        except (StoreUnavailable, TimeoutError):
            return Seen(now, None, [Finding(code="database_away")])
        except Exception:  # whatever it is, the auditor goes on
            _log.exception("auditor: the look failed")
            return Seen(now, None, [Finding(code="look_failed")])
        return Seen(now, vitals, findings(vitals, now, self.limits, pulses(self.adapters)))

    async def recent(self) -> Seen:
        """A look that is less than a second old: any number may ask, the store is asked once."""
        async with self._turn:
            seen = self._recent
            if seen is None or abs(self.clock.now() - self._looked_at) >= _RECENT:
                self._recent = seen = await self.look()
                self._looked_at = self.clock.now()
            return seen

    def _tell(self, seen: Seen) -> None:
        """Who could not look does not know that anything else is over."""
        now = {finding.subject: finding for finding in seen.findings}
        if seen.vitals is None:
            now = self._known | now
        for subject, finding in now.items():
            if subject not in self._known:
                level = logging.ERROR if finding.severity is Severity.RED else logging.WARNING
                _log.log(level, "alarm: %s", finding.code, extra=_fields(finding))
        for subject, finding in self._known.items():
            if subject not in now:
                _log.warning("over: %s", finding.code, extra=_fields(finding, facts=False))
        self._known = now


def _fields(finding: Finding, *, facts: bool = True) -> Mapping[str, object]:
    of = {} if finding.platform is None else {"platform": finding.platform.value}
    return {"finding": finding.code, **of, **(finding.facts if facts else {})}
