"""What files become: pre-labels, answers, columns, parts, media, archives."""

from __future__ import annotations

import io
import json
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from gloss.answers.models import DocumentAnswer, RowAnswer
from gloss.documents.models import CabinetRole, DocumentCopy
from gloss.labels.models import Label
from gloss.labelsets.models import LabelSet
from gloss.questionsets.models import ProjectQuestionSet
from tests.creating import JOB, cells, create, creation, finished, launch_input, made, open_cabinet


@pytest.fixture
def rosa(api, make):
    user = make.user()
    user.team = make.team(user)
    user.api = api.as_(user)
    return user


def copy_of(project, name: str, role: str = CabinetRole.ROOT, part: int = 0) -> DocumentCopy:
    return DocumentCopy.objects.get(
        cabinet__project=project, cabinet__role=role, document__file_name=name, document__part=part
    )


def spans(copy: DocumentCopy) -> list[tuple]:
    rows = copy.labels.filter(kind="SPAN").order_by("start_line", "start_token")
    return list(rows.values_list("layer", "item", "start_line", "start_token", "end_token", "labeled_by"))


TSV = "Rosa\tB-Person\ncooked\tO\nlaksa\tB-Dish\n\nJun\tB-Person\n"


def test_pre_labels_make_their_classes(rosa):
    project = made(rosa.api, {"soup.tsv": TSV})
    sets = list(LabelSet.objects.filter(project=project))
    assert [(row.index, row.name) for row in sets] == [(0, "Label set 1")]
    items = sets[0].items
    assert [(item["id"], item["tagName"]) for item in items] == [("1", "Person"), ("2", "Dish")]
    assert len({item["color"] for item in items}) == 2
    assert spans(copy_of(project, "soup.tsv")) == [
        (0, "1", 0, 0, 0, "PRELABELED"),
        (0, "2", 0, 2, 2, "PRELABELED"),
        (0, "1", 1, 0, 0, "PRELABELED"),
    ]
    assert spans(copy_of(project, "soup.tsv", CabinetRole.REVIEWER)) == []


def test_pre_labels_use_the_classes_of_the_project(rosa):
    sets = [
        {"name": "Food", "options": [{"id": "d", "label": "dish"}]},
        {"name": "People", "options": [{"id": "p", "label": "PERSON"}]},
    ]
    project = made(rosa.api, {"soup.tsv": TSV + "\nPenang\tB-City\n"}, tokenLabelSets=sets)
    assert spans(copy_of(project, "soup.tsv")) == [
        (1, "p", 0, 0, 0, "PRELABELED"),
        (0, "d", 0, 2, 2, "PRELABELED"),
        (1, "p", 1, 0, 0, "PRELABELED"),
        (0, "2", 2, 0, 0, "PRELABELED"),
    ]
    food = LabelSet.objects.get(project=project, index=0)
    assert [(item["id"], item["tagName"]) for item in food.items] == [("d", "dish"), ("2", "City")]


def test_a_class_for_arrows_cannot_label_a_span(rosa):
    sets = [{"name": "A", "options": [{"id": "p", "label": "Person", "type": "ARROW"}]}]
    job = create(rosa.api, {"soup.tsv": TSV}, tokenLabelSets=sets)
    assert [(error["id"], error["args"]["reason"]) for error in job["errors"]] == [
        ("PARSE_ERROR", "The class Person is for arrows only, but the file uses it on spans.")
    ]


def test_pre_labels_are_copied_into_a_new_cabinet_and_not_into_a_test_project(rosa):
    project = made(rosa.api, {"soup.tsv": TSV})
    document = open_cabinet(rosa.api, project)["documents"][0]
    copy = DocumentCopy.objects.get(uid=document["id"])
    assert copy.label_count == 3
    assert spans(copy) == spans(copy_of(project, "soup.tsv"))
    test = made(rosa.api, {"soup.tsv": TSV}, purpose="LABELER_TEST")
    document = open_cabinet(rosa.api, test)["documents"][0]
    assert Label.objects.filter(copy__uid=document["id"]).count() == 0


