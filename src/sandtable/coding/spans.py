"""Times counted from other times: until a day, by a day, so many days before one. Invariant: what is counted from a time keeps its words
and its place in the report.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from sandtable.language.calendar_days import shift
from sandtable.language.relative_rules import UNIT_DAYS, UNIT_MONTHS
from sandtable.terms import TimeSpan

# "Monday", "yesterday", "12 May", neither "May" nor "2014".
_ONE_DAY = re.compile(r"day\b|\b\d{1,2}\b", re.IGNORECASE)


def ended_by(end: TimeSpan) -> TimeSpan | None:
    """Of what was so until a day: it was so the day before, and nobody says since when."""
    if end.earliest is None:
        return None
    last = (date.fromisoformat(end.earliest) - timedelta(days=1)).isoformat()
    return TimeSpan(end.text, end.start, end.end, None, last, "span")


def no_later(said: TimeSpan | None) -> TimeSpan | None:
    """Of what had happened when something was said: "ten days after the army said that it had taken the town"."""
    return None if said is None else TimeSpan(said.text, said.start, said.end, None, said.latest, "span")


def on_the_day(since: TimeSpan) -> TimeSpan:
    """Of the event since which something is so: "has held it since Monday, when it took the town" tells of Monday."""
    open_day = since.latest is None and _ONE_DAY.search(since.text) is not None
    return replace(since, latest=since.earliest, granularity="day") if open_day else since


def counted_back(main: TimeSpan, n: int, unit: str) -> tuple[str, str, str] | None:
    """So many units before a time, give or take half of one where it is longer than a day."""
    first, last = date.fromisoformat(str(main.earliest)), date.fromisoformat(str(main.latest))
    if unit in ("hour", "minute"):
        days = -(-n // 24) if unit == "hour" else 1
        return (first - timedelta(days=days)).isoformat(), last.isoformat(), "span"
    if unit in UNIT_DAYS:
        slack = UNIT_DAYS[unit] // 2
        days = n * UNIT_DAYS[unit]
        a, b = shift(first, days=-days - slack), shift(last, days=slack - days)
        return a.isoformat(), b.isoformat(), "day" if a == b else "span"
    if unit in UNIT_MONTHS:
        months, slack = n * UNIT_MONTHS[unit], 15 * UNIT_MONTHS[unit]
        a, b = shift(first, months=-months), shift(last, months=-months)
        return shift(a, days=-slack).isoformat(), shift(b, days=slack).isoformat(), "span"
    return None
