"""Writes the golden files anew."""

import asyncio
import shutil
import tempfile
from pathlib import Path

from bot.messages import Language
from tests.golden.drawn import PLATFORMS, written
from tests.golden.scenes import SCENES, played
from tests.golden.stage import Stage

CARDS = Path(__file__).parent / "cards"


async def write() -> int:
    """All scenes; how many files."""
    shutil.rmtree(CARDS, ignore_errors=True)
    files = 0
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder))
        for name in SCENES:
            for language in Language:
                answers = await played(stage, name, language, tuple(PLATFORMS))
                for platform, render in PLATFORMS.items():
                    path = CARDS / platform / language / f"{name}.yaml"
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text(written(answers[platform], render), "utf8")
                    files += 1
    return files


if __name__ == "__main__":
    print(asyncio.run(write()), "files")  # noqa: T201
