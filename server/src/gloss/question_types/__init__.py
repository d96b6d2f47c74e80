"""The types of questions: a new type is one file here and one line below."""

from __future__ import annotations

from gloss.core.registry import Registry
from gloss.question_types.base import QuestionType
from gloss.question_types.checkbox import Checkbox
from gloss.question_types.data import Data
from gloss.question_types.date import Date
from gloss.question_types.dropdown import Dropdown
from gloss.question_types.hierarchical_dropdown import HierarchicalDropdown
from gloss.question_types.multiple_choice import MultipleChoice
from gloss.question_types.nested import Nested
from gloss.question_types.question import Question
from gloss.question_types.script_generated import ScriptGenerated
from gloss.question_types.single_choice import SingleChoice
from gloss.question_types.slider import Slider
from gloss.question_types.text import Text
from gloss.question_types.time import Time
from gloss.question_types.token import Token
from gloss.question_types.url import Url

QUESTION_TYPES: Registry[QuestionType] = Registry(
    "question_types",
    Text(),
    Dropdown(),
    HierarchicalDropdown(),
    SingleChoice(),
    MultipleChoice(),
    Date(),
    Time(),
    Checkbox(),
    Slider(),
    Url(),
    Nested(lambda key: QUESTION_TYPES[key]),
    Token(),
    Data(),
    ScriptGenerated(),
)


def type_of(question: Question) -> QuestionType:
    """Return the type that handles this question."""
    return QUESTION_TYPES[question.type]
