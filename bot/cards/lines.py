"""Command lines as buttons carry them: complete, and readable when typed instead."""

from bot.locale import Words, later
from bot.messages import Language
from bot.model.task import Status
from bot.model.update import Change

STATUS_WORDS = {
    Status.NOT_STARTED: later("not started"),
    Status.IN_PROGRESS: later("in progress"),
    Status.BEHIND: later("behind"),
    Status.BLOCKED: later("blocked"),
    Status.DONE: later("done"),
}
NO_NEWS = later("no news")  # stored as its sender says it, when there is nothing to report
BUTTON = 64  # bytes of UTF-8: what Telegram gives a button


def fits_button(line: str) -> bool:
    return len(line.encode()) <= BUTTON


def update(say: Words, refs: tuple[int, ...], change: Change) -> str:
    """``24 推进中 60% 进展：…  问题：…``: the line that asks for exactly this change."""
    between = " and " if say.language is Language.EN else "、"
    words = [between.join(map(str, refs))]
    if change.status is not None:
        words.append(say(STATUS_WORDS[change.status]))
    if change.percent is not None:
        words.append(f"{change.percent}%")
    if change.progress == say(NO_NEWS):
        words.append(change.progress)
    elif change.progress:
        words.append(say("note: {text}", text=change.progress))
    if change.problems:
        words.append(say("problems: {text}", text=change.problems))
    if change.next_steps:
        words.append(say("next: {text}", text=change.next_steps))
    return " ".join(words)


def status(say: Words, ref: int, value: Status) -> str:
    return f"{ref} {say(STATUS_WORDS[value])}"
