"""The command line: a contract that scripts and operators rely on.

Each command lives in a module of its own that is imported when it is called, so that ``--help``
costs nothing but click.
"""

from importlib import import_module
from typing import Any

import click

from bot.visible import visible

_COMMANDS = {
    "demo": ("bot.cli.demo:demo", "Play the story on a fresh store, then chat, in a browser too."),
    "serve": ("bot.cli.serve:serve", "Run the bot on the platforms that have credentials."),
    "ask": ("bot.cli.ask:ask", "Send one message through the whole path, print the reply."),
    "parse": ("bot.cli.parse:parse", "Print how messages are read; changes nothing."),
    "plan": ("bot.cli.plan:plan", "Import, show and export the plan."),
    "person": ("bot.cli.people:person", "Add, import, list and revoke people."),
    "invite": ("bot.cli.people:invite", "Make a one-time binding code."),
    "calendar": ("bot.cli.calendar:calendar", "Show the working days, and decide about them."),
    "slack": ("bot.cli.slack:slack", "Set up the Slack app."),
    "wecom": ("bot.cli.wecom:wecom", "Set up the WeCom app."),
    "web": ("bot.cli.web:web", "Get into the pages for a browser."),
    "tick": ("bot.cli.tick:tick", "Plan what is due, and list it; sends nothing."),
    "outbox": ("bot.cli.outbox:outbox", "Undelivered messages and parked events."),
    "audit": ("bot.cli.audit:audit", "Verify the audit's chain."),
    "status": ("bot.cli.health:status", "Health in one look; exit 1 if somebody must act."),
    "doctor": ("bot.cli.health:doctor", "Check settings and tokens, say what to do."),
    "db": ("bot.cli.health:db", "Upgrade or check the database schema."),
}


class _Lazy(click.Group):
    """Knows its commands by name and help; imports one when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """What was typed wrong comes back in the complaint."""
        try:
            return super().invoke(ctx)
        except click.exceptions.NoArgsIsHelpError:
            raise  # ours, word for word
        except click.UsageError as error:
            raise click.UsageError(visible(error.format_message()), error.ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="liaison")
def cli(**_: Any) -> None:
    """Liaison (联络员): the chat bot between a coordinating office and departments' liaisons."""
