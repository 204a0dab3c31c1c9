"""The practice corpus, where it is at hand: nothing dangerous, and most of it right."""

import importlib.util
import json
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bot.commands import COMMANDS
from bot.grammar.parse import parse_cases

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
CORE, FREE = 0.97, 0.95

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the practice corpus is not here")


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", CORPUS / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def corpus() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((CORPUS / "commands_A.json").read_text("utf8"))
    return loaded


def test_the_corpus_is_read_without_danger() -> None:
    practice = corpus()
    cases = practice["cases"]
    now = datetime.fromisoformat(practice["meta"]["now"])
    readings = parse_cases(cases, now=now, highest=106, commands=COMMANDS)
    results = {result["id"]: result for result in readings}
    json.dumps(list(results.values()))
    ok, total, dangers, _ = scorer().score(cases, results)
    assert len(results) == len(cases)
    assert dangers == []
    for group, wanted in (("core", CORE), ("free", FREE)):
        key = ("firm", f"@{group}")
        assert ok[key] / total[key] >= wanted
