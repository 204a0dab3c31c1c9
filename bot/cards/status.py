"""运行状态: green, yellow or red in words, and behind each number what to type next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.cards import people as names
from bot.findings import Finding, Severity
from bot.locale import Words, later
from bot.messages import Action, Card, Fact, Line, Platform
from bot.ports import Glance, Vitals, totals

_ALARMS: Mapping[str, str] = {
    "tick_missed": later("Nothing was looked up for {lasting}: the operator checks liaison serve"),
    "event_waits": later("A message has been waiting to be worked for {lasting}"),
    "message_waits": later("A message of {platform} should have left {lasting} ago"),
    "doubt_lasts": later("A message of {platform} has been in doubt for {lasting}"),
    "platform_silent": later("{platform} has not been heard for {lasting}"),
    "platform_refuses": later("{platform} refuses us: the operator runs liaison doctor"),
    "orphans": later("{count} rows belong to a process that is gone"),
    "sent_without_id": later("{count} messages count as sent without proof: report it as a bug"),
    "dead_without_notice": later("{count} undelivered and nobody was told"),
    "dead_letters": later("{count} undelivered: send again or give up"),
    "events_parked": later("{count} messages stopped by a fault of ours: work again"),
}
_TWO_HOURS = 7200


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """``connected``: when this process last heard a platform.  ``dead``, ``parked``: the first
    numbers.  ``known_until``: the last year of known working days.  ``whole``: the audit's end.
    """

    now: datetime
    version: str
    vitals: Vitals
    findings: Sequence[Finding]
    glance: Glance
    connected: Mapping[Platform, datetime]
    dead: Sequence[int]
    parked: Sequence[int]
    whole: bool
    next_bundle: datetime | None
    next_digest: datetime | None
    known_until: int | None


def card(say: Words, status: Status) -> Card:
    body: list[Line] = [_alarm(say, one) for one in status.findings]
    if not status.whole:
        body.append(
            say(
                "The audit does not end where its head says: the operator runs liaison audit verify"
            )
        )
    if body:
        body.append("")
    body += _platforms(say, status)
    body += _queues(say, status)
    body += _coming(say, status)
    return Card(_title(say, status), tuple(body), _actions(say, status))


def _title(say: Words, status: Status) -> str:
    if not status.whole or any(one.severity is Severity.RED for one in status.findings):
        return say("Running: red, something is broken")
    if status.findings or _uncertain(status):
        return say("Running: yellow, something waits for you")
    return say("Running: green, all as promised")


def _uncertain(status: Status) -> bool:
    return status.known_until is None


def _alarm(say: Words, one: Finding) -> str:
    seconds = one.facts.get("seconds", 0)
    lasting = (
        say("{count} min", count=seconds // 60)
        if seconds < _TWO_HOURS
        else say("{count} h", count=seconds // 3600)
    )
    facts = {
        "lasting": lasting,
        "platform": "" if one.platform is None else names.platform(say, one.platform),
        "count": one.facts.get("count", 0),
    }
    return say(_ALARMS[one.code], **facts)


def _platforms(say: Words, status: Status) -> list[Line]:
    """Those that were heard or spoke lately, or are connected to this process."""
    glance = status.glance
    seen = [p for p in Platform if p in glance.heard or p in glance.sent or p in status.connected]
    if not seen:
        return [say("No platform has been heard yet: the operator runs liaison doctor")]
    lines: list[Line] = []
    for platform in seen:
        parts = [
            say("{what} {moment}", what=say(word), moment=_moment(say, status, at))
            for word, at in (
                (later("connected"), status.connected.get(platform)),
                (later("last message"), glance.heard.get(platform)),
                (later("last delivery"), glance.sent.get(platform)),
            )
            if at is not None
        ]
        colon = ": " if say.language.value == "en" else "："
        lines.append(Fact(f"{names.platform(say, platform)}{colon}", say.clauses(parts)))
    return lines


def _queues(say: Words, status: Status) -> list[Line]:
    vitals = status.vitals
    inbox, outbox = totals(vitals.inbox), totals(vitals.outbox)
    last = vitals.last_tick
    lines: list[Line] = [
        Fact(say("Last look: "), say("never") if last is None else _moment(say, status, last)),
        Fact(
            say("Messages to work: "),
            say(
                "waiting {new}, in work {working}, stopped {parked}",
                new=inbox.get("new", 0),
                working=inbox.get("working", 0),
                parked=vitals.parked,
            ),
        ),
        Fact(
            say("Messages to send: "),
            say(
                "waiting {waiting}, on their way {sending}, in doubt {unknown}, undelivered {dead}",
                waiting=outbox.get("pending", 0),
                sending=outbox.get("sending", 0) + outbox.get("claimed", 0),
                unknown=outbox.get("unknown", 0),
                dead=vitals.dead,
            ),
        ),
    ]
    oldest = [at for at in (vitals.oldest_new, *vitals.oldest_due.values()) if at is not None]
    if oldest:
        lines.append(Fact(say("Waiting longest since: "), _moment(say, status, min(oldest))))
    return lines


def _coming(say: Words, status: Status) -> list[Line]:
    planned = [at for at in (status.glance.next_bundle, status.next_bundle) if at is not None]
    digests = [at for at in (status.glance.next_digest, status.next_digest) if at is not None]
    none = say("none planned")
    bundle = _moment(say, status, min(planned)) if planned else none
    digest = _moment(say, status, min(digests)) if digests else say("no group is registered")
    calendar = (
        say("not known for this year: Monday to Friday are counted")
        if status.known_until is None
        else say("known until the end of {year}", year=status.known_until)
    )
    return [
        Fact(say("Next reminders: "), bundle),
        Fact(say("Next digest: "), digest),
        Fact(say("Calendar: "), calendar),
        Fact(say("Audit: "), say("complete") if status.whole else say("broken")),
        Fact(say("Backup: "), say("made by the operator; I do not see it")),
        Fact(say("Version: "), status.version),
    ]


def _actions(say: Words, status: Status) -> tuple[Action, ...]:
    """A number of numbers, where something failed; else what the office looks at next."""
    actions = list[Action]()
    if status.dead:
        numbers = " ".join(map(str, status.dead))
        actions += [
            Action(say("Send again"), say("resend {numbers}", numbers=numbers)),
            Action(say("Give up"), say("give up {numbers}", numbers=numbers)),
        ]
    if status.parked:
        numbers = " ".join(map(str, status.parked))
        actions.append(Action(say("Work again"), say("redrive {number}", number=numbers)))
    if status.known_until is None or status.known_until == _year(say, status):
        actions.append(Action(say("Working days"), say("calendar")))
    actions.append(Action(say("Next digest"), say("digest preview")))
    actions.append(Action(say("Coverage"), say("coverage")))
    actions.append(Action(say("Audit"), say("audit")))
    return tuple(actions)


def _year(say: Words, status: Status) -> int:
    return status.now.astimezone(say.zone).year


def _moment(say: Words, status: Status, at: datetime) -> str:
    """``10:02``; with its day if that is not today; with the seconds that are past if few."""
    past = status.now - at
    today = status.now.astimezone(say.zone).date()
    day = at.astimezone(say.zone).date()
    words = say.time(at) if day == today else f"{say.weekday(at)} {say.time(at)}"
    if timedelta() <= past < timedelta(minutes=2):
        return say("{moment} ({seconds} seconds ago)", moment=words, seconds=int(past.seconds))
    return words
