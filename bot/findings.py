"""What is not as promised, from one look at the store: codes and numbers, never a text.  Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.messages import Platform
from bot.ports.health import Vitals
from bot.ports.platform import Adapter

Pulses = Mapping[Platform, datetime]
"""When each platform was last heard; platforms that cannot tell are left out."""


class Severity(StrEnum):
    """``red``: a promise is broken.  ``amber``: it is kept, but a person has something to do."""

    RED = "red"
    AMBER = "amber"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is not as promised: a code, of which platform, and numbers.

    ``facts``: ``count`` of rows, or ``seconds`` that something has lasted; never a text.
    """

    code: str
    severity: Severity = Severity.RED
    platform: Platform | None = None
    facts: Mapping[str, int] = field(default_factory=dict)

    @property
    def subject(self) -> tuple[str, Platform | None]:
        """What stays the same from look to look while it lasts."""
        return self.code, self.platform


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long something may last before it is a finding.  ``tick`` None: nobody has to tick."""

    tick: timedelta | None = timedelta(minutes=2)
    new: timedelta = timedelta(minutes=5)
    due: timedelta = timedelta(minutes=10)
    unknown: timedelta = timedelta(minutes=15)
    silence: timedelta = timedelta(minutes=5)
    refused: timedelta = timedelta(minutes=1)


def findings(
    vitals: Vitals, now: datetime, limits: Limits, pulses: Pulses | None = None
) -> Sequence[Finding]:
    """What is not as promised, the red ones first.  Pure.

    A tick that has never been, or was before the first living instance began, is missed from that
    instance's beginning on; while nobody lives, nobody has to tick.
    """
    found: list[Finding] = []

    def aged(
        code: str, since: datetime | None, limit: timedelta, platform: Platform | None = None
    ) -> None:
        if since is not None and now - since > limit:
            seconds = {"seconds": int((now - since).total_seconds())}
            found.append(Finding(code=code, platform=platform, facts=seconds))

    def counted(code: str, count: int, severity: Severity = Severity.RED) -> None:
        if count:
            found.append(Finding(code=code, severity=severity, facts={"count": count}))

    if limits.tick is not None and vitals.alive_since is not None:
        last = max(vitals.last_tick or vitals.alive_since, vitals.alive_since)
        aged("tick_missed", last, limits.tick)
    aged("event_waits", vitals.oldest_new, limits.new)
    for platform, since in sorted(vitals.oldest_due.items()):
        aged("message_waits", since, limits.due, platform)
    for platform, since in sorted(vitals.oldest_unknown.items()):
        aged("doubt_lasts", since, limits.unknown, platform)
    for platform, heard in sorted((pulses or {}).items()):
        aged("platform_silent", heard, limits.silence, platform)
    found += [
        Finding(code="platform_refuses", platform=platform)
        for platform, at in sorted(vitals.refused.items())
        if abs(now - at) < limits.refused
    ]
    counted("orphans", vitals.orphans)
    counted("sent_without_id", vitals.sent_without_id)
    counted("dead_without_notice", vitals.dead_without_notice)
    counted("dead_letters", vitals.dead, Severity.AMBER)
    counted("events_parked", vitals.parked, Severity.AMBER)
    return found


def pulses(adapters: Sequence[Adapter]) -> Pulses:
    """Of several bots on one platform the one that has been silent for longest."""
    heard: dict[Platform, datetime] = {}
    for adapter in adapters:
        if (last := adapter.pulse()) is not None:
            heard[adapter.platform] = min(last, heard.get(adapter.platform, last))
    return heard
