"""The times that a text names, and the days they mean. Invariant: a day is given only where the words and the
published date settle it; without a published date a relative time stays open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from sandtable.language import date_rules as dates
from sandtable.language import relative_rules as relative
from sandtable.language.calendar_days import Interval
from sandtable.language.timeplaces import Place
from sandtable.terms import TimeSpan, Warning

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_SHORT_WEEKDAY = rf"(?:{_WEEKDAY}|(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
_RANGE_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d|[.,:]\d)"
_DAY = _RANGE_DAY + r"(?!-\w)"
_YEAR = r"(?:1[5-9]|20)\d\d(?![\d%]|[.,]\d)"
_TO = r"\s?(?:-|–|—|to|and|until|through)\s?"
_NUMBER = (
    r"(?:a\s+couple\s+of|a\s+few|several|many|\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"fifteen|twenty|thirty|some\s+\d{1,3}|half\s+a)"
)
_UNIT = r"(?:minute|hour|day|night|week|fortnight|month|year|decade)"
_PART_OF_DAY = r"(?:morning|afternoon|evening|night|noon|midnight|dawn|dusk)"
_BIT = r"(?:early|earlier|mid|middle|late|later|the\s+beginning\s+of|the\s+start\s+of|the\s+end\s+of|the\s+middle\s+of)"
_HALF = rf"(?:(?P<bit>{_BIT})[\s-]+(?:on\s+|in\s+)?)?"
_OF_DAY = rf"(?:(?:(?:early|late)\s+on|overnight(?:\s+on)?|(?:the\s+)?(?:early\s+|late\s+)?(?:{_PART_OF_DAY}|hours|eve)\s+(?:of|on))\s+)?"

_SINCE = re.compile(r"(?i)\b(?P<word>since|from)\s+(?:at\s+least\s+|around\s+|about\s+|the\s+)?$")
_FROM_ON = re.compile(r"(?i)^\s+(?:onwards?|on)\b")
_UNTIL = re.compile(
    r"(?i)\b(?:until|till|up\s+to|by|before|prior\s+to)\s+(?:at\s+least\s+|around\s+|about\s+)?$"
)
_AFTER = re.compile(r"(?i)\bafter\s+$")

_ANCHORS = frozenset(("day", "week", "month", "year"))

Rule = Callable[["re.Match[str]", Place], Interval | None]


def find_times(text: str, published: date | None) -> tuple[list[TimeSpan], list[Warning]]:
    """The times of a text in its order, none overlapping, and warnings of dates that cannot be right."""
    found: list[tuple[int, int, int, re.Match[str]]] = []
    for number, (pattern, _) in enumerate(_RULES):
        # A rule that needs the words before a time names the time itself.
        group = "time" if "time" in pattern.groupindex else 0
        found += ((m.start(group), -m.end(group), number, m) for m in pattern.finditer(text))
    found.sort(key=lambda f: f[:3])
    times: list[TimeSpan] = []
    warnings: list[Warning] = []
    reached = 0
    anchor: Interval | None = None
    anchored = (0, 0)
    for start, minus_end, number, match in found:
        end = -minus_end
        if start < reached:
            continue
        place = Place(text, start, end, published, anchor, warnings, anchored)
        interval = _RULES[number][1](match, place)
        if interval is None:
            continue
        if interval.granularity in _ANCHORS and interval.earliest and interval.latest:
            anchor, anchored = interval, (start, end)
        interval = _bounded(interval, place)
        times.append(
            TimeSpan(
                text[start:end],
                start,
                end,
                interval.earliest.isoformat() if interval.earliest else None,
                interval.latest.isoformat() if interval.latest else None,
                interval.granularity,
            )
        )
        reached = end
    return times, warnings


def _bounded(interval: Interval, place: Place) -> Interval:
    """After "since" and its like the one end is open, after "until" and its like the other."""
    before = place.text[max(0, place.start - 24) : place.start]
    if interval.granularity in ("span", "vague", "hour"):
        return interval
    since = _SINCE.search(before)
    # "from" alone begins a range or a place; "from 2014 on" does not.
    if since and (since["word"].lower() == "since" or _FROM_ON.match(place.text[place.end : place.end + 10])):
        return interval.since()
    if _AFTER.search(before):
        return Interval(interval.earliest, None, "span")
    if _UNTIL.search(before):
        return interval.until()
    return interval


def _patterns() -> Iterator[tuple[str, Rule]]:
    weekday_before = rf"(?:(?P<weekday>{_SHORT_WEEKDAY}),?\s+(?:the\s+)?)?"
    which = r"(?P<which>last|past|this|next|coming)"
    yield r"\b(?P<y>\d{4})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?!\d)", dates.iso
    yield (
        r"(?<![\w./])(?P<a>\d{1,2})([/.])(?P<b>\d{1,2})\2(?P<y>(?:19|20)\d\d|\d\d)(?![\w/]|\.\d)",
        dates.numeric,
    )
    yield (
        rf"\b{_OF_DAY}{weekday_before}(?P<month>{_MONTH})\s+(?:the\s+)?(?P<day>{_DAY})(?:,?\s+(?P<year>{_YEAR}))?\b",
        dates.day_of,
    )
    yield (
        rf"\b{_OF_DAY}{weekday_before}(?P<day>{_DAY})\s+(?:of\s+)?(?P<month>{_MONTH})(?:,?\s+(?P<year>{_YEAR}))?(?!\w)",
        dates.day_of,
    )
    yield (
        rf"\b(?P<day1>{_RANGE_DAY})(?:\s+(?P<month1>{_MONTH}))?{_TO}(?P<day2>{_DAY})\s+"
        rf"(?P<month2>{_MONTH})(?:,?\s+(?P<year>{_YEAR}))?(?!\w)",
        dates.date_range,
    )
    yield (
        rf"\b(?P<month1>{_MONTH})\s+(?P<day1>{_RANGE_DAY}){_TO}(?:(?P<month2>{_MONTH})\s+)?(?P<day2>{_DAY})"
        rf"(?:,?\s+(?P<year>{_YEAR}))?(?!\w)",
        dates.date_range,
    )
    yield (
        rf"\b{_HALF}(?:{which}\s+)?(?P<month>{_MONTH})(?:,?\s+(?:of\s+)?(?P<year>{_YEAR}))?(?!\w|\s+\d{{1,2}}\b(?!\d))",
        dates.month_year,
    )
    yield (
        rf"\b(?P<month1>{_MONTH})(?:\s+(?P<year1>{_YEAR}))?{_TO}(?P<month2>{_MONTH})(?:,?\s+(?P<year>{_YEAR}))?(?!\w|\s+\d)",
        dates.months,
    )
    yield (
        rf"(?i)\b{_HALF}(?:the\s+)?(?:(?P<which>last|past|this|next|coming|that|same|following)\s+)?(?P<season>spring|summer|autumn|fall|winter)"
        rf"(?:,?\s+(?:of\s+)?(?P<year>{_YEAR}))?\b",
        dates.season,
    )
    yield (
        rf"\b{_OF_DAY}(?:(?:early|late|later)\s+(?:on\s+)?)?(?:(?P<which>[Ll]ast|[Pp]ast|[Pp]revious|[Tt]his|[Nn]ext|[Cc]oming)\s+)?"
        rf"(?P<weekday>{_WEEKDAY})(?:\s+(?:at\s+|in\s+the\s+)?{_PART_OF_DAY})?\b",
        dates.weekday,
    )
    yield (
        r"\b[Oo]n\s+(?:the\s+(?:night|morning|evening|afternoon)\s+of\s+)?(?P<time>the\s+(?P<day>3[01]|[12]\d|[1-9])(?:st|nd|rd|th))(?=\s*(?:[.,;:)]|$)|\s+(?:in|after|by|and|when|with|without|at|from|as|to)\b)",
        dates.monthday,
    )
    yield (
        rf"(?i)\b(?:overnight|(?:the\s+)?night)\s+(?:(?:from\s+|of\s+|between\s+|on\s+)?(?P<first>{_WEEKDAY})\s*)?(?:-|–|\bto|\binto|\band)\s*"
        rf"(?P<weekday>{_WEEKDAY})\b",
        dates.night,
    )
    yield (
        rf"\b(?:[Bb]etween|[Ff]rom)\s+(?P<time>(?P<first>{_WEEKDAY})\s+(?:and|to|until|through)\s+(?P<weekday>{_WEEKDAY}))\b",
        dates.weekdays,
    )
    yield (
        rf"(?i)\b(?:earlier\s+|later\s+|early\s+|late\s+)?(?:today|tonight|the\s+day\s+before\s+yesterday|yesterday(?:\s+{_PART_OF_DAY})?|"
        rf"tomorrow(?:\s+{_PART_OF_DAY})?|this\s+(?:morning|afternoon|evening)|last\s+night|overnight)\b",
        relative.today,
    )
    yield (
        r"(?i)\b(?:(?:right\s+)?now|currently|at\s+present|presently|at\s+the\s+moment|nowadays)\b(?!\s+that\b)",
        relative.now,
    )
    yield r"(?i)\b(?:recently|lately|in\s+the\s+recent\s+past)\b", relative.recently
    yield (
        rf"(?i)\b{_HALF}(?P<which>(?:the\s+)?(?:last|past|this|next|coming|previous|preceding|following|same)|that)\s+"
        r"(?P<unit>week|month|year)\b",
        relative.whole_unit,
    )
    yield (
        r"(?i)\b(?:later\s+)?(?:(?:the|on\s+the)\s+(?:next|following|previous|preceding|same)\s+(?:day|night|evening|morning|afternoon)|that\s+(?:same\s+)?day|"
        r"the\s+(?:day|night|evening|afternoon|morning)\s+before(?=\s*(?:[.,;:)]|$)|\s+(?:to|and|but|so|in|as|without|by|under|after|amid)\b)|the\s+day\s+after(?=\s*(?:[.,;:)]|$)))",
        relative.same_day,
    )
    yield (
        rf"(?i)\b(?:(?:about|around|nearly|almost|more\s+than|over|just|only|at\s+least)\s+)?(?P<number>{_NUMBER})\s+(?P<unit>{_UNIT})s?\s+"
        r"(?P<way>ago|earlier|later|before(?=\s*[.,;)])|afterwards?|previously|beforehand|from\s+now)\b",
        relative.ago,
    )
    yield (
        r"(?i)\b(?:the\s+)?(?P<way>past|last)\s+(?:(?P<number>24)\s+)?(?P<unit>day|night|hour)(?P<plural>)\b",
        relative.past,
    )
    yield (
        r"(?i)\b(?:the\s+|over\s+the\s+)?(?:(?P<which>last|past|this|next|coming)\s+)?weekend\b",
        relative.weekend,
    )
    yield (
        rf"(?i)\b(?:for|in|over|during|within|after|lasted|lasting)\s+(?:the\s+)?(?P<time>(?:(?:about|around|nearly|almost|more\s+than|"
        rf"over|at\s+least)\s+)?(?:{_NUMBER}\s+{_UNIT}s?|{_UNIT}s))\b(?!\s+(?:ago|earlier|later|before|afterwards?|of\s+age))",
        relative.lasting,
    )
    yield (
        r"(?i)\b(?P<time>(?P<unit>minute|hour|day|week|month|year|decade)s\s+(?:ago|earlier|later|before(?=\s*[.,;)])))\b",
        relative.some,
    )
    yield (
        r"(?i)\b(?:at|by|before|since|until|till|around|(?:in|during|through)\s+the)\s+"
        r"(?P<time>dawn|daybreak|sunrise|noon|midday|midnight|dusk|sunset|nightfall|sundown|morning|afternoon|evening|night)\b"
        r"(?!\s+(?:of|on)\b)",
        relative.part_of_day,
    )
    yield (
        rf"(?i)\b(?:the\s+)?(?P<way>past|last|recent|next|coming|within)\s+(?:the\s+)?(?:(?P<number>{_NUMBER})\s+)?"
        rf"(?P<unit>{_UNIT})(?P<plural>s)\b",
        relative.past,
    )
    yield rf"(?i)\b{_HALF}(?P<year>{_YEAR})(?!\w|[-–]\d|/\d)", dates.year
    yield (
        r"\b(?P<y1>(?:1[89]|20)\d\d)\s?(?:-|–|—|\b(?:to|and|until|till|through)\b)\s?(?P<y2>(?:1[89]|20)\d\d|\d\d)(?![\w%]|[.,-]\d)",
        dates.years,
    )
    yield r"(?i)\b(?:the\s+)?(?:early\s+|mid-?\s?|late\s+)?(?P<decade>(?:1[89]|20)\d0)s\b", dates.decade


_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = tuple((re.compile(p), rule) for p, rule in _patterns())
