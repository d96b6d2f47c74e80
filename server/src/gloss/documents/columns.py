"""Columns of table projects (the wire's document metas): data columns first, then one per row question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from gloss.accounts.models import User
from gloss.core.errors import BadInput
from gloss.db.prepared import Prepared
from gloss.documents.models import Cabinet, CabinetRole, DocumentCopy, ProjectColumn
from gloss.projects import access as projects
from gloss.projects.models import Project
from gloss.questionsets.models import Level

MAX_COLUMN_NAME = 512
_RESTRICTED: Prepared[tuple[int]] = Prepared(
    lambda project: ProjectColumn.objects.filter(project_id=project, labeler_restricted=True).values_list("index"),
    project=int,
)


def metas(cabinet: Cabinet, *, show_restricted: bool) -> list[dict[str, Any]]:
    """Return the columns as one cabinet shows them, without restricted ones unless asked for."""
    project, shown = cabinet.project, cabinet.column_display
    columns = list(project.columns.order_by("index"))
    result = [
        _meta(cabinet, column.index, column.name, shown.get(str(column.index), column.displayed))
        | {"labelerRestricted": column.labeler_restricted, "width": column.width or None}
        for column in columns
        if show_restricted or not column.labeler_restricted
    ]
    for index, question in enumerate(_row_questions(project)):
        number = len(columns) + index
        result.append(
            _meta(cabinet, number, question["label"], shown.get(str(number), True))
            | {
                "type": question["type"],
                "required": bool(question.get("required")),
                "multipleChoice": bool((question.get("config") or {}).get("multiple")),
                "rowQuestionIndex": index,
            }
        )
    return result


def restricted(project: Project) -> frozenset[int]:
    """The indexes of columns that labelers must not see."""
    return frozenset(index for (index,) in _RESTRICTED.all(project=project.pk))


def hidden_from(user: User, project: Project) -> frozenset[int]:
    """The indexes of columns that ``user`` must not see: restricted ones are for those who review."""
    return frozenset() if projects.rights(user, project).can_review else restricted(project)


def hidden_in(copy: DocumentCopy, user: User) -> frozenset[int]:
    """The same in one copy; in a labeler's own copy restricted columns are hidden from everybody."""
    cabinet = copy.cabinet
    is_own = cabinet.role == CabinetRole.LABELER and cabinet.owner_id == user.pk
    return restricted(cabinet.project) if is_own else hidden_from(user, cabinet.project)


@transaction.atomic
def update(project: Project, changes: Sequence[Mapping[str, Any]]) -> None:
    """Change columns of the project for everybody.

    Raises:
        BadInput: no such column, an attempt to delete one, or a bad name.
    """
    columns = {column.index: column for column in project.columns.all()}
    for change in changes:
        column = columns.get(change["id"])
        if column is None:
            raise BadInput(f"The project has no data column {change['id']}.", field="id")
        if change.get("delete"):
            raise BadInput("Data columns cannot be deleted; hide them instead.", field="delete")
        _apply(column, change)
    ProjectColumn.objects.bulk_update(columns.values(), ["name", "displayed", "labeler_restricted", "width"])


def _apply(column: ProjectColumn, change: Mapping[str, Any]) -> None:
    if change.get("name") is not None:
        name = change["name"].strip()
        if not 1 <= len(name) <= MAX_COLUMN_NAME:
            raise BadInput(f"A column name has 1 to {MAX_COLUMN_NAME} characters.", field="name")
        column.name = name
    if change.get("displayed") is not None:
        column.displayed = change["displayed"]
    if change.get("labelerRestricted") is not None:
        column.labeler_restricted = change["labelerRestricted"]
    if change.get("width") is not None:
        column.width = change["width"][:16]


def set_displayed(cabinet: Cabinet, displayed: Mapping[int, bool]) -> None:
    """Show or hide columns in one cabinet only."""
    known = cabinet.project.columns.count() + len(_row_questions(cabinet.project))
    unknown = [number for number in displayed if not 0 <= number < known]
    if unknown:
        raise BadInput(f"The project has no column {unknown[0]}.", field="metaId")
    cabinet.column_display = {**cabinet.column_display, **{str(number): on for number, on in displayed.items()}}
    cabinet.save(update_fields=["column_display"])


def _row_questions(project: Project) -> list[dict[str, Any]]:
    if "ROW_BASED" not in project.kinds:
        return []
    found = project.question_sets.filter(level=Level.ROW).first()
    return found.questions if found else []


def _meta(cabinet: Cabinet, number: int, name: str, displayed: bool) -> dict[str, Any]:
    return {
        "id": number,
        "cabinetId": cabinet.pk,
        "name": name,
        "displayed": displayed,
        "labelerRestricted": False,
        "multipleChoice": False,
        "required": False,
        "type": "TEXT",
        "width": None,
        "description": None,
        "format": None,
        "options": None,
        "rowQuestionIndex": None,
    }
