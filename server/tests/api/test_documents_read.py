"""Reading documents: cells by page, text documents, statistics, and who may."""

from __future__ import annotations

import pytest

from gloss.documents.models import DocumentCopy
from gloss.teams.models import Role
from tests.client import run_jobs
from tests.creating import cells, creation, made, open_cabinet

TEXT = "".join(f"Line {n} here\n" for n in range(120))


class World:
    """A span project of two documents; ann labels the first only."""

    def __init__(self, api, make) -> None:
        self.admin = make.user(name="Ada")
        self.team = make.team(self.admin)
        roles = {"ann": Role.LABELER, "ben": Role.LABELER, "rev": Role.REVIEWER, "out": Role.LABELER}
        self.members = {name: make.member(self.team, make.user(name=name), role) for name, role in roles.items()}
        self.apis = {name: api.as_(member.user) for name, member in self.members.items()}
        self.apis["admin"] = api.as_(self.admin)
        self.apis["stranger"] = api.as_(make.user())
        self.project = made(
            self.apis["admin"],
            {"a.txt": TEXT, "b.txt": "Short\n"},
            teamId=self.team.pk,
            documentAssignments=[
                {
                    "teamMemberId": str(self.members["ann"].pk),
                    "role": "LABELER",
                    "documents": [{"fileName": "a.txt", "part": 0}],
                },
                {"teamMemberId": str(self.members["ben"].pk), "role": "LABELER"},
            ],
        )
        self.cabinet = open_cabinet(self.apis["ann"], self.project)
        self.document = self.cabinet["documents"][0]["id"]


@pytest.fixture
def world(api, make):
    return World(api, make)


def test_cells_by_page(world):
    ann = world.apis["ann"]
    given = {"page": {"skip": 0, "take": 50}}
    sizes, seen = [], []
    while True:
        reply = ann.query(
            "getCells", "nodes totalCount pageInfo { nextCursor }", documentId=world.document, input=given
        )
        assert reply.data["totalCount"] == 120
        sizes.append(len(reply.data["nodes"]))
        seen += [node["line"] for node in reply.data["nodes"]]
        if reply.data["pageInfo"]["nextCursor"] is None:
            break
        given = {"cursor": reply.data["pageInfo"]["nextCursor"]}
    assert (sizes, seen) == ([50, 50, 20], list(range(120)))
    assert cells(ann, world.document, 119)[0]["content"] == "Line 119 here"
    assert cells(ann, world.document, 500) == []


def test_cells_by_status(world):
    for statuses, total in ((["DISPLAYED"], 120), (["HIDDEN", "DELETED"], 0), ([], 120)):
        given = {"page": {"skip": 0, "take": 1}, "filter": {"statuses": statuses}}
        reply = world.apis["ann"].query("getCells", "totalCount", documentId=world.document, input=given)
        assert reply.data == {"totalCount": total}


@pytest.mark.parametrize(
    ("caller", "codes"),
    [
        ("ann", []),
        ("rev", []),
        ("admin", []),
        ("ben", ["NOT_FOUND"]),
        ("out", ["NOT_FOUND"]),
        ("stranger", ["NOT_FOUND"]),
    ],
)
def test_who_may_read_a_labelers_copy(world, caller, codes):
    api, page = world.apis[caller], {"page": {"skip": 0, "take": 1}}
    assert api.query("getCells", "totalCount", documentId=world.document, input=page).codes == codes
    assert api.query("getTextDocument", "id", fileId=world.document).codes == codes
    assert api.query("getTextDocumentStatistic", "documentId", documentId=world.document).codes == codes
    metas = api.query("getDocumentMetasByCabinetId", "id", cabinetId=world.cabinet["id"])
    assert metas.codes == codes
    assert api.query("getCabinetLabelSetsById", "id", cabinetId=world.cabinet["id"]).codes == codes


