"""Text that means something to somebody, and readers that find out whether it still does.

The readers know the platforms' formats by themselves and share no code with the renderers.
"""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

TEXTS = {
    "html": "<b>粗</b><script>alert(1)</script><a href='https://evil.example'>点</a>",
    "tg user": '<a href="tg://user?id=1001">张三</a> tg://user?id=1001',
    "unclosed": "<b <i></code><pre>&lt;b&gt;&amp;amp; &#60;b&#62; &quot;",
    "markdown": "**粗** __斜__ ~~删~~ `码` [点](https://evil.example) ![图](http://evil.example/x)",
    "heading": "> 引用 # 题 1. 一 - 二 | 表 | ---",
    "mrkdwn": "*粗* _斜_ ~删~ `码` ```块``` &gt; :tada: <https://evil.example|银行>",
    "slack all": "<!channel> <!here> <!everyone> <!subteam^S1|@全体> <!date^1^{date}^https://x|y>",
    "slack user": "<@U0123ABCD> <#C0123ABCD|general> &lt;@U0123ABCD&gt;",
    "wecom all": "@all @ALL @所有人 <@all> <@zhangsan> <@ZhangSan>",
    "wecom colour": '<font color="warning">红</font> <br/> <img src=x onerror=alert(1)>',
    "link": "http://evil.example/?a=1&b=2 https://例子.中国 mailto:a@b.c www.evil.example",
    "bidi": "已发\u202egnp.exe\u2066隔离\u2069\u200f右\u061c左\u200e",
    "zero width": "零\u200b宽\u200c度\u200d的\ufeff字\u2060符",
    "controls": "响\x07铃\x1b[2J\x1b]0;owned\x07清\x9b31m\x85\x7f屏",
    "surrogate": "半\ud83d个",
    "combining": "Z" + "\u0301\u0348\u0489" * 60 + "文",
    "formula": "=cmd|' /C calc'!A0 +1 -1 @SUM(1) ＝1+1",
    "format": "{} {0.__class__} {number} {self.__init__.__globals__} %s %(x)s ${7*7} {{7*7}} #{1}",
    "sql": "' OR 1=1 -- % _ \\ \"; DROP TABLE task; /* */ 100%_",
    "long": "长" * 300 + "W" * 500,
    "rtl name": "محمد بن سلمان שלום",
    "line signs": "行\u2028段\u2029末\x0b\x0c\r尾",
    "emoji": "👩‍👩‍👧‍👦👍🏽🏴󠁧󠁢󠁥󠁮󠁧󠁿🇨🇳",
    "commands": "/done 撤销 确认 K7QM 绑定 ^$.*+?[]()",
}
_ACTIVE_WECOM = re.compile(r"<(?=[@/!?A-Za-z])|@(?=all|所有人)", re.IGNORECASE)
_LINK = re.compile(r"(?<!\\)\]\(|://")
HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, Any]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.tags.append(("comment", data))

    def handle_decl(self, decl: str) -> None:
        self.tags.append(("declaration", decl))

    def handle_pi(self, data: str) -> None:
        self.tags.append(("instruction", data))


def telegram(content: str) -> tuple[list[Any], str]:
    """What is active in a call besides our bold letters, and the words that are read."""
    call = json.loads(content)
    assert call["parse_mode"] == "HTML"
    assert call["link_preview_options"] == {"is_disabled": True}
    assert "entities" not in call
    reader = _Tags()
    reader.feed(call["text"])
    reader.close()
    active: list[Any] = [tag for tag in reader.tags if tag != ("b", ())]
    for row in call.get("reply_markup", {}).get("inline_keyboard", ()):
        for button in row:
            active += sorted(button.keys() - {"text", "callback_data"})
            reader.text += "\n" + button["text"]
    return active + HIDDEN.findall(reader.text), reader.text


def slack(content: str) -> tuple[list[Any], str]:
    """Mentions, links and formatting of a call; blocks and the words beside them."""
    call = json.loads(content)
    active: list[Any] = []
    shown: list[str] = []
    for name, value in _leaves(call):
        if name in ("link_names", "unfurl_links", "unfurl_media") and value:
            active.append(name)
        if name == "url":
            active.append(value)
    for text in _texts(call):
        if isinstance(text, str):  # of the message itself: mrkdwn
            active += re.findall(r"<[^>]*>?", text)
            shown.append(_unescaped(text))
        elif text["type"] == "plain_text":
            assert text["emoji"] is False
            shown.append(text["text"])
        else:
            lines = text["text"].split("\n")
            inside = [line[1:-1] for line in lines]
            assert lines == [f"*{line}*" for line in inside]
            active += [sign for line in inside for sign in re.findall(r"[*_~`]|<[^>]*>?", line)]
            shown += map(_unescaped, inside)
    words = "\n".join(shown)
    return active + HIDDEN.findall(words), words


def wecom(content: str) -> tuple[list[Any], str]:
    """Mentions, tags, links and emphasis, in text, markdown and cards."""
    call = json.loads(content)
    active: list[Any] = []
    shown: list[str] = []
    for path, value in _paths(call["body"]):
        name = path[-1]
        if name in ("url", "mentioned_list", "mentioned_mobile_list", "jump_list", "card_action"):
            active.append(name)
        if not isinstance(value, str) or name not in _WECOM_WORDS:
            continue
        active += _ACTIVE_WECOM.findall(value)
        text = value
        if "markdown" in path:
            text = re.sub(r"^\*\*(.*)\*\*$", r"\1", value, flags=re.MULTILINE)
            active += re.findall(r"[*`]", text) + _LINK.findall(text)
            text = re.sub(r"&(?:lt|amp|#(\d+));", _reference, text)
        shown.append(text)
    words = "\n".join(shown).replace("\u2060", "")
    return active + HIDDEN.findall(words), words


_WECOM_WORDS = {"content", "title", "desc", "sub_title_text", "keyname", "value", "text"}


def _reference(found: re.Match[str]) -> str:
    return chr(int(found[1])) if found[1] else {"&lt;": "<", "&amp;": "&"}[found[0]]


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _texts(value: Any) -> Iterator[Any]:
    """Text objects of blocks, and the text of the message."""
    if isinstance(value, dict):
        if value.get("type") in ("plain_text", "mrkdwn"):
            yield value
            return
        for name, inner in value.items():
            if name == "text" and isinstance(inner, str):
                yield inner
            else:
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _leaves(value: Any) -> Iterator[tuple[str, Any]]:
    for path, leaf in _paths(value):
        yield path[-1], leaf


def _paths(value: Any, path: tuple[str, ...] = ("",)) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _paths(inner, (*path, name))
    elif isinstance(value, list):
        for inner in value:
            yield from _paths(inner, path)
    else:
        yield path, value
