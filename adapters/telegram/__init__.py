"""Telegram, by python-telegram-bot: used for its calls, not for its polling or its retries."""

import os

# Must stand before the library is imported: otherwise its limits warn about their own type.
os.environ.setdefault("PTB_TIMEDELTA", "true")
