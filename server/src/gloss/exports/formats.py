"""Which formats a project can be exported in."""

from __future__ import annotations

from collections.abc import Iterable

from gloss import formats
from gloss.core.errors import BadInput
from gloss.formats.base import Writer
from gloss.projects.models import Project

DESCRIPTIONS = {
    "DATASAUR_SCHEMA": "Everything: text, labels, answers, comments. Can be imported again",
    "JSON_ADVANCED": "Labels with all their details, as JSON",
    "JSON": "Labels by name, as short JSON",
    "TSV_IOB": "One token per row with IOB tags",
    "TSV_NON_IOB": "One token per row with label names and arrows",
    "CONLL_2003": "One token per row, the label set in the last column",
    "CONLL_U": "Universal Dependencies",
    "PLAIN": "The text alone",
    "CSV": "Comma separated table",
    "TSV": "Tab separated table",
    "XLSX": "Spreadsheet",
    "JSON_TABULAR": "The table as JSON, one object per row",
    "AMAZON_COMPREHEND_CSV": "Training data for Amazon Comprehend",
    "AZURE_AUTOML_CSV": "Training data for Azure automated machine learning",
    "GCP_VERTEX_AI_CSV": "Training data for Google Vertex AI",
}


TABLE_FORMATS = frozenset({"CSV", "TSV", "XLSX", "JSON_TABULAR"})
_MEDIA = {"OCR": "OCR", "ASR": "AUDIO"}


def possible(project: Project) -> list[str]:
    """The formats this version can write for a project; CUSTOM is not among them."""
    keys = formats.possible_formats(project.kinds, _MEDIA.get(project.type))
    return [key for key in keys if key != formats.CUSTOM]


def writer_for(project: Project, format: str, escape_formulas: bool = False) -> Writer:
    """Return the writer of ``format`` (any case).

    With ``escape_formulas`` a spreadsheet will not run what looks like a formula, in the
    formats that know how.

    Raises:
        BadInput: unknown, or not for the project's kinds; the message lists the possible formats.
    """
    key = format.strip().upper()
    if key == formats.CUSTOM:
        raise BadInput(
            "Custom formats need an export file transformer, which this version does not run. "
            f"Choose one of {', '.join(possible(project))}.",
            field="format",
        )
    if key not in possible(project):
        raise BadInput(
            f"{project.name} cannot be exported as {format}. Choose one of {', '.join(possible(project))}.",
            field="format",
            possibleFormats=possible(project),
        )
    writer = formats.writer_for(key, project.kinds, _MEDIA.get(project.type))
    if escape_formulas and hasattr(writer, "escape_formulas"):
        return type(writer)(escape_formulas=True)  # type: ignore[call-arg]
    return writer


def check_all(projects: Iterable[Project], format: str) -> str:
    """Check ``format`` for every project and return its key."""
    return {writer_for(project, format).key for project in projects}.pop()


def shape(project: Project) -> list[dict[str, str]]:
    """The wire's ExportFormats of a project."""
    writers = [(key, writer_for(project, key)) for key in possible(project)]
    return [
        {"format": key, "extension": writer.extension, "description": DESCRIPTIONS.get(key, key)}
        for key, writer in writers
    ]
