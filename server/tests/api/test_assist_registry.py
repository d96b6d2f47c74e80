"""Text-extraction services and file transformers of a team: kept, listed, changed, deleted."""

from __future__ import annotations

from typing import Any

import pytest

from gloss.assist.models import CustomAPI, FileTransformer
from gloss.assist.service import secret_of
from gloss.teams.models import Role, Team
from tests.client import Api
from tests.factories import Make

API = "id name purpose endpointURL teamId"
TRANSFORMER = "id name purpose language content transpiled externalId readonly warmup"
OCR = {"name": "Reader", "endpointURL": "https://ocr.example/read", "purpose": "OCR_API", "secret": "s3cret"}


@pytest.fixture
def team(make: Make) -> Team:
    return make.team()


def register(api: Api, team: Team, **changed: Any) -> dict[str, Any]:
    reply = api.mutate("createCustomAPI", API, teamId=str(team.pk), input={**OCR, **changed})
    assert reply.errors == []
    return reply.data


def test_a_service_from_registration_to_deletion(api: Api, team: Team) -> None:
    admin = api.as_(team.owner)
    made = register(admin, team)
    listening = register(admin, team, name="Ear", purpose="ASR_API", endpointURL="https://asr.example/")
    assert made == {
        "id": made["id"],
        "name": "Reader",
        "purpose": "OCR_API",
        "endpointURL": "https://ocr.example/read",
        "teamId": str(team.pk),
    }
    row = CustomAPI.objects.get(pk=made["id"])
    assert "s3cret" not in row.secret
    assert secret_of(row) == "s3cret"
    assert admin.query("getCustomAPI", API, customAPIId=made["id"]).data == made
    assert admin.query("getCustomAPIs", API, teamId=str(team.pk)).data == [listening, made]
    assert admin.query("getCustomAPIs", API, teamId=str(team.pk), purpose="OCR_API").data == [made]

    moved = {"name": "Reader 2", "endpointURL": "https://ocr2.example/"}
    changed = admin.mutate("updateCustomAPI", "id endpointURL", customAPIId=made["id"], input=moved)
    assert changed.data == {"id": made["id"], "endpointURL": "https://ocr2.example/"}
    row.refresh_from_db()
    assert (row.name, secret_of(row)) == ("Reader 2", "s3cret")
    admin.mutate("updateCustomAPI", "id", customAPIId=made["id"], input={**moved, "secret": "new"})
    row.refresh_from_db()
    assert secret_of(row) == "new"

    assert admin.mutate("deleteCustomAPI", "id name", customAPIId=made["id"]).data == {
        "id": made["id"],
        "name": "Reader 2",
    }
    assert admin.query("getCustomAPIs", API, teamId=str(team.pk)).data == [listening]
    assert admin.query("getCustomAPI", API, customAPIId=made["id"]).codes == ["NOT_FOUND"]


def test_ten_services_at_most(api: Api, team: Team) -> None:
    admin = api.as_(team.owner)
    for number in range(10):
        register(admin, team, name=f"Reader {number}")
    reply = admin.mutate("createCustomAPI", API, teamId=str(team.pk), input=OCR)
    assert reply.codes == ["LIMIT_REACHED"]
    assert CustomAPI.objects.filter(team=team).count() == 10
    setting = admin.query("getTeamDetail", "setting { customAPICreationLimit }", input={"id": str(team.pk)})
    assert setting.data == {"setting": {"customAPICreationLimit": 10}}


@pytest.mark.parametrize(
    ("changed", "field"), [({"name": " "}, "name"), ({"endpointURL": "ocr.example"}, "endpointURL")]
)
def test_bad_services(api: Api, team: Team, changed: dict[str, str], field: str) -> None:
    reply = api.as_(team.owner).mutate("createCustomAPI", API, teamId=str(team.pk), input={**OCR, **changed})
    assert reply.codes == ["BAD_USER_INPUT"]
    assert reply.errors[0]["extensions"]["field"] == field
    assert CustomAPI.objects.filter(team=team).count() == 0


