"""Updates as Telegram sends them (Bot API 10), and the requests that we read in them."""

from datetime import UTC, datetime
from typing import Any

from bot.messages import Account, Channel, Platform, Request
from tests.adapters.world import BOT, at

Json = dict[str, Any]

ZHANG: Json = {
    "id": 77,
    "is_bot": False,
    "first_name": "三",
    "last_name": "张",
    "language_code": "zh",
}
US: Json = {"id": 4711, "is_bot": True, "first_name": "联络员", "username": "Liaison_Test_bot"}
PRIVATE: Json = {"id": 77, "first_name": "三", "last_name": "张", "type": "private"}
GROUP: Json = {"id": -1001234, "title": "联席会议", "type": "supergroup"}
FORUM: Json = {**GROUP, "is_forum": True}
CARD: Json = {"message_id": 31, "from": US, "chat": PRIVATE, "date": 1570759200, "text": "第24项"}
SENT = 1570759260
SENDER = Account(Platform.TELEGRAM, BOT, "77")


def message(
    text: str | None = "24", *, chat: Json = PRIVATE, sender: Json | None = ZHANG, **more: Any
) -> Json:
    said: Json = {"message_id": 40, "from": sender, "chat": chat, "date": SENT}
    if text is not None:
        said["text"] = text
    said.update(more)
    return {"update_id": 9, "message": {k: v for k, v in said.items() if v is not None}}


def press(
    data: str | None = "24 已完成", *, card: Json | None = CARD, sender: Json = ZHANG, **more: Any
) -> Json:
    pressed = {"id": "4382bfdwdsb323b2d9", "from": sender, "chat_instance": "-3", **more}
    if card is not None:
        pressed["message"] = card
    if data is not None:
        pressed["data"] = data
    return {"update_id": 9, "callback_query": pressed}


def member(status: str, *, chat: Json = PRIVATE) -> Json:
    change = {
        "chat": chat,
        "from": ZHANG,
        "date": 1570759260,
        "old_chat_member": {"user": US, "status": "member"},
        "new_chat_member": {"user": US, "status": status, "until_date": 0},
    }
    return {"update_id": 9, "my_chat_member": change}


def asks(text: str, *, thread: str | None = None, group: bool = False, **more: Any) -> Request:
    unsaid = {"pressed", "reachable"}
    return Request(
        sender=SENDER,
        origin=at("-1001234" if group else "77", thread),
        private=at("77"),
        channel=Channel.OTHER if group else Channel.PRIVATE,
        text=text,
        said=None if unsaid & more.keys() else datetime.fromtimestamp(SENT, UTC),
        **more,
    )


TOPIC: Json = {"message_id": 5, "from": ZHANG, "chat": FORUM, "forum_topic_created": {"name": "x"}}
THEIRS: Json = {"message_id": 30, "from": {"id": 5, "is_bot": False}, "chat": GROUP, "text": "?"}
OURS: Json = {**CARD, "chat": GROUP}

