"""Windows on Slack: a form as fields, a card as something to look at, and what comes back; pure."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, assert_never

from adapters.slack.blocks import Block, blocks, plain, sections, shortened, units
from adapters.strictjson import strict_json
from bot.cards.plain import line_text
from bot.forms import Choice, Field, Filled, Form, Kind
from bot.messages import Card, Heading
from bot.visible import visible

View = dict[str, Any]
"""A view as Slack takes it."""

_NAME = 24  # characters of a title and of the buttons below
_LABEL = 2000  # also of a hint
_TEXT = 2000  # what the bot takes of a text; Slack would take 3000
_OPTION = 75
_VALUE = 150
_OPTIONS = 100  # of a select, or of a group in it
_ID = 255
_METADATA = 3000
_BLOCKS = 100
_WHOLE = range(101)
_CLOSE = "关闭 Close"
_LOADING = "载入中 Loading"
_WAIT = (
    "正在载入……几秒后若仍未显示，请关闭此窗口，再按一次按钮。",
    "Loading… If nothing appears in a few seconds, close this window and press again.",
)


def loading(external_id: str) -> View:
    """What is seen until the answer takes its place: in both languages, nobody is known yet."""
    return _modal(external_id, _LOADING, sections(_WAIT))


def saying(external_id: str, card: Card) -> View:
    """A piece of a card, to look at and to press."""
    told_above = units(visible(card.title).strip()) <= _NAME and sections(card.body)
    return _modal(external_id, card.title, blocks(replace(card, title="") if told_above else card))


def asking(external_id: str, card: Card, form: Form) -> View:
    """The form, under what the piece of its card says.

    Raises ValueError for a form that Slack would refuse, which is a bug of whoever drew it.
    """
    metadata = _metadata(form)
    names = [field.name for field in form.fields]
    _check(len(set(names)) == len(names), form.name, "two fields of one name")
    _check(all(1 <= units(name) <= _ID for name in (form.name, *names)), form.name, "name")
    _check(units(metadata) <= _METADATA, form.name, "too much that is given")
    title = [Heading(form.title)] if units(visible(form.title).strip()) > _NAME else []
    made = sections(title) + sections(map(line_text, card.body)) + [*map(_input, form.fields)]
    _check(1 <= len(made) <= _BLOCKS, form.name, "number of fields")
    return _modal(external_id, form.title, made, form.cancel) | {
        "callback_id": form.name,
        "submit": plain(shortened(form.submit, _NAME)),
        "private_metadata": metadata,
    }


def home(card: Card) -> View:
    """A piece of a card as the tab that somebody has of the bot."""
    return {"type": "home", "blocks": blocks(card)}


def reduced(view: View, text: str) -> View:
    """The same window with words only."""
    kept = ("type", "external_id", "title", "close")
    return {name: view[name] for name in kept if name in view} | {
        "blocks": sections(text.split("\n"))
    }


def filled_of(view: Mapping[str, Any]) -> Filled:
    """What somebody filled in, from the ``view`` of a view_submission.

    Every field has a text, an empty one if nothing was chosen or written, and so has what was
    given.  Raises ValueError for a view that cannot be read: it comes from outside.
    """
    given, _ = _remembered(view)
    return Filled(_text_of(view, "callback_id"), given | {n: v for n, _, v in _answers(view)})


def missing(view: Mapping[str, Any]) -> dict[str, str] | None:
    """Why the form is not taken with nothing filled in, by the field that says so; else None.

    Which task it is about says nothing by itself.  Raises ValueError as ``filled_of`` does.
    """
    _, why = _remembered(view)
    answers = _in_order(view)
    said = [value for name, kind, value in answers if (name, kind) != ("task", Kind.CHOICE)]
    if not why.strip() or not answers or any(value.strip() for value in said):
        return None
    texts = [name for name, kind, _ in answers if kind is Kind.TEXT]
    return {(texts or [answers[0][0]])[0]: why}


def _modal(external_id: str, title: str, made: list[Block], close: str = _CLOSE) -> View:
    """With its name: an update that leaves it out takes it away (example of views.update)."""
    return {
        "type": "modal",
        "external_id": external_id,
        "title": plain(shortened(title, _NAME)),
        "close": plain(shortened(close, _NAME)),
        "blocks": made,
    }


def _metadata(form: Form) -> str:
    """Without a sign that Slack escapes."""
    text = json.dumps(
        {"given": dict(form.given), "anything": form.anything},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _check(fits: bool, form: str, what: str) -> None:
    if not fits:
        raise ValueError(f"no form for Slack: {form!r}: {what}")


def _input(field: Field) -> Block:
    made: Block = {
        "type": "input",
        "block_id": field.name,
        "label": plain(shortened(field.label, _LABEL)),
        "element": _element(field) | {"action_id": field.name},
        "optional": not field.needed,
    }
    if visible(field.hint).strip():
        made["hint"] = plain(shortened(field.hint, _LABEL))
    return made


def _element(field: Field) -> Block:
    match field.kind:
        case Kind.CHOICE:
            return _select(field)
        case Kind.NUMBER:
            made: Block = {"type": "number_input", "is_decimal_allowed": False}
            made |= {"min_value": str(_WHOLE[0]), "max_value": str(_WHOLE[-1])}
            fits = field.value in map(str, _WHOLE)
            return made | {"initial_value": field.value} if fits else made
        case Kind.TEXT:
            made = {"type": "plain_text_input", "multiline": True, "max_length": _TEXT}
            text = visible(field.value)[:_TEXT]
            return made | {"initial_value": text} if text else made
    assert_never(field.kind)


def _select(field: Field) -> Block:
    """More than a hundred choices come in groups of a hundred, which is what Slack takes."""
    options = [_option(field, choice) for choice in field.choices]
    _check(bool(options), field.name, "nothing to choose from")
    made: Block = {"type": "static_select"}
    if len(options) <= _OPTIONS:
        made["options"] = options
    else:
        made["option_groups"] = [
            _group(start, options[start : start + _OPTIONS])
            for start in range(0, len(options), _OPTIONS)
        ]
    chosen = [option for option in options if option["value"] == field.value]
    return made | {"initial_option": chosen[0]} if chosen else made


def _option(field: Field, choice: Choice) -> Block:
    _check(1 <= units(choice.value) <= _VALUE, field.name, f"choice {choice.value!r}")
    label = choice.label if visible(choice.label).strip() else choice.value
    return {"text": plain(shortened(label, _OPTION)), "value": choice.value}


def _group(start: int, options: list[Block]) -> Block:
    return {"label": plain(f"{start + 1} – {start + len(options)}"), "options": options}


def _remembered(view: Mapping[str, Any]) -> tuple[dict[str, str], str]:
    """What ``_metadata`` wrote: the given values, and why a form is refused."""
    match strict_json(_text_of(view, "private_metadata").encode()):
        case {"given": dict(given), "anything": str(anything)} if all(
            isinstance(value, str) for value in given.values()
        ):
            return given, anything
    raise ValueError("a view without what it was given")


def _answers(view: Mapping[str, Any]) -> Iterator[tuple[str, Kind, str]]:
    """Name, kind and text of each field."""
    match view.get("state"):
        case {"values": dict(values)}:
            pass
        case _:
            raise ValueError("a view without values")
    for name, inside in values.items():
        match inside:
            case dict() if isinstance(name, str) and inside.keys() == {name}:
                yield name, *_answer(inside[name])
            case _:
                raise ValueError("a field that is not ours")


def _answer(element: Any) -> tuple[Kind, str]:
    match element:
        case {"type": "static_select", "selected_option": None}:
            return Kind.CHOICE, ""
        case {"type": "static_select", "selected_option": {"value": str(value)}}:
            return Kind.CHOICE, value
        case {"type": "number_input", "value": str(value)}:
            return Kind.NUMBER, value
        case {"type": "number_input", **rest} if rest.get("value") is None:
            return Kind.NUMBER, ""
        case {"type": "plain_text_input", "value": str(value)}:
            return Kind.TEXT, value
        case {"type": "plain_text_input", **rest} if rest.get("value") is None:
            return Kind.TEXT, ""
    raise ValueError("a field of an unknown kind")


def _in_order(view: Mapping[str, Any]) -> list[tuple[str, Kind, str]]:
    """As they stand in the window; values may come in any order."""
    shown = view.get("blocks")
    if not isinstance(shown, list):
        raise ValueError("a view without blocks")
    places = [block.get("block_id") for block in shown if isinstance(block, dict)]
    return sorted(_answers(view), key=lambda answer: places.index(answer[0]))


def _text_of(view: Mapping[str, Any], name: str) -> str:
    text = view.get(name) if isinstance(view, Mapping) else None
    if not isinstance(text, str):
        raise ValueError(f"a view without {name}")
    return text
