"""Agreement over the API: the specification's example labeled by hand, everywhere it is shown."""

from __future__ import annotations

from typing import Any

import pytest

from gloss.analytics.models import DocumentAgreement, PairAgreement, ProjectAgreement
from gloss.jobs.models import Job
from gloss.labelsets.models import LabelSet
from gloss.projects.models import Project
from gloss.teams.models import Role
from tests.client import Api, run_jobs
from tests.exporting import path_of
from tests.factories import Make
from tests.labeling import World, labeling_world, span

ITEMS = [{"id": name.lower(), "tagName": name} for name in ("WORK", "TITLE", "PER", "YEAR", "ORG", "QTY")]
ANN = ["work", "per", "per", "per", "year", "year", "org", None]
BEN = ["title", None, "title", "per", "year", "year", "per", "qty"]
REVIEW = ["title", None, "title", "per", "year", "year", "per", None]
MANUAL = {"conflictResolution": {"mode": "MANUAL", "consensus": 1}}
KAPPA_AB, KAPPA_AR, KAPPA_BR = 13 / 53, 11 / 39, 30 / 37
VALUE = "value n low high band"
REPORT = f"""
  projectId computedAt jobId raters {{ userId name email }}
  layers {{
    id kind name isCounted metric averageKappa unitizingAlpha labelSetSignature
    alpha {{ {VALUE} }} fleissKappa {{ {VALUE} }} labels {{ label n kappa positiveAgreement }}
  }}
  pairs {{ userId1 userId2 layerId n equal percentAgreement kappa {{ {VALUE} }} alpha {{ {VALUE} }} }}
"""


def label(api: Api, world: World, caller: Any, person: Any, names: list[str | None], index: int = 0) -> None:
    input = {
        "documentId": world.uid(person, index),
        "signature": world.signature(person, index),
        "action": "LABEL",
        "labels": [span(name, 0, token) for token, name in enumerate(names) if name],
    }
    reply = api.as_(caller).mutate("updateLabels", "rejectedLabels { reason }", input=input)
    assert reply.data == {"rejectedLabels": []}


def review(api: Api, world: World, names: list[str | None]) -> None:
    """Open the review, so that the labelers' votes are counted, and decide by labeling."""
    asked = {"documentId": world.uid(None), "input": {"page": {"skip": 0, "take": 1}}}
    assert api.as_(world.reviewer).query("getSpanAndArrowConflicts", "totalCount", **asked).errors == []
    label(api, world, world.reviewer, None, names)


def complete(api: Api, world: World, *, review: bool = True) -> None:
    asked = {"projectId": world.project.uid, "skipValidation": True}
    for person in world.labelers:
        assert api.as_(person).mutate("toggleCabinetStatus", "status", role="LABELER", **asked).errors == []
    if review:
        assert api.as_(world.reviewer).mutate("toggleCabinetStatus", "status", role="REVIEWER", **asked).errors == []
    run_jobs()


@pytest.fixture
def world(api: Api, make: Make) -> World:
    world = labeling_world(make, lines=["a b c d e f g h"], labelers=2, items=ITEMS, settings=MANUAL)
    label(api, world, world.labelers[0], world.labelers[0], ANN)
    label(api, world, world.labelers[1], world.labelers[1], BEN)
    label(api, world, world.reviewer, None, REVIEW)
    return world


def report(api: Api, world: World) -> dict[str, Any]:
    reply = api.as_(world.admin).query("getAgreementReport", REPORT, projectId=world.project.uid)
    assert reply.errors == []
    return reply.data


def kappas(api: Api, world: World, **more: Any) -> Any:
    found = api.as_(world.admin).query("getPairKappas", "kappa n userId1 userId2", teamId=str(world.team.pk), **more)
    assert found.errors == []
    return [(row["userId1"], row["userId2"], row["n"], pytest.approx(row["kappa"], abs=1e-9)) for row in found.data]


