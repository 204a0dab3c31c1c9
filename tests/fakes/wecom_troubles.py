"""What goes wrong with a fake WeCom: ordered by a test, drawn by a seed, or said too fast."""

import random
import time
from collections import Counter, defaultdict

from tests.fakes.wecom_rules import Json

_ANSWERS: list[Json] = [
    {"errcode": -1, "errmsg": "system busy"},
    {"errcode": 45033, "errmsg": "api concurrent out of limit"},
    {"errcode": 42001, "errmsg": "access_token expired"},
    {"fault": "reset"},
    {"status": 502, "body": "<html>Bad Gateway</html>"},
    {"status": 500, "body": "<html>Error</html>", "accept": True},
    {"fault": "reset", "accept": True},
    {"fault": "half", "accept": True},
    {"fault": "garbage", "accept": True},
]
_ACKS: list[Json] = [
    {"errcode": -1, "errmsg": "system busy"},
    {"fault": "close", "code": 1001},
    {"fault": "close", "code": 1006},
    {"fault": "close", "code": 1006, "accept": True},
    {"fault": "silence", "accept": True},
    {"fault": "garbage", "accept": True},
]
_DRAWN = {
    "message/send": _ANSWERS,
    "message/update_template_card": _ANSWERS,
    "media/upload": _ANSWERS,
    "webhook/send": [answer for answer in _ANSWERS if answer.get("errcode") != 42001],
    "aibot_respond_msg": _ACKS,
    "aibot_respond_welcome_msg": _ACKS,
    "aibot_respond_update_msg": _ACKS,
    "aibot_send_msg": _ACKS,
}


class Clock:
    """Seconds that only go forward; a test lets minutes and days pass by ``ahead``."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def now(self) -> float:
        return time.monotonic() + self.ahead


class Rates:
    """Sliding minutes.  ``limits``: how many of a kind of name fit into one; None: any number."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.limits: dict[str, int | None] = {"member": None, "robot": None, "chat": None}
        self.taken: dict[tuple[str, str], list[float]] = defaultdict(list)
        self.over: dict[str, Counter[str]] = {kind: Counter() for kind in self.limits}

    def room(self, kind: str, name: str) -> bool:
        """Whether one more fits, which then counts; else it is counted as one too many."""
        now, most = self.clock.now(), self.limits[kind]
        taken = self.taken[kind, name] = [at for at in self.taken[kind, name] if at > now - 60]
        if most is not None and len(taken) >= most:
            self.over[kind][name] += 1
            return False
        taken.append(now)
        return True


class Troubles:
    """ORDER, as the header of ``wecom_faults`` says."""

    def __init__(self, dice: random.Random, rate: float) -> None:
        self.dice, self.rate = dice, rate
        self.orders: list[Json] = []

    def order(self, orders: list[Json]) -> None:
        self.orders.extend({"times": 1} | order for order in orders)

    def meet(self, method: str, fields: Json) -> Json:
        """What the caller gets instead of WeCom's answer, or {}."""
        for order in self.orders:
            asked: Json = order.get("fields", {})
            if order["method"] in ("*", method) and asked.items() <= fields.items():
                if not order.get("always"):
                    order["times"] -= 1
                    self.orders = [order for order in self.orders if order["times"] > 0]
                return order if order.keys() & {"errcode", "status", "fault"} else {}
        drawn = method in _DRAWN and self.dice.random() < self.rate
        return self.dice.choice(_DRAWN[method]) if drawn else {}


def as_answer(fault: Json) -> Json:
    """As ``faults.badly`` takes it; an errcode is an answer of status 200."""
    if "errcode" in fault:
        words = fault.get("errmsg", "ordered by a test")
        fault = {"status": 200, **fault, "body": {"errcode": fault["errcode"], "errmsg": words}}
    if "status" in fault:
        kind = "text/html" if isinstance(fault.get("body", ""), str) else "application/json"
        return {**fault, "headers": {"Content-Type": kind, **(fault.get("headers") or {})}}
    return fault
