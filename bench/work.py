"""What a person does with a project, in API calls: create, open, label, export."""

from __future__ import annotations

import random
import time
import uuid
from pathlib import Path
from typing import Any

from bench.client import Client

CREATE = """mutation($input: LaunchProjectInput!) { createProject(input: $input) { job { id } } }"""
EXPORT = """query($input: ExportTextProjectInput!) { exportTextProject(input: $input) { exportId fileUrl } }"""
CABINET = """query($id: ID!, $role: Role!) { getCabinet(projectId: $id, role: $role) {
  id documents { id signature fileName lineCount } } }"""
SAVE = """mutation($input: UpdateTokenLabelsInput!) { updateLabels(input: $input) {
  updatedSentences { id } rejectedLabels { reason } } }"""
OPEN = """query($id: ID!, $cells: GetCellsPaginatedInput!, $start: Int!, $end: Int!) {
  getTextDocument(fileId: $id) { id signature fileName }
  getCells(documentId: $id, input: $cells) { nodes totalCount }
  getLabelsByRange(documentId: $id, startLine: $start, endLine: $end) { labels signature } }"""


def span_project(team: str, key: str, name: str, file_name: str, email: str, **more: Any) -> dict[str, Any]:
    """Input of createProject for a span project with one labeler."""
    return {
        "name": name,
        "teamId": team,
        "kinds": ["TOKEN_BASED"],
        "documents": [{"document": {"name": file_name, "objectKey": key}}],
        "tokenLabelSets": [
            {"name": "Entities", "options": [{"id": "1", "label": "Person"}, {"id": "2", "label": "Place"}]}
        ],
        "documentAssignments": [
            {"email": email, "role": "LABELER_AND_REVIEWER", "documents": [{"fileName": file_name, "part": 0}]}
        ],
        **more,
    }


def row_project(team: str, key: str, name: str, file_name: str, email: str) -> dict[str, Any]:
    return {
        "name": name,
        "teamId": team,
        "kinds": ["ROW_BASED"],
        "documents": [{"document": {"name": file_name, "objectKey": key}}],
        "creationSettings": {"firstRowAsHeader": True},
        "rowQuestions": [
            {
                "type": "DROPDOWN",
                "name": "Topic",
                "label": "Topic",
                "config": {"options": [{"id": "1", "label": "Food"}]},
            }
        ],
        "documentAssignments": [
            {"email": email, "role": "LABELER_AND_REVIEWER", "documents": [{"fileName": file_name, "part": 0}]}
        ],
    }


def create(client: Client, project: dict[str, Any]) -> tuple[str, float]:
    """Create a project and wait for it; return its id and the seconds from request to readiness."""
    begin = time.perf_counter()
    job = client.graphql(CREATE, {"input": project})["createProject"]["job"]["id"]
    result = client.wait(job)
    return str(result["resultId"]), time.perf_counter() - begin


def cabinet(client: Client, project: str, role: str = "LABELER") -> dict[str, Any]:
    """The caller's cabinet, made if this is the first visit."""
    query = "query($id: ID!, $role: Role!) { replicateCabinet(projectId: $id, role: $role) { id status } }"
    job = client.graphql(query, {"id": project, "role": role})["replicateCabinet"]
    if job["status"] != "DELIVERED":
        client.wait(job["id"])
    return client.graphql(CABINET, {"id": project, "role": role})["getCabinet"]


def export(client: Client, project: str, format: str, folder: Path | None = None) -> tuple[float, bytes]:
    """Export a project; return the seconds until it can be downloaded, and the zip."""
    begin = time.perf_counter()
    options = {
        "projectIds": [project],
        "fileName": "bench",
        "format": format,
        "method": "FILE_STORAGE",
        "role": "REVIEWER",
    }
    started = client.graphql(EXPORT, {"input": options})["exportTextProject"]
    client.wait(started["exportId"])
    seconds = time.perf_counter() - begin
    return seconds, client.download(started["fileUrl"])


def spans(line: int, count: int, source: random.Random, tokens: int = 50) -> list[dict[str, Any]]:
    """``count`` spans of one token each at different places of a line, as updateLabels takes them."""
    return [
        {
            "id": f"SPAN:{item}:0:{line}:0:{token}:0:{line}:0:{token}:0:0:undefined:undefined",
            "l": item,
            "layer": 0,
            "start": {"sentenceId": line, "tokenId": token, "charId": 0},
            "end": {"sentenceId": line, "tokenId": token, "charId": 0},
        }
        for token, item in zip(source.sample(range(tokens), count), source.choices("12", k=count), strict=True)
    ]


def save(
    client: Client, document: dict[str, Any], labels: list[dict[str, Any]], act: str | None = None
) -> dict[str, Any]:
    """One act of labeling, sent as the web app sends it."""
    act = act or str(uuid.uuid4())
    return client.graphql(
        SAVE,
        {
            "input": {
                "documentId": document["id"],
                "signature": document["signature"],
                "action": "LABEL",
                "labels": labels,
                "actId": act,
            }
        },
    )["updateLabels"]


def open_document(client: Client, document: dict[str, Any], line: int = 0, lines: int = 60) -> dict[str, Any]:
    """The first screen of a document from ``line`` on."""
    return client.graphql(
        OPEN,
        {
            "id": document["id"],
            "cells": {"page": {"skip": line, "take": lines}},
            "start": line,
            "end": line + lines,
        },
    )
