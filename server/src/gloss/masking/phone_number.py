"""Phone numbers: international ones with +, and national ones of 10 or 11 digits in groups."""

from __future__ import annotations

from gloss.masking.base import PatternDetector, digits


class PhoneNumber(PatternDetector):
    key = "PHONE_NUMBER"
    pattern = (
        r"(?<![\w+.-])(?:"
        r"(?:\+|00)[1-9]\d{0,2}(?:[ .\-/]?\(?\d{1,5}\)?){2,7}"  # +49 30 1234567
        r"|\(0?\d{2,4}\)[ .-]?\d{3,4}[ .-]?\d{3,4}"  # (555) 123-4567
        r"|(?:1[ .-])?[2-9]\d{2}(?P<gap>[ .-])\d{3}(?P=gap)\d{4}"  # 555-123-4567
        r"|0\d{1,4}[ ./-]\d{3,4}(?:[ .-]?\d{2,4}){1,2}"  # 030 1234 5678
        r")(?![\w-])"
    )

    def accepts(self, match: str) -> bool:
        return 8 <= len(digits(match)) <= 15
