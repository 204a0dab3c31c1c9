"""What Slack sends and nobody answers: it asks nothing, cannot be read, or is of another kind."""

from tests.adapters.slack_reading import SENT, US, Json
from tests.fakes.slack_payloads import (
    bare,
    by_bot,
    by_classic_bot,
    deleted,
    edited,
    event,
    foreign,
    home_opened,
    message,
    user_change,
)
from tests.fakes.slack_presses import (
    closed,
    home,
    modal,
    picked,
    press,
    press_modal,
    slash_command,
    submission,
    typed,
)

NOTHING: list[tuple[str, Json]] = [
    ("an edit", edited("24 已完成", "24")),
    ("a message taken back", deleted("24")),
    ("our own message", by_bot("24")),
    ("our own, without its bot", message("24", user=US)),
    ("an old integration", by_classic_bot("<@UBOT> 24")),
    ("what people say to each other", message("24 已完成", channel="C1")),
    ("what strangers say to each other", foreign("24 已完成")),
    ("who joined", message("<@U88> has joined", subtype="channel_join", channel="C1")),
    ("a topic", message("24", subtype="channel_topic")),
    ("an action in words", message("24", subtype="me_message")),
    ("the other tab", home_opened(tab="messages")),
    ("another bot's life", user_change(is_bot=True)),
    ("a profile without a life", event({"type": "user_change", "user": {"id": "U77"}})),
    ("uninstalled", bare("app_uninstalled")),
    ("tokens revoked", bare("tokens_revoked", tokens={"bot": [US]})),
    ("an archive", bare("channel_archive", channel="C1", user="U77")),
    ("a member", bare("member_joined_channel", user=US, channel="C1", channel_type="C")),
    ("something new", bare("brand_new_thing")),
    ("a choice", press(picked("24 已完成"))),
    ("a button that says nothing", press("")),
    ("no button", press("24") | {"actions": []}),
    ("a window that was closed", closed()),
    (
        "too much for an hour",
        {"type": "app_rate_limited", "team_id": "T1", "minute_rate_limited": 1},
    ),
    ("something new altogether", {"type": "tomorrow"}),
    ("an empty object", {}),
]
UNREADABLE: list[tuple[str, str]] = [
    ("nothing", ""),
    ("cut", '{"type": "event_callback"'),
    ("a list", "[]"),
    ("nested too deep", "[" * 100_000),
    ("an event without what happened", '{"type": "event_callback"}'),
]


def _without(payload: Json, *path: str) -> Json:
    """A copy of ``payload`` in which the last of ``path`` is of another kind."""
    first, *rest = path
    inside = _without(payload[first], *rest) if rest else ["of another kind"]
    return payload | {first: inside}


STRANGE: list[tuple[str, Json]] = [
    ("a user of another kind", _without(message("24"), "event", "user")),
    ("a channel of another kind", _without(message("24"), "event", "channel")),
    ("a text of another kind", _without(message("24"), "event", "text")),
    ("two users", message("24", user="U77,U88")),
    ("a user in small letters", message("24", user="u77")),
    ("a user of nothing", message("24", user="")),
    ("a thread that is no time", message("24", thread="1570759000")),
    (
        "a channel that leads elsewhere",
        message("24") | event({"type": "message", "user": "U77", "channel": "C1/2"}),
    ),
    ("a command by nobody", _without(slash_command("24"), "user_id")),
    ("an address of another kind", _without(slash_command("24"), "response_url")),
    ("a press by nobody", _without(press("24"), "user")),
    ("a press nowhere", _without(press("24"), "container")),
    ("a press on no message", _without(press("24"), "container", "message_ts")),
    (
        "a window of another kind",
        press_modal("24", view=home() | {"type": "modal", "external_id": 4}),
    ),
    ("a form that is not ours", submission({"b": {"a": typed("24")}}, view=modal("theirs"))),
    (
        "a form with what another app remembers",
        submission({}, view=modal("update", metadata="x" * 3000)),
    ),
    ("a form of nothing", _without(SENT, "view")),
    ("a form without values", _without(SENT, "view", "state")),
]
