"""``liaison person import``: people whose accounts are known, from a list, all of them or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import click

from bot import secrecy
from bot.auditing import note_operator
from bot.cli.common import (
    Refusal,
    command,
    echo,
    is_name,
    is_user,
    json_option,
    opened,
    print_json,
    settings,
)
from bot.cli.lists import read_list
from bot.cli.who import department_of, is_reserved
from bot.clocks import SystemClock
from bot.messages import Account, Platform
from bot.model.audit import person_object
from bot.model.person import PersonRole
from bot.platforms import tenant_of
from bot.ports import Unit

_COLUMNS = {
    "account": ("account", "userid", "账号", "帐号"),
    "department": ("department", "单位", "部门"),
    "name": ("name", "姓名"),
    "role": ("role", "角色"),
}
_NEEDED = ("account", "department", "name")
_ROLES = {
    "联络员": PersonRole.LIAISON,
    "备用联络员": PersonRole.DEPUTY,
    "办公室": PersonRole.COORDINATOR,
    "领导": PersonRole.OBSERVER,
    "": PersonRole.LIAISON,
}
_LONGEST_NAME = 80
_NOBODY = "Nobody was bound."


@dataclass(frozen=True, slots=True)
class _Row:
    """``line``: where it stands in the list, the head being 1."""

    line: int
    account: str
    department: str
    name: str
    role: PersonRole


@click.command("import")
@click.argument("file")
@click.option("--platform", default="wecom", type=click.Choice([p.value for p in Platform]))
@click.option("--yes", is_flag=True, help="Do it; without this it is only shown.")
@json_option
@command
async def import_people(file: str, platform: str, yes: bool, as_json: bool) -> None:
    """Bind people from a CSV with the columns userid, 单位, 姓名."""
    found = read_list(file, _COLUMNS, _NEEDED, nothing=_NOBODY)
    rows = [_row(line, cells) for line, cells in found]
    loaded, now = settings(), SystemClock().now()
    async with opened(loaded) as store:
        tenant = await tenant_of(Platform(platform), loaded, store)
        if tenant is None:
            raise Refusal("no_tenant", f"Set the credentials of {platform} first. {_NOBODY}")
        try:
            async with store.unit() as unit:
                done = [await _bound(unit, row, Platform(platform), tenant, now) for row in rows]
                if not yes:
                    raise _OnlyShown(done)
        except _OnlyShown as shown:
            done = shown.done
    _tell(done, done_so=yes, as_json=as_json)


class _OnlyShown(Exception):
    """Rolls back what was tried."""

    def __init__(self, done: list[dict[str, str]]) -> None:
        super().__init__()
        self.done = done


def _tell(done: Sequence[Mapping[str, str]], *, done_so: bool, as_json: bool) -> None:
    if as_json:
        return print_json({"people": list(done), "applied": done_so})
    for one in done:
        echo(f"{one['account']}  {one['name']}  {one['department']}  {one['change']}")
    echo(f"{len(done)} people bound." if done_so else f"{len(done)} people; --yes binds them.")


def _row(line: int, cells: Mapping[str, str]) -> _Row:
    name, account = cells["name"], cells["account"]
    role = _ROLES.get(cells["role"]) or next((r for r in PersonRole if r == cells["role"]), None)
    if not is_name(name, longest=_LONGEST_NAME) or is_reserved(name):
        raise Refusal("bad_name", f"Line {line}: “{name}” is no name. {_NOBODY}")
    if found := secrecy.mark(name):
        raise Refusal("secrecy", f"Line {line}: the name has the mark “{found}”. {_NOBODY}")
    if not is_name(account, longest=128) or " " in account:
        raise Refusal("bad_account", f"Line {line}: “{account}” is no account. {_NOBODY}")
    if role is None:
        raise Refusal("bad_role", f"Line {line}: “{cells['role']}” is no role. {_NOBODY}")
    return _Row(line, account, cells["department"], name, role)


async def _bound(
    unit: Unit, row: _Row, platform: Platform, tenant: str, now: datetime
) -> dict[str, str]:
    """What was done for one line.  Raises ``Refusal`` that names it."""
    user = row.account.casefold() if platform is Platform.WECOM else row.account
    if not is_user(platform, user):
        why = f"“{row.account}” is no account of {platform}."
        raise Refusal("bad_account", f"Line {row.line}: {why} {_NOBODY}")
    account = Account(platform, tenant, user)
    try:
        body = await department_of(unit, row.department)
    except Refusal as refusal:
        raise Refusal(refusal.code, f"Line {row.line}: {refusal.message} {_NOBODY}") from None
    named = [p for p in await unit.people.people() if p.name == row.name and not p.standin]
    known = next((p for p in named if p.department.id == body.id), None)
    person = known or await unit.people.add(row.name, body.id, row.role, at=now)
    if not await unit.people.bind(person.id, account, at=now):
        raise Refusal("taken", f"Line {row.line}: {user} belongs to somebody else. {_NOBODY}")
    note_operator(unit, "add", person_object(person.id), at=now)
    return {
        "account": user,
        "name": row.name,
        "department": body.short,
        "change": "account added" if known else "new",
    }
