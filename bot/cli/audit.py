"""``liaison audit``: whether the record of what was done is the one that was written."""

import re
import sys

import click

from bot.cli.common import command, echo, json_option, opened, print_json
from bot.model.audit import AuditCheck, Witness

_WITNESS = re.compile("([0-9]{1,18}):([0-9a-fA-F]{8,64})")


@click.group()
def audit() -> None:
    """Verify the audit's chain."""


@audit.command("verify")
@click.option(
    "--witness",
    "given",
    multiple=True,
    metavar="N:HASH",
    help="A head that somebody else has kept, from a digest or a ledger.",
)
@json_option
@command
async def verify(given: tuple[str, ...], as_json: bool) -> None:
    """Read every entry; exit 1 if one was changed, removed, moved or put in, or none can be."""
    witnesses = [_witness(text) for text in given]
    async with opened(new=False) as store, store.view() as unit:
        found = await unit.audit.verify(witnesses)
    if as_json:
        report = {
            "ok": found.ok,
            "entries": found.entries,
            "head": f"{found.head.number}:{found.head.hash}",
            "first_bad": found.first_bad,
            "reason": found.reason,
        }
        print_json(report)
    elif found.ok and not found.entries:
        echo("The audit has no entries yet: nothing was compared.")
    elif found.ok:
        echo(f"{found.entries} entries, all as written. Head: {found.head.witness}")
    else:
        echo(f"Entry {found.first_bad}: {_sentence(found)}", err=True)
        echo(f"Good up to entry {found.entries}. Keep the database as it is: docs/operations.md.")
    sys.exit(0 if found.ok else 1)


def _witness(text: str) -> Witness:
    """``1234:7f3a9c21e04b``, as digests and ledgers print it."""
    found = _WITNESS.fullmatch(text.strip())
    if found is None:
        raise click.BadParameter(f"not NUMBER:HASH: {text!r}", param_hint="--witness")
    number, hash = found.groups()
    return Witness(number=int(number), hash=hash.lower(), source=f"witness {number}")


def _sentence(found: AuditCheck) -> str:
    match found.reason:
        case "number":
            return "it is missing, or one is there that was never written."
        case "hash":
            return "it is not what was written."
        case "head":
            return "the chain does not end where its head says."
        case _:
            return f"{found.reason} was kept of another chain: it was rewritten or cut."
