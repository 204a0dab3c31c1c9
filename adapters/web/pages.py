"""HTML from templates, in a visitor's language; what people wrote is text in every place."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.cards import people, phrases
from bot.locale import Words
from bot.visible import visible

_FOLDER = Path(__file__).parent / "templates"


@lru_cache
def environment() -> Environment:
    """Everything is escaped; a name that nobody gave is a fault."""
    made = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"department": phrases.department, "role": people.role}
    return made


def page(template: str, say: Words, facts: Mapping[str, Any]) -> str:
    """A template filled in; ``say`` speaks the language of the visitor."""
    return environment().get_template(template).render(facts, say=say, lang=LANG[say.language])


def _finalized(value: Any) -> Any:
    """Nothing hides or turns text around."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


LANG = {"zh": "zh-CN", "en": "en"}
"""The ``lang`` of a page by the value of a language."""
