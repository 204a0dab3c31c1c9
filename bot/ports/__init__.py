"""What the bot needs from the world.  Adapters, store and clock inherit these.

A class that inherits a port and leaves a gap cannot be instantiated: gaps show at once.
"""

from bot.ports.clock import Clock
from bot.ports.people import Actions, People
from bot.ports.plan import PlanPeriod, PlanRecord, Plans, Tasks
from bot.ports.platform import Adapter, Cursor, Headers, Ingress, Webhook, Window
from bot.ports.queues import Delivery, DeliveryState, EventState, Held, Inbox, Outbox, Route
from bot.ports.store import Store, Unit

__all__ = [
    "Actions",
    "Adapter",
    "Clock",
    "Cursor",
    "Delivery",
    "DeliveryState",
    "EventState",
    "Headers",
    "Held",
    "Inbox",
    "Ingress",
    "Outbox",
    "People",
    "PlanPeriod",
    "PlanRecord",
    "Plans",
    "Route",
    "Store",
    "Tasks",
    "Unit",
    "Webhook",
    "Window",
]
