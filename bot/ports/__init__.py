"""What the bot needs from the world.  Adapters, store and clock inherit these.

A class that inherits a port and leaves a gap cannot be instantiated: gaps show at once.
"""

from bot.ports.clock import Clock
from bot.ports.people import Actions, People
from bot.ports.plan import PlanPeriod, PlanRecord, Plans, Tasks
from bot.ports.platform import (
    Adapter,
    Attempt,
    Cursor,
    Doubt,
    Headers,
    Ingress,
    Rate,
    Webhook,
    Window,
)
from bot.ports.queues import (
    Bucket,
    Delivery,
    DeliveryState,
    EventState,
    Held,
    Inbox,
    LaneState,
    Outbox,
    Route,
)
from bot.ports.store import Store, Unit

__all__ = [
    "Actions",
    "Adapter",
    "Attempt",
    "Bucket",
    "Clock",
    "Cursor",
    "Delivery",
    "DeliveryState",
    "Doubt",
    "EventState",
    "Headers",
    "Held",
    "Inbox",
    "Ingress",
    "LaneState",
    "Outbox",
    "People",
    "PlanPeriod",
    "PlanRecord",
    "Plans",
    "Rate",
    "Route",
    "Store",
    "Tasks",
    "Unit",
    "Webhook",
    "Window",
]
