"""Taking documents oneself on the wire."""

from __future__ import annotations

from typing import Any

from ariadne import MutationType, ObjectType

from gloss.documents import slots, taking
from gloss.documents.models import CabinetRole, DocumentCopy
from gloss.projects import shapes
from gloss.projects.models import ProjectStatus
from gloss.projects.resolvers import load_assignments
from gloss.projects.shapes import BATCH, ROW
from gloss.teams import access as teams
from gloss.teams.models import Role
from gloss.teams.settings import team_settings

mutation = MutationType()
project_type, own_type = ObjectType("Project"), ObjectType("SelfAssignment")
MANAGERS = (Role.ADMIN, Role.SUPERVISOR)


@mutation.field("assignMyself")
def assign_myself(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    user = info.context.user
    project, member = taking.project_for_taking(user, input["projectId"])
    wanted = input["numberOfDocuments"]
    taken = taking.take(project, member, wanted)
    roots = DocumentCopy.objects.filter(cabinet__project=project, cabinet__role=CabinetRole.ROOT, document__in=taken)
    return {
        "project": shapes.project(project, user),
        "requestedCount": wanted,
        "assignedCount": len(taken),
        "documentIds": [str(uid) for uid in roots.order_by("document__position").values_list("uid", flat=True)],
    }


@mutation.field("unassignMyself")
def unassign_myself(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    user = info.context.user
    project, member = taking.project_for_taking(user, input["projectId"])
    count = taking.give_back(project, member, untouched_only=bool(input.get("untouchedOnly")))
    return {"projectId": project.uid, "unassignedCount": count}


@project_type.field("selfAssignment")
def self_assignment(obj: dict[str, Any], info: Any) -> dict[str, Any]:
    """What the caller may take; what they may give back is read for one project, if asked for."""
    project, batch = obj[ROW], obj[BATCH]
    allowed = project.team is not None and team_settings(project.team).allow_self_assignment
    is_open = allowed and not project.is_archived and project.status != ProjectStatus.COMPLETE
    total = batch.get("open slots", lambda batch: slots.open_counts(batch.projects))[project.pk] if is_open else 0
    own = (
        batch.get("own open slots", lambda batch: slots.own_open_counts(batch.projects, batch.user.pk))[project.pk]
        if total
        else 0
    )
    return {"isAllowed": is_open, "availableCount": total - own, "_project": obj, "_open": is_open}


@own_type.field("ownUntouchedCount")
def own_untouched(obj: dict[str, Any], info: Any) -> int:
    return len(_own(obj, info).untouched)


@own_type.field("ownTouchedCount")
def own_touched(obj: dict[str, Any], info: Any) -> int:
    return len(_own(obj, info).touched)


def _own(obj: dict[str, Any], info: Any) -> taking.Own:
    batch, project = obj["_project"][BATCH], obj["_project"][ROW]
    mine = any(row.member.user_id == batch.user.pk for row in batch.get("assignments", load_assignments)[project.pk])
    if not obj["_open"] or not mine:
        return taking.Own(frozenset(), frozenset())
    return batch.get(f"own {project.pk}", lambda batch: taking.own_documents(project, batch.user))


@project_type.field("incompleteAssignmentCount")
def incomplete_assignment(obj: dict[str, Any], info: Any) -> int | None:
    """Documents with fewer labelers than they should have; told to those who can mend it."""
    project, batch = obj[ROW], obj[BATCH]
    if project.team_id is None:
        return None
    role = batch.get(f"role {project.team_id}", lambda batch: teams.role_in(batch.user, project.team_id))
    if role not in MANAGERS:
        return None
    return batch.get("open slots", lambda batch: slots.open_counts(batch.projects))[project.pk]


BINDINGS = [mutation, project_type, own_type]