def test_computed_when_the_project_is_complete(api: Api, world: World) -> None:
    assert report(api, world)["computedAt"] is None
    complete(api, world)
    assert Project.objects.get(pk=world.project.pk).status == "COMPLETE"
    ann, ben = world.labelers
    found = report(api, world)
    assert found["jobId"] is None
    assert [rater["userId"] for rater in found["raters"]] == [ann.pk, ben.pk, None]
    assert found["raters"][2] == {"userId": None, "name": "Reviewer", "email": None}
    whole = [pair for pair in found["pairs"] if pair["layerId"] is None]
    shown = [
        (pair["userId1"], pair["userId2"], pair["n"], pair["equal"], pair["alpha"]["n"], pair["kappa"]["band"])
        for pair in whole
    ]
    assert shown == [
        (ann.pk, ben.pk, 8, 3, 6, "DISCARD"),
        (ann.pk, None, 7, 3, 6, "DISCARD"),
        (ben.pk, None, 7, 6, 6, "GOOD"),
    ]
    values = [pair["kappa"]["value"] for pair in whole]
    assert values == pytest.approx([KAPPA_AB, KAPPA_AR, KAPPA_BR], abs=1e-9)
    assert [pair["alpha"]["value"] for pair in whole] == pytest.approx([20 / 53, 20 / 53, 1.0], abs=1e-9)
    for pair in whole:
        assert pair["kappa"]["low"] <= pair["kappa"]["value"] <= pair["kappa"]["high"]
    layers = {layer["id"]: layer for layer in found["layers"]}
    assert list(layers) == ["SPAN:0"]
    layer = layers["SPAN:0"]
    assert (layer["kind"], layer["name"], layer["isCounted"], layer["metric"]) == ("SPAN", "Cities", True, "NOMINAL")
    assert layer["alpha"]["value"] == pytest.approx(20 / 53, abs=1e-9)
    assert layer["averageKappa"] == pytest.approx(KAPPA_AB, abs=1e-9)
    assert -1 < layer["unitizingAlpha"] < 1
    labels = {row["label"]: row for row in layer["labels"]}
    assert labels["YEAR"] == {"label": "YEAR", "n": 2, "kappa": 1.0, "positiveAgreement": 1.0}
    assert (labels["PER"]["n"], labels["PER"]["positiveAgreement"]) == (4, 0.4)


def test_pairs_of_the_team(api: Api, world: World) -> None:
    assert kappas(api, world) == []
    complete(api, world)
    ann, ben = world.labelers
    assert kappas(api, world) == [
        (ann.pk, ben.pk, 8, KAPPA_AB), (ann.pk, None, 7, KAPPA_AR), (ben.pk, None, 7, KAPPA_BR)
    ]  # fmt: skip
    assert kappas(api, world, algorithm="KRIPPENDORFFS_ALPHA") == [
        (ann.pk, ben.pk, 6, 20 / 53), (ann.pk, None, 6, 20 / 53), (ben.pk, None, 6, 1.0)
    ]  # fmt: skip


def test_projects_weigh_their_records(api: Api, make: Make, world: World) -> None:
    """Two projects with n = 8 and n = 2; one without a value does not count."""
    complete(api, world)
    ann, ben = world.labelers
    other = Project.objects.create(
        team=world.team, owner=world.admin, name="Other", kinds=["TOKEN_BASED"], is_ready=True,
        updated_at=world.project.updated_at,
    )  # fmt: skip
    LabelSet.objects.create(project=other, owner=world.admin, name="Same", index=0, items=[], signature="other")
    PairAgreement.objects.create(project=other, first=ann, second=ben, n=2, equal=2, kappa=1.0, alpha_n=2, alpha=1.0)
    PairAgreement.objects.create(project=other, first=ben, second=None, n=9, equal=0, kappa=None, alpha_n=0)
    mean = (8 * KAPPA_AB + 2 * 1.0) / 10
    assert kappas(api, world)[0] == (ann.pk, ben.pk, 10, mean)
    assert kappas(api, world)[2] == (ben.pk, None, 7, KAPPA_BR)
    assert kappas(api, world, projectIds=[other.uid]) == [(ann.pk, ben.pk, 2, 1.0)]
    signature = LabelSet.objects.get(project=world.project).signature
    assert kappas(api, world, labelSetSignatures=[signature])[0] == (ann.pk, ben.pk, 8, KAPPA_AB)
    assert kappas(api, world, labelSetSignatures=["other"]) == [(ann.pk, ben.pk, 2, 1.0)]
    assert kappas(api, world, labelSetSignatures=[signature, "other"])[0] == (ann.pk, ben.pk, 10, mean)


def test_table_of_two_people(api: Api, world: World) -> None:
    complete(api, world)
    ann = world.labelers[0]
    input = {"projectId": world.project.uid, "layerId": "SPAN:0", "userId1": ann.pk}
    selection = "rows columns counts n isCut"
    found = api.as_(world.admin).query("getAgreementTable", selection, input=input)
    names = ["PER", "YEAR", "TITLE", "ORG", "WORK", "<EMPTY>"]
    assert found.data == {
        "rows": names,
        "columns": names,
        "counts": [
            [1, 0, 1, 0, 0, 1],
            [0, 2, 0, 0, 0, 0],
            [0, 0, 0, 0, 0, 0],
            [1, 0, 0, 0, 0, 0],
            [0, 0, 1, 0, 0, 0],
            [0, 0, 0, 0, 0, 0],
        ],
        "n": 7,
        "isCut": False,
    }
    turned = {**input, "userId1": None, "userId2": ann.pk, "take": 1}
    cut = api.as_(world.admin).query("getAgreementTable", selection, input=turned).data
    assert cut == {
        "rows": ["PER", "<EMPTY>"], "columns": ["PER", "<EMPTY>"], "counts": [[1, 0], [1, 0]], "n": 7, "isCut": True
    }  # fmt: skip
    wrong = api.as_(world.admin).query("getAgreementTable", "n", input={**input, "layerId": "ROW:1"})
    assert wrong.codes == ["NOT_FOUND"]
    assert api.as_(world.admin).query("getAgreementTable", "n", input={**input, "take": 0}).codes == ["BAD_USER_INPUT"]


