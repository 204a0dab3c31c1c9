"""Every sentence exists in every language, with the same facts in it, and none is left over."""

import ast
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from jinja2 import nodes

from adapters.web.pages import environment
from bot.locale import words
from bot.messages import Language

WEB = Path(__file__).parents[2] / "adapters" / "web"
BOT = Path(__file__).parents[2] / "bot"
SPOKEN = [*sorted((BOT / "cards").rglob("*.py")), *sorted((BOT / "commands").rglob("*.py"))]
SPOKEN += [BOT / f"{name}.py" for name in ("dispatch", "offers", "turn", "bare", "forwards")]
SPOKEN += sorted(WEB.glob("*.py"))
TEMPLATES = sorted((WEB / "templates").glob("*.html"))
FILES = ("zh_CN.po", "en.po")


def keys(path: Path) -> set[str]:
    """The literal first arguments of ``say(…)``, ``call.say(…)`` and ``later(…)``."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf8"))):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", None))
            first = node.args[0]
            if name in ("say", "later") and isinstance(first, ast.Constant):
                found.add(str(first.value))
    return found


def catalogue(name: str) -> Catalog:
    with (BOT / "locale" / name).open("rb") as file:
        return read_po(file)


def facts(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def keys_of_pages() -> set[str]:
    """The same of templates: each ``say("…")`` and ``later("…")`` in them."""
    found: set[str] = set()
    for path in TEMPLATES:
        for call in environment().parse(path.read_text("utf8")).find_all(nodes.Call):
            name, first = getattr(call.node, "name", None), call.args[:1]
            if name in ("say", "later") and first and isinstance(first[0], nodes.Const):
                found.add(str(first[0].value))
    return found


USED = set().union(*(keys(path) for path in SPOKEN), keys_of_pages())


def test_sentences_are_found_at_all() -> None:
    assert len(USED) > 120
    assert len(keys_of_pages()) > 5


@pytest.mark.parametrize("name", FILES)
def test_a_catalogue_has_exactly_the_sentences_that_are_said(name: str) -> None:
    entries = {str(entry.id) for entry in catalogue(name) if entry.id}
    assert entries == USED


@pytest.mark.parametrize("name", FILES)
def test_every_sentence_is_translated_with_the_same_facts(name: str) -> None:
    for entry in catalogue(name):
        if entry.id:
            assert entry.string, entry.id
            assert facts(str(entry.string)) == facts(str(entry.id)), entry.id


@pytest.mark.parametrize("name", FILES)
def test_a_sentence_has_one_translation(name: str) -> None:
    text = (BOT / "locale" / name).read_text("utf8")
    ids = [line for line in text.splitlines() if line.startswith('msgid "') and line != 'msgid ""']
    assert len(ids) == len(set(ids))


def test_chinese_sentences_have_no_half_width_punctuation() -> None:
    for entry in catalogue("zh_CN.po"):
        sentence = str(entry.string) if entry.id else ""
        assert not any(mark in sentence for mark in (", ", "; ", "? ", "! ")), sentence


def test_english_counts_one_item_and_two_items() -> None:
    say = words(Language.EN)
    assert [say("Saved {saved}", saved=n) for n in (0, 1, 2)] == [
        "Saved: 0 items",
        "Saved: 1 item",
        "Saved: 2 items",
    ]


def test_facts_are_never_read_as_patterns() -> None:
    said = words(Language.ZH)("“{text}” is not clear; nothing saved.", text="{number} {0} %s")
    assert "{number} {0} %s" in said