def test_rows_with_a_header_and_bound_answers(rosa):
    table = "id,review,mood,stars\n1,Fine,good,4\n2,Bad,awful,9\n3,So-so,,\n"
    questions = [
        {
            "type": "DROPDOWN",
            "label": "Mood",
            "bindToColumn": "mood",
            "config": {"options": [{"id": "g", "label": "good"}, {"id": "b", "label": "bad"}]},
        },
        {"type": "TEXT", "label": "Why?", "config": {}},
    ]
    job = create(
        rosa.api,
        {"reviews.csv": table},
        kinds=["ROW_BASED"],
        creationSettings=creation(firstRowAsHeader=True, viewer={"mode": "TABULAR"}),
        rowQuestions=questions,
    )
    assert job["status"] == "DELIVERED"
    assert [(entry["fileName"], entry["line"], entry["column"]) for entry in job["result"]["warnings"]] == [
        ("reviews.csv", 2, 3)
    ]
    copy = DocumentCopy.objects.get(uid=job["additionalData"]["documentIds"][0])
    answers = RowAnswer.objects.filter(copy=copy)
    assert list(answers.values_list("line", "values", "labeled_by")) == [(0, {"0": "good"}, "PRELABELED")]
    assert copy.answered_count == 1

    project = copy.cabinet.project
    cabinet = open_cabinet(rosa.api, project)
    own = DocumentCopy.objects.get(uid=cabinet["documents"][0]["id"])
    assert (own.answered_count, RowAnswer.objects.get(copy=own).values) == (1, {"0": "good"})
    found = cells(rosa.api, cabinet["documents"][0]["id"])
    assert [(cell["line"], cell["index"], cell["content"]) for cell in found[:5]] == [
        (0, 0, "1"),
        (0, 1, "Fine"),
        (0, 2, "good"),
        (0, 3, "4"),
        (1, 0, "2"),
    ]
    assert found[0]["tokens"] == []


def test_custom_headers_without_a_header_row(rosa):
    headers = [
        {"name": "Text", "displayed": True, "labelerRestricted": False},
        {"name": "Secret", "displayed": False, "labelerRestricted": True},
    ]
    project = made(
        rosa.api,
        {"a.csv": "x,1\ny,2\n"},
        kinds=["ROW_BASED"],
        creationSettings=creation(customHeaderColumns=headers),
    )
    assert list(project.columns.order_by("index").values_list("name", "displayed", "labeler_restricted")) == [
        ("Text", True, False),
        ("Secret", False, True),
    ]
    assert project.line_count == 2


def test_parts_share_the_lines_and_labels_at_the_cut_are_dropped(rosa):
    lines = [{"text": f"Line {n} here", "entities": [{"type": "N", "start_idx": 5, "end_idx": 6}]} for n in range(7)]
    split = creation(splitDocumentConfig={"strategy": "BY_PARTS", "number": 3})
    project = made(rosa.api, {"soup.json": json.dumps(lines)}, creationSettings=split)
    rows = project.documents.order_by("position")
    assert list(rows.values_list("name", "part", "part_count", "line_count", "token_count")) == [
        ("soup.json - Part 1", 0, 3, 3, 9),
        ("soup.json - Part 2", 1, 3, 2, 6),
        ("soup.json - Part 3", 2, 3, 2, 6),
    ]
    assert [spans(copy_of(project, "soup.json", part=part)) for part in range(3)] == [
        [(0, "1", line, 1, 1, "PRELABELED") for line in range(size)] for size in (3, 2, 2)
    ]
    documents = open_cabinet(rosa.api, project)["documents"]
    assert [document["part"] for document in documents] == [0, 1, 2]
    assert [cell["content"] for cell in cells(rosa.api, documents[2]["id"])] == ["Line 5 here", "Line 6 here"]


def place(row: int, token: int) -> dict[str, int]:
    return {"row": row, "column": 0, "tokenIndex": token, "charIndex": 0}


