"""``liaison serve``: the bot itself."""

import click

from bot.app import serve as run
from bot.cli.common import command
from bot.logs import set_up
from bot.settings import load


@click.command()
@command
async def serve() -> None:
    """Run the bot on the platforms that have credentials."""
    settings = load()
    set_up(settings.liaison_log)
    await run(settings)
