"""One script, every platform: the same lines and presses have the same effect and answer."""

import asyncio
import re
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
from tests.journeys.phones import Console, Phone, Shown, Slack, Telegram, meaning
from tests.journeys.web_phone import Browser
from tests.journeys.wecom_phones import WecomApp, WecomRobot
from tests.world import START

CODE = "K7QM-2XPA-9TDR-5FHC"
MINUTES = re.compile("10:0[0-9]")  # platforms take their time
NAMES = ("Telegram", "Slack", "WeCom", "企业微信", "Console", "命令行", "终端", "浏览器", "browser")
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
    "报送",
    "报送 24",
    "2 与司法部职责分工条款尚待明确",
    "2 推进中",
    "> 存草稿",
    "24",
    "> 季度填报",
    "报送 24 已审签 王处长",
    "> 撤回报送",
    "取消",
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
        running("wecom_faults", folder / "wecom.jsonl") as wecom,
    ):
        yield {Telegram: telegram, Slack: slack, WecomApp: wecom, WecomRobot: wecom}


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
    await made.ready()
    try:
        yield made
    finally:
        await made.close()
        await store.close()


async def played(made: Phone) -> list[list[Shown]]:
    return [
        await (made.press(line[2:]) if line.startswith("> ") else made.say(line)) for line in SCRIPT
    ]


def neutral(said: str) -> str:
    for name in NAMES:
        said = said.replace(name, "…")
    return MINUTES.sub("10:00", said)


def contains(text: str, wanted: str) -> bool:
    """Whether all of ``wanted`` is to be read in ``text``, in order, whatever is between."""
    letters = iter(text)
    return all(letter in letters for letter in wanted)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[list[Shown]]:
    """What the console shows."""

    async def shown() -> list[list[Shown]]:
        async with phone(Console, tmp_path_factory.mktemp("console")) as console:
            return await played(console)

    told = asyncio.run(shown())
    assert all(told)
    return told


@pytest.mark.parametrize("kind", [Telegram, Slack, Browser])
async def test_every_platform_says_the_same(
    kind: type[Phone],
    fakes: dict[type[Phone], object],
    expected: list[list[Shown]],
    tmp_path: Path,
) -> None:
    fake = () if kind is Browser else (fakes[kind],)
    async with phone(kind, tmp_path, *fake) as made:
        told = await played(made)
    for line, want, got in zip(SCRIPT, expected, told, strict=True):
        assert neutral(meaning(got)) == neutral(meaning(want)), line


@pytest.mark.parametrize("kind", [WecomApp, WecomRobot])
async def test_wecom_says_it_in_its_own_way(
    kind: type[Phone],
    fakes: dict[type[Phone], object],
    expected: list[list[Shown]],
    tmp_path: Path,
) -> None:
    """A title stands twice where the buttons do not fit, labels are cut: nothing is missing."""
    async with phone(kind, tmp_path, fakes[kind]) as made:
        told = await played(made)
    for line, want, got in zip(SCRIPT, expected, told, strict=True):
        wanted, *_ = neutral(meaning(want)).split("\n")
        text, *_ = neutral(meaning(got)).split("\n")
        assert contains(text, wanted), (line, text, wanted)
        pressed = {command for shown in got for _, command in shown.buttons}
        for label, command in (button for shown in want for button in shown.buttons):
            typed = "".join(f"{label}:{command}".split())
            assert command in pressed or typed in text, (line, label)
