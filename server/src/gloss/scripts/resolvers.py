"""Script-generated questions on the wire."""

from __future__ import annotations

from typing import Any

from ariadne import QueryType

from gloss.core.errors import BadInput
from gloss.documents import access
from gloss.scripts import generation

query = QueryType()


@query.field("getGeneratedQuestions")
def get_generated_questions(_: Any, info: Any, documentId: str, start: int, end: int) -> list[dict[str, Any]]:
    copy = access.copy_for_reader(info.context.user, documentId)
    if not 0 <= start < end or end - start > generation.MAX_ROWS:
        raise BadInput(f"Ask for 1 to {generation.MAX_ROWS} rows; the end is exclusive.", field="end")
    found = generation.of_rows(info.context.user, copy, start, end)
    return [
        {
            "line": entry.line,
            "questionId": entry.question.field,
            "questions": entry.questions,
            "error": entry.error,
        }
        for entry in found
    ]


BINDINGS = [query]
