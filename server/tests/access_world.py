"""A workspace with one of everything, whose names must never reach somebody who may not see them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from gloss.accounts.models import User
from gloss.assist.models import CustomAPI, FileTransformer
from gloss.comments.models import Comment
from gloss.documents.models import DocumentAssignment
from gloss.guidelines.models import Guideline
from gloss.jobs import service as jobs
from gloss.labelsets.models import LabelSet, LabelSetTemplate
from gloss.questionsets.models import QuestionSet, QuestionSetTemplate
from gloss.storage import secrets
from gloss.storage.models import ExternalObjectStorage, UploadedFile
from gloss.tags.models import Tag
from gloss.teams.models import InvitationStatus, Role, TeamMember
from tests.factories import Make, unique
from tests.labeling import World, labeling_world

SECRET = "Zebrafinch"
"""Part of every name and text of the workspace."""


@dataclass(frozen=True)
class Ids:
    """The wire ids of the workspace's things, or ids of the same form that nothing has."""

    team: str = "987654321"
    project: str = "MDAwMDAwMDA"
    cabinet: str = "987654321"
    copy: str = str(uuid.UUID(int=1))
    review: str = str(uuid.UUID(int=1))
    label_set: str = "987654321"
    guideline: str = "987654321"
    tag: str = "987654321"
    template: str = "987654321"
    question_set: str = "987654321"
    question_template: str = "987654321"
    storage: str = "987654321"
    job: str = "ExportQueue:00000000-0000-0000-0000-000000000001"
    comment: str = "987654321"
    member: str = "987654321"
    invited: str = "987654321"
    api: str = "987654321"
    transformer: str = "987654321"
    upload: str = "temp/upload-proxy/00000000-0000-0000-0000-000000000001.txt"
    user: str = "987654321"


MISSING = Ids()


@dataclass(frozen=True)
class Guarded:
    """The workspace, its ids and the people who try to get in."""

    world: World
    ids: Ids
    callers: dict[str, User]


def guarded_world(make: Make) -> Guarded:
    """Two documents; the first is one labeler's, the second the ``neighbour``'s.

    ``bystander`` is a labeler of the team without an assignment; ``removed`` had the first
    document before they were removed; ``stranger`` administers another team.
    """
    settings = {"enableEditLabelSet": False}
    lines = [f"{SECRET} sings", "and flies"]
    world = labeling_world(make, lines=lines, documents_count=2, labelers=3, settings=settings)
    owner, neighbour, removed = world.labelers
    slots = DocumentAssignment.objects.filter(assignment__project=world.project)
    slots.filter(assignment__member__user=owner, document=world.documents[1]).delete()
    slots.filter(assignment__member__user=neighbour, document=world.documents[0]).delete()
    TeamMember.objects.filter(team=world.team, user=removed).update(is_deleted=True)
    world.team.name = world.project.name = SECRET
    world.team.save()
    world.project.save()
    for document in world.documents:
        document.name, document.file_name = SECRET, f"{SECRET}{document.position}.txt"
        document.save()
    stranger, bystander = make.user(), make.user()
    make.team(stranger)
    make.member(world.team, bystander, Role.LABELER)
    callers = {"stranger": stranger, "removed": removed, "bystander": bystander, "neighbour": neighbour}
    return Guarded(world, _ids(world), callers)


def _ids(world: World) -> Ids:
    team, admin, owner = world.team, world.admin, world.labelers[0]
    named = {"team": team, "name": SECRET}
    invited = TeamMember.objects.create(
        team=team, invitation_email=f"{unique(SECRET)}@example.com", invitation_key=unique("key")
    )
    assert invited.invitation_status == InvitationStatus.PENDING
    comment = Comment.objects.create(document=world.documents[0], user=owner, message=SECRET, type="COMMENT")
    job = jobs.finished("export.run", owner=admin, job_id=f"ExportQueue:{uuid.uuid4()}", team=team)
    upload = UploadedFile.objects.create(key=f"temp/upload-proxy/{uuid.uuid4()}.txt", name=SECRET, size=1, owner=admin)
    storage = ExternalObjectStorage.objects.create(
        team=team, cloud_service="AWS_S3", bucket_name=SECRET, credentials=secrets.seal({"secretAccessKey": SECRET})
    )
    sealed = secrets.seal({"secret": SECRET})
    api = CustomAPI.objects.create(purpose="OCR_API", endpoint_url=f"http://{SECRET}.test/", secret=sealed, **named)
    return Ids(
        team=str(team.pk),
        project=world.project.uid,
        cabinet=str(world.cabinets[owner.pk].pk),
        copy=world.uid(owner),
        review=world.uid(None),
        label_set=str(LabelSet.objects.get(project=world.project).pk),
        guideline=str(Guideline.objects.create(owner=admin, content=SECRET, **named).pk),
        tag=str(Tag.objects.create(**named).pk),
        template=str(LabelSetTemplate.objects.create(owner=admin, **named).pk),
        question_set=str(QuestionSet.objects.create(creator=admin, **named).pk),
        question_template=str(QuestionSetTemplate.objects.create(**named).pk),
        storage=str(storage.pk),
        job=job.id,
        comment=str(comment.pk),
        member=str(TeamMember.objects.get(team=team, user=owner).pk),
        invited=str(invited.pk),
        api=str(api.pk),
        transformer=str(FileTransformer.objects.create(purpose="IMPORT", content=SECRET, **named).pk),
        upload=upload.key,
        user=str(owner.pk),
    )
