"""What the server has stored, in words: read through the API after the browser has worked."""

from __future__ import annotations

from typing import Any

from bench import work

from tests.browser.people import Person

LABELS = """query($id: ID!) { result: getLabelsByRange(documentId: $id, startLine: 0, endLine: 1000) { labels } }"""
ROWS = """query($id: ID!) { result: getRowAnswersPaginated(documentId: $id, input: { page: { start: 0, end: 1000 } }) {
  nodes { line answers } } }"""
ANSWERS = """query($id: ID!) { result: getDocumentAnswers(documentId: $id) { answers } }"""
COMPLETE = """mutation($id: ID!, $role: Role!) {
  result: toggleCabinetStatus(projectId: $id, role: $role, skipValidation: true) { status } }"""


def document_of(person: Person, project: str, role: str = "LABELER", index: int = 0) -> dict[str, Any]:
    """A document of the person's cabinet, made if this is the first visit."""
    return work.cabinet(person.api, project, role)["documents"][index]


def labels_of(person: Person, document: str) -> list[dict[str, Any]]:
    """All labels of a document copy, in reading order."""
    labels = person.ask(LABELS, id=document)["labels"]
    return sorted(labels, key=lambda label: (label["type"], label["startCellLine"], label["startTokenIndex"]))


def spans_of(person: Person, document: str) -> list[tuple[str, int, int, int]]:
    """Spans as (label item, line, first token, last token)."""
    return [
        (label["labelSetItemId"], label["startCellLine"], label["startTokenIndex"], label["endTokenIndex"])
        for label in labels_of(person, document)
        if label["type"] == "SPAN"
    ]


def rows_of(person: Person, document: str) -> dict[int, dict[str, Any]]:
    """Answers by line; unanswered lines are left out."""
    nodes = person.ask(ROWS, id=document)["nodes"]
    return {node["line"]: node["answers"] for node in nodes if node["answers"]}


def answers_of(person: Person, document: str) -> dict[str, Any]:
    return person.ask(ANSWERS, id=document)["answers"]


def save_spans(person: Person, project: str, spans: list[tuple[str, int, int, int, int]], role: str = "LABELER") -> str:
    """Label by request: (item, line, first token, last token, its last character); return the document's id."""
    document = document_of(person, project, role)
    labels = [
        {
            "id": "",
            "l": item,
            "layer": 0,
            "start": {"sentenceId": line, "tokenId": first, "charId": 0},
            "end": {"sentenceId": line, "tokenId": last, "charId": char},
        }
        for item, line, first, last, char in spans
    ]
    work.save(person.api, document, labels)
    return str(document["id"])


def complete(person: Person, project: str, role: str = "LABELER") -> None:
    """Mark the person's whole work as complete."""
    person.ask(COMPLETE, id=project, role=role)


def toggle_document(person: Person, document: str) -> None:
    """Mark one document as complete, or open it again."""
    query = """mutation($id: ID!) { result: toggleDocumentStatus(documentId: $id, skipValidation: true) { id } }"""
    person.ask(query, id=document)


def status_of(person: Person, project: str) -> str:
    query = "query($id: ID!) { result: getProject(input: { projectId: $id }) { status } }"
    return str(person.ask(query, id=project)["status"])
