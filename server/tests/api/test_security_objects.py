"""Ids of other workspaces passed where an own one belongs, replayed acts of others, and fields behind fields."""

from __future__ import annotations

from typing import Any

import pytest

from gloss.events.models import LabelingAct
from gloss.jobs.models import Job
from gloss.labels.models import Label
from gloss.labelsets.models import LabelSet
from gloss.projects.models import Project, ProjectAssignment
from gloss.storage.models import UploadedFile
from tests.access_world import SECRET, Guarded, guarded_world
from tests.client import Api
from tests.creating import launch_input
from tests.factories import Make
from tests.labeling import labeling_world, span


@pytest.fixture(scope="module")
def guarded(database: None) -> Guarded:
    return guarded_world(Make())


FOREIGN: dict[str, Any] = {
    "teamId": "team",
    "externalObjectStorageId": "storage",
    "guidelineId": "guideline",
    "labelSetIDs": "label_set",
    "documents": "upload",
    "documentAssignments": "member",
}


@pytest.mark.parametrize("field", list(FOREIGN))
def test_a_project_takes_nothing_foreign(api: Api, make: Make, guarded: Guarded, field: str) -> None:
    stranger = guarded.callers["stranger"]
    own = stranger.memberships.get().team
    caller = api.as_(stranger)
    foreign = getattr(guarded.ids, FOREIGN[field])
    values = {
        "labelSetIDs": [foreign],
        "documents": [{"document": {"name": "a.txt", "objectKey": foreign}}],
        "documentAssignments": [{"teamMemberId": foreign, "role": "LABELER"}],
    }
    given = launch_input(caller, {"b.txt": "text"}, teamId=str(own.pk))
    before = Job.objects.count(), Project.objects.count()
    reply = caller.mutate("createProject", "name", input={**given, field: values.get(field, foreign)})
    assert reply.codes[0] in ("NOT_FOUND", "BAD_USER_INPUT")
    assert SECRET not in str(reply.body)
    assert (Job.objects.count(), Project.objects.count()) == before
    assert UploadedFile.objects.get(key=guarded.ids.upload).claimed_at is None


def test_an_own_project_takes_no_foreign_people_tags_or_guideline(api: Api, make: Make, guarded: Guarded) -> None:
    world = labeling_world(make)
    caller, project, ids = api.as_(world.admin), world.project, guarded.ids
    assignees = [{"teamMemberId": ids.member, "documentIds": [], "role": "LABELER"}]
    before = list(ProjectAssignment.objects.filter(project=project).values_list("pk", "member_id", "role"))
    replies = [
        caller.mutate("replaceProjectAssignees", "id", input={"projectId": project.uid, "assignees": assignees}),
        caller.mutate("updateProject", "id", input={"projectId": project.uid, "tagIds": [ids.tag]}),
        caller.mutate("updateProjectGuideline", "id", input={"projectId": project.uid, "guidelineId": ids.guideline}),
        caller.mutate(
            "updateProjectLabelSetByLabelSetTemplate",
            "id",
            input={"projectId": project.uid, "labelSetTemplateId": ids.template, "index": 0},
        ),
        caller.mutate(
            "updateProjectLabelSet", "id", input={"projectId": project.uid, "id": ids.label_set, "name": "n"}
        ),
        caller.query("getProject", "id", input={"projectId": project.uid, "teamId": ids.team}),
        caller.query("getTeamMemberDetail", "id", teamId=str(world.team.pk), memberId=ids.member),
    ]
    for reply in replies:
        assert reply.codes[0] in ("NOT_FOUND", "BAD_USER_INPUT")
        assert SECRET not in str(reply.body)
    project.refresh_from_db()
    assert project.guideline_id is None
    assert not project.tags.exists()
    assert list(ProjectAssignment.objects.filter(project=project).values_list("pk", "member_id", "role")) == before


def test_a_label_set_left_behind_is_no_longer_ones_own(api: Api, make: Make) -> None:
    """Whoever made a set in a team's project and was removed cannot take its present classes along."""
    world = labeling_world(make)
    former = world.labelers[0]
    row = LabelSet.objects.get(project=world.project)
    LabelSet.objects.filter(pk=row.pk).update(owner=former)
    world.team.members.filter(user=former).update(is_deleted=True)
    caller = api.as_(former)
    given = launch_input(caller, {"a.txt": "text"}, labelSetIDs=[str(row.pk)])
    reply = caller.mutate("createProject", "name", input=given)
    assert reply.codes == ["BAD_USER_INPUT"]
    assert not Project.objects.filter(owner=former).exists()


def test_an_act_is_replayed_to_nobody_else(api: Api, make: Make) -> None:
    world = labeling_world(make, labelers=2)
    first, second = world.labelers
    label = span("city", 0, 3)

    def save(user: Any) -> Any:
        wanted = {"documentId": world.uid(user), "action": "LABEL", "labels": [label], "actId": "act-of-the-first"}
        signature = world.signature(user)
        return api.as_(user).mutate("updateLabels", "labels", input={**wanted, "signature": signature})

    assert len(save(first).data["labels"]) == 1
    stolen = save(second)
    assert (stolen.data, stolen.codes) == (None, ["CONFLICT"])
    assert not Label.objects.filter(copy=world.copy(second)).exists()
    assert list(LabelingAct.objects.filter(act_id="act-of-the-first").values_list("actor", flat=True)) == [first.pk]


def test_fields_behind_fields_show_no_more(api: Api, make: Make, guarded: Guarded) -> None:
    world, neighbour = guarded.world, guarded.callers["neighbour"]
    text = "chunks { sentences { content } } sentences(start: 0, end: 9) { content } url downloadUrl"
    reply = api.as_(neighbour).query(
        "getProject",
        "team { members { invitationKey user { email } } owner { isSuperuser preferences } }"
        f" labelerCabinets {{ owner {{ id }} documents {{ id {text} }} }} reviewCabinet {{ id }}"
        f" rootCabinet {{ documents {{ id {text} }} }} labelingStatus {{ labeler {{ user {{ id }} }} }}"
        f" assignees {{ documents {{ id {text} }} }} guideline {{ content }}",
        input={"projectId": world.project.uid},
    )
    assert reply.errors == []
    shown = reply.data
    assert {member["invitationKey"] for member in shown["team"]["members"]} == {None}
    assert shown["team"]["owner"] == {"isSuperuser": None, "preferences": None}
    assert [cabinet["owner"]["id"] for cabinet in shown["labelerCabinets"]] == [str(neighbour.pk)]
    assert shown["reviewCabinet"] is None
    assert {row["labeler"]["user"]["id"] for row in shown["labelingStatus"]} <= {str(neighbour.pk)}
    readable = [document for document in shown["rootCabinet"]["documents"] if document["sentences"]]
    assert len(readable) == 1, "the text of the own document, and of no other"
    foreign = [row for assignee in shown["assignees"] for row in assignee["documents"] if row["sentences"]]
    assert {row["id"] for row in foreign} <= {readable[0]["id"]}
