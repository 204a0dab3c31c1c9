"""What a table of outcomes is made of: how a call ends, and what that comes to."""

from typing import Any

from bot.outcomes import Later, Outcome, Refused, Scope, Sent, Unknown

HTML = "<html>Bad Gateway</html>"
ONE, CHAT, ALL = Scope.MESSAGE, Scope.CHAT, Scope.PLATFORM


def gist(outcome: Outcome) -> Any:
    """The outcome without its wording."""
    match outcome:
        case Sent():
            return "sent"
        case Later(after, _, scope, _):
            return ("later", None if after is None else after.total_seconds(), scope)
        case Refused(_, dead):
            return "dead" if dead else "refused"
        case Unknown():
            return "unknown"


def http(status: int, body: Any, **headers: str) -> dict[str, Any]:
    """What a call meets, by its status and not by the platform's words."""
    return {"status": status, "body": body, "headers": headers}
