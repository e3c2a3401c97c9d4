"""Copies and citations are one voice, whatever the order; different words on one event are not."""

from __future__ import annotations

import itertools
import random
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sandtable.sources import Sources, copies, credited, independent
from sandtable.sources.copies import containment, shingles, signature
from sandtable.terms import Report

SOURCES = Sources.load()

WIRE = (
    "Government troops entered the market town on the river early on Tuesday after three days of fighting, residents and "
    "officers said. Militants withdrew across the pontoon bridge to the eastern bank overnight, leaving mines in the grain "
    "silos and the water works. Two officers and at least nine militants died in the last hours of the fight, a hospital "
    "doctor said. Engineers began to clear the road to the crossing, which had been closed for three years. The army said it "
    "would reopen it for relief convoys within the week."
)
OTHER = (
    "The northern suburb woke to shelling again. Aid workers counted forty families at the school, most of them without "
    "blankets, and said that no lorry had come through since the bridge was hit. A council member blamed both sides and asked "
    "for a truce of at least a day so that the wounded could be carried out to the clinic at the ring road."
)
OWN_WORDS = (
    "After days of combat the army took the river town, its spokesman announced this morning. The enemy fled east. Our "
    "reporter saw tanks in the main square and a flag above the bakery, while some shooting went on near the silos."
)


def report(key: str, text: str, publisher: str | None = None, day: int = 7) -> Report:
    return Report(key, text, publisher=publisher, published=date(2017, 11, day))


def test_a_copy_and_a_cut_copy_are_one_voice() -> None:
    cut = WIRE[: WIRE.index("Engineers")] + "More follows."
    edited = WIRE.replace("early on Tuesday", "at dawn on Tuesday").replace("militants", "fighters")
    groups = copies([report("b", cut, "Levant Dispatch", 8), report("a", WIRE, "Euphrates Wire"), report("c", edited, "Harbour Post", 8),
                     report("d", OTHER, "Badia Monitor"), report("e", OWN_WORDS, "Two Rivers Daily")], SOURCES)  # fmt: skip
    assert groups == {"a": "a", "b": "a", "c": "a", "d": "d", "e": "e"}


def test_a_report_that_cites_another_and_shares_its_words_is_one_voice() -> None:
    citing = (
        "The army has entered the market town on the river, Euphrates Wire reported. Militants withdrew across the pontoon "
        "bridge to the eastern bank overnight, it said. The report could not be checked. Analysts see the taking of the town as "
        "a step to the crossing and expect the next move in the south, where the two sides have dug in since the spring rains "
        "and where the river bends away from the only paved road that heavy guns can use."
    )
    assert credited(report("b", citing, "Harbour Post"), SOURCES) == {"source:euphrates-wire"}
    a, b = report("a", WIRE, "Euphrates Wire"), report("b", citing, "Harbour Post", 8)
    assert copies([b, a], SOURCES) == {"a": "a", "b": "a"}
    late = report("b", citing, "Harbour Post", 28)
    assert copies([late, a], SOURCES) == {"a": "a", "b": "b"}


def test_the_agency_comes_before_the_outlet_that_carries_it() -> None:
    groups = copies([report("a", WIRE, "Levant Dispatch"), report("b", WIRE, "Euphrates Wire")], SOURCES)
    assert groups == {"a": "b", "b": "b"}


def test_a_mere_mention_of_an_outlet_is_no_citation() -> None:
    text = "A journalist of Reuters was hurt. Reuters shares fell. According to AFP the road is shut (AP)."
    assert credited(report("x", text, "AP"), SOURCES) == {"source:afp"}
    assert credited(report("x", text, "BBC"), SOURCES) == {"source:afp", "source:associated-press"}


def test_independent_reports_stay_apart_and_copies_come_together() -> None:
    reports = [report("a", WIRE), report("b", OTHER), report("c", WIRE + " Reporting by our staff.")]
    assert [[r.id for r in group] for group in independent(reports, SOURCES)] == [["a", "c"], ["b"]]


def test_empty_texts_are_nobodys_copies() -> None:
    assert copies([report("a", ""), report("b", ""), report("c", "!!!")], SOURCES) == {
        "a": "a",
        "b": "b",
        "c": "c",
    }
    assert copies([], SOURCES) == {}


def test_order_changes_nothing() -> None:
    reports = [
        report("a", WIRE),
        report("b", OTHER),
        report("c", WIRE[:300]),
        report("d", OWN_WORDS),
        report("e", OTHER + " Ends."),
    ]
    seen = {tuple(sorted(copies(list(p), SOURCES).items())) for p in itertools.permutations(reports)}
    assert len(seen) == 1


WORDS = st.lists(st.sampled_from([f"w{i}" for i in range(400)]), min_size=0, max_size=80)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=6), st.randoms(use_true_random=False))
def test_groups_partition_and_do_not_depend_on_order(texts: list[list[str]], rng: random.Random) -> None:
    reports = [report(f"r{i}", " ".join(words)) for i, words in enumerate(texts)]
    groups = copies(reports, SOURCES)
    assert set(groups) == {r.id for r in reports}
    assert all(groups[head] == head for head in groups.values())
    rng.shuffle(reports)
    assert copies(reports, SOURCES) == groups


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_a_text_is_its_own_copy(words: list[str]) -> None:
    text = " ".join(words)
    groups = copies([report("a", text), report("b", text)], SOURCES)
    assert groups["b"] == ("a" if words else "b")


def test_signatures_estimate_resemblance() -> None:
    rng = np.random.default_rng(7)
    base = [int(x) for x in rng.integers(1, 1 << 55, size=600)]
    for overlap in (0, 150, 300, 450):
        one, other = frozenset(base[:450]), frozenset(base[450 - overlap : 900 - overlap])
        truth = len(one & other) / len(one | other)
        guess = float(np.mean(signature(one) == signature(other)))
        assert abs(guess - truth) < 0.15, overlap


def test_a_long_text_is_signed_piece_by_piece() -> None:
    hashes = [int(x) for x in np.random.default_rng(3).integers(1, 1 << 55, size=10_000)]
    whole, parts = signature(hashes), [signature(hashes[i : i + 1000]) for i in range(0, 10_000, 1000)]
    assert (whole == np.minimum.reduce(parts)).all()


def test_shingles_and_containment() -> None:
    assert shingles("") == frozenset() and len(shingles("one two")) == 1
    assert shingles("A b c d!") == shingles("a B C d")
    whole, part = shingles(WIRE), shingles(WIRE[:200])
    assert containment(whole, part) > 0.9 and containment(whole, frozenset()) == 0.0
