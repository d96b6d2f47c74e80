"""A time of day, kept as text in the question's format."""

from __future__ import annotations

from datetime import datetime

from gloss.question_types import moments
from gloss.question_types.base import QuestionType, as_text, refuse
from gloss.question_types.date import NOW, check_moment_config
from gloss.question_types.question import Json, Question

FORMATS = ("HH:mm:ss", "HH:mm", "HH.mm.ss", "HH.mm", "hh:mm:ss A")
_PATTERNS = {name: moments.pattern_of(name) for name in FORMATS}


class Time(QuestionType):
    """Accepts the question's format and ``HH:mm:ss.SSS``.

    Formats with seconds keep milliseconds that were given: public clients send them.
    """

    key = "TIME"
    settings = ("format", "defaultValue")

    def check_config(self, question: Question, config: dict[str, Json]) -> dict[str, Json]:
        return check_moment_config(config, FORMATS)

    def check_value(self, question: Question, value: Json) -> Json:
        text = as_text(question, value).strip()
        wanted = question.config["format"]
        for name in (wanted, FORMATS[0]):
            moment = moments.read_time(text, _PATTERNS[name])
            if moment is not None:
                return moments.write(moment, wanted)
        refuse(f"'{text}' is not a time like {wanted}.", question.field)

    def default(self, question: Question, now: datetime) -> Json:
        whole = now.replace(microsecond=0)
        return moments.write(whole, question.config["format"]) if question.config.get("defaultValue") == NOW else None
