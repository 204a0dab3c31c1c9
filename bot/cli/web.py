"""``liaison web link``: the way into the pages for whoever runs the machine."""

import click

from bot.cli.common import Refusal, command, echo, iso, json_option, opened, print_json, settings
from bot.ports import LINK_FOR, Page
from bot.site import guard


@click.group()
def web() -> None:
    """The pages for a browser."""


@web.command()
@click.option("--page", default="board", type=click.Choice([page.value for page in Page]))
@json_option
@command
async def link(*, page: str, as_json: bool) -> None:
    """Print an address that opens a page: once, within 10 minutes, on this machine."""
    loaded = settings()
    async with opened(loaded) as store:
        door = guard(store, loaded)
        if Page(page) not in door.open:
            raise Refusal("off", f"This page is off: set LIAISON_WEB={page}, and restart the bot.")
        made = await door.link(Page(page))
        if as_json:
            ends = door.clock.now() + LINK_FOR
            print_json({"page": page, "link": made, "expires": iso(ends, loaded.zone)})
        else:
            echo(made)
