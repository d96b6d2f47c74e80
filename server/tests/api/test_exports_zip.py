"""The project zip: layout, order, names, and who gets which folder."""

from __future__ import annotations

import json
import stat
from typing import Any

import pytest

from gloss.documents.models import Document, DocumentAssignment
from gloss.exports import names
from gloss.labels.models import Label
from tests.client import Api, run_jobs
from tests.exporting import add_arrow, add_span, allow_labelers, ask, delivered, download, kitchen
from tests.factories import Make


def folder_of(email: str) -> str:
    return email.replace("@", "_").replace(".", "_")


def test_layout_and_order(api: Api, make: Make) -> None:
    world = kitchen(make, files=("soup.txt", "Bread.txt"))
    with download(api, ask(api.as_(world.rosa), world)) as archive:
        top = f"Recipes-{world.project.uid}"
        ann, jun, rosa = (folder_of(one.email) for one in (world.ann, world.jun, world.rosa))
        assert archive.namelist() == [
            f"{top}/",
            f"{top}/DOCUMENT-{ann}/",
            f"{top}/DOCUMENT-{ann}/Bread.json",
            f"{top}/DOCUMENT-{ann}/soup.json",
            f"{top}/DOCUMENT-{jun}/",
            f"{top}/DOCUMENT-{jun}/Bread.json",
            f"{top}/DOCUMENT-{jun}/soup.json",
            f"{top}/project-data.json",
            f"{top}/REVIEW/",
            f"{top}/REVIEW/Bread.json",
            f"{top}/REVIEW/soup.json",
            f"{top}/ROOT-{rosa}/",
            f"{top}/ROOT-{rosa}/Bread.json",
            f"{top}/ROOT-{rosa}/soup.json",
        ]
        modes = {entry.is_dir(): oct(entry.external_attr >> 16) for entry in archive.infolist()}
        assert modes == {True: oct(stat.S_IFDIR | 0o755), False: oct(stat.S_IFREG | 0o644)}
        assert archive.testzip() is None


def test_project_data(api: Api, make: Make) -> None:
    world = kitchen(make)
    with download(api, ask(api.as_(world.rosa), world)) as archive:
        text = archive.read(f"Recipes-{world.project.uid}/project-data.json").decode()
    assignments = ",".join(
        f'{{"id":{number},"displayName":"{one.name}","email":"{one.email}","role":"LABELER",'
        '"documentInfos":[{"name":"soup.txt","part":0}]}'
        for number, one in enumerate((world.ann, world.jun, world.mia), 1)
    )
    head = f'{{"project":{{"id":"{world.project.uid}","title":"Recipes","tags":[],"assignments":['
    assert text == head + assignments + "]}}\n"


def test_names_are_sanitized() -> None:
    assert names.sanitized("[Batch 1][X] A") == "_Batch 1__X_ A"
    assert names.sanitized("jo.lee@acme.io") == "jo_lee_acme_io"
    assert names.sanitized(r"a\b|c{d}(e)[f]^g$h+i*j?k.l@m/n, o-p") == "a_b_c_d__e__f__g_h_i_j_k_l_m_n, o-p"


def document(pk: int, file_name: str, mime_type: str = "text/plain", part: int = 0, parts: int = 1) -> Document:
    return Document(pk=pk, file_name=file_name, mime_type=mime_type, part=part, part_count=parts)


def test_entry_names() -> None:
    found = names.entry_names(
        [
            document(1, "soup.txt"),
            document(2, "call.wav", "audio/wav"),
            document(3, "scan.png", "image/png"),
            document(4, "scan.pdf", "application/pdf"),
            document(5, "Menu.csv"),
            document(6, "menu.txt"),
            document(7, "long.txt", part=0, parts=2),
            document(8, "long.txt", part=1, parts=2),
            document(9, "README"),
        ],
        ".json",
    )
    assert list(found.values()) == [
        "soup.json",
        "call.wav.json",
        "scan.png.json",
        "scan.pdf.json",
        "Menu.csv.json",
        "menu.txt.json",
        "long - Part 1.json",
        "long - Part 2.json",
        "README.json",
    ]


def test_entry_names_stay_in_their_folder() -> None:
    hostile = ["../../etc/passwd", "..\\..\\x.txt", "a\x00b.txt", "...", "/abs.txt", ".hidden.txt"]
    found = names.entry_names([document(pk, name) for pk, name in enumerate(hostile)], ".json")
    assert list(found.values()) == [
        "___.._etc_passwd.json",
        "___.._x.json",
        "a_b.json",
        "___.json",
        "_abs.json",
        "_hidden.json",
    ]
    for name in found.values():
        assert "/" not in name
        assert "\\" not in name
        assert "\0" not in name
        assert not name.startswith(".")


def test_hostile_names_in_the_zip(api: Api, make: Make) -> None:
    world = kitchen(make, name="../../up", files=("../../etc/passwd.txt",))
    with download(api, ask(api.as_(world.rosa), world)) as archive:
        top = f"______up-{world.project.uid}"
        assert all(name.startswith(f"{top}/") and ".." not in name.split("/") for name in archive.namelist())
        assert f"{top}/REVIEW/___.._etc_passwd.json" in archive.namelist()


def test_several_projects_have_a_folder_each(api: Api, make: Make) -> None:
    first, second = kitchen(make, name="b"), kitchen(make, name="A")
    make.member(second.team, first.rosa, "ADMIN")
    reply = ask(api.as_(first.rosa), first, projectIds=[first.project.uid, second.project.uid])
    with download(api, reply) as archive:
        tops = [name for name in archive.namelist() if name.count("/") == 1 and name.endswith("/")]
    assert tops == [f"A-{second.project.uid}/", f"b-{first.project.uid}/"]


