"""What people typed, from the form in which Slack hands it over; pure."""

import re
from collections.abc import Collection

_MARK = re.compile(r"<([^<>]*)>")
_SPOKEN = "@联络员"


def plain(text: str, us: Collection[str] = ()) -> tuple[str, bool]:
    """The text without Slack's mark-up and without our name; whether it names us.

    ``us``: our user ids.  A link becomes what was typed, or its label and its address where they
    differ; a mention becomes ``@`` and what it shows.
    """
    named = False

    def replaced(found: re.Match[str]) -> str:
        nonlocal named
        inner, _, label = found[1].partition("|")
        if inner[:1] == "@" and inner[1:] in us:
            named = True
            return " "
        return _shown(inner, label)

    text = _MARK.sub(replaced, text)
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    if text.lstrip().startswith(_SPOKEN):
        named, text = True, text.lstrip()[len(_SPOKEN) :]
    return (text.strip() if named else text), named


def _shown(inner: str, label: str) -> str:
    match inner[:1]:
        case "@" | "#":
            return inner[0] + (label or inner[1:])
        case "!":
            what, is_more, _ = inner[1:].partition("^")
            return label if label and is_more else "@" + what
    address = inner.removeprefix("mailto:").removeprefix("tel:")
    if not label or label == inner:
        return address
    typed = address.partition("://")[2] or address
    return label if typed.rstrip("/") == label.rstrip("/") else f"{label} ({address})"
