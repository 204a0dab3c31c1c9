"""Counts what the engine tells, and shows it as Prometheus reads it.

Labels are words of our own: platforms, states, outcomes, kinds, codes; never what people wrote.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.messages import Platform
from bot.outcomes import Outcome
from bot.ports import Counts, Happened, Telemetry, Vitals

_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)  # seconds of one send; 30 is its end
_KIND = re.compile(r"[a-z]{1,20}")


class Metrics(Telemetry):
    """One registry of its own: two in one process do not meet."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._sends = self._counter("sends", "Tries to send that ended.", "platform", "outcome")
        self._events = self._counter("inbox_events", "Events settled.", "platform", "result")
        self._occurrences = self._counter(
            "occurrences",
            "Occurrences planned, sent, superseded or dropped for the day's budget (over_budget).",
            "kind",
            "what",
        )
        self._seconds = Histogram(
            "liaison_send_seconds",
            "How long a try to send took.",
            ["platform"],
            registry=self._registry,
            buckets=_BUCKETS,
        )
        self._inbox = self._gauge("inbox_size", "Unfinished events.", "platform", "state")
        self._outbox = self._gauge(
            "outbox_size", "Unfinished messages and dead letters.", "platform", "state"
        )
        self._ages = self._gauge("age_seconds", "Age of the oldest.", "what", "platform")
        self._single = self._gauge("rows", "Rows that tell of trouble.", "what")
        self._alive = self._gauge("instances", "Processes listed as alive.")
        self._findings = self._gauge("findings", "What the auditor finds, 1 each.", "code")
        self._up = self._gauge("database_up", "1 while the database answers.")

    def _counter(self, name: str, what: str, *labels: str) -> Counter:
        return Counter(f"liaison_{name}", what, labels, registry=self._registry)

    def _gauge(self, name: str, what: str, *labels: str) -> Gauge:
        return Gauge(f"liaison_{name}", what, labels, registry=self._registry)

    def sent(self, platform: Platform, outcome: Outcome, seconds: float) -> None:
        self._sends.labels(platform.value, type(outcome).__name__.lower()).inc()
        self._seconds.labels(platform.value).observe(seconds)

    def event(self, platform: Platform, result: str) -> None:
        self._events.labels(platform.value, result).inc()

    def occurrence(self, kind: str, what: Happened) -> None:
        self._occurrences.labels(kind if _KIND.fullmatch(kind) else "other", what).inc()

    def show(self, vitals: Vitals | None, codes: Iterable[str], *, now: datetime) -> bytes:
        """All of it as text; without vitals, because the database is away, without the queues."""
        for gauge in (self._inbox, self._outbox, self._ages, self._single, self._findings):
            gauge.clear()
        self._up.set(vitals is not None)
        for code in codes:
            self._findings.labels(code).set(1)
        if vitals is not None:
            self._set(vitals, now)
        return generate_latest(self._registry)

    def _set(self, vitals: Vitals, now: datetime) -> None:
        _fill(self._inbox, vitals.inbox)
        _fill(self._outbox, vitals.outbox)
        self._age("due", vitals.oldest_due, now)
        self._age("unknown", vitals.oldest_unknown, now)
        for what, at in (("new", vitals.oldest_new), ("tick", vitals.last_tick)):
            if at is not None:
                self._ages.labels(what, "all").set((now - at).total_seconds())
        self._alive.set(vitals.instances)
        for what in ("orphans", "sent_without_id", "dead_without_notice"):
            self._single.labels(what).set(getattr(vitals, what))

    def _age(self, what: str, since: Mapping[Platform, datetime], now: datetime) -> None:
        for platform, at in since.items():
            self._ages.labels(what, platform.value).set((now - at).total_seconds())


def _fill(gauge: Gauge, counts: Counts) -> None:
    for platform, states in counts.items():
        for state, count in states.items():
            gauge.labels(platform.value, state).set(count)
