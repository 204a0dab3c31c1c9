"""Wires the parts together.  Only this, ``bot.serving`` and ``bot.cli`` import every folder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bot.bell import Bell
from bot.dispatch import Bot
from bot.findings import pulses
from bot.inbox import InboxWorker
from bot.ingress import Gate
from bot.ports import Adapter, Clock, NoTelemetry, Route, Store, Telemetry
from bot.settings import Settings
from reminders.access import AccessDrawing, GuessRule, RetentionRule
from reminders.asked import AnswerDrawing, AnswerRule, RemindDrawing, RemindRule
from reminders.bulletins import BulletinRule, StandInRule
from reminders.bundles import BundleRule
from reminders.closing import ClosingDrawing
from reminders.composing import Composer, Drawing
from reminders.coordination import CoordDrawing
from reminders.corrections import CorrectedDrawing, CorrectionDrawing
from reminders.delivery import Postman
from reminders.delivery import Settings as PostSettings
from reminders.desk import DeskDrawing, DeskRule
from reminders.digests import DigestDrawing, DigestRule
from reminders.notices import NoticeDrawing, NoticeRule
from reminders.nudging import BundleDrawing
from reminders.office import ExtendedDrawing, ExtensionDrawing, ReturnedDrawing
from reminders.opening import OpeningRule
from reminders.pictures import Resvg
from reminders.planner import Planner, Rule
from reminders.sheets import Sheets
from store.sent_in import ApartReader

INBOX, OUTBOX = "inbox", "outbox"


async def open_database(url: str, *, new: bool = True) -> Store:
    """The store at ``url``; an empty one is set up if ``new``.  Raises ``StoreUnavailable``."""
    from store import open_store  # noqa: PLC0415 - SQL costs a third of a second

    return await open_store(url, kept=True, new=new)


@dataclass(frozen=True, slots=True)
class Parts:
    """The bot around some adapters, ready to run.  ``bells`` ring when there is work of a kind."""

    store: Store
    clock: Clock
    adapters: Mapping[Route, Adapter]
    worker: InboxWorker
    postman: Postman
    planner: Planner
    bells: Mapping[str, Bell]

    def gate(self, adapter: Adapter) -> Gate:
        return Gate(route_of(adapter), self.store, self.clock, self.bells[INBOX])


def route_of(adapter: Adapter) -> Route:
    return Route(platform=adapter.platform, tenant=adapter.tenant)


def assemble(
    store: Store,
    clock: Clock,
    adapters: Sequence[Adapter],
    settings: Settings,
    telemetry: Telemetry | None = None,
) -> Parts:
    """Plug the parts together; nobody counts what they do unless ``telemetry`` is given."""
    telemetry = telemetry or NoTelemetry()
    by_route = {route_of(adapter): adapter for adapter in adapters}
    bells = {name: Bell(partial(store.ring, name)) for name in (INBOX, OUTBOX)}
    zone, language = settings.zone, settings.liaison_language
    web = "" if settings.liaison_web == "off" else settings.web_url
    hours, limits = settings.office_hours, settings.flood
    bot = Bot(
        zone,
        language,
        hours=hours,
        limits=limits,
        web=web,
        sheet_valid=settings.sheet_valid,
        pulses=partial(pulses, adapters),
    )
    painter = Resvg(settings.liaison_font)
    worker = InboxWorker(
        store,
        clock,
        bot,
        by_route,
        bells[INBOX],
        bells[OUTBOX],
        telemetry,
        painter,
        Sheets(),
        ApartReader(),
    )
    post = PostSettings(grace=settings.grace)
    slow = {"digest": DigestDrawing(zone, language)}
    composer = Composer(_drawings(settings), telemetry, slow, painter)
    postman = Postman(store, clock, by_route, bells[OUTBOX], post, telemetry, composer)
    planner = Planner(store, _marking(settings), telemetry, _reading(settings))
    return Parts(store, clock, by_route, worker, postman, planner, bells)


def _drawings(settings: Settings) -> dict[str, Drawing]:
    """By the first word of an occurrence's key."""
    zone, hours = settings.zone, settings.office_hours
    observers = bool(settings.liaison_escalate_to_observer)
    return {
        "notice": NoticeDrawing(zone),
        "bundle": BundleDrawing(zone, hours, observers),
        "remind": RemindDrawing(zone, hours, observers),
        "answer": AnswerDrawing(zone),
        "extension": ExtensionDrawing(zone),
        "extended": ExtendedDrawing(zone),
        "correction": CorrectionDrawing(zone),
        "corrected": CorrectedDrawing(zone),
        "returned": ReturnedDrawing(zone),
        "coord": CoordDrawing(zone),
        "closed": ClosingDrawing(zone, closing=True),
        "reopened": ClosingDrawing(zone, closing=False),
        "access": AccessDrawing(zone),
        "desk": DeskDrawing(zone, hours),
    }


def _marking(settings: Settings) -> list[Rule]:
    """Rules that write down what they have found."""
    zone = settings.zone
    return [
        NoticeRule(),
        OpeningRule(zone),
        RemindRule(zone),
        AnswerRule(),
        GuessRule(),
        RetentionRule(settings.liaison_keep_raw),
        StandInRule(zone),
    ]


def _reading(settings: Settings) -> list[Rule]:
    """Rules that only read, and see what the others have done."""
    zone, observers = settings.zone, bool(settings.liaison_escalate_to_observer)
    return [
        BundleRule(zone, settings.office_hours, observers),
        DigestRule(zone, settings.liaison_language),
        BulletinRule(zone, settings.office_hours),
        DeskRule(zone, settings.office_hours),
    ]
