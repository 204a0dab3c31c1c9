"""``liaison person`` and ``liaison invite``: who takes part, and how they get in."""

from datetime import timedelta

import click

from bot.auditing import note_operator
from bot.cli.common import (
    Refusal,
    command,
    echo,
    is_name,
    is_user,
    iso,
    json_option,
    opened,
    print_json,
    refuse_marked,
    settings,
)
from bot.cli.papers import sheet
from bot.cli.roster import import_people
from bot.cli.who import department_of, is_reserved
from bot.clocks import SystemClock
from bot.codes import binding_digest, new_binding_code
from bot.messages import Account, Platform
from bot.model.audit import person_object
from bot.model.person import Person, PersonRole
from bot.platforms import tenant_of
from bot.ports import Store, Unit

_LONGEST_NAME = 80
_VALID = timedelta(hours=24)


@click.group()
def person() -> None:
    """Add, import, list and revoke people."""


person.add_command(import_people)
person.add_command(sheet)


def _as_json(someone: Person, accounts: tuple[Account, ...]) -> dict[str, object]:
    return {
        "id": someone.id,
        "name": someone.name,
        "department": someone.department.short,
        "role": someone.role,
        "language": someone.language,
        "active": someone.active,
        "standin": someone.standin,
        "accounts": [f"{a.platform}:{a.tenant}/{a.user}" for a in accounts],
    }


async def _account(text: str, store: Store) -> Account:
    """``telegram:BOT/ID``, or ``telegram:ID`` where the tenant follows from the settings."""
    name, _, rest = text.partition(":")
    tenant, slash, user = rest.rpartition("/")
    if name not in set(Platform) or not user:
        raise click.BadParameter(f"not PLATFORM:[TENANT/]ID: {text!r}", param_hint="--account")
    platform = Platform(name)
    if not is_user(platform, user):
        raise Refusal("bad_account", f"“{user}” is no account of {platform}. Nobody was added.")
    if not slash:
        found = await tenant_of(platform, settings(), store)
        if found is None:
            way = f"Write {platform}:TENANT/ID, or set its credentials."
            raise Refusal("no_tenant", f"Which bot? {way}")
        tenant = found
    return Account(platform, tenant, user)


@person.command("add")
@click.option("--name", required=True)
@click.option("--department", required=True)
@click.option("--role", default="liaison", type=click.Choice([role.value for role in PersonRole]))
@click.option("--account", "accounts", multiple=True, help="PLATFORM:[TENANT/]ID, bound at once.")
@json_option
@command
async def add(
    name: str, department: str, role: str, accounts: tuple[str, ...], as_json: bool
) -> None:
    """Add somebody to a department."""
    if not is_name(name, longest=_LONGEST_NAME):
        raise Refusal("bad_name", "A name has 1 to 80 printable characters. Nobody was added.")
    if is_reserved(name.strip()):
        raise Refusal("bad_name", f"“{name}” means somebody else in --as. Nobody was added.")
    refuse_marked(name)
    clock = SystemClock()
    async with opened() as store:
        given = tuple([await _account(text, store) for text in accounts])
        async with store.unit() as unit:
            body = await department_of(unit, department)
            someone = await unit.people.add(name.strip(), body.id, PersonRole(role), at=clock.now())
            for account in given:
                if not await unit.people.bind(someone.id, account, at=clock.now()):
                    whose = f"{account.platform}:{account.user} belongs to somebody."
                    raise Refusal("taken", whose)
            note_operator(unit, "add", person_object(someone.id), at=clock.now())
    if as_json:
        print_json(_as_json(someone, given))
    else:
        echo(f"{someone.id}  {someone.name}  {body.short}  {role}")


@person.command("list")
@json_option
@command
async def list_people(as_json: bool) -> None:
    """List everybody who is active; stand-ins are marked."""
    async with opened() as store, store.view() as unit:
        everybody = [(p, tuple(await unit.people.accounts(p.id))) for p in await _people(unit)]
    if as_json:
        print_json({"people": [_as_json(someone, accounts) for someone, accounts in everybody]})
        return
    for someone, accounts in everybody:
        mark = "  (stand-in)" if someone.standin else ""
        where = ", ".join(sorted({a.platform for a in accounts}))
        line = f"{someone.id}  {someone.name}  {someone.department.short}  {someone.role}"
        echo(f"{line}  {where}{mark}")


async def _people(unit: Unit) -> list[Person]:
    return list(await unit.people.people())


@person.command("revoke")
@click.argument("who")
@json_option
@command
async def revoke(who: str, as_json: bool) -> None:
    """End somebody's access at once."""
    clock = SystemClock()
    async with opened() as store, store.unit() as unit:
        someone = await _existing(unit, who)
        await unit.people.revoke(someone.id, at=clock.now())
        note_operator(unit, "revoke", person_object(someone.id), at=clock.now())
    if as_json:
        print_json({"id": someone.id, "name": someone.name, "revoked": True})
    else:
        echo(f"{someone.name} ({someone.department.short}) is revoked.")


@person.command("data")
@click.argument("who")
@json_option
@command
async def data(who: str, as_json: bool) -> None:
    """Print everything that is stored about WHO."""
    async with opened() as store, store.view() as unit:
        everybody = await unit.people.people(active=False)
        gone = [p for p in everybody if str(p.id) == who]
        someone = gone[0] if gone else await _existing(unit, who)
        found = await unit.staff.data(someone.id)
    if as_json:
        print_json(found)
        return
    for table, rows in found.items():
        echo(f"{table}: {len(rows)}")
    echo("--json prints all of it.")


async def _existing(unit: Unit, who: str) -> Person:
    """A real person: by id, by name, or the only one of a department."""
    people = await _people(unit)
    found = [p for p in people if str(p.id) == who] or [p for p in people if p.name == who]
    if not found:
        ids = {department.id for department in await unit.people.department(who)}
        found = [p for p in people if p.department.id in ids and not p.standin]
    if len(found) != 1:
        number = "Nobody" if not found else f"{len(found)} people"
        raise Refusal("unknown_who", f"{number} found for “{who}”: use an id of person list.")
    return found[0]


@click.command()
@click.argument("who")
@click.option("--platform", default="telegram", type=click.Choice([p.value for p in Platform]))
@json_option
@command
async def invite(who: str, platform: str, as_json: bool) -> None:
    """Make a one-time binding code for WHO, valid for 24 hours."""
    loaded, clock = settings(), SystemClock()
    code = new_binding_code()
    now, ends = clock.now(), clock.now() + _VALID
    async with opened(loaded) as store, store.unit() as unit:
        someone = await _existing(unit, who)
        await unit.people.issue(
            someone.id, Platform(platform), digest=binding_digest(code), at=now, expires=ends
        )
        note_operator(unit, "code", person_object(someone.id), at=now)
    link = await _link(Platform(platform), code)
    expires = iso(ends, loaded.zone)
    if as_json:
        print_json({"code": code, "expires": expires, "link": link})
        return
    echo(f"{someone.name} ({someone.department.short}): {code}")
    echo(f"valid once, until {expires}; send in a private chat: 绑定 {code}")
    if link:
        echo(link)


async def _link(platform: Platform, code: str) -> str | None:
    """Telegram's deep link, when the bot can be asked for its name."""
    loaded = settings()
    token = loaded.telegram_bot_token.get_secret_value()
    if platform is not Platform.TELEGRAM or not token:
        return None
    from adapters.telegram.probe import username  # noqa: PLC0415 - only where it is used

    name = await username(token, loaded.telegram_api_base)
    return name and f"https://t.me/{name}?start={code}"
