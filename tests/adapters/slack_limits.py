"""What Slack would refuse or misread: by its SDK, by slackblocks, and what both of them miss."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from unicodedata import category

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View
from slackblocks import _limits as limits

from adapters.slack.render import Call, wire

MESSAGE = 12_000  # characters of all blocks together; Slack refuses from about 13 100
BLOCKS = 45
TEXT = 3900
FIELD = 2000
OPTION = 150
ENTITIES = re.compile("&(?!(?:amp|lt|gt);)")
BOLD = re.compile(r"\*[^*_~`\n<>]+\*(\n\*[^*_~`\n<>]+\*)*")


def flat(text: str) -> str:
    """What can be seen of it."""
    return "".join(c for c in text if category(c) not in {"Zs", "Zl", "Zp", "Cc", "Cf"})


def unescaped(text: str) -> str:
    """As Slack shows what is escaped; nothing in it asks for anything else."""
    assert not set("<>") & set(text), text
    assert not ENTITIES.search(text), text
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def objects(made: Any) -> Iterator[Mapping[str, Any]]:
    """Every object in it."""
    if isinstance(made, Mapping):
        yield made
        for inside in made.values():
            yield from objects(inside)
    elif isinstance(made, Sequence) and not isinstance(made, str):
        for inside in made:
            yield from objects(inside)


def said(blocks: Sequence[Mapping[str, Any]]) -> str:
    """What header and sections show."""
    told = []
    for block in blocks:
        if block["type"] in ("header", "section"):
            text = block["text"]
            told.append(text["text"] if text["type"] == "plain_text" else bold(text["text"]))
    return "\n".join(told)


def bold(mrkdwn: str) -> str:
    """The headings of a section; nothing else is ever in one."""
    assert BOLD.fullmatch(mrkdwn), mrkdwn
    return unescaped(mrkdwn.replace("*", ""))


def buttons(blocks: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [button for b in blocks if b["type"] == "actions" for button in b["elements"]]


def check_call(call: Call) -> None:
    """All that is known of a call, whichever it is."""
    method, arguments = wire(call)
    if method.startswith("views."):
        assert set(arguments) == {"view", "external_id" if method == "views.update" else "user_id"}
        check_view(arguments["view"])
        arguments = call["else"]
    check_message(arguments)


def check_message(arguments: Mapping[str, Any]) -> None:
    text = unescaped(arguments["text"])
    assert flat(text)
    assert len(arguments["text"]) <= TEXT
    if not arguments.get("blocks"):
        return
    check_blocks(arguments["blocks"])
    assert len(arguments["blocks"]) <= BLOCKS < limits.MESSAGE_BLOCKS_MAX_ITEMS
    assert sum(map(len, strings(arguments["blocks"]))) <= MESSAGE
    assert flat(text) == flat(said(arguments["blocks"]))


def strings(made: Any) -> Iterator[str]:
    """Whatever somebody could count: texts, values and names."""
    for each in objects(made):
        found = (each.get(name) for name in ("text", "value", "action_id"))
        yield from (text for text in found if isinstance(text, str))


def check_view(view: Mapping[str, Any]) -> None:
    check_blocks(view["blocks"])
    assert View(**view).to_dict() == view
    assert 1 <= len(view["blocks"]) <= limits.VIEW_BLOCKS_MAX_ITEMS
    if view["type"] == "home":
        assert set(view) == {"type", "blocks"}
        return
    assert len(view["external_id"]) <= limits.VIEW_EXTERNAL_ID_MAX_LENGTH
    assert len(view.get("private_metadata", "")) <= limits.VIEW_PRIVATE_METADATA_MAX_LENGTH
    assert len(view.get("callback_id", "x")) in range(1, limits.VIEW_CALLBACK_ID_MAX_LENGTH + 1)
    assert len(view["title"]["text"]) <= limits.VIEW_TITLE_MAX_LENGTH
    assert len(view["close"]["text"]) <= limits.VIEW_CLOSE_MAX_LENGTH
    asks = any(block["type"] == "input" for block in view["blocks"])
    assert asks == ("submit" in view)
    if asks:
        assert len(view["submit"]["text"]) <= limits.VIEW_SUBMIT_MAX_LENGTH


def check_blocks(blocks: Sequence[Mapping[str, Any]]) -> None:
    for block in blocks:
        parsed = Block.parse(dict(block))
        assert parsed is not None
        assert parsed.to_dict() == block
        check_block(block)
    for name in ("action_id", "block_id"):
        names = [each[name] for each in objects(blocks) if name in each]
        assert len(set(names)) == len(names)
    for each in objects(blocks):
        assert each
        assert "" not in each.values()
        if each.get("type") in ("plain_text", "mrkdwn"):
            assert limits.TEXT_MIN_LENGTH <= len(each["text"]) <= limits.TEXT_MAX_LENGTH
            assert flat(each["text"])


def check_block(block: Mapping[str, Any]) -> None:
    kinds = {each["type"] for each in objects(block) if "emoji" in each or "verbatim" in each}
    match block["type"]:
        case "header":
            assert kinds == {"plain_text"}
            assert len(block["text"]["text"]) <= limits.HEADER_TEXT_MAX_LENGTH
        case "section":
            assert kinds < {"plain_text", "mrkdwn"}
            assert len(block["text"]["text"]) <= limits.SECTION_TEXT_MAX_LENGTH
        case "actions":
            assert kinds == {"plain_text"}
            assert 1 <= len(block["elements"]) <= limits.ACTIONS_ELEMENTS_MAX_ITEMS
            for button in block["elements"]:
                assert len(button["text"]["text"]) <= limits.BUTTON_TEXT_MAX_LENGTH
                assert len(button["value"].encode()) <= 64 < limits.BUTTON_VALUE_MAX_LENGTH
                assert re.fullmatch(r"(do|form):\d+", button["action_id"])
        case "input":
            assert kinds == {"plain_text"}
            check_input(block)
        case other:
            raise AssertionError(f"a block of another kind: {other}")


def check_input(block: Mapping[str, Any]) -> None:
    element = block["element"]
    assert block["block_id"] == element["action_id"]
    assert len(block["block_id"]) <= limits.BLOCK_ID_MAX_LENGTH
    assert len(element["action_id"]) <= limits.ACTION_ID_MAX_LENGTH
    assert len(block["label"]["text"]) <= limits.INPUT_LABEL_MAX_LENGTH
    assert len(block.get("hint", {"text": ""})["text"]) <= limits.INPUT_HINT_MAX_LENGTH
    assert len(element.get("initial_value", "")) <= FIELD
    options = list(element.get("options", ()))
    for group in element.get("option_groups", ()):
        assert len(group["label"]["text"]) <= limits.OPTION_GROUP_LABEL_MAX_LENGTH
        assert 1 <= len(group["options"]) <= limits.OPTION_GROUP_OPTIONS_MAX_ITEMS
        options += group["options"]
    if element["type"] == "static_select":
        assert options
        assert len(element.get("options", ())) <= limits.SELECT_OPTIONS_MAX_ITEMS
        assert len(element.get("option_groups", ())) <= limits.SELECT_OPTION_GROUPS_MAX_ITEMS
        assert element.get("initial_option", options[0]) in options
    for option in options:
        assert len(option["text"]["text"]) <= limits.OPTION_TEXT_MAX_LENGTH
        assert 1 <= len(option["value"]) <= OPTION <= limits.OPTION_VALUE_MAX_LENGTH
