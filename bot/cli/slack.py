"""``liaison slack manifest``: what to paste when the app is made."""

import click

from bot.cli.common import print_json


@click.group()
def slack() -> None:
    """Set up the Slack app."""


@slack.command()
@click.option("--url", help="HTTP mode: the public address of /slack/events.  Default: sockets.")
def manifest(url: str | None) -> None:
    """Print the app's manifest as JSON, which Slack takes as it takes YAML."""
    from adapters.slack.manifest import manifest as made  # noqa: PLC0415 - only where it is used

    if url is not None and not url.startswith(("https://", "http://")):
        raise click.BadParameter("not an http(s) address", param_hint="--url")
    print_json(made(url))
