"""``python -m bot`` and ``liaison``: the command line."""

import sys


def main() -> None:
    """Run the command line; whatever the locale says, we speak UTF-8."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    from bot.cli import cli  # noqa: PLC0415 - after the streams are right

    cli(prog_name="liaison")


if __name__ == "__main__":
    main()
