"""A choice from a tree; the answer is the option's id, shown as the path of labels."""

from __future__ import annotations

from gloss.question_types.base import QuestionType, as_text, flag, refuse
from gloss.question_types.options import check_options, some_labels, unique
from gloss.question_types.question import Json, Question

SEPARATOR = " > "


class HierarchicalDropdown(QuestionType):
    """Answers may name an option by id, by path ("Kitchen > Hot") or by a label that occurs once."""

    key = "HIERARCHICAL_DROPDOWN"
    settings = ("options", "leafOptionsOnly")
    rules = frozenset({"IS", "IS_NOT", "IS_ANSWERED", "CONTAINS"})
    may_shuffle = True

    def check_config(self, question: Question, config: dict[str, Json]) -> dict[str, Json]:
        options = config["options"] = check_options(question, parents=True)
        config["leafOptionsOnly"] = flag(question, "leafOptionsOnly")
        paths = _paths(options)
        seen: set[tuple[str, ...]] = set()
        for index, option in enumerate(options):
            path = paths[option["id"]]
            if path in seen:
                refuse(f"Two options have the path '{SEPARATOR.join(path)}'.", f"config.options[{index}].label")
            seen.add(path)
        return config

    def check_value(self, question: Question, value: Json) -> Json:
        text = as_text(question, value).strip()
        index = _index(question)
        found = text if text in index.paths else index.names.get(text)
        if found is None:
            why = "names several options; give the path" if text in index.names else "is not an option"
            choices = some_labels(question.config["options"])
            refuse(f"'{text}' {why} of '{question.label}'. Options: {choices}.", question.field)
        if question.config.get("leafOptionsOnly") and found in index.parents:
            refuse(f"'{text}' has options below it; '{question.label}' takes only the lowest level.", question.field)
        return found

    def collect(self, values: list[Json]) -> list[Json]:
        return unique(values)

    def path(self, question: Question, option_id: str) -> tuple[str, ...]:
        """The labels from the root to the option; the id itself if it is no longer an option."""
        return _index(question).paths.get(option_id, (option_id,))

    def readable(self, question: Question, value: Json) -> Json:
        return SEPARATOR.join(self.path(question, str(value)))

    def to_json(self, question: Question, value: Json) -> Json:
        if value is None:
            return None
        if isinstance(value, list):
            return [list(self.path(question, str(item))) for item in value]
        return list(self.path(question, str(value)))

    def condition_values(self, question: Question, value: Json) -> list[str]:
        return [self.readable(question, item) for item in (value if isinstance(value, list) else [value])]


class _Index:
    """Lookups over the options: ``names`` maps path and label to id, or to None if the label is ambiguous."""

    __slots__ = ("names", "parents", "paths")

    def __init__(self, options: list[dict[str, Json]]) -> None:
        self.paths = _paths(options)
        self.parents = {option["parentId"] for option in options if option.get("parentId")}
        self.names: dict[str, str | None] = {}
        for option in options:
            label = option["label"]
            self.names[label] = None if label in self.names else option["id"]
        self.names.update({SEPARATOR.join(path): key for key, path in self.paths.items() if len(path) > 1})


def _index(question: Question) -> _Index:
    index = question.cache.get("index")
    if index is None:
        index = question.cache["index"] = _Index(question.config["options"])
    assert isinstance(index, _Index)
    return index


def _paths(options: list[dict[str, Json]]) -> dict[str, tuple[str, ...]]:
    by_id = {option["id"]: option for option in options}
    paths: dict[str, tuple[str, ...]] = {}
    for position, option in enumerate(options):
        chain: list[str] = []
        current: str | None = option["id"]
        while current is not None and current not in paths:
            if current not in by_id:
                refuse(f"No option has the id '{current}'.", f"config.options[{position}].parentId")
            if current in chain:
                refuse(f"The option '{option['label']}' is its own ancestor.", f"config.options[{position}].parentId")
            chain.append(current)
            current = by_id[current].get("parentId")
        path = paths[current] if current is not None else ()
        for key in reversed(chain):
            path = paths[key] = (*path, by_id[key]["label"])
    return paths
