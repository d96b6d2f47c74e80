"""What a project shall be made of: checked, plain JSON, ready to be carried out by a job.

Everything the caller could have got wrong is found before a plan exists; what only the
files can tell is found by the job.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any

KEY, BUCKET, URL, LINK = "key", "bucket", "url", "link"
"""Kinds of sources: our storage, a team's bucket, a URL to copy, a URL only shown to labelers."""


@dataclass(slots=True)
class Source:
    """One file: ``kind`` says what ``place`` is. ``file_name`` decides the format."""

    file_name: str
    kind: str
    place: str


@dataclass(slots=True)
class PlannedDocument:
    """A document with its companion files (transcripts, pre-labels)."""

    file_name: str
    name: str
    source: Source
    extras: list[Source] = field(default_factory=list)
    first_row_as_header: bool | None = None
    custom_headers: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class PlannedAssignment:
    """``documents`` lists file name and part; None means every document."""

    member_id: int
    role: str
    documents: list[tuple[str, int]] | None = None


@dataclass(slots=True)
class Plan:
    """A new project, or (with ``project_uid``) more documents for one."""

    name: str
    kinds: list[str]
    documents: list[PlannedDocument]
    project_uid: str = ""
    team_id: int | None = None
    type: str = "CUSTOM"
    purpose: str = "LABELING"
    external_storage_id: int | None = None
    guideline_id: int | None = None
    parts: int = 1
    settings: dict[str, Any] = field(default_factory=dict)
    document_settings: dict[str, Any] = field(default_factory=dict)
    creation_settings: dict[str, Any] = field(default_factory=dict)
    label_sets: list[dict[str, Any]] = field(default_factory=list)
    row_questions: list[dict[str, Any]] = field(default_factory=list)
    document_questions: list[dict[str, Any]] = field(default_factory=list)
    assignments: list[PlannedAssignment] = field(default_factory=list)
    tag_names: list[str] = field(default_factory=list)
    labeler_extensions: list[str] = field(default_factory=list)
    reviewer_extensions: list[str] = field(default_factory=list)

    def dump(self) -> dict[str, Any]:
        return dataclasses.asdict(self)

    @classmethod
    def load(cls, values: dict[str, Any]) -> Plan:
        """Rebuild a plan from its JSON."""
        documents = [
            PlannedDocument(
                **{
                    **item,
                    "source": Source(**item["source"]),
                    "extras": [Source(**extra) for extra in item["extras"]],
                }
            )
            for item in values["documents"]
        ]
        assignments = [PlannedAssignment(**_with_pairs(item)) for item in values["assignments"]]
        return cls(**{**values, "documents": documents, "assignments": assignments})


def _with_pairs(item: dict[str, Any]) -> dict[str, Any]:
    documents = item["documents"]
    return {**item, "documents": None if documents is None else [(name, part) for name, part in documents]}
