"""createProject: the public payloads, what they make, and that nothing is seen before it is whole."""

from __future__ import annotations

import pytest

from gloss.jobs.models import Job
from gloss.projects.models import Project
from gloss.teams.models import Role
from tests.client import run_jobs
from tests.creating import JOB, cells, create, creation, finished, launch_input, made, open_cabinet

WHOLE = """
  id name status type purpose isArchived isOwnerMe isReviewByMeAllowed documentCount selfLabelingStatus
  completedDate exportedDate rootDocumentId
  workspaceSettings { id kinds tokenizer sentenceSeparator allowMultiLabels textLabelMaxTokenLength viewer
    displayedRows mediaDisplayStrategy autoScrollWhenLabeling firstRowAsHeader }
  settings { consensus conflictResolution { mode consensus } enableEditLabelSet enableEditSentence
    enableInsertSentence enableDeleteSentence enableReviewerEditSentence hideLabelerNamesDuringReview
    hideOriginalSentencesDuringReview hideRejectedLabelsDuringReview shouldConfirmUnusedLabelSetItems
    labelerProjectCompletionNotification { enabled threshold } dynamicReviewMethod }
  assignees { role documents { fileName } teamMember { user { email } } }
  rootCabinet { documents { id fileName } } labelerCabinets { id } reviewCabinet { status owner { id } }
  progress { totalDocuments completedDocuments totalLabelers completedLabelers }
"""
DEFAULT_SETTINGS = {
    "consensus": 1,
    "conflictResolution": {"mode": "PEER_REVIEW", "consensus": 1},
    "enableEditLabelSet": True,
    "enableEditSentence": True,
    "enableInsertSentence": True,
    "enableDeleteSentence": True,
    "enableReviewerEditSentence": True,
    "hideLabelerNamesDuringReview": False,
    "hideOriginalSentencesDuringReview": True,
    "hideRejectedLabelsDuringReview": True,
    "shouldConfirmUnusedLabelSetItems": False,
    "labelerProjectCompletionNotification": {"enabled": False, "threshold": 1},
    "dynamicReviewMethod": None,
}
SOUP = "Rosa cooked laksa in Penang.\nJun ate it twice.\n"


@pytest.fixture
def rosa(api, make):
    """An admin with a team of her own."""
    user = make.user(name="Rosa")
    user.team = make.team(user)
    user.api = api.as_(user)
    return user


def test_the_smallest_public_payload(rosa):
    reply = rosa.api.mutate("createProject", JOB, input=launch_input(rosa.api, {"soup.txt": SOUP}, teamId=rosa.team.pk))
    job = reply.data["job"]
    assert reply.data["name"] == "Recipes"
    assert (job["status"], job["progress"], job["resultId"], job["errors"]) == ("QUEUED", 0, None, [])
    assert job["id"].startswith("ProjectCreationQueue:")
    before = rosa.api.query("getProjects", "totalCount", input={"filter": {"teamId": str(rosa.team.pk)}})
    assert before.data == {"totalCount": 0}

    done = finished(rosa.api, job["id"])
    assert (done["status"], done["progress"], done["errors"]) == ("DELIVERED", 100, [])
    assert done["result"] == {"warnings": []}
    project = rosa.api.query("getProject", WHOLE, input={"projectId": done["resultId"], "teamId": str(rosa.team.pk)})
    assert project.errors == []
    root = project.data.pop("rootCabinet")["documents"]
    assert root == [{"id": done["additionalData"]["documentIds"][0], "fileName": "soup.txt"}]
    assert project.data == {
        "id": done["resultId"],
        "name": "Recipes",
        "status": "CREATED",
        "type": "CUSTOM",
        "purpose": "LABELING",
        "isArchived": False,
        "isOwnerMe": True,
        "isReviewByMeAllowed": True,
        "documentCount": 1,
        "selfLabelingStatus": "NOT_STARTED",
        "completedDate": None,
        "exportedDate": None,
        "rootDocumentId": root[0]["id"],
        "workspaceSettings": {
            "id": done["resultId"],
            "kinds": ["TOKEN_BASED"],
            "tokenizer": "WINK",
            "sentenceSeparator": "\n",
            "allowMultiLabels": True,
            "textLabelMaxTokenLength": 999999,
            "viewer": "TOKEN",
            "displayedRows": -1,
            "mediaDisplayStrategy": "NONE",
            "autoScrollWhenLabeling": True,
            "firstRowAsHeader": False,
        },
        "settings": DEFAULT_SETTINGS,
        "assignees": [
            {
                "role": "LABELER_AND_REVIEWER",
                "documents": [{"fileName": "soup.txt"}],
                "teamMember": {"user": {"email": rosa.email}},
            }
        ],
        "labelerCabinets": [],
        "reviewCabinet": {"status": "IN_PROGRESS", "owner": None},
        "progress": {"totalDocuments": 1, "completedDocuments": 0, "totalLabelers": 1, "completedLabelers": 0},
    }


