"""The two buttons below a preview: one does what it says, the other leaves everything as it is."""

from bot.locale import Words
from bot.messages import Action


def confirming(say: Words, act: str, confirm: str, *, stay: str = "") -> tuple[Action, Action]:
    """``act``: what the first does, in words; ``stay``: the other, where “cancel” is unclear."""
    return Action(act, confirm), Action(stay or say("Cancel"), say("cancel"))