@pytest.mark.parametrize("uid", ["", "nothing", "00000000-0000-4000-8000-000000000000"])
def test_ids_of_nothing(world, uid):
    assert world.apis["admin"].query("getTextDocument", "id", fileId=uid).codes == ["NOT_FOUND"]


def test_the_whole_text_document(world):
    selection = """id name fileName part mimeType projectId originId isCompleted status type version signature
      currentSentenceCursor lastLabeledLine lineCount labelCount answeredCount conflictCount url mediaUrl
      settings { textLang } documentSettings { id kinds tokenizer editSentenceTokenizer viewer }
      updatedChunks { id } updatedTokenLabels { id } workspaceState { chunkId sentenceStart sentenceEnd }
      statistic { documentId documentTouched numberOfChunks numberOfSentences numberOfTokens numberOfEntitiesLabeled
        numberOfNonDocumentEntitiesLabeled touchedSentences nonDisplayedLines
        labelerStatisic { userId } labelerStatistic { userId numberOfAcceptedLabels numberOfRejectedLabels } }"""
    found = world.apis["ann"].query("getTextDocument", selection, fileId=world.document).data
    signature, url = found.pop("signature"), found.pop("url")
    assert (len(signature), signature == world.cabinet["documents"][0]["signature"]) == (64, True)
    assert "/api/media/" in url
    root = DocumentCopy.objects.get(cabinet__project=world.project, cabinet__role="ROOT", document__file_name="a.txt")
    ann = str(world.members["ann"].user.pk)
    assert found == {
        "id": world.document,
        "name": "a.txt",
        "fileName": "a.txt",
        "part": 0,
        "mimeType": "text/plain",
        "projectId": world.project.uid,
        "originId": str(root.uid),
        "isCompleted": False,
        "status": "NOT_STARTED",
        "type": "CUSTOM",
        "version": 0,
        "currentSentenceCursor": 0,
        "lastLabeledLine": None,
        "lineCount": 120,
        "labelCount": 0,
        "answeredCount": 0,
        "conflictCount": 0,
        "mediaUrl": None,
        "settings": {"textLang": "en"},
        "documentSettings": {
            "id": world.project.uid,
            "kinds": ["TOKEN_BASED"],
            "tokenizer": "WINK",
            "editSentenceTokenizer": "WINK",
            "viewer": "TOKEN",
        },
        "updatedChunks": [],
        "updatedTokenLabels": [],
        "workspaceState": {"chunkId": 0, "sentenceStart": 0, "sentenceEnd": 50},
        "statistic": {
            "documentId": world.document,
            "documentTouched": False,
            "numberOfChunks": 3,
            "numberOfSentences": 120,
            "numberOfTokens": 360,
            "numberOfEntitiesLabeled": 0,
            "numberOfNonDocumentEntitiesLabeled": 0,
            "touchedSentences": [],
            "nonDisplayedLines": [],
            "labelerStatisic": [{"userId": ann}],
            "labelerStatistic": [{"userId": ann, "numberOfAcceptedLabels": 0, "numberOfRejectedLabels": 0}],
        },
    }
    own_root = world.apis["admin"].query("getTextDocument", "originId", fileId=str(root.uid))
    assert own_root.data == {"originId": None}


def test_chunks_and_sentences(world):
    selection = """chunks { id sentenceIndexStart sentenceIndexEnd sentences { id } }
                   some: chunks(start: 2, end: 3) { id sentenceIndexEnd }
                   sentences(start: 118, end: 500) { id content tokens status posLabels { id } }"""
    found = world.apis["ann"].query("getTextDocument", selection, fileId=world.document).data
    assert [
        (c["id"], c["sentenceIndexStart"], c["sentenceIndexEnd"], len(c["sentences"])) for c in found["chunks"]
    ] == [
        (0, 0, 49, 50),
        (1, 50, 99, 50),
        (2, 100, 119, 20),
    ]
    assert found["some"] == [{"id": 2, "sentenceIndexEnd": 119}]
    assert found["sentences"] == [
        {
            "id": number,
            "content": f"Line {number} here",
            "tokens": ["Line", str(number), "here"],
            "status": "DISPLAYED",
            "posLabels": [],
        }
        for number in (118, 119)
    ]


