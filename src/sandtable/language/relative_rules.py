"""What the relative times of a text mean: "today", "last month", "two days earlier", "the past week". Invariant: they
are counted from the published date or the last day that the text named, and stay open where that is not known."""

from __future__ import annotations

import re

from sandtable.language import calendar_days as cal
from sandtable.language.calendar_days import Interval
from sandtable.language.date_rules import bit_of
from sandtable.language.timeplaces import Place

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
}  # fmt: skip
UNIT_DAYS = {"day": 1, "night": 1, "week": 7, "fortnight": 14}
UNIT_MONTHS = {"month": 1, "year": 12, "decade": 120}


def number(words: str) -> int | None:
    """The number that stands before a unit; None for "several" and its like."""
    words = words.lower().removeprefix("some").strip()
    return int(words) if words.isdigit() else _NUMBERS.get(words)


def today(match: re.Match[str], place: Place) -> Interval | None:
    if place.published is None:
        return cal.unknown("day")
    low = match[0].lower()
    if "before yesterday" in " ".join(low.split()):
        return cal.day(cal.shift(place.published, days=-2))
    if "overnight" in low:  # from one day into the next
        return cal.days(cal.shift(place.published, days=-1), place.published)
    if "yesterday" in low or "last night" in low:
        return cal.day(cal.shift(place.published, days=-1))
    return cal.day(cal.shift(place.published, days=1 if "tomorrow" in low else 0))


def now(match: re.Match[str], place: Place) -> Interval | None:
    if place.published is None:
        return cal.unknown("vague")
    return cal.day(place.published).vague()


def recently(match: re.Match[str], place: Place) -> Interval | None:
    return Interval(None, place.published, "vague")


def whole_unit(match: re.Match[str], place: Place) -> Interval | None:
    """ "early last month", "this week", "next year", "the previous week"."""
    unit, which, bit = match["unit"].lower(), match["which"].lower().split()[-1], match["bit"]
    step = {
        "last": -1,
        "past": -1,
        "previous": -1,
        "preceding": -1,
        "next": 1,
        "coming": 1,
        "following": 1,
    }.get(which, 0)
    counted = which in ("that", "same", "previous", "preceding", "following")
    at = place.counted_from(unit) if counted else place.published
    if at is None:
        return cal.unknown(unit)
    if unit == "week":
        whole = cal.week(at, step)
    elif unit == "month":
        whole = cal.month(at.year, at.month + step)
    else:
        whole = cal.year(at.year + step)
    if bit and which == "this" and bit.lower().startswith("earl") and whole.earliest:
        return Interval(whole.earliest, at, unit)
    return cal.part(whole, bit_of(bit)) if bit else whole


def same_day(match: re.Match[str], place: Place) -> Interval | None:
    """ "the next day", "a day earlier" in short, "that day": from the last day that was named."""
    at = place.counted_from("day")
    if at is None:
        return cal.unknown("day")
    step = {"next": 1, "following": 1, "after": 1, "previous": -1, "preceding": -1, "before": -1}
    low = match[0].lower()
    return cal.day(cal.shift(at, days=next((n for w, n in step.items() if w in low.split()), 0)))


