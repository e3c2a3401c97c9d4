"""Passages that tell who holds a place: their marks, and what counts as an answer to them."""

from __future__ import annotations

import pytest
from bench.holdings import keys, same
from training.holdings import FOLDER, MarkError, Said, read, unmark

from sandtable.coding import RuleCoder
from sandtable.gazetteer import Gazetteer
from sandtable.intake import make_report
from sandtable.language import load
from sandtable.orbat import Registry

PASSAGE = [
    "> [a1 Rebels] {t1 captured} [p1 Goma] on Friday, and [a2 soldiers] fled to [p2 Bukavu].",
    "capture a1 p1 t1 asserted full from=a2",
]


def test_marks_are_taken_out_and_keep_their_places() -> None:
    passage = unmark("x", PASSAGE)
    assert passage.text == "Rebels captured Goma on Friday, and soldiers fled to Bukavu."
    assert [(n, passage.text[a:b]) for n, a, b in passage.mentions] == [
        ("a1", "Rebels"),
        ("t1", "captured"),
        ("p1", "Goma"),
        ("a2", "soldiers"),
        ("p2", "Bukavu"),
    ]
    assert passage.said == (Said("capture", ("a1",), "p1", "t1", "asserted", False),)


@pytest.mark.parametrize(
    "lines",
    [
        ["> Rebels took Goma."],
        ["> [a1 Rebels [p1 Goma]] took it.", "none"],
        ["> [a1 Rebels] {t1 took} [p1 Goma].", "capture a2 p1 t1 asserted full"],
        ["> [a1 Rebels] {t1 took} [p1 Goma].", "conquest a1 p1 t1 asserted full"],
        ["> [a1 Rebels] {t1 took} [p1 Goma].", "capture a1 p1 asserted full"],
    ],
)
def test_what_is_not_well_marked_is_told(lines: list[str]) -> None:
    with pytest.raises(MarkError, match="x: "):
        unmark("x", lines)


def test_every_passage_of_the_project_is_well_marked() -> None:
    counts = {path.stem: len(list(read(path))) for path in FOLDER.glob("*.txt")}
    assert counts["measure"] == 240
    assert sum(counts.values()) > 2_500


def test_a_claim_answers_in_the_names_of_the_mentions() -> None:
    passage = unmark("x", PASSAGE)
    coder = RuleCoder(Gazetteer.open(progress=False), Registry.load())
    report = make_report(text=passage.text)
    claims = coder.code(report, load().parse(passage.text, report.published)).claims
    found = {key for claim in claims for key in keys(passage, claim)}
    told = ("capture", "p1", frozenset({"a1"}), "asserted")
    assert any(same(told, f) for f in found)
    assert not any(same(("capture", "p2", frozenset({"a1"}), "asserted"), f) for f in found)
    assert not any(same(("capture", "p1", frozenset({"a1"}), "denied"), f) for f in found)
