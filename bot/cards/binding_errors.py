"""What somebody is told whom nobody knows, and whose code does not bind."""

from collections.abc import Mapping

from bot.errors import Code
from bot.locale import later

SENTENCES: Mapping[Code, tuple[tuple[tuple[str, ...], str], ...]] = {
    Code.UNBOUND: (
        (
            (),
            later(
                "This account is not bound yet; nothing was done. Ask your department's deputy"
                " liaison or the Joint Meeting Office for a binding code, then send in a private"
                " chat, for example: bind K7QM-2XPA-9TDR-5FHC"
            ),
        ),
    ),
    Code.BAD_CODE: (
        (
            ("paused",),
            later("Too many wrong codes. Try again in 10 minutes; the account is not bound."),
        ),
        (
            (),
            later(
                "The code is invalid or no longer valid (24 hours, once only);"
                " not bound. Ask for a new one."
            ),
        ),
    ),
    Code.MISSING_CODE: (
        (
            (),
            later(
                "No code given; nothing was bound. Ask your department's deputy liaison or the"
                " Joint Meeting Office for a code, then send for example: bind K7QM-2XPA-9TDR-5FHC"
            ),
        ),
    ),
    Code.PRIVATE_ONLY: (
        (
            (),
            later(
                "Codes are for private chats only; not bound."
                " That code is void now: ask for a new one and send it in a private chat."
            ),
        ),
    ),
}
