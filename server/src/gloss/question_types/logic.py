"""Question logic: when a question is shown, depending on earlier answers of the same level."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from gloss.core.errors import BadInput
from gloss.question_types.base import QuestionType, number_text, refuse
from gloss.question_types.question import Json, Question

FIELD = "activationConditionLogic"
_SIGNS = {">": "GT", "<": "LT", ">=": "GTE", "<=": "LTE", "=": "IS", "!=": "IS_NOT"}
_WITHOUT_VALUE = frozenset({"IS_ANSWERED", "IS_CHECKED", "IS_UNCHECKED"})


@dataclass(frozen=True, slots=True)
class Rule:
    question: str
    rule: str
    value: str


@dataclass(frozen=True, slots=True)
class Condition:
    op: Literal["AND", "OR"]
    rules: tuple[Rule, ...]


def parse(text: str | None) -> Condition | None:
    """Read ``{"op": "AND", "rules": [{"question", "rule", "value"}]}``; None means always shown."""
    if not text or not text.strip():
        return None
    try:
        raw = json.loads(text)
    except ValueError as error:
        refuse(f"The question logic is not JSON: {error}.", FIELD)
    if not isinstance(raw, dict) or not isinstance(raw.get("rules"), list):
        refuse('The question logic must look like {"op": "AND", "rules": [{"question", "rule", "value"}]}.', FIELD)
    op = str(raw.get("op", "AND")).upper()
    if op not in ("AND", "OR"):
        refuse("The 'op' of question logic is AND or OR.", FIELD)
    rules = tuple(_rule(item, index) for index, item in enumerate(raw["rules"]))
    return Condition("AND" if op == "AND" else "OR", rules) if rules else None


def _rule(item: Json, index: int) -> Rule:
    path = f"{FIELD}.rules[{index}]"
    if not isinstance(item, dict):
        refuse("A rule is an object with question, rule and value.", path)
    name = item.get("question")
    if isinstance(name, bool) or not isinstance(name, str | int):
        refuse("A rule names its question: Q and its id, or the question's name.", f"{path}.question")
    rule = str(item.get("rule", "")).strip().upper().replace(" ", "_")
    rule = _SIGNS.get(rule, rule)
    value = item.get("value")
    if value is None and rule not in _WITHOUT_VALUE:
        refuse(f"The rule {rule} needs a value.", f"{path}.value")
    if isinstance(value, bool):
        value = "true" if value else "false"
    return Rule(f"Q{name}" if isinstance(name, int) else name, rule, _value_text(value))


def _value_text(value: Json) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else number_text(value) if isinstance(value, int | float) else str(value)


def find(name: str, questions: Sequence[Question]) -> Question | None:
    """Return the question a rule names: ``Q<id>`` first, then by name."""
    by_key = next((question for question in questions if question.field == name), None)
    return by_key or next((question for question in questions if question.name == name), None)


def check(question: Question, earlier: Sequence[Question], types: Mapping[str, QuestionType]) -> None:
    """Refuse logic that names a later or unknown question, or a rule its type does not have."""
    condition = parse(question.activation_condition_logic)
    for index, rule in enumerate(condition.rules if condition else ()):
        path = f"{FIELD}.rules[{index}]"
        target = find(rule.question, earlier)
        if target is None:
            refuse(f"'{rule.question}' is no earlier question of the same level.", f"{path}.question")
        known = types[target.type].rules
        if rule.rule not in known:
            possible = ", ".join(sorted(known)) or "none"
            refuse(f"'{target.label}' ({target.type}) has no rule '{rule.rule}'. Possible: {possible}.", f"{path}.rule")


def visible(
    questions: Sequence[Question], values: Mapping[str, Json], types: Mapping[str, QuestionType]
) -> list[Question]:
    """Return the questions of one level that are shown with these answers.

    A hidden question counts as unanswered for the ones after it.
    """
    shown: list[Question] = []
    hidden: set[str] = set()
    for question in questions:
        condition = _condition(question)
        if condition is not None and not _holds(condition, questions, values, hidden, types):
            hidden.add(question.key)
        else:
            shown.append(question)
    return shown


def _condition(question: Question) -> Condition | None:
    if not question.activation_condition_logic:
        return None
    if "condition" not in question.cache:
        try:
            question.cache["condition"] = parse(question.activation_condition_logic)
        except BadInput:
            question.cache["condition"] = None  # Stored by an older version: better shown than lost.
    condition: Condition | None = question.cache["condition"]
    return condition


def _holds(
    condition: Condition,
    questions: Sequence[Question],
    values: Mapping[str, Json],
    hidden: set[str],
    types: Mapping[str, QuestionType],
) -> bool:
    results = []
    for rule in condition.rules:
        target = find(rule.question, questions)
        if target is None:
            continue
        value = None if target.key in hidden else values.get(target.key)
        results.append(_rule_holds(rule, target, value, types[target.type]))
    if not results:
        return True
    return all(results) if condition.op == "AND" else any(results)


def _rule_holds(rule: Rule, target: Question, value: Json, kind: QuestionType) -> bool:
    if rule.rule == "IS_ANSWERED":
        return kind.is_answered(value)
    if rule.rule in ("IS_CHECKED", "IS_UNCHECKED"):
        return (value is True) == (rule.rule == "IS_CHECKED")
    answered = kind.is_answered(value)
    given = _texts(value) if answered else []
    read = kind.condition_values(target, value) if answered else []
    if rule.rule in ("IS", "IS_NOT"):
        same = answered and (_equal([rule.value], given, target) or _equal([rule.value], read, target))
        return same == (rule.rule == "IS")
    if rule.rule in ("GT", "LT", "GTE", "LTE"):
        return answered and _compares(rule.rule, given[0], rule.value)
    return any(_part_holds(rule, text, target.multiple) for text in (*given, *read))


def _texts(value: Json) -> list[str]:
    return [_value_text(item) for item in (value if isinstance(value, list) else [value])]


def _equal(wanted: list[str], given: list[str], target: Question) -> bool:
    if target.type == "SLIDER" and len(given) == 1:
        return _compares("IS", given[0], wanted[0])
    return wanted == given


def _part_holds(rule: Rule, text: str, multiple: bool) -> bool:
    if rule.rule == "CONTAINS":
        return text == rule.value if multiple else rule.value in text
    return text.startswith(rule.value) if rule.rule == "STARTS_WITH" else text.endswith(rule.value)


def _compares(rule: str, left: str, right: str) -> bool:
    try:
        a, b = Decimal(left), Decimal(right)
    except InvalidOperation:
        return False
    return {"IS": a == b, "GT": a > b, "LT": a < b, "GTE": a >= b, "LTE": a <= b}[rule]
