"""Stages over HTTP: Telegram and Slack, each a fake of its own."""

import asyncio
import base64
import json
import re
import signal
import sys
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

from adapters.slack import inbound as slack_inbound
from adapters.slack.adapter import SlackAdapter, SlackSettings
from adapters.slack.reception import Identity
from adapters.telegram import inbound
from adapters.telegram.adapter import TelegramAdapter, TelegramSettings
from adapters.telegram.render import ABLE
from bot.messages import Account, Event, Platform
from bot.ports import Adapter
from store import SqlStore
from tests.fakes import slack_payloads, slack_presses
from tests.fakes.process import Fake
from tests.journeys.script import GROUP
from tests.journeys.serving import BOT, TOKEN, message
from tests.journeys.stage import Ledger, Said, Shown

_TAGS = re.compile("</?b>")


class Telegram(Ledger):
    platform = Platform.TELEGRAM
    able = (ABLE,)
    can = frozenset(("group", "reply", "forward", "fail", "until", "send"))
    methods = ("sendMessage", "editMessageText", "sendDocument")
    _group = -1001

    def account(self, place: int) -> Account:
        return Account(self.platform, BOT, str(self.first + place))

    def connect(self) -> Adapter:
        settings = TelegramSettings(token=TOKEN, api_base=self.fake.base)
        return TelegramAdapter(settings, self.clock, alone)

    def typed(self, said: Said) -> Event:
        update = message(said.number, int(said.user), said.text)
        inner = update["message"] | {"date": int(said.at.timestamp())}
        if said.group:
            inner["chat"] = {"id": self._group, "type": "supergroup", "title": "工作群"}
        if said.reply is not None:
            ours = message(int(said.reply.id), int(said.user), said.reply.text)["message"]
            ours["from"] = {"id": int(BOT), "is_bot": True, "first_name": "Liaison"}
            inner["reply_to_message"] = ours
        if said.forwarded:
            origin = {"type": "hidden_user", "sender_user_name": "某人", "date": 1570759200}
            inner["forward_origin"] = origin
        if said.file is not None:
            name, content = said.file
            id = f"F{self.first}-{said.number}"
            self.fake.control("/files", {id: base64.b64encode(content).decode()})
            del inner["text"]
            inner["document"] = {"file_id": id, "file_name": name, "file_size": len(content)}
        return inbound.event_of(update | {"message": inner}, BOT)

    def pressed(self, shown: Shown, value: str, said: Said) -> Event:
        card = message(int(shown.id), int(said.user), "")["message"]
        if shown.chat == GROUP:
            card["chat"] = {"id": self._group, "type": "supergroup", "title": "工作群"}
        press = {"id": str(said.number), "from": card["from"], "message": card, "data": value}
        return inbound.event_of({"update_id": said.number, "callback_query": press}, BOT)

    async def die(self) -> None:
        """Once before what was done is stored, once before it is said."""
        now = self.clock.now()
        for point in ("in_answer:1", "after_act:1"):
            command = [sys.executable, "-m", "tests.journeys.victim", self.url, self.fake.base]
            process = await asyncio.create_subprocess_exec(*command, now.isoformat(), point)
            assert await process.wait() == -signal.SIGKILL
            await self.store.reap(at=now, grace=timedelta(0))

    def fail(self, times: int) -> None:
        busy = {"ok": False, "error_code": 429, "parameters": {"retry_after": 1}}
        self.fake.control("/script", {"sendMessage": [{"status": 429, "body": busy}] * times})

    def shown(self, line: dict[str, Any]) -> Shown:
        fields = line["fields"]
        if line["method"] == "sendDocument":
            file = fields["document_name"], Path(line["kept"]["document"]).read_bytes()
            return Shown(file[0], (), "", str(fields["chat_id"]), file)
        markup = fields.get("reply_markup", {"inline_keyboard": []})
        markup = json.loads(markup) if isinstance(markup, str) else markup
        buttons = [button for row in markup["inline_keyboard"] for button in row]
        labels = tuple((b["text"], b["callback_data"]) for b in buttons if "callback_data" in b)
        text = unescape(_TAGS.sub("", fields["text"]))
        chat = str(fields["chat_id"])
        return Shown(text, labels, str(line["message_id"]), GROUP if chat[0] == "-" else chat)