def test_lines_and_tokens(rosa):
    project = made(rosa.api, {"soup.txt": "Hi 😀 Jun!\r\n\r\nBye"}, teamId=rosa.team.pk)
    document = open_cabinet(rosa.api, project)["documents"][0]
    assert cells(rosa.api, document["id"]) == [
        {
            "line": line,
            "index": 0,
            "content": content,
            "tokens": tokens,
            "tokenOffsets": offsets,
            "metadata": [],
            "status": "DISPLAYED",
            "conflict": False,
            "conflicts": [],
        }
        for line, content, tokens, offsets in (
            (0, "Hi 😀 Jun!", ["Hi", "😀", "Jun", "!"], [[0, 2], [3, 4], [5, 8], [8, 9]]),
            (1, "", [], []),
            (2, "Bye", ["Bye"], [[0, 3]]),
        )
    ]
    assert (project.line_count, project.token_count) == (3, 5)


def test_a_sentence_separator_and_another_tokenizer(rosa):
    settings = creation(sentenceSeparator=".", tokenizer="WHITE_SPACE")
    project = made(rosa.api, {"soup.txt": "Rosa cooked. Jun ate it!"}, creationSettings=settings)
    document = open_cabinet(rosa.api, project)["documents"][0]
    found = [(cell["content"], cell["tokens"]) for cell in cells(rosa.api, document["id"])]
    assert found == [("Rosa cooked.", ["Rosa", "cooked."]), ("Jun ate it!", ["Jun", "ate", "it!"])]


def test_a_personal_project_needs_no_assignment(rosa):
    project = made(rosa.api, {"soup.txt": SOUP})
    assert project.team_id is None
    assert project.assignments.count() == 0
    assert len(open_cabinet(rosa.api, project)["documents"]) == 1


def test_settings_tags_guideline_and_extensions(rosa):
    guideline = rosa.api.mutate("createGuideline", "id", name="G", content="# Be kind", teamId=str(rosa.team.pk)).data
    project = made(
        rosa.api,
        {"soup.txt": SOUP},
        teamId=rosa.team.pk,
        tagNames=["food"],
        tags=["Malaysia"],
        guidelineId=guideline["id"],
        labelerExtensions=["LABELS_EXTENSION_ID"],
        reviewerExtensions=["REVIEW_EXTENSION_ID", "LABELS_EXTENSION_ID"],
        projectSettings={"enableEditSentence": False, "consensus": 2, "autoMarkDocumentAsComplete": True},
    )
    reply = rosa.api.query(
        "getProject",
        """tags { name globalTag } guideline { content } labelerExtensions reviewerExtensions
           settings { autoMarkDocumentAsComplete enableEditSentence enableInsertSentence enableDeleteSentence
                      conflictResolution { mode consensus } }""",
        input={"projectId": project.uid},
    )
    assert reply.data == {
        "tags": [{"name": "food", "globalTag": False}, {"name": "Malaysia", "globalTag": False}],
        "guideline": {"content": "# Be kind"},
        "labelerExtensions": ["LABELS_EXTENSION_ID"],
        "reviewerExtensions": ["REVIEW_EXTENSION_ID", "LABELS_EXTENSION_ID"],
        "settings": {
            "autoMarkDocumentAsComplete": True,
            "enableEditSentence": False,
            "enableInsertSentence": False,
            "enableDeleteSentence": False,
            "conflictResolution": {"mode": "PEER_REVIEW", "consensus": 2},
        },
    }


