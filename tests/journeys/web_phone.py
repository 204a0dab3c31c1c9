"""One person's window of the simulator, without a browser: what the page posts, what it shows."""

from adapters.web import inbound, screen
from adapters.web.adapter import WebAdapter
from adapters.web.screen import SKINS
from adapters.web.skins.shapes import Bubble
from bot.messages import Account, Event, Platform
from bot.ports import Adapter
from bot.site import simulator
from tests.journeys.phones import USER, Phone, Shown

TENANT = "rehearsal"


class Browser(Phone):
    """Shown as on Telegram."""

    account = Account(Platform.WEB, TENANT, USER)
    skin = "telegram"

    def connect(self) -> Adapter:
        self.web: WebAdapter = simulator(self.store, self.clock, TENANT)
        self.web.hub.open = True
        return self.web

    def typed(self, text: str, number: int) -> Event:
        return self._event(text, number)

    def pressed(self, shown: Shown, value: str, number: int) -> Event:
        return self._event(value, number, shown.id)

    def _event(self, text: str, number: int, pressed: str | None = None) -> Event:
        post = inbound.Post(
            id=f"post-{number:08}",
            user=USER,
            chat=USER,
            text=text,
            reply_to=pressed,
            pressed=pressed is not None,
        )
        return inbound.event_of(post, TENANT, text=text, window=None, filled=None)

    def read(self) -> list[Shown]:
        skin, hub = SKINS[self.skin], self.web.hub
        found = [screen.shown(entry, skin, hub) for entry in hub.said(USER)]
        return [_shown(one.drawn.bubbles, one.entry.id) for one in found]


def _shown(bubbles: tuple[Bubble, ...], id: str) -> Shown:
    lines = ["".join(text for text, _ in line) for one in bubbles for line in one.lines]
    rows = [button for one in bubbles for row in one.rows for button in row]
    buttons = tuple((button.label, button.line) for button in rows)
    return Shown("\n".join(lines), buttons, id)
