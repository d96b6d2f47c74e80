"""Stretches of time as analytics inputs name them. All days are UTC days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from gloss.core import clock
from gloss.core.errors import BadInput

EVENT_DAYS = 7
CHART_DAYS = 30
REPORT_DAYS = 3660


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` up to ``end`` (exclusive)."""

    start: datetime
    end: datetime

    @property
    def days(self) -> list[date]:
        first, last = self.start.date(), (self.end - timedelta(microseconds=1)).date()
        return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def of_events(start: str | None, end: str | None) -> Period:
    """Read two moments, each optional; a day as the end means the whole day.

    Without a start the week before the end is meant, without an end the week after the
    start, without both the last week.

    Raises:
        BadInput: no dates, out of order, or more than seven days apart.
    """
    first = _moment(start, "startDate") if start else None
    last = _moment(end, "endDate") if end else None
    if last and end and len(end) == len("yyyy-mm-dd"):
        last += timedelta(days=1)
    week = timedelta(days=EVENT_DAYS)
    if first is None:
        last = last or clock.now()
        first = last - week
    last = last or first + week
    if last < first:
        raise BadInput("The end date lies before the start date.", field="endDate")
    if (last - timedelta(microseconds=1)).date() - first.date() > week:
        raise BadInput(f"Ask for at most {EVENT_DAYS} days at a time.", field="endDate")
    return Period(first, last)


def of_chart(calendar_date: str | None) -> Period:
    """Read ``yyyy-mm`` (the month) or ``yyyy-mm-dd`` (the day); nothing means the last thirty days."""
    if not calendar_date:
        tomorrow = datetime.combine(clock.now().date() + timedelta(days=1), time(), UTC)
        return Period(tomorrow - timedelta(days=CHART_DAYS), tomorrow)
    is_month = len(calendar_date) == len("yyyy-mm")
    start = _moment(f"{calendar_date}-01" if is_month else calendar_date[:10], "calendarDate")
    following = (start + timedelta(days=32)).replace(day=1)
    return Period(start, following if is_month else start + timedelta(days=1))


def of_report(start: str | None, end: str | None, *, dated: bool) -> Period | None:
    """Read two days, both included and both optional; None means all days.

    With ``dated`` nothing means the last thirty days, and a year is the most.
    """
    if not start and not end and not dated:
        return None
    today = datetime.combine(clock.now().date(), time(), UTC)
    last = _moment(end, "endDate") if end else today
    first = _moment(start, "startDate") if start else last - timedelta(days=CHART_DAYS - 1)
    if last < first:
        raise BadInput("The end date lies before the start date.", field="endDate")
    if (last - first).days > REPORT_DAYS:
        raise BadInput(f"Ask for at most {REPORT_DAYS} days at a time.", field="endDate")
    return Period(first, last + timedelta(days=1))


def between(start: str, end: str) -> Period:
    """Read two days or moments; a day as the end means the whole day."""
    first, last = _moment(start, "start"), _moment(end, "end")
    return Period(first, last + timedelta(days=1) if len(end) == len("yyyy-mm-dd") else last)


def _moment(text: str, field: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"'{text}' is not a date. Write yyyy-mm-dd.", field=field) from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)
