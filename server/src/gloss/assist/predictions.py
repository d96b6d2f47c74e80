"""What is sent to a span model, and its answer as labels that can be saved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gloss.core.offsets import to_utf16, utf16_length
from gloss.documents.lines import LineView
from gloss.documents.models import DocumentCopy
from gloss.labels.models import Phase
from gloss.labelsets import items as label_items
from gloss.labelsets.models import LabelSet
from gloss.projects.models import Project


class WrongShape(Exception):
    """The answer is JSON, but not the agreed one. The message names the first wrong place."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One predicted span: code points in its line, the end exclusive."""

    line: int
    start: int
    end: int
    label: str
    layer: int
    score: float | None


@dataclass
class Dropped:
    """Predictions that could not become labels."""

    unknown: Counter[str] = field(default_factory=Counter)
    outside: int = 0


def document_body(copy: DocumentCopy, lines: Iterable[LineView]) -> dict[str, Any]:
    """One document of a request; the metadata of a line is optional in the agreement and sent as it is kept."""
    return {
        "id": str(copy.uid),
        "fileName": copy.document.file_name,
        "sentences": [
            {"id": line.line, "text": line.cells[0] if line.cells else "", "metadata": (line.metadata or [[]])[0]}
            for line in lines
        ],
    }


def entities_by_document(answer: Any) -> dict[str, list[Entity]]:
    """Read an answer. Raises WrongShape."""
    found: dict[str, list[Entity]] = {}
    for at, document in enumerate(_list(_mapping(answer, "the answer"), "documents", "documents")):
        where = f"documents[{at}]"
        entries = _list(_mapping(document, where), "labels", f"{where}.labels")
        entities = [entity for n, entry in enumerate(entries) for entity in _entities(entry, f"{where}.labels[{n}]")]
        found.setdefault(str(document.get("id")), []).extend(entities)
    return found


def _entities(entry: Any, where: str) -> Iterator[Entity]:
    line = _number(_mapping(entry, where), "id", where)
    for at, raw in enumerate(_list(entry, "entities", f"{where}.entities")):
        place = f"{where}.entities[{at}]"
        _mapping(raw, place)
        label, score = raw.get("label"), raw.get("confidence_score")
        if not isinstance(label, str):
            raise WrongShape(f"{place}.label must be text.")
        if score is not None and (isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1):
            raise WrongShape(f"{place}.confidence_score must be a number from 0 to 1.")
        layer = 0 if raw.get("layer") is None else _number(raw, "layer", place)
        yield Entity(line, _number(raw, "start_char", place), _number(raw, "end_char", place), label, layer, score)


def _mapping(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise WrongShape(f"{where} must be an object.")
    return value


def _list(value: Mapping[str, Any], key: str, where: str) -> list[Any]:
    found = value.get(key)
    if not isinstance(found, list):
        raise WrongShape(f"{where} must be a list.")
    return found


def _number(value: Mapping[str, Any], key: str, where: str) -> int:
    found = value.get(key)
    if isinstance(found, bool) or not isinstance(found, int):
        raise WrongShape(f"{where}.{key} must be a whole number.")
    return found


class ItemNames:
    """Label items by layer and name, whatever the case. Of several items with one name only the full path tells."""

    def __init__(self, project: Project) -> None:
        self._layers: dict[int, dict[str, str]] = {}
        for row in LabelSet.objects.filter(project=project):
            self._layers[row.index] = _by_name(label_items.from_wire(row.items))

    def find(self, layer: int, name: str) -> str | None:
        return self._layers.get(layer, {}).get(name.strip().lower())


def _by_name(items: Sequence[Any]) -> dict[str, str]:
    paths = label_items.paths(items)
    counts = Counter(item.name.lower() for item in items)
    names = {item.name.lower(): item.id for item in items if counts[item.name.lower()] == 1}
    return {**names, **{"/".join(path).lower(): key for key, path in paths.items()}}


def labels(
    entities: Sequence[Entity],
    lines: Mapping[int, LineView],
    names: ItemNames,
    dropped: Dropped,
    *,
    by_character: bool,
) -> list[dict[str, Any]]:
    """Return TextLabelInputs, the surest first, then the longest: where one label a span is allowed, those win.

    Spans grow to the borders of their tokens unless ``by_character``.
    """
    result = []
    for entity in sorted(entities, key=_surest):
        item = names.find(entity.layer, entity.label)
        if item is None:
            dropped.unknown[f"{entity.layer}:{entity.label}"] += 1
            continue
        place = _place(entity, lines.get(entity.line), by_character)
        if place is None:
            dropped.outside += 1
            continue
        result.append(_input(entity, item, *place))
    return result


def _surest(entity: Entity) -> tuple[float, int, int, int]:
    return -(1.0 if entity.score is None else entity.score), entity.start - entity.end, entity.line, entity.start


def _place(entity: Entity, line: LineView | None, by_character: bool) -> tuple[int, int, int, int] | None:
    """Return first token and unit in it, last token and unit in it; None when the span holds no token."""
    if line is None or line.tokens is None or not line.tokens or not 0 <= entity.start < entity.end:
        return None
    text, tokens = line.cells[0], line.tokens[0]
    if entity.end > len(text):
        return None
    inside = [at for at, (start, end) in enumerate(tokens) if start < entity.end and end > entity.start]
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    (start, first_end), (last_start, end) = tokens[first], tokens[last]
    if not by_character:
        return first, 0, last, utf16_length(text[last_start:end]) - 1
    first_unit = to_utf16(text[start:first_end], max(entity.start - start, 0))
    return first, first_unit, last, to_utf16(text[last_start:end], min(entity.end, end) - last_start) - 1


def _input(entity: Entity, item: str, first: int, first_unit: int, last: int, last_unit: int) -> dict[str, Any]:
    place = f"{entity.line}:0:{first}:{first_unit}:{entity.line}:0:{last}:{last_unit}"
    return {
        "id": f"SPAN:{item}:{entity.layer}:{place}:0:undefined:undefined",
        "l": item,
        "layer": entity.layer,
        "start": {"sentenceId": entity.line, "tokenId": first, "charId": first_unit},
        "end": {"sentenceId": entity.line, "tokenId": last, "charId": last_unit},
        "confidenceScore": entity.score,
        "labeledBy": Phase.EXTERNAL.value,
    }
