"""Requests that cannot be carried out: the exact error, and nothing changed."""

from __future__ import annotations

import uuid
from datetime import timedelta

import obstore.exceptions
import pytest
from django.conf import settings
from django.utils import timezone
from oauth2_provider.models import AccessToken

from gloss.answers.models import RowAnswer
from gloss.jobs.models import Job
from gloss.labels.models import Label
from gloss.projects.models import Project
from gloss.storage.files import Files
from gloss.storage.models import UploadedFile
from gloss.teams.models import TeamMember
from tests.client import run_jobs
from tests.creating import JOB, launch_input, made
from tests.labeling import labeling_world, span

JUN = span("person", 0, 0, chars=(0, 2))
QUESTION = [{"type": "TEXT", "label": "Why?", "config": {}}]


def save(api, person, document: str, signature: str, labels: list):
    sent = {"documentId": document, "signature": signature, "action": "LABEL", "labels": labels}
    return api.as_(person).mutate("updateLabels", "labels rejectedLabels { reason }", input=sent)


def details(reply) -> tuple:
    extensions = reply.errors[0]["extensions"]
    return extensions["code"], extensions.get("field"), reply.errors[0]["message"]


def test_a_stale_text_signature(api, make):
    world = labeling_world(make)
    me = world.labelers[0]
    reply = save(api, me, world.uid(me), "0" * 64, [JUN])
    assert details(reply) == (
        "CONFLICT",
        "signature",
        "The text of this document has changed since you opened it. Load it again.",
    )
    assert Label.objects.filter(copy=world.copy(me)).count() == 0
    assert world.copy(me).status == "NOT_STARTED"


def test_a_stale_question_signature(api, make):
    world = labeling_world(make, rows=[["a"], ["b"]], row_questions=QUESTION)
    me = world.labelers[0]
    sent = {"textDocumentId": world.uid(me), "rowAnswers": [{"line": 0, "answers": {"Q0": "x"}}]}
    reply = api.as_(me).mutate(
        "updateMultiRowAnswers", "updatedAnswers { line }", input=sent, questionSetSignature="0" * 64
    )
    assert reply.codes == ["CONFLICT"]
    assert RowAnswer.objects.filter(copy=world.copy(me)).count() == 0


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        (span("person", 9, 0), "There is no line 9: the document has 3 lines, counted from 0."),
        (span("person", 0, 9), "There is no token 9 in line 0: it has 4 tokens, counted from 0."),
        (span("person", 0, 0, chars=(0, 9)), "There is no character 9 in token 0 of line 0, which is 'Jun'."),
        (span("nobody", 0, 0), "The label set 'Cities' has no item with id 'nobody'."),
        (span("person", 0, 0, layer=4), "There is no label set 4 in this project. Known: 0."),
    ],
)
def test_labels_out_of_range_are_listed(api, make, label, reason):
    world = labeling_world(make)
    me = world.labelers[0]
    reply = save(api, me, world.uid(me), world.signature(me), [label])
    assert (reply.errors, reply.data["labels"]) == ([], [])
    assert reply.data["rejectedLabels"] == [{"reason": reason}]
    assert Label.objects.filter(copy=world.copy(me)).count() == 0


@pytest.mark.parametrize("given", ["foreign", "missing", "junk"])
def test_ids_of_others_look_like_missing_ones(api, make, given):
    world, other = labeling_world(make), labeling_world(make)
    me = world.labelers[0]
    document = {"foreign": other.uid(other.labelers[0]), "missing": str(uuid.uuid4()), "junk": "1; DROP"}[given]
    project = {"foreign": other.project.uid, "missing": "x" * 16, "junk": "../.."}[given]
    replies = [
        (save(api, me, document, "0" * 64, [JUN]), "document", document),
        (api.as_(me).query("getTextDocument", "id", fileId=document), "document", document),
        (api.as_(me).query("getProject", "id", input={"projectId": project}), "project", project),
        (api.as_(me).query("getCabinet", "id", projectId=project, role="LABELER"), "project", project),
        (api.as_(world.admin).mutate("deleteProject", "id", input={"projectId": project}), "project", project),
    ]
    for reply, kind, asked in replies:
        assert details(reply) == ("NOT_FOUND", None, f"No {kind} with id {asked}.")
    other.project.refresh_from_db()
    assert other.project.is_ready
    assert Label.objects.filter(copy__cabinet__project=other.project).count() == 0


