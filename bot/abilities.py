"""What people can do in a chat, and lines of a card that say it differently where they cannot."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum


class Ability(StrEnum):
    """Something that not every chat has; platforms know which of theirs have what."""

    SPEAK = "speak"  # people are heard: by words, buttons or both
    ANSWER = "answer"  # a message can be answered or quoted
    MENTION = "mention"  # in groups a name is enough, without a command
    FORWARD = "forward"  # what is passed on arrives as somebody else's


EVERY = frozenset(Ability)


@dataclass(frozen=True, slots=True)
class Hint:
    """What people can do next: ``text`` where the chat can do it, ``otherwise`` elsewhere.

    Cards are drawn for a person; the platform that shows them knows in which chat.
    """

    needs: Ability
    text: str
    otherwise: "str | Hint"

    def told(self, able: Collection[Ability]) -> str:
        """What is true in a chat that can do what is ``able``."""
        if self.needs in able:
            return self.text
        return self.otherwise if isinstance(self.otherwise, str) else self.otherwise.told(able)

    def put(self, words: Callable[[str], str]) -> "Hint":
        """The same with each of its sentences put in other words."""
        otherwise = self.otherwise
        rest = words(otherwise) if isinstance(otherwise, str) else otherwise.put(words)
        return Hint(self.needs, words(self.text), rest)
