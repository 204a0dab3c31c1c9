"""What the documents promise, compared with the code, both ways."""

import re
from pathlib import Path

import click
import pytest

from bot.cli import cli
from bot.settings import Settings
from tests import documents

ROOT = Path(__file__).parent.parent
_FRONT = ("README.md", "CONTRIBUTING.md", "SECURITY.md")
DOCUMENTS = [*(ROOT / name for name in _FRONT), *sorted((ROOT / "docs").rglob("*.md"))]


def commands(group: click.Group, before: str = "liaison") -> list[str]:
    """Every command as it is typed, groups left out."""
    found: list[str] = []
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        line = f"{before} {name}"
        found += commands(command, line) if isinstance(command, click.Group) else [line]
    return found


def test_env_example_names_exactly_the_settings() -> None:
    text = (ROOT / ".env.example").read_text("utf8")
    named = dict(re.findall(r"^([A-Z_]+)=(.*)$", text, re.MULTILINE))
    assert set(named) == {name.upper() for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        default = field.default
        shown = default.get_secret_value() if hasattr(default, "get_secret_value") else default
        shown = f"{shown:g}" if isinstance(shown, float) else shown
        assert named[name.upper()] == str(shown)


def test_the_command_line_is_documented_completely() -> None:
    text = (ROOT / "docs" / "command-line.md").read_text("utf8")
    written = set(re.findall(r"^## `(liaison [a-z -]+?)`", text, re.MULTILINE))
    assert written == set(commands(cli))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_and_files_named_in_a_document_exist(path: Path) -> None:
    text = path.read_text("utf8")
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    named = re.findall(r"`((?:bot|adapters|store|reminders|docs|tests|benchmarks)/[\w./-]*)`", text)
    missing = [link for link in links if not (path.parent / link).exists()]
    missing += [name for name in named if not (ROOT / name).exists()]
    assert missing == []


def test_make_lists_the_verbs_that_documents_use() -> None:
    makefile = (ROOT / "Makefile").read_text("utf8")
    verbs = set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))
    used = {
        verb
        for path in DOCUMENTS
        for verb in re.findall(r"(?:`|^)make ([a-z]+)", path.read_text("utf8"), re.MULTILINE)
    }
    assert {"setup", "demo", "test", "check", "fix", "serve", "bench", "lab", "docs"} <= verbs
    assert used
    assert used <= verbs


def test_the_matrix_is_as_the_code_has_it() -> None:
    """If not: ``make docs``."""
    assert documents.SECURITY.read_text("utf8") == documents.security()


def test_every_test_that_a_document_names_exists() -> None:
    texts = [path.read_text("utf8") for path in DOCUMENTS]
    named = {one for text in texts for one in documents.tests_named(text)}
    assert len(named) > 80
    mentioned = sum(text.count("`tests/") for text in texts)
    assert mentioned >= len(named)
    missing = []
    for path, test in sorted(named):
        file = ROOT / path
        known = file.read_text("utf8") if file.exists() else ""
        if not re.search(rf"^(?:async )?def {test}\(", known, re.MULTILINE):
            missing.append(f"{path}::{test}")
    assert missing == []


def test_every_requirement_has_a_test_or_a_reason() -> None:
    """And the numbers at the top are those of the rows."""
    text = (ROOT / "docs" / "asvs.md").read_text("utf8")
    rows = re.findall(
        r"^\| ([0-9]+\.[0-9]+\.[0-9]+) \| [123] \| .+ \| (.+) \|$", text, re.MULTILINE
    )
    numbers = [tuple(map(int, number.split("."))) for number, _ in rows]
    assert numbers == sorted(set(numbers))
    kinds = [why.partition(":")[0] for _, why in rows if not why.startswith("`tests/")]
    assert set(kinds) <= {"exception", "open"}
    tests, exceptions, unsettled = (
        len(rows) - len(kinds),
        kinds.count("exception"),
        kinds.count("open"),
    )
    told = (
        f"{len(rows)} apply: {tests} have tests, {exceptions} are exceptions, {unsettled} are open."
    )
    assert told in text
