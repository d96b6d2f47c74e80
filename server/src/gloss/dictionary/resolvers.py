"""Definitions on the wire."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from ariadne import QueryType

from gloss.core.errors import BadInput
from gloss.dictionary import providers

query = QueryType()
MAX_WORDS, MAX_WORD = 100, 200


@query.field("dictionaryLookup")
def look_up(_: Any, info: Any, word: str, lang: str | None = None) -> dict[str, Any]:
    assert info.context.user
    return _result(lang or providers.ENGLISH, word)


@query.field("dictionaryLookupBatch")
def look_up_batch(_: Any, info: Any, lang: str, words: list[str]) -> list[dict[str, Any]]:
    assert info.context.user
    if len(words) > MAX_WORDS:
        raise BadInput(f"Look up at most {MAX_WORDS} words at a time.", field="words")
    return [_result(lang, word) for word in words]


def _result(lang: str, word: str) -> dict[str, Any]:
    if not 1 <= len(word.strip()) <= MAX_WORD:
        raise BadInput(f"A word has 1 to {MAX_WORD} characters.", field="word")
    found = providers.look_up(lang, word)
    entries = [
        {
            "lexicalCategory": category,
            "definitions": [{"definition": entry.text, "synonyms": list(entry.synonyms)} for entry in part],
        }
        for category, part in groupby(found, key=lambda entry: entry.category)
    ]
    return {"lang": lang, "word": word, "entries": entries}


BINDINGS = [query]
