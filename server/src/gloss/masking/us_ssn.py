"""Social security numbers of the United States."""

from __future__ import annotations

from gloss.masking.base import Detector, PatternDetector, Place


class _Grouped(PatternDetector):
    key = "US_SSN"
    pattern = r"(?<![\w-])(?!000|666|9\d\d)\d{3}(?P<gap>[- ])(?!00)\d{2}(?P=gap)(?!0000)\d{4}(?![\w-])"


class _Bare(PatternDetector):
    key = "US_SSN"
    pattern = r"(?<![\w-])(?!000|666|9\d\d)\d{3}(?!00)\d{2}(?!0000)\d{4}(?![\w-])"
    context = ("ssn", "ssns", "social security", "social security number", "ss#")


class UsSsn(Detector):
    """Written in groups of 3, 2 and 4 digits anywhere; nine digits only near "social security"."""

    key = "US_SSN"

    def __init__(self) -> None:
        self._forms = (_Grouped(), _Bare())

    def find(self, text: str, hint: str = "") -> list[Place]:
        return sorted(place for form in self._forms for place in form.find(text, hint))
