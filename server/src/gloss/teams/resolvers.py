"""Teams and members on the wire."""

from __future__ import annotations

from typing import Any, BinaryIO

from ariadne import MutationType, ObjectType, QueryType

from gloss.accounts.audit import Origin
from gloss.core.errors import BadInput, Forbidden, NotFound
from gloss.core.paging import page_of
from gloss.core.selection import selected
from gloss.teams import access, entry, invitations, queries, service, shapes
from gloss.teams.models import ROLE_IDS, Role, Team, TeamMember

query, mutation, team_type = QueryType(), MutationType(), ObjectType("Team")
BINDINGS = [query, mutation, team_type, *entry.BINDINGS]
_ROLES = {id: role for role, id in ROLE_IDS.items()} | {role.value: role for role in Role}


def parse_role(value: object, *, field: str) -> Role:
    """Read a role id or name; nothing means labeler."""
    if value is None or value == "":
        return Role.LABELER
    role = _ROLES.get(str(value))
    if role is None:
        raise BadInput(f"There is no role with id {value}; getTeamRoles lists them.", field=field)
    return role


def shape_teams(info: Any, teams: list[Team]) -> list[dict[str, Any]]:
    """Shape teams with their logos in one query; their members, when asked for, in another."""
    versions = queries.logo_versions(teams)
    base_url = info.context.base_url
    return [shapes.team(team, base_url=base_url, logo_version=versions.get(team.pk)) for team in teams]


def _team(info: Any, team: Team) -> dict[str, Any]:
    return shape_teams(info, [team])[0]


@query.field("getAllTeams")
def get_all_teams(_: Any, info: Any) -> list[dict[str, Any]]:
    teams = list(queries.teams_of(info.context.user))
    if selected(info) & {"members", "membersScalar"}:
        for team_id, rows in queries.members_of_teams(teams).items():
            info.context.cache["team_members", str(team_id)] = rows
    return shape_teams(info, teams)


@query.field("getTeamDetail")
def get_team_detail(_: Any, info: Any, input: dict[str, Any] | None = None) -> dict[str, Any]:
    """One team; an invitation that waits for the caller's verified address is accepted."""
    if input is None:
        raise BadInput("Name the team: input.id is missing.", field="input")
    user = info.context.user
    found = queries.membership(user, input["id"])
    team = found.team if found else invitations.accept_waiting(user, input["id"], Origin.of(info.context))
    if team is None:
        raise Forbidden("You are not a member of this workspace. Ask one of its admins to invite you.")
    return _team(info, team)


@team_type.field("members")
def team_members(team: dict[str, Any], info: Any) -> list[dict[str, Any]] | None:
    """Everybody in the team and invited to it; None for a caller who does not belong to it."""
    cache, key = info.context.cache, ("team_members", team["id"])
    if key not in cache:
        cache[key] = list(queries.listed_members(team["id"]))
    role = access.role_among(info.context.user, cache[key])
    return None if role is None else [shapes.member(row, role) for row in cache[key]]


@team_type.field("membersScalar")
def team_members_as_json(team: dict[str, Any], info: Any) -> list[dict[str, Any]] | None:
    found = team_members(team, info)
    return found and [{key: value for key, value in row.items() if key != shapes.MEMBER} for row in found]


@query.field("getTeamMembers")
def get_team_members(_: Any, info: Any, teamId: str) -> list[dict[str, Any]]:
    caller = access.member(info.context.user, teamId)
    return [shapes.member(row, caller.role) for row in queries.listed_members(teamId)]


