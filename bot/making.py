"""Completes the cards of an answer; what they order is made while no transaction is open."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import assert_never

from bot import circulars, comparisons, ledgers
from bot.attachments import Parcel
from bot.cards import code_sheet
from bot.documents import Order
from bot.locale import words
from bot.messages import Card, Language, Reply, Sketch
from bot.painting import to_paint
from bot.ports import Painter, SheetWriter, Store


class Unmade(Exception):
    """Pictures or files are not made yet, or one was not looked into: nothing is kept."""

    def __init__(
        self, sketches: Sequence[Sketch], orders: Sequence[Order], parcel: Parcel | None
    ) -> None:
        super().__init__(len(sketches), len(orders))
        self.sketches, self.orders, self.parcel = sketches, orders, parcel


def complete(
    replies: Sequence[Reply], made: Mapping[Order, Card], painter: Painter
) -> tuple[Reply, ...]:
    """The replies with what was made for them.  Raises ``Unmade`` while something is missing."""
    shown = [reply.card for reply in replies]
    found = [to_paint(card, painter) for card in shown]
    sketches = [sketch for sketch in found if sketch is not None]
    orders = [card.order for card in shown if card.order and card.order not in made]
    parcel = next((card.parcel for card in shown if card.parcel), None)
    if sketches or orders or parcel:
        raise Unmade(sketches, orders, parcel)
    return tuple(replace(reply, card=filled(reply.card, made)) for reply in replies)


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
