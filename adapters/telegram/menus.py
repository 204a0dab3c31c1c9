"""The command menus that Telegram shows while somebody types "/"; they display, nothing more."""

from collections.abc import Iterator
from typing import Any

# Command, what it does in Chinese and in English, whether it has a place in groups.
_COMMANDS = (
    ("mytasks", "我的任务", "My tasks", False),
    ("task", "查看一项：/task 24", "One item: /task 24", True),
    ("update", "更新：/update 24 推进中 一句进展", "Update: /update 24 in progress a note", False),
    ("done", "报已完成：/done 24", "Report as done: /done 24", False),
    ("undo", "撤销上一次更新", "Take back the last update", False),
    ("history", "一项的记录：/history 24", "Trail of an item: /history 24", False),
    ("search", "搜索：/search 商标", "Search: /search trademark", False),
    ("due", "临期任务", "Due soon", True),
    ("overdue", "逾期任务", "Overdue", True),
    ("me", "我是谁", "Who am I", False),
    ("bind", "绑定：/bind 绑定码", "Bind: /bind CODE", False),
    ("unbind", "解绑", "Unbind", False),
    ("lang", "语言：/lang en", "Language: /lang zh", False),
    ("help", "帮助", "Help", True),
)
_SCOPES = {"all_private_chats": False, "all_group_chats": True}


def menus() -> Iterator[dict[str, Any]]:
    """The parameters of each ``setMyCommands``: by scope, Chinese by default, and English."""
    for scope, in_group in _SCOPES.items():
        for language in ("", "en"):
            yield {
                "commands": [
                    {"command": command, "description": english if language else chinese}
                    for command, chinese, english, grouped in _COMMANDS
                    if grouped or not in_group
                ],
                "scope": {"type": scope},
                **({"language_code": language} if language else {}),
            }
