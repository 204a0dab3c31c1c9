"""What is heard and sent while processes die, and what the platforms do to it."""

from dataclasses import dataclass
from typing import Any

from bot.clocks import SystemClock
from store import SqlStore
from tests.lab import due, load
from tests.lab.load import Planned

WRITES, MESSAGES = 18, 20
_MOVED = {"ok": False, "description": "Bad Request: group chat was upgraded to a supergroup chat"}
TROUBLE: dict[str, list[dict[str, Any]]] = {
    "403001": [{"status": 403, "body": {"ok": False, "description": "blocked"}, "always": True}],
    "-5001": [
        {
            "status": 400,
            "body": {**_MOVED, "parameters": {"migrate_to_chat_id": -1005001}},
            "always": True,
        }
    ],
    "429001": [{"status": 429, "body": {"ok": False, "parameters": {"retry_after": 0}}}],
    "500001": [{"status": 500, "body": "", "accept": True}],
    "500002": [{"fault": "reset"}],
}
KEYED_TROUBLE = {
    "w1": [{"status": 500, "body": "", "accept": True}],
    "s1": [{"fault": "half", "accept": True}],
    "s2": [{"status": 502, "body": ""}],
}


@dataclass(frozen=True, slots=True)
class Heard:
    """Twenty-one updates, whose numbers no other run has."""

    first: int

    def written(self) -> list[str]:
        return [load.written(self.first + n) for n in range(WRITES)]

    def updates(self) -> list[dict[str, Any]]:
        writes = load.updates(WRITES, self.first)
        last = self.first + WRITES + 1
        bind = load.said(last, load.BINDER, f"绑定 {load.CODE}")
        chart = load.said(last + 1, int(due.ASKER), "简报")
        return [*writes, bind, chart, {"update_id": last + 2, "message": "unreadable"}]


def to_send() -> list[Planned]:
    places = [("telegram", chat) for chat in TROUBLE]
    places += [("wecom", chat) for chat in ("w1", "w2")]
    places += [("slack", chat) for chat in ("s1", "s2", "s3")]
    places += [("telegram", f"{2001 + n}") for n in range(MESSAGES - len(places))]
    return [Planned(*to, load.planned(n)) for n, to in enumerate(places)]


async def furnish(store: SqlStore) -> None:
    now = SystemClock().now()
    await load.put(store, to_send(), at=now)
    await due.put(store, now=now)
