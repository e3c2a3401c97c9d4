"""Sentences that repeat each other are found without comparing all with all, and they are the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from picture_world import said

from sandtable.picture.copies import originals
from sandtable.picture.likeness import ALIKE, Likeness, runs_of
from sandtable.terms import Kind

WORDS = st.sampled_from("the army took a town and left it to its allies on the road in the north".split())
SENTENCES = st.lists(
    st.lists(WORDS, min_size=7, max_size=16).map(" ".join), min_size=2, max_size=14, unique=True
)


@given(SENTENCES)
def test_the_pairs_are_those_of_comparing_all_with_all(told: list[str]) -> None:
    sentences = {one: runs_of(one) for one in told}
    plain = {
        frozenset((one, other))
        for one, runs in sentences.items()
        for other, others in sentences.items()
        if one != other and runs and others and len(runs & others) >= ALIKE * min(len(runs), len(others))
    }
    assert {frozenset(pair) for pair in Likeness().pairs(told)} == plain
    likeness = Likeness()
    for n in (
        1,
        len(told) // 2,
        len(told),
    ):  # what was asked about before adds nothing and takes nothing away
        some = set(told[-n:])
        assert {frozenset(pair) for pair in likeness.pairs(told[-n:])} == {p for p in plain if p <= some}


@given(st.lists(WORDS, min_size=9, max_size=14), st.lists(WORDS, min_size=1, max_size=6))
def test_a_sentence_that_goes_on_is_a_copy(words: list[str], more: list[str]) -> None:
    sentences = (" ".join(words), " ".join([*words, *more]))
    assert len({frozenset(pair) for pair in Likeness().pairs(sentences)}) == 1


def test_of_one_day_a_partys_own_statement_is_the_original() -> None:
    text = (
        "Our gallant forces took full control of the town of Goma this morning after a battle of nine hours."
    )
    day, paper, party = "2013-05-01", "A Daily Paper", "Northern Front Press Office"
    told = [
        said(Kind.CAPTURE, paper, day, actor="front", sentence=text),
        said(Kind.ASSAULT, paper, day, actor="front", sentence="The price of bread has doubled in the town."),
        said(Kind.CAPTURE, party, day, actor="front", sentence=text),
    ]
    found = originals(told, of_party=lambda t: t.publisher == party)
    assert [first.publisher for first in found.values()] == [party]
    assert [first.publisher for first in originals(told).values()] == [paper]
