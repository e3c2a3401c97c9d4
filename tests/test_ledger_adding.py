"""Claims that an analyst adds, decisions undone, many decided in one act; and that no answer of an earlier day changes by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from postgresql_world import database
from test_ledger import MAYADIN, QAIM, at, claim, reading, report

from sandtable.ledger import STATUSES, Chosen, HeldError, Ledger, LedgerError, OvertakenError, Wanted
from sandtable.terms import Claim, Decision, EntityType, Kind, Reading

EVERY = tuple(dict.fromkeys(STATUSES.values()))


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    if request.param == "sqlite":
        with Ledger.open(tmp_path / "ledger.db") as one:
            yield one
        return
    with database("sandtable_adding_test") as url, Ledger.open(url) as one:
        yield one


def missed(n: int = 1, kind: Kind = Kind.CONTROL, **made: Any) -> Claim:
    one = claim(report(n), kind=kind, coder="analyst", **made)
    return replace(one, id=f"added/{one.id}", confidence=1.0)


def add(ledger: Ledger, one: Claim, when: datetime, n: int = 1, who: str = "Ada") -> int:
    return ledger.rulings.introduce(report(n).id, Decision(one.id, "add", who, when, "missed", one))[0].number


def rule(ledger: Ledger, verdict: str, when: datetime, after: int = 0, edited: Claim | None = None) -> int:
    id_ = reading().claims[0].id
    return ledger.rulings.add(Decision(id_, verdict, "Ada", when, verdict, edited), after)[0].number


def status(ledger: Ledger, id_: str, known: date | None = None) -> str | None:
    found = ledger.listing.claim(id_, known)
    return STATUSES[found.entry.verdict] if found else None


def answers(ledger: Ledger, known: date | None) -> tuple[Any, ...]:
    """What a ledger answers as of a day, by every way to ask it."""
    standing = ledger.standing(known)
    gists = {e.claim.id for e in ledger.entries([int(n) for n in standing.claims["seq"]])}
    listed, _ = ledger.listing.claims(Wanted(statuses=EVERY, known=known), limit=1000)
    place, _ = ledger.listing.claims(Wanted(entities=(MAYADIN.id,), known=known), limit=1000)
    return (
        ledger.claims(known=known),
        ledger.claims(known=known, entity_ids=[MAYADIN.id]),
        ledger.claims(known=known, kinds=[Kind.CONTROL]),
        {(one.entry.claim.id, one.entry.verdict, one.ruling) for one in listed},
        {one.entry.claim.id for one in place},
        gists | {e.claim.id for e in standing.decided},
        [one for one in ledger.rulings.page(limit=1000, known=known)[0]],
    )


def queued(ledger: Ledger) -> None:
    """The queue has, by status, exactly the claims that the pages of the ledger have."""
    for one in EVERY:
        listed, _ = ledger.listing.claims(Wanted(statuses=(one,)), limit=1000)
        line = ledger.queue.line(Chosen(statuses=(one,)))
        assert line.numbers(10**9) == [found.number for found in listed], one
        at_place, _ = ledger.listing.claims(Wanted(statuses=(one,), entities=(MAYADIN.id,)), limit=1000)
        line = ledger.queue.line(Chosen(statuses=(one,), entities=(MAYADIN.id,)))
        assert line.numbers(10**9) == [found.number for found in at_place], one


def test_an_added_claim_stands_from_its_day_on_in_every_answer(ledger: Ledger) -> None:
    ledger.add(reading(), at(2020, 1, 1))
    before, read = answers(ledger, date(2020, 1, 5)), ledger.reading("report-001")
    one = missed()
    number = add(ledger, one, at(2020, 1, 6))
    assert answers(ledger, date(2020, 1, 5)) == before
    assert ledger.reading("report-001") == read
    assert [e.claim for e in ledger.claims(kinds=[Kind.CONTROL])] == [one]
    assert [e.claim for e in ledger.claims(entity_ids=[MAYADIN.id], kinds=[Kind.CONTROL])] == [one]
    assert ledger.claim(one.id) is not None and ledger.claim(one.id, date(2020, 1, 5)) is None
    assert status(ledger, one.id) == "accepted" and status(ledger, one.id, date(2020, 1, 5)) is None
    assert one.id in {e.claim.id for e in ledger.standing().decided}
    assert ledger.listing.readings()[0][0].claims == 1
    assert [found.entry.claim.id for found in ledger.index.search("control")[1]] == [one.id]
    assert ledger.index.search("control", known=date(2020, 1, 5))[1] == []
    history = ledger.history(one.id)
    assert history is not None and history.original == one and history.recorded == at(2020, 1, 6)
    assert [d.verdict for d in history.decisions] == ["add"]
    ruling = ledger.rulings.get(number)
    assert ruling is not None and ruling.report == "report-001" and ruling.decision.edited == one


def test_an_added_claim_is_edited_rejected_and_taken_back_like_any(ledger: Ledger) -> None:
    ledger.add(reading(), at(2020, 1, 1))
    one = missed()
    number = add(ledger, one, at(2020, 1, 2))
    moved = replace(one, roles=claim(report(1), place=QAIM).roles)
    edit = Decision(one.id, "edit", "Bob", at(2020, 1, 3), "Al-Qaim", moved)
    after = ledger.rulings.add(edit, number)[0].number
    assert [e.claim for e in ledger.claims(entity_ids=[QAIM.id])] == [moved]
    assert [e.claim for e in ledger.claims(entity_ids=[QAIM.id], known=date(2020, 1, 2))] == []
    queued(ledger)
    ledger.rulings.undo(after, "Bob", "undone", at(2020, 1, 4))
    queued(ledger)
    assert ledger.claim(one.id) is not None and status(ledger, one.id) == "accepted"
    assert [e.claim for e in ledger.claims(kinds=[Kind.CONTROL])] == [one]
    ledger.rulings.undo(number, "Bob", "undone", at(2020, 1, 5))
    assert ledger.claims(kinds=[Kind.CONTROL]) == [] and status(ledger, one.id) == "rejected"
    with pytest.raises(LedgerError, match="accept or reject it"):
        ledger.decide(Decision(one.id, "reopen", "Bob", at(2020, 1, 6)))


def test_an_added_claim_outlives_a_rereading_and_is_one_with_what_that_finds(ledger: Ledger) -> None:
    ledger.add(reading(coder="rules/1"), at(2020, 1, 1))
    one = missed()
    add(ledger, one, at(2020, 1, 2))
    ledger.add(reading(coder="rules/2"), at(2020, 1, 4))
    assert one.id in {e.claim.id for e in ledger.claims()} and status(ledger, one.id) == "accepted"
    then = answers(ledger, date(2020, 1, 4))
    found = claim(report(1), kind=Kind.CONTROL, coder="rules/3")
    ledger.add(Reading(report(1), claims=(found,)), at(2020, 1, 6))
    assert [(e.claim.id, e.verdict) for e in ledger.claims(kinds=[Kind.CONTROL])] == [(found.id, "add")]
    assert answers(ledger, date(2020, 1, 4)) == then
    assert ledger.counts().claims == 2
    queued(ledger)


def test_what_the_ledger_has_already_is_not_added(ledger: Ledger) -> None:
    ledger.add(reading(), at(2020, 1, 1))
    with pytest.raises(HeldError) as told:
        add(ledger, missed(kind=Kind.CAPTURE), at(2020, 1, 2))
    assert told.value.claim == reading().claims[0].id
    one = missed()
    number = add(ledger, one, at(2020, 1, 2))
    assert add(ledger, one, at(2020, 1, 3)) == number
    with pytest.raises(HeldError):
        add(ledger, one, at(2020, 1, 3), who="Bob")
    with pytest.raises(LedgerError, match="holds no report"):
        add(ledger, missed(9), at(2020, 1, 3), n=9)
    assert len(ledger.claims()) == 2 and ledger.counts().decisions == 1


def test_undo_puts_a_claim_back_to_what_it_was(ledger: Ledger) -> None:
    ledger.add(reading(), at(2020, 1, 1))
    id_ = reading().claims[0].id
    proposed = ledger.claims()
    first = rule(ledger, "accept", at(2020, 1, 2))
    second = rule(ledger, "edit", at(2020, 1, 3), first, claim(report(1), place=QAIM))
    edited = ledger.claims()
    third = rule(ledger, "reject", at(2020, 1, 4), second)
    assert ledger.claims() == []
    with pytest.raises(OvertakenError, match=f"by decision {third}"):
        ledger.rulings.undo(second, "Bob", "no", at(2020, 1, 5))
    back = ledger.rulings.undo(third, "Bob", "slip", at(2020, 1, 5))
    assert ledger.claims() == edited and back.made == 1
    assert ledger.rulings.undo(third, "Bob", "slip", at(2020, 1, 5)) == back
    ledger.rulings.undo(second, "Bob", "slip", at(2020, 1, 6))
    assert status(ledger, id_) == "accepted"
    last = ledger.rulings.undo(first, "Bob", "slip", at(2020, 1, 7))
    assert status(ledger, id_) == "proposed" and ledger.claims() == proposed
    found = ledger.listing.claim(id_)
    assert found is not None and found.ruling == last.first
    again = ledger.rulings.undo(last.first, "Bob", "it was right", at(2020, 1, 8))
    assert status(ledger, id_) == "accepted"
    told = [(d.decision.verdict, d.undoes) for d in ledger.rulings.page()[0]]
    assert told == [("accept", None), ("edit", None), ("reject", None), ("edit", third), ("accept", second),
                    ("reopen", first), ("accept", last.first)]  # fmt: skip
    queued(ledger)
    assert again.first == 7 and status(ledger, id_, date(2020, 1, 7)) == "proposed"
    with pytest.raises(LedgerError, match="no decision 99"):
        ledger.rulings.undo(99, "Bob", "", at(2020, 1, 9))


def test_many_are_decided_in_one_act_and_undone_in_one(ledger: Ledger) -> None:
    ledger.add_many([reading(n) for n in range(1, 6)], at(2020, 1, 1))
    made = Decision("", "reject", "Ada", at(2020, 1, 2), "copies")
    version = ledger.version()
    batch = ledger.rulings.bulk([1, 2, 3, 4], version, made)
    assert batch is not None and batch.made == 4
    assert len(ledger.claims()) == 1
    assert ledger.rulings.bulk([5], version, made) is None, "the ledger has changed since"
    assert {(d.batch, d.decision.verdict) for d in ledger.rulings.page()[0]} == {(batch.first, "reject")}
    other = ledger.rulings.add(Decision(reading(2).claims[0].id, "accept", "Bob", at(2020, 1, 3)), 2)[0]
    assert other.batch is None
    undone = ledger.rulings.undo(batch.first + 3, "Ada", "slip", at(2020, 1, 4))
    assert (undone.made, undone.left) == (3, 1)
    assert {status(ledger, reading(n).claims[0].id) for n in (1, 3, 4, 5)} == {"proposed"}
    assert status(ledger, reading(2).claims[0].id) == "accepted"
    assert ledger.rulings.undo(batch.first, "Ada", "slip", at(2020, 1, 5)) == replace(undone, left=1)
    assert ledger.counts().decisions == 8
    queued(ledger)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["reread", "find", "accept", "edit", "reject", "add", "edit-added", "reject-added", "undo", "bulk"]),
        st.integers(1, 3),  # which report
        st.integers(0, 2),  # days since the step before
    ),
    max_size=14,
)  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(STEPS)
def test_no_act_changes_an_answer_of_an_earlier_day(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    """Every report is published on the day it is ingested; the answers given at the end of each day must stand."""
    then: dict[date, tuple[Any, ...]] = {}
    coder, published = dict.fromkeys(range(1, 4), 0), dict[int, date]()
    today = date(2020, 1, 1)
    with Ledger.open(tmp_path_factory.mktemp("asof") / "ledger.db") as ledger:
        for step, n, days in steps:
            if days:
                then[today] = answers(ledger, today)
                today += timedelta(days=days)
            now = datetime.combine(today, time(12), tzinfo=UTC)
            if n not in published or step in ("reread", "find"):
                coder[n] += 1
                published.setdefault(n, today)
                made = reading(n, published[n], coder=f"rules/{coder[n]}")
                if step == "find":
                    found = claim(report(n), kind=Kind.CONTROL, coder=f"rules/{coder[n]}")
                    made = replace(made, claims=(*made.claims, found))
                ledger.add(made, now)
            else:
                _decide(ledger, step, n, coder[n], now)
            queued(ledger)
        for day, answer in then.items():
            assert answers(ledger, day) == answer


def _decide(ledger: Ledger, step: str, n: int, coder: int, now: datetime) -> None:
    about, one = reading(n, coder=f"rules/{coder}").claims[0], missed(n)
    made, _ = ledger.rulings.page(limit=1000)
    try:
        match step:
            case "add":
                add(ledger, one, now, n)
            case "undo":
                ledger.rulings.undo(made[-1].number if made else 1, "Ana", "undone", now)
            case "bulk":
                ledger.rulings.bulk([1, n], ledger.version(), Decision("", "accept", "Ana", now, "many"))
            case "edit-added" | "reject-added":
                verdict = step.partition("-")[0]
                ledger.decide(
                    Decision(one.id, verdict, "Ana", now, "", _moved(one) if verdict == "edit" else None)
                )
            case _:
                ledger.decide(
                    Decision(about.id, step, "Ana", now, "", _moved(about) if step == "edit" else None)
                )
    except LedgerError:
        assert step in ("add", "undo", "edit-added", "reject-added")


def _moved(one: Claim) -> Claim:
    return replace(one, roles=claim(report(1), place=QAIM).roles)


def test_an_actor_that_only_an_added_claim_names_is_among_the_entities(ledger: Ledger) -> None:
    ledger.add(reading(), at(2020, 1, 1))
    add(ledger, missed(place=QAIM), at(2020, 1, 2))
    assert {e.id for e in ledger.entities(EntityType.PLACE)} == {MAYADIN.id, QAIM.id}
