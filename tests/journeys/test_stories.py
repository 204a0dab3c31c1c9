"""One story, every platform: the same steps have the same effect and the same answers."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import cli
from tests.fakes.process import Fake, running
from tests.journeys import serving
from tests.journeys.player import Player, differences
from tests.journeys.script import Story, stories
from tests.journeys.stage import Stage
from tests.journeys.stage_here import Browser, Console
from tests.journeys.stage_there import Slack, Telegram
from tests.journeys.stage_wecom import Wecom, WecomApp, WecomRobot
from tests.journeys.staging import staged

STORIES = stories()
STAGES: tuple[type[Stage], ...] = (
    *(Console, Telegram, Slack, WecomApp),
    *(Wecom, Browser, WecomRobot),
)
_OWN_WAY = (WecomApp, WecomRobot, Wecom)  # a title stands twice, labels are cut: nothing is missing
_FAKES: dict[type[Stage], str] = {Telegram: "telegram", Slack: "slack"}
_FAKES |= dict.fromkeys(_OWN_WAY, "wecom")
_EACH = ("everything", "first_day", "typo")
"""What the robot and the browser play besides stories with steps of their own: in private the one
says what the app says, and the other draws what Telegram is sent."""


def plays(kind: type[Stage], story: Story) -> bool:
    """Whether this stage has everything that the story needs."""
    if kind is Wecom:  # app and robot at once, for what one of them alone cannot do
        return "send" in story.needs
    own = story.path.stem in _EACH or story.needs & {"group", "reply", "forward"}
    return story.needs <= kind.can and (kind not in (WecomRobot, Browser) or bool(own))


PLAYED = [
    pytest.param(
        story,
        kind,
        id=f"{story.path.stem}-{kind.__name__}",
        marks=pytest.mark.xdist_group(f"story {story.path.stem}"),  # the console first, once
    )
    for story in STORIES
    for kind in STAGES
    if plays(kind, story)
]


@pytest.fixture(scope="module")
def fakes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Fake]]:
    folder = tmp_path_factory.mktemp("fakes")
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(running(f"{name}_faults", folder / f"{name}.jsonl"))
            for name in ("telegram", "slack", "wecom")
        }


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """With the 2019 plan; and with nothing but one coordinator, whom an operator has added."""
    folder = tmp_path_factory.mktemp("databases")
    plan, nothing = folder / "plan.db", folder / "nothing.db"
    asyncio.run(serving.prepare(f"sqlite:///{plan}", people=0))
    person = ("person", "add", "--name", "赵敏", "--department", "office", "--role", "coordinator")
    env = {"DATABASE_URL": f"sqlite:///{nothing}", "LIAISON_LOG": "error"}
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    ended = CliRunner().invoke(cli, person, env=env)
    root.handlers[:] = handlers
    root.setLevel(level)
    assert ended.exit_code == 0, ended.output
    return plan, nothing


_told: dict[Path, Player] = {}
"""What the console has shown, by story."""


async def played(
    story: Story, kind: type[Stage], plan: Path, folder: Path, fakes: dict[str, Fake]
) -> Player:
    fake = fakes[_FAKES[kind]] if kind in _FAKES else None
    async with staged(story, kind, plan, folder, fake) as stage:
        player = Player(story, stage, whole=kind not in _OWN_WAY)
        await player.play()
    return player


def test_there_are_stories_and_every_platform_plays_most() -> None:
    assert len(STORIES) >= 12
    for kind in STAGES[:4]:
        assert sum(plays(kind, story) for story in STORIES) * 2 > len(STORIES), kind
    for kind in STAGES[4:]:
        assert any(plays(kind, story) for story in STORIES if "group" in story.needs), kind


@pytest.mark.parametrize(("story", "kind"), PLAYED)
async def test_a_story(
    story: Story,
    kind: type[Stage],
    databases: tuple[Path, Path],
    fakes: dict[str, Fake],
    tmp_path: Path,
) -> None:
    player = await played(story, kind, databases[story.empty], tmp_path, fakes)
    if kind is Console:
        _told[story.path] = player
        return
    if story.path not in _told:  # this one alone was asked for
        (tmp_path / "console").mkdir()
        plan = databases[story.empty]
        _told[story.path] = await played(story, Console, plan, tmp_path / "console", fakes)
    told = _told[story.path]
    found = list(differences(told.told, player, told.users))
    assert not found, "\n".join(found)
