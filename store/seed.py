"""The register of departments that ships with the program, written into a new database."""

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from sqlalchemy import Connection, insert, select

from store.tables import department, department_name
from store.words import folded

Names = Mapping[str, Any]


def departments(connection: Connection) -> None:
    """Once: nothing happens where there are departments already."""
    if connection.execute(select(department.c.id).limit(1)).first() is not None:
        return
    register = json.loads((files("store") / "data" / "departments.json").read_text("utf-8"))
    bodies = register["departments"]
    facts = ("short", "english", "acronym", "kind")
    connection.execute(
        insert(department), [{name: body[name] for name in facts} for body in bodies]
    )
    ids = {
        short: id for id, short in connection.execute(select(department.c.id, department.c.short))
    }
    names = [row for body in bodies for row in _names(ids[body["short"]], body)]
    connection.execute(insert(department_name), names)


def _names(id: int, body: Mapping[str, Any]) -> Iterator[Names]:
    """Each spelling, with its kind."""
    years = {key: body[key] for key in ("valid_from", "valid_to")}
    own = {"short": body["short"], "acronym": body["acronym"], "initials": body["initials"]}
    for kind, name in own.items():
        if name is not None:
            yield name_row(id, name, kind, **years)
    for alias in body["names"]:
        yield name_row(id, **{part: alias[part] for part in ("name", "kind", *years)})


def name_row(
    id: int,
    name: str,
    kind: str,
    valid_from: int | None = None,
    valid_to: int | None = None,
) -> Names:
    """A row of ``department_name``."""
    return {
        "department_id": id,
        "name": name,
        "kind": kind,
        "key": folded(name),
        "valid_from": valid_from,
        "valid_to": valid_to,
    }
