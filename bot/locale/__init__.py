"""The bot's sentences in every language it speaks: one catalogue of English keys each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, tzinfo
from functools import lru_cache
from pathlib import Path
from string import Formatter

from bot.messages import Language

_FILES = {Language.ZH: "zh_CN.po", Language.EN: "en.po"}
_WEEKDAYS = {
    Language.ZH: ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    Language.EN: ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
NAMED = 0
"""The year for ``Words.in_year`` in which every day names its own."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def later(sentence: str) -> str:
    """Mark a key that stands in a table and is said elsewhere; gives it back unchanged."""
    return sentence


class _Counting(Formatter):
    """Also ``{count:item|items}``: the number with the word that goes with it."""

    def format_field(self, value: object, format_spec: str) -> str:
        one, split, more = format_spec.partition("|")
        if split:
            return f"{value} {one if value == 1 else more}"
        return str(super().format_field(value, format_spec))


_COUNTING = _Counting()


@dataclass(frozen=True, slots=True)
class Words:
    """How one language says things, and moments in the plan's ``zone``.

    ``year``: the one in which it is said: a day of another year says which.  None: no day does.

    ``say("Item {number}", number=24)`` looks the English key up and fills it in; a key without an
    entry is a fault that the tests find.  Facts are plain text and never read as patterns.  English
    sentences count with ``{count:item|items}``.
    """

    language: Language
    catalogue: Mapping[str, str]
    zone: tzinfo = UTC
    year: int | None = None

    def __call__(self, key: str, **facts: object) -> str:
        sentence = self.catalogue[key]
        if "|" in sentence:
            return _COUNTING.vformat(sentence, (), facts)
        return sentence.format(**facts)

    def to(self, language: Language) -> "Words":
        """The same moment and zone for somebody who reads another language."""
        return replace(self, language=language, catalogue=_catalogue(language))

    def in_year(self, year: int) -> "Words":
        """As it was said, or is printed, in that year; ``NAMED`` for none: all days have theirs."""
        return replace(self, year=year)

    def day(self, day: date) -> str:
        """``10月11日``, ``11 Oct``; of a moment its day in the plan's zone.

        Of another year than this ``2020年1月15日``, ``15 Jan 2020``.
        """
        day = self._local(day)
        far = self.year is not None and day.year != self.year
        if self.language is Language.EN:
            return f"{day.day} {_MONTHS[day.month - 1]}" + (f" {day.year}" if far else "")
        return (f"{day.year}年" if far else "") + f"{day.month}月{day.day}日"

    def weekday(self, day: date) -> str:
        """``10月11日 周五``, ``Fri 11 Oct``."""
        name = _WEEKDAYS[self.language][self._local(day).weekday()]
        if self.language is Language.EN:
            return f"{name} {self.day(day)}"
        return f"{self.day(day)} {name}"

    def day_of_week(self, day: date) -> str:
        """``周五``, ``Fri``."""
        return _WEEKDAYS[self.language][self._local(day).weekday()]

    def month(self, day: date) -> str:
        """``10月``, ``Oct``."""
        month = self._local(day).month
        return _MONTHS[month - 1] if self.language is Language.EN else f"{month}月"

    def time(self, moment: datetime) -> str:
        """``9:02``."""
        return clock(moment.astimezone(self.zone))

    def listed(self, names: Iterable[str]) -> str:
        """``科技部、司法部``, ``MOST, MOJ``."""
        return (", " if self.language is Language.EN else "、").join(names)

    def clauses(self, parts: Iterable[str]) -> str:
        """``企业微信 4 人，Slack 1 人``, ``WeCom 4, Slack 1``."""
        return (", " if self.language is Language.EN else "，").join(parts)

    def _local(self, day: date) -> date:
        return day.astimezone(self.zone) if isinstance(day, datetime) else day


def clock(moment: time | datetime) -> str:
    """``9:02``: the hour as people say it, without a zero before it."""
    return f"{moment.hour}:{moment:%M}"


def words(language: Language, zone: tzinfo = UTC, now: datetime | None = None) -> Words:
    """The sentences of a language, for a plan that lives in ``zone``, as they are said ``now``."""
    year = None if now is None else now.astimezone(zone).year
    return Words(language, _catalogue(language), zone, year)


@lru_cache
def _catalogue(language: Language) -> Mapping[str, str]:
    """Read at its first use."""
    from babel.messages.pofile import read_po  # noqa: PLC0415 - half of a cold start's time

    with (Path(__file__).parent / _FILES[language]).open("rb") as file:
        catalogue = read_po(file, ignore_obsolete=True)
    return {str(entry.id): str(entry.string) for entry in catalogue if entry.id}
