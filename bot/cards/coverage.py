"""覆盖: which departments of the plan no reminder reaches, and why; in plan order."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from bot.cards import phrases
from bot.locale import Words, later
from bot.messages import Action, Card, Fact, Line
from bot.model.reach import UNREACHED, Gap, Reach, Speaker
from bot.model.task import Department
from bot.timetable import Hours

_NAMED = 40  # departments of a line
_FEW = 8  # where all kinds are listed
_COUNTED: Mapping[Gap, str] = {
    Gap.NOBODY: later("{count} departments without a liaison"),
    Gap.UNBOUND: later("{count} departments not bound"),
    Gap.REFUSED: later("{count} departments refused by the platform, or chat closed"),
    Gap.AWAY: later("{count} departments on leave, nobody reachable stands in"),
    Gap.MUTED: later("{count} departments muted"),
}
_WHY: Mapping[Gap, str] = {
    Gap.NOBODY: later("no liaison registered"),
    Gap.UNBOUND: later("not bound"),
    Gap.REFUSED: later("refused by the platform, or chat closed"),
    Gap.AWAY: later("on leave, nobody reachable stands in"),
    Gap.MUTED: later("muted"),
}
_FILTERS: Mapping[Gap, str] = {
    Gap.NOBODY: later("without liaison"),
    Gap.UNBOUND: later("unbound"),
    Gap.REFUSED: later("refused accounts"),
    Gap.AWAY: later("on leave"),
    Gap.MUTED: later("muted"),
}


Silent = Mapping[Gap, Sequence[Department]]
"""Departments that no message reaches, by why."""


def card(
    say: Words, every: Sequence[Reach], hours: Hours, only: Gap | None, *, issues: bool
) -> Card:
    """``only``: one kind, with all its names.  ``issues``: the reader may issue codes."""
    gaps = {one.department.id: one.gap(hours) for one in every}
    missing = sum(gap is not None for gap in gaps.values())
    body: list[Line] = [
        say(
            "Reachable {reached}, to be looked at {missing}",
            reached=len(every) - missing,
            missing=missing,
        )
    ]
    for gap in Gap if only is None else [only]:
        chosen = [one for one in every if gaps[one.department.id] is gap]
        if not chosen:
            continue
        body.append(_line(say, gap, chosen, hours, most=_FEW if only is None else _NAMED))
    if only is None and (alone := [one for one in every if one.alone]):
        names = [phrases.department(say, one.department) for one in alone]
        body.append(
            Fact(
                say("Only one person, nobody would take over {count}: ", count=len(alone)),
                _listed(say, names, _FEW),
            )
        )
    title = say("Who can be reached · {count} departments", count=len(every))
    return Card(title, tuple(body), _actions(say, set(gaps.values()), only, issues=issues))


def lines(say: Words, every: Sequence[Reach], hours: Hours) -> tuple[Line, ...]:
    """The same for a card about something else; empty where all can be reached."""
    gaps = {one.department.id: one.gap(hours) for one in every}
    return tuple(
        _line(say, gap, chosen, hours, most=_FEW)
        for gap in Gap
        if (chosen := [one for one in every if gaps[one.department.id] is gap])
    )


def why(say: Words, gap: Gap) -> str:
    """Behind the name of one department."""
    return say(_WHY[gap])


def counts(say: Words, gaps: Iterable[Gap | None], idle: Iterable[Gap | None] = ()) -> list[str]:
    """How many departments nothing reaches, each kind for itself.

    ``idle``: of those of them that owe the office nothing.
    """
    every, apart = Counter(gaps), Counter(idle)
    return [
        say(_COUNTED[gap], count=every[gap])
        + (say(" ({count} of them report to a lead only)", count=apart[gap]) * bool(apart[gap]))
        for gap in UNREACHED
        if every[gap]
    ]


def named(say: Words, silent: Silent, *, most: int = _NAMED) -> list[str]:
    """``未绑定 1 个单位：中科院``: a line for each kind, in the order of the plan."""
    return [
        say(
            "{what}: {names}",
            what=say(_COUNTED[gap], count=len(bodies)),
            names=_listed(say, [phrases.department(say, body) for body in bodies], most),
        )
        for gap in Gap
        if (bodies := silent.get(gap))
    ]


def filter_of(word: str) -> Gap | None:
    """The kind that a word names, in either language."""
    return _WORDS.get(word.strip().casefold())


_WORDS: Mapping[str, Gap] = {
    **dict.fromkeys(("无联络员", "未登记", "without liaison", "nobody"), Gap.NOBODY),
    **dict.fromkeys(("未绑定", "unbound", "not bound"), Gap.UNBOUND),
    **dict.fromkeys(("拒收", "已停用", "被拒", "refused", "refused accounts"), Gap.REFUSED),
    **dict.fromkeys(("休假", "代管", "on leave", "away"), Gap.AWAY),
    **dict.fromkeys(("静音", "免打扰", "muted", "quiet"), Gap.MUTED),
}


def _line(say: Words, gap: Gap, chosen: Sequence[Reach], hours: Hours, *, most: int) -> Fact:
    names = [_named(say, one, gap, hours) for one in chosen]
    label = say("{what}: ", what=say(_COUNTED[gap], count=len(chosen)))
    return Fact(label, _listed(say, names, most))


def _named(say: Words, one: Reach, gap: Gap, hours: Hours) -> str:
    body = phrases.department(say, one.department)
    people = one.about(gap, hours)
    if not people:
        return body
    about = _HOW.get(gap, _called)
    who = say.listed(about(say, person, hours) for person in people)
    return f"{body} ({who})" if say.language.value == "en" else f"{body}（{who}）"


def _called(say: Words, who: Speaker, hours: Hours) -> str:
    return who.name


def _away(say: Words, who: Speaker, hours: Hours) -> str:
    if who.away_until is None:
        return who.name
    return say("{name} until {day}", name=who.name, day=say.day(who.away_until))


def _muted(say: Words, who: Speaker, hours: Hours) -> str:
    if who.is_quiet(hours) or who.until is None:
        return say("{name}: quiet hours", name=who.name)
    return say(
        "{name}: {count} items put off until {day}",
        name=who.name,
        count=who.put_off,
        day=say.day(who.until),
    )


_HOW: Mapping[Gap, Callable[[Words, Speaker, Hours], str]] = {Gap.AWAY: _away, Gap.MUTED: _muted}


def _listed(say: Words, names: Sequence[str], most: int) -> str:
    return say.listed(names[:most]) + (" …" if len(names) > most else "")


def _actions(
    say: Words, found: Collection[Gap | None], only: Gap | None, *, issues: bool
) -> tuple[Action, ...]:
    actions = list[Action]()
    if issues and Gap.UNBOUND in found:
        actions.append(Action(say("Print codes"), say("code unbound")))
    if only is None:
        actions += [
            Action(say(_FILTERS[gap]).capitalize(), f"{say('coverage')} {say(_FILTERS[gap])}")
            for gap in Gap
            if gap in found
        ]
    else:
        actions.append(Action(say("Coverage"), say("coverage")))
    return (*actions, Action(say("Departments"), say("dept")))