READ: list[tuple[str, Json, Request]] = [
    ("words", message("24 推进中 已汇总"), asks("24 推进中 已汇总")),
    ("a caption", message(None, caption="24 已完成", photo=[]), asks("24 已完成")),
    ("half a character", message("24 \ud83d"), asks("24 \ud83d")),
    ("a deep link", message("/start K7QM2XPA9TDR5FHC"), asks("/start K7QM2XPA9TDR5FHC")),
    ("our name behind a command", message("/task@LIAISON_test_bot 24"), asks("/task 24")),
    ("a reply", message("15个城市", reply_to_message=CARD), asks("15个城市", reply_to="31")),
    (
        "a forward",
        message("已印发", forward_origin={"type": "hidden_user", "date": 1}),
        asks("已印发", forwarded=True, written=datetime.fromtimestamp(1, UTC)),
    ),
    (
        "a forward of somebody's",
        message("已印发", forward_origin={"type": "user", "sender_user": ZHANG}),
        asks("已印发", forwarded=True, author="张三"),
    ),
    (
        "a forward of a channel's",
        message("已印发", forward_origin={"type": "channel", "chat": {"title": "政策 速递"}}),
        asks("已印发", forwarded=True, author="政策 速递"),
    ),
    ("a sticker", message(None, sticker={"file_id": "x"}), asks("", wordless=True)),
    ("a press", press(), asks("24 已完成", reply_to="31", pressed=True)),
    (
        "a press on an old card",
        press(card={"chat": PRIVATE, "message_id": 3, "date": 0}),
        asks("24 已完成", reply_to="3", pressed=True),
    ),
    (
        "a press in a topic",
        press("24", card={**CARD, "chat": FORUM, "message_thread_id": 5, "is_topic_message": True}),
        asks("24", group=True, thread="5", reply_to="31", pressed=True),
    ),
    ("a bare command in a group", message("/due", chat=GROUP), asks("/due", group=True)),
    (
        "our command in a group",
        message("/task@liaison_test_bot 24", chat=GROUP),
        asks("/task 24", group=True),
    ),
    (
        "another bot's command",
        message("/done@OtherBot 43", chat=GROUP),
        asks("/done@OtherBot 43", group=True, addressed=False),
    ),
    (
        "another bot's command to our card",
        message("/done@OtherBot 43", chat=GROUP, reply_to_message=OURS),
        asks("/done@OtherBot 43", group=True, addressed=False, reply_to="31"),
    ),
    (
        "a mention",
        message("请问 @liaison_test_bot，24", chat=GROUP),
        asks("请问  ，24", group=True),
    ),
    ("a Chinese mention", message("@联络员 24", chat=GROUP), asks("24", group=True)),
    (
        "somebody else's mention",
        message("@liaison_test_bot2 a@liaison_test_bot 24", chat=GROUP),
        asks("@liaison_test_bot2 a@liaison_test_bot 24", group=True, addressed=False),
    ),
    ("talk in a group", message("收到", chat=GROUP), asks("收到", group=True, addressed=False)),
    (
        "a reply to us in a group",
        message("24", chat=GROUP, reply_to_message=OURS, message_thread_id=31),
        asks("24", group=True, reply_to="31"),
    ),
    (
        "a reply to somebody in a group",
        message("24", chat=GROUP, reply_to_message=THEIRS),
        asks("24", group=True, reply_to="30", addressed=False),
    ),
    (
        "a topic",
        message(
            "/due",
            chat=FORUM,
            message_thread_id=5,
            is_topic_message=True,
            reply_to_message=TOPIC,
        ),
        asks("/due", group=True, thread="5"),
    ),
    ("a bot", message(sender={**ZHANG, "is_bot": True}), asks("24", foreign=True)),
    (
        "somebody as a channel",
        message("/due", chat=GROUP, sender_chat={"id": -100, "type": "channel"}),
        asks("/due", group=True, foreign=True),
    ),
    (
        "through a bot",
        message(via_bot={"id": 5, "is_bot": True}),
        asks("24", foreign=True),
    ),
    (
        "a bot that presses",
        press(sender={**ZHANG, "is_bot": True}),
        asks("24 已完成", reply_to="31", pressed=True, foreign=True),
    ),
    ("a person who left", member("kicked"), asks("", reachable=False)),
    ("a person who is back", member("member"), asks("", reachable=True)),
]

NOTHING: list[tuple[str, Json]] = [
    ("an edit", {"update_id": 9, "edited_message": message()["message"]}),
    ("a channel post", {"update_id": 9, "channel_post": message()["message"]}),
    ("a kind of tomorrow", {"update_id": 9, "new_thing": {}}),
    ("no sender", message(sender=None)),
    ("a service message", message(None, chat=GROUP, new_chat_members=[US])),
    ("a sticker in a group", message(None, chat=GROUP, sticker={"file_id": "x"})),
    ("a channel", message(chat={"id": -1009, "type": "channel"})),
    ("an inline message", press(card=None)),
    ("a game", press(None, game_short_name="x")),
    ("added to a group", member("member", chat=GROUP)),
    ("restricted", member("restricted")),
]

UNREADABLE: list[tuple[str, str]] = [
    ("not JSON", "{"),
    ("no object", "[1]"),
    ("no number", '{"message": {"text": "24"}}'),
    ("a message that is none", '{"update_id": 9, "message": "24"}'),
    ("no chat", '{"update_id": 9, "message": {"text": "24", "from": {"id": 7}}}'),
    (
        "an id of letters",
        '{"update_id": 9, "message": {"text": "24", "message_id": 1, "from": {"id": "x"},'
        ' "chat": {"id": 7, "type": "private"}}}',
    ),
    ("too deep", '{"update_id": 9, "message": ' + "[" * 100_000),
]
