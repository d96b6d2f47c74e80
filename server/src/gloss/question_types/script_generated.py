"""Questions that a script computes per row: their declaration, and answers by the declared names."""

from __future__ import annotations

from gloss.question_types.base import MAX_ANSWERS, QuestionType, kind_of, refuse, text_setting
from gloss.question_types.question import Json, Question

MAX_SCRIPT = 100_000
MAX_TEXT = 100_000
_REFUSED = ("NESTED", "SCRIPT_GENERATED")


class ScriptGenerated(QuestionType):
    """``identifiers`` declares every question the script may produce: name -> ``{id, label, type, config}``."""

    key = "SCRIPT_GENERATED"
    settings = ("identifiers", "script")
    rules = frozenset()
    may_repeat = False

    def check_config(self, question: Question, config: dict[str, Json]) -> dict[str, Json]:
        declared = config["identifiers"]
        if not isinstance(declared, dict) or not declared:
            refuse(f"'{question.label}' must declare the questions its script can produce.", "config.identifiers")
        config["identifiers"] = {name: _declaration(name, item) for name, item in declared.items()}
        numbers = sorted(item["id"] for item in config["identifiers"].values())
        if numbers != list(range(len(numbers))):
            refuse("The ids of the declared questions must be 0, 1, 2, … without gaps.", "config.identifiers")
        config["script"] = text_setting(question, "script")
        if config["script"] and len(config["script"]) > MAX_SCRIPT:
            refuse(f"The script has more than {MAX_SCRIPT} characters.", "config.script")
        return config

    def check_answer(self, question: Question, value: Json) -> Json:
        if value is None or value == "" or value == []:
            return None
        if not isinstance(value, dict):
            refuse(f"Answers to '{question.label}' are an object by name, got {kind_of(value)}.", question.field)
        declared = question.config["identifiers"]
        unknown = next((name for name in value if name not in declared), None)
        if unknown is not None:
            refuse(f"'{question.label}' declares no question '{unknown}'.", f"{question.field}.{unknown}")
        checked = {name: _value(declared[name], value[name], f"{question.field}.{name}") for name in value}
        return {name: item for name, item in checked.items() if item is not None} or None

    def is_answered(self, value: Json) -> bool:
        return bool(value)

    def from_cell(self, question: Question, text: str) -> tuple[Json, str | None]:
        return None, f"'{question.label}' is computed by a script and cannot be read from a column." if text else None

    def names(self, question: Question) -> list[str]:
        """The declared names in the order of their ids: one export column each."""
        declared: dict[str, dict[str, Json]] = question.config["identifiers"]
        return sorted(declared, key=lambda name: int(declared[name]["id"]))


def _value(declared: dict[str, Json], value: Json, field: str) -> Json:
    """Check one answer by its declared type; which options a row offers is known to the script alone."""
    if value is None or value == "" or value == []:
        return None
    kind = declared["type"]
    if kind == "CHECKBOX":
        return value if isinstance(value, bool) else refuse("A checkbox is true or false.", field)
    many = kind == "MULTIPLE_CHOICE" or bool(declared["config"].get("multiple"))
    values = value if isinstance(value, list) else [value]
    if not many and len(values) != 1:
        refuse(f"'{declared['label']}' takes one answer, got {len(values)}.", field)
    if len(values) > MAX_ANSWERS:
        refuse(f"'{declared['label']}' takes at most {MAX_ANSWERS} answers.", field)
    texts = [_text(item, field) for item in values]
    return texts if many else texts[0]


def _text(value: Json, field: str) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        refuse(f"An answer is a text or a number here, got {kind_of(value)}.", field)
    text = str(value)
    if len(text) > MAX_TEXT:
        refuse(f"An answer has at most {MAX_TEXT} characters.", field)
    return text


def _declaration(name: str, item: Json) -> dict[str, Json]:
    path = f"config.identifiers.{name}"
    if not isinstance(item, dict):
        refuse(f"The declaration of '{name}' must be an object, got {kind_of(item)}.", path)
    number = item.get("id")
    if not isinstance(number, int) or isinstance(number, bool) or number < 0:
        refuse(f"'{name}' needs a whole number from 0 as id.", f"{path}.id")
    if not isinstance(item.get("type"), str) or item["type"] in _REFUSED:
        refuse(f"'{name}' needs a type other than {' and '.join(_REFUSED)}.", f"{path}.type")
    config = item.get("config") or {}
    if not isinstance(config, dict):
        refuse(f"The config of '{name}' must be an object.", f"{path}.config")
    label = item.get("label") if isinstance(item.get("label"), str) else name
    return {"id": number, "label": label or name, "type": item["type"], "config": config}