def test_cabinets_of_the_project(world):
    open_cabinet(world.apis["ben"], world.project)
    selection = "id role status owner { name } documents { fileName }"
    everybody = world.apis["rev"].query("getProjectCabinets", selection, projectId=world.project.uid).data
    assert [(row["role"], row["owner"] and row["owner"]["name"], len(row["documents"])) for row in everybody] == [
        ("REVIEWER", None, 2),
        ("LABELER", "ann", 1),
        ("LABELER", "ben", 2),
    ]
    mine = world.apis["ann"].query("getProjectCabinets", selection, projectId=world.project.uid).data
    assert [row["owner"]["name"] for row in mine] == ["ann"]
    assert world.apis["out"].query("getProjectCabinets", selection, projectId=world.project.uid).codes == ["NOT_FOUND"]


def test_the_leaf_form_of_cabinet_documents(world):
    reply = world.apis["ann"].graphql(
        "query Q($id: ID!) { getCabinet(projectId: $id, role: LABELER) { id status documents role } }",
        {"id": world.project.uid},
    )
    assert reply.errors == []
    found = reply.data["getCabinet"]["documents"]
    assert [sorted(document) for document in found] == [
        ["cabinetId", "documentType", "fileName", "id", "ownerId", "signature"]
    ]
    assert found[0]["cabinetId"] == world.cabinet["id"]


def test_statistic_and_older_form_of_a_cabinet(world):
    selection = "id statistic { id numberOfTokens numberOfLines }"
    reply = world.apis["ann"].query("getCabinet", selection, projectId=world.project.uid, role="LABELER")
    assert reply.data == {
        "id": world.cabinet["id"],
        "statistic": {"id": world.cabinet["id"], "numberOfTokens": 360, "numberOfLines": 120},
    }
    old = world.apis["ann"].query(
        "getProjectCabinet", "id documents { originId }", input={"projectId": world.project.uid, "role": "LABELER"}
    )
    assert (old.data["id"], len(old.data["documents"])) == (world.cabinet["id"], 1)


def test_a_cabinet_before_it_is_opened(world):
    ben = world.apis["ben"]
    reply = ben.query("getCabinet", "id", projectId=world.project.uid, role="LABELER")
    assert reply.codes == ["NOT_FOUND"]
    job = ben.query("replicateCabinet", "id status", projectId=world.project.uid, role="LABELER").data
    assert (job["status"], job["id"].partition(":")[0], len(job["id"].partition(":")[2])) == (
        "QUEUED",
        "CabinetReplicationJobQueue",
        64,
    )
    again = ben.query("replicateCabinet", "id status", projectId=world.project.uid, role="LABELER").data
    assert again["id"] == job["id"]
    run_jobs()
    done = ben.query("replicateCabinet", "id status progress", projectId=world.project.uid, role="LABELER").data
    assert (done["status"], done["progress"]) == ("DELIVERED", 100)


def test_the_admin_may_follow_a_labelers_job(world):
    job = world.apis["ben"].query("replicateCabinet", "id", projectId=world.project.uid, role="LABELER").data
    found = world.apis["admin"].query("getJobs", "id status", jobIds=[job["id"]])
    assert [entry["id"] for entry in found.data] == [job["id"]]
    run_jobs()


