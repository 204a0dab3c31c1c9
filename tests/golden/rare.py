"""Cards that no short story reaches: they are drawn as their senders draw them."""

from collections.abc import Mapping
from datetime import timedelta

from bot.cards import board, errors, flood, unnamed
from bot.flood import Excess
from bot.locale import Words
from bot.messages import Card
from tests.bot.world import NOW
from tests.golden.steps import Scene, drawn


def _flooded(say: Words) -> Card:
    return flood.card(
        say, Excess(limit=60, until=NOW + timedelta(seconds=40), first=True, chat=False)
    )


RARE: Mapping[str, Scene] = {
    "rare": [
        drawn("张三", "一分钟内第 61 条消息", _flooded),
        drawn("张三", "系统出错", lambda say: errors.broken("E7F3", say.language)),
        drawn("张三", "图片", unnamed.only_text),
        drawn("赵敏", "看板", lambda say: board.link(say, "https://liaison.example/in/x", 5)),
    ],
}
