"""Passport numbers of the United States, near the word passport."""

from __future__ import annotations

from gloss.masking.base import PatternDetector


class UsPassport(PatternDetector):
    key = "US_PASSPORT"
    pattern = r"(?<![\w-])(?:\d{9}|[A-Z]\d{8})(?![\w-])"
    context = ("passport", "passports", "travel document", "passport number", "passport no")
