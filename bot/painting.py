"""From sketches to pictures, by whoever can paint; without one the text has to do."""

from dataclasses import replace

from bot.messages import Card, Sketch
from bot.ports.painting import Painter


def to_paint(card: Card, painter: Painter) -> Sketch | None:
    """What has to be painted before the card can be rendered."""
    sketch = card.sketch
    return None if sketch is None or painter.ready(sketch) else sketch


def painted(card: Card, painter: Painter) -> Card:
    """The card with its picture, if there is one; without the sketch."""
    if card.sketch is None:
        return card
    return replace(card, picture=painter.picture(card.sketch), sketch=None)