def test_uploads_and_sets_of_others(api, make):
    rosa, eve = make.user(), make.user()
    given = launch_input(api.as_(rosa), {"a.txt": "Rosa\n"})
    reply = api.as_(eve).mutate("createProject", JOB, input=given)
    key = given["documents"][0]["document"]["objectKey"]
    assert details(reply) == (
        "BAD_USER_INPUT",
        "documents[0].document.objectKey",
        f"There is no upload {key}. Upload the file again: unused files are kept for a day.",
    )
    assert UploadedFile.objects.get(key=key).claimed_at is None
    foreign = labeling_world(make).project.label_sets.get().pk
    own = launch_input(api.as_(eve), {"a.txt": "Rosa\n"}, labelSetIDs=[str(foreign)])
    assert details(api.as_(eve).mutate("createProject", JOB, input=own)) == (
        "BAD_USER_INPUT",
        "labelSetIDs[0]",
        f"There is no label set with the id {foreign}.",
    )
    assert Job.objects.filter(owner=eve).count() == 0
    assert UploadedFile.objects.get(owner=eve).claimed_at is None


def test_an_expired_token_changes_nothing(api, make):
    rosa = make.user()
    caller = api.as_(rosa)
    project = made(caller, {"a.txt": "Rosa\n"}, name="Before")
    AccessToken.objects.filter(token=caller.token).update(expires=timezone.now() - timedelta(seconds=1))
    reply = caller.mutate("updateProject", "name", input={"projectId": project.uid, "name": "After"})
    assert (reply.codes, reply.messages) == (["UNAUTHENTICATED"], ["Unauthorized"])
    assert Project.objects.get(uid=project.uid).name == "Before"
    upload = caller.post("/api/static/proxy/upload", files={"file": ("a.txt", b"x")})
    assert upload.status_code == 401
    assert UploadedFile.objects.filter(owner=rosa).count() == 1


def test_an_invitation_is_undone_when_mail_is_down(api, make, monkeypatch):
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
    monkeypatch.setattr(settings, "EMAIL_HOST", "127.0.0.1")
    monkeypatch.setattr(settings, "EMAIL_PORT", 1)
    team = make.team()
    input = {"teamId": str(team.pk), "members": [{"email": f"guest{team.pk}@example.com"}]}
    reply = api.as_(team.owner).mutate("inviteTeamMembers", "id", input=input)
    assert details(reply) == (
        "MAIL_FAILED",
        None,
        "The mail could not be sent. Try again later, or ask an administrator to check the mail server settings.",
    )
    assert list(TeamMember.objects.filter(team=team).values_list("user_id", flat=True)) == [team.owner_id]


def test_an_export_fails_and_says_so_when_storage_is_down(api, make, monkeypatch):
    rosa = make.user()
    project = made(api.as_(rosa), {"a.txt": "Rosa\n"})

    def down(*_, **__):
        raise obstore.exceptions.GenericError("no route to host")

    monkeypatch.setattr(Files, "put", down)
    input = {"projectIds": [project.uid], "fileName": "x", "format": "PLAIN", "method": "FILE_STORAGE"}
    reply = api.as_(rosa).query("exportTextProject", "exportId fileUrl", input=input)
    run_jobs()
    status = (
        api.as_(rosa)
        .query("getExportDeliveryStatus", "deliveryStatus errors { id stack }", exportId=reply.data["exportId"])
        .data
    )
    assert status == {
        "deliveryStatus": "FAILED",
        "errors": [
            {
                "id": "STORAGE_UNAVAILABLE",
                "stack": "The file storage did not answer. Try again in a while, "
                "or ask an administrator to check the storage.",
            }
        ],
    }
    assert api.get("/" + reply.data["fileUrl"].split("//", 1)[1].split("/", 1)[1]).status_code == 404
    project.refresh_from_db()
    assert project.exported_at is None
