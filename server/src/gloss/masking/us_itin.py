"""Taxpayer numbers of the United States: 9, and 50-65, 70-88, 90-92 or 94-99 in the middle."""

from __future__ import annotations

from gloss.masking.base import PatternDetector


class UsItin(PatternDetector):
    key = "US_ITIN"
    pattern = r"(?<![\w-])9\d{2}(?P<gap>[- ]?)(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])(?P=gap)\d{4}(?![\w-])"
    context = ("itin", "individual taxpayer", "taxpayer", "tax id", "tax number", "tin")

    def find(self, text: str, hint: str = "") -> list[tuple[int, int]]:
        """Numbers written in groups need no context."""
        grouped = [place for place in self._found(text) if not text[place[0] : place[1]].isdigit()]
        return sorted({*grouped, *super().find(text, hint)})
