"""Cells by their metadata."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any

from gloss.accounts.models import User
from gloss.core.errors import BadInput, NotFound
from gloss.core.paging import Page
from gloss.documents import access
from gloss.documents import queries as documents
from gloss.documents.models import CabinetRole, DocumentCopy
from gloss.projects import access as projects
from gloss.projects.models import Project
from gloss.search import basic, engine
from gloss.search.conditions import MetadataIs
from gloss.search.scope import Scope

MAX_POSITIONS = 100_000


def positions(
    user: User, project: Project, entries: Sequence[Mapping[str, Any]], page: Page
) -> tuple[list[dict[str, Any]], int]:
    """A page of the cells that have all the entries (key and value), in the order of documents; and how many there are.

    Labelers find cells of their own documents.

    Raises:
        BadInput: no entry is given.
    """
    if not entries:
        raise BadInput("Give at least one key and value.", field="filter")
    condition = basic.read({"metadata": entries})
    assert isinstance(condition, MetadataIs)
    scope = _scope(user, project)
    found: list[tuple[int, int, int]] = []
    with closing(engine.steps(scope, condition, engine.BEFORE_ALL)) as running:
        for step in running:
            for hit in step.hits:
                found += [(hit.copy.document_id, hit.facts.line, cell) for cell in condition.cells(hit.facts)]
            if len(found) >= MAX_POSITIONS:
                break
    shown = found[page.skip : page.skip + page.take]
    roots = DocumentCopy.objects.filter(
        cabinet__project=project, cabinet__role=CabinetRole.ROOT, document__in={document for document, _, _ in shown}
    )
    origins = dict(roots.values_list("document_id", "uid"))
    nodes = [
        {"originDocumentId": str(origins[document]), "line": line, "index": cell} for document, line, cell in shown
    ]
    return nodes, len(found)


def _scope(user: User, project: Project) -> Scope:
    """A labeler's own cabinet, else the review's."""
    rights = projects.rights(user, project)
    role = CabinetRole.REVIEWER if rights.can_review else CabinetRole.LABELER
    cabinet = documents.cabinet_of(project, role, None if rights.can_review else user)
    if cabinet is None:
        raise NotFound("cabinet")
    cabinet.project = project
    if not access.may_read(user, cabinet, rights):
        raise NotFound("cabinet")
    return Scope(user, cabinet)
