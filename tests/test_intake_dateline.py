"""The day that the head of an undated text names is offered, with its words, and not taken."""

from __future__ import annotations

from datetime import date

import pytest

from sandtable.intake.dateline import HEAD, day_in_head
from sandtable.intake.report import make_report, oddities


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        (
            "Army enters town\n\nPORT SUDAN, 11 January 2025\n\nTroops ...",
            "11 January 2025",
            date(2025, 1, 11),
        ),
        ("BEIRUT, Nov. 9, 2017 (Wire) - The army", "Nov. 9, 2017", date(2017, 11, 9)),
        ("Published 2024-02-17 by the desk", "2024-02-17", date(2024, 2, 17)),
        ("On 31st March, 2020 and after 2 April 2021", "31st March, 2020", date(2020, 3, 31)),
        ("Order 31 Feb 2020, then 1 Mar 2020", "1 Mar 2020", date(2020, 3, 1)),
        ("Since 2014 the town, in May of 2017", None, None),
        ("x" * HEAD + " 11 January 2025", None, None),
    ],
)
def test_head(text: str, words: str | None, day: date | None) -> None:
    found = day_in_head(text)
    assert (found and (text[found[1] : found[2]], found[0])) == (words and (words, day))


def test_offered_and_not_taken() -> None:
    report = make_report(text="PORT SUDAN, 11 January 2025\n\nThe army entered the town on Saturday.")
    (one,) = (w for w in oddities(report) if w.code == "no-date")
    assert report.published is None
    assert one.message.endswith("--published 2025-01-11")
    assert report.text[one.start : one.end] == "11 January 2025"
