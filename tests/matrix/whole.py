"""All cells, or a slice of them, on one database."""

from bot.commands import COMMANDS
from tests.matrix.expected import ENTRIES, Cell, cells, outcome
from tests.matrix.judging import verdict, wrongs
from tests.matrix.office import Office
from tests.matrix.playing import play

_COMMANDS = {"close": "close", "export": "export", "manage": "assign"}
NOT_BUILT = tuple(action for action, name in _COMMANDS.items() if name not in COMMANDS)
"""Actions whose command does not exist yet: their cells join with it."""


async def differences(office: Office, *, every: bool) -> dict[str, str]:
    """What became of each cell that is not as it is written."""
    wrong: dict[str, str] = {}
    for turn, cell in enumerate(cells(), start=1000):
        place = turn // len(ENTRIES) + turn
        if _is_not_built(cell) or not (every or place % len(ENTRIES) == 0):
            continue
        played = await play(office, cell, turn)
        found = verdict(cell, played)
        if found != outcome(cell):
            wrong[str(cell)] = f"{outcome(cell)} expected: {found}"
        for why in wrongs(office, cell, played):
            wrong[str(cell)] = why
    return wrong


def _is_not_built(cell: Cell) -> bool:
    known = cell.role not in ("unbound", "revoked", "foreign")
    return known and cell.action in NOT_BUILT
