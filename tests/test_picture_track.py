"""A source's track record: what bears a word out, what contradicts it, and that copies and one's own side never count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from picture_world import Affiliated, controls, left, scene, took

from sandtable.picture import Testimony as Told
from sandtable.picture.track import Outcome, Word, track_of
from sandtable.terms import Extent, Factuality, VoiceType

DENIED = Factuality.DENIED


def words(told: Iterable[Told], source: str = "Wire", **more: object) -> tuple[Word, ...]:
    return track_of([scene(tuple(told), **more)], [source]).words  # type: ignore[arg-type]


def outcome(told: Iterable[Told], source: str = "Wire", **more: object) -> Outcome:
    (word,) = words(told, source, **more)
    return word.outcome


OURS = took("army", "Wire", "2017-05-02", "2017-05-01")


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([], Outcome.ALONE),
        ([took("army", "Post", "2017-05-03", "2017-05-01")], Outcome.BORNE_OUT),
        ([took("army", "Post", "2017-05-02", "2017-05-01")], Outcome.BORNE_OUT),
        ([took("army", "Post", "2017-05-01", "2017-05-01")], Outcome.FOLLOWS),
        ([controls("army", "Post", "2017-05-05")], Outcome.BORNE_OUT),
        ([left("rebels", "Post", "2017-05-03", "2017-05-02")], Outcome.BORNE_OUT),
        ([left("army", "Post", "2017-05-03", "2017-05-02")], Outcome.ALONE),
        ([took("rebels", "Post", "2017-05-04", "2017-05-03")], Outcome.ALONE),
        ([took("rebels", "Post", "2017-05-03", "2017-05-01")], Outcome.CONTRADICTED),
        ([controls("rebels", "Post", "2017-05-03")], Outcome.CONTRADICTED),
        ([took("army", "Post", "2017-05-03", "2017-05-02", factuality=DENIED)], Outcome.CONTRADICTED),
        ([took("army", "Post", "2017-04-20", "2017-04-19", factuality=DENIED)], Outcome.ALONE),
        ([left("rebels", "Post", "2017-05-03", "2017-05-02", factuality=DENIED)], Outcome.CONTRADICTED),
        ([took("army", "Post", "2017-07-03", "2017-07-01")], Outcome.ALONE),
        ([took("army", "Post", "2017-05-03", "2017-05-01", factuality=Factuality.HEDGED)], Outcome.ALONE),
        (
            [took("army", "Post", "2017-05-03", "2017-05-01"), controls("rebels", "Gazette", "2017-05-02")],
            Outcome.BOTH,
        ),
        (
            # Taken again, after another took it: another event.
            [
                took("rebels", "Gazette", "2017-05-05", "2017-05-04"),
                took("army", "Post", "2017-05-09", "2017-05-08"),
            ],
            Outcome.ALONE,
        ),
    ],
)
def test_how_other_voices_stand_to_a_word(others: list[Told], expected: Outcome) -> None:
    assert outcome([OURS, *others]) is expected


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([controls("army", "Post", "2017-05-04")], Outcome.CONTRADICTED),
        (
            [controls("army", "Post", "2017-05-04"), took("army", "Post", "2017-05-03", "2017-05-03")],
            Outcome.ALONE,
        ),
        ([left("army", "Post", "2017-05-04", "2017-05-02")], Outcome.BORNE_OUT),
        ([took("rebels", "Post", "2017-05-04", "2017-05-03")], Outcome.BORNE_OUT),
        ([left("army", "Post", "2017-05-04", "2017-05-02", factuality=DENIED)], Outcome.CONTRADICTED),
    ],
)
def test_how_other_voices_stand_to_a_leaving(others: list[Told], expected: Outcome) -> None:
    assert outcome([left("army", "Wire", "2017-05-02", "2017-05-01"), *others]) is expected


def test_a_denial_is_borne_out_by_another_denial_and_contradicted_by_the_event() -> None:
    denial = took("army", "Wire", "2017-05-03", "2017-05-02", factuality=DENIED)
    again = took("army", "Post", "2017-05-03", "2017-05-02", factuality=DENIED)
    event = took("army", "Gazette", "2017-05-02", "2017-05-01")
    assert outcome([denial, again]) is Outcome.BORNE_OUT
    assert outcome([denial, event]) is Outcome.CONTRADICTED


def test_a_word_on_a_part_bears_out_no_word_on_the_whole() -> None:
    part = took("army", "Post", "2017-05-03", "2017-05-01", extent=Extent.PARTIAL)
    assert outcome([OURS, part]) is Outcome.ALONE
    assert outcome([OURS, part], "Post") is Outcome.FOLLOWS


def test_a_side_does_not_bear_itself_out() -> None:
    own = Affiliated(Wire="army", Army_TV="army")
    assert outcome([OURS, took("army", "Army TV", "2017-05-03", "2017-05-01")], speakers=own) is Outcome.ALONE


def test_what_a_source_passes_on_is_the_words_of_others() -> None:
    quoted = took(
        "army", "Wire", "2017-05-02", "2017-05-01", by=[("the Northern Observatory", VoiceType.OUTLET)]
    )
    record = track_of([scene([quoted])], ["Wire"])
    assert record.words == () and record.quotes == (("the Northern Observatory", 1),)
    assert [w.claim for w in words([quoted], "the Northern Observatory")] == [quoted.claim.id]


def test_what_a_source_copies_is_the_word_of_whom_it_copies() -> None:
    first = replace(took("army", "Wire", "2017-05-02", "2017-05-01"), text_group="one")
    copy = replace(took("army", "Post", "2017-05-03", "2017-05-01"), text_group="one")
    record = track_of([scene([first, copy])], ["Post"])
    assert record.words == () and record.repeats == (("Wire", 1),)
    assert [w.claim for w in words([first, copy])] == [first.claim.id]


def test_what_an_analyst_rejected_is_no_word() -> None:
    assert words([replace(OURS, rejected=True)]) == ()


told = st.builds(
    lambda act, who, outlet, day, lag: act(who, outlet, f"2017-05-{day + lag:02}", f"2017-05-{day:02}"),
    st.sampled_from([took, controls, left]),
    st.sampled_from(["army", "rebels", "militia"]),
    st.sampled_from(["Wire", "Post", "Gazette"]),
    st.integers(1, 20),
    st.integers(0, 3),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(told, max_size=6), st.integers(0, 5), st.integers(1, 4))
def test_copies_of_a_report_change_no_outcome(others: list[Told], which: int, lag: int) -> None:
    """However many outlets repeat its text, a word has the outcome that it had."""
    mine = replace(OURS, text_group="one")
    said = [mine, *others]
    without = {w.claim: w.outcome for w in words(said)}
    copies = [
        replace(took("army", f"Copier {n}", f"2017-05-{2 + lag:02}", "2017-05-01"), text_group="one")
        for n in range(which)
    ]
    beside = {w.claim: w.outcome for w in words([*said, *copies])}
    assert {claim: beside[claim] for claim in without} == without
    for n in range(which):
        assert words([*said, *copies], f"Copier {n}") == ()


@settings(max_examples=100, deadline=None)
@given(st.lists(told, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_storing_changes_nothing(others: list[Told], chance: object) -> None:
    mixed = list(others)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert words(others) == words(mixed)


@settings(max_examples=100, deadline=None)
@given(st.lists(told, max_size=8))
def test_to_contradict_is_mutual(others: list[Told]) -> None:
    by_outlet = {name: words(others, name) for name in ("Wire", "Post", "Gazette")}
    found = {w.claim: w for some in by_outlet.values() for w in some}
    for word in found.values():
        for claim in word.against:
            assert word.claim in found[claim].against
        for claim in word.after:
            assert word.claim in (*found[claim].earlier, *found[claim].after)