def test_label_sets_written_out_and_by_id(rosa):
    stored = rosa.api.mutate(
        "createLabelSet", "id", input={"name": "Tone", "index": 0, "tagItems": [{"id": "f", "tagName": "Fact"}]}
    )
    project = made(
        rosa.api,
        {"soup.txt": SOUP},
        tokenLabelSets=[
            {
                "name": "Entities",
                "arrowLabelRequired": True,
                "options": [{"id": "1", "label": "Person", "color": "red"}],
            }
        ],
        labelSetIDs=[None, stored.data["id"]],
    )
    reply = rosa.api.query(
        "getProject",
        "labelSets { index name arrowLabelRequired tagItems { id tagName color type } }",
        input={"projectId": project.uid},
    )
    sets = reply.data["labelSets"]
    assert [(entry["index"], entry["name"], entry["arrowLabelRequired"]) for entry in sets] == [
        (0, "Entities", True),
        (1, "Tone", False),
    ]
    assert sets[0]["tagItems"] == [{"id": "1", "tagName": "Person", "color": "#ff0000", "type": "ALL"}]


def test_a_creation_id_sent_twice_makes_one_project(rosa):
    given = launch_input(rosa.api, {"soup.txt": SOUP}, teamId=rosa.team.pk, projectCreationId="once")
    first = rosa.api.mutate("createProject", JOB, input=given).data["job"]["id"]
    assert rosa.api.mutate("createProject", JOB, input=given).data["job"]["id"] == first
    run_jobs()
    assert rosa.api.mutate("createProject", JOB, input=given).data["job"]["status"] == "DELIVERED"
    assert Project.objects.filter(team=rosa.team).count() == 1


def test_a_creation_id_is_free_again_after_a_day(rosa):
    from datetime import timedelta

    given = launch_input(rosa.api, {"soup.txt": SOUP}, teamId=rosa.team.pk, projectCreationId="daily")
    first = finished(rosa.api, rosa.api.mutate("createProject", JOB, input=given).data["job"]["id"])
    row = Job.objects.get(pk=first["id"])
    Job.objects.filter(pk=row.pk).update(created_at=row.created_at - timedelta(hours=25))
    assert rosa.api.mutate("createProject", JOB, input=given).data["job"]["id"] != first["id"]


def test_the_script_of_the_wizard_repeats_its_choices(rosa):
    import json

    given = launch_input(rosa.api, {"soup.txt": SOUP}, teamId=str(rosa.team.pk), name="Löffel")
    text = rosa.api.query("getProjectCreationScript", input=given).data
    body = json.loads(text)
    assert list(body) == ["operationName", "variables", "query"]
    assert body["operationName"] == "CreateProjectMutation"
    assert body["variables"] == {"input": given}
    assert "Löffel" in text
    reply = rosa.api.post("/graphql", json=body).json()
    assert finished(rosa.api, reply["data"]["result"]["job"]["id"])["status"] == "DELIVERED"


@pytest.mark.parametrize(
    ("role", "codes"), [(Role.SUPERVISOR, []), (Role.REVIEWER, ["FORBIDDEN"]), (Role.LABELER, ["FORBIDDEN"])]
)
def test_who_may_create_in_a_team(api, make, rosa, role, codes):
    member = make.member(rosa.team, role=role)
    caller = api.as_(member.user)
    reply = caller.mutate("createProject", JOB, input=launch_input(caller, {"soup.txt": SOUP}, teamId=rosa.team.pk))
    assert reply.codes == codes
    assert Job.objects.filter(team=rosa.team).count() == (0 if codes else 1)


def test_strangers_cannot_tell_a_team_from_none(api, make, rosa):
    caller = api.as_(make.user())
    reply = caller.mutate("createProject", JOB, input=launch_input(caller, {"soup.txt": SOUP}, teamId=rosa.team.pk))
    assert reply.codes == ["NOT_FOUND"]


def test_uploads_of_others_cannot_be_used(api, make, rosa):
    foreign = launch_input(api.as_(make.user()), {"soup.txt": SOUP})
    reply = rosa.api.mutate("createProject", JOB, input=foreign)
    assert (reply.codes, reply.errors[0]["extensions"]["field"]) == (
        ["BAD_USER_INPUT"],
        "documents[0].document.objectKey",
    )


def test_a_failed_job_leaves_no_project(rosa):
    job = create(rosa.api, {"bad.txt": b"caf\xe9"}, teamId=rosa.team.pk)
    assert job["status"] == "FAILED"
    assert Project.objects.filter(team=rosa.team).count() == 0
