"""The options of choice questions."""

from __future__ import annotations

from gloss.question_types.base import number_text, refuse
from gloss.question_types.question import Json, Question

MAX_OPTIONS = 10_000


def check_options(question: Question, *, parents: bool = False) -> list[dict[str, Json]]:
    """Return the options as ``{id, label}`` (and ``parentId``), or raise naming the option.

    A bare text is taken as both id and label; an option without id gets its number from 1.
    """
    raw = question.config.get("options")
    if not isinstance(raw, list) or not raw:
        refuse(f"'{question.label}' needs at least one option.", "config.options")
    if len(raw) > MAX_OPTIONS:
        refuse(f"'{question.label}' has {len(raw)} options; at most {MAX_OPTIONS} are possible.", "config.options")
    options = [_option(item, f"config.options[{index}]", index, parents) for index, item in enumerate(raw)]
    _refuse_repeated(options, "id")
    return options


def _option(item: Json, path: str, index: int, parents: bool) -> dict[str, Json]:
    if isinstance(item, str):
        item = {"id": item, "label": item}
    if not isinstance(item, dict):
        refuse("An option is an object with id and label.", path)
    label = _as_name(item.get("label"))
    if not label:
        refuse("An option needs a label.", f"{path}.label")
    identifier = _as_name(item.get("id")) or str(index + 1)
    option: dict[str, Json] = {"id": identifier, "label": label}
    if parents:
        option["parentId"] = _as_name(item.get("parentId")) or None
    return option


def _as_name(value: Json) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_text(value)
    return value.strip() if isinstance(value, str) else ""


def _refuse_repeated(options: list[dict[str, Json]], key: str) -> None:
    seen: set[str] = set()
    for index, option in enumerate(options):
        if option[key] in seen:
            refuse(f"Two options have the {key} '{option[key]}'.", f"config.options[{index}].{key}")
        seen.add(option[key])


def refuse_repeated_labels(options: list[dict[str, Json]]) -> None:
    """Answers name an option by its label, so a label must be unique."""
    _refuse_repeated(options, "label")


def unique(values: list[Json]) -> list[Json]:
    """Drop repetitions, keeping the first."""
    return list(dict.fromkeys(values))


def some_labels(options: list[dict[str, Json]]) -> str:
    """The first options for an error message."""
    shown = ", ".join(option["label"] for option in options[:10])
    return f"{shown}, …" if len(options) > 10 else shown
