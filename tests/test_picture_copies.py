"""Sentences that repeat each other are found without comparing all with all, and they are the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sandtable.picture.likeness import ALIKE, Likeness, runs_of

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
