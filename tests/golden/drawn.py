"""Cards as the platforms' own renderers send them, written down so that people can read them."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import yaml

from adapters.slack.render import render as slack
from adapters.telegram.render import render as telegram
from adapters.wecom.render import Way
from adapters.wecom.render import render as wecom
from bot.messages import Address, Card, Part, Platform
from tests.golden.stage import Answered

Render = Callable[[Address, Card], Sequence[Part]]
_PEOPLE = {"张三": "zhangsan", "李四": "lisi", "王芳": "wangfang", "赵敏": "zhaomin"}
_APP, _ROBOT = Way(people="app", agent=1000002), Way(people="aibot")
_GROUPS = {"telegram": "-100", "slack": "C024BE91L", "wecom": "robot:group", "robot": "group:wr1"}
_SECRETS = (
    (re.compile(r"\b[0-9A-HJKMNP-TV-Z]{26}\b"), "〈确认码〉"),
    (re.compile(r"\b(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}\b"), "〈绑定码〉"),
    (re.compile(r"\b(\d+):[0-9a-f]{12}\b"), r"\1:〈校验〉"),
    (re.compile(r"key=[\w-]{32}"), "key=〈令牌〉"),
    (re.compile(r"((?:校验|check) )[0-9a-f]{8}\b"), r"\1〈校验〉"),
    (re.compile(r"(md5: )[0-9a-f]{32}\b"), r"\1〈校验〉"),
)
_LONG = 400  # characters of base64: a picture or a file, of which only the size is kept


def _on(platform: Platform, name: str, render: Render) -> Render:
    def drawn(to: Address, card: Card) -> Sequence[Part]:
        inside = to.chat == "group"
        chat = _GROUPS[name] if inside else _PEOPLE.get(to.chat, "someone")
        return render(Address(platform, "1", chat), card)

    return drawn


PLATFORMS: Mapping[str, Render] = {
    "telegram": _on(Platform.TELEGRAM, "telegram", telegram),
    "slack": _on(Platform.SLACK, "slack", slack),
    "wecom": _on(Platform.WECOM, "wecom", lambda to, card: wecom(to, card, None, _APP)),
    "robot": _on(Platform.WECOM, "robot", lambda to, card: wecom(to, card, None, _ROBOT)),
}
"""By the names of the folders; ``robot`` is WeCom without an app."""


def calls(answers: Sequence[Answered], render: Render) -> Iterator[tuple[str, list[Any]]]:
    """What was said, and the calls that answer it."""
    for answer in answers:
        made = [json.loads(p.content) for to, card in answer.cards for p in render(to, card)]
        yield answer.line, made


def written(answers: Sequence[Answered], render: Render) -> str:
    """As YAML, with every text as it stands."""
    steps = [{"said": line, "sent": _short(made)} for line, made in calls(answers, render)]
    text = yaml.dump(
        steps, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6, indent=2
    )
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return str(text)


def _short(value: Any) -> Any:
    if isinstance(value, str) and len(value) > _LONG and re.fullmatch(r"[\w+/=]+", value):
        return "〈文件〉"
    if isinstance(value, list):
        return [_short(one) for one in value]
    if isinstance(value, dict):
        return {key: _short(one) for key, one in value.items()}
    return value


class _Dumper(yaml.CSafeDumper):  # type: ignore[misc]
    """Texts of several lines stand as they are read."""


def _text(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    lines = [line.rstrip() for line in value.split("\n")]
    style = "|" if len(lines) > 1 and lines == value.split("\n") else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)
