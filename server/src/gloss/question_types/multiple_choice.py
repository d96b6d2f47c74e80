"""Tick boxes: any number of the options."""

from __future__ import annotations

from gloss.question_types.base import text_setting
from gloss.question_types.dropdown import Dropdown
from gloss.question_types.question import Json, Question


class MultipleChoice(Dropdown):
    key = "MULTIPLE_CHOICE"
    settings = ("options", "defaultValue", "hint")
    may_repeat = False

    def check_config(self, question: Question, config: dict[str, Json]) -> dict[str, Json]:
        config = super().check_config(question, config)
        config["hint"] = text_setting(question, "hint")
        config["multiple"] = True
        return config
