"""How columns are declared: a few types, and one naming convention for every constraint."""

from collections.abc import Sequence
from enum import Enum as PythonEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    Date,
    Dialect,
    Enum,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    event,
)
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
METADATA = MetaData(naming_convention=NAMES)

LONGEST = 32
"""Characters of the longest word that a ``choice`` column may hold."""

Id = BigInteger().with_variant(Integer(), "sqlite")


class Row(SQLModel, registry=registry(metadata=METADATA)):
    """What every table inherits; rows are never made as objects, so their checks are not built."""

    model_config = {"defer_build": True}


@event.listens_for(METADATA, "before_create")
def _partial_there_too(metadata: MetaData, connection: Connection, **_: Any) -> None:
    """To name ``postgresql_where`` at the index would load that dialect for everybody."""
    if connection.dialect.name == "postgresql":
        for index in (index for table in metadata.tables.values() for index in table.indexes):
            where = index.dialect_options["sqlite"].get("where")
            index.dialect_options["postgresql"]["where"] = where


class CleanText(TypeDecorator[str]):
    """Text that both databases take: without NUL, and a lone surrogate becomes ``?``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return value.replace("\0", "").encode("utf-8", "replace").decode()


def identity() -> Any:
    """The primary key, given by the database."""
    return Field(default=None, primary_key=True, sa_type=Id)


def reference(target: str, **more: Any) -> Any:
    """The id of a row of another table: ``reference("task.id")``."""
    return Field(foreign_key=target, sa_type=Id, **more)


def number(**more: Any) -> Any:
    return Field(sa_type=BigInteger, **more)


def text(**more: Any) -> Any:
    return Field(sa_type=CleanText, **more)


def day(**more: Any) -> Any:
    return Field(sa_type=Date, **more)


def instant(**more: Any) -> Any:
    """Aware; kept in UTC."""
    return Field(sa_type=UTCDateTime, **more)


def choice(words: type[PythonEnum], **more: Any) -> Any:
    """One of an enumeration's values, checked on the way in; the database has plain text."""

    def values(members: type[PythonEnum]) -> Sequence[str]:
        return [member.value for member in members]

    kind = Enum(
        words,
        native_enum=False,
        create_constraint=False,
        validate_strings=True,
        values_callable=values,
        length=LONGEST,
    )
    return Field(sa_type=kind, **more)


def table(row: type[Row]) -> Table:
    """The Core table behind a class, for statements."""
    return METADATA.tables[str(row.__tablename__)]
