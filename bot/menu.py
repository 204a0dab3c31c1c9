"""The commands that platforms list while somebody types "/"; a list displays, nothing more."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listed:
    """``name`` without the slash; what it does, in two languages; whether it is of use in groups.

    ``arguments``: what may follow, as a person would type it.
    """

    name: str
    chinese: str
    english: str
    grouped: bool = False
    arguments: str = ""


MENU = (
    Listed("mytasks", "我的任务", "My tasks"),
    Listed("task", "查看一项：/task 24", "One item: /task 24", grouped=True, arguments="24"),
    Listed(
        "update",
        "更新：/update 24 推进中 一句进展",
        "Update: /update 24 in progress a note",
        arguments="24 推进中 60% 一句进展",
    ),
    Listed("done", "报已完成：/done 24", "Report as done: /done 24", arguments="24"),
    Listed("report", "季度报送：/report 24", "Reports: /report 24", arguments="24"),
    Listed("undo", "撤销上一次更新", "Take back the last update"),
    Listed("history", "一项的记录：/history 24", "Trail of an item: /history 24", arguments="24"),
    Listed("search", "搜索：/search 商标", "Search: /search trademark", arguments="商标"),
    Listed("due", "临期任务", "Due soon", grouped=True),
    Listed("overdue", "逾期任务", "Overdue", grouped=True),
    Listed("digest", "本周简报", "Weekly digest", grouped=True),
    Listed("me", "我是谁", "Who am I"),
    Listed("bind", "绑定：/bind 绑定码", "Bind: /bind CODE"),
    Listed("unbind", "解绑", "Unbind"),
    Listed("lang", "语言：/lang en", "Language: /lang zh"),
    Listed("help", "帮助", "Help", grouped=True),
)
