"""A document's bytes become a draft of the plan, or a refusal with its reason."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from bot.model.plan import PlanDraft, TaskDraft
from store.plan.assign import Customs
from store.plan.contents import Contents, Item
from store.plan.dates import DECEMBER, Calendar
from store.plan.doubles import warn_of_doubles
from store.plan.draft import Facts, counts, make_task
from store.plan.grid import Grid
from store.plan.heading import Heading, is_furniture, read_heading, years
from store.plan.items import Walk
from store.plan.known import check_names
from store.plan.layout import Layout
from store.plan.lines import Line
from store.plan.noise import refuse_secrets, without_noise
from store.plan.outline import Node, tree
from store.plan.refusal import Refusal
from store.plan.register import Register
from store.plan.report import Report
from store.plan.rules import denies_order, marks_lead, names_lead
from store.plan.seams import Wording
from store.plan.source import read_blocks
from store.plan.tables import MOST_TASKS, read_tables
from store.plan.text import Text, fold

_COLUMNS = re.compile("(?:责任|牵头|主责|主办|配合)(?:单位|部门)")
MOST_LINES = 100_000
MOST_ASSIGNEES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the office says about the plan; None: what the document says."""

    title: str | None = None
    starts: date | None = None
    ends: date | None = None
    issued_on: date | None = None


def read_plan(
    data: bytes,
    *,
    name: str,
    register: Register,
    title: str | None = None,
    starts: date | None = None,
    ends: date | None = None,
    issued_on: date | None = None,
) -> PlanDraft:
    """Read a plan document, any bytes at all; nothing is stored, nothing is raised.

    ``name`` is the file's (``-`` for pasted text); its ending tells the format.  What the office
    says in ``title``, ``starts``, ``ends`` and ``issued_on`` goes before what the document says.
    A refused document has ``refused`` (a code), ``refusal`` (a sentence) and no tasks.
    """
    said = Said(title=title, starts=starts, ends=ends, issued_on=issued_on)
    digest, report = sha256(data).hexdigest(), Report()
    try:
        blocks = read_blocks(data, name=name, report=report)
        return draft_of(blocks, PlanDraft(sha256=digest, name=name), said, register, report)
    except Refusal as refusal:
        return PlanDraft(
            sha256=digest,
            name=name,
            warnings=report.in_order(),
            issued_on=issued_on,
            refused=refusal.code,
            refusal=refusal.sentence,
        )


def draft_of(
    blocks: Sequence[Line | Grid], blank: PlanDraft, said: Said, register: Register, report: Report
) -> PlanDraft:
    """The draft of a document's lines and grids.  Raises ``Refusal``."""
    refuse_secrets(blocks)
    found = without_noise(read_tables(blocks, register, report), report)
    if len(found) > MOST_LINES:
        raise Refusal("too_large", f"正文超过 {MOST_LINES} 行，未导入。请拆分后再导入。")
    nodes = Layout(found, register, report).nodes
    contents = Walk(tree(nodes), Wording(nodes), register, report).contents
    _refuse_what_is_no_plan(contents, blank.name)
    heading = _place_loose(contents, register, report)
    _mark_cut_end(contents, nodes)
    period = _period(said, heading)
    facts = Facts(_customs(contents), _calendar(said, period), register)
    tasks = [make_task(item, facts, report) for item in contents.items]
    if any(len(task.departments) > MOST_ASSIGNEES for task in tasks):
        raise Refusal("too_large", f"有任务的责任单位超过 {MOST_ASSIGNEES} 个，未导入。")
    span = None if period[0] is None else (period[0].year, (period[1] or period[0]).year)
    tasks = list(check_names(tasks, span, register, report))
    _warn_of_numbers(tasks, report)
    warn_of_doubles(tasks, report)
    return replace(
        blank,
        tasks=tuple(tasks),
        warnings=report.in_order(),
        rules=tuple(dict.fromkeys([*contents.rules, *_clause_rules(contents.items)])),
        issuer=heading.issuer,
        proposed_title=said.title or heading.title,
        proposed_from=period[0],
        proposed_to=period[1],
        issued_on=said.issued_on,
        year=None if period[0] is None else period[0].year,
        counts=counts(tasks, contents.items),
    )


