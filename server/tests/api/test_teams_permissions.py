"""The matrix of workspace actions by role: who may, who may not, and that a refusal changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gloss.guidelines.models import Guideline
from gloss.labelsets.models import LabelSetTemplate
from gloss.questionsets.models import QuestionSet
from gloss.tags.models import Tag
from gloss.teams.models import Role, Team, TeamMember
from tests.client import Api, Reply
from tests.factories import Make, unique

TOKENS = [{"type": "TOKEN", "name": "Labels", "config": {"options": [{"id": "1", "label": "A"}]}}]
ITEMS = [{"type": "TEXT", "label": "Why?", "config": {}}]
Call = Callable[[Api, Team], Reply]


def settings(**values: Any) -> Call:
    return lambda api, team: api.mutate("updateTeamSetting", "id", input={"teamId": str(team.pk), **values})


def invite(api: Api, team: Team) -> Reply:
    members = [{"email": f"{unique('guest')}@example.com"}]
    return api.mutate("inviteTeamMembers", "id", input={"teamId": str(team.pk), "members": members})


def remove(api: Api, team: Team) -> Reply:
    target = TeamMember.objects.filter(team=team, role=Role.LABELER).order_by("pk").first()
    return api.mutate("removeTeamMember", "id", input={"teamMemberId": str(target.pk)})


def promote(api: Api, team: Team) -> Reply:
    target = TeamMember.objects.filter(team=team, role=Role.LABELER).order_by("pk").first()
    return api.mutate("updateTeamMemberTeamRole", "id", input={"teamMemberId": str(target.pk), "teamRoleId": "2"})


def library_update(api: Api, team: Team) -> Reply:
    return api.mutate("updateLabelSetTemplate", "id", input={"id": str(_entry(team).pk), "name": "Changed"})


def library_delete(api: Api, team: Team) -> Reply:
    return api.mutate("deleteLabelSetTemplates", ids=[str(_entry(team).pk)])


def _entry(team: Team) -> LabelSetTemplate:
    return LabelSetTemplate.objects.get(team=team)


def library_save(api: Api, team: Team) -> Reply:
    given = {"teamId": str(team.pk), "name": "New", "questions": TOKENS}
    return api.mutate("createLabelSetTemplate", "id", input=given)


def questions_update(api: Api, team: Team) -> Reply:
    row = QuestionSet.objects.get(team=team)
    return api.mutate("updateQuestionSet", "id", input={"id": str(row.pk), "items": ITEMS})


def guideline(api: Api, team: Team) -> Reply:
    return api.mutate("createGuideline", "id", name="New", content="text", teamId=str(team.pk))


def tag(api: Api, team: Team) -> Reply:
    return api.mutate("createTag", "id", input={"teamId": str(team.pk), "name": "New"})


def rename_tag(api: Api, team: Team) -> Reply:
    row = Tag.objects.get(team=team)
    return api.mutate("updateTag", "id", input={"teamId": str(team.pk), "tagId": str(row.pk), "name": "Changed"})


def delete_tag(api: Api, team: Team) -> Reply:
    row = Tag.objects.get(team=team)
    return api.mutate("removeTags", "tagId", input={"teamId": str(team.pk), "tagIds": [str(row.pk)]})


MATRIX: list[tuple[str, Call, str]] = [
    # what, how, and who may: labeler, reviewer, supervisor, admin
    ("name", lambda api, team: api.mutate("updateTeam", "id", input={"id": str(team.pk), "name": "New"}), "nnny"),
    ("export permission", settings(allowedLabelerExportMethods=["EMAIL"]), "nnny"),
    ("notifications", settings(commentNotificationType="OFF"), "nnny"),
    ("self-assignment", settings(allowSelfAssignment=True), "nnny"),
    ("list members", lambda api, team: api.query("getTeamMembers", "id", teamId=str(team.pk)), "yyyy"),
    ("invite", invite, "nnyy"),
    ("remove a labeler", remove, "nnyy"),
    ("make a labeler reviewer", promote, "nnyy"),
    ("change a library label set", library_update, "nnyy"),
    ("delete a library label set", library_delete, "nnyy"),
    ("save a label set to the library", library_save, "nyyy"),
    ("change a library question set", questions_update, "nnyy"),
    ("write a guideline", guideline, "nnyy"),
    ("create a tag", tag, "nnyy"),
    ("rename a tag", rename_tag, "nnyy"),
    ("delete a tag", delete_tag, "nnyy"),
]
ROLES = (Role.LABELER, Role.REVIEWER, Role.SUPERVISOR, Role.ADMIN)


def state(team: Team) -> tuple[object, ...]:
    """Everything the actions of the matrix can change."""
    tables = (
        Team.objects.filter(pk=team.pk).values_list("name", "settings"),
        TeamMember.objects.filter(team=team).values_list("invitation_email", "role", "is_deleted"),
        LabelSetTemplate.objects.filter(team=team).values_list("name", "updated_at"),
        QuestionSet.objects.filter(team=team).values_list("name", "updated_at"),
        Guideline.objects.filter(team=team).values_list("name", "updated_at"),
        Tag.objects.filter(team=team).values_list("name"),
    )
    return tuple(sorted(map(repr, table)) for table in tables)


@pytest.mark.parametrize(("call", "who"), [row[1:] for row in MATRIX], ids=[row[0] for row in MATRIX])
def test_matrix(api: Api, make: Make, call: Call, who: str) -> None:
    for role, expected in zip(ROLES, who, strict=True):
        team = make.team()
        make.member(team)
        LabelSetTemplate.objects.create(team=team, owner=team.owner, name="Old")
        QuestionSet.objects.create(team=team, creator=team.owner, name="Old")
        Tag.objects.create(team=team, name="Old")
        caller = api.as_(make.member(team, role=role).user)
        before = state(team)
        reply = call(caller, team)
        assert reply.codes == ([] if expected == "y" else ["FORBIDDEN"]), role
        assert (state(team) == before) is (expected == "n" or call is MATRIX[4][1]), role
        stranger = call(api.as_(make.user()), team) if expected == "n" else None
        assert stranger is None or (stranger.codes, state(team)) == (["NOT_FOUND"], before), role