class Slack(Ledger):
    platform = Platform.SLACK
    can = frozenset(("group", "reply", "forward", "fail", "until", "send"))
    methods = (
        *("chat.postMessage", "chat.update"),
        *("files.getUploadURLExternal", "upload", "files.completeUploadExternal"),
    )

    def __init__(self, store: SqlStore, at: datetime, fake: Fake) -> None:
        self._files: dict[str, tuple[str, bytes]] = {}
        super().__init__(store, at, fake)

    def account(self, place: int) -> Account:
        return Account(self.platform, slack_payloads.TEAM, f"U{self.first + place}")

    def connect(self) -> Adapter:
        base = self.fake.base + "/api"
        settings = SlackSettings(token="xoxb-1", app_token="xapp-1", api_base=base)
        who = Identity(slack_payloads.TEAM, slack_payloads.BOT_USER, slack_payloads.APP)
        return SlackAdapter(settings, who, self.clock)

    def typed(self, said: Said) -> Event:
        text = said.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        ts = f"{int(said.at.timestamp())}.{said.number:06}"
        if said.group:
            text = text.replace("@联络员", f"<@{slack_payloads.BOT_USER}>")
            payload = slack_payloads.mention(text, user=said.user, ts=ts, id=f"Ev{said.number}")
        else:
            thread = None if said.reply is None else said.reply.id.partition("/")[2]
            how: dict[str, Any] = {"id": f"Ev{said.number}", "ts": ts, "user": said.user}
            how |= {"channel": f"D{said.user}", "thread": thread}
            if said.forwarded:
                payload = slack_payloads.shared(text, author="某人", **how)
            elif said.file is None:
                payload = slack_payloads.message(text, **how)
            else:
                payload = self._shared(said.file, how)
        return slack_inbound.event_of(payload, slack_payloads.TEAM)

    def _shared(self, file: tuple[str, bytes], how: dict[str, Any]) -> Any:
        name, content = file
        payload = slack_payloads.file_share("", name=name, **how)
        [shared] = payload["event"]["files"]
        shared |= {"url_private_download": self.fake.lay(name, content), "size": len(content)}
        return payload

    def pressed(self, shown: Shown, value: str, said: Said) -> Event:
        channel, _, ts = shown.id.partition("/")
        payload = slack_presses.press(
            value, channel=channel, ts=ts, user=said.user, trigger=f"t{said.number}"
        )
        return slack_inbound.event_of(payload, slack_payloads.TEAM)

    def fail(self, times: int) -> None:
        order = {"method": "chat.postMessage", "error": "service_unavailable"}
        self.fake.control("/order", [order] * times)

    def _file(self, line: dict[str, Any]) -> Shown | None:
        """Three calls: its name, its bytes, and who sees it."""
        fields = line["fields"]
        if line["method"] == "files.getUploadURLExternal":
            self._files[line["file_id"]] = fields["filename"], b""
        elif line["method"] == "upload":
            id = fields["file_id"]
            self._files[id] = self._files[id][0], Path(fields["kept"]).read_bytes()
        else:
            [shared] = fields["files"]
            file = self._files[shared["id"]]
            if file[0].endswith(".png"):  # beside the words of a digest
                return None
            return Shown(file[0], (), "", fields["channel_id"][1:], file)
        return None

    def shown(self, line: dict[str, Any]) -> Shown | None:
        fields = line["fields"]
        if line["method"] != self.methods[0] and line["method"] != self.methods[1]:
            return self._file(line)
        rows = [block for block in fields.get("blocks", ()) if block["type"] == "actions"]
        buttons = [element for row in rows for element in row["elements"]]
        labels = tuple((b["text"]["text"], b["value"]) for b in buttons if "value" in b)
        chat = line["channel"]
        whose = chat[1:] if chat[0] == "D" else GROUP
        return Shown(unescape(fields["text"]), labels, f"{chat}/{line['ts']}", whose)


@asynccontextmanager
async def alone(_: str) -> Any:
    yield
