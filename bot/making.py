"""Makes the files that cards order, while no transaction is open: looked up, written, put in."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import assert_never

from bot import circulars, comparisons, ledgers
from bot.cards import code_sheet
from bot.documents import Order
from bot.locale import words
from bot.messages import Card, Language
from bot.ports import SheetWriter, Store


async def made(
    order: Order, store: Store, writer: SheetWriter, *, now: datetime, zone: tzinfo
) -> Card:
    """The card with its document.  Raises ``UserError`` where the plan is no longer in force."""
    match order.kind:
        case "ledger":
            return await ledgers.made(order, store, writer, now=now, zone=zone)
        case "circular":
            return await circulars.made(order, store, writer, now=now, zone=zone)
        case "comparison":
            return await comparisons.made(order, store, writer, now=now, zone=zone)
        case "codes":
            say = words(Language(order.language), zone, now)
            slips = code_sheet.of(order)
            content = await asyncio.to_thread(writer.write, slips, order.format)
            return code_sheet.made(say, slips, content)
    assert_never(order.kind)


def filled(card: Card, made: Mapping[Order, Card]) -> Card:
    """Words and file are of one look at the store; the buttons are the command's."""
    return card if card.order is None else replace(made[card.order], actions=card.actions)
