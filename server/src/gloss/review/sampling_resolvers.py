"""The progress of a sampled review on the wire."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ariadne import ObjectType, QueryType

from gloss.core.errors import BadInput
from gloss.projects import access as projects
from gloss.review import sampling, service

query, sampling_type = QueryType(), ObjectType("ReviewSampling")
MOST_DOCUMENTS = 1000


@query.field("getReviewSampling")
def get_review_sampling(_: Any, info: Any, projectId: str) -> dict[str, Any] | None:
    """Null where reviews are not sampled."""
    user = info.context.user
    project = projects.project_for_reviewer(user, projectId)
    rate = sampling.rate_of(project)
    if rate is None:
        return None
    service.freshen_project(project, user)
    found = sampling.of_project(project, rate)
    return {
        "_parts": found.parts,
        "rate": found.rate,
        "unit": found.unit,
        "isReached": found.is_reached,
        "items": _shape(found.items),
        "documents": _shape(found.documents),
    }


@sampling_type.field("documentProgress")
def document_progress(
    obj: dict[str, Any], info: Any, documentId: str | None = None, skip: int = 0, take: int = 100
) -> list[dict[str, Any]]:
    if not 1 <= take <= MOST_DOCUMENTS or skip < 0:
        raise BadInput(f"Ask for 1 to {MOST_DOCUMENTS} documents at a time.", field="take")
    parts = obj["_parts"]
    if documentId is not None:
        parts = [part for part in parts if str(part.copy.uid) == documentId]
    return [
        {
            "documentId": str(part.copy.uid),
            "fileName": part.copy.document.file_name,
            "items": _shape(part.items),
            "isAnswered": part.is_answered,
        }
        for part in parts[skip : skip + take]
    ]


def _shape(progress: sampling.Progress | None) -> dict[str, Any] | None:
    return None if progress is None else asdict(progress)


BINDINGS = [query, sampling_type]
