"""What documents and cabinets add to projects on the wire, loaded once for a whole page of projects."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from ariadne import ObjectType
from django.db.models import Count, Q, Sum

from gloss.documents import shapes
from gloss.documents.models import (
    Cabinet,
    CabinetRole,
    CabinetStatus,
    CopyStatus,
    DocumentAssignment,
    DocumentCopy,
)
from gloss.labelsets import shapes as label_set_shapes
from gloss.labelsets.models import LabelSet
from gloss.projects import names
from gloss.projects.models import Project, ProjectAssignment, ProjectStatus
from gloss.projects.queries import LABELING_ROLES
from gloss.projects.resolvers import is_review_allowed, load_assignments
from gloss.projects.shapes import BATCH, ROW, Batch
from gloss.teams import access as teams
from gloss.teams import shapes as team_shapes

project_type, assignment_type = ObjectType("Project"), ObjectType("ProjectAssignment")


def load_cabinets(batch: Batch) -> dict[int, list[Cabinet]]:
    found: dict[int, list[Cabinet]] = defaultdict(list)
    projects = {row.pk: row for row in batch.projects}
    for cabinet in Cabinet.objects.filter(project__in=batch.projects).select_related("owner").order_by("id"):
        cabinet.project = projects[cabinet.project_id]
        found[cabinet.project_id].append(cabinet)
    return found


def _cabinets(obj: dict[str, Any], role: str) -> list[Cabinet]:
    return [cabinet for cabinet in obj[BATCH].get("cabinets", load_cabinets)[obj[ROW].pk] if cabinet.role == role]


def _labelers(obj: dict[str, Any]) -> list[ProjectAssignment]:
    rows = obj[BATCH].get("assignments", load_assignments)[obj[ROW].pk]
    return [row for row in rows if row.role in LABELING_ROLES and row.document_count]


def _visible(obj: dict[str, Any], info: Any, role: str) -> list[dict[str, Any]]:
    """Cabinets the caller may read: labelers see their own, and the review once it is complete."""
    found = _cabinets(obj, role)
    if not is_review_allowed(obj, info):
        user, done = obj[BATCH].user, obj[ROW].status == ProjectStatus.COMPLETE
        found = [cabinet for cabinet in found if cabinet.owner_id == user.pk or (done and cabinet.owner_id is None)]
    hidden = names.hidden_from(obj[BATCH].user, obj[ROW]) if role == CabinetRole.LABELER else {}
    return [names.hide_owner(shapes.cabinet(cabinet), obj[BATCH].user, hidden) for cabinet in found]


@project_type.field("labelerCabinets")
def labeler_cabinets(obj: dict[str, Any], info: Any) -> list[dict[str, Any]]:
    return _visible(obj, info, CabinetRole.LABELER)


@project_type.field("reviewCabinet")
def review_cabinet(obj: dict[str, Any], info: Any) -> dict[str, Any] | None:
    return next(iter(_visible(obj, info, CabinetRole.REVIEWER)), None)


@project_type.field("rootCabinet")
def root_cabinet(obj: dict[str, Any], info: Any) -> dict[str, Any] | None:
    return next((shapes.cabinet(cabinet) for cabinet in _cabinets(obj, CabinetRole.ROOT)), None)


@project_type.field("labelSets")
def label_sets(obj: dict[str, Any], info: Any) -> list[dict[str, Any]]:
    def load(batch: Batch) -> dict[int, list[LabelSet]]:
        found: dict[int, list[LabelSet]] = defaultdict(list)
        rows = LabelSet.objects.filter(project__in=batch.projects).select_related("project")
        for row in rows.order_by("index"):
            found[row.project_id].append(row)
        return found

    return [label_set_shapes.label_set(row) for row in obj[BATCH].get("label sets", load).get(obj[ROW].pk, [])]


@project_type.field("rootDocumentId")
def root_document_id(obj: dict[str, Any], info: Any) -> str | None:
    def load(batch: Batch) -> dict[int, str]:
        first = DocumentCopy.objects.filter(
            cabinet__project__in=batch.projects, cabinet__role=CabinetRole.ROOT, document__position=0
        )
        return {project: str(uid) for project, uid in first.values_list("cabinet__project_id", "uid")}

    return obj[BATCH].get("root documents", load).get(obj[ROW].pk)


@project_type.field("selfLabelingStatus")
def self_labeling_status(obj: dict[str, Any], info: Any) -> str:
    user = obj[BATCH].user
    own = next((cabinet for cabinet in _cabinets(obj, CabinetRole.LABELER) if cabinet.owner_id == user.pk), None)
    if own is None or (own.started_at is None and own.status != CabinetStatus.COMPLETE):
        return "NOT_STARTED"
    return "COMPLETE" if own.status == CabinetStatus.COMPLETE else "IN_PROGRESS"


@project_type.field("progress")
def progress(obj: dict[str, Any], info: Any) -> dict[str, int]:
    """Documents count once per labeler; with no labelers the review's documents count."""
    project, cabinets = obj[ROW], _cabinets(obj, CabinetRole.LABELER)
    if project.team_id is None:
        total, people = project.document_count * len(cabinets), len(cabinets)
    else:
        labelers = _labelers(obj)
        total, people = sum(row.document_count for row in labelers), len(labelers)
        owners = {row.member.user_id for row in labelers}
        cabinets = [cabinet for cabinet in cabinets if cabinet.owner_id in owners]
    if not people:
        total, cabinets = project.document_count, _cabinets(obj, CabinetRole.REVIEWER)
    return {
        "totalDocuments": total,
        "completedDocuments": min(sum(cabinet.completed_count for cabinet in cabinets), total),
        "totalLabelers": people,
        "completedLabelers": sum(cabinet.status == CabinetStatus.COMPLETE for cabinet in cabinets) if people else 0,
    }


