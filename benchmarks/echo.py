"""The yardstick: python-telegram-bot's own polling application that echoes; it keeps nothing.

With a third argument everything goes through its AIORateLimiter, and whoever says “bulk” makes it
send so many messages to others.
"""

import asyncio
import sys
from typing import Any

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

_BULK_CHATS = 100_000


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """The same text back."""
    if update.message is None or update.message.text is None:
        return
    if update.message.text == "bulk":
        count = int(sys.argv[3])
        sends = (context.bot.send_message(_BULK_CHATS + n, f"bulk:{n}") for n in range(count))
        context.application.create_task(asyncio.gather(*sends, return_exceptions=True))
    await update.message.reply_text(update.message.text)


if __name__ == "__main__":
    base, token, *bulk = sys.argv[1:]
    builder: Any = (
        Application.builder().token(token).base_url(f"{base}/bot").concurrent_updates(True)
    )
    if bulk:
        from telegram.ext import AIORateLimiter

        builder = builder.connection_pool_size(256).pool_timeout(60)
        builder = builder.rate_limiter(AIORateLimiter(max_retries=9))
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling(poll_interval=0.0, timeout=10)
