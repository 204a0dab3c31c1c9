"""Draws every scene as a phone of 360 px would show it, a few pictures a scene and language.

``python -m tests.golden.look FOLDER [NAME …]``: the four platforms stand side by side.  Needs what
``make browser`` installs.
"""

import asyncio
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from markupsafe import Markup

from adapters.web.pages import LANG, environment
from adapters.web.screen import SKINS
from bot.locale import words
from bot.messages import Language
from tests.browser.conftest import FLAGS
from tests.golden.drawn import PLATFORMS, calls
from tests.golden.scenes import SCENES, played
from tests.golden.stage import Answered, Stage

_ON_A_PICTURE = 3  # messages and their answers
_STYLE = Path(__file__).parents[2] / "adapters" / "web" / "static" / "style.css"
_PAGE = """
{% from "shapes.html" import bubble %}
<!doctype html><html lang="{{ lang }}"><meta charset="utf-8"><style>{{ style }}
body { width: 1500px; padding: 8px; background: #fff; color-scheme: light; }
.side-by-side { display: grid; grid-template-columns: repeat(4, 360px); gap: 12px; }
.wall { padding: 10px; background: var(--wall); overflow-wrap: anywhere; }
</style><h1>{{ name }} · {{ lang }}</h1><div class="side-by-side">
{% for platform, skin, said in phones %}<div class="chat skin-{{ skin.name }}"><div class="wall">
<h3>{{ platform }}</h3>
{% for line, drawn in said %}
<article class="message own"><div class="bubble"><p class="lines">{{ line }}</p></div></article>
{% for window in [drawn.window] if window %}<p class="quiet">{{ window.title }}</p>{% endfor %}
<article class="message bot">
{% for each in drawn.bubbles %}{{ bubble(each, "m", skin, say, None) }}{% endfor %}</article>
{% endfor %}</div></div>{% endfor %}</div></html>
"""


def html(name: str, language: Language, answers: Mapping[str, Sequence[Answered]]) -> str:
    """The page of a scene."""
    phones = []
    for platform, render in PLATFORMS.items():
        skin = SKINS["wecom" if platform == "robot" else platform]
        said = [(line, skin.draw(made)) for line, made in calls(answers[platform], render)]
        phones.append((platform, skin, said))
    style = Markup(_STYLE.read_text("utf8"))  # noqa: S704 - ours
    facts: dict[str, Any] = {"name": name, "phones": phones, "style": style}
    template = environment().from_string(_PAGE)
    return template.render(facts, say=words(language), lang=LANG[language])


async def pages(names: list[str], folder: Path) -> list[Path]:
    """An HTML file for each scene and language."""
    made = []
    with tempfile.TemporaryDirectory() as worlds:
        stage = Stage(Path(worlds))
        for name in names:
            for language in Language:
                answers = await played(stage, name, language, tuple(PLATFORMS))
                longest = max(map(len, answers.values()))
                for start in range(0, longest, _ON_A_PICTURE):
                    path = folder / f"{name}.{language}.{start // _ON_A_PICTURE + 1}.html"
                    end = start + _ON_A_PICTURE
                    some = {one: shown[start:end] for one, shown in answers.items()}
                    path.write_text(html(name, language, some), "utf8")
                    made.append(path)
    return made


def main(folder: Path, *names: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    made = asyncio.run(pages(list(names or SCENES), folder))
    with import_module("playwright.sync_api").sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=FLAGS.split()
        )
        page = browser.new_page(viewport={"width": 1516, "height": 400})
        for path in made:
            page.goto(path.resolve().as_uri())
            page.screenshot(path=path.with_suffix(".png"), full_page=True)
            path.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
