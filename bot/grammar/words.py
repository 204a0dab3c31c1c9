"""Lists of words, written as a line of them."""


def words(line: str) -> tuple[str, ...]:
    """The words of ``line``; two low lines inside one stand for a space: ``at__risk``."""
    return tuple(word.replace("__", " ") for word in line.split())