def schema_span(number: str, start: int, end: int) -> dict[str, object]:
    return {
        "id": number,
        "labelSetIndex": 0,
        "labelItem": {"id": "7", "labelName": "Part"},
        "textPosition": {"start": place(start, 0), "end": place(end, 1)},
    }


def test_labels_and_arrows_over_the_cut_are_left_out_with_a_warning(rosa):
    arrow = {"labelSetIndex": 0, "labelItem": {"id": "7", "labelName": "Part"}}
    schema = {
        "version": "1",
        "data": {
            "labelSets": [{"index": 0, "name": "Parts", "labelItems": [{"id": "7", "labelName": "Part"}]}],
            "rows": [[{"content": "a b", "tokens": ["a", "b"]}] for _ in range(3)],
            "spanLabels": [
                schema_span("1", 0, 0),
                schema_span("2", 1, 1),
                schema_span("3", 1, 2),
                schema_span("4", 2, 2),
            ],
            "arrowLabels": [
                {"id": "5", "originId": "1", "destinationId": "2", **arrow},
                {"id": "6", "originId": "2", "destinationId": "4", **arrow},
            ],
        },
    }
    job = create(
        rosa.api,
        {"soup.json": json.dumps(schema)},
        creationSettings=creation(splitDocumentConfig={"strategy": "BY_PARTS", "number": 2}),
    )
    assert (job["status"], job["errors"]) == ("DELIVERED", [])
    assert job["result"]["warnings"] == [
        {
            "fileName": "soup.json",
            "line": 2,
            "reason": "A label runs over the cut between two parts and was left out.",
        },
        {"fileName": "soup.json", "reason": "An arrow runs over the cut between two parts and was left out."},
    ]
    first, second = [DocumentCopy.objects.get(uid=uid) for uid in job["additionalData"]["documentIds"]]
    assert spans(first) == [(0, "7", 0, 0, 1, "PRELABELED"), (0, "7", 1, 0, 1, "PRELABELED")]
    assert spans(second) == [(0, "7", 0, 0, 1, "PRELABELED")]
    assert (first.labels.filter(kind="ARROW").count(), second.labels.filter(kind="ARROW").count()) == (1, 0)
    assert [row.name for row in LabelSet.objects.filter(project=first.cabinet.project)] == ["Parts"]


def test_document_projects_read_text_markdown_word_and_pdf(rosa, tmp_path):
    import docx

    document = docx.Document()
    document.add_paragraph("First paragraph")
    document.add_paragraph("Second")
    target = io.BytesIO()
    document.save(target)
    project = made(rosa.api, {"a.docx": target.getvalue()}, kinds=["DOCUMENT_BASED"])
    opened = open_cabinet(rosa.api, project)["documents"][0]
    found = cells(rosa.api, opened["id"])
    assert [(cell["content"], cell["tokens"]) for cell in found] == [("First paragraph", []), ("Second", [])]

    project = made(rosa.api, {"a.md": "# Title\n\nText", "b.txt": "x" * 10}, kinds=["DOCUMENT_BASED"])
    opened = open_cabinet(rosa.api, project)["documents"][0]
    assert [cell["content"] for cell in cells(rosa.api, opened["id"])] == ["# Title", "", "Text"]


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f0005000"
    "1ffa0f5d4e70000000049454e44ae426082"
)


def test_images_keep_their_file_and_have_no_lines(rosa):
    project = made(rosa.api, {"a.png": PIXEL, "b.png": PIXEL}, kinds=["DOCUMENT_BASED"])
    documents = open_cabinet(rosa.api, project)["documents"]
    reply = rosa.api.query(
        "getTextDocument", "fileName mimeType lineCount mediaUrl downloadUrl url", fileId=documents[0]["id"]
    )
    assert {key: reply.data[key] for key in ("fileName", "mimeType", "lineCount")} == {
        "fileName": "a.png",
        "mimeType": "image/png",
        "lineCount": 0,
    }
    path = reply.data["mediaUrl"].split("/api/media/")[1]
    assert path.endswith("/a.png")
    response = rosa.api.get(f"/api/media/{path}")
    assert (response.status_code, response.headers["content-type"], response.content) == (200, "image/png", PIXEL)
    assert rosa.api.get("/api/media/forged/a.png").status_code == 404


