"""What is said once to whoever says too much."""

from datetime import timedelta

from bot.flood import Excess
from bot.locale import Words
from bot.messages import Card

_MINUTE = timedelta(minutes=1)


def card(say: Words, excess: Excess) -> Card:
    """The time is rounded up: who comes then is heard."""
    until = say.time(excess.until + _MINUTE - timedelta(microseconds=1))
    if excess.chat:
        return Card(
            say(
                "More than {count} messages came from this group within a minute. This one and what"
                " follows until {time} is neither read nor saved: send it again after that.",
                count=excess.limit,
                time=until,
            )
        )
    return Card(
        say(
            "More than {count} messages came from you within a minute. This one and what follows"
            " until {time} is neither read nor saved: send it again after that.",
            count=excess.limit,
            time=until,
        )
    )
