"""A form, its fields on Slack, and what Slack sends of it."""

from typing import Any

from adapters.slack.views import View
from bot.forms import Choice, Field, Form, Kind

FORM = Form(
    name="update",
    title="填报进展",
    fields=(
        Field(
            name="task",
            label="事项",
            kind=Kind.CHOICE,
            value="24",
            choices=(Choice("24", "24 推进《…》"), Choice("55", "55 分类制定…")),
            needed=True,
        ),
        Field(name="percent", label="进度", kind=Kind.NUMBER, value="60", hint="0–100 的整数"),
        Field(name="progress", label="进展情况", value="已印发"),
        Field(name="problems", label="存在问题"),
    ),
    submit="保存",
    cancel="取消",
    anything="请至少填写一项。",
    given=(("version", "7"), ("what", "<a> & b")),
)


def words(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


FIELDS = [
    {
        "type": "input",
        "block_id": "task",
        "label": words("事项"),
        "element": {
            "type": "static_select",
            "options": [
                {"text": words("24 推进《…》"), "value": "24"},
                {"text": words("55 分类制定…"), "value": "55"},
            ],
            "initial_option": {"text": words("24 推进《…》"), "value": "24"},
            "action_id": "task",
        },
        "optional": False,
    },
    {
        "type": "input",
        "block_id": "percent",
        "label": words("进度"),
        "element": {
            "type": "number_input",
            "is_decimal_allowed": False,
            "min_value": "0",
            "max_value": "100",
            "initial_value": "60",
            "action_id": "percent",
        },
        "optional": True,
        "hint": words("0–100 的整数"),
    },
    {
        "type": "input",
        "block_id": "progress",
        "label": words("进展情况"),
        "element": {
            "type": "plain_text_input",
            "multiline": True,
            "max_length": 2000,
            "initial_value": "已印发",
            "action_id": "progress",
        },
        "optional": True,
    },
    {
        "type": "input",
        "block_id": "problems",
        "label": words("存在问题"),
        "element": {
            "type": "plain_text_input",
            "multiline": True,
            "max_length": 2000,
            "action_id": "problems",
        },
        "optional": True,
    },
]
METADATA = (
    '{"given":{"version":"7","what":"\\u003ca\\u003e \\u0026 b"},"anything":"请至少填写一项。"}'
)


def chosen(value: str | None) -> dict[str, Any]:
    option = None if value is None else {"text": words("x"), "value": value}
    return {"type": "static_select", "selected_option": option}


def submitted(**fields: Any) -> View:
    """As Slack sends it when everything was left empty, apart from ``fields``."""
    empty: dict[str, Any] = {
        "task": chosen("24"),
        "percent": {"type": "number_input", "value": None},
        "progress": {"type": "plain_text_input", "value": None},
        "problems": {"type": "plain_text_input", "value": None},
    }
    values = {name: {name: value} for name, value in (empty | fields).items()}
    return {
        "id": "V1",
        "team_id": "T1",
        "type": "modal",
        "callback_id": "update",
        "private_metadata": METADATA,
        "blocks": FIELDS,
        "state": {"values": dict(reversed(values.items()))},
    }
