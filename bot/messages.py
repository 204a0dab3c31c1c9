"""What crosses the border between people and the bot: plain frozen values, no platform's words."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.abilities import Hint
from bot.attachments import Attachment, Parcel
from bot.documents import Document, Order
from bot.forms import Filled, Form
from bot.model.unpacked import Unpacked


class Platform(StrEnum):
    """Where people talk to us."""

    TELEGRAM = "telegram"
    SLACK = "slack"
    WECOM = "wecom"
    CONSOLE = "console"
    WEB = "web"


class Channel(StrEnum):
    """Who reads what is written in a chat."""

    PRIVATE = "private"
    GROUP = "group"  # a group that the office has registered
    OTHER = "other"  # any other group


class Language(StrEnum):
    """A person's language; the value is what ``/lang`` takes and the store keeps."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What a platform sent, as it came.

    ``id`` is the platform's own event id: a redelivered event carries the same one.  ``lane`` is
    the chat it came from: events of one lane are worked in order, one at a time.
    """

    platform: Platform
    tenant: str
    id: str
    lane: str
    payload: str

    @property
    def key(self) -> str:
        """The idempotency key: one key, one effect."""
        return f"{self.platform}:{self.tenant}:{self.id}"

    @property
    def reference(self) -> str:
        """A short number to quote when something broke; the same event, the same number."""
        return hashlib.blake2s(self.key.encode(), digest_size=4).hexdigest().upper()


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody as one platform knows them: never a name, always tenant (bot, team, corp) and id."""

    platform: Platform
    tenant: str
    user: str


COMMAND_LINE = "ask"
"""The tenant of everybody who speaks through the command line; no real bot has it."""


@dataclass(frozen=True, slots=True)
class Address:
    """Somewhere a message can be sent; ``thread`` is a topic or thread inside ``chat``."""

    platform: Platform
    tenant: str
    chat: str
    thread: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One message somebody sent, typed or pressed.

    ``text`` is free of the bot's own address.  ``private`` is where only the sender reads.
    ``reply_to`` is the platform's id of the message that was quoted or whose button was pressed.
    ``addressed`` says that a group message was meant for us.  ``foreign``: the sender is a bot, a
    channel or of another organisation; nobody like that is answered.  ``reachable`` is None for
    what somebody said; otherwise nothing was said, and the sender just closed (False) or opened
    (True) the private chat to us; ``left``: that account has ended, and its id may become another
    person's.  ``door`` is a link that opens the private chat, where the
    platform has one.  ``window``: a place of the platform's, seen by the sender alone, that
    waits for the answer, as ``Adapter.render`` takes it.  ``filled``: a form that was sent;
    ``text`` then holds its values, to be looked at and not to be read.  ``said``: when it was
    sent, where the platform tells.  ``author`` and ``written``: of a forwarded message who wrote
    it, as the platform names them, and when; empty where it does not say.  ``wordless``: a voice
    message, a sticker, a place, in which nothing can be read.  ``attachment``: a file that came
    with it; ``unpacked``: what was in it or in the text, once that has been looked into.
    ``files``: whether the answer can bring one.
    """

    sender: Account
    origin: Address
    private: Address
    channel: Channel
    text: str
    reply_to: str | None = None
    pressed: bool = False
    addressed: bool = True
    forwarded: bool = False
    foreign: bool = False
    reachable: bool | None = None
    left: bool = False
    door: str | None = None
    window: str | None = None
    filled: Filled | None = None
    said: datetime | None = None
    attachment: Attachment | None = None
    unpacked: Unpacked | None = None
    author: str = ""
    written: datetime | None = None
    wordless: bool = False
    files: bool = True


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that opens a group of lines."""

    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled value; ``label`` ends in its own colon: ``Fact("状态：", "推进中")``."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Item:
    """A task in a list: ``24 推进《…》`` with what else there is to say about it.

    ``task``: False for the number of something else, an entry of the audit or a message.
    """

    number: str
    text: str
    task: bool = True


Line = str | Heading | Fact | Item | Hint


@dataclass(frozen=True, slots=True)
class Action:
    """A button: a label and the command line that pressing it sends, at most 64 bytes of UTF-8.

    It carries no privilege: pressing is the same as typing.  ``opens``: the answer is a form.
    ``back``: it takes back what was just done; never the one button that stands out.
    """

    label: str
    command: str
    opens: bool = False
    back: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """What a card showed of a task: department's part ``version`` of task ``ref``.

    Who presses a button of an old card is asked first.  ``sheet``: its report's fingerprint.
    """

    ref: int
    department: int
    version: int
    sheet: int | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as a PNG.  ``words``: what it shows, in a line, also for who cannot see it."""

    png: bytes = field(repr=False)
    words: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """A picture that is still to be painted: ``svg`` names no font; ``words`` as of a picture."""

    svg: str = field(repr=False)
    words: str


@dataclass(frozen=True, slots=True)
class Card:
    """What the bot shows.  Text is plain: escaping and layout are the adapter's work.

    Actions stand in order of weight: a platform with room for fewer shows the first ones.
    ``form``: asks for the same in fields, where a platform has a window for it.  ``picture`` goes
    before the text, as a message of its own.  ``sketch`` becomes one before a platform gets the
    card.  ``document`` follows the text; an ``order`` becomes one, and the card's words with it.
    ``once``: it holds a secret; nothing of it stays stored once it has been sent.  ``parcel``: the
    answer needs what is in it first; nobody sees this card.  ``awaits``: the line that it asks
    to be completed; bare text that follows belongs behind it.
    """

    title: str
    body: tuple[Line, ...] = ()
    actions: tuple[Action, ...] = ()
    about: tuple[Seen, ...] = ()
    form: Form | None = None
    picture: Picture | None = None
    sketch: Sketch | None = None
    document: Document | None = None
    order: Order | None = None
    once: bool = False
    parcel: Parcel | None = None
    awaits: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer.  ``private`` keeps it out of the group in which it was asked for.

    ``replaces`` lets it take the place of the card whose button was pressed.  ``hint``: to somebody
    nobody knows; if it does not arrive, that is no failure of ours.
    """

    card: Card
    private: bool = False
    replaces: bool = False
    hint: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One message as a platform gets it: ``content`` exactly, ``shows`` as a person reads it."""

    content: str
    shows: Card
