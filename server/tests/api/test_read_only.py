"""What is closed is read-only: every write on a copy, by everybody who may otherwise write, in every closed state."""

from __future__ import annotations

from typing import Any

import pytest
from django.forms.models import model_to_dict

from gloss.answers.models import DocumentAnswer, RowAnswer
from gloss.documents.models import Cabinet, DocumentCopy, EditedLine
from gloss.labels.models import Label
from gloss.projects.models import Project
from tests.client import run_jobs
from tests.labeling import labeling_world, span

JUN = span("person", 0, 0, chars=(0, 2))
QUESTION = [{"label": "Topic", "type": "TEXT", "name": "topic"}]
STATES = ("document", "cabinet", "project", "archive")

WRITES: dict[str, tuple[str, dict[str, Any]]] = {
    "updateLabels": ("labels", {"input": {"documentId": "@", "signature": "#", "action": "LABEL", "labels": [JUN]}}),
    "updateTokenLabels": (
        "__typename",
        {"input": {"documentId": "@", "signature": "#", "action": "LABEL", "labels": [JUN]}},
    ),
    "deleteLabelsOnTextDocument": ("affectedChunks { id }", {"input": {"documentId": "@", "tagItemIds": ["city"]}}),
    "clearAllSpanAndArrowLabels": ("affectedChunkIds", {"documentId": "@"}),
    "clearAllLabelsOnTextDocument": ("affectedChunkIds", {"documentId": "@"}),
    "updateRowAnswers": ("updatedAnswers { line }", {"documentId": "@", "line": 0, "answers": {"Q0": "tea"}}),
    "updateMultiRowAnswers": (
        "document { id }",
        {"input": {"textDocumentId": "@", "rowAnswers": [{"line": 0, "answers": {"Q0": "tea"}}]}},
    ),
    "deleteRowAnswers": ("", {"documentId": "@", "line": 0}),
    "updateDocumentAnswers": ("previousAnswers { answers }", {"documentId": "@", "answers": {"Q0": "tea"}}),
    "deleteDocumentAnswers": ("", {"documentId": "@"}),
    "answerLines": ("__typename", {"input": {"documentId": "@", "lines": [0], "answers": {"Q0": "tea"}}}),
    "editSentence": (
        "__typename",
        {"input": {"documentId": "@", "sentenceId": 0, "signature": "#", "text": "Jun moved to Penang"}},
    ),
    "insertSentence": (
        "content",
        {"documentId": "@", "signature": "#", "content": "New", "insertTarget": {"afterId": 0}},
    ),
    "deleteSentence": ("__typename", {"documentId": "@", "sentenceId": 0, "signature": "#"}),
    "updateTextDocument": ("id", {"input": {"id": "@", "touchedSentences": [0]}}),
}
REVIEW_WRITES: dict[str, tuple[str, dict[str, Any]]] = {
    "updateConflicts": ("document { id }", {"textDocumentId": "@", "input": [{"ref": "&", "resolved": True}]}),
    "resolveAnswerConflict": (
        "__typename",
        {"input": {"documentId": "@", "questionId": "0", "line": 0, "value": "tea"}},
    ),
}
LABELER_WRITES: dict[str, tuple[str, dict[str, Any]]] = {"resetLabelingWork": ("id", {"documentId": "@"})}


@pytest.fixture(scope="module")
def shared():
    """One world for every case, since no case may change anything."""
    return {}


@pytest.fixture
def world(api, make, shared):
    if "world" in shared:
        return shared["world"]
    made = labeling_world(
        make,
        labelers=2,
        settings={"conflictResolution": {"mode": "PEER_REVIEW", "consensus": 2}},
        row_questions=QUESTION,
        document_questions=QUESTION,
        kinds=["TOKEN_BASED", "LINE_BASED", "DOCUMENT_BASED"],
    )
    ann = made.labelers[0]
    sent = {"documentId": made.uid(ann), "signature": made.signature(ann), "action": "LABEL", "labels": [JUN]}
    assert api.as_(ann).mutate("updateLabels", "labels", input=sent).errors == []
    given = {"documentId": made.uid(None), "startLine": 0, "endLine": 2}
    labels = api.as_(made.reviewer).query("getLabelsByRange", "labels", **given).data["labels"]
    shared["world"], shared["ref"] = made, labels[0]["hashCode"]
    return made


def _closed(world, state: str, owner) -> None:
    """Put everything as it was and then close it in one way."""
    Project.objects.filter(pk=world.project.pk).update(status="IN_PROGRESS", is_archived=False)
    Cabinet.objects.filter(project=world.project).update(status="IN_PROGRESS")
    DocumentCopy.objects.filter(cabinet__project=world.project).update(status="IN_PROGRESS")
    if state == "document":
        DocumentCopy.objects.filter(pk=world.copy(owner).pk).update(status="COMPLETE")
    elif state == "cabinet":
        Cabinet.objects.filter(pk=world.copy(owner).cabinet_id).update(status="COMPLETE")
    elif state == "project":
        Project.objects.filter(pk=world.project.pk).update(status="COMPLETE")
    else:
        Project.objects.filter(pk=world.project.pk).update(is_archived=True)


def _stored(world) -> list[Any]:
    copies = {"copy__cabinet__project": world.project}
    kept = [list(model.objects.filter(**copies).order_by("pk").values()) for model in (Label, RowAnswer, EditedLine)]
    kept.append(list(DocumentAnswer.objects.filter(**copies).order_by("pk").values()))
    for model in (DocumentCopy, Cabinet):
        name = "cabinet__project" if model is DocumentCopy else "project"
        kept.append([model_to_dict(row) for row in model.objects.filter(**{name: world.project}).order_by("pk")])
    return kept


def _filled(value: Any, words: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(item, words) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, words) for item in value]
    return words.get(value, value) if isinstance(value, str) else value


CASES = [
    (role, state, name)
    for role, writes in (("labeler", WRITES | LABELER_WRITES), ("reviewer", WRITES | REVIEW_WRITES))
    for state in STATES
    for name in writes
]


@pytest.mark.parametrize(("role", "state", "name"), CASES)
def test_nothing_is_written(api, world, shared, role, state, name):
    owner = world.labelers[0] if role == "labeler" else None
    caller = owner or world.reviewer
    selection, arguments = (WRITES | REVIEW_WRITES | LABELER_WRITES)[name]
    _closed(world, state, owner)
    before = _stored(world)
    words = {"@": world.uid(owner), "#": world.signature(owner), "&": shared["ref"]}
    reply = api.as_(caller).mutate(name, selection, **_filled(arguments, words))
    run_jobs()
    assert (reply.codes, _stored(world)) == (["READ_ONLY"], before)


@pytest.mark.parametrize("name", sorted(WRITES))
def test_the_same_writes_pass_while_it_is_open(api, make, name):
    """Or the table would show nothing."""
    world = labeling_world(
        make,
        row_questions=QUESTION,
        document_questions=QUESTION,
        kinds=["TOKEN_BASED", "LINE_BASED", "DOCUMENT_BASED"],
    )
    ann = world.labelers[0]
    selection, arguments = WRITES[name]
    words = {"@": world.uid(ann), "#": world.signature(ann)}
    assert api.as_(ann).mutate(name, selection, **_filled(arguments, words)).codes == []
