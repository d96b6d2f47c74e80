"""Free text in one or several lines, with optional length limits and pattern."""

from __future__ import annotations

from datetime import datetime

import regex

from gloss.core import patterns
from gloss.question_types.base import QuestionType, as_text, flag, refuse, text_setting, whole_number
from gloss.question_types.question import Json, Question

PATTERN_SECONDS = 0.2


class Text(QuestionType):
    """Lengths count code points. The pattern must match the whole value, as in a browser's form."""

    key = "TEXT"
    settings = ("multiline", "minLength", "maxLength", "pattern", "defaultValue")
    rules = frozenset({"IS", "IS_NOT", "IS_ANSWERED", "CONTAINS", "STARTS_WITH", "ENDS_WITH"})

    def check_config(self, question: Question, config: dict[str, Json]) -> dict[str, Json]:
        config["multiline"] = flag(question, "multiline")
        least = config["minLength"] = whole_number(question, "minLength", least=0)
        most = config["maxLength"] = whole_number(question, "maxLength", least=1)
        if least is not None and most is not None and least > most:
            refuse("'minLength' is greater than 'maxLength'.", "config.minLength")
        config["pattern"] = text_setting(question, "pattern")
        config["defaultValue"] = text_setting(question, "defaultValue")
        if config["pattern"]:
            try:
                patterns.compiled(config["pattern"])
            except regex.error as error:
                refuse(f"'pattern' is not a valid regular expression: {error}.", "config.pattern")
        return config

    def check_value(self, question: Question, value: Json) -> Json:
        text = as_text(question, value).replace("\r\n", "\n")
        least, most = question.config.get("minLength"), question.config.get("maxLength")
        if least is not None and len(text) < least:
            refuse(f"'{question.label}' needs at least {least} characters, got {len(text)}.", question.field)
        if most is not None and len(text) > most:
            refuse(f"'{question.label}' takes at most {most} characters, got {len(text)}.", question.field)
        if question.config.get("pattern"):
            self._match(question, text)
        return text

    def _match(self, question: Question, text: str) -> None:
        pattern = question.cache.get("pattern")
        if pattern is None:
            pattern = question.cache["pattern"] = patterns.compiled(question.config["pattern"])
        try:
            matched = pattern.fullmatch(text, timeout=PATTERN_SECONDS)
        except TimeoutError:
            refuse(f"The pattern of '{question.label}' takes too long on this value: simplify it.", question.field)
        if matched is None:
            refuse(f"'{question.label}' does not match the pattern {question.config['pattern']}.", question.field)

    def default(self, question: Question, now: datetime) -> Json:
        return question.config.get("defaultValue")
