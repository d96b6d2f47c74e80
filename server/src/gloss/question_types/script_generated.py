"""Questions that a script computes per row; only their declaration is handled so far."""

from __future__ import annotations

from gloss.question_types.base import QuestionType, kind_of, refuse, text_setting
from gloss.question_types.question import Json, Question

MAX_SCRIPT = 100_000
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
        refuse(f"'{question.label}' is computed by a script, which this version does not run.", question.field)

    def from_cell(self, question: Question, text: str) -> tuple[Json, str | None]:
        return None, f"'{question.label}' is computed by a script and cannot be read from a column." if text else None

    def names(self, question: Question) -> list[str]:
        """The declared names in the order of their ids: one export column each."""
        declared: dict[str, dict[str, Json]] = question.config["identifiers"]
        return sorted(declared, key=lambda name: int(declared[name]["id"]))


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
