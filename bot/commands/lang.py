"""语言 zh | en: the language the bot speaks with me."""

from bot.access import Ruling
from bot.cards import people as cards
from bot.commands.base import Call
from bot.grammar.intent import Intent
from bot.messages import Language, Reply


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """Without a language named it is the other one."""
    other = Language.EN if call.person.language is Language.ZH else Language.ZH
    language = intent.language or other
    await call.unit.people.set_language(call.person.id, language)
    return Reply(cards.language_set(call.say.to(language)), replaces=True)
