"""``liaison ask``: one message through inbox, dispatch and outbox, its reply on the terminal."""

import asyncio
import secrets
from functools import partial
from pathlib import Path
from typing import Any, TypedDict, Unpack

import click

from adapters.console.adapter import ConsoleAdapter, Render, event, one_part
from bot.app import assemble
from bot.cards.plain import line_text, plain_text
from bot.cli.common import (
    Refusal,
    command,
    echo,
    instant,
    json_option,
    opened,
    print_json,
    read_text,
    settings,
)
from bot.cli.who import account_of
from bot.clocks import FixedClock, SystemClock
from bot.messages import Account, Channel, Event, Platform
from bot.ports import Clock, DeliveryState, Store
from bot.settings import Settings

_PATIENCE = 10.0  # seconds for our own message
_CHANNELS = [channel.value for channel in Channel]


@click.command()
@click.option("--as", "who", required=True, help="A person, a department, office or unbound.")
@click.option("--platform", default="console", type=click.Choice([p.value for p in Platform]))
@click.option("--chat", default="private", type=click.Choice(_CHANNELS))
@click.option("--at", help="The clock of this run, ISO 8601.")
@click.option("--reply-to", help="The id of an earlier reply: the card quoted or pressed.")
@json_option
@click.argument("text", nargs=-1, required=True)
@command
async def ask(
    *,
    who: str,
    platform: str,
    chat: str,
    at: str | None,
    reply_to: str | None,
    text: tuple[str, ...],
    as_json: bool,
) -> None:
    """Send TEXT as WHO and print the reply."""
    loaded = settings()
    moment = instant(at, loaded.zone)
    clock = FixedClock(moment) if moment else SystemClock()
    said = read_text().rstrip("\r\n") if text == ("-",) else " ".join(text)
    files: list[Path] = []
    async with opened(loaded) as store:
        await store.enlist(at=clock.now())
        await store.reap(at=clock.now(), grace=loaded.grace)
        answers = await converse(
            store,
            loaded,
            clock,
            who=who,
            text=said,
            platform=Platform(platform),
            channel=Channel(chat),
            reply_to=reply_to,
            files=files,
        )
    if as_json:
        said_files = {"files": [str(path) for path in files]} if files else {}
        print_json({"replies": [as_reply(answer) for answer in answers], **said_files})
    else:
        shown = (plain_text(a.delivery.message.shows, actions=True) for a in answers)
        echo("\n\n".join(shown))
        for path in files:
            echo(f"文件已存到：{path}")


class How(TypedDict, total=False):
    """Where and how something is said; ``render``: instead of the platform's own converter.

    ``files``: gets the paths of documents that came with the answer.
    """

    platform: Platform
    channel: Channel
    reply_to: str | None
    render: Render
    files: list[Path]


async def converse(
    store: Store, loaded: Settings, clock: Clock, *, who: str, text: str, **how: Unpack[How]
) -> list[DeliveryState]:
    """One message and the deliveries that answer it, in order; none for silence.

    The process must be enlisted.
    """
    platform = how.get("platform", Platform.CONSOLE)
    channel, reply_to = how.get("channel", Channel.PRIVATE), how.get("reply_to")
    async with store.unit() as unit:
        account = await account_of(unit, who, platform, at=clock.now())
    said = event(account, text, id=secrets.token_hex(8), channel=channel, reply_to=reply_to)
    render = how.get("render") or _render(account)
    files = how.get("files")
    adapter = ConsoleAdapter(lambda part: None, platform=platform, render=render, files=files)
    parts = assemble(store, clock, [adapter], loaded)
    await parts.gate(adapter).accept(said)
    try:
        async with asyncio.timeout(_PATIENCE):
            while not await _ended(store, said):
                if not await parts.worker.once(only=said.lane):
                    await asyncio.sleep(0.05)
            await parts.postman.drain(said.key)
    except TimeoutError:
        raise Refusal("timeout", "No answer within 10 seconds; the message is kept.") from None
    async with store.view() as unit:
        return list(await unit.outbox.answers(said.key))


async def _ended(store: Store, said: Event) -> bool:
    async with store.view() as unit:
        unfinished = await unit.inbox.listing(every=True)
    return all(row.event.key != said.key or row.state == "parked" for row in unfinished)


def _render(account: Account) -> Render:
    """The platform's own converter, so that its limits show."""
    if account.platform is Platform.TELEGRAM:
        from adapters.telegram.render import render  # noqa: PLC0415 - only where it is asked for

        return render
    if account.platform is Platform.SLACK:
        from adapters.slack.render import render as slack  # noqa: PLC0415

        return slack
    if account.platform is Platform.WECOM:
        from adapters.wecom.render import Way  # noqa: PLC0415
        from adapters.wecom.render import render as wecom  # noqa: PLC0415

        return partial(wecom, way=Way(people="app", agent=1))
    return one_part


def as_reply(answer: DeliveryState) -> dict[str, Any]:
    """One reply as ``--json`` prints it."""
    card, to = answer.delivery.message.shows, answer.delivery.to
    return {
        "id": answer.id,
        "private": not to.chat.endswith("-chat"),
        "to": {"platform": to.platform, "chat": to.chat},
        "title": card.title,
        "body": [line_text(line) for line in card.body],
        "actions": [{"label": a.label, "command": a.command} for a in card.actions],
        "text": plain_text(card, actions=True),
    }