def load_figures(batch: Batch) -> dict[int, dict[str, Any]]:
    """Sums over the copies of every cabinet of the page, by cabinet id."""
    copies = DocumentCopy.objects.filter(cabinet__project__in=batch.projects).exclude(cabinet__role=CabinetRole.ROOT)
    rows = (
        copies.order_by()
        .values("cabinet_id")
        .annotate(
            documents=Count("pk"),
            touched=Count("pk", filter=~Q(status=CopyStatus.NOT_STARTED)),
            lines=Sum("document__line_count"),
            labels=Sum("label_count"),
            answers=Sum("answered_count"),
            conflicts=Sum("conflict_count"),
            accepted=Sum("accepted_count"),
            rejected=Sum("rejected_count"),
            millis=Sum("active_millis"),
        )
    )
    return {row["cabinet_id"]: row for row in rows}


_NOTHING = dict.fromkeys(
    ("documents", "touched", "lines", "labels", "answers", "conflicts", "accepted", "rejected", "millis"), 0
)


def _figures(obj: dict[str, Any], cabinet: Cabinet | None) -> dict[str, Any]:
    return obj[BATCH].get("figures", load_figures).get(cabinet.pk, _NOTHING) if cabinet else _NOTHING


@project_type.field("performance")
def performance(obj: dict[str, Any], info: Any) -> dict[str, Any]:
    project: Project = obj[ROW]
    review = _figures(obj, next(iter(_cabinets(obj, CabinetRole.REVIEWER)), None))
    everybody = [_figures(obj, cabinet) for cabinet in _cabinets(obj, CabinetRole.LABELER)]
    millis = review["millis"] + sum(row["millis"] for row in everybody)
    return {
        "projectId": project.uid,
        "project": obj,
        "conflicts": review["conflicts"],
        "numberOfAcceptedLabels": review["labels"] + review["answers"],
        "numberOfDocuments": project.document_count,
        "numberOfLines": project.line_count,
        "numberOfTokens": project.token_count,
        "totalLabelApplied": sum(row["labels"] + row["answers"] for row in everybody),
        "totalTimeSpent": _int32(millis),
        "effectiveTotalTimeSpent": _int32(millis),
    }


