"""One script, every platform: the same lines and presses have the same effect and answer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.codes import binding_digest
from bot.messages import Platform
from bot.model.person import PersonRole
from store import SqlStore, open_store
from tests.fakes.process import running
from tests.journeys import serving
from tests.journeys.phones import Console, Phone, Slack, Telegram, meaning
from tests.world import START

CODE = "K7QM-2XPA-9TDR-5FHC"
NAMES = ("Telegram", "Slack", "Console", "命令行", "终端")
SCRIPT = (
    "我的任务",
    f"绑定 {CODE[:-1]}X",
    f"绑定 {CODE}",
    "我的任务",
    "24",
    "> 推进中",
    "24 推进中 60% 征求意见稿已汇总21家意见 问题：<b>职责</b> & <!channel> 尚待*明确*",
    "记录 24",
    "撤销",
    "55 快好了",
    "> 仅记一句进展",
    "24 推进中\n55 已完成\n208 推进中",
    "> 撤销",
    "24",
    "> 填写",
    "搜索 商标",
    "> 下一页",
    "逾期",
    "临期",
    "帮助",
    "46 推进中",
    "24 机密★三年",
    "doen 24",
    "/lang en",
    "mytasks",
    "24",
    "@everyone 24",
    "谢谢",
    "你好吗",
    "1 2 3 4 5 6 无新进展",
)


@pytest.fixture(scope="module")
def fakes(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    folder = tmp_path_factory.mktemp("fakes")
    with (
        running("telegram_faults", folder / "telegram.jsonl") as telegram,
        running("slack_faults", folder / "slack.jsonl") as slack,
    ):
        yield {Telegram: telegram, Slack: slack}


@asynccontextmanager
async def phone(kind: type[Phone], folder: Path, *fake: object) -> AsyncIterator[Phone]:
    url = f"sqlite:///{folder}/{kind.__name__}.db"
    await serving.prepare(url, people=0)
    store: SqlStore = await open_store(url)
    await store.enlist(at=START)
    made = kind(store, *fake)
    async with store.unit() as unit:
        [body] = await unit.people.department("科技部")
        person = await unit.people.add("张三", body.id, PersonRole.LIAISON, at=START)
        digest, ends = binding_digest(CODE), START.replace(day=12)
        platform = Platform(made.account.platform)
        await unit.people.issue(person.id, platform, digest=digest, at=START, expires=ends)
    yield made
    await made.close()
    await store.close()


async def played(made: Phone) -> list[str]:
    told = []
    for line in SCRIPT:
        shown = await (made.press(line[2:]) if line.startswith("> ") else made.say(line))
        said = meaning(shown)
        for name in NAMES:
            said = said.replace(name, "…")
        told.append(said)
    return told


async def test_every_platform_says_the_same(
    fakes: dict[type[Phone], object], tmp_path: Path
) -> None:
    async with phone(Console, tmp_path) as console:
        expected = await played(console)
    assert all(expected)
    for kind, fake in fakes.items():
        async with phone(kind, tmp_path, fake) as made:
            told = await played(made)
        for line, want, got in zip(SCRIPT, expected, told, strict=True):
            assert got == want, (kind.__name__, line)
