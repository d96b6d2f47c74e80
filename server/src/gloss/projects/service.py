"""Changing projects. Every function checks its values and leaves rights to ``access``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction

from gloss.accounts.models import User
from gloss.core.clock import now
from gloss.core.errors import BadInput, NotImplementedYet
from gloss.core.ids import parse_int
from gloss.guidelines.models import Guideline
from gloss.jobs import service as jobs
from gloss.projects import activity, queries
from gloss.projects.models import Project
from gloss.projects.settings import DocumentSettings, ProjectSettings
from gloss.tags import service as tags
from gloss.tags.models import Tag
from gloss.teams.models import Team

MAX_NAME = 255
MAX_DELETION_DAYS = 365


def clean_name(name: str) -> str:
    """Return the trimmed name, or refuse an empty or too long one."""
    name = name.strip()
    if not 1 <= len(name) <= MAX_NAME:
        raise BadInput(f"A project name has 1 to {MAX_NAME} characters.", field="name")
    return name


def check_kinds(kinds: Sequence[str]) -> list[str]:
    """Return the kinds without repeats; any of the three built ones may be combined."""
    unique = list(dict.fromkeys(kinds))
    if not unique:
        raise BadInput("Choose at least one kind of labeling.", field="kinds")
    if "BBOX_BASED" in unique:
        raise NotImplementedYet("Bounding box labeling")
    return unique


@transaction.atomic
def update(project: Project, actor: User, *, name: str | None, tag_list: list[Tag] | None) -> Project:
    """Rename the project and replace its tags; None leaves either as it is."""
    if name is not None:
        project.name = clean_name(name)
    project.updated_at = now()
    project.save(update_fields=["name", "updated_at"])
    if tag_list is not None:
        project.tags.set(tag_list)
    activity.note("PROJECT_UPDATED", actor, project)
    return project


def chosen_tags(
    project: Project, actor: User, tag_ids: Iterable[object] | None, names: Iterable[str] | None
) -> list[Tag]:
    """Return the tags meant by ids and names; unknown names are made in the project's workspace.

    Raises:
        BadInput: an id that is no tag of the workspace and no global one.
    """
    wanted = [parse_int(tag_id) for tag_id in tag_ids or ()]
    found = Tag.objects.filter(pk__in=[number for number in wanted if number is not None])
    usable = {tag.pk: tag for tag in found if tag.is_global or _belongs(tag, project.team, project.owner)}
    unknown = [str(given) for given, number in zip(tag_ids or (), wanted, strict=True) if number not in usable]
    if unknown:
        raise BadInput(f"No tag of this workspace has the id {', '.join(unknown)}.", field="tagIds")
    named = tags.ensure(project.owner, project.team, list(names)) if names else []
    return list({tag.pk: tag for tag in [*usable.values(), *named]}.values())


def _belongs(tag: Tag, team: Team | None, owner: User) -> bool:
    return tag.team_id == team.pk if team else tag.owner_id == owner.pk


def _check_reachable(project: Project, consensus: int) -> None:
    labelers = queries.labeler_count(project)
    if consensus <= max(1, labelers):
        return
    people = "1 labeler" if labelers == 1 else f"{labelers} labelers"
    raise BadInput(
        f"The project has {people}, so {consensus} can never agree. Lower the consensus or assign more labelers.",
        field="consensus",
    )


@transaction.atomic
def update_settings(project: Project, actor: User, values: Mapping[str, Any]) -> Project:
    """Apply a wire input.

    Raises:
        BadInput: a value out of range; a consensus raised above the number of labelers, which no label could reach.
    """
    before = ProjectSettings.load(project)
    after = before.changed(values)
    if after.mode == "PEER_REVIEW" and (after.mode, after.consensus) != (before.mode, before.consensus):
        _check_reachable(project, after.consensus)
    project.settings = after.dump()
    project.updated_at = now()
    project.save(update_fields=["settings", "updated_at"])
    activity.note("PROJECT_SETTINGS_UPDATED", actor, project)
    return project


@transaction.atomic
def update_document_settings(project: Project, actor: User, values: Mapping[str, Any]) -> Project:
    project.document_settings = DocumentSettings.load(project).changed(values).dump()
    project.updated_at = now()
    project.save(update_fields=["document_settings", "updated_at"])
    activity.note("PROJECT_SETTINGS_UPDATED", actor, project)
    return project


def set_guideline(project: Project, guideline: Guideline | None) -> Project:
    project.guideline, project.updated_at = guideline, now()
    project.save(update_fields=["guideline", "updated_at"])
    return project


@transaction.atomic
def toggle_archive(projects: Iterable[Project], actor: User) -> list[Project]:
    """Archive active projects and restore archived ones, each by its own state."""
    changed = []
    for project in projects:
        project.is_archived, project.updated_at = not project.is_archived, now()
        project.save(update_fields=["is_archived", "updated_at"])
        activity.note("PROJECT_ARCHIVED" if project.is_archived else "PROJECT_RESTORED", actor, project)
        changed.append(project)
    return changed


@transaction.atomic
def delete(projects: Iterable[Project], actor: User) -> list[Project]:
    """Hide projects at once and delete their rows in a job each."""
    gone = []
    for project in projects:
        activity.note("PROJECT_DELETED", actor, project)
        project.is_ready = False
        project.save(update_fields=["is_ready"])
        key = f"project.delete:{project.uid}"
        payload = {"projectId": project.uid}
        jobs.enqueue(
            "project.delete",
            owner=actor,
            payload=payload,
            queue="ProjectDeletionQueue",
            team=project.team,
            dedupe_key=key,
        )
        gone.append(project)
    return gone


@transaction.atomic
def schedule_deletion(projects: Iterable[Project], actor: User, days: int) -> list[Project]:
    """Delete projects after ``days`` days; 0 deletes now."""
    if not 0 <= days <= MAX_DELETION_DAYS:
        raise BadInput(f"Choose 0 to {MAX_DELETION_DAYS} days.", field="dueInDays")
    if days == 0:
        return delete(projects, actor)
    chosen = list(projects)
    for project in chosen:
        project.delete_at = now() + timedelta(days=days)
        project.save(update_fields=["delete_at"])
        activity.note("PROJECT_DELETION_SCHEDULED", actor, project, dueInDays=days)
    return chosen


def delete_due() -> int:
    """Delete the projects whose scheduled time has come; return how many. Called periodically."""
    due = list(Project.objects.filter(is_ready=True, delete_at__lte=now()).select_related("owner", "team"))
    for project in due:
        delete([project], project.owner)
    return len(due)
