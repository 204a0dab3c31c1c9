"""What we ship and what we are made of: no secret in a file, no package that nobody pinned."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.supply import LOCKS, ROOT, canonical, pins, sbom

SECRETS = re.compile(
    r"bot[0-9]{5,20}:[A-Za-z0-9_-]{20,}"
    r"|\b[0-9]{6,20}:[A-Za-z0-9_-]{30,}"
    r"|\bxox[a-z]-[A-Za-z0-9-]{10,}|\bxapp-[0-9]-[A-Za-z0-9-]{10,}"
    r"|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY"
    r"|\bcorpsecret=[A-Za-z0-9_-]{20,}"
    r"|\bwebhook/send\?key=[0-9a-f]{8}-[0-9a-f-]{27}"
)
MADE_UP = re.compile("canary|test-token|bench-token|EXAMPLE", re.IGNORECASE)
"""What a token says of itself that was never anybody's."""
PRODUCT = ("bot", "adapters", "store", "reminders")


def files() -> Iterator[Path]:
    told = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    names = [name for name in told.stdout.decode().split("\0") if name]
    if not names:  # not a checkout: all that is there
        names = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*.py")]
    yield from (path for path in map(ROOT.joinpath, names) if path.is_file())


def secrets_in(text: str) -> list[str]:
    return [found[0] for found in SECRETS.finditer(text) if not MADE_UP.search(found[0])]


def test_no_file_holds_a_secret() -> None:
    looked = 0
    for path in files():
        looked += 1
        found = secrets_in(path.read_bytes().decode("utf-8", "replace"))
        assert found == [], f"{path}: {len(found)} that look like secrets"
    assert looked > 100


@pytest.mark.parametrize(
    "secret",
    [
        "https://api.telegram.org/bot" + "1234567:" + "AAF" + "x" * 32,
        "xox" + "b-1234567890-abcdef",
        "xapp" + "-1-A012345-678-abcdef",
        "AKIA" + "ABCDEFGH12345678",
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        "corpsecret" + "=abcdefghij0123456789",
    ],
)
def test_the_scan_sees_what_it_looks_for(secret: str) -> None:
    assert len(secrets_in(f"x = '{secret}'")) == 1


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_hashes_and_no_hosts(lock: str) -> None:
    found = pins(lock)
    assert found
    assert [name for name, (_, hashes) in found.items() if not hashes] == []
    assert "://" not in (ROOT / lock).read_text("utf8")


def test_what_runs_is_pinned_as_it_was_tested() -> None:
    tested, runs = pins("requirements.lock"), pins("deploy/requirements.lock")
    assert {name: tested.get(name) for name in runs} == runs


def test_nothing_is_imported_that_no_lock_has() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    asked = {
        canonical(re.split(r"[\[><=~! ]", line)[0]) for line in project["dependencies"] + extras
    }
    assert asked <= pins("deploy/requirements.lock").keys()
    ours = {*PRODUCT, *sys.stdlib_module_names}
    used = {name for name in _imported() if name not in ours}
    known = {name.replace("-", "_") for name in pins("deploy/requirements.lock")}
    # Not called as they are sold:
    places = {"docx", "telegram", "resvg_py", "pylopdf_fonts_zh_cn", "yaml"}
    assert used
    assert {name for name in used if canonical(name).replace("-", "_") not in known} <= places


def _imported() -> set[str]:
    line = re.compile(r"^\s*(?:from|import) ([A-Za-z_][A-Za-z0-9_]*)[. ]", re.MULTILINE)
    plain = re.compile(r"^\s*import ([A-Za-z_][A-Za-z0-9_]*)$", re.MULTILINE)
    texts = [path.read_text("utf8") for name in PRODUCT for path in (ROOT / name).rglob("*.py")]
    return {found for text in texts for kind in (line, plain) for found in kind.findall(text)}


def test_the_bill_of_materials_is_that_of_the_lock() -> None:
    made = sbom()
    assert made["bomFormat"] == "CycloneDX"
    names = [part["name"] for part in made["components"]]
    assert names == sorted(pins("deploy/requirements.lock"))
    assert all(part["hashes"] for part in made["components"])
