"""What every question type does; a new type overrides the few methods that differ."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Any, NoReturn

from gloss.core.errors import BadInput
from gloss.question_types.question import Json, Question

MAX_ANSWERS = 1000


def refuse(message: str, field: str) -> NoReturn:
    """Raise the error of one setting or answer; ``field`` is its path below the question."""
    raise BadInput(message, field=field)


def compact(value: Json) -> str:
    """JSON without spaces, as in cells and files."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class QuestionType:
    """Settings and answers of one type of question.

    Answers are *native values*: what the public API carries (text, list of texts,
    boolean, option label, option id, list of groups). None means unanswered.
    """

    key = ""
    settings: tuple[str, ...] = ()
    rules: frozenset[str] = frozenset({"IS", "IS_NOT", "IS_ANSWERED"})
    may_repeat = True
    may_shuffle = False

    def check_settings(self, question: Question) -> Question:
        """Return the question with normalized settings, or raise ``BadInput`` naming the setting's path."""
        config = {key: question.config.get(key) for key in self.settings}
        if self.may_repeat:
            config["multiple"] = flag(question, "multiple")
        if self.may_shuffle and flag(question, "randomOrder"):
            config["randomOrder"] = True
        return replace(question, config=self.check_config(question, config), cache={})

    def check_config(self, question: Question, config: dict[str, Json]) -> dict[str, Json]:
        """Normalize the settings of this type; ``config`` holds the ones named in ``settings``."""
        return config

    def check_answer(self, question: Question, value: Json) -> Json:
        """Return the normalized native value, None when it clears the answer; raise ``BadInput`` naming the field."""
        if value is None or value == "" or value == []:
            return None
        if not question.multiple:
            return self.check_value(question, self._only(question, value))
        values = value if isinstance(value, list) else [value]
        if len(values) > MAX_ANSWERS:
            refuse(f"'{question.label}' takes at most {MAX_ANSWERS} answers.", question.field)
        checked = [self.check_value(question, item) for item in values if item is not None and item != ""]
        return self.collect(checked) or None

    def _only(self, question: Question, value: Json) -> Json:
        if not isinstance(value, list):
            return value
        if len(value) != 1:
            refuse(f"'{question.label}' takes one answer, got {len(value)}.", question.field)
        return value[0]

    def collect(self, values: list[Json]) -> list[Json]:
        """Join the answers of a question with several; types with options drop repetitions."""
        return values

    def check_value(self, question: Question, value: Json) -> Json:
        """Check one answer, never None, empty or a list."""
        return as_text(question, value)

    def is_answered(self, value: Json) -> bool:
        if isinstance(value, str):
            return bool(value.strip())
        return value is not None and value != []

    def default(self, question: Question, now: datetime) -> Json:
        """The answer a form starts with; None for most. ``now`` is the labeler's local time."""
        return None

    def readable(self, question: Question, value: Json) -> Json:
        """One answer as people read it in a cell: the value itself, but a path for an option id."""
        return value

    def to_cell(self, question: Question, value: Json) -> str:
        """Return the cell text of CSV, TSV and XLSX; empty when unanswered."""
        if value is None:
            return ""
        if not isinstance(value, list):
            return self.text(self.readable(question, value))
        if not value:
            return ""
        shown = [self.readable(question, item) for item in value]
        texts = [self.text(item) for item in shown]
        if any(needs_json(text) for text in texts) or texts[0].startswith("["):
            return compact(shown)
        return ";".join(texts)

    def text(self, shown: Json) -> str:
        return shown if isinstance(shown, str) else compact(shown)

    def from_cell(self, question: Question, text: str) -> tuple[Json, str | None]:
        """Read a cell into ``(value, problem)``.

        An unusable cell gives ``(None, why)``; of several answers the usable ones are kept.
        """
        if not text.strip():
            return None, None
        if not question.multiple:
            return self._try(question, text)
        kept: list[Json] = []
        problem = None
        for item in split_answers(text):
            value, why = self._try(question, item)
            problem = problem or why
            if value is not None:
                kept.append(value)
        return self.collect(kept) or None, problem

    def _try(self, question: Question, item: Json) -> tuple[Json, str | None]:
        try:
            return self.check_value(question, item), None
        except BadInput as error:
            return None, error.message

    def to_json(self, question: Question, value: Json) -> Json:
        """Return the value of a JSON_TABULAR column; None when unanswered."""
        return value

    def to_cell_json(self, question: Question, value: Json) -> Json:
        """Return the value inside the JSON cell of a group."""
        if isinstance(value, list):
            return [self.readable(question, item) for item in value]
        return None if value is None else self.readable(question, value)

    def values_for_conflicts(self, question: Question, value: Json) -> list[Json]:
        """The atomic values on which labelers agree or not: each of several answers counts alone."""
        if not self.is_answered(value):
            return []
        values = value if isinstance(value, list) else [value]
        return [item.strip() if isinstance(item, str) else item for item in values]

    def condition_values(self, question: Question, value: Json) -> list[str]:
        """The texts a condition of question logic compares with, one per answer."""
        return [str(item) for item in (value if isinstance(value, list) else [value])]


def needs_json(text: str) -> bool:
    """Whether a text among several cannot be written between semicolons and read back."""
    return ";" in text or not text or text != text.strip()


def split_answers(text: str) -> list[Json]:
    """Split the cell of a question with several answers: a JSON array of plain values, else at semicolons."""
    if text.lstrip().startswith("["):
        try:
            items = json.loads(text)
        except ValueError:
            items = None
        if isinstance(items, list) and not any(isinstance(item, list | dict) for item in items):
            return [item for item in items if item is not None and item != ""]
    return [part.strip() for part in text.split(";") if part.strip()]


def as_text(question: Question, value: Json) -> str:
    """Return a text or number as text; refuse anything else."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_text(value)
    refuse(f"'{question.label}' takes text, got {kind_of(value)}.", question.field)


def number_text(value: int | float) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def kind_of(value: Json) -> str:
    """Name a JSON value for an error message."""
    names: dict[type[Any], str] = {bool: "a boolean", dict: "an object", list: "a list", type(None): "null"}
    return names.get(type(value), "a number" if isinstance(value, int | float) else "text")


def flag(question: Question, name: str) -> bool:
    """Return a boolean setting, false when absent."""
    value = question.config.get(name)
    if value is None:
        return False
    if not isinstance(value, bool):
        refuse(f"'{name}' must be true or false.", f"config.{name}")
    return value


def whole_number(question: Question, name: str, *, least: int | None = None) -> int | None:
    """Return an integer setting, None when absent."""
    value = question.config.get(name)
    if value is None:
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        refuse(f"'{name}' must be a whole number.", f"config.{name}")
    if least is not None and value < least:
        refuse(f"'{name}' must be at least {least}.", f"config.{name}")
    return value


def text_setting(question: Question, name: str) -> str | None:
    """Return a text setting, None when absent or empty."""
    value = question.config.get(name)
    if value is not None and not isinstance(value, str):
        refuse(f"'{name}' must be text.", f"config.{name}")
    return value or None