@query.field("getTeamMembersPaginated")
def get_team_members_paginated(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    filters = input.get("filter")
    if not filters:
        raise BadInput("Name the team: filter.teamId is missing.", field="filter")
    caller = access.member(info.context.user, filters["teamId"])
    page = page_of(input)
    roles = [parse_role(id, field="roleId") for id in filters.get("roleId") or ()]
    rows = queries.searched_members(caller.team_id, filters.get("keyword") or "", roles, input.get("sort") or ())
    total = rows.count()
    nodes = [shapes.member(row, caller.role) for row in rows[page.skip : page.skip + page.take]]
    return {"totalCount": total, "pageInfo": page.cursors(total), "nodes": nodes}


@query.field("getTeamMemberDetail")
def get_team_member_detail(_: Any, info: Any, memberId: str, teamId: str) -> dict[str, Any]:
    caller = access.member(info.context.user, teamId)
    _, target = access.member_of_callers_team(info.context.user, memberId)
    if target.team_id != caller.team_id:
        raise NotFound("team member", memberId)
    return shapes.member(target, caller.role)


@query.field("getCurrentUserTeamMember")
def get_current_user_team_member(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    caller = access.member(info.context.user, input["teamId"])
    return shapes.member(caller, caller.role)


@query.field("getTeamRoles")
def get_team_roles(_: Any, info: Any) -> list[dict[str, str]]:
    return [{"id": id, "name": role.value} for role, id in ROLE_IDS.items()]


def _file(upload: Any) -> BinaryIO | None:
    return None if upload is None else upload.file


@mutation.field("createTeam")
def create_team(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    context = info.context
    team = service.create_team(
        context.user,
        input["name"],
        logo=_file(input.get("logo")),
        invited=_invited(input.get("members") or []),
        base_url=context.base_url,
        origin=Origin.of(context),
    )
    return _team(info, team)


@mutation.field("updateTeam")
def update_team(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    caller = access.admin(info.context.user, input["id"])
    logo = _file(input.get("logo"))
    team = service.update_team(caller, name=input.get("name"), logo=logo, origin=Origin.of(info.context))
    return _team(info, team)


_SETTING_FIELDS = {
    "allowedLabelerExportMethods": "allowed_labeler_export_methods",
    "allowedReviewerExportMethods": "allowed_reviewer_export_methods",
    "defaultExternalObjectStorageId": "default_external_object_storage_id",
    "enableAssistedLabeling": "enable_assisted_labeling",
    "enableDataProgramming": "enable_data_programming",
    "enableWipeData": "enable_wipe_data",
    "commentNotificationType": "comment_notification_type",
    "allowSelfAssignment": "allow_self_assignment",
}


@mutation.field("updateTeamSetting")
def update_team_setting(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    caller = access.admin(info.context.user, input["teamId"])
    values = {attribute: input[name] for name, attribute in _SETTING_FIELDS.items() if name in input}
    return _team(info, service.update_setting(caller, values, Origin.of(info.context)))


def _invited(members: list[dict[str, Any]]) -> list[tuple[str, Role]]:
    return [(member["email"], parse_role(member.get("role"), field="members")) for member in members]


@mutation.field("inviteTeamMembers")
def invite_team_members(_: Any, info: Any, input: dict[str, Any]) -> list[dict[str, Any]]:
    caller = access.member(info.context.user, input["teamId"])
    base_url, origin = info.context.base_url, Origin.of(info.context)
    rows = invitations.invite(caller, _invited(input["members"]), base_url=base_url, origin=origin)
    return [shapes.member(row, caller.role) for row in rows]


@mutation.field("resendInvitation")
def resend_invitation(_: Any, info: Any, teamMemberId: str) -> dict[str, Any]:
    caller, target = access.member_of_callers_team(info.context.user, teamMemberId)
    base_url, origin = info.context.base_url, Origin.of(info.context)
    return shapes.member(invitations.resend(caller, target, base_url=base_url, origin=origin), caller.role)


@query.field("verifyInvitationLink")
def verify_invitation_link(_: Any, info: Any, invitationKey: str, teamId: str) -> dict[str, Any]:
    found = invitations.verify(invitationKey, teamId)
    return {
        "email": found.email,
        "isValid": found.is_valid,
        "teamId": teamId,
        "userIsRegistered": found.is_registered,
    }


@mutation.field("acceptInvitation")
def accept_invitation(_: Any, info: Any, invitationKey: str) -> dict[str, Any]:
    team = invitations.accept(info.context.user, invitationKey, Origin.of(info.context))
    return _team(info, team)


@mutation.field("removeTeamMember")
def remove_team_member(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    caller, target = access.member_of_callers_team(info.context.user, input["teamMemberId"])
    return _member(caller, service.remove_member(caller, target, Origin.of(info.context)))


@mutation.field("updateTeamMemberTeamRole")
def update_team_member_team_role(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    caller, target = access.member_of_callers_team(info.context.user, input["teamMemberId"])
    role = parse_role(input.get("teamRoleId"), field="teamRoleId")
    return _member(caller, service.change_role(caller, target, role, Origin.of(info.context)))


def _member(caller: TeamMember, changed: TeamMember) -> dict[str, Any]:
    return shapes.member(changed, caller.role)
