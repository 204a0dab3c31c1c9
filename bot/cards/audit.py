"""The audit for the office: who, when, what, with which outcome; never what was written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.cards import phrases
from bot.cards.lists import page_turns
from bot.cards.people import PLATFORMS
from bot.grammar.vocabulary import CHINESE
from bot.locale import Words, later
from bot.messages import Action, Card, Item, Language, Line
from bot.model.audit import (
    COMMAND_LINE,
    OPERATOR,
    SYSTEM,
    AuditHead,
    AuditPerson,
    AuditRecord,
)

_OUTCOMES: Mapping[str, str] = {
    "do": later("carried out"),
    "own": later("carried out, own part"),
    "stub": later("carried out"),
    "revoke": later("code shown in a group, void"),
    "forbidden": later("refused: not allowed"),
    "restricted": later("refused: restricted item"),
    "secrecy": later("refused: secrecy mark"),
    "stale": later("refused: changed meanwhile"),
    "sealed": later("refused: period closed"),
    "expired": later("refused: preview expired"),
    "bad_code": later("refused: wrong code"),
    "missing_code": later("refused: no code"),
    "private_only": later("refused: only in private"),
    "unsupported_format": later("not read: format"),
    "encrypted": later("not read: locked by a password"),
    "no_text_layer": later("not read: a scan"),
    "malformed": later("not read: damaged"),
    "encoding_unknown": later("not read: encoding"),
    "too_large": later("not read: too large"),
    "archive_limits": later("not read: too large"),
    "secrecy_mark": later("refused: secrecy mark"),
    "no_responsibility_clause": later("not read: no duties in it"),
}
_ACTS: Mapping[str, str] = {
    "message": later("a message"),
    "digest": later("digest made"),
    "digest_send": later("digest sent"),
    "here": later("group registered or ended"),
    "add": later("person added"),
    "code": later("code issued"),
    "hold": later("messages put aside"),
    "block": later("closed the private chat"),
    "unblock": later("opened the private chat"),
}
"""Those that are no command word, or whose word says something else."""

_KINDS: Mapping[str, str] = {
    "period": later("period no. {id}"),
    "plan": later("plan no. {id}"),
    "group": later("group no. {id}"),
    "digest": later("no. {id}"),
    "delivery": later("message no. {id}"),
    "event": later("event no. {id}"),
    "file": later("file {id}"),
}
_DIGEST = 12  # digits of a file's that tell it apart; all of them stand in the entry
_WORDS = {name: word for word, name in reversed(CHINESE.items())}


@dataclass(frozen=True, slots=True)
class Trail:
    """One page, newest first, of an item, of people of a name, or of everything."""

    records: Sequence[AuditRecord]
    ref: int | None = None
    who: str | None = None
    page: int = 1
    more: bool = False


def nobody(say: Words, name: str) -> Card:
    return Card(say("Nobody is called “{name}”. For example: audit 24", name=name))


def trail(say: Words, found: Trail, head: AuditHead, *, whole: bool) -> Card:
    """A page of entries, newest first, with the head that a copy on paper is compared with."""
    body: list[Line] = [
        Item(str(one.number), _entry(say, one), task=False) for one in found.records
    ]
    if not body:
        body.append(say("Nothing older.") if found.page > 1 else say("Nothing has been noted yet."))
    if found.page > 1 or found.more:
        body.append(say("Page {page}", page=found.page))
    if whole:
        body.append(say("Chain: ends in its head {head}", head=head.witness))
    else:
        body.append(say("Chain: BROKEN, it does not end in its head {head}", head=head.witness))
    body.append(say("To verify all of it, the operator runs: liaison audit verify"))

    def command(number: int) -> str:
        about = found.who or ("" if found.ref is None else str(found.ref))
        return " ".join(say("audit {about} page {page}", about=about, page=number).split())

    turns = page_turns(say, found.page, command, more=found.more)
    return Card(_title(say, found), tuple(body), (*turns, *_look(say, found)))


def _title(say: Words, found: Trail) -> str:
    if found.ref is not None:
        return say("Audit · item {number}", number=found.ref)
    return say("Audit") if found.who is None else say("Audit · {name}", name=found.who)


def _look(say: Words, found: Trail) -> tuple[Action, ...]:
    if found.ref is None:
        return ()
    return (Action(say("Show item {number}", number=found.ref), str(found.ref)),)


def _entry(say: Words, one: AuditRecord) -> str:
    """``· 10月11日 10:02 张三（科技部） 更新 第 24 项：已执行［Telegram，私聊］``."""
    act = "" if one.object.startswith(f"{one.act}:") else act_word(say, one.act)
    what = " ".join(filter(None, (act, _object(say, one))))
    outcome = say(_OUTCOMES[one.outcome]) if one.outcome in _OUTCOMES else one.outcome
    line = say("{who} {what}: {outcome}", who=_who(say, one), what=what, outcome=outcome)
    return f"· {say.day(one.at)} {say.time(one.at)} {line}{_where(say, one.channel)}"


def _who(say: Words, one: AuditRecord) -> str:
    if one.actor == OPERATOR:
        return say("Operator")
    if one.actor == SYSTEM:
        return say("By itself")
    return say("Somebody not bound") if one.who is None else _person(say, one.who)


def _person(say: Words, one: AuditPerson) -> str:
    name = say("(erased)") if one.erased else one.name
    return say(
        "{person} ({department})", person=name, department=phrases.department(say, one.department)
    )


def act_word(say: Words, act: str) -> str:
    """The word that one types for it."""
    if act in _ACTS:
        return say(_ACTS[act])
    return act if say.language is Language.EN else _WORDS.get(act, act)


def typed(say: Words, name: str) -> str | None:
    """The word that is typed for a command; None where there is none to be said alone."""
    if name in _ACTS or name not in _WORDS:
        return None
    return name if say.language is Language.EN else _WORDS[name]


def _object(say: Words, one: AuditRecord) -> str:
    """Of an item its number and nothing else; one's own person is not named twice."""
    if one.ref is not None:
        return say("item {number}", number=one.ref)
    if one.whom is not None:
        return "" if one.object == one.actor else _person(say, one.whom)
    kind, _, id = one.object.partition(":")
    if kind == "file":
        id = id[:_DIGEST]
    return say(_KINDS[kind], id=id) if kind in _KINDS else id


def _where(say: Words, channel: str) -> str:
    """In brackets; nothing for what happens by itself."""
    if channel == COMMAND_LINE:
        return say(" [command line]")
    platform, _, place = channel.partition(" ")
    names = [say(words) for name, words in PLATFORMS.items() if name == platform]
    if not names:
        return ""
    if place == "private":
        return say(" [{platform}, private]", platform=names[0])
    return say(" [{platform}, group]", platform=names[0])
