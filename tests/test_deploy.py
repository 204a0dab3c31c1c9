"""The deployment files: what they name exists, and what they promise is in them."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
LOCKS = (DEPLOY / "requirements.lock", DEPLOY / "build.lock")


def pins(path: Path) -> dict[str, tuple[str, frozenset[str]]]:
    """Name to version and hashes."""
    found = {}
    for block in re.split(r"\n(?=\S)", path.read_text("utf8").strip()):
        match = re.match(r"([a-z0-9-]+)==([^\s;]+)", block)
        assert match, block
        found[match[1]] = (match[2], frozenset(re.findall(r"--hash=(sha256:[0-9a-f]{64})", block)))
    return found


def distribution(requirement: str) -> str:
    match = re.match(r"[\w.-]+", requirement)
    assert match
    return match[0].lower()


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_what_is_deployed_is_what_is_tested(path: Path) -> None:
    tested, deployed = pins(ROOT / "requirements.lock"), pins(path)
    assert deployed
    assert all(hashes for _, hashes in deployed.values())
    assert {name: pin for name, pin in deployed.items() if tested.get(name) != pin} == {}
    assert not re.search(r"://|^ *--(index|extra-index|find-links)", path.read_text("utf8"), re.M)


def test_the_locks_hold_what_the_project_needs_and_no_tools() -> None:
    whole = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))
    project, groups = whole["project"], whole["dependency-groups"]
    extras = [name for extra in project["optional-dependencies"].values() for name in extra]
    needed = {distribution(line) for line in [*project["dependencies"], *extras]}
    run, build = (set(pins(path)) for path in LOCKS)
    assert needed <= run
    assert {distribution(line) for line in groups["build"]} <= build
    tools = {distribution(line) for line in groups["dev"] if isinstance(line, str)}
    assert not tools & (run | build)
