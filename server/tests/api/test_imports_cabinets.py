"""Cabinets on first opening: pre-labels and answers come along, once, whatever happens on the way."""

from __future__ import annotations

import pytest

from gloss.answers.models import RowAnswer
from gloss.documents.models import DocumentCopy
from gloss.imports import replication
from gloss.jobs.models import Job
from gloss.labels.models import Label
from tests.client import run_jobs
from tests.creating import creation, made, open_cabinet

TSV = "Rosa\tB-Person\ncooked\tO\n"


class Killed(BaseException):
    """Stands for kill -9."""


@pytest.fixture
def rosa(api, make):
    user = make.user()
    user.api = api.as_(user)
    return user


def copies(project):
    return DocumentCopy.objects.filter(cabinet__project=project, cabinet__role="LABELER")


def test_a_crash_between_documents_loses_and_doubles_nothing(rosa, monkeypatch):
    project = made(rosa.api, {f"{n}.tsv": TSV for n in range(5)})
    monkeypatch.setattr(replication, "BATCH_DOCUMENTS", 2)
    filled = []
    whole = replication._Filler.fill

    def die_at_the_second(self, ids):
        filled.append(ids)
        if len([batch for batch in filled if batch]) == 2:
            raise Killed
        whole(self, ids)

    monkeypatch.setattr(replication._Filler, "fill", die_at_the_second)
    job = rosa.api.query("replicateCabinet", "id", projectId=project.uid, role="LABELER").data
    with pytest.raises(Killed):
        run_jobs()
    assert (copies(project).count(), Label.objects.filter(copy__in=copies(project)).count()) == (4, 2)
    monkeypatch.undo()
    waiting = rosa.api.query("replicateCabinet", "id status", projectId=project.uid, role="LABELER").data
    assert waiting == {"id": job["id"], "status": "IN_PROGRESS"}
    Job.objects.filter(pk=job["id"]).update(status="QUEUED")
    run_jobs()
    assert sorted(copies(project).values_list("label_count", flat=True)) == [1] * 5
    assert Label.objects.filter(copy__in=copies(project)).count() == 5
    done = rosa.api.query("replicateCabinet", "status", projectId=project.uid, role="LABELER").data
    assert done == {"status": "DELIVERED"}


def test_many_answers_are_copied_in_pieces(rosa, monkeypatch):
    monkeypatch.setattr(replication, "BATCH_LINES", 3)
    project = made(
        rosa.api,
        {"a.csv": "".join(f"{n},w{n}\n" for n in range(10))},
        kinds=["ROW_BASED"],
        creationSettings=creation(),
        rowQuestions=[{"type": "TEXT", "label": "Word", "bindToColumn": "Column 2", "config": {}}],
    )
    uid = open_cabinet(rosa.api, project)["documents"][0]["id"]
    rows = RowAnswer.objects.filter(copy__uid=uid).order_by("line")
    assert list(rows.values_list("line", "values", "labeled_by", "status")) == [
        (n, {"0": f"w{n}"}, "PRELABELED", "LABELED") for n in range(10)
    ]
    assert DocumentCopy.objects.get(uid=uid).answered_count == 10


def test_opening_the_review_is_done_at_once(rosa):
    project = made(rosa.api, {"a.tsv": TSV})
    reply = rosa.api.query("replicateCabinet", "status resultId", projectId=project.uid, role="REVIEWER").data
    review = project.cabinets.get(role="REVIEWER")
    assert reply == {"status": "DELIVERED", "resultId": str(review.pk)}
