"""One terminal that speaks as any platform would: the path is the real one, only the wire is not.

``liaison ask --platform telegram`` renders through Telegram's own converter and prints what a
phone would show; nothing leaves the machine.
"""

import base64
import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.messages import (
    COMMAND_LINE,
    Account,
    Address,
    Card,
    Channel,
    Event,
    Part,
    Platform,
    Request,
)
from bot.outcomes import Outcome, Sent
from bot.ports import Adapter, Ingress

TENANT = COMMAND_LINE

Render = Callable[[Address, Card, str | None], Sequence[Part]]
Show = Callable[[Part], None]


def event(
    account: Account, text: str, *, id: str, channel: Channel, reply_to: str | None = None
) -> Event:
    """What a platform would hand us if this account wrote ``text``."""
    chat = account.user if channel is Channel.PRIVATE else f"{channel}-chat"
    said = {
        "user": account.user,
        "chat": chat,
        "channel": channel,
        "text": text,
        "reply_to": reply_to,
    }
    return Event(
        platform=account.platform,
        tenant=account.tenant,
        id=id,
        lane=chat,
        payload=json.dumps(said, ensure_ascii=False),
    )


def one_part(_: Address, card: Card, __: str | None) -> Sequence[Part]:
    """A terminal has no limits; a document is a part of its own."""
    if (document := card.document) is None:
        return (Part("", card),)
    content = base64.b64encode(document.content).decode()
    file = json.dumps({"name": document.name, "content": content}, ensure_ascii=False)
    return (Part("", card), Part(file, Card(document.name, once=card.once)))


class ConsoleAdapter(Adapter):
    """Requests come as JSON from ``event``; what is sent goes to ``show``.

    Documents that ``one_part`` made are saved in a folder of their own, their paths in ``files``.
    """

    tenant = TENANT

    def __init__(
        self,
        show: Show,
        *,
        platform: Platform = Platform.CONSOLE,
        render: Render = one_part,
        names: tuple[str, ...] = ("联络员", "liaison"),
        files: list[Path] | None = None,
    ) -> None:
        self.platform = platform
        self._show, self._render, self._names = show, render, names
        self._files = [] if files is None else files

    async def listen(self, ingress: Ingress) -> None:
        """A terminal is asked, it does not call."""

    def to_request(self, event: Event) -> Request:
        said = json.loads(event.payload)
        channel = Channel(said["channel"])
        text, addressed = said["text"], True
        if channel is not Channel.PRIVATE:
            text, addressed = self._cut_address(text, replied=said["reply_to"] is not None)
        return Request(
            sender=Account(event.platform, event.tenant, said["user"]),
            origin=Address(event.platform, event.tenant, said["chat"]),
            private=Address(event.platform, event.tenant, said["user"]),
            channel=channel,
            text=text,
            reply_to=said["reply_to"],
            pressed=said["reply_to"] is not None,
            addressed=addressed,
        )

    def _cut_address(self, text: str, *, replied: bool) -> tuple[str, bool]:
        """``@联络员 24`` is for us; ``/task@联络员 24`` and replies to our cards, too."""
        stripped = text.strip()
        for name in self._names:
            if stripped.lower().startswith(f"@{name}"):
                return stripped[len(name) + 1 :].strip(), True
            head, *tail = stripped.split(None, 1)
            if head.startswith("/") and head.lower().endswith(f"@{name}"):
                return " ".join([head[: -len(name) - 1], *tail]), True
        return text, replied

    def render(self, to: Address, card: Card, *, replacing: str | None = None) -> Sequence[Part]:
        return self._render(to, card, replacing)

    def repeated(self, part: Part) -> Part:
        return part

    async def send(self, to: Address, part: Part, *, key: str = "") -> Outcome:
        if self._render is one_part and part.content:
            self._files.append(_saved(json.loads(part.content)))
        self._show(part)
        return Sent("")

    async def worked(self, event: Event) -> None:
        """A terminal has no spinner."""

    async def close(self) -> None:
        """A terminal has no connection."""


def _saved(file: dict[str, str]) -> Path:
    path = Path(tempfile.mkdtemp(prefix="liaison-documents-")) / Path(file["name"]).name
    path.write_bytes(base64.b64decode(file["content"]))
    return path
