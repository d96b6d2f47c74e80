"""A calendar day, kept as text in the question's format."""

from __future__ import annotations

from datetime import datetime

from gloss.question_types import moments
from gloss.question_types.base import QuestionType, as_text, refuse
from gloss.question_types.question import Json, Question

FORMATS = ("YYYY-MM-DD", "DD-MM-YYYY", "MM-DD-YYYY", "DD/MM/YYYY", "MM/DD/YYYY", "YYYY/MM/DD")
NOW = "NOW"
_PATTERNS = {name: moments.pattern_of(name) for name in FORMATS}


def check_moment_config(config: dict[str, Json], formats: tuple[str, ...]) -> dict[str, Json]:
    """Check ``format`` (the first one when absent) and ``defaultValue`` (NOW or nothing)."""
    config["format"] = config["format"] or formats[0]
    if config["format"] not in formats:
        refuse(f"'{config['format']}' is not a known format. Use one of {', '.join(formats)}.", "config.format")
    config["defaultValue"] = config["defaultValue"] or None
    if config["defaultValue"] not in (NOW, None):
        refuse("The default value is NOW or nothing.", "config.defaultValue")
    return config


class Date(QuestionType):
    """Accepts the question's format and ``YYYY-MM-DD``; answers are always in the question's format."""

    key = "DATE"
    settings = ("format", "defaultValue")

    def check_config(self, question: Question, config: dict[str, Json]) -> dict[str, Json]:
        return check_moment_config(config, FORMATS)

    def check_value(self, question: Question, value: Json) -> Json:
        text = as_text(question, value).strip()
        wanted = question.config["format"]
        for name in (wanted, FORMATS[0]):
            day = moments.read_date(text, _PATTERNS[name])
            if day is not None:
                return moments.write(day, wanted)
        refuse(f"'{text}' is not a date like {wanted}.", question.field)

    def default(self, question: Question, now: datetime) -> Json:
        return moments.write(now, question.config["format"]) if question.config.get("defaultValue") == NOW else None
