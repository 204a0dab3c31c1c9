"""What WeCom takes, by its own pages, and how what it takes reads.

developer.work.weixin.qq.com/document/path/90236 (apps), 94888 (updates), 91770 (group robots),
101032 and 101463 (bots), as of 2026.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from unicodedata import category, east_asian_width

from bot.visible import visible

JOINER = "\u2060"
TEXT, MARKDOWN, PHONE = 2048, 4096, 4000  # bytes
SUBTITLES = {"app": 160, "update": 160, "aibot": 112}
SEND = "aibot_send_msg"
RESPOND = "aibot_respond_msg"
UPDATE = "aibot_respond_update_msg"
WELCOME = "aibot_respond_welcome_msg"
SHOWN = ("content", "title", "desc", "sub_title_text", "keyname", "value", "text", "replace_name")
CHAT = {"chatid", "chat_type"}


def flat(text: str) -> str:
    """What somebody sees of it, whatever the layout: columns say what a colon says."""
    return "".join(
        character
        for character in visible(text)
        if category(character)[0] not in "ZC" or category(character) == "Co"
        if character not in "：:"
    )


def size(text: str) -> int:
    return len(text.encode())


def characters(text: str) -> int:
    """As many Chinese characters (字) as it takes room: two Latin letters are one."""
    halves = sum(2 if east_asian_width(sign) in "FWA" else 1 for sign in text)
    return (halves + 1) // 2


def check_call(call: Mapping[str, Any]) -> None:
    """It is within every limit, and calls nobody."""
    body = call["body"]
    assert size(json.dumps(body, ensure_ascii=False)) < 8192
    for text in shown(body):
        assert text.strip()
        assert text == visible(text)
        assert not re.search(r"<[@a-z/!?]|@all|@所有人", text, re.IGNORECASE)
    match call["via"]:
        case "app":
            addressed = {"touser", "agentid", "enable_duplicate_check", "duplicate_check_interval"}
            assert re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z_.@-]*", body["touser"])
            assert body["enable_duplicate_check"] == 1
            assert body["duplicate_check_interval"] == 14400
            check_content(body, addressed, {"text", "template_card"}, "app")
        case "update":
            assert set(body) - {"template_card", "button"} == {
                "userids",
                "agentid",
                "response_code",
            }
            assert ("template_card" in body) != ("button" in body)
            if "button" in body:
                assert 1 <= characters(body["button"]["replace_name"]) <= 10
            else:
                check_template(body["template_card"], "update")
        case "robot":
            assert call["robot"]
            check_content(body, set(), {"text", "markdown"}, "robot")
        case "aibot":
            check_aibot(call)
        case other:
            raise AssertionError(f"another kind of call: {other}")


def check_aibot(call: Mapping[str, Any]) -> None:
    body = call["body"]
    assert (call["cmd"] == SEND) == ("req_id" not in call)
    match call["cmd"]:
        case "aibot_send_msg":
            assert body["chat_type"] in (1, 2)
            check_content(body, CHAT, {"markdown", "template_card"}, "aibot")
        case "aibot_respond_msg":
            check_content(body, set(), {"markdown", "template_card"}, "aibot")
        case "aibot_respond_welcome_msg":
            check_content(body, set(), {"text", "template_card"}, "aibot")
        case "aibot_respond_update_msg":
            assert set(body) == {"response_type", "template_card"}
            assert body["response_type"] == "update_template_card"
            check_template(body["template_card"], "aibot")
        case other:
            raise AssertionError(f"another command: {other}")


def check_content(body: Mapping[str, Any], other: set[str], kinds: set[str], via: str) -> None:
    kind = body["msgtype"]
    assert kind in kinds
    assert set(body) == {"msgtype", kind} | other
    match kind:
        case "text":
            assert set(body["text"]) == {"content"}
            assert 1 <= size(body["text"]["content"]) <= TEXT
        case "markdown":
            assert set(body["markdown"]) == {"content"}
            limit = MARKDOWN if via == "robot" else PHONE
            assert 1 <= size(body["markdown"]["content"]) <= limit
            assert read(body["markdown"]["content"])
        case "template_card":
            check_template(body["template_card"], via)


def check_template(card: Mapping[str, Any], via: str) -> None:
    assert re.fullmatch(r"[0-9A-Za-z_@-]{1,128}", card["task_id"])
    title = card["main_title"]
    assert 1 <= characters(title["title"]) <= 36
    assert 1 <= characters(title.get("desc", "x")) <= 44
    common = {"card_type", "main_title", "task_id"}
    match card["card_type"]:
        case "button_interaction":
            more = {"sub_title_text", "horizontal_content_list"}
            assert set(card) - more == common | {"button_list"}
            assert 1 <= characters(card.get("sub_title_text", "x")) <= SUBTITLES[via]
            pairs = card.get("horizontal_content_list", [{"keyname": "x", "value": "x"}])
            assert 1 <= len(pairs) <= 6
            for pair in pairs:
                assert set(pair) == {"keyname", "value"}
                assert 1 <= characters(pair["keyname"]) <= 5
                assert 1 <= characters(pair["value"]) <= 30
            check_buttons(card["button_list"])
        case other:
            raise AssertionError(f"another card, of which nothing is known: {other}")


def check_buttons(buttons: list[Mapping[str, Any]]) -> None:
    assert 1 <= len(buttons) <= 6
    assert len({button["key"] for button in buttons}) == len(buttons)
    for button in buttons:
        assert set(button) == {"text", "style", "key"}
        assert 1 <= characters(button["text"]) <= 10
        assert button["style"] in (1, 2, 3, 4)
        assert 1 <= size(button["key"]) <= 64


def shown(made: Any) -> Iterator[str]:
    """Every text that somebody sees, apart from what addresses and keys are."""
    match made:
        case dict():
            for name, value in made.items():
                if name in (
                    "content",
                    "title",
                    "desc",
                    "sub_title_text",
                    "keyname",
                    "text",
                    "value",
                ):
                    yield from [value] if isinstance(value, str) else shown(value)
                elif isinstance(value, dict | list):
                    yield from shown(value)
        case list():
            for each in made:
                yield from shown(each)


def said(body: Mapping[str, Any]) -> str:
    """Title and lines of a message, without what can be pressed."""
    if "button" in body:
        return str(body["button"]["replace_name"])
    if "template_card" in body:
        card = body["template_card"]
        title = card["main_title"]
        texts = [title["title"], title.get("desc", ""), card.get("sub_title_text", "")]
        pairs = card.get("horizontal_content_list", ())
        return "\n".join([*texts, *(f"{pair['keyname']}：{pair['value']}" for pair in pairs)])
    kind = body["msgtype"]
    content: str = body[kind]["content"]
    return read(content) if kind == "markdown" else content


def buttons_of(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(body.get("template_card", {}).get("button_list", ()))


def read(markdown: str) -> str:
    """How the markdown reads; only whole lines are bold, and nothing is any other sign."""
    return "\n".join(map(_read_line, markdown.split("\n")))


def bold_lines(markdown: str) -> list[str]:
    return [_read_line(line) for line in markdown.split("\n") if line.startswith("**")]


def _read_line(line: str) -> str:
    bold = re.fullmatch(r"\*\*(\S|\S.*\S)\*\*", line)
    inside = bold[1] if bold else line
    assert not re.search(r"[*`\\<]|~~|://|\]\(|\]\[|\]:|\b_\b|(?<!\w)_|_(?!\w)", inside), line
    assert bold or not re.match(r"\s*([#>+=|:~!-]|\[|\d+[.)])|\s{4}", line), line
    return re.sub(r"&(#\d+|lt|amp);", _character, inside)


def _character(found: re.Match[str]) -> str:
    name = found[1]
    return {"lt": "<", "amp": "&"}.get(name) or chr(int(name[1:]))
