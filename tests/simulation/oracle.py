"""What every history has to keep; the platform's ledger is the witness."""

from collections import defaultdict

from bot.messages import Event
from bot.ports import Doubt
from tests.simulation.lived import Lived, died_unseen, forward, jumped, unseen_clock
from tests.simulation.platform import DOUBTFUL, ROUTE, Call
from tests.simulation.script import NEW_HOME, Said

STALL = 60.0
_GRACE = 5.0
_STEPS = (0, 2, 10, 60, 300, 1800, 7200, 14400)
_SLACK = 5.0  # seconds from a claim to its send
_EPS = 0.01


def judge(world: Lived) -> None:
    left = world.bench.unfinished()
    if left and not unseen_clock(world):
        world.complain(f"stuck: {left}")
    if left:
        return
    expected = _events(world)
    for message in world.script.messages:
        expected |= dict.fromkeys(message.texts)
    _delivered(world, expected)
    _copies(world, expected)
    _order(world)
    _pauses(world)
    _windows(world)
    _stalls(world)


# Events ----------------------------------------------------------------------------------------


def _events(world: Lived) -> dict[str, None]:
    """Each has one effect or is parked for a reason; gives the answers that have to arrive."""
    answers: dict[str, None] = {}
    states, effects = world.bench.events(), world.bench.effects()
    for said in world.script.said:
        state, reason = states.get(said.id, ("lost", ""))
        effect = effects.get(said.id, "0")
        if (state, effect) == ("done", "1"):
            answers |= dict.fromkeys(said.texts)
        elif not (effect == "0" and _may_end(world, said, state, reason)):
            world.complain(f"event {said} ended {state} ({reason}) with {effect} effects")
        if said.what == "bug" and reason.startswith("a bug"):
            answers |= dict.fromkeys(_apologies(world, said))
    return answers


def _may_end(world: Lived, said: Said, state: str, reason: str) -> bool:
    lives = len(world.kills) + world.losses + world.struck.get("lost answer", 0)
    match state, reason:
        case "done", _:
            return said.what == "nothing"
        case "parked", "unreadable":
            return said.what == "unreadable"
        case "parked", "five tries ended without an end":
            return lives >= 5
        case "parked", _:
            return said.what == "bug"
    return False


def _apologies(world: Lived, said: Said) -> list[str]:
    event = Event(
        platform=ROUTE.platform, tenant=ROUTE.tenant, id=said.id, lane=said.chat, payload=""
    )
    return [row[1] for row in world.bench.rows() if event.reference in row[1]] or [
        f"the apology for {said.id}"
    ]


# Messages --------------------------------------------------------------------------------------


def _delivered(world: Lived, expected: dict[str, None]) -> None:
    # What was put again while the first one had moved with its chat ends when it would follow.
    server = world.server
    rows = {row[1]: row for row in world.bench.rows() if row[4] != "superseded"}
    for text in expected:
        if text not in rows:
            world.complain(f"lost: {text} was never stored")
            continue
        _, _, chat, _, state, reason, _ = rows[text]
        taken = bool(server.accepted.get(text))
        if state == "sent" and not taken:
            world.complain(f"false-delivered: {text}")
        elif state != "sent" and not _may_be_dead(world, text, chat, state):
            world.complain(f"lost: {text} is {state} ({reason})")
    for text in server.accepted:
        if text not in expected:
            world.complain(f"unexpected: {text}")


def _may_be_dead(world: Lived, text: str, chat: str, state: str) -> bool:
    doubts, ahead = world.server.doubts[text], forward(world)
    match state:
        case "refused":
            return text in world.server.refused or chat in world.server.blocked
        case "unconfirmed":
            if world.script.doubt is Doubt.REPEAT:
                return doubts >= 2
            return doubts >= 1 and any(abs(seconds) >= 3600 for _, seconds in world.jumps)
        case "expired":
            return ahead >= 86400
    return False


def _copies(world: Lived, expected: dict[str, None]) -> None:
    server = world.server
    for text, times in server.accepted.items():
        copies, doubts = len(times), server.doubts[text]
        most = 1 + doubts
        if server.doubt is Doubt.REPEAT:
            most = min(most, 2)
            marks = [mark for _, mark in times[1 - bool(world.losses) :]]
            if copies > 1 and not any(marks):
                world.complain(f"an unmarked copy: {text}")
        elif (server.doubt is Doubt.RESEND and not unseen_clock(world)) or (
            not forward(world) and not world.losses
        ):
            most = 1
        if copies > most:
            world.complain(f"{copies} copies of {text} after {doubts} doubts")


