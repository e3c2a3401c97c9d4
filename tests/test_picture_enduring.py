"""A run of days is answered as each of its days is alone, whatever of a place's words is not looked at any more."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from picture_world import scene, tie, took
from test_picture_properties import PARTIES, SPEAKERS, START, accounts

from sandtable.orbat.records import Tie
from sandtable.picture import DEFAULT, Holds, Scene, answers_of, first_word, holds_of
from sandtable.picture import Testimony as Told
from sandtable.picture.bonds import Bond
from sandtable.picture.chronology import Chronology
from sandtable.picture.enduring import Enduring
from sandtable.picture.standing import standing
from sandtable.picture.succession import Hold
from sandtable.picture.weighing import weighed

SPAN = 420  # days: a word of the first weeks grows unknown in them


def _tie(lower: str, upper: str, kind: Tie, first: int, days: int) -> Bond:
    begins = START + timedelta(days=first)
    return tie(lower, kind, upper, begins.isoformat(), (begins + timedelta(days=days)).isoformat())


TIES = st.lists(
    st.builds(
        _tie,
        st.sampled_from(PARTIES),
        st.sampled_from(PARTIES),
        st.sampled_from([Tie.ALLY, Tie.PARENT, Tie.OPPONENT, Tie.SPONSOR]),
        st.integers(0, 60),
        st.integers(0, 90),
    ).filter(lambda b: b.above.id != b.below.id),
    max_size=5,
)
LONG = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def told_of(told: list[Told], ties: list[Bond]) -> Scene:
    return scene(told, speakers=SPEAKERS, bonds=ties)


def held(answer: Holds) -> tuple[object, ...]:
    return answer.state, answer.positions, answer.inferred_from, answer.claims


@LONG
@given(st.lists(accounts(), min_size=1, max_size=18), TIES)
def test_between_two_answers_nothing_changes(told: list[Told], ties: list[Bond]) -> None:
    asked = told_of(told, ties)
    answers = dict(answers_of(asked, first_word(asked), START + timedelta(days=SPAN)))
    last: Holds | None = None
    for n in range(-20, SPAN + 1):
        day = START + timedelta(days=n)
        last = answers.get(day, last)
        now = holds_of(asked, day)
        assert held(now) == held(last) if last else not now.positions


def shown(hold: Hold) -> tuple[object, ...]:
    return (
        hold.holder.id,
        [m.order for m in hold.moves],
        [m.order for m in hold.against],
        [m.order for m in hold.admitted],
        hold.shared,
        sorted(t.order for t in hold.backing),
        hold.silent,
    )


@LONG
@given(st.lists(accounts(), min_size=1, max_size=18), TIES)
def test_what_endures_makes_the_holds_of_all_words(told: list[Told], ties: list[Bond]) -> None:
    asked = told_of(told, ties)
    said, bonds, first = asked.heardsay, asked.bonds, START - timedelta(days=20)
    enduring = Enduring(said, bonds, DEFAULT, first, START + timedelta(days=150))
    for n in range(170):
        day = first + timedelta(days=n)
        some = enduring.on(day)
        alike = [
            [shown(h) for h in standing(Chronology.of(moves), said.denials, day, bonds)]
            for moves in (said.moves, some)
        ]
        assert alike[0] == alike[1]


@LONG
@given(st.lists(accounts(), min_size=1, max_size=8), TIES)
def test_a_place_whose_words_are_all_too_old_has_no_hold_that_counts(
    told: list[Told], ties: list[Bond]
) -> None:
    asked = told_of(told, ties)
    said, still = asked.heardsay, 0
    for n in range(-20, 700, 9):
        day = START + timedelta(days=n)
        if not asked.stirs(day, day):
            still += 1
            holds = standing(said.told, said.denials, day, asked.bonds)
            assert weighed(asked, holds, day) == []
            assert (holds_of(asked, day).state, holds_of(asked, day).positions) == ("unknown", ())
    assert still


def test_what_is_long_superseded_is_not_looked_at() -> None:
    told = [
        took("army" if n % 2 else "rebels", "Wire", day, day)
        for n, day in enumerate((START + timedelta(days=40 * n)).isoformat() for n in range(12))
    ]
    asked = told_of(told, [])
    last = date(2018, 6, 1)
    enduring = Enduring(asked.heardsay, asked.bonds, DEFAULT, START, last)
    assert len(asked.heardsay.moves) == 12
    assert [m.testimony.id for m in enduring.on(last)] == [told[-1].id]
