"""Every command's cards are as they were when somebody looked at them."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.commands import COMMANDS
from bot.commands.update import NAMES
from bot.errors import Code
from bot.messages import Language
from tests.golden.__main__ import CARDS
from tests.golden.drawn import PLATFORMS, written
from tests.golden.scenes import ERRORS, SCENES, played
from tests.golden.stage import Stage

_LABEL = re.compile(r"^ +- text: (.*)\n +style: \d$", re.MULTILINE)


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with tempfile.TemporaryDirectory() as folder:
        yield Stage(Path(folder))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", SCENES)
async def test_the_cards_are_those_that_were_looked_at(
    stage: Stage, name: str, language: Language
) -> None:
    """If the change is meant: ``python -m tests.golden``, and look at the difference."""
    answers = await played(stage, name, language, tuple(PLATFORMS))
    for platform, render in PLATFORMS.items():
        kept = CARDS / platform / language / f"{name}.yaml"
        assert written(answers[platform], render) == kept.read_text("utf8"), kept


def test_no_button_is_cut_short() -> None:
    """What a card of WeCom has no room for needs shorter words."""
    labels = [
        (path.name, label)
        for platform in ("wecom", "robot")
        for path in (CARDS / platform).rglob("*.yaml")
        for label in _LABEL.findall(path.read_text("utf8"))
    ]
    assert len(labels) > 1000
    assert [found for found in labels if "…" in found[1]] == []


def test_every_command_and_every_error_has_its_scene() -> None:
    assert set(COMMANDS) | set(NAMES) <= set(SCENES)
    assert set(Code) - set(ERRORS) == {Code.UNAVAILABLE}  # a store that is away cannot be played
    files = {path.relative_to(CARDS) for path in CARDS.rglob("*.yaml")}
    assert files == {
        Path(platform, language, f"{name}.yaml")
        for platform in PLATFORMS
        for language in Language
        for name in SCENES
    }
