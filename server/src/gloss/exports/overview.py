"""The team overview: a zip with tables of members, projects and what higher domains add."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

from django.db.models import Count, Q, QuerySet, Sum

from gloss.core.clock import iso
from gloss.documents.models import CabinetRole, DocumentCopy
from gloss.exports.archive import COMPRESSION, Manifest
from gloss.formats.csv_rows import escaped, write_records
from gloss.labels.models import Label, LabelStatus
from gloss.projects.models import Project, ProjectStatus
from gloss.teams import queries as teams
from gloss.teams.models import TeamMember

PROJECT_COLUMNS = (
    "Project ID",
    "Name",
    "Kinds",
    "Tags",
    "Status",
    "Created",
    "Updated",
    "Completed",
    "Documents",
    "Lines",
    "Tokens",
    "Labels applied",
    "Labels accepted",
    "Conflicts",
    "Time spent (s)",
)
MEMBER_COLUMNS = (
    "Member ID",
    "Name",
    "E-mail",
    "Role",
    "Joined",
    "Projects",
    "Projects in progress",
    "Projects completed",
    "Labels applied",
    "Labels accepted",
    "Labels rejected",
    "Accuracy",
    "Time spent (s)",
)

MORE: list[Callable[[int | None], tuple[str, list[list[str]]]]] = []
"""Tables of higher domains, as file name and records with their header. ``gloss.wiring`` fills the list."""


def write(team_id: int | None, out: BinaryIO) -> Manifest:
    """Write the zip of one team; cells that a spreadsheet would run as formulas are escaped."""
    manifest = Manifest(labeled=1)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION) as archive:
        for name, columns, rows in (
            ("members.csv", MEMBER_COLUMNS, _members(team_id)),
            ("projects.csv", PROJECT_COLUMNS, _projects(team_id)),
        ):
            body = io.BytesIO()
            write_records([list(columns), *(_cells(row) for row in rows)], body)
            archive.writestr(name, body.getvalue())
            manifest.files += 1
        for table in MORE:
            name, records = table(team_id)
            body = io.BytesIO()
            write_records(map(escaped, records), body)
            archive.writestr(name, body.getvalue())
            manifest.files += 1
    return manifest


def _projects(team_id: int | None) -> Iterable[tuple[Any, ...]]:
    projects = Project.objects.filter(team_id=team_id, is_ready=True).order_by("pk")
    labeling = Q(cabinet__role=CabinetRole.LABELER)
    work = {
        row["cabinet__project_id"]: row
        for row in DocumentCopy.objects.filter(cabinet__project__team_id=team_id)
        .values("cabinet__project_id")
        .annotate(
            applied=Sum("label_count", filter=labeling),
            accepted=Sum("accepted_count", filter=labeling),
            conflicts=Sum("conflict_count", filter=Q(cabinet__role=CabinetRole.REVIEWER)),
            millis=Sum("active_millis"),
        )
    }
    for project in projects.prefetch_related("tags"):
        found = work.get(project.pk, {})
        yield (
            project.uid,
            project.name,
            ";".join(project.kinds),
            ";".join(sorted(tag.name for tag in project.tags.all())),
            project.status,
            iso(project.created_at),
            iso(project.updated_at),
            iso(project.completed_at),
            project.document_count,
            project.line_count,
            project.token_count,
            found.get("applied") or 0,
            found.get("accepted") or 0,
            found.get("conflicts") or 0,
            (found.get("millis") or 0) // 1000,
        )


def _members(team_id: int | None) -> Iterable[tuple[Any, ...]]:
    labels = Label.objects.filter(copy__cabinet__role=CabinetRole.LABELER, copy__cabinet__project__team_id=team_id)
    by_user = {
        row["copy__cabinet__owner_id"]: row
        for row in labels.values("copy__cabinet__owner_id").annotate(
            applied=Count("id"),
            accepted=Count("id", filter=Q(status=LabelStatus.ACCEPTED)),
            rejected=Count("id", filter=Q(status=LabelStatus.REJECTED)),
        )
    }
    times = dict(
        DocumentCopy.objects.filter(cabinet__project__team_id=team_id, cabinet__role=CabinetRole.LABELER)
        .values_list("cabinet__owner_id")
        .annotate(Sum("active_millis"))
    )
    for member in teams.active_members(team_id):
        found = by_user.get(member.user_id, {})
        accepted, rejected = found.get("accepted", 0), found.get("rejected", 0)
        yield (
            member.pk,
            member.user.name if member.user else "",
            member.user.email if member.user else member.invitation_email,
            member.role,
            iso(member.joined_at),
            *_project_counts(member),
            found.get("applied", 0),
            accepted,
            rejected,
            round(accepted / (accepted + rejected), 4) if accepted + rejected else "",
            (times.get(member.user_id) or 0) // 1000,
        )


def _project_counts(member: TeamMember) -> tuple[int, int, int]:
    found: QuerySet[Any] = member.assignments.filter(project__is_ready=True)  # type: ignore[attr-defined]
    counts = found.aggregate(
        total=Count("id"),
        going=Count("id", filter=Q(project__status=ProjectStatus.IN_PROGRESS)),
        done=Count("id", filter=Q(project__status=ProjectStatus.COMPLETE)),
    )
    return counts["total"], counts["going"], counts["done"]


def _cells(row: Iterable[object]) -> list[str]:
    return escaped(["" if value is None else str(value) for value in row])
