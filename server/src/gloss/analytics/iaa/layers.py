"""The layers of a project: each label set and each question is compared for itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from gloss.agreement.records import FREE_TEXT
from gloss.answers.questions import asked
from gloss.labelsets import queries as label_sets
from gloss.labelsets.models import LabelSet
from gloss.projects.models import Project
from gloss.questionsets.models import Level
from gloss.questionsets.questions import Question, walk

SPAN, ARROW, ROW, DOCUMENT = "SPAN", "ARROW", "ROW", "DOCUMENT"
NO_LABEL = "(no label)"


@dataclass(frozen=True, slots=True)
class Layer:
    """``is_counted``: part of the project's values. ``metric`` is that of the group's alpha."""

    id: str
    kind: str
    name: str
    signature: str | None = None
    is_counted: bool = True
    metric: str = "NOMINAL"

    def shape(self) -> dict[str, Any]:
        """What the wire's AgreementLayer tells about the layer itself."""
        return {
            "id": self.id,
            "kind": self.kind,
            "name": self.name,
            "labelSetSignature": self.signature,
            "isCounted": self.is_counted,
            "metric": self.metric,
        }


@dataclass(frozen=True, slots=True)
class Layers:
    """``labels`` names items by ``(layer index, item id)``; ``questions`` are by level."""

    by_id: dict[str, Layer]
    labels: dict[tuple[int, str], str]
    questions: dict[Level, tuple[Question, ...]]

    def label(self, index: int, item: str) -> str:
        return self.labels.get((index, item)) or item or NO_LABEL


def of_project(project: Project) -> Layers:
    """Return the layers in the order they are shown: label sets, their arrows, row and document questions."""
    sets = label_sets.of_project(project)
    found = [Layer(f"{SPAN}:{one.index}", SPAN, one.name, one.signature) for one in sets]
    found += [Layer(f"{ARROW}:{one.index}", ARROW, one.name, one.signature, is_counted=False) for one in sets]
    questions = {level: asked(project, level).questions for level in (Level.ROW, Level.DOCUMENT)}
    for level, kind in ((Level.ROW, ROW), (Level.DOCUMENT, DOCUMENT)):
        found += [_of_question(kind, one) for one in walk(questions[level]) if one.type != "NESTED"]
    return Layers({one.id: one for one in found}, labels_of(sets), questions)


def question_layer(kind: str, question: Question) -> str:
    return f"{kind}:{question.key}"


def _of_question(kind: str, question: Question) -> Layer:
    metric = "INTERVAL" if question.type == "SLIDER" else "NOMINAL"
    name = question.label or question.name
    return Layer(question_layer(kind, question), kind, name, is_counted=question.type not in FREE_TEXT, metric=metric)


def labels_of(sets: list[LabelSet]) -> dict[tuple[int, str], str]:
    """Name the items of label sets; where two of a set have the same name, the id tells them apart."""
    names: dict[tuple[int, str], str] = {}
    for one in sets:
        rows = [(str(item["id"]), str(item.get("tagName") or item.get("label") or "")) for item in one.items]
        often = Counter(name for _, name in rows)
        names |= {(one.index, key): name if often[name] < 2 else f"{name} ({key})" for key, name in rows}
    return names