def _order(world: Lived) -> None:
    """In one chat, of one urgency: as they were put, unless one was in doubt or refused."""
    if unseen_clock(world):
        return
    server = world.server
    last: dict[tuple[str, bool], tuple[float, str]] = {}
    for _, text, chat, bulk, _, _, doubts in world.bench.rows():
        if (
            server.doubts[text]
            or (doubts and world.losses)
            or text in server.refused
            or not server.accepted.get(text)
        ):
            continue
        first, place = server.accepted[text][0][0], (_home(world, chat), bulk)
        if jumped(world, first, first):
            continue
        before = last.get(place, (0.0, ""))
        if first < before[0]:
            world.complain(f"order: {text} came before {before[1]}")
        last[place] = max(before, (first, text))
    _urgent_first(world)


def _home(world: Lived, chat: str) -> str:
    return NEW_HOME if chat in world.server.moved else chat


def _urgent_first(world: Lived) -> None:
    """No bulk leaves a chat in which something urgent has waited for a while."""
    slack = _SLACK + sum(lasts for _, lasts in world.script.outages)
    slack += 10.0 * ("slow commit" in world.script.switches)
    first: dict[str, float] = {}
    for call in world.server.calls:
        first.setdefault(call.text, call.at)
    urgent = [
        (world.told[text], first[text], text, chat)
        for _, text, chat, bulk, *_ in world.bench.rows()
        if not bulk and chat != NEW_HOME and text in first and text in world.told
        if not world.server.doubts[text]
    ]
    bulk = {text for _, text, _, bulk, *_ in world.bench.rows() if bulk}
    for call in world.server.calls:
        if call.text in bulk and not world.server.doubts[call.text]:
            for told, at, text, chat in urgent:
                if chat == call.chat and told + slack < call.at < at:
                    world.complain(f"{call.text} left before the urgent {text}")


# Times -----------------------------------------------------------------------------------------


def _pauses(world: Lived) -> None:
    for pause in world.server.calls:
        if not pause.until or not pause.known or pause.ended is None:
            continue
        every = pause.fault == "429 all"
        since = pause.ended + (2.5 if every else 0)
        for call in world.server.calls:
            within = since < call.at < pause.until - _EPS and (every or call.chat == pause.chat)
            excused = jumped(world, pause.ended, call.at) or _delayed(world, every)
            if within and not excused:
                world.complain(f"{call.text} at {call.at:.2f} in the pause until {pause.until:.2f}")


def _delayed(world: Lived, every: bool) -> bool:
    """What was claimed before the whole bot was stopped may be on its way for long."""
    return every and bool(world.script.outages or world.script.switches)


def _windows(world: Lived) -> None:
    by_chat: dict[str, list[float]] = defaultdict(list)
    for call in world.server.calls:
        if call.known:
            by_chat[call.chat].append(call.at)
    if forward(world):
        return
    for chat, windows in world.server.windows.items():
        times = sorted(by_chat[chat])
        for window in windows:
            for one, other in zip(times, times[window.count :], strict=False):
                close = other - one < window.seconds - _EPS
                if close and not jumped(world, other, other) and not jumped(world, one, one):
                    world.complain(f"chat {chat}: more than {window} from {one:.2f}")


def _stalls(world: Lived) -> None:
    """Nobody waits much longer than he was told to, whatever the clock does."""
    if unseen_clock(world) or died_unseen(world):
        return
    ready: dict[str, float] = defaultdict(float)
    tries: dict[str, int] = defaultdict(int)
    slack = STALL + sum(lasts for _, lasts in world.script.outages)
    pause = 0.0
    for call in sorted(world.server.calls, key=lambda call: call.at):
        chat = _home(world, call.chat)
        due = max(ready[chat], pause, world.told.get(call.text, 0.0))
        if due and call.at - due > slack:
            world.complain(f"{call.text} stalled from {due:.1f} to {call.at:.1f}")
        tries[call.text] += 1
        until = (call.ended or call.at + 30) + _wait(call, tries[call.text])
        ready[chat] = max(ready[chat], until)
        if call.fault == "429 all":
            pause = max(pause, until)


def _wait(call: Call, tries: int) -> float:
    if call.fault == "refused":
        return 1.2 * _STEPS[min(tries, len(_STEPS)) - 1]
    if call.until:
        return call.until - (call.ended or call.at)
    return _GRACE if call.fault in DOUBTFUL or not call.known else 0.0
