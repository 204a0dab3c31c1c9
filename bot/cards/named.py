"""How the bot is asked in a group: by what people see it called, or by its name in a command."""

from bot.locale import Words
from bot.messages import Request

_SEEN = "@联络员"  # what people see us called, in either language
_TELEGRAM = "https://t.me/"


def spoken_to(request: Request) -> str | None:
    """The user name that commands need where a mere mention is not delivered."""
    door = request.door or ""
    return door.removeprefix(_TELEGRAM) if door.startswith(_TELEGRAM) else None


def ways(say: Words, name: str | None) -> dict[str, str]:
    """``/task@liaison_bot 24``, ``@联络员 24``: lines for an item and for the lists."""
    if name is not None:
        return {
            "look": f"/task@{name} 24",
            "overdue": f"/overdue@{name}",
            "digest": f"/digest@{name}",
            "here": f"/here@{name}",
            "off": f"/here@{name} off",
        }
    return {
        "look": f"{_SEEN} 24",
        "overdue": f"{_SEEN} {say('overdue')}",
        "digest": f"{_SEEN} {say('digest')}",
        "here": f"{_SEEN} {say('here')}",
        "off": f"{_SEEN} {say('here off')}",
    }
