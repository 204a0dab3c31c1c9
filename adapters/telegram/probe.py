"""Asks Telegram who the bot is, for the command line: its name, and whether the token works."""

from adapters.telegram.line import Answered, Line
from adapters.telegram.polling import name_of


async def username(token: str, api_base: str) -> str | None:
    """The bot's user name, for deep links; None when Telegram does not tell now."""
    try:
        return await _ask(token, api_base)
    except Exception:  # whatever it is: a code is of use without its link
        return None


async def diagnose(token: str, api_base: str) -> tuple[bool, str]:
    """Whether the bot can work, and one sentence on what it is or what to do."""
    try:
        name = await _ask(token, api_base)
    except Answered as error:
        if error.token_refused:
            return False, "Telegram refuses TELEGRAM_BOT_TOKEN: get a new one from @BotFather."
        return False, f"{api_base} answers HTTP {error.status}: check TELEGRAM_API_BASE."
    except Exception as error:
        return False, f"{api_base} cannot be reached ({name_of(error)})."
    return True, f"@{name}" if name else "The bot has no user name."


async def _ask(token: str, api_base: str) -> str | None:
    line = Line(token, api_base)
    try:
        me = await line.call("getMe")
    finally:
        await line.close()
    name = me.get("username")
    return name if isinstance(name, str) else None
