"""Wires what watches over the promises: the auditor, its heartbeat, and the numbers over HTTP."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.findings import Limits
from bot.ports import Adapter, Clock, NoTelemetry, Store, Telemetry
from bot.settings import Settings
from reminders.auditor import Auditor

if TYPE_CHECKING:
    from adapters.heartbeat import Heartbeat
    from adapters.operators import Watch

LIMITS = Limits()
"""For ``serve`` and ``status`` alike."""


@dataclass(frozen=True, slots=True)
class Lookout:
    """``telemetry`` is for the engine, ``watch`` for the HTTP server, None when there is none."""

    auditor: Auditor
    telemetry: Telemetry
    watch: "Watch | None"
    heartbeat: "Heartbeat | None"

    async def close(self) -> None:
        """Let go of the heartbeat's connection; after the auditor has ended."""
        if self.heartbeat is not None:
            await self.heartbeat.close()


def _heartbeat(settings: Settings) -> "Heartbeat | None":
    url = settings.liaison_heartbeat_url.get_secret_value()
    if not url:
        return None
    from adapters.heartbeat import Heartbeat  # noqa: PLC0415 - only where it is used

    return Heartbeat(url)


def look_out(
    store: Store, clock: Clock, adapters: Sequence[Adapter], settings: Settings
) -> Lookout:
    """One for a process.  Only what the settings ask for is imported."""
    heartbeat = _heartbeat(settings)
    auditor = Auditor(store, clock, adapters, LIMITS, heartbeat)
    if not settings.opens_http:
        return Lookout(auditor, NoTelemetry(), None, heartbeat)
    from adapters.metrics import Metrics  # noqa: PLC0415
    from adapters.operators import Watch  # noqa: PLC0415

    metrics = Metrics()

    async def red() -> Sequence[str]:
        return (await auditor.recent()).red

    async def numbers() -> bytes:
        seen = await auditor.recent()
        codes = [finding.code for finding in seen.findings]
        return metrics.show(seen.vitals, codes, now=seen.at)

    token = settings.liaison_operator_token.get_secret_value()
    return Lookout(auditor, metrics, Watch(red=red, metrics=numbers, token=token), heartbeat)