@pytest.mark.parametrize(
    ("role", "reads", "changes"),
    [
        (Role.ADMIN, None, None),
        (Role.SUPERVISOR, None, "FORBIDDEN"),
        (Role.REVIEWER, "FORBIDDEN", "FORBIDDEN"),
        (Role.LABELER, "FORBIDDEN", "FORBIDDEN"),
        (None, "NOT_FOUND", "NOT_FOUND"),
    ],
)
def test_who_may_use_services(
    api: Api, make: Make, team: Team, role: Role | None, reads: str | None, changes: str | None
) -> None:
    made = register(api.as_(team.owner), team)
    person = make.user()
    if role:
        make.member(team, person, role)
    caller, expected = api.as_(person), [changes] if changes else []
    for reply in (
        caller.query("getCustomAPI", API, customAPIId=made["id"]),
        caller.query("getCustomAPIs", API, teamId=str(team.pk)),
    ):
        assert reply.codes == ([reads] if reads else [])
    update = {"name": "Mine", "endpointURL": "https://mine.example/"}
    assert caller.mutate("createCustomAPI", API, teamId=str(team.pk), input=OCR).codes == expected
    assert caller.mutate("updateCustomAPI", API, customAPIId=made["id"], input=update).codes == expected
    assert CustomAPI.objects.get(pk=made["id"]).name == ("Reader" if changes else "Mine")
    assert caller.mutate("deleteCustomAPI", API, customAPIId=made["id"]).codes == expected
    assert CustomAPI.objects.filter(pk=made["id"]).exists() == bool(changes)


def test_a_transformer_from_making_to_removal(api: Api, team: Team) -> None:
    admin = api.as_(team.owner)
    asked = {"name": "Letters", "purpose": "IMPORT", "teamId": str(team.pk)}
    made = admin.mutate("createFileTransformer", TRANSFORMER, input=asked)
    assert made.errors == []
    content = "(fileContent: string): SimpleDocument => {\n  return { cells: [], labels: [] };\n};\n"
    assert made.data == {
        "id": made.data["id"],
        "name": "Letters",
        "purpose": "IMPORT",
        "language": "TYPESCRIPT",
        "content": content,
        "transpiled": None,
        "externalId": None,
        "readonly": False,
        "warmup": False,
    }
    other = admin.mutate(
        "createFileTransformer", "id purpose", input={**asked, "name": "Out", "purpose": "EXPORT"}
    ).data
    changed = {"fileTransformerId": made.data["id"], "content": "(x) => x;"}
    assert admin.mutate("updateFileTransformer", "id name content", input=changed).data == {
        "id": made.data["id"],
        "name": "Letters",
        "content": "(x) => x;",
    }
    listed = admin.query("getFileTransformers", "id purpose", teamId=str(team.pk))
    assert listed.data == [{"id": made.data["id"], "purpose": "IMPORT"}, other]
    assert admin.query("getFileTransformers", "id", teamId=str(team.pk), purpose="EXPORT").data == [{"id": other["id"]}]
    assert admin.query("getFileTransformer", "content", fileTransformerId=made.data["id"]).data == {
        "content": "(x) => x;"
    }
    assert admin.mutate("removeFileTransformer", "id", fileTransformerId=made.data["id"]).data == {
        "id": made.data["id"]
    }
    assert admin.query("getFileTransformer", "id", fileTransformerId=made.data["id"]).codes == ["NOT_FOUND"]


def test_transformers_are_not_run_yet(api: Api, team: Team) -> None:
    admin = api.as_(team.owner)
    made = admin.mutate(
        "createFileTransformer", "id", input={"name": "A", "purpose": "IMPORT", "teamId": str(team.pk)}
    ).data
    reply = admin.query("executeImportFileTransformer", content="x", fileTransformerId=made["id"])
    assert reply.codes == ["NOT_IMPLEMENTED"]
    assert admin.query("executeExportFileTransformer", fileTransformerId=made["id"]).codes == ["NOT_IMPLEMENTED"]


@pytest.mark.parametrize(("role", "code"), [(Role.SUPERVISOR, None), (Role.REVIEWER, "FORBIDDEN"), (None, "NOT_FOUND")])
def test_who_may_change_transformers(api: Api, make: Make, team: Team, role: Role | None, code: str | None) -> None:
    row = FileTransformer.objects.create(team=team, name="A", purpose="IMPORT")
    person = make.user()
    if role:
        make.member(team, person, role)
    caller, expected = api.as_(person), [code] if code else []
    change = {"fileTransformerId": str(row.pk), "name": "B"}
    assert caller.mutate("updateFileTransformer", "id name", input=change).codes == expected
    row.refresh_from_db()
    assert row.name == ("A" if code else "B")
    assert caller.mutate("removeFileTransformer", "id", fileTransformerId=str(row.pk)).codes == expected
    assert FileTransformer.objects.filter(pk=row.pk).exists() == bool(code)