def test_origin_ids_by_name(world):
    call = {"projectId": world.project.uid}
    ann = world.apis["ann"]
    roots = dict(
        DocumentCopy.objects.filter(cabinet__project=world.project, cabinet__role="ROOT").values_list(
            "document__name", "uid"
        )
    )
    assert ann.query("getTextDocumentOriginIdsByDocumentName", nameRegexString="^a", **call).data == [
        str(roots["a.txt"])
    ]
    assert len(ann.query("getTextDocumentOriginIdsByDocumentName", nameRegexString="txt$", **call).data) == 2
    for pattern, message in (
        ("(", "The pattern is not a regular expression"),
        ("no such name", None),
    ):
        reply = ann.query("getTextDocumentOriginIdsByDocumentName", nameRegexString=pattern, **call)
        if message:
            assert (reply.codes, reply.messages[0].startswith(message)) == (["BAD_USER_INPUT"], True)
        else:
            assert reply.errors == []


def test_restricted_columns_are_hidden_from_labelers(api, make):
    admin = make.user()
    team = make.team(admin)
    member = make.member(team)
    boss, labeler = api.as_(admin), api.as_(member.user)
    headers = [
        {"name": "Text", "displayed": True, "labelerRestricted": False},
        {"name": "Secret", "displayed": True, "labelerRestricted": True},
    ]
    project = made(
        boss,
        {"a.csv": "x,1\ny,2\n"},
        teamId=team.pk,
        kinds=["ROW_BASED"],
        creationSettings=creation(customHeaderColumns=headers),
        rowQuestions=[{"type": "TEXT", "label": "Why?", "required": True, "config": {"multiple": True}}],
        documentAssignments=[{"teamMemberId": str(member.pk), "role": "LABELER"}],
    )
    own = open_cabinet(labeler, project)
    review = open_cabinet(boss, project, "REVIEWER")
    assert [cell["content"] for cell in cells(labeler, own["documents"][0]["id"])] == ["x", "y"]
    assert [cell["content"] for cell in cells(boss, review["documents"][0]["id"])] == ["x", "1", "y", "2"]
    selection = "id cabinetId name displayed labelerRestricted width rowQuestionIndex required multipleChoice type"
    expected = [
        ("Text", 0, None, False, "TEXT"),
        ("Secret", 1, None, False, "TEXT"),
        ("Why?", 2, 0, True, "TEXT"),
    ]

    def metas(api, cabinet):
        rows = api.query("getDocumentMetasByCabinetId", selection, cabinetId=cabinet["id"]).data
        assert {row["cabinetId"] for row in rows} == {int(cabinet["id"])}
        return [(row["name"], row["id"], row["rowQuestionIndex"], row["required"], row["type"]) for row in rows]

    assert metas(boss, review) == expected
    assert metas(labeler, own) == [expected[0], expected[2]]


def test_labelers_reach_nobody_elses_work_through_the_project(world):
    open_cabinet(world.apis["ben"], world.project)
    selection = """labelerCabinets { owner { name } } reviewCabinet { id }
      rootCabinet { documents { fileName url sentences(start: 0, end: 1) { content } chunks { id } } }
      assignees { teamMember { user { name } } documents { fileName sentences(start: 0, end: 1) { content } } }"""
    call = {"input": {"projectId": world.project.uid}}
    found = world.apis["ann"].query("getProject", selection, **call).data
    assert found["labelerCabinets"] == [{"owner": {"name": "ann"}}]
    assert found["reviewCabinet"] is None
    first, second = found["rootCabinet"]["documents"]
    assert (first["sentences"], len(first["chunks"])) == ([{"content": "Line 0 here"}], 3)
    assert second == {"fileName": "b.txt", "url": None, "sentences": [], "chunks": []}
    assert found["assignees"] == [
        {
            "teamMember": {"user": {"name": "ann"}},
            "documents": [{"fileName": "a.txt", "sentences": [{"content": "Line 0 here"}]}],
        }
    ]
    seen = world.apis["rev"].query("getProject", selection, **call).data
    assert [cabinet["owner"]["name"] for cabinet in seen["labelerCabinets"]] == ["ann", "ben"]
    assert seen["reviewCabinet"] is not None
    assert seen["rootCabinet"]["documents"][1]["sentences"] == [{"content": "Short"}]
