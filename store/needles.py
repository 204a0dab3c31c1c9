"""Whether a text shows a task: by its number, or by any eight characters of what is to go."""

import re
from collections.abc import Collection, Iterable

from bot.abilities import EVERY, Hint
from bot.messages import Card, Fact, Heading, Item

_WINDOW = 8  # characters in a row that no other text of the plan has: no chance
_NUMBERS = re.compile("[0-9、, ]+")  # 任务：10、55
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


class Needles:
    """``texts`` are to go, ``kept`` stay; of what both have nothing is looked for."""

    def __init__(
        self, refs: Collection[int], texts: Iterable[str | None], kept: Iterable[str]
    ) -> None:
        self.refs = frozenset(refs)
        found = {window for text in texts if text for window in _windows(text)}
        self._windows = found.difference(*map(_windows, kept)) if found else found
        numbers = "|".join(map(str, sorted(self.refs, reverse=True)))
        self._number = re.compile(rf"(?<![0-9])(?:{numbers})(?![0-9])")

    def in_card(self, card: Card) -> bool:
        """Whether it is about one of the tasks, lists one, quotes one."""
        if any(seen.ref in self.refs for seen in card.about):
            return True
        texts = [card.title]
        for line in card.body:
            match line:
                case Item(number, text):
                    if number.isdecimal() and int(number) in self.refs:
                        return True
                    texts.append(text)
                case Fact(_, text) if _NUMBERS.fullmatch(text) and self._number.search(text):
                    return True
                case Fact(_, text) | Heading(text) | str(text):
                    texts.append(text)
                case Hint():
                    texts.append(line.told(EVERY))
        texts += [action.label for action in card.actions]
        if self._number.search(card.title):
            return True
        lines = [action.command for action in card.actions]
        return any(self._number.search(line) for line in lines) or self.quoted("\n".join(texts))

    def in_raw(self, payload: str) -> bool:
        """In an event as a platform sent it, JSON with its escapes or XML."""
        plain = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), payload)
        return bool(self._number.search(plain)) or self.quoted(plain)

    def quoted(self, text: str) -> bool:
        """Whether it repeats a part of what is to go."""
        return not self._windows.isdisjoint(_windows(text))


def _windows(text: str) -> set[str]:
    return {text[at : at + _WINDOW] for at in range(len(text) - _WINDOW + 1)}
