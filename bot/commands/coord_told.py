"""Who hears of what happens to a request for coordination: planned with it, once each."""

from collections.abc import Collection, Iterable, Sequence

from bot.cards import coordination as cards
from bot.commands import telling
from bot.commands.base import Call
from bot.commands.telling import Reached
from bot.model.coordination import ASKER, OFFICE, PARTY, Coordination
from bot.model.person import Person


async def office(call: Call, one: Coordination, step: int = 0) -> Sequence[Person]:
    """Every coordinator but whoever did it; those with a chat."""
    found = [to for to in await telling.office(call) if to[0].id != call.person.id]
    await _plan(call, one, step, OFFICE, found)
    return [person for person, account in found if account is not None]


async def departments(
    call: Call, one: Coordination, step: int, parties: Collection[int]
) -> tuple[Person | None, Sequence[Person]]:
    """Who asked, or speaks for the department now, and who speaks for these ``parties`` (ids)."""
    speakers = await telling.speakers(call)
    asker = telling.speaker(speakers, one.asked_by, one.department.id)
    others = [telling.speaker(speakers, None, party) for party in sorted(parties)]
    told = [other for other in others if other is not None and other[0].id != call.person.id]
    if asker is not None and asker[0].id != call.person.id:
        await _plan(call, one, step, ASKER, [asker])
    await _plan(call, one, step, PARTY, told)
    return None if asker is None else asker[0], [person for person, _ in told]


async def _plan(
    call: Call, one: Coordination, step: int, role: str, people: Iterable[Reached]
) -> None:
    """Nobody is told the same twice, whatever their roles."""
    found = [
        telling.occurrence(
            call,
            f"coord:{one.id}:{step}:{to[0].id}",
            to,
            cards.planned(telling.words_of(call, to), one.ref),
            {"coordination": one.id, "step": step, "role": role},
        )
        for to in people
    ]
    if found:
        await call.unit.occurrences.plan(found, at=call.now)
