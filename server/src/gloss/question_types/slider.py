"""A number on a scale, kept as text."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from gloss.question_types.base import QuestionType, flag, kind_of, refuse, whole_number
from gloss.question_types.question import Json, Question


class Slider(QuestionType):
    """Values run from ``min`` (0) to ``max`` (10) in steps of ``step`` (1)."""

    key = "SLIDER"
    settings = ("min", "max", "step", "theme", "gradientColors", "hideScaleLabel")
    rules = frozenset({"IS", "IS_NOT", "IS_ANSWERED", "GT", "LT", "GTE", "LTE"})
    may_repeat = False

    def check_config(self, question: Question, config: dict[str, Json]) -> dict[str, Json]:
        least, most = whole_number(question, "min"), whole_number(question, "max")
        config["min"] = 0 if least is None else least
        config["max"] = config["min"] + 10 if most is None else most
        config["step"] = whole_number(question, "step", least=1) or 1
        if config["min"] >= config["max"]:
            refuse("'min' must be below 'max'.", "config.min")
        theme = config["theme"] or "PLAIN"
        config["theme"] = "PLAIN" if theme == "SIMPLE" else theme
        if config["theme"] not in ("PLAIN", "GRADIENT"):
            refuse("'theme' must be PLAIN or GRADIENT.", "config.theme")
        config["hideScaleLabel"] = flag(question, "hideScaleLabel")
        return config

    def check_value(self, question: Question, value: Json) -> Json:
        number = self._number(question, value)
        least, most, step = (Decimal(question.config[name]) for name in ("min", "max", "step"))
        if not least <= number <= most:
            refuse(f"'{question.label}' takes a number from {least} to {most}, got {number}.", question.field)
        if (number - least) % step:
            refuse(f"'{question.label}' goes from {least} in steps of {step}; {number} lies between.", question.field)
        return str(int(number))

    def _number(self, question: Question, value: Json) -> Decimal:
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            try:
                number = Decimal(str(value).strip())
            except InvalidOperation:
                refuse(f"'{question.label}' takes a number, got '{value}'.", question.field)
            if number.is_finite():
                return number
        refuse(f"'{question.label}' takes a number, got {kind_of(value)}.", question.field)
