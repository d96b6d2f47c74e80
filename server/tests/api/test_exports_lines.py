"""Exports of copies whose text was edited: their own lines, numbered anew, with the labels on them."""

from __future__ import annotations

import json

from gloss.labels import line_edits, service
from gloss.labels.line_edits import Request
from gloss.projects.models import Project
from tests.client import Api
from tests.exporting import Kitchen, ask, download, kitchen
from tests.factories import Make
from tests.labeling import arrow, span


def edited(make: Make) -> Kitchen:
    """Ann's text: a line more on top, the first one edited, one between, the second one deleted, a new last one."""
    world = kitchen(make, reviewed=False)
    Project.objects.filter(pk=world.project.pk).update(document_settings={"allowArcDrawing": True})
    copy, ann = world.copy("ann"), world.ann
    ann_asks = Request(copy, ann)
    line_edits.edit(ann_asks, 0, "Rosa and Jun cooked laksa.")
    line_edits.insert(ann_asks, 0, "In Penang:", above=True)
    line_edits.insert(ann_asks, 0, "It was hot.", above=False)
    line_edits.insert(ann_asks, 1, "The end of Jun.", above=False)
    line_edits.delete(ann_asks, 1)
    jun = span("1", 4, 3)
    rosa = span("1", 0, 0)
    service.apply(copy, [span("3", 2, 1), rosa, span("1", 0, 2), jun, arrow("5", rosa, jun)], ann)
    return world


def read(api: Api, world: Kitchen, format: str) -> str:
    archive = download(api, ask(api.as_(world.rosa), world, format=format))
    names = [name for name in archive.namelist() if "DOCUMENT-ann" in name and not name.endswith("/")]
    assert len(names) == 1, archive.namelist()
    return archive.read(names[0]).decode()


def test_edited_text_is_exported(api: Api, make: Make) -> None:
    world = edited(make)
    rows = [line.split(" ") for line in read(api, world, "CONLL_2003").splitlines()[2:]]
    assert [(row[0], row[-1]) for row in rows if row[-1] != "O" and row[0]] == [
        ("Penang", "B-Place"),
        ("Rosa", "B-Person"),
        ("Jun", "B-Person"),
        ("Jun", "B-Person"),
    ]
    data = json.loads(read(api, world, "JSON_ADVANCED"))
    assert [(one["id"], one["content"]) for one in data["sentences"]] == [
        (0, "In Penang:"),
        (1, "Rosa and Jun cooked laksa."),
        (2, "It was hot."),
        (3, "The end of Jun."),
    ]
    assert [[(label["l"], label["s"]) for label in one["labels"]] for one in data["sentences"]] == [
        [("3", 1)],
        [("1", 0), ("1", 2)],
        [],
        [("1", 3)],
    ]
    labels = [(one["startCellLine"], one["startTokenIndex"], one["endCellLine"]) for one in data["labels"]]
    assert sorted(labels) == [(0, 1, 0), (1, 0, 1), (1, 0, 3), (1, 2, 1), (3, 3, 3)]


def test_other_copies_keep_the_original(api: Api, make: Make) -> None:
    world = edited(make)
    archive = download(api, ask(api.as_(world.rosa), world, format="CONLL_2003"))
    others = {
        name.split("/")[1].split("_")[0]: archive.read(name).decode() for name in archive.namelist() if "soup" in name
    }
    assert "In " not in others["DOCUMENT-jun"].split("\n")[2]
    assert others["DOCUMENT-jun"].count("laksa") == 1
    assert "hot" in others["DOCUMENT-ann"]
    assert "hot" not in others["DOCUMENT-jun"]
