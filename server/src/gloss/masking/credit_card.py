"""Numbers of payment cards that pass the Luhn check."""

from __future__ import annotations

from gloss.masking.base import PatternDetector, digits


class CreditCard(PatternDetector):
    key = "CREDIT_CARD"
    pattern = r"(?<![\w-])[2-6]\d{3}(?:[ -]?\d){8,15}(?![\w-])"

    def accepts(self, match: str) -> bool:
        number = digits(match)
        return 12 <= len(number) <= 19 and luhn(number)


def luhn(number: str) -> bool:
    """Return whether the check digit of ``number`` is right."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
