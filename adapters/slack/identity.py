"""Asks Slack who we are: workspace, user and app; for the command line, too."""

import logging

from adapters.slack.line import Answered, Line
from adapters.slack.outcomes import CREDENTIALS
from adapters.slack.reception import Identity

_log = logging.getLogger(__name__)


async def identify(token: str, app_token: str, api_base: str) -> Identity | None:
    """None when Slack does not tell now."""
    try:
        return await _identified(token, app_token, api_base)
    except Answered as error:
        if error.code in CREDENTIALS:
            _log.error("Slack refuses SLACK_BOT_TOKEN (%s).", error.code)
        else:
            _log.warning("Slack does not say who we are (%s).", error)
    except Exception as error:
        _log.warning("Slack cannot be reached (%s).", type(error).__name__)
    return None


async def _identified(token: str, app_token: str, api_base: str) -> Identity:
    """Raises what ``Line.call`` raises."""
    line = Line(token, api_base)
    try:
        me = await line.call("auth.test")
        app = _of_token(app_token) or await _asked(line, me.get("bot_id"))
    finally:
        await line.close()
    team, user = me.get("team_id"), me.get("user_id")
    if not isinstance(team, str) or not isinstance(user, str):
        raise Answered(200, {}, None)
    return Identity(team, user, app)


def _of_token(app_token: str) -> str | None:
    """An app-level token says whose it is: xapp-1-A012345-…"""
    parts = app_token.split("-")
    return parts[2] if len(parts) > 3 and parts[2].startswith("A") else None  # noqa: PLR2004


async def _asked(line: Line, bot: object) -> str | None:
    """None where it is not told: then the signature alone says that a request is ours."""
    if not isinstance(bot, str):
        return None
    try:
        told = await line.call("bots.info", bot=bot)
    except Exception:  # whatever it is: the app's id is one check more
        return None
    about = told.get("bot")
    app = about.get("app_id") if isinstance(about, dict) else None
    return app if isinstance(app, str) else None


async def diagnose(token: str, app_token: str, api_base: str) -> tuple[bool, str]:
    """Whether the bot can work, and one sentence on what it is or what to do."""
    try:
        who = await _identified(token, app_token, api_base)
        if app_token:
            await _connects(app_token, api_base)
    except Answered as error:
        if error.code in CREDENTIALS:
            return False, "Slack refuses SLACK_BOT_TOKEN or SLACK_APP_TOKEN: install the app again."
        return False, f"{api_base} answers {error}: check SLACK_API_BASE and the app's scopes."
    except Exception as error:
        return False, f"{api_base} cannot be reached ({type(error).__name__})."
    return True, f"workspace {who.team}, user {who.user}"


async def _connects(app_token: str, api_base: str) -> None:
    line = Line(app_token, api_base)
    try:
        await line.call("apps.connections.open")
    finally:
        await line.close()
