import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack.views import filled_of, missing
from bot.forms import Filled
from tests.adapters.slack_forms import FIELDS, chosen, submitted


def test_what_was_filled_in_comes_back_by_field() -> None:
    view = submitted(
        task=chosen("55"),
        percent={"type": "number_input", "value": "80"},
        progress={"type": "plain_text_input", "value": "*已* <报>\n第二行"},
    )
    assert filled_of(view) == Filled(
        "update",
        {
            "version": "7",
            "what": "<a> & b",
            "task": "55",
            "percent": "80",
            "progress": "*已* <报>\n第二行",
            "problems": "",
        },
    )
    assert missing(view) is None
    nothing = filled_of(submitted(task=chosen(None))).values
    assert [nothing[name] for name in ("task", "percent", "progress")] == ["", "", ""]


def test_a_form_with_nothing_filled_in_says_so_at_its_first_text() -> None:
    why = {"progress": "请至少填写一项。"}
    assert missing(submitted()) == why
    assert missing(submitted(problems={"type": "plain_text_input", "value": " \n"})) == why
    assert missing(submitted(percent={"type": "number_input", "value": "0"})) is None
    also = {"blocks": [*FIELDS, {"type": "input", "block_id": "status"}]}
    assert missing(submitted(status=chosen("done")) | also) is None
    assert missing(submitted(status=chosen(None)) | also) == why
    silent = submitted() | {"private_metadata": '{"given":{},"anything":" "}'}
    assert missing(silent) is None


@pytest.mark.parametrize("blocks", [None, [], [None], [{"type": "input"}]])
def test_values_without_their_fields_have_no_order(blocks: object) -> None:
    with pytest.raises(ValueError, match=r"blocks|list"):
        missing(submitted() | {"blocks": blocks})


def test_a_form_without_texts_says_so_at_its_first_field() -> None:
    view = submitted() | {"state": {"values": {"task": {"task": chosen("24")}}}}
    assert missing(view) == {"task": "请至少填写一项。"}
    assert missing(view | {"state": {"values": {}}}) is None


@pytest.mark.parametrize(
    "change",
    [
        {"callback_id": None},
        {"callback_id": 5},
        {"private_metadata": ""},
        {"private_metadata": 7},
        {"private_metadata": "[]"},
        {"private_metadata": '{"given":{"a":1},"anything":""}'},
        {"private_metadata": '{"given":[],"anything":""}'},
        {"private_metadata": '{"given":{}}'},
        {"private_metadata": '{"given":{},"anything":null}'},
        {"private_metadata": "[" * 3000},
        {"private_metadata": "\ud800"},
        {"state": None},
        {"state": {}},
        {"state": {"values": []}},
        {"state": {"values": {"a": None}}},
        {"state": {"values": {5: {5: chosen("1")}}}},
        {"state": {"values": {"a": {}}}},
        {"state": {"values": {"a": {"b": chosen("1")}}}},
        {"state": {"values": {"a": {"a": None}}}},
        {"state": {"values": {"a": {"a": {"type": "static_select"}}}}},
        {"state": {"values": {"a": {"a": {"type": "static_select", "selected_option": {}}}}}},
        {"state": {"values": {"a": {"a": {"type": "datepicker", "selected_date": None}}}}},
        {"state": {"values": {"a": {"a": {"type": "number_input", "value": 5}}}}},
        {"state": {"values": {"a": {"a": {"type": "plain_text_input", "value": ["x"]}}}}},
    ],
)
@pytest.mark.parametrize("read", [filled_of, missing])
def test_a_view_that_is_not_ours_cannot_be_read(
    read: Callable[[Mapping[str, Any]], object], change: dict[str, Any]
) -> None:
    read(submitted())
    if read is missing and "callback_id" in change:
        return
    with pytest.raises(ValueError, match=r"view|field|JSON|Expecting|deep|surrogates"):
        read(submitted() | change)


JUNK: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


@settings(deadline=None)
@given(st.data())
def test_whatever_comes_is_read_or_refused(data: st.DataObject) -> None:
    """Anything anywhere in a view: a text for every field, or ValueError."""
    view = json.loads(json.dumps(submitted()))
    at: Any = view
    path = data.draw(
        st.sampled_from([(), ("state",), ("state", "values"), ("state", "values", "task")])
    )
    for name in path:
        at = at[name]
    at[data.draw(st.sampled_from(sorted(at)))] = data.draw(JUNK)
    for read in (filled_of, missing):
        try:
            found = read(data.draw(st.just(view) | JUNK))
        except ValueError:
            continue
        if isinstance(found, Filled):
            assert all(isinstance(value, str) for value in found.values.values())
