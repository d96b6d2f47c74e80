"""Yes or no."""

from __future__ import annotations

from gloss.question_types.base import QuestionType, kind_of, refuse, text_setting
from gloss.question_types.question import Json, Question

_WORDS = {"true": True, "false": False, "yes": True, "no": False, "1": True, "0": False}


class Checkbox(QuestionType):
    """The answer is a boolean; an explicit "no" is an answer, an untouched box is none."""

    key = "CHECKBOX"
    settings = ("hint",)
    rules = frozenset({"IS_CHECKED", "IS_UNCHECKED"})
    may_repeat = False

    def check_config(self, question: Question, config: dict[str, Json]) -> dict[str, Json]:
        config["hint"] = text_setting(question, "hint")
        return config

    def check_value(self, question: Question, value: Json) -> Json:
        if isinstance(value, bool):
            return value
        found = _WORDS.get(value.strip().lower()) if isinstance(value, str) else None
        if found is None:
            shown = f"'{value}'" if isinstance(value, str) else kind_of(value)
            refuse(f"'{question.label}' takes true or false, got {shown}.", question.field)
        return found
