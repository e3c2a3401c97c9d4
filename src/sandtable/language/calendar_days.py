"""Days, weeks, months, seasons and years as intervals. Invariant: an interval is inclusive at both ends, and None at an
end is open or unknown."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sep sept", "october oct", "november nov", "december dec"),
        1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tue tues", "wednesday wed weds", "thursday thu thur thurs", "friday fri",
         "saturday sat", "sunday sun")
    )
    for name in names.split()
}  # fmt: skip
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# First month and length of each; winter ends in the next year.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


@dataclass(frozen=True, slots=True)
class Interval:
    """`granularity` as in `TimeSpan`."""

    earliest: date | None
    latest: date | None
    granularity: str

    def since(self) -> Interval:
        """From this on."""
        return Interval(self.earliest, None, "span")

    def until(self) -> Interval:
        """Up to this."""
        return Interval(None, self.latest, "span")

    def vague(self) -> Interval:
        """The same days, roughly."""
        return replace(self, granularity="vague")


def unknown(granularity: str) -> Interval:
    """A time that nothing known here places."""
    return Interval(None, None, granularity)


def day(when: date) -> Interval:
    """One day."""
    return Interval(when, when, "day")


def days(first: date, last: date) -> Interval:
    """From one day to another, in whichever order they come."""
    return Interval(min(first, last), max(first, last), "span")


def week(of: date, offset: int = 0) -> Interval:
    """The week, Monday to Sunday, of a day, or one so many weeks on."""
    monday = shift(of, days=7 * offset - of.weekday())
    return Interval(monday, shift(monday, days=6), "week")


def month(year: int, number: int) -> Interval:
    """A month; `number` may run over the year's end either way."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    if not 1 <= year <= 9999:
        return unknown("month")
    return Interval(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]), "month")


def season(year: int, name: str) -> Interval:
    """Three whole months; the winter of a year ends in the next."""
    first = SEASONS[name]
    return Interval(month(year, first).earliest, month(year, first + 2).latest, "season")


def year(number: int) -> Interval:
    """A year."""
    if not 1 <= number <= 9999:
        return unknown("year")
    return Interval(date(number, 1, 1), date(number, 12, 31), "year")


def part(whole: Interval, which: str) -> Interval:
    """The early, mid or late third of an interval; of a week, the early or late half."""
    if whole.earliest is None or whole.latest is None:
        return whole
    length = (whole.latest - whole.earliest).days + 1
    if which == "early":
        return replace(whole, latest=shift(whole.earliest, days=-(-length // 3) - 1))
    if which == "mid":
        return replace(
            whole,
            earliest=shift(whole.earliest, days=length // 3),
            latest=shift(whole.latest, days=-(length // 3)),
        )
    return replace(whole, earliest=shift(whole.latest, days=1 - -(-length // 3)))


def shift(when: date, *, days: int = 0, months: int = 0) -> date:
    """A day so many days or months on, kept inside its month and inside the calendar."""
    if months:
        at = when.year * 12 + when.month - 1 + months
        y, m = at // 12, at % 12 + 1
        if not 1 <= y <= 9999:
            return date.min if months < 0 else date.max
        when = date(y, m, min(when.day, calendar.monthrange(y, m)[1]))
    try:
        return when + timedelta(days=days)
    except OverflowError:
        return date.min if days < 0 else date.max


def valid(y: int, m: int, d: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    if 1 <= y <= 9999 and 1 <= m <= 12 and 1 <= d <= calendar.monthrange(y, m)[1]:
        return date(y, m, d)
    return None


def nearest(m: int, d: int, published: date, *, ahead: bool) -> date | None:
    """The last such day not after a date, or with `ahead` the first not before it; None where there is none.

    29 February may be up to eight years away.
    """
    for distance in range(9):
        when = valid(published.year + (distance if ahead else -distance), m, d)
        if when and (when >= published if ahead else when <= published):
            return when
    return None


def weekday(number: int, published: date, *, ahead: bool, strictly: bool = False) -> date:
    """The last such weekday not after a date, or with `ahead` the first not before it; `strictly`: not the date itself."""
    away = (number - published.weekday()) % 7 if ahead else (published.weekday() - number) % 7
    if away == 0 and strictly:
        away = 7
    return shift(published, days=away if ahead else -away)
