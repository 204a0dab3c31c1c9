"""``python -m tests.documents``: writes into documents what is made from the code."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bot.access import COLUMNS, PRIVATE, RULES, WRITES, Act, Role, Ruling, Verdict, rule
from bot.commands import COMMANDS
from bot.commands.update import NAMES
from bot.messages import Channel

SECURITY = Path(__file__).parent.parent / "docs" / "security.md"
SPECIFIED = (*COLUMNS[:3], COLUMNS[3])
OURS = (Act.CONFIRM, Act.DELIVER, Act.CALENDAR, Act.OFFICE, Act.HERE, Act.OVERSEE)
"""Acts beyond the fourteen that the check sum counts."""

_BEGIN, _END = "<!-- written by make docs -->", "<!-- end -->"
_ENTRIES = 4


def security() -> str:
    """The page as it should be."""
    before, _, rest = SECURITY.read_text("utf8").partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}\n\n{matrix()}\n\n{_END}{after}"


def matrix() -> str:
    return "\n\n".join(("\n".join(_rules()), "\n".join(_table()), _acts(), _sum()))


def _rules() -> Iterator[str]:
    yield "| # | if | outcome |"
    yield "|---|---|---|"
    writes = ", ".join(act.value for act in Act if act in WRITES)
    for number, one in enumerate(RULES, start=1):
        yield f"| {number} | {one.when.format(writes=writes)} | {one.outcome} |"


def _table() -> Iterator[str]:
    heads = [relation.value for relation in COLUMNS]
    heads += ["observer", "observer, restricted", "coordinator", "coordinator, restricted"]
    yield "| P | " + " | ".join(heads) + " |"
    yield "|---" * (len(heads) + 1) + "|"
    for act, row in PRIVATE.items():
        yield f"| {act.value} | " + " | ".join(verdict.value for verdict in row) + " |"


def _acts() -> str:
    lines = ["| act | commands |", "|---|---|"]
    for act in PRIVATE:
        named = sorted(f"`{name}`" for name, command in COMMANDS.items() if command.act is act)
        if act in (Act.UPDATE, Act.DONE):
            named = sorted({*named, *(f"`{name}`" for name in NAMES)})
        if named:
            lines.append(f"| {act.value} | {', '.join(named)} |")
    return "\n".join(lines)


def _sum() -> str:
    cells: Counter[str] = Counter()
    for role in Role:
        for act in Act:
            for relation in SPECIFIED if act not in OURS else ():
                for channel in Channel:
                    cells[_name(rule(role, act, relation, channel))] += _ENTRIES
    counted = ", ".join(f"{name} {count}" for name, count in cells.most_common())
    return f"Check sum of the fourteen specified acts: {counted}; {cells.total()} in all."


def _name(ruling: Ruling) -> str:
    moved = ruling.private and ruling.verdict in (Verdict.DO, Verdict.REFUSE, Verdict.STUB)
    return f"{'dm ' if moved else ''}{ruling.verdict}"


def tests_named(text: str) -> list[tuple[str, str]]:
    """Every test that a document names: path and function."""
    return re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", text)


if __name__ == "__main__":
    SECURITY.write_text(security(), "utf8")
