"""XML parts of Office documents: without DTD, entities or network, and not too deep."""

import posixpath
from collections.abc import Callable, Iterator
from xml.parsers import expat

from lxml import etree

from store.plan.formats.archive import Archive
from store.plan.refusal import Refusal, malformed, too_large

MAX_DEPTH = 64

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Data = Callable[[str], None]


def scan(
    part: bytes, start: Start | None = None, end: End | None = None, data: Data | None = None
) -> None:
    """Calls for every element, by its local name.  Raises ``Refusal``: DOCTYPE, depth, broken."""
    depth = 0

    def begun(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            sentence = f"文件内部结构超出限制（嵌套超过 {MAX_DEPTH} 层），未导入。"
            raise Refusal("archive_limits", f"{sentence}请另存为新文件再导入。")
        if start is not None:
            start(_local(name), attributes)

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(_local(name))

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = begun
    parser.EndElementHandler = ended
    parser.StartDoctypeDeclHandler = _no_doctype
    if data is not None:
        parser.CharacterDataHandler = data
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise malformed("文件内部的 XML 已损坏") from None


def _no_doctype(*_declared: object) -> None:
    raise malformed("文件内部含有 DOCTYPE 声明，不是正常的 Office 文件")


def tree(part: bytes) -> etree._Element:
    """The root element, for parts that ``scan`` lets pass."""
    scan(part)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError):  # well-formed as it is, there is too much of it
        raise too_large("文件内部的 XML 过大") from None


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def local(element: etree._Element) -> str:
    """The element's name without its namespace; strict and usual documents differ in these."""
    return _local(element.tag) if isinstance(element.tag, str) else ""


def children(element: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """Child elements of these local names, all of them without names."""
    for child in () if element is None else element:
        if not names or local(child) in names:
            yield child


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first element below by local names, or None."""
    for name in path:
        element = next(children(element, name), None)
    return element


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute by its local name, whatever its namespace."""
    if element is not None:
        for key, found in element.attrib.items():
            if _local(str(key)) == name:
                return str(found)
    return None


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch such as ``<w:vanish/>`` is there and not turned off."""
    return element is not None and (value(element) or "1") not in ("0", "false", "off")


def relations(archive: Archive, part: str) -> list[tuple[str, str, str]]:
    """Id, kind (last word of its type) and part of each relation that stays in the archive."""
    folder, name = posixpath.split(part)
    rels = archive.read(posixpath.join(folder, "_rels", f"{name}.rels"))
    if not rels:
        return []
    found = []
    for relation in children(tree(rels), "Relationship"):
        target = relation.get("Target", "")
        if relation.get("TargetMode", "").lower() == "external" or ":" in target:
            continue
        place = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = relation.get("Type", "").rpartition("/")[2]
        found.append((relation.get("Id", ""), kind, place))
    return found
