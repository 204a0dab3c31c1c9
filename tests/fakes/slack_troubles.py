"""What goes wrong with calls to a fake Slack: ordered by a test, drawn by a seed, or too fast."""

import random
import time
from collections import Counter

from tests.fakes.slack_rules import Json

FAULTS: list[Json] = [
    {"status": 429, "error": "ratelimited", "headers": {"Retry-After": "1"}},
    {"status": 429, "body": "slow down", "headers": {"Retry-After": "1"}},
    {"error": "ratelimited"},
    {"status": 503, "error": "service_unavailable"},
    {"status": 502, "body": "<html>Bad Gateway</html>"},
    {"fault": "reset"},
    {"status": 500, "error": "internal_error", "accept": True},
    {"error": "fatal_error", "accept": True},
    {"status": 200, "body": "<html>Welcome to the hotel</html>", "accept": True},
    {"fault": "reset", "accept": True},
    {"fault": "half", "accept": True},
]
_STEADY = ("auth.test", "bots.info", "users.info", "apps.connections.open")


class Troubles:
    """ORDER, as the header of ``slack_faults`` says.

    ``burst``: so many posts to a channel may come at once, one more each second; 1.05 leaves room
    for a clock that is a little fast.  None: there is no limit.
    """

    def __init__(self, dice: random.Random, rate: float) -> None:
        self.dice, self.rate = dice, rate
        self.orders: list[Json] = []
        self.burst: float | None = None
        self.due: dict[str, float] = {}
        self.violations = Counter[str]()

    def order(self, orders: list[Json]) -> None:
        self.orders.extend({"times": 1} | order for order in orders)

    def meet(self, method: str, fields: Json) -> Json:
        """What the caller gets instead of Slack's answer, as ``faults.badly`` takes it, or {}."""
        return _as_answer(self.hurried(method, fields) or self.fault(method, fields))

    def hurried(self, method: str, fields: Json) -> Json:
        if self.burst is None or method != "chat.postMessage":
            return {}
        channel, now = str(fields.get("channel")), time.monotonic()
        due = max(self.due.get(channel, now), now)
        if due - now > self.burst - 1:
            self.violations[channel] += 1
            return FAULTS[0]
        self.due[channel] = due + 1
        return {}

    def fault(self, method: str, fields: Json) -> Json:
        for order in self.orders:
            asked: Json = order.get("fields", {})
            if order["method"] in ("*", method) and asked.items() <= fields.items():
                if not order.get("always"):
                    order["times"] -= 1
                    self.orders = [order for order in self.orders if order["times"] > 0]
                return order
        drawn = method not in _STEADY and self.dice.random() < self.rate
        return self.dice.choice(FAULTS) if drawn else {}


def _as_answer(fault: Json) -> Json:
    """With a content type, and a code in Slack's form."""
    if "error" in fault:
        answer = {"ok": False, "error": fault["error"]}
        fault = {"status": 200, **fault, "body": answer}
    if "status" in fault:
        kind = "text/html" if isinstance(fault.get("body", ""), str) else "application/json"
        return {**fault, "headers": {"Content-Type": kind, **(fault.get("headers") or {})}}
    return fault if "fault" in fault else {}
