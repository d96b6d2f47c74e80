"""Projects on the wire."""

from __future__ import annotations

from typing import Any

from ariadne import MutationType, ObjectType, QueryType
from django.db.models import Count
from django.db.models.functions import Lower

from gloss.core.errors import NotFound
from gloss.core.ids import parse_int
from gloss.core.paging import page_of
from gloss.guidelines import access as guidelines
from gloss.guidelines import shapes as guideline_shapes
from gloss.projects import access, listing, names, queries, service, shapes
from gloss.projects.models import Project, ProjectAssignment, ProjectStatus
from gloss.projects.shapes import BATCH, NAMES, ROW, Batch
from gloss.tags import shapes as tag_shapes
from gloss.teams import access as teams
from gloss.teams import shapes as team_shapes

query, mutation = QueryType(), MutationType()
project_type, assignment_type = ObjectType("Project"), ObjectType("ProjectAssignment")


@query.field("getProject")
def get_project(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    project = access.project_for_reader(info.context.user, input["projectId"])
    team_id = input.get("teamId")
    if team_id and str(project.team_id) != str(team_id):
        raise NotFound("project", input["projectId"])
    return shapes.project(project, info.context.user)


@query.field("getProjects")
def get_projects(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    user, page, wanted = info.context.user, page_of(input), input.get("filter") or {}
    team_id = _team_id(wanted.get("teamId"))
    shown = listing.assignable(user, team_id) if wanted.get("isAssignable") else listing.visible(user, team_id)
    projects = listing.filtered(shown, user, wanted)
    rows = listing.ordered(projects, input.get("sort")).select_related("team__owner", "owner", "guideline")
    total = projects.count()
    nodes = shapes.projects(list(rows[page.skip : page.skip + page.take]), user)
    return {"nodes": nodes, "totalCount": total, "pageInfo": page.cursors(total)}


def _team_id(value: Any) -> int | None:
    if value in (None, ""):
        return None
    number = parse_int(value)
    if number is None:
        raise NotFound("team", value)
    return number


@query.field("getOverallProjectPerformance")
def get_overall_performance(_: Any, info: Any, teamId: Any = None) -> dict[str, int]:
    projects = listing.visible(info.context.user, _team_id(teamId))
    counts = dict(projects.order_by().values_list("status").annotate(Count("pk")))
    return {
        "total": sum(counts.values()),
        "created": counts.get(ProjectStatus.CREATED, 0),
        "inProgress": counts.get(ProjectStatus.IN_PROGRESS, 0),
        "reviewReady": counts.get(ProjectStatus.REVIEW_READY, 0),
        "inReview": counts.get(ProjectStatus.IN_REVIEW, 0),
        "completed": counts.get(ProjectStatus.COMPLETE, 0),
    }


@query.field("getTeamProjectAssignees")
def get_team_project_assignees(_: Any, info: Any, input: dict[str, Any]) -> list[dict[str, Any]]:
    user = info.context.user
    project = access.project_for_reader(user, input["projectId"])
    rows = list(queries.assignments(project))
    if not access.rights(user, project).can_review:
        rows = [row for row in rows if row.member.user_id == user.pk]
    hidden = names.hidden_from(user, project)
    batch = Batch([project], user)
    return [{**shapes.assignment(row), BATCH: batch, NAMES: hidden} for row in rows]


@mutation.field("updateProject")
def update_project(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    user = info.context.user
    project = access.project_for_manager(user, input["projectId"])
    ids, tag_names = input.get("tagIds"), input.get("tags")
    tags = None if ids is None and tag_names is None else service.chosen_tags(project, user, ids, tag_names)
    return shapes.project(service.update(project, user, name=input.get("name"), tag_list=tags), user)


@mutation.field("updateProjectSettings")
def update_project_settings(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    project = access.project_for_reviewer(info.context.user, input["projectId"])
    return shapes.project(service.update_settings(project, info.context.user, input), info.context.user)


@mutation.field("updateProjectGuideline")
def update_project_guideline(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    user = info.context.user
    project = access.project_for_reviewer(user, input["projectId"])
    guideline_id = input.get("guidelineId")
    guideline = guidelines.guideline_for_reader(user, guideline_id) if guideline_id else None
    if guideline and guideline.team_id != project.team_id:
        raise NotFound("guideline", guideline_id)
    return shapes.project(service.set_guideline(project, guideline), user)


@mutation.field("deleteProject")
def delete_project(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    project = access.project_for_manager(info.context.user, input["projectId"])
    service.delete([project], info.context.user)
    return shapes.project(project, info.context.user)


@mutation.field("deleteProjects")
def delete_projects(_: Any, info: Any, projectIds: list[str]) -> list[dict[str, Any]]:
    user = info.context.user
    return shapes.projects(service.delete(_managed(user, projectIds), user), user)


@mutation.field("scheduleDeleteProjects")
def schedule_delete_projects(_: Any, info: Any, projectIds: list[str], dueInDays: int) -> list[dict[str, Any]]:
    user = info.context.user
    return shapes.projects(service.schedule_deletion(_managed(user, projectIds), user, dueInDays), user)


@mutation.field("toggleArchiveProjects")
def toggle_archive_projects(_: Any, info: Any, projectIds: list[str]) -> list[dict[str, Any]]:
    user = info.context.user
    return shapes.projects(service.toggle_archive(_managed(user, projectIds), user), user)


def _managed(user: Any, uids: list[str]) -> list[Project]:
    """All projects or none: one that may not be changed refuses the call."""
    return [access.project_for_manager(user, uid) for uid in dict.fromkeys(uids)]


@project_type.field("tags")
def project_tags(obj: dict[str, Any], info: Any) -> list[dict[str, Any]]:
    def load(batch: Batch) -> dict[int, list[dict[str, Any]]]:
        through = Project.tags.through.objects.filter(project_id__in=[row.pk for row in batch.projects])
        found: dict[int, list[dict[str, Any]]] = {row.pk: [] for row in batch.projects}
        for link in through.select_related("tag").order_by(Lower("tag__name"), "tag_id"):
            found[link.project_id].append(tag_shapes.tag(link.tag))
        return found

    return obj[BATCH].get("tags", load)[obj[ROW].pk]


def load_assignments(batch: Batch) -> dict[int, list[ProjectAssignment]]:
    """Active assignments of every project of the page, with member and user."""
    rows = ProjectAssignment.objects.filter(project__in=batch.projects, member__is_deleted=False)
    found: dict[int, list[ProjectAssignment]] = {row.pk: [] for row in batch.projects}
    for row in rows.select_related("member__user").order_by("id"):
        found[row.project_id].append(row)
    return found


@project_type.field("assignees")
def project_assignees(obj: dict[str, Any], info: Any) -> list[dict[str, Any]]:
    rows = obj[BATCH].get("assignments", load_assignments)[obj[ROW].pk]
    if not is_review_allowed(obj, info):
        rows = [row for row in rows if row.member.user_id == obj[BATCH].user.pk]
    hidden = names.hidden_from(obj[BATCH].user, obj[ROW])
    return [{**shapes.assignment(row), BATCH: obj[BATCH], NAMES: hidden} for row in rows]


@project_type.field("team")
def project_team(obj: dict[str, Any], info: Any) -> dict[str, Any] | None:
    team = obj[ROW].team
    return team_shapes.team(team, base_url=info.context.base_url) if team else None


@project_type.field("guideline")
def project_guideline(obj: dict[str, Any], info: Any) -> dict[str, Any] | None:
    guideline = obj[ROW].guideline
    return guideline_shapes.guideline(guideline) if guideline else None


@project_type.field("isReviewByMeAllowed")
def is_review_allowed(obj: dict[str, Any], info: Any) -> bool:
    batch, project = obj[BATCH], obj[ROW]

    def roles(batch: Batch) -> dict[int, str | None]:
        ids = {row.team_id for row in batch.projects if row.team_id is not None}
        return {team_id: teams.role_in(batch.user, team_id) for team_id in ids}

    own = (row for row in batch.get("assignments", load_assignments)[project.pk] if row.member.user_id == batch.user.pk)
    assigned = next((row.role for row in own), None)
    role = batch.get("roles", roles).get(project.team_id)
    return access.rights_from(batch.user, project, role, assigned).can_review


@assignment_type.field("teamMember")
def assignment_member(obj: dict[str, Any], info: Any) -> dict[str, Any]:
    member, cache = obj["_member"], info.context.cache
    key = ("team role", member.team_id)
    if key not in cache:
        cache[key] = teams.role_in(info.context.user, member.team_id)
    shape = team_shapes.member(member, cache[key])
    return names.hide_member(shape, member.user_id, info.context.user, obj.get(NAMES, {}))


BINDINGS = [query, mutation, project_type, assignment_type]
