"""Querysets whose SQL is made once.

Building and compiling a queryset costs Django several times what SQLite needs to answer
it. On paths that a labeler's every act takes, that is most of the time. A ``Prepared``
builds the queryset once with sample values, remembers where they went in the SQL, and
from then on only fills in the real ones.
"""

from __future__ import annotations

import functools
import threading
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import BooleanField, DateTimeField, Field, FloatField, ForeignKey, IntegerField, Model, QuerySet
from django.db.models.expressions import Col
from django.db.models.query import ModelIterable

from gloss.db import rows
from gloss.db.direct import Statement

Row = TypeVar("Row")
_SAMPLES: dict[type, Callable[[int], Any]] = {
    int: lambda number: 2_111_222_000 + number,  # Fits an int4 column, else Django drops the query.
    str: lambda number: f"\x01sample {number}\x01",
    uuid.UUID: lambda number: uuid.UUID(int=(0xA11CE << 100) + number),
    datetime: lambda number: datetime(1901, 1, 1, 1, 1, number, tzinfo=UTC),
}


SQLITE_OPERATIONS = "django.db.backends.sqlite3.operations"
"""Told by name: only SQLite's own backend can import this module."""
PLAIN = (IntegerField, BooleanField, FloatField, ForeignKey)
"""Fields whose values every database takes as they are."""


class Prepared(Generic[Row]):
    """A queryset by keyword parameters, for example ``Prepared(lambda uid: Copy.objects.filter(uid=uid), uid=UUID)``.

    ``build`` gets one value per parameter and must use each as it is (no ``__in``, no
    arithmetic, no branches on it). Parameters are declared with their Python type. Rows
    are model instances with whatever ``select_related`` names, or tuples for ``values_list``.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]], **parameters: type) -> None:
        self._build = build
        self._parameters = parameters
        self._plans: dict[str, _Plan] = {}
        self._lock = threading.Lock()

    def all(self, **values: Any) -> list[Row]:
        """Run the query and return its rows."""
        database = connections[DEFAULT_DB_ALIAS]
        plan = self._plans.get(database.vendor) or self._prepare()
        return [plan.row(row, database) for row in plan.statement.rows(plan.fill(values, database), database)]

    def first(self, **values: Any) -> Row | None:
        """Return the first row, or None."""
        database = connections[DEFAULT_DB_ALIAS]
        plan = self._plans.get(database.vendor) or self._prepare()
        found = plan.statement.rows(plan.fill(values, database), database)
        return plan.row(found[0], database) if found else None

    def _prepare(self) -> _Plan:
        with self._lock:
            samples = {name: _SAMPLES[kind](number) for number, (name, kind) in enumerate(self._parameters.items(), 1)}
            plan = _Plan(self._build(**samples), samples)
            self._plans[connection.vendor] = plan
            return plan


class _Plan:
    """SQL, the places of its parameters, and how to turn a database row into ours."""

    def __init__(self, queryset: QuerySet[Any, Any], samples: dict[str, Any]) -> None:
        compiler = queryset.query.get_compiler(using=queryset.db)
        text, parameters = compiler.as_sql()
        self.statement = Statement(text)
        self.parameters: list[Any] = list(parameters)
        self.places = [
            (index, name, isinstance(sample, uuid.UUID | datetime))
            for index, parameter in enumerate(self.parameters)
            for name, sample in samples.items()
            if _plain(parameter) == _plain(sample)
        ]
        if {name for _, name, _ in self.places} != set(samples):
            raise TypeError(f"a prepared query does not use all of {sorted(samples)} as they are")
        select = compiler.select
        converters = compiler.get_converters([entry[0] for entry in select])
        self.converters = [
            (position, convert, expression)
            for position, (functions, expression) in converters.items()
            for convert in [_converter(function, expression) for function in functions]
            if convert is not None
        ]
        self.shape = rows.maker(queryset, compiler) if queryset._iterable_class is ModelIterable else tuple

    def fill(self, values: dict[str, Any], database: Any) -> list[Any]:
        parameters = list(self.parameters)
        for index, name, changes in self.places:
            parameters[index] = _adapted(values[name], database) if changes else values[name]
        return parameters

    def row(self, raw: Sequence[Any], database: Any) -> Any:
        if self.converters:
            cells = list(raw)
            for position, convert, expression in self.converters:
                cells[position] = convert(cells[position], expression, database)
            raw = cells
        return self.shape(raw)


def _converter(function: Callable[..., Any], expression: Any) -> Callable[..., Any] | None:
    """Return Django's converter of a column, the same in fewer steps, or None where SQLite's driver converts."""
    name = function.__name__ if function.__module__ == SQLITE_OPERATIONS else ""
    if name == "convert_datetimefield_value" and settings.USE_TZ:
        return _aware
    if name == "convert_booleanfield_value" and isinstance(expression, Col):
        return None
    return function


def _aware(value: datetime | None, expression: Any, database: Any) -> datetime | None:
    """Give a time read from SQLite the zone in which all of them are stored."""
    return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


def _plain(value: Any) -> str:
    """One text for a value before and after Django has adapted it to the database."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return str(value).replace("-", "") if isinstance(value, uuid.UUID) else str(value).replace("+00:00", "")


