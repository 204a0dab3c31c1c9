"""What the bot needs from the world.  Adapters, store and clock inherit these.

A class that inherits a port and leaves a gap cannot be instantiated: gaps show at once.
"""

from bot.ports.audit import Audit
from bot.ports.board import Board, Undelivered
from bot.ports.clock import Clock
from bot.ports.closings import Closings
from bot.ports.corrections import Corrections
from bot.ports.deadlines import Deadlines
from bot.ports.digests import Chapter, Digests, Listed, Reported, StoredDigest
from bot.ports.floods import Floods
from bot.ports.groups import Groups, Subscriptions
from bot.ports.health import (
    DEAD_LETTERS,
    TICK,
    Counts,
    Glance,
    Health,
    Ticks,
    Vitals,
    refusal,
    totals,
)
from bot.ports.inbox import EventState, Inbox
from bot.ports.ledgers import Content, Ledgers, NoSheetWriter, SheetWriter
from bot.ports.letters import HINT, Delivery, DeliveryState
from bot.ports.occurrences import Occurrence, Occurrences
from bot.ports.outbox import Bucket, LaneState, Outbox
from bot.ports.painting import NoPainter, Painter
from bot.ports.people import Actions, People
from bot.ports.periods import Periods
from bot.ports.plan import PlanPeriod, PlanRecord, Plans, Tasks
from bot.ports.platform import (
    Adapter,
    Answer,
    Attempt,
    Cursor,
    Doubt,
    Headers,
    Incoming,
    Ingress,
    Rate,
    Webhook,
    Window,
)
from bot.ports.queues import Held, Route
from bot.ports.reports import Reports
from bot.ports.restrictions import Restrictions
from bot.ports.reviews import Coverage, Owed, Reviews, Standing, Tally
from bot.ports.revisions import Revisions
from bot.ports.store import Store, Unit
from bot.ports.telemetry import Happened, NoTelemetry, Telemetry
from bot.ports.urges import Urges
from bot.ports.web import LINK_FOR, KeyKind, Page, Visitor, WebKeys
from bot.ports.workdays import Decision, Workdays

__all__ = [
    "DEAD_LETTERS",
    "HINT",
    "LINK_FOR",
    "TICK",
    "Actions",
    "Adapter",
    "Answer",
    "Attempt",
    "Audit",
    "Board",
    "Bucket",
    "Chapter",
    "Clock",
    "Closings",
    "Content",
    "Corrections",
    "Counts",
    "Coverage",
    "Cursor",
    "Deadlines",
    "Decision",
    "Delivery",
    "DeliveryState",
    "Digests",
    "Doubt",
    "EventState",
    "Floods",
    "Glance",
    "Groups",
    "Happened",
    "Headers",
    "Health",
    "Held",
    "Inbox",
    "Incoming",
    "Ingress",
    "KeyKind",
    "LaneState",
    "Ledgers",
    "Listed",
    "NoPainter",
    "NoSheetWriter",
    "NoTelemetry",
    "Occurrence",
    "Occurrences",
    "Outbox",
    "Owed",
    "Page",
    "Painter",
    "People",
    "Periods",
    "PlanPeriod",
    "PlanRecord",
    "Plans",
    "Rate",
    "Reported",
    "Reports",
    "Restrictions",
    "Reviews",
    "Revisions",
    "Route",
    "SheetWriter",
    "Standing",
    "Store",
    "StoredDigest",
    "Subscriptions",
    "Tally",
    "Tasks",
    "Telemetry",
    "Ticks",
    "Undelivered",
    "Unit",
    "Urges",
    "Visitor",
    "Vitals",
    "WebKeys",
    "Webhook",
    "Window",
    "Workdays",
    "refusal",
    "totals",
]
