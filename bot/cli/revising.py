"""A document against the plan in force at the terminal: the difference, what is open, the yes."""

import re
import secrets
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import click

from bot.auditing import note_operator
from bot.cards import revising as cards
from bot.cards.importing import line as chat_line
from bot.cli.common import Refusal, echo
from bot.clocks import SystemClock
from bot.errors import Conflict
from bot.locale import words
from bot.messages import Language
from bot.model.plan import PlanDraft
from bot.model.revision import Answers, Change, Revision
from bot.ports import PlanPeriod, PlanRecord, Store
from bot.reissue import Applied, revise, settled
from bot.settings import Settings

_PAIR = re.compile(r"([0-9]{1,6})=([0-9]{1,6})")
_ALIAS = re.compile(r"([^=]{1,60})=([^=]{1,60})")
_say = words(Language.ZH)


def answers_of(
    same: Sequence[str], new: Sequence[int], alias: Sequence[str], add: Sequence[str]
) -> Answers:
    """The options of ``liaison plan import``.  Raises ``click.BadParameter``."""
    pairs = [_read(_PAIR, pair, "--same 17=18") for pair in same]
    names = [_read(_ALIAS, one, "--alias 最高人民法院=高法院") for one in alias]
    return Answers(
        same=tuple((int(old), int(now)) for old, now in pairs),
        new=tuple(new),
        bodies=(
            *((name.strip(), short.strip()) for name, short in names),
            *((n, None) for n in add),
        ),
    )


def _read(pattern: re.Pattern[str], text: str, example: str) -> tuple[str, str]:
    found = pattern.fullmatch(text)
    if found is None:
        raise click.BadParameter(f"{text!r}: write it as {example}")
    return found[1], found[2]


async def compared(
    store: Store, draft: PlanDraft | int, answers: Answers, period: PlanPeriod
) -> Revision:
    """Raises ``Refusal`` for an answer about nothing."""
    try:
        async with store.view() as unit:
            return await unit.revisions.compare(draft, answers, period)
    except ValueError as wrong:
        message = f"“{wrong}”对不上：没有这一项或这个单位，未导入。"
        raise Refusal("bad_answer", message) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How the operator called.  ``replace``: although it looks like another plan."""

    dry_run: bool
    yes: bool
    replace: bool
    as_json: bool


def is_there(loaded: Settings) -> bool:
    """Whether there is a store to compare with; a dry run makes none."""
    from store.connect import connect  # noqa: PLC0415 - SQL costs a third of a second

    return connect(loaded.database_url.get_secret_value()).exists()


async def run(
    store: Store, draft: PlanDraft, answers: Answers, current: PlanRecord, how: Way
) -> dict[str, Any]:
    """Keep the draft, show the difference, and let it take effect if the operator says so.

    A dry run writes nothing.
    """
    period = settled(draft, answers, current.period) or current.period
    if how.dry_run:
        seen = await compared(store, draft, answers, period)
        _print(seen, how)
        return {"changes": as_plain(seen)}
    async with store.unit() as unit:
        kept = await unit.plans.keep(draft, at=SystemClock().now())
    seen = await compared(store, kept, answers, period)
    _print(seen, how)
    changes = {"draft": kept, "changes": as_plain(seen)}
    if how.yes:
        _refuse(seen, current, how, changes)
    if not _confirmed(seen, how):
        in_chat = chat_line(_say, kept, answers)
        _echo(f"草稿 {kept} 已保存，尚未生效。请加 --yes 再导入一次，或私聊发“{in_chat}”。", how)
        return {**changes, "applied": False}
    try:
        done = await _apply(store, seen, answers, period, current.facts.id)
    except Conflict:
        raise Refusal("conflict", "计划刚被改动，未生效，请再导入一次核对。", **changes) from None
    _echo(f"修订后的计划已生效：{period.title}。{len(done.told)} 个单位将收到职责变化通知。", how)
    told = [one.short for one in done.told]
    unbound = [one.short for one in done.unbound]
    if unbound:
        _echo(f"消息送不到，请电话告知：{'、'.join(unbound)}", how)
    return {**changes, "applied": True, "told": told, "unbound": unbound}


def _refuse(seen: Revision, current: PlanRecord, how: Way, changes: dict[str, Any]) -> None:
    """Raises ``Refusal`` where a yes is not enough."""
    if seen.another and not how.replace:
        message = (
            f"与现行计划“{current.facts.title}”相同的任务不到一半，像是另一份计划，未生效"
            "（草稿已保存）。确实要换，请加 --replace。"
        )
        raise Refusal("plan_exists", message, **changes)
    if seen.open:
        message = "以下各处须先说明，未生效（草稿已保存）：\n" + "\n".join(_asked(seen))
        raise Refusal("undecided", message, **changes)


def _confirmed(seen: Revision, how: Way) -> bool:
    if how.yes or seen.open or seen.another or how.as_json or not sys.stdin.isatty():
        return how.yes
    return click.confirm("确认修订？", default=False)


async def _apply(
    store: Store, seen: Revision, answers: Answers, period: PlanPeriod, plan: int
) -> Applied:
    batch = f"operator:{secrets.token_hex(8)}"
    async with store.unit() as unit:
        at = SystemClock().now()
        done = await revise(unit, seen, answers, period, by=None, at=at, batch=batch)
        note_operator(unit, "import", f"plan:{plan}", at=at)
    return done


def _echo(sentence: str, how: Way) -> None:
    if not how.as_json:
        echo(sentence)


def as_plain(seen: Revision) -> dict[str, Any]:
    """The difference as JSON: every task that changes, and what the office has to answer."""
    return {
        "unchanged": seen.unchanged,
        "items": [_item(change) for change in seen.changes if change.kinds],
        "open": [
            [{"before": old, "after": new, "alike": alike} for old, new, alike in question.pairs]
            for question in seen.questions
        ],
        "unknown": [{"name": name, "likely": likely} for name, likely in seen.unknown],
        "restricted_from_now_on": list(seen.closing),
    }


def _item(change: Change) -> dict[str, Any]:
    return {
        "before": change.before,
        "after": change.after,
        "kinds": sorted(change.kinds),
        "gained": list(change.gained),
        "lost": list(change.lost),
        "leads": list(change.leads),
        "led": list(change.led),
    }


def _print(seen: Revision, how: Way) -> None:
    if how.as_json:
        return
    echo("与现行版对比：" + cards.counts(_say, seen))
    for change in seen.changes:
        if not change.unchanged:
            number = change.before if change.after is None else change.after
            echo(f"  {number}  {cards.described(_say, change)}")
    for text in _asked(seen):
        echo(text)


def _asked(seen: Revision) -> list[str]:
    """What is open, each with the options that answer it."""
    lines = []
    for name, likely in seen.unknown:
        lines.append(f"新单位名“{name}”：--alias {name}={likely or '现有单位'} 或 --add {name}")
    for question in seen.questions:
        for old, new, alike in question.pairs:
            how = "线下报送，无文字可比" if alike is None else f"相似 {alike}%"
            lines.append(
                f"现行第{old}项与新稿第{new}项（{how}）：--same {old}={new} 或 --new {new}"
            )
    return lines
