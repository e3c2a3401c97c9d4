"""The ledger keeps what it is given, once, and answers as of any known day."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Select, create_engine

from sandtable.ledger import AccountRole, Entry, Ledger, LedgerError, asking
from sandtable.ledger.tables import metadata
from sandtable.terms import (
    Claim,
    Decision,
    Entity,
    EntityType,
    Evidence,
    Extent,
    Factuality,
    Kind,
    Mention,
    MentionType,
    Reading,
    Report,
    Role,
    Stance,
    TimeSpan,
    Trigger,
    Voice,
    VoiceType,
    Warning,
)

TABLES = sorted(metadata.tables)
MAYADIN = Entity("p:mayadin", EntityType.PLACE, "Mayadin", 35.02, 40.45)
QAIM = Entity("p:qaim", EntityType.PLACE, "Al-Qaim", 34.37, 41.09)
ARMY = Entity("a:army", EntityType.ACTOR, "the army")


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


def report(
    n: int, published: date | None = date(2017, 10, 14), text: str = "The army took Mayadin."
) -> Report:
    return Report(f"report-{n:03}", text, f"Report {n}", "The Euphrates Wire", published)


def claim(
    of: Report, *, place: Entity = MAYADIN, coder: str = "rules/1", kind: Kind = Kind.CAPTURE, start: int = 0
) -> Claim:
    roles = (Role("actor", "The army", start, start + 8, ARMY), Role("place", place.name, 14, 21, place))
    evidence = Evidence(start, 22, of.text[start:22], "", "", Trigger(9, 13, "took"))
    return Claim(f"{of.id}/{kind}/{place.id}/{start}/{coder}", kind, roles, evidence, coder=coder)


def reading(n: int = 1, published: date | None = date(2017, 10, 14), **made: object) -> Reading:
    head = report(n, published)
    return Reading(head, claims=(claim(head, **made),))  # type: ignore[arg-type]


def ids(ledger: Ledger, **asked: object) -> list[str]:
    return [entry.claim.id for entry in ledger.claims(**asked)]  # type: ignore[arg-type]


@pytest.fixture
def ledger(tmp_path: Path):
    with Ledger.open(tmp_path / "ledger.db") as opened:
        yield opened


def test_a_reading_added_twice_is_there_once(ledger: Ledger) -> None:
    assert ledger.add(reading()) is True
    before = ledger.counts()
    assert ledger.add(reading()) is False
    assert ledger.add_many([reading(), reading(), reading(2)]) == 1
    assert (before.reports, before.readings, before.claims) == (1, 1, 1)
    assert ledger.counts().claims == 2


def test_the_same_reading_with_other_confidence_is_no_new_reading(ledger: Ledger) -> None:
    first = reading()
    ledger.add(first)
    wobbly = replace(first, claims=(replace(first.claims[0], confidence=0.4999),))
    assert ledger.add(wobbly) is False


def test_order_of_ingest_does_not_change_the_answers(tmp_path: Path) -> None:
    many = [reading(n, date(2017, 10, 1 + n % 5)) for n in range(12)]
    answers = []
    for name, order in (("a", many), ("b", many[::-1]), ("c", many[5:] + many[:5])):
        with Ledger.open(tmp_path / f"{name}.db") as ledger:
            for one in order:
                ledger.add(one, at(2026, 1, 1))
            answers.append((ledger.claims(), ledger.reports(), ledger.claims(known=date(2017, 10, 3))))
    assert answers[0] == answers[1] == answers[2]


def test_later_reports_never_change_an_answer_as_of_a_past_day(ledger: Ledger) -> None:
    ledger.add(reading(1, date(2017, 10, 14)))
    before = ledger.claims(known=date(2017, 10, 20))
    ledger.add(reading(2, date(2017, 10, 21)))
    assert ledger.claims(known=date(2017, 10, 20)) == before
    assert len(ledger.claims(known=date(2017, 10, 21))) == 2
    assert ledger.claims(known=date(2017, 10, 13)) == []


def test_a_report_without_a_date_is_known_from_the_day_it_was_recorded(ledger: Ledger) -> None:
    ledger.add(reading(1, None), at(2020, 5, 5))
    assert ids(ledger, known=date(2020, 5, 4)) == []
    [entry] = ledger.claims(known=date(2020, 5, 5))
    assert entry.published is None
    assert entry.report.known_on == date(2020, 5, 5)


def test_claims_are_found_by_kind_entity_and_report(ledger: Ledger) -> None:
    ledger.add_many([reading(1), reading(2, place=QAIM), reading(3, kind=Kind.ASSAULT)])
    assert len(ledger.claims(entity_ids=["p:mayadin"])) == 2
    assert len(ledger.claims(entity_ids=["p:qaim", "p:mayadin"])) == 3
    assert [e.report.id for e in ledger.claims(entity_ids=["p:mayadin"], kinds=[Kind.ASSAULT])] == [
        "report-003"
    ]
    assert [e.report.id for e in ledger.claims(kinds=[Kind.CAPTURE])] == ["report-001", "report-002"]
    assert [e.report.id for e in ledger.claims(report_id="report-002")] == ["report-002"]
    assert ledger.claims(entity_ids=["p:nowhere"]) == []


def test_a_newer_coder_supersedes_and_the_older_still_answers_for_its_days(ledger: Ledger) -> None:
    ledger.add(reading(1, coder="rules/1"), at(2020, 1, 1))
    assert ledger.add(reading(1, coder="rules/2"), at(2021, 1, 1)) is True
    assert [e.claim.coder for e in ledger.claims()] == ["rules/2"]
    assert [e.claim.coder for e in ledger.claims(known=date(2020, 12, 31))] == ["rules/1"]
    assert [e.claim.coder for e in ledger.claims(known=date(2021, 1, 1))] == ["rules/2"]
    # Before anything was recorded no answer had been given: the best reading of what was published by then.
    assert [e.claim.coder for e in ledger.claims(known=date(2018, 1, 1))] == ["rules/2"]
    assert ledger.add(reading(1, coder="rules/1"), at(2022, 1, 1)) is False
    assert (ledger.counts().claims, ledger.counts().superseded) == (1, 1)


def test_decisions_hold_from_their_day_and_leave_the_original_within_reach(ledger: Ledger) -> None:
    one = reading()
    ledger.add(one, at(2020, 1, 1))
    original = one.claims[0]
    edited = claim(one.report, place=QAIM)
    ledger.decide(Decision(original.id, "reject", "Ana", at(2020, 2, 1), "a denial"))
    ledger.decide(Decision(original.id, "edit", "Ben", at(2020, 3, 1), "wrong town", edited))
    ledger.decide(Decision(original.id, "accept", "Ana", at(2020, 4, 1)))

    assert [e.verdict for e in ledger.claims(known=date(2020, 1, 31))] == [None]
    assert ledger.claims(known=date(2020, 2, 1)) == []
    [entry] = ledger.claims(known=date(2020, 3, 15))
    assert (entry.verdict, entry.claim) == ("edit", replace(edited, id=original.id))
    [entry] = ledger.claims()
    assert (entry.verdict, entry.claim) == ("accept", original)

    history = ledger.history(original.id)
    assert history is not None
    assert history.original == original
    assert [(d.verdict, d.who, d.when, d.why) for d in history.decisions] == [
        ("reject", "Ana", at(2020, 2, 1), "a denial"),
        ("edit", "Ben", at(2020, 3, 1), "wrong town"),
        ("accept", "Ana", at(2020, 4, 1), ""),
    ]
    assert ledger.history("nothing") is None


def test_an_edited_claim_is_found_where_it_was_moved_to(ledger: Ledger) -> None:
    one = reading()
    ledger.add(one)
    ledger.decide(
        Decision(
            one.claims[0].id,
            "edit",
            "Ana",
            at(2020, 1, 1),
            edited=claim(one.report, place=QAIM, kind=Kind.SIEGE),
        )
    )
    assert ids(ledger, entity_ids=["p:qaim"]) == [one.claims[0].id]
    assert ids(ledger, entity_ids=["p:mayadin"]) == []
    assert ids(ledger, kinds=[Kind.SIEGE], report_id=one.report.id) == [one.claims[0].id]
    assert ids(ledger, kinds=[Kind.CAPTURE]) == []


def test_a_decision_outlives_the_coder_that_was_decided_about(ledger: Ledger) -> None:
    for n, verdict in ((1, "reject"), (2, "accept"), (3, "accept")):
        one = reading(n, coder="rules/1")
        ledger.add(one, at(2020, 1, 1))
        ledger.decide(Decision(one.claims[0].id, verdict, "Ana", at(2020, 2, 1)))
    ledger.add_many([reading(1, coder="rules/2"), reading(2, coder="rules/2")], at(2021, 1, 1))
    ledger.add(Reading(report(3)), at(2021, 1, 1))  # the new coder finds nothing there
    found = [(e.report.id, e.claim.coder, e.verdict) for e in ledger.claims()]
    assert found == [("report-002", "rules/2", "accept"), ("report-003", "rules/1", "accept")]


def test_a_decision_that_is_none_is_refused(ledger: Ledger) -> None:
    one = reading()
    ledger.add(one)
    claim_id = one.claims[0].id
    for decision, reason in (
        (Decision("unknown", "accept", "Ana", at(2020, 1, 1)), "no claim unknown"),
        (Decision(claim_id, "maybe", "Ana", at(2020, 1, 1)), "maybe"),
        (Decision(claim_id, "edit", "Ana", at(2020, 1, 1)), "edit"),
        (Decision(claim_id, "reject", "Ana", at(2020, 1, 1), edited=one.claims[0]), "edit"),
    ):
        with pytest.raises(LedgerError, match=reason):
            ledger.decide(decision)
    assert ledger.counts().decisions == 0


def test_entities_are_counted_by_claim(ledger: Ledger) -> None:
    ledger.add_many([reading(1), reading(2), reading(3, place=QAIM)])
    ledger.add(reading(3, place=QAIM, coder="rules/2"))
    assert [(e.id, e.name, e.claims) for e in ledger.entities(EntityType.PLACE)] == [
        ("p:mayadin", "Mayadin", 2), ("p:qaim", "Al-Qaim", 1),
    ]  # fmt: skip
    assert [(e.id, e.claims) for e in ledger.entities(EntityType.ACTOR)] == [("a:army", 3)]


def test_one_claim_is_found_by_its_id(ledger: Ledger) -> None:
    one = reading()
    ledger.add(one)
    entry = ledger.claim(one.claims[0].id)
    assert entry is not None
    assert (entry.claim, entry.report.title) == (one.claims[0], "Report 1")
    ledger.decide(Decision(one.claims[0].id, "reject", "Ana", at(2020, 1, 1)))
    assert ledger.claim(one.claims[0].id) is None
    assert ledger.claim("nothing") is None


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("verb", ["UPDATE", "DELETE", "REPLACE"])
def test_no_row_of_any_table_can_be_changed_or_removed(tmp_path: Path, table: str, verb: str) -> None:
    path = tmp_path / "ledger.db"
    one = replace(
        reading(), mentions=(Mention(0, 3, "The", MentionType.PERSON),), warnings=(Warning("odd", "Odd."),)
    )
    with Ledger.open(path) as ledger:
        ledger.add(one)
        ledger.decide(Decision(one.claims[0].id, "edit", "Ana", at(2020, 1, 1), edited=one.claims[0]))
        account = ledger.accounts.add("Ana", AccountRole.ADMIN, "hash", by="test")
        ledger.sessions.open(account, "token", at(2020, 1, 1))
        session = ledger.sessions.find("token")
        assert session is not None
        ledger.sessions.end(session, at(2020, 1, 1))
    foreign = sqlite3.connect(path)  # a program that knows nothing of our settings
    row = foreign.execute(f"SELECT * FROM {table}").fetchone()
    column = foreign.execute(f"SELECT * FROM {table}").description[0][0]
    statement = {
        "UPDATE": f"UPDATE {table} SET {column} = {column}",
        "DELETE": f"DELETE FROM {table}",
        "REPLACE": f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    }[verb]
    with pytest.raises(sqlite3.IntegrityError, match="only grows"):
        foreign.execute(statement)
    foreign.rollback()
    assert foreign.execute(f"SELECT * FROM {table}").fetchone() == row
    foreign.close()


def test_a_failed_batch_leaves_nothing_behind(ledger: Ledger) -> None:
    bad = reading(2)
    bad = replace(bad, claims=(replace(bad.claims[0], confidence=None),))  # type: ignore[arg-type]
    with pytest.raises(Exception, match="NOT NULL"):
        ledger.add_many([reading(1), bad])
    assert ledger.counts().reports == 0
    assert ledger.add(reading(1)) is True


def test_the_whole_reading_comes_back_with_mentions_and_warnings(ledger: Ledger) -> None:
    one = replace(
        reading(),
        mentions=(Mention(14, 21, "Mayadin", MentionType.LOCATION, MAYADIN),),
        warnings=(
            Warning("weekday", "14 October 2017 was a Saturday.", 3, 8),
            Warning("no-date", "No date."),
        ),
    )
    ledger.add(one)
    assert ledger.reading(one.report.id) == one
    assert ledger.report(one.report.id) == one.report
    assert ledger.reading("nothing") is None
    assert ledger.report("nothing") is None


TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
NUMBER = st.integers(0, 10**6)
FLOAT = st.floats(allow_nan=False, allow_infinity=False)
MAYBE = st.none() | TEXT
ENTITY = st.builds(
    Entity,
    TEXT,
    st.sampled_from([EntityType.ACTOR, EntityType.PLACE]),
    TEXT,
    st.none() | FLOAT,
    st.none() | FLOAT,
) | st.builds(
    Entity,
    TEXT,
    st.just(EntityType.QUANTITY),
    TEXT,
    low=st.none() | FLOAT,
    best=st.none() | FLOAT,
    unit=MAYBE,
)
CLAIM = st.builds(
    Claim,
    TEXT,
    st.sampled_from(Kind),
    st.lists(st.builds(Role, TEXT, TEXT, NUMBER, NUMBER, st.none() | ENTITY), max_size=3).map(tuple),
    st.builds(Evidence, NUMBER, NUMBER, TEXT, TEXT, TEXT, st.builds(Trigger, NUMBER, NUMBER, TEXT)),
    st.sampled_from(Factuality),
    st.none() | st.sampled_from(Stance),
    st.none() | st.sampled_from(Extent),
    st.none() | st.builds(TimeSpan, TEXT, NUMBER, NUMBER, MAYBE, MAYBE, TEXT),
    st.lists(st.builds(Voice, TEXT, NUMBER, NUMBER, TEXT, st.sampled_from(VoiceType)), max_size=2).map(tuple),
    MAYBE,
    MAYBE,
    FLOAT,
    TEXT,
)
READING = st.builds(
    Reading,
    st.builds(Report, TEXT, TEXT, MAYBE, MAYBE, st.none() | st.dates(), MAYBE, MAYBE, MAYBE),
    st.lists(
        st.builds(Mention, NUMBER, NUMBER, TEXT, st.sampled_from(MentionType), st.none() | ENTITY), max_size=2
    ).map(tuple),
    st.lists(CLAIM, max_size=3).map(tuple),
    st.lists(st.builds(Warning, TEXT, TEXT, st.none() | NUMBER, st.none() | NUMBER), max_size=2).map(tuple),
)


NUMBERS = count()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(READING)
def test_any_reading_comes_back_as_it_went_in(ledger: Ledger, made: Reading) -> None:
    made = replace(made, report=replace(made.report, id=f"any-{next(NUMBERS)}"))
    assert ledger.add(made) is True
    assert ledger.reading(made.report.id) == made
    assert [e.claim for e in ledger.claims(report_id=made.report.id)] == list(made.claims)
    assert ledger.add(made) is False


@pytest.mark.parametrize("ask", [asking.read_claims, asking.accepted_claims, asking.edited_claims])
@pytest.mark.parametrize("known", [None, date(2017, 10, 14)])
@pytest.mark.parametrize("kinds", [(), ("capture",)])
def test_claims_about_a_place_are_found_by_index_alone(
    ledger: Ledger,
    tmp_path: Path,
    ask: Callable[..., Select[Any]],
    known: date | None,
    kinds: tuple[str, ...],
) -> None:
    query = ask(known, kinds, ("p:mayadin", "p:qaim"), None)
    with create_engine(f"sqlite:///{tmp_path / 'ledger.db'}").connect() as connection:
        sql = str(query.compile(connection, compile_kwargs={"literal_binds": True}))
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")]
    assert any("USING COVERING INDEX" in step and "_roles_about" in step for step in plan)
    assert not [step for step in plan if step.startswith("SCAN")]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["read", "reread", "accept", "edit", "reject"]),
        st.integers(1, 4),  # which report
        st.integers(0, 3),  # days since the step before
    ),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(STEPS)
def test_what_was_answered_for_a_day_is_answered_for_it_ever_after(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    """Every report is published on the day it is ingested; the answer given at the end of each day must stand."""
    given_then: dict[date, list[Entry]] = {}
    coder = dict.fromkeys(range(1, 5), 0)
    published: dict[int, date] = {}
    today = date(2020, 1, 1)
    with Ledger.open(tmp_path_factory.mktemp("asof") / "ledger.db") as ledger:
        for step, n, days in steps:
            if days:
                given_then[today] = ledger.claims(known=today)
                today += timedelta(days=days)
            now = datetime.combine(today, time(12), tzinfo=UTC)
            if step == "reread" or n not in published:
                coder[n] += 1
                published.setdefault(n, today)
                ledger.add(reading(n, published[n], coder=f"rules/{coder[n]}"), now)
            elif step in ("accept", "edit", "reject"):
                about = reading(n, published[n], coder=f"rules/{coder[n]}").claims[0]
                edited = claim(report(n), place=QAIM) if step == "edit" else None
                ledger.decide(Decision(about.id, step, "Ana", now, edited=edited))
        for day, answer in given_then.items():
            assert ledger.claims(known=day) == answer
