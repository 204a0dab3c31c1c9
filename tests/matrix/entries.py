"""One line, said or pressed on each platform by somebody of each kind, as the platform sends it."""

import json
from typing import Any

from adapters.slack import inbound as slack
from adapters.telegram import inbound as telegram
from adapters.wecom import inbound as wecom
from bot.messages import Account, Event, Platform
from tests.adapters import telegram_updates as updates
from tests.adapters.world import BOT
from tests.fakes import slack_payloads, slack_presses, wecom_frames, wecom_payloads
from tests.fakes.wecom_payloads import CORP
from tests.matrix.expected import Cell

ROBOT, ROBOT_NAME = f"{CORP}#robot", "wecom robot"
TELEGRAM_GROUP, SLACK_GROUP, WECOM_GROUP = -1001, "C1", "wrOWN"
GROUPS = (
    (Platform.TELEGRAM, BOT, str(TELEGRAM_GROUP)),
    (Platform.SLACK, slack_payloads.TEAM, SLACK_GROUP),
    (Platform.WECOM, ROBOT, f"group:{WECOM_GROUP}"),
)
_ROLES = (
    "liaison",
    "deputy",
    "observer",
    "coordinator",
    "unbound",
    "revoked",
    "new",
    "other",
    "former",
)
_PROXIES = (
    {"sender": "bot"},
    {"sender_chat": {"id": -100777, "title": "频道", "type": "channel"}},
    {"via_bot": {"id": 5, "is_bot": True, "first_name": "B"}},
)
Json = dict[str, Any]


def account_of(role: str, platform: Platform) -> Account:
    """Who has the role there; whoever is foreign comes with the id of the liaison."""
    number = 100 + _ROLES.index("liaison" if role == "foreign" else role)
    match platform:
        case Platform.TELEGRAM:
            return Account(platform, BOT, str(number))
        case Platform.SLACK:
            return Account(platform, slack_payloads.TEAM, f"U{number}")
    return Account(platform, CORP, f"u{number}")


def first_words() -> Event:
    """Whoever comes first opens the quarter."""
    cell = Cell("coordinator", "help", "none", "private", "typed")
    return _telegram(cell, "谢谢", 1, pressed=False)[1]


def said(cell: Cell, line: str, turn: int) -> tuple[str, Event]:
    """The name of the adapter and what it hears; ``turn`` makes ids, and chooses by turns."""
    if cell.entry == "typed":
        return (_telegram, _slack, _wecom)[turn % 3](cell, line, turn, pressed=False)
    made = {"telegram": _telegram, "slack": _slack, "wecom": _wecom}[cell.entry]
    return made(cell, line, turn, pressed=True)


def _telegram(cell: Cell, line: str, turn: int, *, pressed: bool) -> tuple[str, Event]:
    user = int(account_of(cell.role, Platform.TELEGRAM).user)
    person: Json = {"id": user, "is_bot": False, "first_name": "某"}
    chat: Json = {"id": user, "first_name": "某", "type": "private"}
    if cell.channel != "private":
        id = TELEGRAM_GROUP if cell.channel == "own" else -1002
        chat = {"id": id, "title": "联席会议", "type": "supergroup"}
    more: Json = {}
    if cell.role == "foreign":
        proxy = dict(_PROXIES[0 if pressed else turn % 3])
        person["is_bot"] = proxy.pop("sender", None) is not None
        more = {} if pressed else proxy
    if pressed:
        card = {**updates.CARD, "chat": chat}
        update = updates.press(line, card=card, sender=person)
    else:
        words = line if cell.channel == "private" else f"@联络员 {line}"
        update = updates.message(words, chat=chat, sender=person, **more)
    return "telegram", telegram.event_of({**update, "update_id": turn}, BOT)


def _slack(cell: Cell, line: str, turn: int, *, pressed: bool) -> tuple[str, Event]:
    user, foreign = account_of(cell.role, Platform.SLACK).user, cell.role == "foreign"
    channel = {"private": "D" + user, "own": SLACK_GROUP, "other": "C2"}[cell.channel]
    if pressed:
        their: dict[str, Any] = {"their": "T9"} if foreign else {}
        payload = _modal(cell, line, user, turn, **their)
        if payload is None:
            payload = slack_presses.press(
                line, channel=channel, user=user, trigger=f"t{turn}", **their
            )
        return "slack", slack.event_of(payload, slack_payloads.TEAM)
    more: Json = {"user": user, "ts": f"{turn}.000100"}
    words = line if cell.channel == "private" else f"<@{slack_payloads.BOT_USER}> {line}"
    if foreign and turn % 2:
        payload = slack_payloads.foreign(words, channel=channel, id=f"Ev{turn}", **more)
    else:
        bot = {"bot_id": "B9"} if foreign else {}
        kind = slack_payloads.message if cell.channel == "private" else slack_payloads.mention
        payload = kind(words, channel=channel, id=f"Ev{turn}", **more, **bot)
    return "slack", slack.event_of(payload, slack_payloads.TEAM)


def _modal(cell: Cell, line: str, user: str, turn: int, **their: str) -> Json | None:
    """Every second update and report of the private chat comes as a window that was sent."""
    forms = {"update": ("status", "progress"), "report": ("progress", "problems", "next_steps")}
    if cell.channel != "private" or cell.action not in forms or turn % 2:
        return None
    values = {name: {name: slack_presses.typed(f"字段{name}")} for name in forms[cell.action]}
    if cell.action == "update":
        values["status"] = {"status": slack_presses.selected("in_progress")}
    item = next(word for word in line.split() if word.isdecimal())
    metadata = json.dumps({"given": {"task": item}, "anything": "请至少填写一项。"})
    view = slack_presses.modal(cell.action, metadata=metadata) | {"id": f"V{turn}"}
    return slack_presses.submission(values, view=view, user=user, **their)


def _wecom(cell: Cell, line: str, turn: int, *, pressed: bool) -> tuple[str, Event]:
    """The app in private by turns; whoever is foreign there has a ``/`` in the id."""
    user, foreign = account_of(cell.role, Platform.WECOM).user, cell.role == "foreign"
    if cell.channel == "private" and turn % 2:
        user = f"{user}/wwOTHER" if foreign else user
        at = wecom_payloads.AT + turn
        plain = (
            wecom_payloads.press(line, user=user, at=at)
            if pressed
            else wecom_payloads.text(line, id=turn, user=user, at=at)
        )
        return "wecom", wecom.event_of(plain, CORP)
    group = {"private": None, "own": WECOM_GROUP, "other": "wrOTHER"}[cell.channel]
    ids: dict[str, Any] = {"id": f"m{turn}", "req": f"r{turn}", "user": user, "group": group}
    if pressed:
        frame = wecom_frames.press(line, **ids)
    else:
        frame = wecom_frames.text(line if group is None else f"@联络员 {line}", **ids)
    if foreign:
        frame["body"]["from"]["corpid"] = "wwOTHER"
    return ROBOT_NAME, wecom.event_of_frame(frame, ROBOT)