def _refuse_what_is_no_plan(contents: Contents, name: str) -> None:
    if not contents.items and not contents.loose:
        raise Refusal("no_responsibility_clause", "文件是空的，没有任何文字，未导入。")
    if not any(map(_names_somebody, contents.items)):
        message = "没有找到责任分工（如“（某局负责）”“责任单位：”），不像任务分工文件，未导入。"
        texts = [loose.text.folded for loose in contents.loose]
        texts += [item.duty.text.folded for item in contents.items]
        if name.lower().endswith(".pdf") and any(map(_COLUMNS.search, texts)):
            message = "PDF 里的表格读不出行和列，未导入。请改用 Word 或 Excel 原件再导入。"
        raise Refusal("no_responsibility_clause", message)
    if len(contents.items) > MOST_TASKS:
        raise Refusal("too_large", f"任务超过 {MOST_TASKS} 项，未导入。请拆分后再导入。")


def _names_somebody(item: Item) -> bool:
    """A label for a date alone, as over an agenda, makes no plan."""
    return item.cut is not None or bool(item.duty.clause and item.duty.clause.parties)


def _place_loose(contents: Contents, register: Register, report: Report) -> Heading:
    """Paragraphs that are no task: title and issuer above the plan, the rest is reported."""
    above = [loose.text for loose in contents.loose if loose.above]
    heading = read_heading(above, register)
    for at, loose in enumerate(contents.loose):
        if loose.above and at in heading.used:
            continue
        if loose.above or is_furniture(loose.text.folded):
            message = f"计划正文之外的文字，未收：{loose.text.shown}"
            report.add("noise_dropped", message, line=loose.line)
        else:
            message = f"没有责任分工的段落，未列为任务：{loose.text.shown}"
            report.add("no_clause", message, line=loose.line)
    return heading


_ENDS = frozenset("。!?;:.…)”》】〕")


def _mark_cut_end(contents: Contents, nodes: Sequence[Node]) -> None:
    """The document's last item is cut off if it alone ends in the middle of a sentence."""
    *others, last = contents.items
    text = last.duty.text
    at_end = nodes[-1].table is None and nodes[-1].lines[1] == last.lines[1]
    empty = nodes[-1].labelled and nodes[-1].tail.endswith(":")
    if at_end and empty and last.cut is None:
        last.cut = ""
    at_end = at_end and not last.duty.clause and last.cut is None
    if at_end and not _is_sentence(text) and any(mark in text.folded for mark in ",。;"):
        finished = sum(_is_sentence(item.duty.text) for item in others)
        if 2 * finished > len(others):
            last.cut = ""


def _is_sentence(text: Text) -> bool:
    return text.strip().folded[-1:] in _ENDS


def _customs(contents: Contents) -> Customs:
    rules = [fold(rule) for rule in [*contents.rules, *_clause_rules(contents.items)]]
    return Customs(
        any(map(names_lead, rules)), any(map(denies_order, rules)), any(map(marks_lead, rules))
    )


def _clause_rules(items: Sequence[Item]) -> list[str]:
    return [rule for item in items if item.duty.clause for rule in item.duty.clause.rules]


def _period(said: Said, heading: Heading) -> tuple[date | None, date | None]:
    """The first and last day: as said, else of the years that the title names or of the issue."""
    named = years(said.title) or years(heading.title)
    if named is None and said.issued_on is not None:
        named = said.issued_on.year, said.issued_on.year
    starts = said.starts or (date(named[0], 1, 1) if named else None)
    if said.ends or starts is None:
        return starts, said.ends
    last = named[1] if named and named[1] >= starts.year else starts.year
    return starts, date(last, DECEMBER, 31)


def _calendar(said: Said, period: tuple[date | None, date | None]) -> Calendar:
    """A plan of several years says nothing about the year of a month."""
    starts, ends = period
    one_year = starts is not None and (ends is None or ends.year == starts.year)
    return Calendar(starts.year if starts and one_year else None, starts, said.issued_on)


def _warn_of_numbers(tasks: Sequence[TaskDraft], report: Report) -> None:
    bare = [task for task in tasks if task.number is None]
    if bare:
        message = f"{len(bare)} 项任务没有编号，按顺序保留。"
        report.add("no_numbers", message, line=bare[0].lines[0])
