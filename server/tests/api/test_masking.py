"""Personal data: hidden while files are read, shown to nobody but in exports of those who review."""

from __future__ import annotations

from dataclasses import dataclass

import orjson
import pytest

from gloss.accounts.models import User
from gloss.documents.models import Document, Line
from gloss.jobs.models import Job
from gloss.projects.models import Project
from gloss.teams.models import Role
from tests.client import Api
from tests.creating import JOB, TOKENS, cells, create, creation, finished, launch_input, made, open_cabinet
from tests.exporting import download

TEXT = "Write to ada@example.com or 10.0.0.1.\nNothing here.\nOrder ORD-77 for ada@example.com\n"
CONFIG = {
    "entityTypes": ["EMAIL_ADDRESS", "IP_ADDRESS"],
    "maskingMethod": "ASTERISK",
    "regularExpressions": [{"name": "ORDER", "pattern": "ord-\\d+", "flags": "gi"}],
}
MASKED = ["Write to *************** or ********.", "Nothing here.", "Order ****** for ***************"]


@dataclass
class People:
    rosa: User
    ann: User
    team: object

    def input(self, **changed):
        everybody = [{"email": self.ann.email, "role": "LABELER"}, {"email": self.rosa.email, "role": "REVIEWER"}]
        values = {"teamId": self.team.pk, "documentAssignments": everybody}
        return {**values, "creationSettings": creation(anonymizationConfig=CONFIG), **changed}


@pytest.fixture
def people(make):
    rosa, ann = make.user(), make.user()
    team = make.team(rosa)
    make.member(team, ann, Role.LABELER)
    return People(rosa, ann, team)


def exported(api: Api, project: Project, **changed: object) -> dict[str, str]:
    """The texts of all files of a zip, by folder."""
    input = {"projectIds": [project.uid], "fileName": "x", "format": "PLAIN", "method": "FILE_STORAGE", **changed}
    zipped = download(api, api.query("exportTextProject", "exportId fileUrl", input=input))
    return {name.split("/")[1]: zipped.read(name).decode() for name in zipped.namelist() if name.endswith(".txt")}


def test_labelers_see_masks_and_where_they_are(api, people):
    rosa, ann = api.as_(people.rosa), api.as_(people.ann)
    project = made(rosa, {"soup.txt": TEXT}, **people.input())
    document = open_cabinet(ann, project)["documents"][0]
    found = cells(ann, document["id"])
    assert [cell["content"] for cell in found] == MASKED
    assert [cell.get("masks", []) for cell in found] == [
        [{"start": 9, "end": 24, "name": "EMAIL_ADDRESS"}, {"start": 28, "end": 36, "name": "IP_ADDRESS"}],
        [],
        [{"start": 6, "end": 12, "name": "ORDER"}, {"start": 17, "end": 32, "name": "EMAIL_ADDRESS"}],
    ]
    assert "ada@" not in orjson.dumps(found).decode()
    shown = ann.query(
        "getTextDocument",
        "url downloadUrl mediaUrl chunks { sentences { content tokens } } sentences(start: 0, end: 9) { content }",
        fileId=document["id"],
    ).data
    assert (shown["url"], shown["downloadUrl"], shown["mediaUrl"]) == (None, None, None)
    assert [line["content"] for line in shown["sentences"]] == MASKED
    assert [line["content"] for line in shown["chunks"][0]["sentences"]] == MASKED
    # Tokens are those of the original text, whatever hides it.
    assert found[2]["tokenOffsets"] == [[0, 5], [6, 9], [9, 10], [10, 12], [13, 16], [17, 32]]


def test_exports_give_the_original_to_reviewers_unless_they_want_masks(api, people):
    project = made(api.as_(people.rosa), {"soup.txt": TEXT}, **people.input())
    open_cabinet(api.as_(people.ann), project)
    original, masked = TEXT.rstrip("\n"), "\n".join(MASKED)
    plain = exported(api.as_(people.rosa), project)
    assert {text.rstrip("\n") for text in plain.values()} == {original}
    hidden = exported(api.as_(people.rosa), project, maskPIIEntities=True)
    assert (set(hidden), len(hidden)) == (set(plain), 3)
    assert {text.rstrip("\n") for text in hidden.values()} == {masked}
    own = exported(api.as_(people.ann), project)
    assert {text.rstrip("\n") for text in own.values()} == {masked}


