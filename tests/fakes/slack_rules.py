"""What Slack refuses to show: its limits on blocks, views and metadata, as error codes."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

MODAL, MESSAGE = 100, 50
_ALTOGETHER = 13_100  # not documented: slackapi/bolt-js#2509
_METADATA, _VIEW = 16_000, 250_000
_ELEMENTS = {"actions": 25, "context": 10}
_TEXTS = {"section": 3000, "header": 150, "button": 75}


class Refusal(Exception):
    """Slack's answer ``ok: false``; ``details`` are what it adds for the developer."""

    def __init__(self, code: str, *details: str) -> None:
        super().__init__(code)
        self.code, self.details = code, details


def check_message(fields: Json) -> None:
    """Raise Refusal for a message that has nothing to show or cannot be shown."""
    blocks = fields.get("blocks") or []
    if not (fields.get("text") or blocks or fields.get("attachments")):
        raise Refusal("no_text")
    check_blocks(blocks, MESSAGE, "invalid_blocks")
    if sum(len(text) for block in blocks for text in _words(block)) > _ALTOGETHER:
        raise Refusal("msg_blocks_too_long")
    metadata = fields.get("metadata")
    if metadata in (None, {}):
        return
    if not isinstance(metadata, dict) or not {"event_type", "event_payload"} <= metadata.keys():
        raise Refusal("invalid_metadata_format")
    if len(json.dumps(metadata)) > _METADATA:
        raise Refusal("metadata_too_large")


def check_view(view: Any, kind: str) -> None:
    if not isinstance(view, dict) or view.get("type") != kind:
        raise Refusal("invalid_arguments", f"view is no {kind}")
    if len(json.dumps(view)) > _VIEW:
        raise Refusal("view_too_large")
    if kind == "modal":
        title = view.get("title")
        if not title:
            raise Refusal("invalid_arguments", "missing required field: title")
        for part in ("title", "submit", "close"):
            if len((view.get(part) or {}).get("text", "")) > 24:
                raise Refusal("invalid_arguments", f"{part} must be less than 25 characters")
        if not view.get("submit") and any(b.get("type") == "input" for b in view.get("blocks", [])):
            raise Refusal("invalid_arguments", "a view with inputs needs a submit button")
    if len(view.get("private_metadata") or "") > 3000:
        raise Refusal("invalid_arguments", "private_metadata is too long")
    check_blocks(view.get("blocks"), MODAL, "invalid_arguments")


def check_blocks(blocks: Any, most: int, code: str) -> None:
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise Refusal("invalid_blocks_format" if code == "invalid_blocks" else code)
    if len(blocks) > most:
        raise Refusal(code, f"no more than {most} items allowed [json-pointer:/blocks]")
    found = [node for block in blocks for node in _nodes(block)]
    for key in ("block_id", "action_id"):
        counted = Counter(node[key] for node in found if key in node)
        if twice := [name for name, count in counted.items() if count > 1]:
            raise Refusal(code, f"{key} {twice[0]} already exists")
        if any(len(name) > 255 for name in counted):
            raise Refusal(code, f"{key} is too long")
    for node in found:
        _check(node, code)


def _check(node: Json, code: str) -> None:
    kind, text = node.get("type"), node.get("text")
    if not kind:
        raise Refusal(code, "missing required field: type")
    if (longest := _TEXTS.get(kind)) and text is not None:
        if not 0 < len(text["text"]) <= longest:
            raise Refusal(code, f"{kind} text must be 1-{longest} characters")
        if kind != "section" and text["type"] != "plain_text":
            raise Refusal(code, f"{kind} takes plain_text")
    if kind == "section" and not (text or node.get("fields")):
        raise Refusal(code, "section needs text or fields")
    if (most := _ELEMENTS.get(kind)) and not 0 < len(node.get("elements", [])) <= most:
        raise Refusal(code, f"{kind} takes 1-{most} elements")
    if len(node.get("value") or "") > 2000:
        raise Refusal(code, "value is too long")


def _nodes(block: Json) -> Iterator[Json]:
    """The block and the elements in it: what has ids and limits."""
    yield block
    inside = [block.get("accessory"), block.get("element"), *block.get("elements", [])]
    yield from (node for node in inside if isinstance(node, dict) and "type" in node)


def _words(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for part in node:
            yield from _words(part)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "text" and isinstance(value, str):
                yield value
            else:
                yield from _words(value)
