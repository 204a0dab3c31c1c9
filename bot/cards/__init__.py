"""What the bot shows: every card and every sentence, from values of the domain."""

from bot.cards.errors import broken

__all__ = ["broken"]
