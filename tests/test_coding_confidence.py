"""Confidence: what its weights do, and that it holds on gold that it was not fitted on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench.claims import calibration_error
from bench.scoring import score

from sandtable.coding import Reader
from sandtable.coding.confidence import LEAST, MOST, Regression
from sandtable.intake import make_report

GOLD = Path(__file__).resolve().parent.parent / "training" / "gold"


def test_signs_move_the_confidence_by_their_weights_and_unknown_ones_do_not() -> None:
    model = Regression({"bias": 0.0, "pronoun": -1.0, "roles": 0.5})
    assert model.of({}) == pytest.approx(0.5)
    assert model.of({"pronoun": 1.0}) < model.of({"pronoun": 0.5}) < 0.5 < model.of({"roles": 2.0})
    assert model.of({"never seen": 9.0}) == pytest.approx(0.5)
    assert (model.of({"roles": 99.0}), model.of({"pronoun": 99.0})) == (MOST, LEAST)


def test_a_claim_told_far_from_its_parties_is_less_sure(reader: Reader) -> None:
    near = "The Sudanese army captured Wad Madani."
    far = "The Sudanese army, which for most of a long and bloody year had been on the retreat from it, captured Wad Madani."
    captures = [
        next(c.confidence for c in reader.read(make_report(text=text)).claims if c.kind.value == "capture")
        for text in (near, far)
    ]
    assert 1 > captures[0] > captures[1] > 0


def test_confidence_holds_on_reports_it_was_not_fitted_on(reader: Reader) -> None:
    judged: list[tuple[float, bool, bool]] = []
    for name in (GOLD / "HELDOUT.txt").read_text(encoding="utf-8").split():
        text = (GOLD / "texts" / f"{name}.txt").read_text(encoding="utf-8")
        claims = reader.read(make_report(text=text, title=name)).claims
        gold = json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))["claims"]
        scored = score(name, text, gold, claims)
        judged += [(c.confidence, False, False) for c in scored.false]
        judged += [(a.claim.confidence, True, a.roles_right) for a in scored.required if a.claim is not None]
    assert len(judged) > 200
    assert calibration_error(judged) < 0.1
    sure = [right for p, _, right in judged if p >= 0.85]
    unsure = [right for p, _, right in judged if p < 0.7]
    assert sum(sure) / len(sure) > sum(unsure) / len(unsure) + 0.1
