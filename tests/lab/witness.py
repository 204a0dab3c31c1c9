"""Who judges: the platforms' ledgers and the plan, compared with what there was to deliver."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from adapters.telegram.render import MARK
from tests.lab.databases import Place

_KEY = re.compile(r"(?:计划|批次)\d{6}号")
_ENDED = "('refused', 'unconfirmed', 'expired', 'superseded', 'dropped')"
_DEFINITE = "('sent', 'pending', 'refused', 'expired')"


@dataclass(slots=True)
class Split:
    """The total queue, split: what became of every message there was to deliver.

    ``extra``: copies after the first; ``unmarked``: those among them that do not say so;
    ``doubts``: sends after which nobody could know, on platforms where that may cost a copy.
    """

    expected: int = 0
    delivered: int = 0
    dead: int = 0
    lost: list[str] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)
    false_delivered: list[str] = field(default_factory=list)
    extra: int = 0
    unmarked: list[str] = field(default_factory=list)
    thrice: list[str] = field(default_factory=list)
    extra_keyed: list[str] = field(default_factory=list)
    doubts: int = 0
    effects_missing: list[str] = field(default_factory=list)
    effects_twice: list[str] = field(default_factory=list)

    def faults(self) -> list[str]:
        """What must not be."""
        lists = {name: value for name, value in asdict(self).items() if isinstance(value, list)}
        found = [f"{name}: {len(value)}, {value[:5]}" for name, value in lists.items() if value]
        if self.extra > self.doubts:
            found.append(f"{self.extra} extra copies after {self.doubts} doubts")
        return found

    def figures(self) -> dict[str, int]:
        return {
            name: len(value) if isinstance(value, list) else value
            for name, value in asdict(self).items()
        }


async def judge(
    place: Place,
    telegram: Iterable[dict[str, Any]],
    keyed: Iterable[dict[str, Any]],
    *,
    planned: Collection[str],
    written: Collection[str],
    chats: Collection[str] = (),
    office: str | None = None,
) -> Split:
    """``telegram``, ``keyed``: lines of the ledgers.  ``written``: marks of updates, each to be
    applied once and answered; ``planned``: marks of messages, and for each of Telegram's ``chats``
    what comes to it, as ``sendPhoto to 7``.  What the ``office`` is told names messages, and is no
    copy of them."""
    split = Split(expected=len(planned) + len(written))
    heard = (line for line in telegram if line["fields"].get("chat_id") != office)
    copies = _copies(heard, chats)
    once = _copies(keyed)
    states = await _states(place, office)
    split.dead = len([key for key in states["dead"] if key not in copies and key not in once])
    known = set(planned) | set(written)
    split.delivered = len(known & (set(copies) | set(once)))
    split.lost = sorted(known - set(copies) - set(once) - states["dead"])
    split.unexpected = sorted((set(copies) | set(once)) - known)
    split.false_delivered = sorted(states["sent"] - set(copies) - set(once))
    split.extra = sum(sum(found.values()) - 1 for found in copies.values())
    split.unmarked = sorted(key for key, found in copies.items() if found["plain"] > 1)
    split.thrice = sorted(key for key, found in copies.items() if sum(found.values()) > 2)
    split.extra_keyed = sorted(key for key, found in once.items() if sum(found.values()) > 1)
    split.doubts = (await place.ask(_DOUBTS))[0][0]
    effects = await _effects(place)
    split.effects_missing = sorted(key for key in written if not effects[key])
    split.effects_twice = sorted(key for key in effects if effects[key] > 1)
    return split


def _copies(
    ledger: Iterable[dict[str, Any]], chats: Collection[str] = ()
) -> dict[str, Counter[str]]:
    """Per mark, how many copies, plain and marked as a possible repeat."""
    found: dict[str, Counter[str]] = {}
    for line in ledger:
        fields = line["fields"]
        text = fields.get("text") or fields.get("caption", "")
        whole = fields.get("chat_id") in chats
        keys = [f"{line['method']} to {fields['chat_id']}"] if whole else _KEY.findall(text)
        for key in set(keys):
            found.setdefault(key, Counter())["marked" if MARK in text else "plain"] += 1
    return found


_DOUBTS = f"""
SELECT count(*) FROM attempt a JOIN delivery d ON d.id = a.delivery_id
WHERE d.platform = 'telegram' AND a.content IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM attempt b WHERE b.delivery_id = a.delivery_id AND b.fence = a.fence
  AND b.content IS NULL AND b.state IN {_DEFINITE})
"""


async def _states(place: Place, office: str | None) -> dict[str, set[str]]:
    """What we say of the messages: sent, or dead."""
    rows = await place.ask(
        "SELECT chat, content, CASE WHEN state = 'sent' THEN 'sent' ELSE 'dead' END "
        f"FROM delivery WHERE state = 'sent' OR state IN {_ENDED}"
    )
    found: dict[str, set[str]] = {"sent": set(), "dead": set()}
    for chat, content, state in rows:
        if chat != office:
            found[state].update(_KEY.findall(content))
    return found


async def _effects(place: Place) -> Counter[str]:
    rows = await place.ask("SELECT progress FROM update_record WHERE progress IS NOT NULL")
    return Counter(key for (progress,) in rows for key in _KEY.findall(progress))


async def drained(place: Place, *, events: int, messages: int) -> bool:
    """Whether all events have been stored and settled, and all messages are in an end state."""
    [(done, open_, put, unsent)] = await place.ask(
        "SELECT (SELECT count(*) FROM inbox WHERE state IN ('done', 'parked')), "
        "(SELECT count(*) FROM inbox WHERE state NOT IN ('done', 'parked')), "
        "(SELECT count(*) FROM delivery WHERE cause IS NULL), "
        "(SELECT count(*) FROM delivery "
        "WHERE state IN ('pending', 'claimed', 'sending', 'unknown'))"
    )
    return done >= events and not open_ and put >= messages and not unsent


def percentile(values: Sequence[float], share: float) -> float:
    """0 of nothing."""
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 3) if ordered else 0.0
