"""How many reports of a period are there: the same sentence on every card."""

from collections.abc import Iterable

from bot.cards import periods, phrases
from bot.locale import Words, later
from bot.messages import Language
from bot.model.period import Period
from bot.model.staff import Owing
from bot.model.task import Mode, Status, Task
from bot.ports import Standing, Tally

_MODES = {
    Mode.SOLE: later("alone {count}"),
    Mode.LEAD_PARTICIPANTS: later("as lead {count}"),
    Mode.EACH_OWN: later("own part {count}"),
    None: later("other {count}"),
}
_NAMED = 40  # departments that a line names


def joined(say: Words, parts: Iterable[str]) -> str:
    """``草稿 4，退回 1``: counts stand apart by commas."""
    return (", " if say.language is Language.EN else "，").join(parts)


def counts(say: Words, tally: Tally) -> str:
    """``应报 130，已报 121，未报 9（其中草稿 4）``."""
    words = say(
        "Owed {owed}, handed in {handed_in}, missing {missing}",
        owed=tally.owed,
        handed_in=tally.handed_in,
        missing=tally.missing,
    )
    parts = []
    if tally.drafts:
        parts.append(say("drafts {count}", count=tally.drafts))
    if tally.returned:
        parts.append(say("returned {count}", count=tally.returned))
    return words + say(" (of them {parts})", parts=joined(say, parts)) if parts else words


def besides(say: Words, owed: Owing) -> list[str]:
    """What is owed to leads, where only what is owed to the office is counted."""
    if not owed.leads:
        return []
    return [say("Owed to leads besides, not counted here: {count}", count=owed.leads)]


def missing(say: Words, standings: Iterable[Standing], *, most: int = _NAMED) -> str | None:
    """``未报单位 6：科技部(1) 财政部(1)……另 4 个``, the first ``most`` in plan order.

    What is reported offline is counted, not named, and so are departments that owe nothing else.
    """
    open_ones = [s for s in standings if s.tally.missing]
    named = [s for s in open_ones if not s.restricted]
    offline = sum(s.tally.missing for s in open_ones if s.restricted)
    if not open_ones:
        return None
    names = " ".join(
        f"{phrases.department(say, s.department)}({s.tally.missing})" for s in named[:most]
    )
    if (left := len(named) - most) > 0:
        names += say(" … and {count} more departments", count=left)
    if not named:
        return say("Missing: {count} reported offline", count=offline)
    words = say("Departments missing {count}: {names}", count=len(named), names=names)
    if offline:
        words += say("; reported offline {count}", count=offline)
    nothing_else = {s.department.id for s in open_ones} - {s.department.id for s in named}
    if nothing_else:
        words += say(" ({count} more departments owe only such)", count=len(nothing_else))
    return words


def modes(say: Words, owing: Iterable[tuple[Mode | None, int, int]]) -> str:
    """``应报 130：单独负责 52，牵头 41，分别负责 37``."""
    by_mode = dict.fromkeys(_MODES, 0)
    for mode, _, count in owing:
        by_mode[mode] += count
    parts = joined(
        say, [say(_MODES[mode], count=count) for mode, count in by_mode.items() if count]
    )
    return say("Reports owed {count}: {parts}", count=sum(by_mode.values()), parts=parts)


def blocked_apart(say: Words, tasks: Iterable[Task]) -> str:
    """Items in which a department is blocked and a slower one decides how they are counted."""
    count = sum(
        task.status is not Status.BLOCKED
        and any(share.status is Status.BLOCKED for share in task.deciding)
        for task in tasks
    )
    if not count:
        return ""
    return say(
        " (a department is blocked in {count} more, which go by the least advanced)", count=count
    )


def unlit(say: Words, period: Period | None, missing: int) -> str:
    """Why no light burns for reports that a sealed period left missing."""
    if period is None or period.sealed_at is None or not missing:
        return ""
    called = periods.name(say, period.span)
    return say(" (without what is missing for {period}: it is sealed)", period=called)
