"""From the labels a caller sends to edits that can be carried out, or the reason why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gloss.core.errors import BadInput
from gloss.core.hashcode import SpanKey, arrow_hash, hash64, span_hash, split_arrow_hash
from gloss.documents.models import CabinetRole, DocumentCopy
from gloss.labels import places, rules
from gloss.labels.models import Label, LabelKind, Phase
from gloss.labels.places import Place
from gloss.labels.rules import LabelRules
from gloss.labels.text import TokenTexts
from gloss.projects.settings import UNLIMITED_TOKENS, DocumentSettings

MAX_CONFIDENCE = 1.0
MAX_LABELS = 10_000


@dataclass(frozen=True, slots=True)
class Edit:
    """One checked label of a request, in code points. ``source`` is the input as it came."""

    source: Mapping[str, Any]
    kind: str
    layer: int
    item: str
    place: Place
    counter: int
    hash64: int
    deleted: bool
    origin: int | None = None
    destination: int | None = None

    @property
    def phase(self) -> str | None:
        return self.source.get("labeledBy")

    @property
    def confidence(self) -> float | None:
        return self.source.get("confidenceScore")


@dataclass(slots=True)
class Refusals:
    """What was not carried out, and why: pairs of the input and a sentence."""

    items: list[tuple[Mapping[str, Any], str]] = field(default_factory=list)

    def add(self, source: Mapping[str, Any], reason: str) -> None:
        self.items.append((source, reason))


class EditReader:
    """Reads inputs against one copy: its text, the project's label sets and settings."""

    def __init__(self, copy: DocumentCopy) -> None:
        project = copy.cabinet.project
        self.settings = DocumentSettings.load(project)
        self.rules: LabelRules = rules.of_project(project)
        self.texts = TokenTexts(copy)
        self.is_review = copy.cabinet.role == CabinetRole.REVIEWER

    def read(self, inputs: Sequence[Mapping[str, Any]], refusals: Refusals) -> list[Edit]:
        """Return the edits in the order given; what cannot be read goes to ``refusals``.

        Raises:
            BadInput: too many at once.
        """
        if len(inputs) > MAX_LABELS:
            raise BadInput(f"Send at most {MAX_LABELS} labels at a time.", field="labels")
        self.texts.load(self._lines(inputs))
        edits = []
        for source in inputs:
            edit = self._arrow(source) if split_arrow_hash(source["id"]) or _is_arrow(source) else self._span(source)
            if isinstance(edit, str):
                refusals.add(source, edit)
            else:
                edits.append(edit)
        return edits

    def _lines(self, inputs: Sequence[Mapping[str, Any]]) -> set[int]:
        lines: set[int] = set()
        for source in inputs:
            lines |= {source["start"]["sentenceId"], source["end"]["sentenceId"]}
            for code in split_arrow_hash(source["id"]) or (source["id"],):
                key = places.parse_span_hash(code)
                if key:
                    lines |= {key.start_line, key.end_line}
        return lines

    def _span(self, source: Mapping[str, Any]) -> Edit | str:
        deleted = bool(source.get("deleted"))
        key = self._span_key(source, deleted)
        place = Place(*key[2:10])
        edit = Edit(source, LabelKind.SPAN, key.layer, key.item, place, key.counter, hash64(span_hash(key)), deleted)
        if deleted:
            return edit
        return self._span_problem(edit) or edit

    def _span_key(self, source: Mapping[str, Any], deleted: bool) -> SpanKey:
        """Read the fields; a label to remove is the one its id names, where the id can be read."""
        named = places.parse_span_hash(source["id"]) if deleted else None
        if named:
            return self._points(named)
        place = places.to_points(places.from_input(source), self.texts)
        return SpanKey(source["l"], source["layer"], *place, places.counter_in(source["id"]))

    def _span_problem(self, edit: Edit) -> str | None:
        return (
            places.problem(edit.place, self.texts)
            or self.rules.refusal(LabelKind.SPAN, edit.layer, edit.item)
            or self._length_problem(edit.place)
            or _confidence_problem(edit)
        )

    def _length_problem(self, place: Place) -> str | None:
        limit = self.settings.text_label_max_token_length
        if limit >= UNLIMITED_TOKENS:
            return None
        start, end = (place.start_line, place.start_token), (place.end_line, place.end_token)
        if self.texts.count_tokens(start, end, limit) <= limit:
            return None
        return f"A label may cover at most {limit} {'token' if limit == 1 else 'tokens'} in this project."

    def _arrow(self, source: Mapping[str, Any]) -> Edit | str:
        keys = [places.parse_span_hash(code) for code in split_arrow_hash(source["id"]) or ()]
        if len(keys) != 2 or keys[0] is None or keys[1] is None:
            return "The id of an arrow must hold the hash codes of the two spans it joins."
        origin, destination = (self._points(key) for key in keys if key)
        if origin == destination:
            return "An arrow cannot join a span to itself."
        place = Place(*origin[2:6], *destination[6:10])
        code = arrow_hash(source["l"], source["layer"], origin, destination)
        edit = Edit(
            source,
            LabelKind.ARROW,
            source["layer"],
            source["l"],
            place,
            0,
            hash64(code),
            bool(source.get("deleted")),
            hash64(span_hash(origin)),
            hash64(span_hash(destination)),
        )
        if edit.deleted:
            return edit
        return self.rules.refusal(LabelKind.ARROW, edit.layer, edit.item) or _confidence_problem(edit) or edit

    def _points(self, key: SpanKey) -> SpanKey:
        place = places.to_points(Place(*key[2:10]), self.texts)
        return SpanKey(key.item, key.layer, *place, key.counter)

    def arrow_problem(self, edit: Edit, origin: Label | None, destination: Label | None) -> str | None:
        """Say why an arrow may not join these spans, either of which may be missing."""
        if origin is None or destination is None:
            return "The span at one end of the arrow does not exist."
        if not edit.item:
            return None
        return self.rules.arrow_refusal(edit.layer, edit.item, origin.item, destination.item)

    def drawing_problem(self) -> str | None:
        """Say why new arrows cannot be drawn here; those that files brought stay as they are."""
        if self.settings.allow_arc_drawing:
            return None
        return "This project does not allow arrows. An admin can allow them in the project's settings."

    def phase_of(self, edit: Edit) -> str:
        """Who a new label comes from: as sent where that is possible in this copy, else the caller's role."""
        if self.is_review:
            return Phase.EXTERNAL if edit.phase == Phase.EXTERNAL else Phase.REVIEWER
        return edit.phase if edit.phase in (Phase.EXTERNAL, Phase.PRELABELED) else Phase.LABELER


def _is_arrow(source: Mapping[str, Any]) -> bool:
    return str(source["id"]).startswith("ARROW:")


def _confidence_problem(edit: Edit) -> str | None:
    if edit.confidence is not None and not 0 <= edit.confidence <= MAX_CONFIDENCE:
        return "A confidence score lies between 0 and 1."
    return None
