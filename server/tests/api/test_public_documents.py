"""Every document of public clients is valid against our schema (api.md 26.5)."""

from __future__ import annotations

import pytest
from graphql import DocumentNode

from gloss.graphql import parsing
from tests.public import answers, example, robosaur

ALL = {
    **{f"robosaur {name}": text for name, text in {**robosaur.DOCUMENTS, **robosaur.BRANCHES}.items()},
    **{f"example {name}": text for name, text in {**example.DOCUMENTS, **example.FIRST_VERSION}.items()},
    **{f"connector {name}": text for name, text in example.CONNECTOR.items()},
    **{f"apply-labels {name}": text for name, text in answers.DOCUMENTS.items()},
}


@pytest.mark.parametrize("name", list(ALL))
def test_public_documents_are_valid(database: None, name: str) -> None:
    prepared = parsing.prepared(ALL[name])
    assert isinstance(prepared, DocumentNode), [error.message for error in prepared]


def test_the_leaf_form_is_rewritten_only_there(database: None) -> None:
    """api.md 3.1: a leaf selection of Cabinet.documents, and nothing else."""
    prepared = parsing.prepared("query { getCabinet(projectId: 1, role: LABELER) { documents { id } statistic } }")
    assert isinstance(prepared, list)
    assert "must have a selection" in prepared[0].message


def test_the_unmerged_form_of_create_guideline_is_not_supported(database: None) -> None:
    """api.md 3.1."""
    text = "mutation M($input: GuidelineInput!) { createGuideline(input: $input) { id } }"
    assert isinstance(parsing.prepared(text), list)


@pytest.mark.parametrize("field", ["labelerStatisic", "labelerStatistic"])
def test_both_spellings_are_served(database: None, field: str) -> None:
    """api.md 3.1."""
    text = f"query {{ getTextDocumentStatistic(documentId: 1) {{ {field} {{ userId }} }} }}"
    assert isinstance(parsing.prepared(text), DocumentNode)