def test_a_labelers_document_export_is_masked(api, people):
    project = made(api.as_(people.rosa), {"soup.txt": TEXT}, **people.input())
    document = open_cabinet(api.as_(people.ann), project)["documents"][0]
    for person, wanted in ((people.ann, MASKED), (people.rosa, TEXT.splitlines())):
        input = {"documentId": document["id"], "fileName": "x", "format": "PLAIN", "method": "FILE_STORAGE"}
        reply = api.as_(person).query("exportTextProjectDocument", "exportId fileUrl", input=input)
        finished(api.as_(person), reply.data["exportId"])
        text = api.get("/" + reply.data["fileUrl"].split("//", 1)[1].split("/", 1)[1]).text
        assert text.splitlines() == wanted


def test_masked_tokens_keep_their_number(api, people):
    settings = creation(anonymizationConfig={"entityTypes": ["PHONE_NUMBER"], "maskingMethod": "RANDOM_CHARACTER"})
    text = {"soup.txt": "Call +49 30 1234567 now\n"}
    project = made(api.as_(people.rosa), text, **people.input(creationSettings=settings))
    asked = {"projectIds": [project.uid], "fileName": "x", "format": "CONLL_2003", "method": "FILE_STORAGE"}
    words = []
    for mask in (False, True):
        reply = api.as_(people.rosa).query(
            "exportTextProject", "exportId fileUrl", input={**asked, "maskPIIEntities": mask}
        )
        zipped = download(api, reply)
        name = next(name for name in zipped.namelist() if name.endswith(".conll"))
        lines = [line for line in zipped.read(name).decode().splitlines() if line and "DOCSTART" not in line]
        words.append([line.split()[0] for line in lines])
    plain, masked = words
    assert [(words[0], words[-1]) for words in (plain, masked)] == [("Call", "now")] * 2
    assert [len(word) for word in plain] == [len(word) for word in masked]
    assert plain != masked
    assert [word.isdigit() for word in plain] == [word.isdigit() for word in masked]


def test_tables_and_bound_answers_are_masked(api, people):
    table = "Passport no.,Mail\n340020013,ada@example.com\n"
    question = {"type": "TEXT", "label": "Mail", "required": False, "config": {}, "bindToColumn": "Mail"}
    project = made(
        api.as_(people.rosa),
        {"people.csv": table},
        **people.input(
            kinds=["ROW_BASED"],
            creationSettings=creation(
                anonymizationConfig={**CONFIG, "entityTypes": ["EMAIL_ADDRESS", "US_PASSPORT"]}, firstRowAsHeader=True
            ),
            rowQuestions=[question],
        ),
    )
    ann = api.as_(people.ann)
    document = open_cabinet(ann, project)["documents"][0]
    assert [cell["content"] for cell in cells(ann, document["id"])] == ["*********", "***************"]
    answers = ann.query(
        "getRowAnswersPaginated", "nodes", documentId=document["id"], input={"page": {"skip": 0, "take": 9}}
    )
    assert "ada@" not in orjson.dumps([answers.data, answers.messages]).decode()


def test_documents_added_later_are_masked_with_the_same_rules(api, people):
    rosa = api.as_(people.rosa)
    project = made(rosa, {"soup.txt": TEXT}, **people.input())
    more = [{"document": {"name": "stew.txt", "objectKey": rosa.upload("stew.txt", "ORD-78\n")}, "extras": []}]
    reply = rosa.mutate("addDocumentsToProject", JOB, input={"projectId": project.uid, "documents": more})
    assert finished(rosa, reply.data["job"]["id"])["status"] == "DELIVERED"
    line = Line.objects.get(document__project=project, document__file_name="stew.txt")
    assert (line.cells, line.masks) == ('["******"]', '[[[0,6,"ORDER","ORD-78"]]]')


