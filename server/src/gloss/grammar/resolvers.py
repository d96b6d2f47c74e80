"""Grammar checkers on the wire."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ariadne import QueryType

from gloss.core.errors import BadInput, NotFound
from gloss.core.offsets import to_utf16
from gloss.documents import access, columns, lines
from gloss.documents.lines import LineView
from gloss.grammar import providers
from gloss.grammar.providers import Mistake

query = QueryType()
MAX_LINES = 200
MAX_CHARACTERS = 20_000
BREAK = "\n\n"
"""Between lines, so that a sentence never runs from one into the next."""


@query.field("getGrammarCheckerServiceProviders")
def get_providers(_: Any, info: Any) -> list[dict[str, str]]:
    assert info.context.user
    found = providers.configured()
    return [{"id": entry.key, "name": entry.name, "description": entry.description} for entry in found]


@query.field("getGrammarMistakes")
def get_mistakes(_: Any, info: Any, input: dict[str, Any]) -> list[dict[str, Any]]:
    copy = access.copy_for_reader(info.context.user, input["documentId"])
    provider = {entry.key: entry for entry in providers.configured()}.get(str(input["grammarCheckerProviderId"]))
    if provider is None:
        raise NotFound("grammar checker", input["grammarCheckerProviderId"])
    views = list(lines.lines_at(copy, _numbers(input)).values())
    hidden = columns.hidden_in(copy, info.context.user)
    views.sort(key=lambda view: view.line)
    shown = [view for view in views if view.cells and 0 not in hidden and view.status == "DISPLAYED"]
    text = BREAK.join(view.cells[0] for view in shown)
    if len(text) > MAX_CHARACTERS:
        raise BadInput(f"Check at most {MAX_CHARACTERS} characters at a time.", field="sentenceIdRange")
    return list(_placed(shown, provider.check(text))) if text.strip() else []


def _numbers(input: dict[str, Any]) -> list[int]:
    asked = input.get("sentenceIdRange")
    numbers = list(range(asked["start"], asked["end"])) if asked and asked["end"] - asked["start"] <= MAX_LINES else []
    numbers = numbers or list(input.get("sentenceIds") or [])
    if not 1 <= len(numbers) <= MAX_LINES:
        raise BadInput(f"Check 1 to {MAX_LINES} lines at a time; the end of a range is exclusive.", field="sentenceIds")
    return numbers


def _placed(views: Sequence[LineView], mistakes: Sequence[Mistake]) -> Iterator[dict[str, Any]]:
    """Bring mistakes from the joined text back to the tokens of their lines."""
    start = 0
    for view in views:
        text = view.cells[0]
        for mistake in mistakes:
            first, last = mistake.start - start, min(mistake.end - start, len(text))
            if 0 <= first < last:
                yield {
                    "text": text[first:last],
                    "message": mistake.message,
                    "suggestions": list(mistake.suggestions),
                    "position": {"start": _cursor(view, first), "end": _cursor(view, last - 1)},
                }
        start += len(text) + len(BREAK)


def _cursor(view: LineView, offset: int) -> dict[str, int]:
    """The token at or before a character, and the character in it in UTF-16 units; inclusive, as in labels."""
    tokens = view.tokens[0] if view.tokens else [(0, len(view.cells[0]))]
    token, begin = 0, 0
    for number, (start, _) in enumerate(tokens):
        if start > offset:
            break
        token, begin = number, start
    return {"sentenceId": view.line, "tokenId": token, "charId": to_utf16(view.cells[0][begin:], offset - begin)}


BINDINGS = [query]