@pytest.mark.parametrize(
    ("caller", "changes", "folders", "assignments"),
    [
        ("rosa", {}, ["DOCUMENT-ann", "DOCUMENT-jun", "REVIEW", "ROOT-rosa"], 3),
        ("rosa", {"role": "REVIEWER"}, ["DOCUMENT-ann", "DOCUMENT-jun", "REVIEW", "ROOT-rosa"], 3),
        ("rosa", {"role": "REVIEWER", "filteredCabinetRole": "REVIEWER"}, ["REVIEW", "ROOT-rosa"], 3),
        ("rosa", {"filteredCabinetRole": "LABELER"}, ["DOCUMENT-ann", "DOCUMENT-jun", "ROOT-rosa"], 3),
        ("rosa", {"role": "LABELER"}, ["ROOT-rosa"], 0),
        ("rosa", {"includedAssigneeIds": "jun"}, ["DOCUMENT-jun", "REVIEW", "ROOT-rosa"], 3),
        ("ann", {}, ["DOCUMENT-ann", "ROOT-rosa"], 1),
        ("ann", {"role": "LABELER", "filteredCabinetRole": "LABELER"}, ["DOCUMENT-ann", "ROOT-rosa"], 1),
    ],
)
def test_roles_and_filters(
    api: Api, make: Make, caller: str, changes: dict[str, Any], folders: list[str], assignments: int
) -> None:
    world = kitchen(make)
    allow_labelers(world, "FILE_STORAGE")
    if changes.get("includedAssigneeIds") == "jun":
        changes = {"includedAssigneeIds": [str(world.team.members.get(user=world.jun).pk)]}
    with download(api, ask(api.as_(getattr(world, caller)), world, **changes)) as archive:
        names_found = [name.split("/")[1] for name in archive.namelist() if name.count("/") == 2 and name.endswith("/")]
        data = json.loads(archive.read(f"Recipes-{world.project.uid}/project-data.json"))
    assert [name.split("_")[0] for name in names_found] == folders
    assert len(data["project"].get("assignments", [])) == assignments


def test_a_cabinet_without_assigned_documents_has_no_folder(api: Api, make: Make) -> None:
    world = kitchen(make)
    DocumentAssignment.objects.filter(assignment__member__user=world.jun).delete()
    with download(api, ask(api.as_(world.rosa), world)) as archive:
        assert not [name for name in archive.namelist() if folder_of(world.jun.email) in name]


def test_split_parts_and_collisions_in_the_zip(api: Api, make: Make) -> None:
    world = kitchen(make, files=("a.txt", "a.csv", "b.txt"))
    Document.objects.filter(pk=world.documents[2].pk).update(part_count=2)
    with download(api, ask(api.as_(world.rosa), world, filteredCabinetRole="REVIEWER")) as archive:
        files = [name.rpartition("/")[2] for name in archive.namelist() if "/REVIEW/" in name]
    assert files[1:] == ["a.csv.json", "a.txt.json", "b - Part 1.json"]


def test_conflicts_only_on_request(api: Api, make: Make) -> None:
    world = kitchen(make)
    copy = world.copy("review")
    agreed = add_span(copy, "1", (0, 0, 0), (0, 0, 3), labeled_by="AUTO", status="ACCEPTED")
    disputed = add_span(copy, "2", (0, 2, 0), (0, 4, 5), labeled_by="CONFLICT")
    add_span(copy, "1", (1, 0, 0), (1, 0, 2), labeled_by="LABELER", status="REJECTED")
    add_arrow(copy, "5", agreed, disputed, labeled_by="REVIEWER", labeled_by_user=world.rosa)
    path = f"Recipes-{world.project.uid}/REVIEW/soup.json"
    found = {}
    for wanted in (False, True):
        with download(api, ask(api.as_(world.rosa), world, includeConflicts=wanted)) as archive:
            data = json.loads(archive.read(path))["data"]
        found[wanted] = (
            [(one["labelName"], one["labeledBy"], one["labeledByUserId"], one["status"]) for one in data["spanLabels"]],
            [(one["labelName"], one["originId"], one["destinationId"]) for one in data["arrowLabels"]],
        )
    assert found[False] == ([("1", "AUTO", None, "LABELED")], [])
    assert found[True] == (
        [("1", "AUTO", None, "LABELED"), ("2", "CONFLICT", None, "LABELED")],
        [("5", str(agreed.pk), str(disputed.pk))],
    )


def test_manifest_counts_and_empty_reason(api: Api, make: Make) -> None:
    world = kitchen(make)
    rosa = api.as_(world.rosa)
    empty = delivered(api, ask(rosa, world))
    assert empty["emptyReason"] == "Nobody has labeled or answered anything in Recipes yet."
    assert empty["found"] == {"labels": 0, "answers": 0}
    origin = add_span(world.copy("ann"), "1", (0, 0, 0), (0, 0, 3))
    add_arrow(world.copy("ann"), "5", origin, add_span(world.copy("ann"), "2", (0, 2, 1), (1, 0, 2)))
    result = delivered(api, ask(rosa, world, format="tsv_iob"))
    assert Label.objects.filter(copy=world.copy("ann")).count() == 3
    assert result["emptyReason"] is None
    assert (result["documents"], result["files"]) == (1, 4)
    assert (result["found"]["labels"], result["written"]["labels"]) == (3, 2)
    assert result["skippedByReason"] == {"ARROW_DROPPED": 1, "CUT": 1, "WIDENED": 1}
    assert {one["file"] for one in result["skipped"]} == {
        f"Recipes-{world.project.uid}/DOCUMENT-{folder_of(world.ann.email)}/soup.tsv"
    }
    assert len(result["sha256"]) == 64
    assert run_jobs() == 0
