"""Documents that nobody has shown us, each with its truth, and the comparison of the two.

A file holds documents: ``=== name``, the text, ``---`` with the plan's year or ``refused CODE``,
then a line a task: ``number: names ; flags``.  Lines that begin with ``|`` are a table's rows:
``^`` before a cell's text says that it is merged downwards, ``↵`` breaks a line inside a cell.
Before a name stands ``*`` for a lead that is printed, ``^`` for one by the closing rule, ``?`` for
the first listed (no lead is right too).  Flags: ``own``, ``sole``, ``lp`` (mode), ``open``,
``cut``, ``ongoing``, ``@date``.  ``~`` instead of names: not compared.
A document whose name ends in .html or .csv is such a file's text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bot.model.plan import PlanDraft, TaskDraft
from store.plan import Register, read_plan
from store.plan.grid import Cell, Grid
from store.plan.lines import Line, lines_of
from store.plan.read import Said, draft_of
from store.plan.refusal import Refusal
from store.plan.report import Report

HERE = Path(__file__).parent
_MODES = {"own": "each_own", "sole": "sole", "lp": "lead_participants"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A task's truth."""

    number: str | None
    names: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    may_lack_lead: bool = False
    flags: tuple[str, ...] = ()
    compared: bool = True

    def faults(self, task: TaskDraft) -> list[str]:
        """What is wrong with the task, in a word each; assignees and leads first."""
        if not self.compared:
            return []
        found = []
        if task.departments != self.names:
            found.append(f"departments {task.departments}")
        if task.leads != self.leads and not (self.may_lack_lead and not task.leads):
            found.append(f"leads {task.leads}")
        if task.complete != ("cut" not in self.flags):
            found.append(f"complete {task.complete}")
        return found

    def smaller_faults(self, task: TaskDraft) -> list[str]:
        """Number, mode, deadline and open list."""
        if not self.compared or "cut" in self.flags:
            return []
        found = [] if task.number == self.number else [f"number {task.number}"]
        modes = [_MODES[flag] for flag in self.flags if flag in _MODES]
        if modes and str(task.mode) not in modes:
            found.append(f"mode {task.mode}")
        days = [flag[1:] for flag in self.flags if flag.startswith("@")]
        if ([str(task.deadline)] if task.deadline else []) != days:
            found.append(f"deadline {task.deadline}")
        if ("ongoing" in self.flags) != (str(task.deadline_kind) == "ongoing"):
            found.append(f"kind {task.deadline_kind}")
        if ("open" in self.flags) != task.open_list:
            found.append(f"open_list {task.open_list}")
        return found


@dataclass(slots=True)
class Document:
    """A document of the corpus."""

    name: str
    lines: list[str] = field(default_factory=list)
    year: int | None = None
    refused: str | None = None
    wanted: list[Wanted] = field(default_factory=list)

    @property
    def is_file(self) -> bool:
        return self.name.endswith((".html", ".csv", ".docm", ".wps"))

    def read(self) -> PlanDraft:
        report = Report()
        first = date(self.year, 1, 1) if self.year else None
        last = date(self.year, 12, 31) if self.year else None
        if self.is_file:
            data = "\n".join(self.lines).encode("gb18030" if ".gb." in self.name else "utf8")
            known = Register.shipped()
            return read_plan(data, name=self.name, register=known, starts=first, ends=last)
        blank = PlanDraft(sha256="", name=self.name)
        try:
            blocks = list(self._blocks(report))
            return draft_of(
                blocks, blank, Said(starts=first, ends=last), Register.shipped(), report
            )
        except Refusal as refusal:
            return PlanDraft(sha256="", name=self.name, refused=refusal.code)

    def _blocks(self, report: Report) -> Iterator[Line | Grid]:
        rows: list[tuple[Cell, ...]] = []
        for number, line in enumerate([*self.lines, ""], 1):
            if line.startswith("|"):
                rows.append(tuple(_cell(text) for text in line[1:].split("|")))
                continue
            if rows:
                width = max(map(len, rows))
                even = tuple((*row, *[Cell("")] * (width - len(row))) for row in rows)
                yield Grid(even, tuple(range(number - len(rows), number)))
                rows = []
            yield from lines_of(line, report, first=number)

    def printed(self) -> str:
        """All characters, to look for what is lost or invented."""
        return "".join(self.lines).replace("|", "").replace("^", "").replace("↵", "")


def _cell(text: str) -> Cell:
    return Cell(text.removeprefix("^").replace("↵", "\n").strip(), text.startswith("^"))


def documents(file: str) -> list[Document]:
    """The documents of one file."""
    found: list[Document] = []
    inside = False
    for line in (HERE / file).read_text("utf8").split("\n"):
        if line.startswith("=== "):
            found.append(Document(line[4:]))
            inside = True
        elif line.startswith("---") and inside:
            inside = False
            said = line[3:].strip()
            found[-1].refused = said.removeprefix("refused ") if "refused" in said else None
            found[-1].year = int(said) if said.isdigit() else None
        elif inside:
            found[-1].lines.append(line)
        elif line:
            found[-1].wanted.append(_wanted(line))
    return found


def _wanted(line: str) -> Wanted:
    number, _, rest = line.partition(": ")
    names, *flags = [part.strip() for part in rest.split(";")]
    key = None if number == "-" else number
    marked = [] if names in ("-", "~") else names.split()
    bare = tuple(name.lstrip("*^?") for name in marked)
    leads = tuple(name[1:] for name in marked if name[0] in "*^?")
    if len(bare) == 1 and "sole" in flags:
        leads = bare
    loose = any(name[0] == "?" for name in marked)
    return Wanted(key, bare, leads, loose, tuple(flags), names != "~")
