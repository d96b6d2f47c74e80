"""International bank account numbers that pass the check of their two digits."""

from __future__ import annotations

from gloss.masking.base import PatternDetector


class IbanCode(PatternDetector):
    key = "IBAN_CODE"
    pattern = r"(?<!\w)[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]){11,30}(?!\w)"

    def accepts(self, match: str) -> bool:
        code = match.replace(" ", "")
        return 15 <= len(code) <= 34 and checks(code)


def checks(code: str) -> bool:
    """Return whether the account number, its first four characters moved to the end, is 1 modulo 97."""
    return int("".join(str(int(character, 36)) for character in code[4:] + code[:4])) % 97 == 1
