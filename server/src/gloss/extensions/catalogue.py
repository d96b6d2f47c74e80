"""Every extension, for which projects and modes it is there, and whether it is on at first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gloss.documents.models import CabinetRole
from gloss.grammar import providers as grammar
from gloss.projects.models import Project

TEXT, ROWS, DOCUMENT, BOXES = "TOKEN_BASED", "ROW_BASED", "DOCUMENT_BASED", "BBOX_BASED"
EVERY = (TEXT, ROWS, DOCUMENT, BOXES)
BOTH = (CabinetRole.LABELER, CabinetRole.REVIEWER)
REVIEW = (CabinetRole.REVIEWER,)
Test = Callable[[Project], bool]


def _always(project: Project) -> bool:
    return True


def _never(project: Project) -> bool:
    return False


@dataclass(frozen=True)
class Extension:
    """``is_core`` ones are on whatever the project's creator chose; ``exists`` may rest on the installation."""

    key: str
    title: str
    kinds: tuple[str, ...] = EVERY
    roles: tuple[str, ...] = BOTH
    is_on: Test = _always
    exists: Test = _always
    is_core: bool = False

    def fits(self, project: Project, role: str) -> bool:
        kinds = set(project.kinds) & set(self.kinds)
        return role in self.roles and bool(kinds) and self.exists(project)


EXTENSIONS = (
    Extension("LABELS_EXTENSION_ID", "Labels", (TEXT,), is_core=True),
    Extension("DOCUMENT_LABELING_EXTENSION_ID", "Answers", (ROWS, DOCUMENT), is_core=True),
    Extension("BOUNDING_BOX_LABELING_EXTENSION_ID", "Bounding box labels", (BOXES,), is_core=True),
    Extension("REVIEW_EXTENSION_ID", "Review", roles=REVIEW),
    Extension("FILE_COLLECTION_EXTENSION_ID", "List of files", is_on=lambda project: project.document_count > 1),
    Extension("SEARCH_EXTENSION_ID", "Search", (TEXT, ROWS)),
    Extension("GUIDELINES_EXTENSION_ID", "Labeling guidelines", is_on=lambda project: project.guideline_id is not None),
    Extension("METADATA_EXTENSION_ID", "Metadata", (TEXT, ROWS), is_on=_never),
    Extension("DASHBOARD_EXTENSION_ID", "Analytics", is_on=_never),
    Extension("DICTIONARY_EXTENSION_ID", "Dictionary", (TEXT,), is_on=_never),
    Extension(
        "GRAMMAR_CHECKER_EXTENSION_ID",
        "Grammar checker",
        (TEXT,),
        is_on=_never,
        exists=lambda project: bool(grammar.configured()),
    ),
    Extension("LABEL_COLOR_LEGEND_ID", "Colours of labels", (TEXT,), REVIEW),
    Extension(
        "TEST_EXTENSION_ID", "Test project", roles=REVIEW, exists=lambda project: project.purpose == "LABELER_TEST"
    ),
)


def available(project: Project, role: str) -> list[Extension]:
    return [extension for extension in EXTENSIONS if extension.fits(project, role)]


def is_on_at_first(extension: Extension, project: Project, role: str) -> bool:
    """What the project's creator chose for the role, else the extension's own default."""
    chosen = project.labeler_extensions if role == CabinetRole.LABELER else project.reviewer_extensions
    if extension.is_core or not chosen:
        return extension.is_core or extension.is_on(project)
    return extension.key in chosen
