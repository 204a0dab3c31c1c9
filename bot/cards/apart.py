"""Two wordings of one text, cut down to where they differ."""

_AROUND = 8  # characters that stay the same on either side
_LONGEST = 60  # characters of the place itself


def apart(was: str, now: str) -> tuple[str, str]:
    """``…进程，组织编制配套…``, ``…进程，抓紧编制配套…``: short, and with what stands around it."""
    first = 0
    while first < min(len(was), len(now)) and was[first] == now[first]:
        first += 1
    last, most = 0, min(len(was), len(now)) - first
    while last < most and was[-1 - last] == now[-1 - last]:
        last += 1
    return _around(was, first, last), _around(now, first, last)


def _around(text: str, first: int, last: int) -> str:
    """``first`` and ``last``: how much is the same at either end."""
    start, end = max(0, first - _AROUND), min(len(text), len(text) - last + _AROUND)
    end = min(end, first + _LONGEST)
    return "…" * (start > 0) + text[start:end] + "…" * (end < len(text))
