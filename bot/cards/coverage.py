"""覆盖: which departments of the plan no reminder reaches, and why; in plan order."""

from collections.abc import Callable, Collection, Mapping, Sequence

from bot.cards import phrases
from bot.locale import Words, later
from bot.messages import Action, Card, Fact, Line
from bot.model.reach import UNREACHED, Gap, Reach, Speaker
from bot.timetable import Hours

_NAMED = 40  # departments of a line
_FEW = 8  # where all kinds are listed
_TITLES: Mapping[Gap, str] = {
    Gap.NOBODY: later("No liaison {count}: "),
    Gap.UNBOUND: later("Not bound {count}: "),
    Gap.REFUSED: later("Refused by the platform or chat closed {count}: "),
    Gap.AWAY: later("On leave and nobody reachable stands in {count}: "),
    Gap.MUTED: later("Muted {count}: "),
}
_FILTERS: Mapping[Gap, str] = {
    Gap.NOBODY: later("without liaison"),
    Gap.UNBOUND: later("unbound"),
    Gap.REFUSED: later("refused accounts"),
    Gap.AWAY: later("on leave"),
    Gap.MUTED: later("muted"),
}


def card(say: Words, every: Sequence[Reach], hours: Hours, only: Gap | None) -> Card:
    """``only``: one kind, with all its names."""
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
    return Card(title, tuple(body), _actions(say, set(gaps.values()), only))


def lines(say: Words, every: Sequence[Reach], hours: Hours) -> tuple[Line, ...]:
    """The same for a card about something else; empty where all can be reached."""
    gaps = {one.department.id: one.gap(hours) for one in every}
    return tuple(
        _line(say, gap, chosen, hours, most=_FEW)
        for gap in Gap
        if (chosen := [one for one in every if gaps[one.department.id] is gap])
    )


def unreached(every: Sequence[Reach], hours: Hours) -> tuple[int, int]:
    """Departments whom nothing reaches, and those whose people are away or muted."""
    gaps = [one.gap(hours) for one in every]
    silent = sum(gap in UNREACHED for gap in gaps)
    return silent, sum(gap is not None for gap in gaps) - silent


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
    return Fact(say(_TITLES[gap], count=len(chosen)), _listed(say, names, most))


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


def _actions(say: Words, found: Collection[Gap | None], only: Gap | None) -> tuple[Action, ...]:
    actions = list[Action]()
    if Gap.UNBOUND in found:
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
