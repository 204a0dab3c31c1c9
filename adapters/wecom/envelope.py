"""The XML around a sealed text, and the XML inside it; pure, and wary of everything in them."""

import re
from collections.abc import Mapping
from typing import Any

from defusedxml.common import DTDForbidden
from defusedxml.ElementTree import ParseError, XMLParser

LARGEST = 64 * 1024  # bytes of an inner text
_DEPTH = 8
_MOST = 512  # elements
_START = re.compile(rb"\s*(?:<\?xml[^<>]{0,100}\?>\s*)?<xml>\s*")
_FIELD = re.compile(rb"<(\w{1,64})>(?:<!\[CDATA\[([^<>&\[\]]*)\]\]>|([^<>&]*))</(\w{1,64})>\s*")
_END = re.compile(rb"</xml>\s*")


class Doctype(ValueError):
    """A text that brings its own definitions: nobody honest does."""


def sealed_in(body: bytes) -> str:
    """The one Encrypt in the body of a call.

    Everybody may send one, so it is found without a parser: flat fields in ``<xml>``, no
    attributes, no entities.  Raises ValueError for everything else.
    """
    start = _START.match(body)
    if start is None:
        raise ValueError("not an envelope")
    at, found = start.end(), []
    while (field := _FIELD.match(body, at)) is not None:
        opened, cdata, bare, closed = field.groups()
        if opened != closed:
            raise ValueError("a field that does not end")
        if opened == b"Encrypt":
            found.append(bare if cdata is None else cdata)
        at = field.end()
    if _END.fullmatch(body, at) is None or len(found) != 1:
        raise ValueError("not one Encrypt")
    return found[0].decode("ascii")


def fields_of(plain: str) -> dict[str, str]:
    """The texts of an inner XML by their place under the root, in order.

    ``Content``, ``SendLocationInfo/Label``; a second sibling of one name inside another element is
    ``SelectedItem#2``.  Raises ValueError for what is no such XML, is too large or too deep, or
    says something twice; Doctype for what defines anything.
    """
    if len(plain) > LARGEST or len(plain.encode()) > LARGEST:
        raise ValueError("too large")
    fields = _Fields()
    parser = XMLParser(target=fields, forbid_dtd=True)
    try:
        parser.feed(plain)
        parser.close()
    except DTDForbidden:
        raise Doctype("a document type") from None
    except ParseError:
        raise ValueError("not XML") from None
    return fields.texts


class _Fields:
    """Takes elements as the parser meets them: what is too deep ends it, no tree is ever built."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self._left = _MOST
        self._path: list[str] = []
        self._seen: list[dict[str, int]] = []  # for each open element, the names inside it
        self._text: list[str] = []

    def start(self, tag: str, _: Mapping[str, str]) -> None:
        self._left -= 1
        if len(self._path) == _DEPTH or self._left < 0:
            raise ValueError("too deep, or too much")
        if "{" in tag or (not self._path and tag != "xml"):
            raise ValueError("another root, or a name of another space")
        self._path.append(self._name(tag) if self._path else tag)
        self._seen.append({})
        self._text = []

    def _name(self, tag: str) -> str:
        names = self._seen[-1]
        names[tag] = names.get(tag, 0) + 1
        if names[tag] == 1:
            return tag
        if len(self._path) == 1:
            raise ValueError("a field stands twice")
        return f"{tag}#{names[tag]}"

    def data(self, text: str) -> None:
        self._text.append(text)

    def end(self, _: str) -> None:
        if not self._seen.pop() and len(self._path) > 1:  # a leaf
            self.texts["/".join(self._path[1:])] = "".join(self._text)
        self._path.pop()
        self._text = []

    def close(self) -> Any:
        """Nothing is left to hand over."""
