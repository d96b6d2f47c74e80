"""Renaming, tagging, settings, archiving and deleting projects, and who may."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from gloss.documents.models import Cabinet, Document, DocumentCopy, Line
from gloss.jobs.models import Job
from gloss.labels.models import Label
from gloss.projects import service
from gloss.projects.models import Project, ProjectAssignment
from gloss.storage.files import files
from gloss.tags.models import Tag
from gloss.teams.models import Role
from tests.client import run_jobs
from tests.creating import made, open_cabinet

TSV = "Rosa\tB-Person\ncooked\tO\n"


class World:
    """A team project and one caller per workspace role."""

    def __init__(self, api, make) -> None:
        admin = make.user()
        self.team = make.team(admin)
        self.members = {role: make.member(self.team, role=role) for role in Role if role != Role.ADMIN}
        self.apis = {role.value: api.as_(member.user) for role, member in self.members.items()}
        self.apis["ADMIN"] = self.api = api.as_(admin)
        self.apis["stranger"] = api.as_(make.user())
        self.admin, self.make = admin, make
        entry = {"teamMemberId": str(self.members[Role.LABELER].pk), "role": "LABELER"}
        self.project = made(self.api, {"a.tsv": TSV}, teamId=self.team.pk, documentAssignments=[entry])

    def reload(self) -> Project:
        return Project.objects.get(pk=self.project.pk)


@pytest.fixture
def world(api, make):
    return World(api, make)


CALLERS = [
    ("ADMIN", []),
    ("SUPERVISOR", []),
    ("REVIEWER", ["FORBIDDEN"]),
    ("LABELER", ["FORBIDDEN"]),
    ("stranger", ["NOT_FOUND"]),
]


@pytest.mark.parametrize(("caller", "codes"), CALLERS)
def test_renaming(world, caller, codes):
    given = {"projectId": world.project.uid, "name": "  Stews "}
    reply = world.apis[caller].mutate("updateProject", "name", input=given)
    assert reply.codes == codes
    assert world.reload().name == ("Recipes" if codes else "Stews")
    if not codes:
        assert reply.data == {"name": "Stews"}


def test_tags_are_replaced_by_ids_and_made_by_name(world):
    food = Tag.objects.create(team=world.team, name="Food")
    foreign = Tag.objects.create(team=world.make.team(), name="Food")
    call = {"projectId": world.project.uid}
    reply = world.api.mutate("updateProject", "tags { name }", input={**call, "tagIds": [str(food.pk)]})
    assert reply.data == {"tags": [{"name": "Food"}]}
    reply = world.api.mutate("updateProject", "tags { name }", input={**call, "tags": ["food", "New"]})
    assert reply.data == {"tags": [{"name": "Food"}, {"name": "New"}]}
    reply = world.api.mutate("updateProject", "id", input={**call, "tagIds": [str(foreign.pk)]})
    assert (reply.codes, reply.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], "tagIds")
    assert world.reload().tags.count() == 2
    reply = world.api.mutate("updateProject", "name tags { name }", input={**call, "name": "X"})
    assert reply.data == {"name": "X", "tags": [{"name": "Food"}, {"name": "New"}]}
    assert world.api.mutate("updateProject", "tags { name }", input={**call, "tagIds": []}).data == {"tags": []}


@pytest.mark.parametrize(
    ("caller", "codes"),
    [("ADMIN", []), ("SUPERVISOR", []), ("REVIEWER", []), ("LABELER", ["FORBIDDEN"]), ("stranger", ["NOT_FOUND"])],
)
def test_settings(world, caller, codes):
    given = {
        "projectId": world.project.uid,
        "enableEditSentence": False,
        "conflictResolution": {"mode": "MANUAL"},
        "reviewSamplingRate": 0.1,
    }
    selection = """settings { consensus conflictResolution { mode consensus } enableEditSentence enableInsertSentence
                   enableDeleteSentence enableEditLabelSet reviewSamplingRate }"""
    reply = world.apis[caller].mutate("updateProjectSettings", selection, input=given)
    assert reply.codes == codes
    assert world.reload().settings["enableEditSentence"] is bool(codes)
    if not codes:
        assert reply.data["settings"] == {
            "consensus": 1,
            "conflictResolution": {"mode": "MANUAL", "consensus": 1},
            "enableEditSentence": False,
            "enableInsertSentence": False,
            "enableDeleteSentence": False,
            "enableEditLabelSet": True,
            "reviewSamplingRate": 0.1,
        }


def test_null_switches_dynamic_review_and_sampling_off_and_leaving_out_does_not(world):
    def after(**given):
        selection = "settings { dynamicReviewMethod reviewSamplingRate enableEditSentence }"
        given["projectId"] = world.project.uid
        return list(world.api.mutate("updateProjectSettings", selection, input=given).data["settings"].values())

    assert after(dynamicReviewMethod="ANY_REVIEWER", reviewSamplingRate=0.25) == ["ANY_REVIEWER", 0.25, True]
    assert after(enableEditSentence=None) == ["ANY_REVIEWER", 0.25, True]
    assert after(dynamicReviewMethod=None, reviewSamplingRate=None) == [None, None, True]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"conflictResolution": {"consensus": 0}}, "consensus"),
        ({"reviewSamplingRate": 0.0}, "reviewSamplingRate"),
        ({"labelerProjectCompletionNotification": {"enabled": True, "threshold": 0}}, "threshold"),
        ({"dynamicReviewMethod": "DEDICATED_MEMBER"}, "dynamicReviewMemberId"),
    ],
)
def test_settings_out_of_range(world, changed, field):
    before = world.reload().settings
    reply = world.api.mutate("updateProjectSettings", "id", input={"projectId": world.project.uid, **changed})
    assert (reply.codes, reply.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], field)
    assert world.reload().settings == before


def test_guideline(world):
    guideline = world.api.mutate("createGuideline", "id", name="G", content="c", teamId=str(world.team.pk)).data
    given = {"projectId": world.project.uid, "guidelineId": guideline["id"]}
    reply = world.api.mutate("updateProjectGuideline", "guideline { name }", input=given)
    assert reply.data == {"guideline": {"name": "G"}}
    assert world.apis["LABELER"].mutate("updateProjectGuideline", "id", input=given).codes == ["FORBIDDEN"]
    personal = world.api.mutate("createGuideline", "id", name="P", content="c", teamId=None).data
    refused = world.api.mutate("updateProjectGuideline", "id", input={**given, "guidelineId": personal["id"]})
    assert refused.codes == ["NOT_FOUND"]
    reply = world.api.mutate("updateProjectGuideline", "guideline { name }", input={"projectId": world.project.uid})
    assert reply.data == {"guideline": None}


@pytest.mark.parametrize(("caller", "codes"), CALLERS)
def test_archiving(world, caller, codes):
    reply = world.apis[caller].mutate("toggleArchiveProjects", "isArchived", projectIds=[world.project.uid])
    assert reply.codes == codes
    assert world.reload().is_archived is (not codes)
    if not codes:
        again = world.api.mutate("toggleArchiveProjects", "isArchived", projectIds=[world.project.uid])
        assert again.data == [{"isArchived": False}]


def test_one_project_that_may_not_be_archived_refuses_all(world):
    other = made(world.apis["stranger"], {"a.txt": "x"})
    reply = world.api.mutate("toggleArchiveProjects", "id", projectIds=[world.project.uid, other.uid])
    assert reply.codes == ["NOT_FOUND"]
    assert not world.reload().is_archived


@pytest.mark.parametrize(("caller", "codes"), CALLERS)
def test_deleting(world, caller, codes):
    open_cabinet(world.apis["LABELER"], world.project)
    document = Document.objects.get(project=world.project)
    assert Label.objects.filter(copy__document=document).count() == 2
    reply = world.apis[caller].mutate("deleteProject", "id team { id }", input={"projectId": world.project.uid})
    assert reply.codes == codes
    if codes:
        assert world.reload().is_ready
        return
    assert reply.data == {"id": world.project.uid, "team": {"id": str(world.team.pk)}}
    assert world.api.query("getProject", "id", input={"projectId": world.project.uid}).codes == ["NOT_FOUND"]
    assert files().exists(document.stored_key)
    run_jobs()
    assert not Project.objects.filter(pk=world.project.pk).exists()
    assert Line.objects.filter(document_id=document.pk).count() == 0
    assert DocumentCopy.objects.filter(document_id=document.pk).count() == 0
    assert Label.objects.filter(copy__document_id=document.pk).count() == 0
    assert Cabinet.objects.filter(project_id=world.project.pk).count() == 0
    assert not files().exists(document.stored_key)
    assert Job.objects.get(kind="project.delete", result_id=world.project.uid).status == "DELIVERED"


def test_deleting_several_or_none(world):
    second = made(world.api, {"a.txt": "x"}, teamId=world.team.pk)
    refused = world.api.mutate("deleteProjects", "id", projectIds=[second.uid, "bm90aGluZzE"])
    assert (refused.codes, Project.objects.get(pk=second.pk).is_ready) == (["NOT_FOUND"], True)
    reply = world.api.mutate("deleteProjects", "id", projectIds=[second.uid, world.project.uid])
    assert reply.data == [{"id": second.uid}, {"id": world.project.uid}]
    run_jobs()
    assert Project.objects.filter(team=world.team).count() == 0


def test_deleting_later(world):
    call = {"projectIds": [world.project.uid], "dueInDays": 7}
    assert world.api.mutate("scheduleDeleteProjects", "id", **call).data == [{"id": world.project.uid}]
    due = world.reload().delete_at - datetime.now(UTC)
    assert timedelta(days=6, hours=23) < due <= timedelta(days=7)
    assert service.delete_due() == 0
    Project.objects.filter(pk=world.project.pk).update(delete_at=datetime.now(UTC) - timedelta(minutes=1))
    assert service.delete_due() == 1
    run_jobs()
    assert not Project.objects.filter(pk=world.project.pk).exists()
    reply = world.api.mutate("scheduleDeleteProjects", "id", projectIds=[], dueInDays=-1)
    assert (reply.codes, reply.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], "dueInDays")


def test_a_deletion_goes_on_after_a_crash(world, monkeypatch):
    from gloss.projects import deletion

    class Killed(BaseException):
        pass

    def die(*_):
        raise Killed

    world.api.mutate("deleteProject", "id", input={"projectId": world.project.uid})
    monkeypatch.setattr(deletion, "_delete", die)
    with pytest.raises(Killed):
        run_jobs()
    monkeypatch.undo()
    Job.objects.filter(kind="project.delete", payload__projectId=world.project.uid).update(status="QUEUED")
    run_jobs()
    assert not Project.objects.filter(pk=world.project.pk).exists()


def test_consensus_stays_within_the_labelers(world):
    def change(**settings):
        given = {"projectId": world.project.uid, **settings}
        reply = world.api.mutate("updateProjectSettings", "settings { consensus }", input=given)
        return reply.codes, reply.messages

    told = "The project has 1 labeler, so 2 can never agree. Lower the consensus or assign more labelers."
    assert change(conflictResolution={"mode": "PEER_REVIEW", "consensus": 2}) == (["BAD_USER_INPUT"], [told])
    assert change(consensus=2) == (["BAD_USER_INPUT"], [told])
    assert change(conflictResolution={"mode": "MANUAL", "consensus": 2}) == ([], [])
    assert change(conflictResolution={"mode": "PEER_REVIEW"}) == (["BAD_USER_INPUT"], [told])
    second = world.make.member(world.team, role=Role.LABELER)
    ProjectAssignment.objects.create(project=world.project, member=second, role="LABELER_AND_REVIEWER")
    assert change(conflictResolution={"mode": "PEER_REVIEW"}) == ([], [])
    assert world.reload().settings["conflictResolution"] == {"mode": "PEER_REVIEW", "consensus": 2}
    ProjectAssignment.objects.filter(member=second).delete()
    # What stands may stay: other settings must not depend on it.
    assert change(hideLabelerNamesDuringReview=True) == ([], [])
