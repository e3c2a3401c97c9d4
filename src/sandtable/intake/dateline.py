"""The day that the head of a text names. Invariant: it is offered to the reader, never taken as the day of publication."""

from __future__ import annotations

import calendar
import re
from datetime import date

HEAD = 500  # characters in which a dateline or a line of its own may give the day
_MONTHS = {name[:3].lower(): n for n, name in enumerate(calendar.month_name) if name}
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WRITTEN = [
    re.compile(rf"\b{one}\b", re.IGNORECASE)
    for one in (
        rf"{_DAY} {_MONTH},? {_YEAR}",
        rf"{_MONTH} {_DAY},? {_YEAR}",
        rf"{_YEAR}-(?P<month>\d\d)-{_DAY}",
    )
]


def day_in_head(text: str) -> tuple[date, int, int] | None:
    """The first day written in full, with its year, in the head of a text, and its span in characters."""
    found = [m for one in _WRITTEN for m in one.finditer(text, 0, HEAD)]
    for match in sorted(found, key=lambda m: m.start()):
        month = match["month"]
        number = int(month) if month.isdigit() else _MONTHS[month[:3].lower()]
        try:
            return date(int(match["year"]), number, int(match["day"])), *match.span()
        except ValueError:
            continue
    return None
