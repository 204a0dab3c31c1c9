"""``liaison serve``: the bot itself."""

import click

from bot.cli.common import command
from bot.logs import set_up
from bot.serving import Role
from bot.serving import serve as run
from bot.settings import load


@click.command()
@click.option(
    "--role",
    "roles",
    multiple=True,
    default=["all"],
    type=click.Choice([role.value for role in Role]),
    help="What this process does; may be given several times.  Default: all.",
)
@command
async def serve(*, roles: tuple[str, ...]) -> None:
    """Run the bot on the platforms that have credentials."""
    settings = load()
    set_up(settings.liaison_log)
    await run(settings, [Role(role) for role in roles])
