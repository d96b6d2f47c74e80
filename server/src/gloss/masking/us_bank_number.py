"""Bank account numbers of the United States: 8 to 17 digits, near words that say so."""

from __future__ import annotations

from gloss.masking.base import PatternDetector


class UsBankNumber(PatternDetector):
    key = "US_BANK_NUMBER"
    pattern = r"(?<![\w-])\d{4,17}(?:-\d{2,13})*(?![\w-])"
    context = (
        "account", "accounts", "account number", "acct", "acct#", "bank", "checking", "savings", "debit", "routing",
    )  # fmt: skip

    def accepts(self, match: str) -> bool:
        return 8 <= sum(character.isdigit() for character in match) <= 17
