"""Turn what a caller asks for into an ``ExportRequest``, or say what is wrong before anything is queued."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gloss.accounts.models import User
from gloss.core.errors import BadInput, Forbidden
from gloss.documents.models import CabinetRole, DocumentCopy, ProjectColumn
from gloss.exports import formats, names, service, source
from gloss.exports.deliveries import DELIVERIES
from gloss.exports.request import DOCUMENT, PROJECT, TEAM, ExportRequest
from gloss.projects import access
from gloss.projects.models import Project, ProjectAssignment
from gloss.projects.settings import DocumentSettings
from gloss.teams.models import Team

ZIP_MEDIA = "application/zip"


def project_request(
    user: User, projects: list[Project], role: str, asked: Mapping[str, Any], base_url: str
) -> ExportRequest:
    """Check the rest of an ExportTextProjectInput; access to the projects has been checked.

    Raises:
        BadInput: naming the field. Forbidden: a labeler asks for the review.
    """
    own_only = role == CabinetRole.LABELER
    content = _content(user, projects, asked)
    format = formats.check_all(projects, asked["format"])
    file_name = f"{names.result_name(asked['fileName'])}.zip"
    return ExportRequest(
        scope=PROJECT,
        file_name=file_name,
        delivery=DELIVERIES[asked["method"]].prepare(asked, projects[0].team, file_name),
        base_url=base_url,
        expires_at=service.expiry(),
        project_uids=[project.uid for project in projects],
        format=format,
        media_type=ZIP_MEDIA,
        cabinet_roles=_cabinet_roles(asked.get("filteredCabinetRole"), own_only),
        own_only=own_only,
        owner_ids=_owner_ids(projects, asked.get("includedAssigneeIds"), user if own_only else None),
        **content,
    )


def document_request(user: User, copy: DocumentCopy, asked: Mapping[str, Any], base_url: str) -> ExportRequest:
    """Check the rest of an ExportTextProjectDocumentInput. The result is the bare file."""
    project = copy.cabinet.project
    content = _content(user, [project], asked)
    writer = formats.writer_for(project, asked["format"])
    file_name = f"{names.result_name(asked['fileName'])}{writer.extension}"
    return ExportRequest(
        scope=DOCUMENT,
        file_name=file_name,
        delivery=DELIVERIES[asked["method"]].prepare(asked, project.team, file_name),
        base_url=base_url,
        expires_at=service.expiry(),
        project_uids=[project.uid],
        copy_uid=str(copy.uid),
        format=writer.key,
        media_type=writer.media_type,
        **content,
    )


def team_request(team: Team, asked: Mapping[str, Any], base_url: str) -> ExportRequest:
    file_name = f"{names.result_name(f'Team Overview - {team.name}'[: names.MAX_NAME])}.zip"
    return ExportRequest(
        scope=TEAM,
        file_name=file_name,
        delivery=DELIVERIES[asked["method"]].prepare(asked, team, file_name),
        base_url=base_url,
        expires_at=service.expiry(),
        team_id=team.pk,
        format="CSV",
        media_type=ZIP_MEDIA,
    )


def _content(user: User, projects: list[Project], asked: Mapping[str, Any]) -> dict[str, Any]:
    excluded = list(dict.fromkeys(asked.get("excludedColumns") or []))
    if excluded:
        _check_columns(projects, asked["format"], excluded)
    excluded += [name for name in _restricted(user, projects) if name not in excluded]
    return {
        "comment_types": sorted(set(asked.get("includedCommentType") or ())),
        "include_conflicts": bool(asked.get("includeConflicts")),
        "escape_formulas": bool(asked.get("escapeFormulas")),
        "excluded_columns": excluded,
        "masked": _masked(user, projects, bool(asked.get("maskPIIEntities"))),
    }


def _restricted(user: User, projects: Iterable[Project]) -> list[str]:
    """The columns kept from those who only label: they leave by no format."""
    labeled = [project.pk for project in projects if not access.rights(user, project).can_review]
    rows = ProjectColumn.objects.filter(project__in=labeled, labeler_restricted=True).order_by("project_id", "index")
    return list(dict.fromkeys(rows.values_list("name", flat=True)))


def _masked(user: User, projects: list[Project], wanted: bool) -> bool:
    """Whether personal data stays hidden: when asked for, and always for those who only label.

    Raises:
        BadInput: masking is asked of a project that found nothing to mask when it was made.
    """
    without = [one for one in projects if not DocumentSettings.load(one).enable_anonymization]
    if wanted and without:
        raise BadInput(
            f"{without[0].name} was made without masking of personal data, so that nothing is known that could be "
            "masked. Export it without maskPIIEntities.",
            field="maskPIIEntities",
        )
    return wanted or not all(access.rights(user, project).can_review for project in projects)


def _check_columns(projects: Iterable[Project], format: str, excluded: Iterable[str]) -> None:
    if format.strip().upper() not in formats.TABLE_FORMATS:
        possible = ", ".join(sorted(formats.TABLE_FORMATS))
        raise BadInput(f"Columns can only be left out of {possible}.", field="excludedColumns")
    known = set().union(*(source.column_names(project) for project in projects))
    unknown = [name for name in excluded if name not in known]
    if unknown:
        raise BadInput(f"There is no column named {unknown[0]}.", field="excludedColumns")


def _cabinet_roles(wanted: str | None, own_only: bool) -> list[str]:
    """Which folders the zip holds; the original text always stays."""
    if own_only and wanted == CabinetRole.REVIEWER:
        raise Forbidden("Only reviewers may export the review.")
    if own_only or wanted == CabinetRole.LABELER:
        return [CabinetRole.LABELER.value, CabinetRole.ROOT.value]
    if wanted == CabinetRole.REVIEWER:
        return [CabinetRole.REVIEWER.value, CabinetRole.ROOT.value]
    return [role.value for role in CabinetRole]


def _owner_ids(projects: list[Project], member_ids: list[str] | None, only: User | None) -> list[int] | None:
    """The users behind team member ids, all of whom must be assigned to one of the projects."""
    if not member_ids:
        return None
    rows = ProjectAssignment.objects.filter(project__in=projects, member__user__isnull=False)
    users = {str(member): user for member, user in rows.values_list("member_id", "member__user_id")}
    for member_id in member_ids:
        if str(member_id) not in users:
            raise BadInput(f"The team member {member_id} is not assigned to this project.", field="includedAssigneeIds")
        if only is not None and users[str(member_id)] != only.pk:
            raise Forbidden("Only reviewers may export other people's work.")
    return sorted({users[str(member_id)] for member_id in member_ids})
