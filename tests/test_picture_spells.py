"""When a corridor opened and closed, how ways compare, and what would change one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from picture_world import controls, day, said, took
from test_picture_ledger import picture

from sandtable.ledger import Ledger
from sandtable.picture import Passage, explain, lever_of, to_json
from sandtable.terms import Factuality, Kind

TOLD = [
    controls("militia", "Wire", "2017-11-01", "2017-11-01", place="p:east"),
    controls("militia", "Wire", "2017-11-02", "2017-11-02", place="p:mid"),
    controls("brigade", "Wire", "2017-11-03", "2017-11-03", place="p:west"),
    took("enemy", "Wire", "2017-11-12", "2017-11-11", place="p:mid", lost="militia"),
    took("militia", "Note", "2017-11-19", "2017-11-18", place="p:mid", lost="enemy"),
    took("enemy", "Radio", "2017-11-26", "2017-11-25", place="p:west"),
    controls("brigade", "Note", "2017-11-26", "2017-11-25", place="p:west"),
]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "test.db") as ledger:
        yield ledger


def test_each_opening_and_closing_with_what_did_it(opened: Ledger) -> None:
    asked = picture(opened, TOLD)
    answer = asked.openings("p:east", "p:west", ["a:militia"], day("2017-12-01"))
    assert [(str(s.first), s.passage.word) for s in answer.spells] == [
        ("2017-11-01", "unknown"),
        ("2017-11-03", "open"),
        ("2017-11-11", "closed"),
        ("2017-11-18", "open"),
        ("2017-11-25", "contested"),
    ]
    assert [(str(d), o) for d, o in answer.openings()] == [
        ("2017-11-03", True),
        ("2017-11-11", False),
        ("2017-11-18", True),
        ("2017-11-25", False),
    ]
    (cause,) = answer.spells[2].because
    assert (cause.post.place.id, cause.before, cause.claims) == ("p:mid", Passage.OPEN, (TOLD[3].claim.id,))
    out = to_json(answer)
    assert out["schema"] == "sandtable.corridor-timeline/1"
    assert [s["to"] for s in out["steps"]] == [
        "2017-11-03", "2017-11-11", "2017-11-18", "2017-11-25", None,
    ]  # fmt: skip
    assert out["steps"][2]["because"][0]["says"] == "held by Enemy"
    assert out["steps"][2]["weakest"] == "e-m"
    assert any(TOLD[3].claim.evidence.exact in line for line in explain(answer))


def test_each_spell_is_the_corridor_of_its_days(opened: Ledger) -> None:
    asked = picture(opened, TOLD)
    spells = asked.openings("p:east", "p:west", ["a:militia"], day("2018-03-20")).spells
    on = day("2017-11-01")
    while on < day("2018-03-20"):
        spell = next(s for s in spells if s.first <= on and (s.until is None or on < s.until))
        assert asked.corridor("p:east", "p:west", ["a:militia"], on).way.passage is spell.passage, on
        on += timedelta(days=3)


def test_a_tie_that_ends_closes_the_way(opened: Ledger) -> None:
    """The registry's general commands the brigade to the end of 2015."""
    told = [
        controls("brigade", "Wire", "2015-12-02", "2015-12-02", place=p)
        for p in ("p:east", "p:mid", "p:west")
    ]
    answer = picture(opened, told).openings("p:east", "p:west", ["a:general"], day("2016-01-10"))
    assert [(str(s.first), s.passage.word) for s in answer.spells] == [
        ("2015-12-02", "open"),
        ("2016-01-02", "closed"),
    ]
    assert all(c.claims == () for c in answer.spells[1].because)


def test_as_of_an_earlier_day_of_knowledge(opened: Ledger) -> None:
    answer = picture(opened, TOLD).openings(
        "p:east", "p:west", ["a:militia"], day("2017-12-01"), day("2017-11-10")
    )
    assert [s.passage for s in answer.spells] == [Passage.UNKNOWN, Passage.OPEN]


@pytest.mark.parametrize(
    ("on", "needs", "then"),
    [
        (
            "2017-11-02",
            {"p:west": "a report that Militia or a force on that side holds it"},
            "open",
        ),
        (
            "2017-11-12",
            {"p:mid": "Enemy to lose it to Militia or their friends, or to come to stand with them"},
            "open",
        ),
        ("2017-11-26", {"p:west": "Enemy to be out of it"}, "open"),
    ],
)
def test_what_would_change_it(opened: Ledger, on: str, needs: dict[str, str], then: str) -> None:
    answer = picture(opened, TOLD).corridor("p:east", "p:west", ["a:militia"], day(on))
    lever = lever_of(answer.way, answer.by)
    assert lever is not None
    assert {n.post.place.id: n.says for n in lever.needs} == needs
    out = to_json(answer)["change"]
    assert (out["then"], out["next"]) == (then, None)
    assert any("what would open" in line for line in explain(answer))


def test_the_next_weakest_leg_is_named(opened: Ledger) -> None:
    answer = picture(opened, TOLD[:1]).corridor("p:east", "p:west", ["a:militia"], day("2017-11-02"))
    lever = lever_of(answer.way, answer.by)
    assert lever is not None
    assert lever.leg.leg.id == "e-m"
    assert (lever.then, lever.next and lever.next.leg.id) == (Passage.UNKNOWN, "m-w")


def test_an_open_way_needs_nothing(opened: Ledger) -> None:
    answer = picture(opened, TOLD).corridor("p:east", "p:west", ["a:militia"], day("2017-11-20"))
    assert lever_of(answer.way, answer.by) is None
    assert "change" not in to_json(answer)


def test_a_denial_is_what_stands_in_the_way(opened: Ledger) -> None:
    denial = said(
        Kind.CONTROL, "Post", "2017-11-09", place="p:mid", actor="militia", factuality=Factuality.DENIED,
        trigger="controls",
    )  # fmt: skip
    answer = picture(opened, [*TOLD[:3], denial]).corridor(
        "p:east", "p:west", ["a:militia"], day("2017-11-10")
    )
    lever = lever_of(answer.way, answer.by)
    assert answer.way.passage is Passage.CONTESTED
    assert lever is not None
    assert [n.says for n in lever.needs] == ["Post to take back what they say against it"]


def test_a_timeline_tells_what_it_set_aside(opened: Ledger) -> None:
    hedged = took("rebels", "Post", "2017-11-13", "2017-11-12", place="p:mid", factuality=Factuality.HEDGED)
    answer = picture(opened, [*TOLD, hedged]).timeline("p:mid", day("2017-11-15"))
    reasons = {a.claim: a.reason for a in answer.aside}
    assert reasons[hedged.claim.id].startswith("hedged")
    assert reasons[TOLD[4].claim.id] == "later than the last day asked about"
    assert set(reasons) | {c for s in answer.steps for c in s.claims} == {
        t.claim.id for t in (*TOLD, hedged) if t.places()[0].id == "p:mid"
    }
