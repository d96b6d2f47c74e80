"""Driver's license numbers of the United States, in the forms of its states, near words that say so."""

from __future__ import annotations

from gloss.masking.base import PatternDetector


class UsDriverLicense(PatternDetector):
    key = "US_DRIVER_LICENSE"
    pattern = (
        r"(?<![\w-])(?:[A-Z]\d{3,8}|[A-Z]\d{9,14}|[A-Z]{1,2}\d{5,7}|[A-Z]\d{3}-\d{4}-\d{4}|[A-Z]\d{3}-\d{3}-\d{2}-\d{3}-\d"
        r"|\d{1,7}[A-Z]|[A-Z]{3}\d{6}|\d{6,14})(?![\w-])"
    )
    context = (
        "driver license", "drivers license", "driver's license", "driver’s license", "driver licence",
        "drivers licence", "driver's licence", "driving licence", "driving license", "dl", "dl#", "permit",
    )  # fmt: skip
