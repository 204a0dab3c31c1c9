"""What people typed, from the form in which Slack hands it over; pure."""

import re
from collections.abc import Collection

_MARK = re.compile(r"<([^<>]*)>")
_SPOKEN = "@联络员"


def plain(text: str, us: Collection[str] = ()) -> tuple[str, bool]:
    """The text without Slack's mark-up and without our name; whether it names us.

    ``us``: our user ids.  A link becomes its address, a mention ``@`` and what it shows.
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
            return label or "@" + inner[1:].partition("^")[0]
    return label if inner.startswith(("mailto:", "tel:")) and label else inner
