"""A statement as a driver takes it: compiled once, with a place for each of its parameters.

SQLAlchemy finds the places anew whenever a statement runs, which takes ten times as long as
SQLite needs for the statement itself.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import CompoundSelect, Delete, Dialect, Executable, Insert, Select, Update
from sqlalchemy.engine import result_tuple
from sqlalchemy.sql.compiler import WARN_LINTING, SQLCompiler

from store.sql import AnyRow

Process = Callable[[Any], Any]
_KNOWN = (Select, CompoundSelect, Insert, Update, Delete)
_MOST = 1024  # statements that are remembered
_SIZES = 64  # of one statement: combinations of lengths of its lists
_dialects: dict[type[Dialect], Dialect] = {}
"""The first of each class: our engines are made alike, so what one compiled serves all."""


class Prepared:
    """The text of a statement, and what makes its parameters and its rows."""

    def __init__(
        self,
        sql: str,
        fixed: Sequence[Any],
        places: Sequence[tuple[str, Process | None, Sequence[int]]],
        lists: Sequence[tuple[str, Sequence[str]]],
        results: Sequence[Process | None],
    ) -> None:
        """``fixed``: a value for each parameter, those at ``places`` still to be filled in.

        ``lists`` names the parameters that the elements of a list are.
        """
        self.sql = sql
        self._fixed, self._places, self._lists = list(fixed), places, lists
        self._results = [(at, process) for at, process in enumerate(results) if process]
        self._row: Callable[[Iterable[Any]], AnyRow] | None = None

    def parameters(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        if self._lists:
            values = dict(values)
            for key, names in self._lists:
                values.update(zip(names, _flat(values[key]), strict=True))
        made = self._fixed.copy()
        for key, process, places in self._places:
            value = values[key] if process is None else process(values[key])
            for at in places:
                made[at] = value
        return tuple(made)

    def rows(self, description: Sequence[Sequence[Any]], found: Sequence[Any]) -> list[AnyRow]:
        """What a cursor found, under the names of its ``description``."""
        row = self._row
        if row is None:
            row = self._row = result_tuple([column[0] for column in description])
        if not self._results:
            return [row(values) for values in found]
        return [row(self._read(values)) for values in found]

    def _read(self, values: Iterable[Any]) -> list[Any]:
        read = list(values)
        for at, process in self._results:
            read[at] = process(read[at])
        return read


def prepared(
    dialect: Dialect, statement: Executable, sets: Sequence[Mapping[str, Any]]
) -> Prepared | None:
    """None where only SQLAlchemy knows how: RETURNING of several parameter sets, plain text."""
    alike = _dialects.setdefault(type(dialect), dialect)
    shape = _shape(alike, statement, tuple(sets[0]), len(sets) > 1)
    return None if shape is None else shape.of(sets[0])


class _Shape:
    """A statement whose lists may have any length."""

    def __init__(self, compiled: SQLCompiler, keys: Sequence[str], results: list[Any]) -> None:
        self._compiled, self._keys, self._results = compiled, keys, results
        lists = {bind.key for bind in compiled.post_compile_params}
        self._lists = [key for key in keys if key in lists]
        self._sizes: dict[tuple[int, ...], Prepared] = {}

    def of(self, values: Mapping[str, Any]) -> Prepared:
        sizes = tuple([len(values[key]) for key in self._lists])
        found = self._sizes.get(sizes)
        if found is None:
            if len(self._sizes) >= _SIZES:
                self._sizes.clear()
            found = self._sizes[sizes] = self._made(values)
        return found

    def _made(self, values: Mapping[str, Any]) -> Prepared:
        compiled = self._compiled
        state = compiled.construct_expanded_state(values, escape_names=False)
        lists = [(key, state.parameter_expansion[key]) for key in self._lists]
        given = {*self._keys, *(name for _, names in lists for name in names)}
        processes = _binders(compiled) | dict(state.processors)
        fixed, places = list[Any](), dict[str, list[int]]()
        for at, name in enumerate(state.positiontup or ()):
            if name in given:
                places.setdefault(name, []).append(at)
                fixed.append(None)
            else:
                value, process = state.parameters[name], processes.get(name)
                fixed.append(value if process is None else process(value))
        filled = [(name, processes.get(name), tuple(at)) for name, at in places.items()]
        return Prepared(state.statement, fixed, filled, lists, self._results)


@lru_cache(maxsize=_MOST)
def _shape(
    dialect: Dialect, statement: Executable, keys: tuple[str, ...], many: bool
) -> _Shape | None:
    if not isinstance(statement, _KNOWN):
        return None
    compiled = statement.compile(
        dialect=dialect,
        column_keys=sorted(keys),
        for_executemany=many,
        linting=dialect.compiler_linting | WARN_LINTING,
    )
    assert isinstance(compiled, SQLCompiler)
    results = [_reader(column.type, dialect) for column in statement.exported_columns]
    if (
        (many and results)
        or any(bind.key in keys for bind in compiled.literal_execute_params)
        or compiled.insert_prefetch
        or compiled.update_prefetch
    ):
        return None
    return _Shape(compiled, keys, results)


def _binders(compiled: SQLCompiler) -> dict[str, Any]:
    dialect = compiled.dialect
    return {
        name: process
        for bind, name in compiled.bind_names.items()
        if (process := bind.type.dialect_impl(dialect).bind_processor(dialect)) is not None
    }


def _reader(kind: Any, dialect: Dialect) -> Process | None:
    return cast("Process | None", kind.dialect_impl(dialect).result_processor(dialect, None))


def _flat(values: Iterable[Any]) -> list[Any]:
    """A list of pairs has two parameters for each."""
    flat = list[Any]()
    for value in values:
        if isinstance(value, tuple):
            flat += value
        else:
            flat.append(value)
    return flat
