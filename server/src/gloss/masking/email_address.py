"""E-mail addresses."""

from __future__ import annotations

import regex

from gloss.masking.base import PatternDetector


class EmailAddress(PatternDetector):
    key = "EMAIL_ADDRESS"
    pattern = r"(?<![\w.%+-])[\w.%+'-]{1,64}+(?<=\w)@(?:[\w-]{1,63}\.){1,8}\p{L}{2,24}(?![\w-])"
    flags = regex.I