def ago(match: re.Match[str], place: Place) -> Interval | None:
    """ "two days earlier", "three weeks ago", "a month later"."""
    unit, n, way = match["unit"].lower(), number(match["number"]), match["way"].lower()
    grain = {"night": "day", "fortnight": "week", "decade": "vague"}.get(unit, unit)
    counted = {
        "minute": "day",
        "hour": "day",
        "night": "day",
        "fortnight": "day",
        "week": "day",
        "decade": "year",
    }
    at = place.published if way in ("ago", "from now") else place.counted_from(counted.get(unit, unit))
    back = way in ("ago", "earlier", "before", "previously", "beforehand")
    if unit in ("hour", "minute"):
        if at is None:
            return cal.unknown("hour")
        return (
            Interval(cal.shift(at, days=-1), at, "hour")
            if back
            else Interval(at, cal.shift(at, days=1), "hour")
        )
    if at is None or n is None:
        return Interval(None, None, grain if n is not None else "vague")
    sign = -1 if back else 1
    if unit in UNIT_DAYS:
        when = cal.shift(at, days=sign * n * UNIT_DAYS[unit])
    else:
        when = cal.shift(at.replace(day=1), months=sign * n * UNIT_MONTHS[unit])
    if way != "from now" and place.published and when > place.published:
        # What a report tells of was not after it: counted from the wrong time.
        return cal.unknown(grain)
    if unit in UNIT_DAYS:
        return cal.day(when) if grain == "day" else cal.week(when)
    if unit == "month":
        return cal.month(when.year, when.month)
    return cal.year(when.year) if unit == "year" else cal.year(when.year).vague()


def past(match: re.Match[str], place: Place) -> Interval | None:
    """ "over the past three days", "in the last 24 hours", "in recent weeks", "within hours", "the coming days"."""
    unit = match["unit"].lower()
    n = number(match["number"]) if match["number"] else 1 if not match["plural"] else None
    forward = match["way"].lower() in ("next", "coming", "within")
    if unit in ("hour", "minute"):
        n = None if n is None else -(-n // 24)
        unit = "day"
        if match["way"].lower() == "within":
            return cal.unknown("hour")
    if place.published is None or (n is None and forward):
        return cal.unknown("span" if n is not None else "vague")
    if n is None:
        return Interval(None, place.published, "vague")
    length = {"days": n * UNIT_DAYS[unit]} if unit in UNIT_DAYS else {"months": n * UNIT_MONTHS[unit]}
    if forward:
        return cal.days(place.published, cal.shift(place.published, **length))
    return cal.days(cal.shift(place.published, **{k: -v for k, v in length.items()}), place.published)


def weekend(match: re.Match[str], place: Place) -> Interval | None:
    """ "the weekend", "last weekend", "next weekend": Saturday and Sunday."""
    if place.published is None:
        return cal.unknown("span")
    forward = (match["which"] or "").lower() in ("next", "coming") or place.ahead()
    saturday = cal.weekday(5, place.published, ahead=bool(forward))
    return cal.days(saturday, cal.shift(saturday, days=1))


def lasting(match: re.Match[str], place: Place) -> Interval | None:
    """ "for two months", "within a week": how long, not when."""
    return cal.unknown("span")


def some(match: re.Match[str], place: Place) -> Interval | None:
    """ "hours earlier", "months ago": before or after what, but not how long."""
    return cal.unknown("hour" if match["unit"].lower() in ("hour", "minute") else "vague")


_SENTENCE_END = re.compile(r"[.!?][\"”']?\s+(?=[^a-z\W])")
_DARK = re.compile(r"\b(?:evening|night)\b", re.IGNORECASE)
# Of a sentence of its own it may be the next day's.
_FIRST = frozenset({"dawn", "daybreak", "sunrise", "morning"})
_EARLY = _FIRST | {"noon", "midday"}


def part_of_day(match: re.Match[str], place: Place) -> Interval | None:
    """ "By noon", "before nightfall": of the day that the same sentence or the one before it names, and the next where that was an
    evening; the words themselves give none, and a night is of two."""
    at, (first, last), part = place.counted_from("day"), place.anchored, match["time"].lower()
    if (
        at is None
        or place.published is None
        or part == "night"
        or match[0].lower().startswith(("since", "until", "till"))
    ):
        return cal.unknown("hour")
    between = place.text[last : place.start]
    ends = len(_SENTENCE_END.findall(between))
    if ends > 1 or (ends and part in _FIRST) or "\n" in between:
        return cal.unknown("hour")
    if part in _EARLY and _DARK.search(place.text[first : last + 8]):
        at = cal.shift(at, days=1)
    return cal.unknown("hour") if at > place.published else Interval(at, at, "hour")
