"""The times of a text and the days they mean, against a published date of Sunday 12 November 2017."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandtable.language.times import find_times

PUBLISHED = date(2017, 11, 12)

# text, the words found, earliest, latest, granularity
CASES = [
    ("captured on Thursday, Nov. 9, by", "Thursday, Nov. 9", "2017-11-09", "2017-11-09", "day"),
    ("It fell on 30 November.", "30 November", "2016-11-30", "2016-11-30", "day"),
    ("on November 3rd", "November 3rd", "2017-11-03", "2017-11-03", "day"),
    ("on the 3rd of November", "3rd of November", "2017-11-03", "2017-11-03", "day"),
    ("on October 26, 2008.", "October 26, 2008", "2008-10-26", "2008-10-26", "day"),
    ("on 26 October 2008", "26 October 2008", "2008-10-26", "2008-10-26", "day"),
    ("on Oct 26 2008", "Oct 26 2008", "2008-10-26", "2008-10-26", "day"),
    ("2017-11-08T10:00", "2017-11-08", "2017-11-08", "2017-11-08", "day"),
    ("11/25/2016", "11/25/2016", "2016-11-25", "2016-11-25", "day"),
    ("25/11/2016", "25/11/2016", "2016-11-25", "2016-11-25", "day"),
    ("5.11.2016", "5.11.2016", "2016-11-05", "2016-11-05", "day"),
    ("the night of 3 October", "the night of 3 October", "2017-10-03", "2017-10-03", "day"),
    ("on 29 February", "29 February", "2016-02-29", "2016-02-29", "day"),
    ("It fell on Friday.", "Friday", "2017-11-10", "2017-11-10", "day"),
    ("on Sunday", "Sunday", "2017-11-12", "2017-11-12", "day"),
    ("last Sunday", "last Sunday", "2017-11-05", "2017-11-05", "day"),
    ("next Friday", "next Friday", "2017-11-17", "2017-11-17", "day"),
    ("early on Friday morning", "early on Friday morning", "2017-11-10", "2017-11-10", "day"),
    ("They will meet on Friday", "Friday", "2017-11-17", "2017-11-17", "day"),
    ("On Friday, the parties will meet", "Friday", "2017-11-17", "2017-11-17", "day"),
    ("The town will be freed, he said on Friday", "Friday", "2017-11-10", "2017-11-10", "day"),
    ("Elections are due on 20 November", "20 November", "2017-11-20", "2017-11-20", "day"),
    ("He said they would meet on Friday", "Friday", None, None, "day"),
    ("earlier today", "earlier today", "2017-11-12", "2017-11-12", "day"),
    ("yesterday evening", "yesterday evening", "2017-11-11", "2017-11-11", "day"),
    ("last night", "last night", "2017-11-11", "2017-11-11", "day"),
    ("tomorrow", "tomorrow", "2017-11-13", "2017-11-13", "day"),
    ("two days ago", "two days ago", "2017-11-10", "2017-11-10", "day"),
    ("three weeks ago", "three weeks ago", "2017-10-16", "2017-10-22", "week"),
    ("six months ago", "six months ago", "2017-05-01", "2017-05-31", "month"),
    ("a year ago", "a year ago", "2016-01-01", "2016-12-31", "year"),
    ("last week", "last week", "2017-10-30", "2017-11-05", "week"),
    ("earlier this week", "earlier this week", "2017-11-06", "2017-11-12", "week"),
    ("last month", "last month", "2017-10-01", "2017-10-31", "month"),
    ("early last month", "early last month", "2017-10-01", "2017-10-11", "month"),
    ("late last month", "late last month", "2017-10-21", "2017-10-31", "month"),
    ("last year", "last year", "2016-01-01", "2016-12-31", "year"),
    ("early next year", "early next year", "2018-01-01", "2018-05-02", "year"),
    ("in November 2016", "November 2016", "2016-11-01", "2016-11-30", "month"),
    ("in October", "October", "2017-10-01", "2017-10-31", "month"),
    ("in December", "December", "2016-12-01", "2016-12-31", "month"),
    ("last December", "last December", "2016-12-01", "2016-12-31", "month"),
    ("in mid-October", "mid-October", "2017-10-11", "2017-10-21", "month"),
    ("In May, the", "May", "2017-05-01", "2017-05-31", "month"),
    ("in 2006, the", "2006", "2006-01-01", "2006-12-31", "year"),
    ("a 2008 raid", "2008", "2008-01-01", "2008-12-31", "year"),
    ("early 2015", "early 2015", "2015-01-01", "2015-05-02", "year"),
    ("since 2014", "2014", "2014-01-01", None, "span"),
    ("since 3 May, will be freed", "3 May", "2017-05-03", None, "span"),
    ("since Friday", "Friday", "2017-11-10", None, "span"),
    ("until 2016", "2016", None, "2016-12-31", "span"),
    ("by October", "October", None, "2017-10-31", "span"),
    ("after 2003", "2003", "2003-01-01", None, "span"),
    ("the war of 1980-88", "1980-88", "1980-01-01", "1988-12-31", "span"),
    ("between 2003 and 2011", "2003 and 2011", "2003-01-01", "2011-12-31", "span"),
    ("the 1990s", "the 1990s", "1990-01-01", "1999-12-31", "vague"),
    ("between 17 and 19 October", "17 and 19 October", "2017-10-17", "2017-10-19", "span"),
    ("from Oct. 30 to Nov. 2", "Oct. 30 to Nov. 2", "2017-10-30", "2017-11-02", "span"),
    ("from December 30 to January 2", "December 30 to January 2", "2016-12-30", "2017-01-02", "span"),
    ("October 25-26, 2016", "October 25-26, 2016", "2016-10-25", "2016-10-26", "span"),
    ("between May and August 2015", "May and August 2015", "2015-05-01", "2015-08-31", "span"),
    ("over the past three days", "the past three days", "2017-11-09", "2017-11-12", "span"),
    ("in the last 24 hours", "the last 24 hours", "2017-11-11", "2017-11-12", "span"),
    ("for the past two years", "the past two years", "2015-11-12", "2017-11-12", "span"),
    ("in recent weeks", "recent weeks", None, "2017-11-12", "vague"),
    ("within hours", "within hours", None, None, "hour"),
    ("in the summer of 2016", "the summer of 2016", "2016-06-01", "2016-08-31", "season"),
    ("last summer", "last summer", "2017-06-01", "2017-08-31", "season"),
    ("winter 2016", "winter 2016", "2016-12-01", "2017-02-28", "season"),
    ("that autumn", "that autumn", None, None, "season"),
    ("in the spring", "the spring", None, None, "season"),
    ("since the weekend", "the weekend", "2017-11-11", "2017-11-12", "span"),
    ("over the past day", "the past day", "2017-11-11", "2017-11-12", "span"),
    ("for more than two months", "more than two months", None, None, "span"),
    ("for weeks", "weeks", None, None, "span"),
    ("hours earlier", "hours earlier", None, None, "hour"),
    ("It fell at dawn.", "dawn", None, None, "hour"),
    ("It fell on Friday at dawn.", "Friday at dawn", "2017-11-10", "2017-11-10", "day"),
    ("it now holds", "now", "2017-11-12", "2017-11-12", "vague"),
    ("The town, held since 3 June, will be freed.", "3 June", "2017-06-03", None, "span"),
]


@pytest.mark.parametrize(("text", "words", "earliest", "latest", "granularity"), CASES)
def test_time(text: str, words: str, earliest: str | None, latest: str | None, granularity: str) -> None:
    times, warnings = find_times(text, PUBLISHED)
    assert [(t.text, t.earliest, t.latest, t.granularity) for t in times] == [
        (words, earliest, latest, granularity)
    ]
    assert text[times[0].start : times[0].end] == words
    assert not warnings


@pytest.mark.parametrize(
    "text",
    ["it may fall", "they march on", "the 158th wing", "the second time", "1,500 men", "a Sun City", "No. 2017-B",
     "he can fall", "the Sat phone", "12:30", "v1.2.3"],
)  # fmt: skip
def test_no_time(text: str) -> None:
    assert find_times(text, PUBLISHED)[0] == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("They attacked on Friday, and by noon it had fallen.", "2017-11-10"),
        ("They attacked on Friday. Before nightfall it had fallen.", "2017-11-10"),
        ("They attacked on Friday night, and by morning it had fallen.", "2017-11-11"),
        ("They attacked on Friday. At dawn it fell.", None),  # of that day, or of the next
        ("They attacked on Friday. Nobody slept. Nobody spoke. By noon it had fallen.", None),
        ("They attacked on Friday and fought until dusk.", None),
        ("They attacked on Friday and fired during the night.", None),
        ("They will attack on Monday, he said. By noon it had fallen.", None),
    ],
)
def test_an_hour_is_of_the_day_told_beside_it(text: str, day: str | None) -> None:
    hour = find_times(text, PUBLISHED)[0][-1]
    assert (hour.earliest, hour.latest, hour.granularity) == (day, day, "hour")


def test_counted_from_the_last_day_named() -> None:
    text = "On Nov. 1 the army entered. Two days earlier it had crossed; the next day it left, and a week later it was back."
    found = [(t.text, t.earliest) for t in find_times(text, PUBLISHED)[0]]
    assert found == [
        ("Nov. 1", "2017-11-01"), ("Two days earlier", "2017-10-30"), ("the next day", "2017-10-31"), ("a week later", "2017-11-06"),
    ]  # fmt: skip
    found = [
        (t.text, t.earliest)
        for t in find_times("In 2014 it fell; two years later it rose, and a week later it fell.", PUBLISHED)[
            0
        ]
    ]
    assert found == [("2014", "2014-01-01"), ("two years later", "2016-01-01"), ("a week later", None)]
    assert find_times("It fell on Friday; four years later it rose.", PUBLISHED)[0][1].earliest is None
    assert find_times("Two days earlier it had crossed.", PUBLISHED)[0][0].earliest is None


def test_a_weekday_that_its_date_does_not_have() -> None:
    times, warnings = find_times("captured Thursday, Nov. 8, by", PUBLISHED)
    assert [w.code for w in warnings] == ["weekday-mismatch"]
    assert "2017-11-08 is a Wednesday" in warnings[0].message
    assert "the Thursday of that week is 2017-11-09" in warnings[0].message
    assert (warnings[0].start, warnings[0].end) == (times[0].start, times[0].end) == (9, 25)
    assert (times[0].earliest, times[0].latest) == ("2017-11-08", "2017-11-09")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("on 31 April 2016", "impossible-date"),
        ("on Feb. 30", "impossible-date"),
        ("on 8/11/2017", "ambiguous-date"),
    ],
)
def test_a_date_that_settles_nothing_is_a_warning(text: str, code: str) -> None:
    times, warnings = find_times(text, PUBLISHED)
    assert [w.code for w in warnings] == [code]
    assert [(t.earliest, t.latest) for t in times] == [(None, None)]


@pytest.mark.parametrize(
    "text",
    [
        "on Friday",
        "Nov. 8",
        "last week",
        "today",
        "now",
        "two days ago",
        "in October",
        "last summer",
        "the past week",
        "17-19 May",
    ],
)
def test_without_a_published_date_nothing_relative_is_guessed(text: str) -> None:
    times, warnings = find_times(text, None)
    assert [(t.earliest, t.latest) for t in times] == [(None, None)] * len(times)
    assert times or text == "the past week"
    assert not warnings


def test_without_a_published_date_what_is_absolute_is_normalised() -> None:
    times, _ = find_times("on 26 October 2008, since 2014, in May 2013", None)
    assert [(t.earliest, t.latest) for t in times] == [
        ("2008-10-26", "2008-10-26"), ("2014-01-01", None), ("2013-05-01", "2013-05-31"),
    ]  # fmt: skip


WORDS = st.sampled_from(
    ("on", "Friday", "Nov.", "8", ",", "2017", "2016-02-30", "the", "last", "two", "days", "ago", "early", "May", "31", "June",
     "and", "between", "99", "to", "-", "3/4/15", "week", "next", "that", "year", "month", "summer", "of", "12345", ".", "0", "ten", "years", "later",
     "1990s", "by", "since", "\n")
)  # fmt: skip


@given(st.lists(WORDS).map(" ".join), st.one_of(st.none(), st.dates()))
@settings(max_examples=400)
def test_whatever_the_words_times_are_ordered_slices(text: str, published: date | None) -> None:
    times, _ = find_times(text, published)
    reached = 0
    for t in times:
        assert text[t.start : t.end] == t.text
        assert reached <= t.start < t.end
        reached = t.end
        if t.earliest and t.latest:
            assert t.earliest <= t.latest
