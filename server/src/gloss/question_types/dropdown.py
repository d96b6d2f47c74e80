"""A choice from a list; the answer is the option's label."""

from __future__ import annotations

from datetime import datetime

from gloss.question_types.base import QuestionType, as_text, refuse, text_setting
from gloss.question_types.options import check_options, refuse_repeated_labels, some_labels, unique
from gloss.question_types.question import Json, Question


class Dropdown(QuestionType):
    """Answers may also name an option by its id; where both fit, the label wins."""

    key = "DROPDOWN"
    settings: tuple[str, ...] = ("options", "defaultValue")
    rules = frozenset({"IS", "IS_NOT", "IS_ANSWERED", "CONTAINS"})
    may_shuffle = True

    def check_config(self, question: Question, config: dict[str, Json]) -> dict[str, Json]:
        options = config["options"] = check_options(question)
        refuse_repeated_labels(options)
        default = config["defaultValue"] = text_setting(question, "defaultValue")
        if default is not None and not any(default in option.values() for option in options):
            refuse(f"The default value '{default}' is not among the options.", "config.defaultValue")
        return config

    def check_value(self, question: Question, value: Json) -> Json:
        known = question.cache.get("labels")
        if known is None:
            options = question.config["options"]
            known = {option["id"]: option["label"] for option in options}
            known.update({option["label"]: option["label"] for option in options})
            question.cache["labels"] = known
        text = as_text(question, value).strip()
        if text not in known:
            choices = some_labels(question.config["options"])
            refuse(f"'{text}' is not an option of '{question.label}'. Options: {choices}.", question.field)
        return known[text]

    def collect(self, values: list[Json]) -> list[Json]:
        return unique(values)

    def default(self, question: Question, now: datetime) -> Json:
        value = question.config.get("defaultValue")
        return None if value is None else self.check_answer(question, value)
