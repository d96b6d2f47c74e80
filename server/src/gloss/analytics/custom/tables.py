"""What a report can be made of. A new metric or segment is one line here and its column in ``facts``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

METRICS = {
    "TOTAL_LABELS_APPLIED": "Total labels applied",
    "TOTAL_LABELS_APPLIED_BY_LABELER": "Labels applied by labelers",
    "TOTAL_LABELS_APPLIED_BY_REVIEWER": "Labels applied by reviewers",
    "TOTAL_LABELS_ACCEPTED": "Labels accepted",
    "TOTAL_LABELS_REJECTED": "Labels rejected",
    "LABELS_ACCURACY": "Labels accuracy",
    "TOTAL_CONFLICTS": "Total conflicts",
    "TOTAL_CONFLICTS_RESOLVED": "Conflicts resolved",
    "TIME_SPENT": "Time spent",
    "TIME_SPENT_PER_LABEL": "Time spent per label",
}
"""Headers of the columns by metric."""

SEGMENTS = {
    "DATE": ("Date",),
    "PROJECT": ("Project name",),
    "DOCUMENT": ("Document name (labeler copy)",),
    "DOCUMENT_ORIGIN": ("Original document name",),
    "DOCUMENT_CREATED_AT": ("Document created at",),
    "DOCUMENT_UPDATED_AT": ("Document updated at",),
    "USER": ("User name", "User e-mail"),
    "OWNER_USER": ("Document owner",),
    "PROJECT_ROLE": ("Project role",),
    "LABEL": ("Label",),
    "LABEL_TYPE": ("Label type",),
}
"""Headers of the columns by segment."""

STRATEGIES = ("IS", "IS_NOT", "CONTAINS", "NOT_CONTAINS", "DATE")
CONFLICT_METRICS = ("TOTAL_CONFLICTS", "TOTAL_CONFLICTS_RESOLVED")
TIME_METRICS = ("TIME_SPENT", "TIME_SPENT_PER_LABEL")
TIMELESS = ("LABEL", "LABEL_TYPE")


@dataclass(frozen=True, slots=True)
class GroupTable:
    id: str
    name: str
    description: str
    metrics: tuple[str, ...]
    segments: tuple[str, ...] = tuple(SEGMENTS)

    def shape(self) -> dict[str, Any]:
        """The wire's CustomReportMetricsGroupTable."""
        return {
            "id": self.id,
            "name": self.name,
            "description": self.description,
            "metrics": list(self.metrics),
            "clientSegments": list(self.segments),
            "filterStrategies": list(STRATEGIES),
        }


TABLES = {
    table.id: table
    for table in (
        GroupTable(
            "LABELS",
            "Labels",
            "Labels and answers, who gave them and what the review made of them.",
            tuple(metric for metric in METRICS if metric not in TIME_METRICS),
        ),
        GroupTable("CONFLICTS", "Conflicts", "What labelers disagreed on, and what was resolved.", CONFLICT_METRICS),
        GroupTable(
            "TIME",
            "Time",
            "How long people were active, as far as their browsers reported it.",
            TIME_METRICS,
            tuple(segment for segment in SEGMENTS if segment not in TIMELESS),
        ),
        GroupTable("ALL", "Everything", "All metrics together.", tuple(METRICS)),
    )
}