def _adapted(value: uuid.UUID | datetime, database: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return value if database.features.has_native_uuid_field else value.hex
    return database.ops.adapt_datetimefield_value(value)


class PreparedInsert:
    """An INSERT of rows of one model whose statement is made once per number of rows.

    Unlike ``bulk_create`` it neither fills ``auto_now`` fields nor sends signals: the
    caller sets every field. Primary keys are read back into the instances. Rows that are
    there already, by the unique column ``unless``, are left as they are.
    """

    def __init__(self, model: type[Model], *, unless: str = "") -> None:
        self._model = model
        self._unless = unless
        self._statements: dict[tuple[str, int], Statement] = {}
        self._columns: dict[str, list[tuple[str, Any]]] = {}

    def insert(self, new: Sequence[Model]) -> bool:
        """Write ``new`` rows (at most a few hundred; one with ``unless``) in one statement; False if none was.

        Raises:
            IntegrityError: as the database says; nothing is written then.
        """
        if not new:
            return False
        database = connections[DEFAULT_DB_ALIAS]
        columns = self._columns.get(database.vendor) or self._adapters(database.vendor)
        values = [
            value if adapt is None or value is None else adapt(value, database)
            for row in new
            for value, adapt in [(getattr(row, name), adapt) for name, adapt in columns]
        ]
        keys = self._statement(database.vendor, len(new)).rows(values, database)
        if self._unless and not keys:
            return False
        for row, (key,) in zip(new, keys, strict=True):
            row.pk = key
            row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
        return True

    def _adapters(self, vendor: str) -> list[tuple[str, Any]]:
        fields = [field for field in self._model._meta.concrete_fields if not field.primary_key]
        self._columns[vendor] = [(field.attname, _adapter(field, vendor)) for field in fields]
        return self._columns[vendor]

    def _statement(self, vendor: str, count: int) -> Statement:
        key = (vendor, count)
        if key not in self._statements:
            meta, quote = self._model._meta, connection.ops.quote_name
            fields = [field for field in meta.concrete_fields if not field.primary_key]
            columns = ", ".join(quote(field.column) for field in fields)
            marks = f"({', '.join(['%s'] * len(fields))})"
            rule = f"ON CONFLICT ({quote(self._unless)}) DO NOTHING " if self._unless else ""
            self._statements[key] = Statement(
                f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES {', '.join([marks] * count)} "
                f"{rule}RETURNING {quote(meta.pk.column)}"
            )
        return self._statements[key]


def _adapter(field: Field[Any, Any], vendor: str) -> Callable[[Any, Any], Any] | None:
    """Return what turns a value of ``field`` into the database's, or None if nothing need be done."""
    if isinstance(field, PLAIN):
        return None
    if isinstance(field, DateTimeField) and vendor == "sqlite":
        return _time_text
    return field.get_db_prep_save


def _time_text(value: datetime, database: Any) -> str:
    """Write a time as SQLite keeps it: in UTC, without a zone."""
    return str(value.astimezone(UTC).replace(tzinfo=None))


def add_and_set(row: Model, added: dict[str, int], fields: dict[str, Any]) -> None:
    """UPDATE one row: move counters by ``added`` and set other ``fields``, in the database and in ``row``."""
    if not added and not fields:
        return
    database = connections[DEFAULT_DB_ALIAS]
    statement, adapters = _update(type(row), database.vendor, tuple(added), tuple(fields))
    values = [
        value if adapt is None or value is None else adapt(value, database)
        for value, adapt in zip(fields.values(), adapters, strict=True)
    ]
    statement.run([*added.values(), *values, row.pk], database)
    for name, delta in added.items():
        setattr(row, name, getattr(row, name) + delta)
    for name, value in fields.items():
        setattr(row, name, value)


@functools.lru_cache(maxsize=256)
def _update(
    model: type[Model], vendor: str, added: tuple[str, ...], fields: tuple[str, ...]
) -> tuple[Statement, list[Callable[[Any, Any], Any] | None]]:
    """Return the UPDATE of one row by primary key, and what adapts the values of ``fields``."""
    meta, quote = model._meta, connection.ops.quote_name
    moves = [f"{quote(name)} = {quote(name)} + %s" for name in added]
    assignments = [f"{quote(meta.get_field(name).column)} = %s" for name in fields]
    text = f"UPDATE {quote(meta.db_table)} SET {', '.join(moves + assignments)} WHERE {quote(meta.pk.column)} = %s"
    return Statement(text), [_adapter(meta.get_field(name), vendor) for name in fields]
