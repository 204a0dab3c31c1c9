"""The lines that cards put on buttons are read back as what they were made from."""

from itertools import product

import pytest

from bot.cards import lines
from bot.grammar import read
from bot.grammar.intent import Act, Confirm
from bot.locale import words
from bot.messages import Language
from bot.model.task import Status
from bot.model.update import Change
from tests.bot.grammar.shown import context

TEXTS = [None, "征求意见稿已汇总21家意见", "3 agencies replied; 50% done", "已完成初稿，快好了。"]
CHANGES = [
    Change(status=status, percent=percent, progress=progress, problems=problems)
    for status, percent, progress, problems in product(
        [None, *lines.STATUS_WORDS], [None, 0, 60], TEXTS, [None, "经费不足"]
    )
    if (status, percent, progress, problems) != (None, None, None, None)
    and not (status is Status.DONE and percent is not None)
]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("refs", [(24,), (24, 55), (1, 2, 3, 4, 5, 6)])
def test_an_update_line_is_read_back(language: Language, refs: tuple[int, ...]) -> None:
    for change in CHANGES:
        line = lines.update(words(language), refs, change)
        [verdict] = read(line, context())
        assert isinstance(verdict, Confirm if len(refs) > 5 else Act), line
        assert verdict.intent.name == "update"
        assert (verdict.intent.tasks, verdict.intent.change) == (refs, change), line