def test_documents_worst_first(api: Api, make: Make) -> None:
    world = labeling_world(make, lines=["a b c d e f g h"], labelers=2, documents_count=3, items=ITEMS, settings=MANUAL)
    ann, ben = world.labelers
    label(api, world, ann, ann, ANN, 0)
    label(api, world, ben, ben, ANN, 0)
    label(api, world, ann, ann, ANN, 1)
    label(api, world, ben, ben, BEN, 1)
    complete(api, world, review=False)
    asked = {"projectId": world.project.uid, "page": {"skip": 0, "take": 10}}
    selection = "totalCount nodes { documentId documentName n percentAgreement alpha }"
    found = api.as_(world.admin).query("getAgreementDocuments", selection, input=asked).data
    assert found["totalCount"] == 2
    assert found["nodes"] == [
        {
            "documentId": world.uid(None, 1),
            "documentName": "doc1",
            "n": 8,
            "percentAgreement": 0.375,
            "alpha": pytest.approx(20 / 53, abs=1e-9),
        },
        {
            "documentId": world.uid(None, 0), "documentName": "doc0", "n": 7, "percentAgreement": 1.0, "alpha": 1.0
        },
    ]  # fmt: skip
    assert [rater["userId"] for rater in report(api, world)["raters"]] == [ann.pk, ben.pk]


def test_only_documents_both_were_assigned_to(api: Api, make: Make) -> None:
    world = labeling_world(make, lines=["a b c d e f g h"], labelers=2, documents_count=2, items=ITEMS, settings=MANUAL)
    ann, ben = world.labelers
    for index in (0, 1):
        label(api, world, ann, ann, ANN, index)
        label(api, world, ben, ben, BEN, index)
    world.documents[1].assignments.filter(assignment__member__user=ben).delete()
    complete(api, world, review=False)
    assert kappas(api, world) == [(ann.pk, ben.pk, 8, KAPPA_AB)]


def test_computing_again_after_more_work(api: Api, world: World) -> None:
    complete(api, world)
    uid = world.project.uid
    before = ProjectAgreement.objects.get(project=world.project).computed_at
    reply = api.as_(world.admin).mutate("calculateAgreementTables", "id status resultId", projectId=uid)
    assert reply.data["id"].startswith("AgreementTableQueue:")
    again = api.as_(world.admin).mutate("calculatePairKappas", "", projectIds=[uid])
    assert again.data == [reply.data["id"]]
    assert report(api, world)["jobId"] == reply.data["id"]
    run_jobs()
    job = Job.objects.get(id=reply.data["id"])
    assert (job.status, job.result) == ("DELIVERED", {"alphaAll": {"SPAN:0": pytest.approx(20 / 53)}, "raters": 3})
    assert ProjectAgreement.objects.get(project=world.project).computed_at > before
    assert PairAgreement.objects.filter(project=world.project).count() == 6
    assert DocumentAgreement.objects.filter(project=world.project).count() == 1


def test_export(api: Api, world: World) -> None:
    complete(api, world)
    ann, ben = world.labelers
    for person, name in ((ann, "=Ann"), (ben, "Ben")):
        person.name = name
        person.save()
    asked = api.as_(world.admin).query("exportTeamIAA", "exportId fileUrl", teamId=str(world.team.pk))
    run_jobs()
    text = api.get(path_of(asked.data["fileUrl"])).content.decode()
    assert text == ("Annotator,'=Ann,Ben,Reviewer\r\n'=Ann,,0.25,0.28\r\nBen,0.25,,0.81\r\nReviewer,0.28,0.81,\r\n")


def test_whom_it_is_for(api: Api, make: Make, world: World) -> None:
    complete(api, world)
    supervisor, uid, team = make.user(), world.project.uid, str(world.team.pk)
    make.member(world.team, supervisor, Role.SUPERVISOR)
    assert api.as_(supervisor).query("getPairKappas", "n", teamId=team).codes == ["FORBIDDEN"]
    assert len(api.as_(supervisor).query("getPairKappas", "n", teamId=team, projectIds=[uid]).data) == 3
    other = make.user()
    foreign = make.team(other)
    reply = api.as_(other).query("getPairKappas", "n", teamId=str(foreign.pk), projectIds=[uid])
    assert reply.codes == ["NOT_FOUND"]
    for person in (world.reviewer, world.labelers[0]):
        for name, arguments in (
            ("getPairKappas", {"teamId": team}),
            ("getPairKappas", {"teamId": team, "projectIds": [uid]}),
            ("getAgreementReport", {"projectId": uid}),
        ):
            assert api.as_(person).query(name, "__typename", **arguments).codes == ["FORBIDDEN"]
