"""Named places where the process may be made to die, to prove that nothing is lost there.

Inert unless ``LIAISON_CRASH=POINT:N`` is set when the program starts: at the N-th pass of that
point the process kills itself as ``kill -9`` does, with nothing closed, flushed or told.
"""

import os
import signal
from collections.abc import Callable
from enum import StrEnum


class Point(StrEnum):
    """``in_…``: a transaction is open and will be lost.  ``after_…``: it is committed."""

    # A store
    BEFORE_STORE = "before_store"
    IN_STORE = "in_store"  # the events, not yet the offset
    AFTER_STORE = "after_store"
    BEFORE_ANSWER = "before_answer"  # the webhook's 200
    AFTER_UPDATES = "after_updates"  # fetched by polling, not yet stored
    AFTER_OFFSET = "after_offset"  # stored, the platform does not know it
    # B take
    BEFORE_TAKE = "before_take"
    IN_TAKE = "in_take"
    AFTER_TAKE = "after_take"
    # C act
    BEFORE_ACT = "before_act"
    IN_CHANGE = "in_change"  # a task's part has moved, its history has not
    IN_REDEEM = "in_redeem"  # a binding code is used, nobody is bound
    IN_ACT = "in_act"  # done, nothing said
    IN_ANSWER = "in_answer"  # said, the event is not settled
    IN_DONE = "in_done"
    AFTER_ACT = "after_act"
    IN_PARK = "in_park"
    BEFORE_PAINT = "before_paint"  # the answer has a picture, and all of it is rolled back
    AFTER_PAINT = "after_paint"
    BEFORE_FETCH = "before_fetch"  # the door has let the sender of a file in
    AFTER_FETCH = "after_fetch"  # its bytes are in our hands, and nowhere else
    AFTER_READ = "after_read"  # read; nothing of it is kept
    IN_LEDGER = "in_ledger"  # shares have moved, their records are not there
    # D plan
    IN_PUT = "in_put"
    IN_RULES = "in_rules"  # what the marking rules found is planned
    AFTER_RULES = "after_rules"  # nobody has looked for what is only read
    IN_CHUNK = "in_chunk"
    AFTER_CHUNK = "after_chunk"  # some of what was found is planned
    # E claim
    BEFORE_CLAIM = "before_claim"
    IN_ENROLL = "in_enroll"
    IN_LANE = "in_lane"  # the lane is held, its message is not claimed
    IN_CLAIM = "in_claim"
    AFTER_CLAIM = "after_claim"
    # What is drawn slowly, while its message is claimed
    BEFORE_LOOK = "before_look"
    AFTER_LOOK = "after_look"  # counted, not kept
    IN_KEEP = "in_keep"
    AFTER_KEEP = "after_keep"  # kept, no picture
    AFTER_PICTURE = "after_picture"
    IN_FILL = "in_fill"
    AFTER_FILL = "after_fill"
    # F intent
    BEFORE_INTENT = "before_intent"
    IN_INTENT = "in_intent"  # sending, without its attempt
    AFTER_INTENT = "after_intent"
    BEFORE_SEND = "before_send"
    AFTER_SEND = "after_send"
    # G settle
    IN_SETTLE = "in_settle"  # the attempt's outcome is written, the message's is not
    IN_LEAVE = "in_leave"  # the message is settled, its lane still held
    AFTER_SETTLE = "after_settle"
    IN_RETRY = "in_retry"
    IN_PAUSE = "in_pause"  # the platform asked for it
    IN_DOUBT = "in_doubt"
    IN_BURY = "in_bury"
    IN_MOVE = "in_move"
    BEFORE_REPEAT = "before_repeat"
    BEFORE_ASK = "before_ask"
    AFTER_ASK = "after_ask"
    # Who is alive
    AFTER_LOCK = "after_lock"  # locked, not listed
    AFTER_ENLIST = "after_enlist"
    BEFORE_REAP = "before_reap"  # somebody is found dead
    IN_REAP = "in_reap"  # events are back, messages are not
    IN_REAPED = "in_reaped"  # messages are back, lanes are not
    AFTER_REAP = "after_reap"
    AFTER_EXCLUSIVE = "after_exclusive"
    IN_GOODBYE = "in_goodbye"
    # The schema
    IN_SET_UP = "in_set_up"  # tables, no version
    AFTER_SET_UP = "after_set_up"
    BEFORE_UPGRADE = "before_upgrade"
    IN_UPGRADE = "in_upgrade"  # after each step
    AFTER_UPGRADE = "after_upgrade"


Hook = Callable[[Point], None]
_hook: Hook | None = None


def crash_point(point: Point) -> None:
    """Does nothing unless somebody has armed this process."""
    if _hook is not None:
        _hook(point)


def watch(hook: Hook | None) -> None:
    """Have ``hook`` called at every pass of every point; None: no longer."""
    global _hook  # noqa: PLW0603 - one look-up is all that an inert point may cost
    _hook = hook


def arm(order: str) -> None:
    """``order`` is the value of ``LIAISON_CRASH``.  Raises ValueError, with what would be right."""
    name, _, number = order.partition(":")
    if name not in set(Point) or not number.isdecimal() or int(number) < 1:
        raise ValueError(f"not POINT:N with one of {', '.join(Point)}")
    watch(_Fuse(Point(name), int(number)).passed)


class _Fuse:
    def __init__(self, point: Point, left: int) -> None:
        self._point, self._left = point, left

    def passed(self, point: Point) -> None:
        if point is not self._point:
            return
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
