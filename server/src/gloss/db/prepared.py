"""Querysets whose SQL is made once.

Building and compiling a queryset costs Django several times what SQLite needs to answer
it. On paths that a labeler's every act takes, that is most of the time. A ``Prepared``
builds the queryset once with sample values, remembers where they went in the SQL, and
from then on only fills in the real ones.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.db import connection, connections
from django.db.models import BooleanField, FloatField, ForeignKey, IntegerField, Model, QuerySet
from django.db.models.query import ModelIterable, get_related_populators

Row = TypeVar("Row")
_SAMPLES: dict[type, Callable[[int], Any]] = {
    int: lambda number: 2_111_222_000 + number,  # Fits an int4 column, else Django drops the query.
    str: lambda number: f"\x01sample {number}\x01",
    uuid.UUID: lambda number: uuid.UUID(int=(0xA11CE << 100) + number),
    datetime: lambda number: datetime(1901, 1, 1, 1, 1, number, tzinfo=UTC),
}


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
        return list(self._rows(values))

    def first(self, **values: Any) -> Row | None:
        """Return the first row, or None."""
        return next(self._rows(values), None)

    def _rows(self, values: dict[str, Any]) -> Iterator[Row]:
        plan = self._plans.get(connection.vendor) or self._prepare()
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, plan.fill(values))
            rows = cursor.fetchall()
        return map(plan.row, rows)

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
        self.sql, parameters = compiler.as_sql()
        self.parameters: list[Any] = list(parameters)
        self.places = [
            (index, name)
            for index, parameter in enumerate(self.parameters)
            for name, sample in samples.items()
            if _plain(parameter) == _plain(sample)
        ]
        if {name for _, name in self.places} != set(samples):
            raise TypeError(f"a prepared query does not use all of {sorted(samples)} as they are")
        select = compiler.select
        self.converters = list(compiler.get_converters([entry[0] for entry in select]).items())
        self.shape = _model_shape(queryset, compiler) if queryset._iterable_class is ModelIterable else tuple

    def fill(self, values: dict[str, Any]) -> list[Any]:
        parameters = list(self.parameters)
        for index, name in self.places:
            parameters[index] = _adapted(values[name])
        return parameters

    def row(self, raw: Sequence[Any]) -> Any:
        if self.converters:
            cells = list(raw)
            for position, (functions, expression) in self.converters:
                for function in functions:
                    cells[position] = function(cells[position], expression, connection)
            raw = cells
        return self.shape(raw)


def _model_shape(queryset: QuerySet[Any, Any], compiler: Any) -> Callable[[Sequence[Any]], Model]:
    """As Django's own ModelIterable does it, for one row."""
    fields = compiler.klass_info["select_fields"]
    start, end = fields[0], fields[-1] + 1
    names = [entry[0].target.attname for entry in compiler.select[start:end]]
    populators = get_related_populators(compiler.klass_info, compiler.select, queryset.db)
    annotations = list((compiler.annotation_col_map or {}).items())
    model = compiler.klass_info["model"]

    def shape(row: Sequence[Any]) -> Model:
        instance = model.from_db(queryset.db, names, row[start:end])
        for populator in populators:
            populator.populate(row, instance)
        for name, position in annotations:
            setattr(instance, name, row[position])
        return instance

    return shape


def _plain(value: Any) -> str:
    """One text for a value before and after Django has adapted it to the database."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return str(value).replace("-", "") if isinstance(value, uuid.UUID) else str(value).replace("+00:00", "")


def _adapted(value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value


class PreparedInsert:
    """An INSERT of rows of one model whose statement is made once per number of rows.

    Unlike ``bulk_create`` it neither fills ``auto_now`` fields nor sends signals: the
    caller sets every field. Primary keys are read back into the instances.
    """

    def __init__(self, model: type[Model]) -> None:
        self._model = model
        self._statements: dict[tuple[str, int], str] = {}
        self._columns: list[tuple[str, Any]] = []

    def insert(self, rows: Sequence[Model]) -> None:
        """Write ``rows`` (at most a few hundred) in one statement.

        Raises:
            IntegrityError: as the database says; nothing is written then.
        """
        if not rows:
            return
        database = connections["default"]
        statement = self._statement(database.vendor, len(rows))
        values = [
            value if adapt is None or value is None else adapt(value, database)
            for row in rows
            for value, adapt in [(getattr(row, name), adapt) for name, adapt in self._columns]
        ]
        with database.cursor() as cursor:
            cursor.execute(statement, values)
            keys = cursor.fetchall()
        for row, (key,) in zip(rows, keys, strict=True):
            row.pk = key
            row._state.adding, row._state.db = False, "default"

    def _statement(self, vendor: str, count: int) -> str:
        meta, quote = self._model._meta, connection.ops.quote_name
        fields = [field for field in meta.concrete_fields if not field.primary_key]
        if not self._columns:
            self._columns = [
                (field.attname, None if isinstance(field, PLAIN) else field.get_db_prep_save) for field in fields
            ]
        key = (vendor, count)
        if key not in self._statements:
            columns = ", ".join(quote(field.column) for field in fields)
            marks = f"({', '.join(['%s'] * len(fields))})"
            self._statements[key] = (
                f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES {', '.join([marks] * count)} "
                f"RETURNING {quote(meta.pk.column)}"
            )
        return self._statements[key]


def add_and_set(row: Model, added: dict[str, int], fields: dict[str, Any]) -> None:
    """UPDATE one row: move counters by ``added`` and set other ``fields``, in the database and in ``row``."""
    if not added and not fields:
        return
    meta, quote = row._meta, connection.ops.quote_name
    moves = [f"{quote(name)} = {quote(name)} + %s" for name in added]
    settings = [f"{quote(meta.get_field(name).column)} = %s" for name in fields]
    values = [meta.get_field(name).get_db_prep_save(value, connection) for name, value in fields.items()]
    statement = f"UPDATE {quote(meta.db_table)} SET {', '.join(moves + settings)} WHERE {quote(meta.pk.column)} = %s"
    with connection.cursor() as cursor:
        cursor.execute(statement, [*added.values(), *values, row.pk])
    for name, delta in added.items():
        setattr(row, name, getattr(row, name) + delta)
    for name, value in fields.items():
        setattr(row, name, value)
