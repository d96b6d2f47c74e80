"""Dates and times of day, in figures and with English names of months."""

from __future__ import annotations

import regex

from gloss.masking.base import PatternDetector

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_CLOCK = r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(?:\s?[ap]\.?m\b\.?|\s?(?:z|[+-]\d{2}:?\d{2})\b)?"


class DateTime(PatternDetector):
    key = "DATE_TIME"
    pattern = (
        r"(?<![\w/.-])(?:"
        rf"\d{{4}}-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])(?:[T ]{_CLOCK})?"  # 2026-11-24T10:15
        r"|\d{4}/(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])"
        r"|(?:0?[1-9]|[12]\d|3[01])(?P<sep>[/.-])(?:0?[1-9]|[12]\d|3[01])(?P=sep)(?:\d{4}|\d{2})"  # 24/11/2026
        rf"|{_DAY}\s(?:of\s)?{_MONTH}\b\.?(?:,?\s\d{{4}})?"  # 24 November 2026
        rf"|{_MONTH}\b\.?\s{_DAY}(?:,?\s\d{{4}})?"  # Nov. 24, 2026
        rf"|{_MONTH}\b\.?,?\s\d{{4}}"
        rf"|{_CLOCK}"
        r"|(?:1[0-2]|0?[1-9])\s?[ap]\.?m\b\.?"
        r")(?!\w|[/-]\d)"
    )
    flags = regex.I
