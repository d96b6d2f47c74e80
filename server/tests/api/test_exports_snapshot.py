"""An export shows one moment, and labelers go on working meanwhile."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from django.db import connection

from gloss.accounts.models import SecurityEvent
from gloss.documents.models import DocumentCopy
from gloss.exports import queries
from gloss.exports.queries import LabelFilter
from gloss.formats.datasaur_schema import DatasaurSchemaWriter
from gloss.labels.models import Label
from tests.client import Api
from tests.exporting import add_arrow, add_span, ask, download, kitchen
from tests.factories import Make


def elsewhere(work: Any) -> None:
    """Run ``work`` on a connection of its own, as another request would; fail if it has to wait."""
    errors: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(10)
    assert not thread.is_alive()
    assert errors == []


def test_work_during_an_export_is_neither_blocked_nor_seen(
    api: Api, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = kitchen(make, files=("a.txt", "b.txt"))
    add_span(world.copy("ann"), "1", (0, 0, 0), (0, 0, 3))
    real = DatasaurSchemaWriter.write
    done = []

    def write(self: Any, document: Any, out: Any) -> Any:
        if not done:
            done.append(True)
            elsewhere(lambda: add_span(world.copy("jun", 1), "2", (0, 2, 0), (0, 4, 5)))
            elsewhere(lambda: Label.objects.filter(copy=world.copy("ann")).delete())
        return real(self, document, out)

    monkeypatch.setattr(DatasaurSchemaWriter, "write", write)
    with download(api, ask(api.as_(world.rosa), world)) as archive:
        labels = {
            name.split("/", 1)[1].split("_")[0] + name[-7:]: len(json.loads(archive.read(name))["data"]["spanLabels"])
            for name in archive.namelist()
            if "DOCUMENT-" in name and name.endswith(".json")
        }
    assert labels == {
        "DOCUMENT-ann/a.json": 1,
        "DOCUMENT-ann/b.json": 0,
        "DOCUMENT-jun/a.json": 0,
        "DOCUMENT-jun/b.json": 0,
    }
    assert Label.objects.filter(copy=world.copy("jun", 1)).count() == 1


def test_labels_stream_in_order_across_parts(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    world = kitchen(make)
    copy = world.copy("ann")
    inner = add_span(copy, "4", (0, 4, 0), (0, 4, 5))
    outer = add_span(copy, "2", (0, 2, 0), (0, 4, 5))
    whole = add_span(copy, "3", (0, 2, 0), (1, 1, 2))
    late = add_span(copy, "1", (1, 0, 0), (1, 0, 2))
    arrow = add_arrow(copy, "5", late, inner)
    monkeypatch.setattr(queries, "LINES_AT_ONCE", 1)
    wanted = LabelFilter("LABELER", conflicts=False)
    found = [span.id for part in wanted.parts(2) for _, span in queries.spans([copy.pk], part)]
    assert found == [str(one.pk) for one in (whole, outer, inner, late)]
    assert found == [span.id for _, span in queries.spans([copy.pk], wanted)]
    arrows = [one for part in wanted.parts(2) for _, one in queries.arrows([copy.pk], part)]
    assert [(one.id, one.origin, one.destination) for one in arrows] == [(str(arrow.pk), str(late.pk), str(inner.pk))]


def test_the_review_is_brought_up_to_date_first(api: Api, make: Make) -> None:
    """Nobody has opened the review since the labelers worked; a completed one stays as it was."""
    for reviewed, expected in ((False, [("1", "AUTO", None)]), (True, [])):
        world = kitchen(make, reviewed=reviewed)
        for person in ("ann", "jun"):
            add_span(world.copy(person), "1", (0, 0, 0), (0, 0, 3), labeled_by_user=getattr(world, person))
            DocumentCopy.objects.filter(pk=world.copy(person).pk).update(status="IN_PROGRESS", label_count=1)
        with download(api, ask(api.as_(world.rosa), world)) as archive:
            data = json.loads(archive.read(f"Recipes-{world.project.uid}/REVIEW/soup.json"))["data"]
        assert [(one["labelName"], one["labeledBy"], one["labeledByUserId"]) for one in data["spanLabels"]] == expected


def test_exports_are_in_the_audit_trail(api: Api, make: Make) -> None:
    world = kitchen(make)
    ask(api.as_(world.rosa), world)
    (event,) = SecurityEvent.objects.filter(user=world.rosa, kind="EXPORT_REQUESTED")
    assert event.target == f"FILE_STORAGE DATASAUR_SCHEMA {world.project.uid}"
    assert event.team_id == world.team.pk
