"""What an intelligent robot may say over its long connection: which req_id, how soon, how often.

Every rule is of [101463]; where no document says what a broken one is answered with, the code is
the fake's: 846605 for a req_id that is unknown, late or of another kind, 846606 for one that was
used, 846607 for too much in a minute, 846608 for a stream that is over.
"""

from dataclasses import dataclass, field

from tests.fakes.wecom_corp import Corp
from tests.fakes.wecom_rules import (
    PUSH,
    REPLY,
    Json,
    Place,
    Refusal,
    check_card,
    check_message,
    size,
)
from tests.fakes.wecom_troubles import Clock, Rates

_DAY, _AT_ONCE, _STREAM = 86_400, 5, 360
_NEEDS = {
    "aibot_respond_msg": ("message", _DAY),
    "aibot_respond_welcome_msg": ("enter_chat", _AT_ONCE),
    "aibot_respond_update_msg": ("template_card_event", _AT_ONCE),
}


@dataclass(slots=True, kw_only=True)
class Pushed:
    """What a req_id stands for.  ``streams``: when each began, None: it is finished."""

    kind: str
    at: float
    chat: str
    group: bool
    task: str | None = None
    used: bool = False
    streams: dict[str, float | None] = field(default_factory=dict)


class Aibot:
    def __init__(self, clock: Clock, rates: Rates, corp: Corp) -> None:
        self.clock, self.rates, self.corp = clock, rates, corp
        self.pushed: dict[str, Pushed] = {}
        self.spoken: set[str] = set()
        self.chats: list[str] | None = None
        self.group_cards = True

    def push(self, frame: Json) -> None:
        """Remember what was told, and that this chat may now be spoken to."""
        body = frame["body"]
        event = body.get("event") or {}
        chat = body.get("chatid") or (body.get("from") or {}).get("userid", "")
        self.pushed[frame["headers"]["req_id"]] = Pushed(
            kind=event.get("eventtype", "message"),
            at=self.clock.now(),
            chat=chat,
            group=body.get("chattype") == "group",
            task=(event.get("template_card_event") or {}).get("task_id"),
        )
        if not event:
            self.spoken.add(chat)

    def accept(self, cmd: str, req: str, body: Json) -> str:
        """The chat to which this goes; raise Refusal instead."""
        if cmd == "aibot_send_msg":
            return self.send(body)
        about = self.about(cmd, req)
        if cmd == "aibot_respond_update_msg":
            self.check_update(about, body)
        else:
            self.check(body, REPLY, group=about.group)
        new = body.get("msgtype") != "stream" or self.starts(about, body["stream"])
        if cmd != "aibot_respond_update_msg" and new:
            self.pace(about.chat)
        self.keep(about, body)
        about.used = True
        return about.chat

    def about(self, cmd: str, req: str) -> Pushed:
        kind, seconds = _NEEDS[cmd]
        about = self.pushed.get(req)
        if about is None or about.kind != kind or self.clock.now() - about.at > seconds:
            raise Refusal(846605, "invalid req_id")
        if about.used and kind != "message":
            raise Refusal(846606, "req_id was used before")
        return about

    def send(self, body: Json) -> str:
        chat = body.get("chatid")
        if not isinstance(chat, str) or not chat or body.get("chat_type", 0) not in (0, 1, 2):
            raise Refusal(40058, "chatid or chat_type")
        if self.chats is not None and chat not in {*self.chats, *self.spoken}:
            raise Refusal(93006, "invalid chatid")
        self.check(body, PUSH, group=body.get("chat_type") == 2)
        self.pace(chat)
        return chat

    def check(self, body: Json, place: Place, *, group: bool) -> None:
        self.corp.check_media(check_message(body, place), body["msgtype"])
        if body["msgtype"] == "template_card" and group and not self.group_cards:
            raise Refusal(40058, "cards are for direct chats")
        said = body[body["msgtype"]]
        feedback = (said.get("feedback") or {}).get("id", "")
        if size(feedback) > 256:
            raise Refusal(40058, "feedback.id")

    def check_update(self, about: Pushed, body: Json) -> None:
        card = body.get("template_card")
        if body.get("response_type") != "update_template_card":
            raise Refusal(40058, "response_type")
        check_card(card, REPLY)
        if isinstance(card, dict) and card.get("task_id") != about.task:
            raise Refusal(42016, "task_id not exist")

    def starts(self, about: Pushed, stream: Json) -> bool:
        """Whether this is the first frame of its stream; raise Refusal if the stream is over."""
        name = stream.get("id")
        if not isinstance(name, str) or not name:
            raise Refusal(40058, "stream.id")
        if name not in about.streams:
            return True
        began = about.streams[name]
        if began is None or self.clock.now() - began > _STREAM:
            raise Refusal(846608, "stream message update expired")
        return False

    def keep(self, about: Pushed, body: Json) -> None:
        if body.get("msgtype") == "stream":
            stream = body["stream"]
            began = about.streams.get(stream["id"]) or self.clock.now()
            about.streams[stream["id"]] = None if stream.get("finish") else began

    def pace(self, chat: str) -> None:
        if not self.rates.room("chat", chat):
            raise Refusal(846607, "api freq out of limit")
