"""What a fake WeCom writes down: every call, and the ledger of what it has accepted."""

import json
import random
import time
from pathlib import Path
from typing import Any

from tests.fakes.slack_socket import News
from tests.fakes.wecom_rules import Json
from tests.fakes.wecom_troubles import Troubles


class Book:
    def __init__(self, ledger: Path, seed: int, rate: float, news: News) -> None:
        self.ledger = ledger.open("a", encoding="utf-8", buffering=1)
        self.seed, self.rate, self.news = seed, rate, news
        self.forget()

    def forget(self) -> None:
        """Everything but the ledger."""
        self.calls: list[Json] = []
        self.accepted: list[Json] = []
        self.troubles = Troubles(random.Random(self.seed), self.rate)  # noqa: S311

    def note(self, method: str, fields: Json, **more: Any) -> None:
        self.calls.append({"method": method, "fields": fields, **more})
        self.news.spread()

    def accept(self, method: str, fields: Json, *, told: bool, **more: Any) -> None:
        line = {"method": method, "fields": fields, "told": told, "at": time.time(), **more}
        self.ledger.write(json.dumps(line, ensure_ascii=False) + "\n")
        self.accepted.append(line)
        self.news.spread()

    async def until(self, lines: list[Json], asked: Json) -> list[Json]:
        """Those of ``lines`` that fit, once there are ``count`` of them."""
        await self.news.until(lambda: len(fitting(lines, asked)) >= asked.get("count", 1))
        return fitting(lines, asked)


def fitting(lines: list[Json], asked: Json) -> list[Json]:
    method, fields = asked["method"], asked.get("fields", {})
    return [c for c in lines if c["method"] == method and fields.items() <= c["fields"].items()]