@project_type.field("labelingStatus")
def labeling_status(obj: dict[str, Any], info: Any) -> list[dict[str, Any]]:
    """One entry per labeler. Labelers see only their own."""
    user, project = obj[BATCH].user, obj[ROW]
    if project.team_id is None:
        return []
    role = obj[BATCH].get(f"role {project.team_id}", lambda batch: teams.role_in(user, project.team_id))
    rows = obj[BATCH].get("assignments", load_assignments)[project.pk]
    reviews = any(row.member.user_id == user.pk and row.role != "LABELER" for row in rows)
    cabinets = {cabinet.owner_id: cabinet for cabinet in _cabinets(obj, CabinetRole.LABELER)}
    hidden = names.hidden_from(user, project)
    return [
        {
            "labeler": names.hide_member(team_shapes.member(row.member, role), row.member.user_id, user, hidden),
            **_labeling(obj, row, cabinets.get(row.member.user_id)),
        }
        for row in _labelers(obj)
        if role != "LABELER" or reviews or row.member.user_id == user.pk
    ]


def _labeling(obj: dict[str, Any], row: ProjectAssignment, cabinet: Cabinet | None) -> dict[str, Any]:
    figures = _figures(obj, cabinet)
    return {
        "isStarted": bool(cabinet and cabinet.started_at),
        "isCompleted": bool(cabinet and cabinet.status == CabinetStatus.COMPLETE),
        "statisticsToShow": [],
        "statistic": {
            "id": f"{obj['id']}:{row.member_id}",
            "documentIds": _slots(obj).get(row.pk, []),
            "numberOfDocuments": row.document_count,
            "numberOfTouchedDocuments": figures["touched"],
            "numberOfSentences": figures["lines"] or 0,
            "numberOfTouchedSentences": figures["answers"],
            "numberOfAcceptedLabels": figures["accepted"],
            "numberOfRejectedLabels": figures["rejected"],
            "numberOfUnresolvedLabels": figures["conflicts"],
            "totalLabelsApplied": figures["labels"] + figures["answers"],
            "totalTimeSpent": _int32(figures["millis"]),
        },
    }


@project_type.field("reviewingStatus")
def reviewing_status(obj: dict[str, Any], info: Any) -> dict[str, Any]:
    review = next(iter(_cabinets(obj, CabinetRole.REVIEWER)), None)
    return {
        "isCompleted": bool(review and review.status == CabinetStatus.COMPLETE),
        "statistic": {
            "numberOfDocuments": obj["documentCount"],
            "numberOfLabeledDocuments": _figures(obj, review)["touched"],
        },
    }


def load_slots(batch: Batch) -> dict[int, list[str]]:
    """Root copy ids of the documents of every assignment of the page, by assignment id."""
    slots = DocumentAssignment.objects.filter(
        assignment__project__in=batch.projects, document__copies__cabinet__role=CabinetRole.ROOT
    )
    found: dict[int, list[str]] = defaultdict(list)
    rows = slots.order_by("document__position", "document_id").values_list("assignment_id", "document__copies__uid")
    for assignment_id, uid in rows:
        found[assignment_id].append(str(uid))
    return found


def load_root_documents(batch: Batch) -> dict[str, dict[str, Any]]:
    """The root copies of the page's projects, shaped, by id."""
    found = {}
    for project in batch.projects:
        copies = DocumentCopy.objects.filter(cabinet__project=project, cabinet__role=CabinetRole.ROOT)
        rows = copies.select_related("document", "cabinet")
        found.update({shaped["id"]: shaped for shaped in shapes.copies(list(rows), project)})
    return found


def _slots(obj: dict[str, Any]) -> dict[int, list[str]]:
    return obj[BATCH].get("slots", load_slots)


@assignment_type.field("documentIds")
def assignment_document_ids(obj: dict[str, Any], info: Any) -> list[str]:
    return _slots(obj).get(obj["_assignment"].pk, [])


@assignment_type.field("documents")
def assignment_documents(obj: dict[str, Any], info: Any) -> list[dict[str, Any]]:
    """Root copies of the labeler's documents; empty for pure reviewers, who see all."""
    documents = obj[BATCH].get("root copies", load_root_documents)
    return [documents[uid] for uid in assignment_document_ids(obj, info)]


def _int32(value: int) -> int:
    """GraphQL integers end at 2^31-1 milliseconds: 24 days."""
    return min(value, 2**31 - 1)


BINDINGS = [project_type, assignment_type]
