"""Binding codes as people type them."""

import re

_SEPARATORS = re.compile("[ -]")
_ALPHABET = frozenset("0123456789abcdefghjkmnpqrstvwxyz")
_LOOKALIKES = str.maketrans("oil", "011")
_GROUP = 4
_GROUPS = (3, 4)
_LONGEST, _LETTERS = 30, 3


def binding_code(folded: str) -> str | None:
    """``K7QM-2XPA-9TDR(-5FHC)`` from any spelling of it, or None if it is none.

    O, I and L are read as 0, 1 and 1 where the rest shows that it is a code and not a word.
    """
    groups = [group for group in _SEPARATORS.split(folded.strip(" .,;:!。\"'()[]【】")) if group]
    if len(groups) == 1:
        word = groups[0]
        groups = [word[at : at + _GROUP] for at in range(0, min(len(word), 20), _GROUP)]
    text = "".join(groups)
    if len(groups) not in _GROUPS or any(len(group) != _GROUP for group in groups):
        return None
    plain = text.translate(_LOOKALIKES)
    if not set(plain) <= _ALPHABET:
        return None
    if plain != text and not any(character.isdigit() for character in text):
        return None
    return "-".join(plain[at : at + _GROUP] for at in range(0, len(plain), _GROUP)).upper()


def lone_code(folded: str) -> str | None:
    """A whole code without 绑定 before it; words and document numbers look otherwise."""
    if len(folded) > _LONGEST or (code := binding_code(folded)) is None:
        return None
    mixed = [not group.isdigit() and not group.isalpha() for group in code.split("-")]
    letters = sum(character.isalpha() for character in code)
    return code if len(mixed) == _GROUPS[-1] and sum(mixed) > 1 and letters >= _LETTERS else None
