"""How somebody is answered whom nobody knows: in the language they wrote, else in both.

Decided by the words alone, so that the answer says nothing about what they name.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import tzinfo

from bot.locale import Words, words
from bot.messages import Card, Language
from bot.model.person import Person

_HAN = re.compile("[㐀-䶿一-鿿]")
# A Telegram chat opens with /start in every language, and a code has digits or hyphens.
_LATIN = re.compile(r"(?<![\w/-])[A-Za-z]{2,}(?![\w-])")
_NAMED = re.compile(r"@\S+")  # 联络员, somebody: a name is of no language
_OTHER = {Language.ZH: Language.EN, Language.EN: Language.ZH}


def languages(person: Person | None, text: str, ours: Language) -> tuple[Language, ...]:
    """What to answer in; ``ours`` comes first where the text does not tell.  Pure."""
    if person is not None:
        return (person.language,)
    plain = _NAMED.sub(" ", unicodedata.normalize("NFKC", text))
    if _HAN.search(plain):
        return (Language.ZH,)
    return (Language.EN,) if _LATIN.search(plain) else (ours, _OTHER[ours])


def said(spoken: tuple[Language, ...], zone: tzinfo, card: Callable[[Words], Card]) -> Card:
    """The card in each language, one below the other."""
    first, *others = (card(words(language, zone)) for language in spoken)
    gap = ("",) if first.body else ()
    more = [line for other in others for line in (*gap, other.title, *other.body)]
    return replace(first, body=(*first.body, *more))