@pytest.mark.parametrize("main", [("a.txt", b"Hello"), ("a.png", PIXEL)])
def test_document_answers_come_with_a_companion(rosa, main):
    question = {"id": 3, "type": "TEXT", "name": "Mood", "label": "Mood", "required": False, "config": {}}
    schema = {
        "version": "1",
        "data": {
            "rows": [],
            "documentQuestions": [question],
            "documentAnswers": [{"questionId": 3, "value": "glad"}],
        },
    }
    given = launch_input(rosa.api, dict([main]), kinds=["DOCUMENT_BASED"])
    extra = {"name": "a.json", "objectKey": rosa.api.upload("a.json", json.dumps(schema))}
    given["documents"][0]["extras"] = [extra]
    job = finished(rosa.api, rosa.api.mutate("createProject", JOB, input=given).data["job"]["id"])
    assert (job["status"], job["errors"]) == ("DELIVERED", [])
    copy = DocumentCopy.objects.get(uid=job["additionalData"]["documentIds"][0])
    assert copy.document.extra_files == [{"name": "a.json", "key": extra["objectKey"]}]
    stored = ProjectQuestionSet.objects.get(project=copy.cabinet.project)
    assert (stored.level, [entry["label"] for entry in stored.questions]) == ("DOCUMENT", ["Mood"])
    assert DocumentAnswer.objects.get(copy=copy).values == {"0": "glad"}
    own = open_cabinet(rosa.api, copy.cabinet.project)["documents"][0]["id"]
    assert DocumentAnswer.objects.get(copy__uid=own).values == {"0": "glad"}


def test_archives_become_documents(rosa):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as zipped:
        zipped.writestr("texts/a.txt", "One\nTwo")
        zipped.writestr("texts/b.txt", "Three")
        zipped.writestr("__MACOSX/._a.txt", "junk")
    project = made(
        rosa.api,
        {"all.zip": target.getvalue()},
        teamId=rosa.team.pk,
        documentAssignments=[{"email": rosa.email, "role": "LABELER", "documents": [{"fileName": "b.txt", "part": 0}]}],
    )
    assert list(project.documents.order_by("position").values_list("file_name", "line_count")) == [
        ("a.txt", 2),
        ("b.txt", 1),
    ]
    assert [document["fileName"] for document in open_cabinet(rosa.api, project)["documents"]] == ["b.txt"]


def test_an_assigned_document_that_the_archive_lacks(rosa):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as zipped:
        zipped.writestr("a.txt", "One")
    job = create(
        rosa.api,
        {"all.zip": target.getvalue()},
        teamId=rosa.team.pk,
        documentAssignments=[{"email": rosa.email, "role": "LABELER", "documents": [{"fileName": "c.txt", "part": 0}]}],
    )
    assert [(error["id"], error["args"]["fileName"]) for error in job["errors"]] == [("UNKNOWN_DOCUMENT", "c.txt")]


class _Served(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"Rosa cooked.\n")

    def log_message(self, *_: object) -> None:
        pass


def test_documents_from_a_url(rosa):
    server = HTTPServer(("127.0.0.1", 0), _Served)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        given = launch_input(rosa.api, {})
        given["documents"] = [
            {"document": {"name": "a.txt", "externalUrl": f"http://127.0.0.1:{server.server_port}/a.txt"}}
        ]
        job = finished(rosa.api, rosa.api.mutate("createProject", JOB, input=given).data["job"]["id"])
    finally:
        server.shutdown()
    assert (job["status"], job["errors"]) == ("DELIVERED", [])
    copy = DocumentCopy.objects.get(uid=job["additionalData"]["documentIds"][0])
    assert copy.document.line_count == 1
    assert copy.document.stored_key.startswith(f"projects/{job['resultId']}/")
