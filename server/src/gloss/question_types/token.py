"""An old type of the public enumeration, treated as text."""

from __future__ import annotations

from gloss.question_types.text import Text


class Token(Text):
    key = "TOKEN"
