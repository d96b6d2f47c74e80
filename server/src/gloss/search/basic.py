"""From the fields of the search panel to conditions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gloss.core.errors import BadInput
from gloss.search import advanced, matching
from gloss.search.conditions import (
    All,
    AnswerIs,
    CommentIs,
    Condition,
    LabelIs,
    LineNumber,
    MetadataIs,
    Text,
    Value,
)
from gloss.search.matching import MAX_TEXT, Matcher


def read(asked: Mapping[str, Any]) -> Condition:
    """Read the wire's SearchInput.

    Raises:
        BadInput: naming the field; a search without any condition too.
    """
    if (asked.get("query") or "").strip():
        return advanced.read(asked["query"])
    parts = [*_text(asked), *_labels(asked), *_lines(asked), *_metadata(asked), *_rest(asked)]
    if not parts:
        raise BadInput("Enter what to search for.", field="text")
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _text(asked: Mapping[str, Any]) -> list[Condition]:
    text = asked.get("text") or ""
    if not text.strip():
        return []
    if len(text) > MAX_TEXT:
        raise BadInput(f"The text to search for has at most {MAX_TEXT} characters.", field="text", position=MAX_TEXT)
    cases = bool(asked.get("caseSensitive"))
    mode = asked.get("mode") or "CONTAINS_ANY_WORD"
    if mode == "REGEX":
        found: Matcher = matching.expression(text, case_sensitive=cases)
    elif mode == "EXACT_WORD":
        found = matching.whole_word(text.strip(), case_sensitive=cases)
    else:
        found = matching.contains_any(text, case_sensitive=cases)
    return [Text(found)]


def _labels(asked: Mapping[str, Any]) -> list[Condition]:
    tests: list[tuple[str, Value]] = []
    if (asked.get("labelName") or "").strip():
        tests.append(("label", Value(matching.contains(asked["labelName"].strip(), name="labelName"))))
    for name, key in (("label", "labelItemIds"), ("status", "statuses"), ("labeler", "labelerIds")):
        if asked.get(key):
            tests.append((name, Value(among=frozenset(map(str, asked[key])))))
    layer = asked.get("layer")
    return [LabelIs(tuple(tests), layer)] if tests or layer is not None else []


def _lines(asked: Mapping[str, Any]) -> list[Condition]:
    wanted = asked.get("lines")
    if not wanted:
        return []
    if not 0 <= wanted["start"] <= wanted["end"]:
        raise BadInput("Give a first and a last line, counted from 0.", field="lines")
    return [LineNumber(wanted["start"], wanted["end"])]


def _metadata(asked: Mapping[str, Any]) -> list[Condition]:
    entries = [
        (entry["key"], Value(among=frozenset([entry["value"]])) if entry.get("value") is not None else Value())
        for entry in asked.get("metadata") or []
    ]
    return [MetadataIs(tuple(entries))] if entries else []


def _rest(asked: Mapping[str, Any]) -> list[Condition]:
    found: list[Condition] = []
    if (asked.get("comment") or "").strip():
        found.append(CommentIs(Value(matching.contains(asked["comment"].strip(), name="comment"))))
    for entry in asked.get("attributes") or []:
        found.append(AnswerIs(entry["name"], Value(matching.contains(entry["value"], name="attributes"))))
    return found
