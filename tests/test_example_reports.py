"""The example reports are read whole, and hold the disagreements that their README promises."""

from __future__ import annotations

import difflib
from datetime import date
from pathlib import Path

import pytest

from sandtable.intake import Intake, read_paths
from sandtable.terms import Report

EXAMPLES = Path(__file__).parents[1] / "examples"
OUTLETS = {
    "Euphrates Wire", "Levant Dispatch", "Badia Monitor", "Harbour Post", "Qasr Radio", "Two Rivers Daily",
    "Front Line Bulletin", "Al-Rafid Agency",
}  # fmt: skip


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    files = sorted(p for p in EXAMPLES.iterdir() if p.name != "README.md")
    found = list(read_paths(files))
    refused = [one for one in found if not isinstance(one, Intake)]
    assert not refused
    warned = [(one.source, w.code) for one in found if isinstance(one, Intake) for w in one.warnings]
    assert not warned
    return [one.report for one in found if isinstance(one, Intake)]


def about(reports: list[Report], publisher: str, day: date) -> Report:
    [found] = [r for r in reports if r.publisher == publisher and r.published == day]
    return found


def test_nineteen_reports_of_eight_invented_outlets(reports: list[Report]) -> None:
    assert len(reports) == 19
    assert {r.publisher for r in reports} == OUTLETS


def test_every_report_has_title_date_address_and_a_short_english_body(reports: list[Report]) -> None:
    for report in reports:
        assert report.title and report.language == "en"
        assert report.published is not None and date(2017, 9, 5) <= report.published <= date(2017, 12, 10)
        assert report.url is not None and report.url.startswith("https://example.org/")
        assert 120 <= len(report.text.split()) <= 350


def test_the_page_and_the_feed_leave_their_furniture_behind(reports: list[Report]) -> None:
    page = about(reports, "Harbour Post", date(2017, 10, 18))
    feed = about(reports, "Front Line Bulletin", date(2017, 11, 8))
    assert "Home" not in page.text and "<" not in page.text + feed.text
    assert "Talal Silo" in page.text and "Sukkariya" in feed.text


def test_one_report_copies_another_and_credits_it(reports: list[Report]) -> None:
    original = about(reports, "Euphrates Wire", date(2017, 11, 12))
    copy = about(reports, "Levant Dispatch", date(2017, 11, 12))
    shared = sum(
        block.size
        for block in difflib.SequenceMatcher(
            None, original.text.split(), copy.text.split()
        ).get_matching_blocks()
    )
    assert shared / len(copy.text.split()) > 0.7
    assert "Euphrates Wire reported" in copy.text


def test_one_date_has_a_weekday_that_is_not_its_own(reports: list[Report]) -> None:
    report = about(reports, "Two Rivers Daily", date(2017, 11, 18))
    assert "Thursday, 17 November" in report.text
    assert date(2017, 11, 17).strftime("%A") == "Friday"


def test_the_government_denies_what_the_monitor_says(reports: list[Report]) -> None:
    assert "Islamic State recaptured Abu Kamal" in about(reports, "Euphrates Wire", date(2017, 11, 12)).text
    assert "denied reports" in about(reports, "Qasr Radio", date(2017, 11, 12)).text
