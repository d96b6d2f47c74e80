"""A web address."""

from __future__ import annotations

from urllib.parse import urlsplit

from gloss.question_types.base import QuestionType, as_text, refuse
from gloss.question_types.question import Json, Question


class Url(QuestionType):
    """Only http and https addresses with a host: other schemes could run code when clicked."""

    key = "URL"
    rules = frozenset({"IS", "IS_NOT", "IS_ANSWERED", "CONTAINS"})

    def check_value(self, question: Question, value: Json) -> Json:
        text = as_text(question, value).strip()
        try:
            parts = urlsplit(text)
            valid = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
        except ValueError:
            valid = False
        if not valid or any(character.isspace() for character in text):
            refuse(f"'{question.label}' takes a web address that starts with http:// or https://.", question.field)
        return text
