"""The WeCom app's menu: within WeCom's limits, and every entry is a line that is understood."""

from bot.cli.wecom import MENU
from bot.grammar import read
from bot.grammar.intent import Act, Context
from tests.bot.world import NOW

_LEAF, _TOP = 40, 16  # bytes of a name [90231]


def test_every_entry_is_a_command_line() -> None:
    context = Context(now=NOW, highest=106)
    tops = MENU["button"]
    leaves = [leaf for top in tops for leaf in top.get("sub_button", [top])]
    assert len(tops) <= 3
    assert all(len(top["name"].encode()) <= _TOP for top in tops)
    assert all(1 <= len(top.get("sub_button", [top])) <= 5 for top in tops)
    assert all(len(leaf["name"].encode()) <= _LEAF for leaf in leaves)
    names = []
    for leaf in leaves:
        [verdict] = read(leaf["key"], context)
        assert isinstance(verdict, Act), leaf
        names.append(verdict.intent.name)
    assert names == ["mytasks", "report", "due", "overdue", "undo", "whoami", "help"]
