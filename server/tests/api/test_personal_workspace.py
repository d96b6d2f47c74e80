"""The personal workspace: a project without a team from its files to its export, with sets, tags and guidelines."""

from __future__ import annotations

from tests.client import run_jobs
from tests.creating import made, open_cabinet
from tests.exporting import download
from tests.labeling import span

SOUP = {"soup.txt": "Rosa cooked laksa\nJun ate it\n"}


def update(api, document, labels):
    sent = {"documentId": document["id"], "signature": document["signature"], "action": "LABEL", "labels": labels}
    reply = api.mutate("updateLabels", "labels rejectedLabels { reason }", input=sent)
    assert (reply.errors, reply.data["rejectedLabels"]) == ([], [])
    return reply.data["labels"]


def test_from_files_to_export(api, make):
    rosa, stranger = api.as_(make.user()), api.as_(make.user())
    options = [{"id": "1", "label": "Person"}, {"id": "2", "label": "Dish"}]
    entry = {"name": "Food", "questions": [{"type": "TOKEN", "name": "Food", "config": {"options": options}}]}
    assert rosa.mutate("createLabelSetTemplate", "id", input=entry).errors == []
    guideline = rosa.mutate("createGuideline", "id", name="Mine", content="# Rules").data["id"]
    tag = rosa.mutate("createTag", "id name", input={"name": "food"}).data
    project = made(
        rosa,
        SOUP,
        tokenLabelSets=[{"name": "Food", "options": options}],
        guidelineId=guideline,
        tagNames=["food", "new"],
        projectSettings={"consensus": 2},
    )
    found = rosa.query(
        "getProject",
        "team { id } tags { name } guideline { content } labelSets { name } status",
        input={"projectId": project.uid},
    ).data
    assert found == {
        "team": None,
        "tags": [{"name": "food"}, {"name": "new"}],
        "guideline": {"content": "# Rules"},
        "labelSets": [{"name": "Food"}],
        "status": "CREATED",
    }
    assert tag["name"] == "food"
    listed = rosa.query("getProjects", "nodes { id }", input={"page": {"skip": 0, "take": 9}})
    assert listed.data == {"nodes": [{"id": project.uid}]}

    document = open_cabinet(rosa, project)["documents"][0]
    update(rosa, document, [span("1", 0, 0, chars=(0, 3)), span("2", 0, 2, chars=(0, 4))])
    toggle = {"projectId": project.uid, "skipValidation": True}
    assert rosa.mutate("toggleCabinetStatus", "status", role="LABELER", **toggle).data == {"status": "COMPLETE"}
    run_jobs()
    assert rosa.query("getProject", "status", input={"projectId": project.uid}).data == {"status": "REVIEW_READY"}

    review = rosa.query("getCabinet", "role documents { id signature }", projectId=project.uid, role="REVIEWER").data[
        "documents"
    ][0]
    update(rosa, review, [span("1", 1, 0, chars=(0, 2))])
    assert rosa.mutate("toggleCabinetStatus", "status", role="REVIEWER", **toggle).data == {"status": "COMPLETE"}
    assert rosa.query("getProject", "status", input={"projectId": project.uid}).data == {"status": "COMPLETE"}

    input = {"projectIds": [project.uid], "fileName": "soups", "format": "TSV_IOB", "method": "FILE_STORAGE"}
    zipped = download(
        rosa, rosa.query("exportTextProject", "exportId fileUrl", input={**input, "includeConflicts": True})
    )
    name = next(name for name in zipped.namelist() if "REVIEW" in name and name.endswith(".tsv"))
    rows = [line.split("\t")[:2] for line in zipped.read(name).decode().splitlines() if line]
    assert [row[0] for row in rows] == ["Rosa", "cooked", "laksa", "Jun", "ate", "it"]
    assert rows[3][1] == "B-Person"

    for field, selection, arguments in (
        ("getProject", "id", {"input": {"projectId": project.uid}}),
        ("exportTextProject", "exportId", {"input": input}),
        ("getTextDocument", "id", {"fileId": document["id"]}),
    ):
        assert stranger.query(field, selection, **arguments).codes == ["NOT_FOUND"]
