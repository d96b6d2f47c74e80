"""Model instances made without ``Model.__init__``, which takes longer than reading their row.

Only for models without an ``__init__`` of their own; signals are not sent (Gloss has none).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.query import RelatedPopulator, get_related_populators

Instance = TypeVar("Instance", bound=Model)


def stored(model: type[Instance], names: Sequence[str], values: Sequence[Any], database: str) -> Instance:
    """Make an instance of a row that is in the database; columns that were not read are read when needed."""
    made = model.__new__(model)
    state = ModelState()
    state.adding, state.db = False, database
    made.__dict__ = {"_state": state, **dict(zip(names, values, strict=True))}
    return made


def fresh(model: type[Instance], values: Mapping[str, Any], related: Mapping[str, Model | None]) -> Instance:
    """Make an instance that is not in the database yet: ``values`` by column name, else the fields' defaults.

    ``related`` objects by field name are set together with their keys.
    """
    made = model.__new__(model)
    state = ModelState()
    state.fields_cache = dict(related)
    keys = {f"{name}_id": None if row is None else row.pk for name, row in related.items()}
    made.__dict__ = {"_state": state, **_defaults(model), **values, **keys}
    return made


@functools.cache
def _defaults(model: type[Model]) -> dict[str, Any]:
    fields = model._meta.concrete_fields
    changing = [field.name for field in fields if callable(field.default) and field.has_default()]
    if changing or model.__init__ is not Model.__init__:
        raise TypeError(f"{model.__name__} needs its own __init__; defaults made for each row: {changing}")
    return {field.attname: field.get_default() for field in fields}


def maker(queryset: Any, compiler: Any) -> Callable[[Sequence[Any]], Model]:
    """Return what makes an instance, related ones included, of a row of a compiled ``queryset``."""
    names, start, end = _columns(compiler.klass_info, compiler.select)
    related = [_Related(each) for each in get_related_populators(compiler.klass_info, compiler.select, queryset.db)]
    annotations = list((compiler.annotation_col_map or {}).items())
    model, database = compiler.klass_info["model"], queryset.db

    def make(row: Sequence[Any]) -> Model:
        instance = stored(model, names, row[start:end], database)
        for each in related:
            each.fill(row, instance)
        for name, position in annotations:
            setattr(instance, name, row[position])
        return instance

    return make


def _columns(klass_info: Any, select: Any) -> tuple[list[str], int, int]:
    fields = klass_info["select_fields"]
    start, end = fields[0], fields[-1] + 1
    return [entry[0].target.attname for entry in select[start:end]], start, end


class _Related:
    """Django's RelatedPopulator with instances made here."""

    def __init__(self, plan: RelatedPopulator) -> None:
        if plan.reorder_for_init:
            raise TypeError("models that inherit columns are not supported")
        self._plan = plan
        self._key = plan.cols_start + plan.pk_idx
        self._related = [_Related(each) for each in plan.related_populators]

    def fill(self, row: Sequence[Any], holder: Model) -> None:
        plan, found = self._plan, None
        if row[self._key] is not None:
            found = stored(plan.model_cls, plan.init_list, row[plan.cols_start : plan.cols_end], plan.db)
            for each in self._related:
                each.fill(row, found)
            plan.remote_setter(found, holder)
        plan.local_setter(holder, found)
