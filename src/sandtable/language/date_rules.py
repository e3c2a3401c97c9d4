"""What the absolute times of a text mean: dates, months, seasons, years, weekdays. Invariant: a rule gives None where
its words are no time after all, and open ends where the published date is needed and not known."""

from __future__ import annotations

import re
from datetime import date

from sandtable.language import calendar_days as cal
from sandtable.language.calendar_days import MONTHS, SEASONS, WEEKDAY_NAMES, WEEKDAYS, Interval
from sandtable.language.timeplaces import Place
from sandtable.terms import Warning


def _ordinal(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def _month_of(words: str) -> int:
    return MONTHS[words.lower().rstrip(".")]


def resolve(m: int, d: int, y: str | None, place: Place) -> Interval:
    """A day with its month and perhaps its year."""
    if y is not None:
        when = cal.valid(int(y), m, d)
    elif cal.valid(2000, m, d) is None:
        when = None
    elif place.published is None:
        return cal.unknown("day")
    else:
        ahead = place.ahead()
        if ahead is None:
            return cal.unknown("day")
        when = cal.nearest(m, d, place.published, ahead=ahead)
    if when is None:
        words = place.text[place.start : place.end]
        message = f"“{words}” is no day of the calendar: check the date"
        place.warnings.append(Warning("impossible-date", message, place.start, place.end))
        return cal.unknown("day")
    return cal.day(when)


def day_of(match: re.Match[str], place: Place) -> Interval:
    interval = resolve(_month_of(match["month"]), _ordinal(match["day"]), match["year"], place)
    named = match["weekday"]
    if named is None or interval.earliest is None:
        return interval
    number = WEEKDAYS[named.lower().rstrip(".")]
    when = interval.earliest
    if when.weekday() == number:
        return interval
    other = cal.shift(when, days=number - when.weekday())
    place.warnings.append(
        Warning(
            "weekday-mismatch",
            f"“{place.text[place.start : place.end]}”: {when.isoformat()} is a {WEEKDAY_NAMES[when.weekday()]}; "
            f"the {WEEKDAY_NAMES[number]} of that week is {other.isoformat()}: check which is meant",
            place.start,
            place.end,
        )
    )
    return Interval(min(when, other), max(when, other), "day")


def date_range(match: re.Match[str], place: Place) -> Interval:
    """Two days, of which the first may borrow month and year from the second, or the second its month from the first."""
    first_month = match["month1"] or match["month2"]
    last_month = match["month2"] or match["month1"]
    y = match["year"]
    last = resolve(_month_of(last_month), _ordinal(match["day2"]), y, place)
    if last.latest is None:
        return cal.unknown("span")
    first = cal.nearest(_month_of(first_month), _ordinal(match["day1"]), last.latest, ahead=False)
    return cal.days(first, last.latest) if first else cal.unknown("span")


def iso(match: re.Match[str], place: Place) -> Interval:
    return resolve(int(match["m"]), int(match["d"]), match["y"], place)


def numeric(match: re.Match[str], place: Place) -> Interval | None:
    a, b = int(match["a"]), int(match["b"])
    y = match["y"] if len(match["y"]) == 4 else str(2000 + int(match["y"]))
    if "." in match[0] or a > 12:
        return resolve(b, a, y, place) if 1 <= b <= 12 and 1 <= a <= 31 else None
    if b > 12 or a == b:
        return resolve(a, b, y, place) if b <= 31 and a else None
    if not a or not b:
        return None
    message = f"“{match[0]}” can be day or month first: write the month as a word, or check the source"
    place.warnings.append(Warning("ambiguous-date", message, place.start, place.end))
    return cal.unknown("day")


def month_year(match: re.Match[str], place: Place) -> Interval | None:
    name, bit, which, y = match["month"], match["bit"], match["which"], match["year"]
    if name in ("May", "March") and not (bit or which or y) and not _PREPOSED.search(place.before()):
        return None
    number = _month_of(name)
    if y is not None:
        whole = cal.month(int(y), number)
    elif place.published is None:
        return cal.unknown("month")
    else:
        ahead = (which or "").lower() in ("next", "coming") or (not which and place.ahead())
        if ahead is None:
            return cal.unknown("month")
        at = place.published
        if which and which.lower() in ("last", "past"):
            at = cal.shift(at.replace(day=1), days=-1)
        elif which and which.lower() in ("next", "coming"):
            at = cal.shift(at.replace(day=1), months=1)
        same = (
            at.year
            if (number >= at.month if ahead else number <= at.month)
            else at.year + (1 if ahead else -1)
        )
        whole = cal.month(same, number)
    return cal.part(whole, bit_of(bit)) if bit else whole


_PREPOSED = re.compile(
    r"(?i)\b(?:in|since|until|till|by|during|from|before|after|between|of|and|to|late|early|spen[dt])\s+$"
)


def bit_of(words: str) -> str:
    low = words.lower()
    if "mid" in low:
        return "mid"
    return "early" if any(w in low for w in ("early", "earlier", "begin", "start")) else "late"


def season(match: re.Match[str], place: Place) -> Interval | None:
    name, y, which, bit = match["season"].lower(), match["year"], (match["which"] or "").lower(), match["bit"]
    if not y and not which and not _PREPOSED.search(place.before()):
        return None
    if name == "fall" and not y and not which and place.before().rstrip().lower().endswith(" to"):
        return None  # "the first town to fall" tells no season
    counted = place.counted_from("year") if which in ("that", "same", "following") else None
    if y:
        whole = cal.season(int(y), name)
    elif counted:
        whole = cal.season(counted.year + (which == "following"), name)
    elif place.published is None or not which or which in ("that", "same", "following"):
        return cal.unknown("season")
    else:
        at = place.published
        # The season that runs now or began last, and for "last" and "next" the one before or after it.
        begun = at.year if at.month >= SEASONS[name] else at.year - 1
        whole = cal.season(begun, name)
        running = whole.latest is not None and at <= whole.latest
        if which in ("next", "coming"):
            whole = cal.season(begun + 1, name)
        elif which == "this" and not running:
            whole = cal.season(begun if place.ahead() is False else begun + 1, name)
        elif which in ("last", "past") and running:
            whole = cal.season(begun - 1, name)
    return cal.part(whole, bit_of(bit)) if bit else whole


def weekday(match: re.Match[str], place: Place) -> Interval | None:
    if place.published is None:
        return cal.unknown("day")
    number = WEEKDAYS[match["weekday"].lower()]
    which = (match["which"] or "").lower()
    if which in ("last", "past", "previous"):
        return cal.day(cal.weekday(number, place.published, ahead=False, strictly=True))
    if which in ("next", "coming"):
        return cal.day(cal.weekday(number, place.published, ahead=True, strictly=True))
    when = weekday_of(match["weekday"], place)
    return cal.unknown("day") if when is None else cal.day(when)


def monthday(match: re.Match[str], place: Place) -> Interval | None:
    """ "On the 15th": of the month of the report or the one before it."""
    ahead = place.ahead() if place.published is not None else None
    if place.published is None or ahead is None:
        return cal.unknown("day")
    at, d = place.published, int(match["day"])
    for months in range(3):
        first = cal.shift(at.replace(day=1), months=months if ahead else -months)
        when = cal.valid(first.year, first.month, d)
        if when is not None and (when >= at if ahead else when <= at):
            return cal.day(when)
    return cal.unknown("day")


def night(match: re.Match[str], place: Place) -> Interval | None:
    """ "The night from Friday to Saturday", "overnight into Sunday": from the one day into the other."""
    last = weekday_of(match["weekday"], place)
    return cal.unknown("day") if last is None else cal.days(cal.shift(last, days=-1), last)


def weekdays(match: re.Match[str], place: Place) -> Interval | None:
    """ "Between Friday and Sunday"."""
    last = weekday_of(match["weekday"], place)
    if last is None:
        return cal.unknown("span")
    return cal.days(cal.weekday(WEEKDAYS[match["first"].lower()], last, ahead=False, strictly=True), last)


def weekday_of(name: str, place: Place) -> date | None:
    """The day of a weekday as the sentence speaks of it; None where it may be either way."""
    ahead = place.ahead() if place.published is not None else None
    if place.published is None or ahead is None:
        return None
    return cal.weekday(WEEKDAYS[name.lower()], place.published, ahead=ahead)


def year(match: re.Match[str], place: Place) -> Interval | None:
    if (
        not match["bit"]
        and not _YEAR_BEFORE.search(place.before())
        and not _YEAR_AFTER.match(place.text[place.end :])
    ):
        return None
    whole = cal.year(int(match["year"]))
    return cal.part(whole, bit_of(match["bit"])) if match["bit"] else whole


_YEAR_BEFORE = re.compile(
    r"(?i)(?:\b(?:in|since|of|from|to|until|till|by|during|before|after|between|and|around|about|circa|the|a|year|early|late|"
    r"back\s+in|mid|his|her|its|their|our)[\s-]+|[(\[]|’s\s|'s\s)$"
)


_BETWEEN = re.compile(r"(?i)\bbetween\s+$")
_YEAR_AFTER = re.compile(r"\s*(?:[,;:)\]]|\.(?!\d)|$)")


def years(match: re.Match[str], place: Place) -> Interval | None:
    first = int(match["y1"])
    last = int(match["y2"]) if len(match["y2"]) == 4 else first - first % 100 + int(match["y2"])
    if last < first or ("and" in match[0] and not _BETWEEN.search(place.before())):
        return None
    return Interval(date(first, 1, 1), date(last, 12, 31), "span")


def decade(match: re.Match[str], place: Place) -> Interval | None:
    first = int(match["decade"])
    return Interval(date(first, 1, 1), date(first + 9, 12, 31), "vague")


def months(match: re.Match[str], place: Place) -> Interval | None:
    """ "between May and August 2015", "from March to May"."""
    y = match["year"]
    if y is None and place.published is None:
        return cal.unknown("span")
    n1, n2 = _month_of(match["month1"]), _month_of(match["month2"])
    if y is not None:
        last_year = int(y)
    else:
        assert place.published is not None
        last_year = place.published.year - (n2 > place.published.month)
    first = cal.month(int(match["year1"]) if match["year1"] else last_year - (n1 > n2), n1)
    return Interval(first.earliest, cal.month(last_year, n2).latest, "span")
