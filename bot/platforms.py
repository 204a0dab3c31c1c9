"""Connects the platforms that have credentials; only these are imported."""

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.messages import COMMAND_LINE, Platform
from bot.ports import Adapter, Clock, Cursor, Route, Store
from bot.settings import Settings
from bot.site import simulator

if TYPE_CHECKING:
    from adapters.slack.reception import Identity
    from adapters.wecom.adapter import WecomAdapter

NONE = (
    "No platform has credentials: set TELEGRAM_BOT_TOKEN, SLACK_BOT_TOKEN, WECOM_SECRET or"
    " WECOM_BOT_ID (.env.example)."
)
_ANY_SLACK = Route(platform=Platform.SLACK, tenant="?")
_ANY_WECOM = Route(platform=Platform.WECOM, tenant="?")


async def platforms(settings: Settings, store: Store, clock: Clock) -> list[Adapter]:
    """Their adapters."""
    adapters: list[Adapter] = []
    if settings.telegram_bot_token.get_secret_value():
        adapters.append(_telegram(settings, store, clock))
    if settings.slack_bot_token.get_secret_value():
        adapters.append(await _slack(settings, store, clock))
    app = None
    if settings.wecom_secret.get_secret_value():
        adapters.append(app := wecom_app(settings, store, clock))
    if settings.wecom_bot_id:
        adapters.append(_wecom_bot(settings, store, clock, app))
    if settings.liaison_web == "chat":
        adapters.append(simulator(store, clock))
    return adapters


def states(settings: Settings) -> Mapping[str, str]:
    """How each platform is heard, or that it is off."""
    telegram, slack = settings.telegram_bot_token, settings.slack_bot_token
    app = ["app"] if settings.wecom_secret.get_secret_value() else []
    robot = ["robot"] if settings.wecom_bot_id else []
    return {
        "telegram": settings.telegram_mode if telegram.get_secret_value() else "off",
        "slack": settings.slack_mode if slack.get_secret_value() else "off",
        "wecom": " and ".join(app + robot) or "off",
    }


async def tenant_of(platform: Platform, settings: Settings, store: Store) -> str | None:
    """What the accounts of a platform belong to, None where nobody can tell."""
    token = settings.telegram_bot_token.get_secret_value()
    if platform is Platform.TELEGRAM and token:
        return token.partition(":")[0]
    if platform is Platform.SLACK and settings.slack_bot_token.get_secret_value():
        who = await slack_identity(settings, store)
        return None if who is None else who.team
    if platform is Platform.WECOM:
        return settings.wecom_corp_id or settings.wecom_bot_id or None
    return COMMAND_LINE if platform in (Platform.CONSOLE, Platform.WEB) else None


def _telegram(settings: Settings, store: Store, clock: Clock) -> Adapter:
    from adapters.telegram.adapter import (  # noqa: PLC0415 - only where it is used
        TelegramAdapter,
        TelegramSettings,
    )

    secrets = settings.telegram_webhook_secret.get_secret_value()
    telegram = TelegramSettings(
        token=settings.telegram_bot_token.get_secret_value(),
        api_base=settings.telegram_api_base,
        mode=settings.telegram_mode,
        webhook_secrets=_listed(secrets),
        webhook_url=settings.telegram_webhook_url or None,
    )
    return TelegramAdapter(telegram, clock, store.exclusive)


async def _slack(settings: Settings, store: Store, clock: Clock) -> Adapter:
    """As long as Slack has never said who we are, what there is waits for that."""
    from adapters.slack.adapter import SlackAdapter, SlackSettings  # noqa: PLC0415
    from adapters.slack.stranger import SlackStranger  # noqa: PLC0415

    who = await slack_identity(settings, store)
    if who is None:
        return SlackStranger(clock, lambda: slack_identity(settings, store))
    secrets = settings.slack_signing_secret.get_secret_value()
    slack = SlackSettings(
        token=settings.slack_bot_token.get_secret_value(),
        api_base=settings.slack_api_base,
        mode=settings.slack_mode,
        app_token=settings.slack_app_token.get_secret_value(),
        signing_secrets=_listed(secrets),
    )
    return SlackAdapter(slack, who, clock)


async def slack_identity(settings: Settings, store: Store) -> "Identity | None":
    """Whom a token stands for: remembered from the first answer, for days when Slack is away."""
    from adapters.slack.identity import identify  # noqa: PLC0415
    from adapters.slack.reception import Identity  # noqa: PLC0415

    token = settings.slack_bot_token.get_secret_value()
    app = settings.slack_app_token.get_secret_value()
    name = "identity:" + hashlib.sha256(f"{token} {app}".encode()).hexdigest()
    async with store.view() as unit:
        known = await unit.inbox.cursor(_ANY_SLACK, name)
    if known is not None:
        return Identity(*json.loads(known))
    who = await identify(token, app, settings.slack_api_base)
    if who is not None:
        async with store.unit() as unit:
            told = json.dumps([who.team, who.user, who.app])
            await unit.inbox.set_cursor(_ANY_SLACK, Cursor(name, told))
    return who


def wecom_app(settings: Settings, store: Store, clock: Clock) -> "WecomAdapter":
    """The self-built app and the robots of groups."""
    from adapters.wecom.adapter import WecomAdapter, WecomSettings  # noqa: PLC0415

    robots = settings.wecom_robots.get_secret_value()
    keys = dict(pair.split(":", 1) for pair in robots.split(",") if pair)
    wecom = WecomSettings(
        corp=settings.wecom_corp_id,
        agent=settings.wecom_agent_id,
        secret=settings.wecom_secret.get_secret_value(),
        callback_tokens=_listed(settings.wecom_callback_token.get_secret_value()),
        aes_keys=_listed(settings.wecom_encoding_aes_key.get_secret_value()),
        robots=keys,
        api_base=settings.wecom_api_base,
        robot_base=settings.wecom_robot_base,
        plain=bool(settings.wecom_plain_text),
    )
    return WecomAdapter(wecom, clock, _Shelf(store), store.exclusive)


def _wecom_bot(
    settings: Settings, store: Store, clock: Clock, app: "WecomAdapter | None"
) -> Adapter:
    """Beside an app it has a queue of its own: its messages leave where it is connected."""
    from adapters.wecom.bot import BotSettings, WecomBotAdapter  # noqa: PLC0415

    corp = settings.wecom_corp_id or settings.wecom_bot_id
    robot = BotSettings(
        bot=settings.wecom_bot_id,
        secret=settings.wecom_bot_secret.get_secret_value(),
        url=settings.wecom_ws_url,
        corp=corp,
        tenant=corp if app is None else f"{corp}#robot",
        plain=bool(settings.wecom_plain_text),
    )
    names = None if app is None else app.desk.plain_id
    return WecomBotAdapter(robot, clock, store.exclusive, names=names)


def _listed(secrets: str) -> tuple[str, ...]:
    """The one in force, and during a rotation the one before it."""
    return tuple(filter(None, secrets.split(",")))


class _Shelf:
    """Where all processes find an access token: beside the cursors."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def taken(self, name: str) -> str | None:
        async with self._store.view() as unit:
            return await unit.inbox.cursor(_ANY_WECOM, name)

    async def put(self, name: str, value: str) -> None:
        async with self._store.unit() as unit:
            await unit.inbox.set_cursor(_ANY_WECOM, Cursor(name, value))
