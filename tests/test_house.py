"""The rules of the house, as tests; each makes sure that it looks at something."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("bot", "adapters", "store", "reminders", "tests", "benchmarks")
MODULES = [
    path
    for folder in FOLDERS
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "versions" not in path.parts
]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_there_is_a_house() -> None:
    assert len(MODULES) > 60


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_fits_in_the_head(path: Path) -> None:
    assert len(path.read_text("utf8").splitlines()) <= 300
    for node in functions(path):
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        assert length <= 50, f"{node.name} has {length} lines"


def test_every_product_module_says_what_it_is() -> None:
    product = [path for path in MODULES if path.parts[len(ROOT.parts)] != "tests"]
    assert len(product) > 40
    silent = [str(path) for path in product if not ast.get_docstring(ast.parse(path.read_text()))]
    assert silent == []


def test_nothing_is_left_for_later() -> None:
    later = ("TO" + "DO", "FIX" + "ME", "NotImplemented" + "Error", "XX" + "X ")
    texts = {path: path.read_text("utf8") for path in MODULES}
    assert [str(p) for p, text in texts.items() if any(word in text for word in later)] == []
