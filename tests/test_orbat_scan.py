"""Names in running text: offsets exact for any text, whole words, acronyms in capitals alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandtable.orbat import Registry, fold, folded

REGISTRY = Registry.load()
NAMES = [
    "Hezbollah",
    "Da’esh",
    "U.S. military",
    "Syrian troops",
    "PMU",
    "the UN",
    "People’s Protection Units",
    "Kata'ib Hezbollah",
    "al‑Qaeda",
    "Erdoğan",
    "Government of Iraq",
]


def found(text: str, countries: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(text[s:e], a.id.removeprefix("actor:")) for s, e, a in REGISTRY.scan(text, countries)]


@pytest.mark.parametrize(
    "text",
    [
        "They told us that it is so, and who can say what car or aid is an it?",
        "he said pmu and hts and un are lower case here",
        "The badr, the amal and the wagner in lower case",
        "Misisis is no river; Hezbollahland is no land",
        "WHAT IS IT THAT THEY GAVE US TODAY",
    ],
)
def test_words_that_name_nobody(text: str) -> None:
    assert found(text) == []


def test_a_sentence() -> None:
    text = (
        "Hizballah units and Iraqi Shiite Popular Mobilization Forces (PMU), backed by U.S. jets, fought IS."
    )
    assert found(text) == [
        ("Hizballah", "hezbollah"),
        ("Popular Mobilization Forces", "popular-mobilization-forces"),
        ("PMU", "popular-mobilization-forces"),
        ("U.S. jets", "us-armed-forces"),
        ("IS", "isis"),
    ]


def test_organs_of_states_are_one_hit() -> None:
    text = "Russian warplanes, the Government of Jordan and Egypt's foreign ministry spoke; the army of Togo marched."
    assert found(text) == [
        ("Russian warplanes", "russian-armed-forces"),
        ("Government of Jordan", "jordan/government"),
        ("Egypt's foreign ministry", "egypt/foreign-ministry"),
        ("army of Togo", "togo/army"),
    ]


def test_an_office_before_its_holder_is_one_hit() -> None:
    assert found("Russian Foreign Minister Sergei Lavrov spoke") == [
        ("Russian Foreign Minister Sergei Lavrov", "sergey-lavrov")
    ]
    assert found("The Russian Foreign Minister, Sergei Lavrov,") == [
        ("Russian Foreign Minister", "russia/foreign-minister"),
        ("Sergei Lavrov", "sergey-lavrov"),
    ]


def test_what_turns_a_phrase_away() -> None:
    assert found("a non-Syrian army took it") == []
    assert found("troops of the Iran-backed group") == [("Iran", "iran")]
    assert found("a leader of the Algerian party") == []
    assert found("Let it be on the mat") == []
    assert found("officers of Iran's Revolutionary Guards") == [("Iran's Revolutionary Guards", "irgc")]
    assert found("troops of Chad's Presidential Guard") == [("Chad", "chad")]


def test_adjectives_and_capitals_only_where_asked() -> None:
    text = "A Lebanese town near Damascus"
    assert REGISTRY.scan(text) == []
    assert [a.id for _, _, a in REGISTRY.scan(text, adjectives=True)] == ["actor:lebanon"]
    assert [a.id for _, _, a in REGISTRY.scan(text, metonyms=True)] == ["actor:government-of-syria"]


def test_no_name_runs_over_a_stop() -> None:
    assert ("Islamic State", "isis") not in found("It was Islamic. State media said so.")
    assert found("He left Syria.\n\nDemocratic Forces came") == [("Syria", "syria")]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=30), st.sampled_from(NAMES)), max_size=8).map("".join))
def test_offsets_are_exact_for_any_text(text: str) -> None:
    past = 0
    for start, end, actor in REGISTRY.scan(text, ("SY",)):
        assert past <= start < end <= len(text)
        past = end
        words = text[start:end]
        assert words == words.strip()
        again = REGISTRY.find(words, ("SY",)) or REGISTRY.resolve_np(words, ("SY",))
        assert again == actor, words


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.sampled_from(NAMES), st.text(max_size=60))
def test_a_name_between_blanks_is_found_where_it_stands(before: str, name: str, after: str) -> None:
    text = f"{before}; {name}; {after}"
    at = len(before) + 2
    bare = name.removeprefix("the ")
    at += len(name) - len(bare)
    assert any(start <= at and end >= at + len(bare) for start, end, _ in REGISTRY.scan(text))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_folding_maps_back(text: str) -> None:
    form = fold(text)
    assert len(form.text) == len(form.offsets)
    assert all(0 <= o < len(text) for o in form.offsets)
    assert form.offsets == sorted(form.offsets)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    once = folded(text)
    assert folded(once.replace("|", ";")) == once
