"""Versions of guidelines, their files, and who has confirmed to have read them."""

from __future__ import annotations

import pytest

from gloss.guidelines.models import Acknowledgement, Guideline, GuidelineVersion
from gloss.teams.models import Role
from tests.rows import project_row

FIELDS = "id content version fileName fileUrl acknowledgedVersion needsAcknowledgement"
VERSION = "number content fileName note isMinor author { email }"
PDF = b"%PDF-1.7\n1 0 obj\n"


@pytest.fixture
def people(make):
    team = make.team()
    return team, {role: make.member(team, role=role).user for role in (Role.REVIEWER, Role.LABELER, Role.SUPERVISOR)}


def created(api, team, **more):
    made = api.as_(team.owner).mutate(
        "createGuideline", FIELDS, name="Rules", content="one", teamId=str(team.pk), **more
    )
    assert made.errors == []
    return made.data


def test_every_text_is_a_version(api, people):
    team, staff = people
    made = created(api, team)
    assert (made["version"], made["acknowledgedVersion"], made["needsAcknowledgement"]) == (1, None, True)
    supervisor = staff[Role.SUPERVISOR]
    change = api.as_(supervisor).mutate
    assert change("updateGuideline", "version", id=made["id"], content="two", note=" Now two ").data == {"version": 2}
    assert change("updateGuideline", "version", id=made["id"], name="Other").data == {"version": 2}
    assert change("updateGuideline", "version", id=made["id"], content="two").data == {"version": 2}
    assert change("updateGuideline", "version", id=made["id"], content="two!", isMinor=True).data == {"version": 3}
    found = api.as_(staff[Role.LABELER]).query("getGuidelineVersions", VERSION, guidelineId=made["id"]).data
    same = {"fileName": None}
    assert found == [
        {**same, "number": 3, "content": "two!", "note": None, "isMinor": True, "author": {"email": supervisor.email}},
        {**same, "number": 2, "content": "two", "note": "Now two", "isMinor": False}
        | {"author": {"email": supervisor.email}},
        {**same, "number": 1, "content": "one", "note": None, "isMinor": False, "author": {"email": team.owner.email}},
    ]


def test_confirming_and_being_asked_again(api, people):
    team, staff = people
    made, labeler = created(api, team), staff[Role.LABELER]

    def confirm(version):
        return api.as_(labeler).mutate("acknowledgeGuideline", FIELDS, guidelineId=made["id"], version=version)

    for _ in range(2):
        done = confirm(1).data
        assert (done["acknowledgedVersion"], done["needsAcknowledgement"]) == (1, False)
    assert Acknowledgement.objects.filter(guideline=made["id"]).count() == 1
    change = api.as_(team.owner).mutate
    small = change("updateGuideline", FIELDS, id=made["id"], content="one.", isMinor=True).data
    assert (small["version"], small["needsAcknowledgement"]) == (2, True)
    assert api.as_(labeler).query("getGuidelines", "needsAcknowledgement", teamId=str(team.pk)).data == [
        {"needsAcknowledgement": False}
    ]
    change("updateGuideline", "id", id=made["id"], content="three")
    refused = confirm(2)
    assert refused.codes == ["STALE_VERSION"]
    assert confirm(3).data["acknowledgedVersion"] == 3
    found = api.as_(team.owner).query("getGuidelineAcknowledgements", "version user { email }", guidelineId=made["id"])
    assert found.data == [
        {"version": 3, "user": {"email": labeler.email}},
        {"version": 1, "user": {"email": labeler.email}},
    ]


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.LABELER])
def test_only_staff_see_who_has_read(api, people, role):
    team, staff = people
    made = created(api, team)
    refused = api.as_(staff[role]).query("getGuidelineAcknowledgements", "version", guidelineId=made["id"])
    assert refused.codes == ["FORBIDDEN"]


def test_strangers_confirm_nothing(api, make, people):
    team, _ = people
    made, stranger = created(api, team), make.user()
    for reply in (
        api.as_(stranger).mutate("acknowledgeGuideline", "id", guidelineId=made["id"], version=1),
        api.as_(stranger).query("getGuidelineVersions", "number", guidelineId=made["id"]),
        api.as_(stranger).query("getGuidelineAcknowledgements", "version", guidelineId=made["id"]),
    ):
        assert reply.codes == ["NOT_FOUND"]
    assert not Acknowledgement.objects.filter(guideline=made["id"]).exists()


def test_a_pdf_is_shown_in_place_of_the_text(api, people):
    team, staff = people
    owner = api.as_(team.owner)
    made = created(api, team, fileKey=owner.upload("rules.pdf", PDF))
    assert made["fileName"] == "rules.pdf"
    file = api.get(made["fileUrl"])
    assert (file.status_code, file.content, file.headers["content-type"]) == (200, PDF, "application/pdf")
    newer = owner.mutate("updateGuideline", FIELDS, id=made["id"], fileKey=owner.upload("new.pdf", PDF)).data
    assert (newer["version"], newer["fileName"], newer["content"]) == (2, "new.pdf", "one")
    gone = owner.mutate("updateGuideline", FIELDS, id=made["id"], fileKey="").data
    assert (gone["version"], gone["fileName"], gone["fileUrl"]) == (3, None, None)
    listed = api.as_(staff[Role.LABELER]).query("getGuidelineVersions", "number fileName", guidelineId=made["id"])
    assert [(one["number"], one["fileName"]) for one in listed.data] == [(3, None), (2, "new.pdf"), (1, "rules.pdf")]


def test_what_is_no_pdf_is_refused_and_nothing_kept(api, people):
    team, _ = people
    owner = api.as_(team.owner)
    key = owner.upload("rules.pdf", b"MZ not a pdf")
    made = owner.mutate("createGuideline", "id", name="R", content="", teamId=str(team.pk), fileKey=key)
    assert (made.codes, made.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], "fileKey")
    assert not Guideline.objects.filter(team=team).exists()
    kept = created(api, team)
    for wrong in ({"fileKey": key}, {"fileKey": "temp/upload-proxy/none.pdf"}, {"content": "x", "note": "n" * 1001}):
        assert owner.mutate("updateGuideline", "id", id=kept["id"], **wrong).codes == ["BAD_USER_INPUT"]
    assert list(GuidelineVersion.objects.filter(guideline=kept["id"]).values_list("number", "content")) == [(1, "one")]
    assert Guideline.objects.get(pk=kept["id"]).version == 1


def test_a_project_shows_what_its_labelers_have_to_confirm(api, people):
    team, _ = people
    made = created(api, team)
    project = project_row(team.owner, team)
    project.guideline_id = int(made["id"])
    project.save()
    reply = api.as_(team.owner).query(
        "getProject", f"guideline {{ {FIELDS} }}", input={"projectId": project.uid, "teamId": str(team.pk)}
    )
    assert reply.data["guideline"] == {**made, "fileUrl": None}
