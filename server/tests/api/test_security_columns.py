"""A column kept from labelers leaves by no door: not in replies, comments, files or exports."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

import pytest

from gloss.projects.models import Project
from tests.client import Api, run_jobs
from tests.creating import creation, made, open_cabinet
from tests.factories import Make

SECRET = "Zebrafinch"
QUESTIONS = [{"id": 1, "name": "Mood", "label": "Mood", "type": "TEXT", "config": {}}]


@dataclass
class Restricted:
    project: Project
    labeler: Api
    reviewer: Api
    own: str
    review: str
    root: str


@pytest.fixture
def restricted(api: Api, make: Make) -> Restricted:
    team = make.team()
    member = make.member(team)
    boss, labeler = api.as_(team.owner), api.as_(member.user)
    headers = [
        {"name": "Text", "displayed": True, "labelerRestricted": False},
        {"name": "Hidden", "displayed": True, "labelerRestricted": True},
    ]
    project = made(
        boss,
        {"a.csv": f"Text,Hidden\nhello,{SECRET}\n"},
        teamId=str(team.pk),
        kinds=["ROW_BASED"],
        creationSettings=creation(firstRowAsHeader=True, customHeaderColumns=headers),
        rowQuestions=QUESTIONS,
        documentAssignments=[{"teamMemberId": str(member.pk), "role": "LABELER"}],
    )
    own = open_cabinet(labeler, project)["documents"][0]["id"]
    review = open_cabinet(boss, project, "REVIEWER")["documents"][0]["id"]
    root = boss.query("getProject", "rootDocumentId", input={"projectId": project.uid}).data["rootDocumentId"]
    return Restricted(project, labeler, boss, own, review, root)


LINE = "content tokens"


def reads(world: Restricted, api: Api, copy: str) -> dict[str, Any]:
    """Every way to get at the text, through one copy."""
    page = {"page": {"skip": 0, "take": 10}}
    comment = "commentedContent { currentValue { sentenceText } }"
    anchor = "SPAN_TEXT:0:0:0:0:0:0:0:0:undefined:undefined"
    calls = {
        "cells": api.query("getCells", "nodes", documentId=copy, input=page),
        "document": api.query(
            "getTextDocument",
            f"url downloadUrl mediaUrl chunks {{ sentences {{ {LINE} }} }} sentences(start: 0, end: 9) {{ {LINE} }}",
            fileId=copy,
        ),
        "comment": api.mutate("createComment", comment, documentId=copy, hashCode=anchor, message="m"),
        "comments": api.query("getComments", f"nodes {{ {comment} }}", input={"filter": {"documentId": copy}, **page}),
        "answer": api.mutate(
            "updateSentenceDocLabels",
            f"previousSentences {{ {LINE} }} updatedSentences {{ {LINE} }}",
            textDocumentId=copy,
            sentenceId=0,
            docLabelsString=json.dumps({"Q0": "good"}),
        ),
        "metas": api.query(
            "getProject",
            f"assignees {{ documents {{ url sentences(start: 0, end: 9) {{ {LINE} }} }} }}"
            f" rootCabinet {{ documents {{ downloadUrl chunks {{ sentences {{ {LINE} }} }} }} }}",
            input={"projectId": world.project.uid},
        ),
    }
    return {name: reply.data if not reply.errors else reply.codes for name, reply in calls.items()}


def test_no_reply_holds_it(restricted: Restricted) -> None:
    found = reads(restricted, restricted.labeler, restricted.own)
    for name, data in found.items():
        assert SECRET not in json.dumps(data), name
    assert "hello" in json.dumps(found["cells"])
    assert "hello" in json.dumps(found["comments"])
    assert "hello" in json.dumps(found["answer"])
    shown = found["document"]
    assert (shown["url"], shown["downloadUrl"], shown["mediaUrl"]) == (None, None, None)


def test_reviewers_see_it(restricted: Restricted) -> None:
    found = reads(restricted, restricted.reviewer, restricted.review)
    for name in ("cells", "document", "comments"):
        assert SECRET in json.dumps(found[name]), name
    assert found["document"]["downloadUrl"]


@pytest.mark.parametrize("format", ["CSV", "JSON_TABULAR", "JSON_ADVANCED", "TSV"])
def test_no_export_of_a_labeler_holds_it(restricted: Restricted, format: str) -> None:
    asked = {"method": "FILE_STORAGE", "fileName": "out", "format": format}
    queried = {"projectIds": [restricted.project.uid], "role": "LABELER", **asked}
    reply = restricted.labeler.query("exportTextProject", "fileUrl", input=queried)
    single = restricted.labeler.query(
        "exportTextProjectDocument", "fileUrl", input={"documentId": restricted.own, **asked}
    )
    run_jobs()
    if reply.errors:
        assert reply.codes == ["BAD_USER_INPUT"]
        return
    for link in (reply.data["fileUrl"], single.data["fileUrl"]):
        content = restricted.labeler.get(link.partition("testserver")[2]).content
        texts = [content]
        if zipfile.is_zipfile(io.BytesIO(content)):
            archive = zipfile.ZipFile(io.BytesIO(content))
            texts = [archive.read(name) for name in archive.namelist()]
        assert any(b"hello" in text for text in texts)
        assert not any(SECRET.encode() in text for text in texts)
