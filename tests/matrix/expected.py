"""What the security specification says of each cell, typed in by hand: it asks nobody in bot/.

Roles, actions, relations, channels and entries are words here as they are there.
"""

from collections.abc import Iterator
from dataclasses import dataclass

ROLES = ("liaison", "deputy", "observer", "coordinator", "unbound", "revoked", "foreign")
ACTIONS = (
    "help",
    "bind",
    "list",
    "show",
    "history",
    "overview",
    "update",
    "done",
    "report",
    "undo",
    "close",
    "urge",
    "export",
    "manage",
)
RELATIONS = ("lead", "participant", "none", "restricted")
CHANNELS = ("private", "own", "other")
ENTRIES = ("typed", "telegram", "slack", "wecom")

# liaison, deputy: lead | participant | none | restricted | observer (restricted) | coordinator (…)
_P = """
help list overview | do | do | do | do | do | do
show | do | do | do | do | do (stub) | do (do)
history | do | do | refuse | do | do (stub) | do (do)
update report | do | own | refuse | refuse | refuse | do (refuse)
done undo | do | own | refuse | do | refuse | do
close export | refuse | refuse | refuse | refuse | refuse | do
urge manage | refuse | refuse | refuse | refuse | refuse | ask
"""
CHECK_SUM = {
    "bind": 1216,
    "do": 744,
    "silence": 640,
    "dm refuse": 640,
    "dm do": 464,
    "button": 368,
    "refuse": 320,
    "revoke": 224,
    "own": 32,
    "ask": 32,
    "dm stub": 16,
    "stub": 8,
}


@dataclass(frozen=True, slots=True)
class Cell:
    role: str
    action: str
    relation: str
    channel: str
    entry: str

    def __str__(self) -> str:
        return f"{self.role} {self.action} {self.relation} {self.channel} {self.entry}"


def cells() -> Iterator[Cell]:
    for role in ROLES:
        for action in ACTIONS:
            for relation in RELATIONS:
                for channel in CHANNELS:
                    for entry in ENTRIES:
                        yield Cell(role, action, relation, channel, entry)


def _table() -> dict[str, list[str]]:
    lines = [[part.strip() for part in line.split("|")] for line in _P.strip().splitlines()]
    return {action: verdicts for actions, *verdicts in lines for action in actions.split()}


_TABLE = _table()


def in_private(cell: Cell) -> str:
    lead, participant, none, restricted, observer, coordinator = _TABLE[cell.action]
    if cell.role in ("liaison", "deputy"):
        return dict(zip(RELATIONS, (lead, participant, none, restricted), strict=True))[
            cell.relation
        ]
    column = observer if cell.role == "observer" else coordinator
    first, _, second = column.rstrip(")").partition(" (")
    return second if second and cell.relation == "restricted" else first


def outcome(cell: Cell) -> str:
    """The first rule that fits."""
    private, unknown = cell.channel == "private", cell.role in ("unbound", "revoked")
    if cell.action == "bind" and not private:
        return "revoke"
    if cell.role == "foreign":
        return "silence"
    if cell.action == "bind":
        return "do"
    if unknown:
        return "do" if cell.action == "help" and private else "bind"
    verdict = in_private(cell)
    if private:
        return verdict
    if verdict == "refuse":
        return "dm refuse"
    if cell.action in ("update", "done", "report", "undo", "close", "urge", "manage"):
        return "button"
    public = cell.action in ("help", "overview") or (
        cell.action == "show" and cell.relation != "restricted"
    )
    return "do" if cell.channel == "own" and public else f"dm {verdict}"
