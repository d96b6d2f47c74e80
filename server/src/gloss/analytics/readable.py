"""Stored labels of the daily sums as people read them."""

from __future__ import annotations

import json

from gloss.analytics.iaa import layers
from gloss.analytics.iaa.layers import Layers
from gloss.projects.models import Project
from gloss.question_types import type_of
from gloss.questionsets.models import Level
from gloss.questionsets.questions import Question


class Labels:
    """Names labels and answers by today's label sets and questions; each project is read once."""

    def __init__(self) -> None:
        self._known: dict[int, Layers] = {}

    def readable(self, project_id: int, kind: str, stored: str) -> str:
        """``0:city`` is the item's name, ``2:yes`` the question and the answer."""
        found = self._layers(project_id)
        key, _, value = stored.partition(":")
        if kind in ("SPAN", "ARROW"):
            return found.label(int(key), value)
        level = Level(kind)
        question = next((one for one in found.questions[level] if one.key == key), None)
        if question is None:
            return value or f"Q{key}"
        name = question.label or question.name
        return f"{name}: {answer_text(question, value)}" if value else name

    def _layers(self, project_id: int) -> Layers:
        if project_id not in self._known:
            self._known[project_id] = layers.of_project(Project.objects.get(pk=project_id))
        return self._known[project_id]


def answer_text(question: Question, value: str) -> str:
    """An answer as it is shown; the path for a place in a hierarchy."""
    if question.type == "CHECKBOX":
        return {"1": "true", "0": "false"}.get(value, value)
    return str(type_of(question).readable(question, value))


def several(value: str) -> list[str]:
    """The answers in the text of a JSON value: those of a list one by one."""
    if not value.startswith("["):
        return [value]
    try:
        found = json.loads(value)
    except ValueError:
        return [value]
    return [str(one) for one in found] if isinstance(found, list) else [value]
