"""Text as search and names compare it."""

import unicodedata


def folded(text: str) -> str:
    """NFKC, without case, without blanks: ``ＣＮＩＰＡ`` and ``cnipa`` are one.  Pure."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def containing(word: str) -> str:
    """The LIKE pattern, with ``/`` as its escape, for a column that has ``word`` literally."""
    literal = folded(word)
    for special in "/%_":
        literal = literal.replace(special, f"/{special}")
    return f"%{literal}%"