def test_the_older_input_masks_too(api, people):
    settings = {
        **TOKENS,
        "enableAnonymization": True,
        "anonymizationEntityTypes": ["EMAIL_ADDRESS"],
        "anonymizationMaskingMethod": "ASTERISK",
        "anonymizationRegExps": [],
    }
    rosa = api.as_(people.rosa)
    query = """mutation ($input: LaunchTextProjectInput!) {
      launchTextProject(input: $input) { id workspaceSettings { enableAnonymization anonymizationEntityTypes
        anonymizationMaskingMethod anonymizationRegExps { name } } } }"""
    operations = {
        "name": "Old", "teamId": str(people.team.pk), "kinds": ["TOKEN_BASED"], "documentSettings": settings,
        "documents": [{"fileName": "soup.txt", "file": None}],
    }  # fmt: skip
    body = {"query": query, "variables": {"input": operations}}
    response = rosa.post(
        "/graphql",
        data={"operations": orjson.dumps(body).decode(), "map": '{"0": ["variables.input.documents.0.file"]}'},
        files={"0": ("soup.txt", TEXT.encode())},
    )
    made_ = response.json()["data"]["launchTextProject"]
    assert made_["workspaceSettings"] == {
        "enableAnonymization": True,
        "anonymizationEntityTypes": ["EMAIL_ADDRESS"],
        "anonymizationMaskingMethod": "ASTERISK",
        "anonymizationRegExps": [],
    }
    first = Line.objects.filter(document__project__uid=made_["id"]).order_by("line").first()
    assert first.cells == '["Write to *************** or 10.0.0.1."]'


def test_the_preview_is_masked(api, people):
    rosa = api.as_(people.rosa)
    input = {
        "document": {"name": "soup.txt", "objectKey": rosa.upload("soup.txt", TEXT)},
        "kinds": ["TOKEN_BASED"],
        "creationSettings": creation(anonymizationConfig=CONFIG),
    }
    shown = rosa.query("previewDocument", "lines error", input=input).data
    assert (shown["error"], [line["cells"][0] for line in shown["lines"]]) == (None, MASKED)
    assert shown["lines"][2]["masks"][0][0] == {"start": 6, "end": 12, "name": "ORDER"}


PATH = "creationSettings.anonymizationConfig"


@pytest.mark.parametrize(
    ("config", "field", "message"),
    [
        ({"entityTypes": ["PERSON"]}, f"{PATH}.entityTypes[0]", "PERSON cannot be found by patterns"),
        ({"entityTypes": []}, f"{PATH}.entityTypes", "Masking is on, but nothing is chosen"),
        (
            {"regularExpressions": [{"name": "Own", "pattern": "[a"}]},
            f"{PATH}.regularExpressions[0].pattern",
            "The pattern Own is not a regular expression",
        ),
        ({"entityTypes": ["IP_ADDRESS"], "maskingMethod": "BLUR"}, f"{PATH}.maskingMethod", "Unknown masking method"),
    ],
)
def test_what_cannot_be_masked_is_refused_at_once(api, people, config, field, message):
    rosa = api.as_(people.rosa)
    settings = creation(anonymizationConfig=config)
    given = launch_input(rosa, {"soup.txt": TEXT}, **people.input(creationSettings=settings))
    reply = rosa.mutate("createProject", JOB, input=given)
    assert (reply.codes, reply.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], field)
    assert reply.messages[0].startswith(message)
    assert Job.objects.filter(owner=people.rosa).count() == 0


def test_whole_documents_cannot_be_masked(api, people):
    rosa = api.as_(people.rosa)
    given = launch_input(rosa, {"soup.txt": TEXT}, **people.input(kinds=["DOCUMENT_BASED"]))
    reply = rosa.mutate("createProject", JOB, input=given)
    assert (reply.codes, reply.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], "enableAnonymization")


def test_a_slow_pattern_fails_the_import_and_names_the_line(api, people):
    slow = {"regularExpressions": [{"name": "Slow", "pattern": "(a|aa)+$"}]}
    settings = creation(anonymizationConfig=slow)
    job = create(api.as_(people.rosa), {"soup.txt": f"x\n{'a' * 5000}b\n"}, **people.input(creationSettings=settings))
    assert (job["status"], [error["id"] for error in job["errors"]]) == ("FAILED", ["PATTERN_TOO_SLOW"])
    assert (job["errors"][0]["args"]["fileName"], job["errors"][0]["args"]["line"]) == ("soup.txt", 2)
    assert Document.objects.filter(project__owner=people.rosa).count() == 0


def test_masking_is_asked_only_of_projects_that_have_it(api, people):
    rosa = api.as_(people.rosa)
    project = made(rosa, {"soup.txt": TEXT}, **people.input(creationSettings=creation()))
    input = {"projectIds": [project.uid], "fileName": "x", "format": "PLAIN", "method": "FILE_STORAGE"}
    reply = rosa.query("exportTextProject", "exportId", input={**input, "maskPIIEntities": True})
    assert (reply.codes, reply.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], "maskPIIEntities")
    assert Job.objects.filter(owner=people.rosa, kind="export.run").count() == 0
