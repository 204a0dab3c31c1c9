"""The command menus that Telegram shows."""

from collections.abc import Iterator
from typing import Any

from bot.menu import MENU

_SCOPES = {"all_private_chats": False, "all_group_chats": True}


def menus() -> Iterator[dict[str, Any]]:
    """The parameters of each ``setMyCommands``: by scope, Chinese by default, and English."""
    for scope, in_group in _SCOPES.items():
        for language in ("", "en"):
            yield {
                "commands": [
                    {
                        "command": one.name,
                        "description": one.english if language else one.chinese,
                    }
                    for one in MENU
                    if one.grouped or not in_group
                ],
                "scope": {"type": scope},
                **({"language_code": language} if language else {}),
            }
