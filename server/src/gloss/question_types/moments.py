"""Reading and writing dates and times in the few formats that questions know."""

from __future__ import annotations

import re
from datetime import datetime

_PARTS = {
    "YYYY": r"(?P<Y>[0-9]{4})",
    "MM": r"(?P<M>[0-9]{2})",
    "DD": r"(?P<D>[0-9]{2})",
    "HH": r"(?P<h>[0-9]{2})",
    "hh": r"(?P<h12>[0-9]{2})",
    "mm": r"(?P<m>[0-9]{2})",
    "ss": r"(?P<s>[0-9]{2})(?P<f>\.[0-9]{1,6})?",
    "A": r"(?P<A>[AaPp][Mm])",
}
_TOKEN = re.compile("YYYY|MM|DD|HH|hh|mm|ss|A")


def pattern_of(moment_format: str) -> re.Pattern[str]:
    """Compile a format such as ``DD/MM/YYYY`` to a pattern that matches exactly its shape."""
    out, at = "", 0
    for match in _TOKEN.finditer(moment_format):
        out += re.escape(moment_format[at : match.start()]) + _PARTS[match.group()]
        at = match.end()
    return re.compile(out + re.escape(moment_format[at:]))


def read_date(text: str, pattern: re.Pattern[str]) -> datetime | None:
    """Return the day, or None when the text has another shape or names no day of the calendar."""
    match = pattern.fullmatch(text)
    if match is None:
        return None
    try:
        return datetime(int(match["Y"]), int(match["M"]), int(match["D"]))
    except ValueError:
        return None


def read_time(text: str, pattern: re.Pattern[str]) -> datetime | None:
    """Return the time of day (on the first day of year 1) with any fraction of a second, or None."""
    match = pattern.fullmatch(text)
    if match is None:
        return None
    parts = match.groupdict()
    hour = parts.get("h")
    if hour is None:
        if not 1 <= int(parts["h12"]) <= 12:
            return None
        hour = str(int(parts["h12"]) % 12 + (12 if parts["A"].lower() == "pm" else 0))
    fraction = (parts.get("f") or "")[1:].ljust(6, "0")
    try:
        return datetime(1, 1, 1, int(hour), int(parts["m"]), int(parts.get("s") or 0), int(fraction))
    except ValueError:
        return None


def write(moment: datetime, moment_format: str) -> str:
    """Format the moment. Seconds carry their fraction in milliseconds when there is one."""
    millis = moment.microsecond // 1000
    fields = {
        "YYYY": f"{moment.year:04d}",
        "MM": f"{moment.month:02d}",
        "DD": f"{moment.day:02d}",
        "HH": f"{moment.hour:02d}",
        "hh": f"{(moment.hour + 11) % 12 + 1:02d}",
        "mm": f"{moment.minute:02d}",
        "ss": f"{moment.second:02d}" + (f".{millis:03d}" if millis else ""),
        "A": "PM" if moment.hour >= 12 else "AM",
    }
    return _TOKEN.sub(lambda match: fields[match.group()], moment_format)
