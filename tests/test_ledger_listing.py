"""A ledger by page: every claim once, by what it says as it stands; decisions that do not overrule one another unseen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from cli_world import ARMY, ISIS, READINGS, RECORDED, TOWN, make_ledger
from postgresql_world import database

from sandtable.ledger import STATUSES, Ledger, LedgerError, Listed, OvertakenError, Ruling, Wanted
from sandtable.terms import Claim, Decision, Kind

NOON = datetime(2020, 2, 1, 12, tzinfo=UTC)
EVERY = tuple(STATUSES.values())


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    if request.param == "sqlite":
        with Ledger.open(make_ledger(tmp_path / "world.db")) as one:
            yield one
        return
    with database("sandtable_listing_test") as url, Ledger.open(url) as one:
        one.add_many(READINGS, RECORDED)
        yield one


def claim(number: int) -> Claim:
    return READINGS[number].claims[0]


def ids(found: tuple[list[Listed], bool]) -> set[str]:
    return {one.entry.claim.id for one in found[0]}


def decide(
    ledger: Ledger,
    number: int,
    verdict: str,
    *,
    who: str = "Ada",
    after: int = 0,
    edited: Claim | None = None,
) -> Ruling:
    made = Decision(claim(number).id, verdict, who, NOON, "because", edited)
    return ledger.rulings.add(made, after)[0]


@pytest.mark.parametrize("size", [1, 2, 3, 50])
def test_pages_give_every_claim_once_in_order(ledger: Ledger, size: int) -> None:
    got: list[Listed] = []
    more = True
    while more:
        page, more = ledger.listing.claims(Wanted(), got[-1].number if got else 0, size)
        assert page and len(page) <= size
        got += page
    assert [one.entry.claim.id for one in got] == [r.claims[0].id for r in READINGS]
    assert [one.number for one in got] == sorted(one.number for one in got)
    assert {one.entry.claim.id for one in got} == {e.claim.id for e in ledger.claims()}


def test_a_page_goes_on_where_it_ended_though_claims_were_added_read_anew_and_decided(ledger: Ledger) -> None:
    first, more = ledger.listing.claims(Wanted(), 0, 3)
    assert more
    again = replace(READINGS[0], claims=(replace(claim(0), id="f" * 64, coder="test/2"),))
    ledger.add(again, RECORDED + timedelta(days=1))
    decide(ledger, 1, "reject")
    rest, more = ledger.listing.claims(Wanted(), first[-1].number, 50)
    assert not more
    assert [one.entry.claim.id for one in (*first, *rest)] == [*(r.claims[0].id for r in READINGS), "f" * 64]


def test_filters(ledger: Ledger) -> None:
    def listed(**conditions: Any) -> set[str]:
        return ids(ledger.listing.claims(Wanted(**conditions), 0, 50))

    assert listed(kinds=("support", "command")) == {claim(5).id, claim(6).id}
    assert listed(entities=(ISIS.id,)) == {claim(1).id}
    assert listed(entities=(ARMY.id, TOWN.id)) == {claim(0).id, claim(2).id, claim(3).id}
    assert listed(report=READINGS[2].report.id) == {claim(2).id}
    assert listed(source="BADIA monitor") == {claim(3).id, claim(4).id}
    assert listed(source="Residents") == {claim(1).id}
    assert listed(source="resident") == set()
    assert listed(day=date(2017, 11, 11)) == {claim(1).id}
    assert listed(known=date(2017, 11, 2)) == {claim(5).id, claim(6).id}


def test_an_edited_claim_is_found_by_what_it_was_edited_to(ledger: Ledger) -> None:
    other = replace(
        claim(1),
        kind=Kind.CONTROL,
        time=None,
        roles=(replace(claim(1).roles[0], entity=ARMY), claim(1).roles[1]),
    )
    decide(ledger, 1, "edit", edited=other)
    listing = ledger.listing

    def listed(wanted: Wanted) -> set[str]:
        return ids(listing.claims(wanted, 0, 50))

    assert claim(1).id in listed(Wanted(kinds=("control",), entities=(ARMY.id,)))
    assert claim(1).id not in listed(Wanted(kinds=("capture",)))
    assert listed(Wanted(entities=(ISIS.id,))) == set()
    assert listed(Wanted(day=date(2017, 11, 11))) == set()
    later = replace(claim(0), time=replace(claim(0).time, earliest=None, latest="2017-11-11"))
    decide(ledger, 0, "edit", edited=later)
    assert listed(Wanted(day=date(2017, 11, 10))) == listed(Wanted(day=date(2017, 11, 11))) == {claim(0).id}
    assert listed(Wanted(day=date(2017, 11, 12))) == {claim(2).id}
    assert listed(Wanted(statuses=("edited",))) == {claim(0).id, claim(1).id}
    assert listed(Wanted(statuses=("edited",), known=date(2020, 1, 31))) == set()


def test_status(ledger: Ledger) -> None:
    decide(ledger, 0, "accept")
    decide(ledger, 1, "reject")
    statuses = {
        one.entry.claim.id: (STATUSES[one.entry.verdict], one.ruling)
        for one in ledger.listing.claims(Wanted(statuses=EVERY), 0, 50)[0]
    }
    assert statuses[claim(0).id] == ("accepted", 1) and statuses[claim(1).id] == ("rejected", 2)
    assert statuses[claim(2).id] == ("proposed", 0)
    assert ids(ledger.listing.claims(Wanted(statuses=("rejected",)), 0, 50)) == {claim(1).id}
    assert claim(1).id not in ids(ledger.listing.claims(Wanted(), 0, 50))
    one = ledger.listing.claim(claim(1).id)
    assert one is not None and one.entry.verdict == "reject"


def test_an_accepted_claim_outlives_its_reading_and_is_listed_once(ledger: Ledger) -> None:
    decide(ledger, 0, "accept")
    ledger.add(replace(READINGS[0], claims=()), RECORDED + timedelta(days=1))
    assert claim(0).id in ids(ledger.listing.claims(Wanted(statuses=("accepted",)), 0, 50))
    ledger.add(replace(READINGS[0], claims=(replace(claim(0), id="e" * 64),)), RECORDED + timedelta(days=2))
    assert ids(ledger.listing.claims(Wanted(statuses=("accepted",)), 0, 50)) == {"e" * 64}


def test_readings_by_page(ledger: Ledger) -> None:
    page, more = ledger.listing.readings(0, 4)
    rest, end = ledger.listing.readings(page[-1].number, 50)
    assert more and not end
    assert [one.report.id for one in (*page, *rest)] == [r.report.id for r in READINGS]
    assert [(one.claims, one.warnings) for one in page] == [(1, 0), (1, 0), (1, 0), (1, 1)]
    known, _ = ledger.listing.readings(known=date(2017, 11, 2))
    assert {one.report.published for one in known} == {date(2017, 11, 1), date(2017, 11, 2)}


def test_reports_published_in_some_days(ledger: Ledger) -> None:
    found = ledger.listing.published(date(2017, 11, 10), date(2017, 11, 12), 10)
    assert {one.id for one in found} == {READINGS[n].report.id for n in (0, 1, 2)}
    ledger.add(replace(READINGS[0], report=replace(READINGS[0].report, id="f" * 64)), NOON)
    [newest] = ledger.listing.published(date(2017, 11, 10), date(2017, 11, 10), 1)
    assert newest.id == "f" * 64


def test_the_stamp_changes_with_whatever_is_added(ledger: Ledger, tmp_path: Path) -> None:
    first = ledger.listing.stamp()
    assert first == ledger.listing.stamp() != Ledger.open(tmp_path / "other.db").listing.stamp()
    decide(ledger, 0, "accept")
    second = ledger.listing.stamp()
    ledger.add(replace(READINGS[0], claims=()), RECORDED + timedelta(days=1))
    assert len({first, second, ledger.listing.stamp()}) == 3


def test_the_later_of_two_decisions_is_told_of_the_first_and_not_stored(ledger: Ledger) -> None:
    first = decide(ledger, 0, "accept", who="Ada")
    with pytest.raises(OvertakenError, match="Ada decided on this claim") as told:
        decide(ledger, 0, "reject", who="Bob")
    assert told.value.standing == first and len(ledger.decisions(claim(0).id)) == 1
    second = decide(ledger, 0, "reject", who="Bob", after=first.number)
    assert ledger.rulings.standing(claim(0).id) == second == ledger.rulings.get(second.number)
    with pytest.raises(LedgerError, match="send 0"):
        decide(ledger, 1, "accept", after=7)


def test_a_decision_sent_twice_is_stored_once(ledger: Ledger) -> None:
    made = Decision(claim(0).id, "edit", "Ada", NOON, "the town", replace(claim(0), kind=Kind.CONTROL))
    first, new = ledger.rulings.add(made, 0)
    again, newer = ledger.rulings.add(replace(made, when=NOON + timedelta(minutes=1)), 0)
    assert new and not newer and again == first and ledger.counts().decisions == 1


def test_a_clock_set_back_does_not_undo_a_decision(ledger: Ledger) -> None:
    first = decide(ledger, 0, "accept")
    late = Decision(claim(0).id, "reject", "Ada", NOON - timedelta(days=1), "wrong")
    second, _ = ledger.rulings.add(late, first.number)
    assert ledger.rulings.standing(claim(0).id) == second
    assert claim(0).id not in {e.claim.id for e in ledger.claims()}


def test_of_decisions_made_at_once_one_is_stored(ledger: Ledger) -> None:
    start, told = Barrier(8), []

    def save(who: str) -> None:
        start.wait()
        try:
            decide(ledger, 0, "accept", who=who)
        except OvertakenError:
            told.append(who)

    threads = [Thread(target=save, args=(f"analyst {n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 7 and len(ledger.decisions(claim(0).id)) == 1


def test_decisions_by_page_and_filter(ledger: Ledger) -> None:
    made = [
        decide(ledger, n, "accept" if n % 2 else "reject", who="Ada" if n < 3 else "Bob") for n in range(5)
    ]
    page, more = ledger.rulings.page(0, 2)
    rest, end = ledger.rulings.page(page[-1].number, 50)
    assert more and not end and [*page, *rest] == made
    assert [one.report for one in made] == [r.report.id for r in READINGS[:5]]
    assert ledger.rulings.page(who="Bob")[0] == made[3:]
    assert ledger.rulings.page(verdict="accept")[0] == [made[1], made[3]]
    assert ledger.rulings.page(claim=claim(2).id)[0] == [made[2]]
    assert ledger.rulings.page(report=READINGS[4].report.id)[0] == [made[4]]
    assert ledger.rulings.page(known=date(2020, 1, 31))[0] == []


def test_claims_by_id_as_they_stand(ledger: Ledger) -> None:
    decide(ledger, 0, "reject")
    asked = [claim(0).id, claim(3).id, "nothing of that id"]
    found = ledger.listing.of_ids([*asked, claim(3).id])
    assert set(found) == set(asked[:2])
    assert [STATUSES[found[one].entry.verdict] for one in asked[:2]] == ["rejected", "proposed"]
    assert set(ledger.listing.of_ids(asked, date(2017, 11, 12))) == {claim(0).id}
    assert ledger.listing.of_ids([]) == {}


def test_the_last_day_of_which_anything_is_known(ledger: Ledger) -> None:
    assert ledger.listing.last_day() == date(2017, 11, 20)
    assert ledger.listing.last_day(date(2017, 11, 19)) == date(2017, 11, 19)
    assert ledger.listing.last_day(date(2017, 10, 1)) is None
