"""``python -m bot`` and ``liaison``: the command line."""

import os
import sys


def main() -> None:
    """Run the command line; whatever the locale says, we speak UTF-8."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    if order := os.environ.get("LIAISON_CRASH"):
        _arm(order)
    from bot.cli import cli  # noqa: PLC0415 - after the streams are right

    cli(prog_name="liaison")


def _arm(order: str) -> None:
    from bot.crash import arm  # noqa: PLC0415 - only in a test

    try:
        arm(order)
    except ValueError as wrong:
        sys.exit(f"LIAISON_CRASH: {wrong}")


if __name__ == "__main__":
    main()
