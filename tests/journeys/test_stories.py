"""One story, every platform: the same steps have the same effect and the same answers."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.fakes.process import Fake, running
from tests.journeys import serving
from tests.journeys.player import Player, differences, staged
from tests.journeys.script import Story, stories
from tests.journeys.stage import Stage
from tests.journeys.stage_here import Browser, Console
from tests.journeys.stage_there import Slack, Telegram
from tests.journeys.stage_wecom import WecomApp, WecomRobot

STORIES = stories()
STAGES: tuple[type[Stage], ...] = (Console, Telegram, Slack, WecomApp, Browser, WecomRobot)
_OWN_WAY = (WecomApp, WecomRobot)  # a title stands twice, labels are cut: nothing is missing
_FAKES = {Telegram: "telegram", Slack: "slack", WecomApp: "wecom", WecomRobot: "wecom"}
_EACH = ("everything", "first_day", "typo")
"""What the robot and the browser play besides stories with steps of their own: in private the one
says what the app says, and the other draws what Telegram is sent."""


def plays(kind: type[Stage], story: Story) -> bool:
    """Whether this stage has everything that the story needs."""
    own = story.path.stem in _EACH or story.needs & {"group", "reply", "forward"}
    return story.needs <= kind.can and (kind not in (WecomRobot, Browser) or bool(own))


PLAYED = [
    pytest.param(story, kind, id=f"{story.path.stem}-{kind.__name__}")
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
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the 2019 plan, once."""
    path = tmp_path_factory.mktemp("plan") / "plan.db"
    asyncio.run(serving.prepare(f"sqlite:///{path}", people=0))
    return path


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
    plan: Path,
    fakes: dict[str, Fake],
    tmp_path: Path,
) -> None:
    player = await played(story, kind, plan, tmp_path, fakes)
    if kind is Console:
        _told[story.path] = player
    elif told := _told.get(story.path):
        found = list(differences(told.told, player, told.users))
        assert not found, "\n".join(found)
