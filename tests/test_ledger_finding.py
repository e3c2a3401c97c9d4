"""Search: every word counts, nothing typed is an operator, and nothing is found that does not stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cli_world import ARMY, READINGS, RECORDED, make_ledger
from hypothesis import given, settings
from hypothesis import strategies as st
from postgresql_world import database

from sandtable.ledger import Ledger, SearchError
from sandtable.terms import Decision, Kind

NOON = datetime(2020, 2, 1, 12, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    if request.param == "sqlite":
        with Ledger.open(make_ledger(tmp_path / "world.db")) as one:
            yield one
        return
    with database("sandtable_finding_test") as url, Ledger.open(url) as one:
        one.add_many(READINGS, RECORDED)
        yield one


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """A ledger that no test writes to."""
    return Ledger.open(make_ledger(tmp_path_factory.mktemp("finding") / "world.db"))


def found(ledger: Ledger, words: str, known: date | None = None) -> tuple[set[int], set[int]]:
    """The places in `READINGS` of the reports and of the claims found."""
    reports, claims = ledger.index.search(words, 50, known)
    by_report = {r.report.id: n for n, r in enumerate(READINGS)}
    by_claim = {r.claims[0].id: n for n, r in enumerate(READINGS)}
    return {by_report[r.report.id] for r in reports}, {by_claim[c.entry.claim.id] for c in claims}


def test_all_the_words_and_the_beginning_of_the_last(still: Ledger) -> None:
    assert found(still, "army kamal") == ({0, 2, 3}, {0, 2, 3})
    assert found(still, "ARMY kam") == ({0, 2, 3}, {0, 2, 3})
    assert found(still, "kam army") == (set(), set())
    assert found(still, '"took abu kamal"') == ({0}, {0})
    assert found(still, '"abu took"') == (set(), set())


def test_names_kinds_speakers_and_publishers(still: Ledger) -> None:
    assert found(still, "ISIS")[1] == {1}, "by the name of what a role is filled with"
    assert found(still, "capture")[1] == {0, 1, 3, 4}
    assert found(still, "Badia Monitor") == ({3, 4}, set())
    assert found(still, "résidents")[1] == {1}, "marks are folded"


def test_the_words_are_shown_where_they_stand(still: Ledger) -> None:
    reports, _ = still.index.search("recaptured")
    (one,) = reports
    text = READINGS[1].report.text
    assert one.exact == text[one.start : one.end] and "recaptured" in one.exact


def test_known(still: Ledger) -> None:
    assert found(still, "army", date(2017, 11, 12)) == ({0, 2}, {0, 2})


def test_decisions_and_later_reports_are_taken_in(ledger: Ledger) -> None:
    claim = READINGS[0].claims[0]
    assert found(ledger, "army abu")[1] == {0, 2, 3}
    ledger.decide(Decision(claim.id, "reject", "Ada", NOON, "wrong"))
    assert found(ledger, "army abu")[1] == {2, 3}
    edited = replace(
        READINGS[1].claims[0],
        kind=Kind.CONTROL,
        roles=(replace(READINGS[1].claims[0].roles[0], entity=ARMY),),
    )
    ledger.decide(Decision(READINGS[1].claims[0].id, "edit", "Ada", NOON, "who", edited))
    assert found(ledger, "control army")[1] == {1, 2}
    assert found(ledger, "residents")[1] == {1}
    later = replace(
        READINGS[5], report=replace(READINGS[5].report, id="0" * 64, text="A late word of sugar."), claims=()
    )
    ledger.add(later, RECORDED + timedelta(days=1))
    assert len(ledger.index.search("sugar")[0]) == 1


def test_no_word_is_refused(still: Ledger) -> None:
    for words in ("", "  ", "!?", '""', "*", "\0"):
        with pytest.raises(SearchError, match="letters or numbers"):
            still.index.search(words)


@settings(deadline=None)
@given(words=st.text(max_size=40))
def test_whatever_is_typed_is_words(still: Ledger, words: str) -> None:
    try:
        reports, claims = still.index.search(words)
    except SearchError:
        assert not any(c.isalnum() for c in words)
    else:
        assert len(reports) <= 20 and len(claims) <= 20


@pytest.mark.parametrize(
    "words", ['a" OR b', "NOT army", "army*", "title:army", "(army", "army^2", "NEAR(a b)", "-army", "{a}:b"]
)
def test_operators_are_words(still: Ledger, words: str) -> None:
    still.index.search(words)
