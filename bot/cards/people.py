"""Cards about people: who am I, welcome, good-bye, language."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards import own, phrases
from bot.locale import Words, later
from bot.messages import Account, Action, Card, Fact, Language, Line, Platform
from bot.model.nudge import Away, Quiet
from bot.model.person import Person, PersonRole
from bot.timetable import Hours

_ROLES = {
    PersonRole.LIAISON: later("liaison"),
    PersonRole.DEPUTY: later("deputy liaison"),
    PersonRole.COORDINATOR: later("coordinator (the office)"),
    PersonRole.OBSERVER: later("observer"),
}
PLATFORMS = {
    Platform.TELEGRAM: later("Telegram"),
    Platform.SLACK: later("Slack"),
    Platform.WECOM: later("WeCom"),
    Platform.CONSOLE: later("command line"),
    Platform.WEB: later("browser"),
}
LANGUAGES = {Language.ZH: "中文", Language.EN: "English"}
_OTHER = {Language.ZH: Language.EN, Language.EN: Language.ZH}


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How somebody is reminded: ``sent``, today's bundle has left; ``away``, their own leave;
    ``stands_for``, that of others whose things they get."""

    sent: bool
    hours: Hours
    quiet: Quiet | None = None
    away: Away | None = None
    stands_for: Sequence[Away] = ()
    deputies: Sequence[str] = ()


def who_am_i(
    say: Words, person: Person, accounts: Sequence[Account], habits: Habits | None = None
) -> Card:
    return Card(
        name(say, person),
        (
            Fact(say("Bound platforms: "), _platforms(say, [a.platform for a in accounts])),
            Fact(say("Language: "), LANGUAGES[person.language]),
            *([] if habits is None else _habits(say, habits)),
        ),
        (_my_tasks(say), speak(_OTHER[person.language]), Action(say("Unbind"), say("unbind"))),
    )


def _habits(say: Words, habits: Habits) -> list[Line]:
    count = "1/1" if habits.sent else "0/1"
    hours = own.office_hours(habits.hours)
    lines: list[Line] = [
        Fact(
            say("Today's reminder: "),
            say("{count} (working days, {hours})", count=count, hours=hours),
        ),
        Fact(say("Quiet hours: "), own.quiet_hours(say, habits.quiet)),
    ]
    if habits.deputies:
        lines.append(Fact(say("Deputies: "), say.listed(habits.deputies)))
    if habits.away is not None:
        lines.append(Fact(say("Stands in for me: "), own.standing_in(say, habits.away)))
    if habits.stands_for:
        lines.append(Fact(say("I stand in for: "), own.stood_in_for(say, habits.stands_for)))
    return lines


def unbound_now(say: Words, platform: Platform) -> Card:
    return Card(
        say(
            "{platform} is unbound. A new code from the office leads back.",
            platform=say(PLATFORMS[platform]),
        )
    )


def unbound_elsewhere(say: Words, platform: Platform, here: Platform) -> Card:
    """On another platform than the one on which it was said, which stays."""
    gone = say(
        "{platform} is unbound. A new code from the office leads back.",
        platform=say(PLATFORMS[platform]),
    )
    stays = say("You stay bound here, on {platform}.", platform=say(PLATFORMS[here]))
    return Card(gone, (stays,), (Action(say("Who am I"), say("whoami")),))


def not_bound_there(say: Words, platform: Platform, accounts: Sequence[Account]) -> Card:
    return Card(
        say(
            "You are not bound on {platform}; nothing changed. Bound: {platforms}.",
            platform=say(PLATFORMS[platform]),
            platforms=_platforms(say, [account.platform for account in accounts]),
        ),
        (),
        (Action(say("Who am I"), say("whoami")),),
    )


def language_set(say: Words) -> Card:
    """Said in the new language."""
    return Card(
        say("I speak English with you from now on."),
        (),
        (_my_tasks(say), speak(_OTHER[say.language])),
    )


def name(say: Words, person: Person) -> str:
    """``张三 · 科技部 · 联络员``."""
    own = phrases.department(say, person.department)
    return f"{person.name} · {own} · {role(say, person.role)}"


def role(say: Words, role: PersonRole) -> str:
    """What somebody is in the plan's organisation."""
    return say(_ROLES[role])


def platform(say: Words, platform: Platform) -> str:
    return say(PLATFORMS[platform])


def _platforms(say: Words, platforms: Sequence[Platform]) -> str:
    return say.listed(dict.fromkeys(say(PLATFORMS[platform]) for platform in platforms))


def _my_tasks(say: Words) -> Action:
    return Action(say("My tasks"), say("mytasks"))


def speak(language: Language) -> Action:
    """The button for an answer in that language from now on."""
    return Action(LANGUAGES[language], f"/lang {language}")
