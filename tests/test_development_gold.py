"""The development gold keeps to the vocabulary, and every claim points at words of its text."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from sandtable.terms import ROLES, Factuality, Kind, Stance

GOLD = Path(__file__).parents[1] / "training" / "gold"
DOCUMENTS = sorted(GOLD.glob("*.json"))
FIELDS = {
    "kind", "also", "evidence", "nth", "roles", "factuality", "attribution", "time", "optional", "stance", "extent",
}  # fmt: skip


def held_out() -> list[str]:
    return (GOLD / "HELDOUT.txt").read_text(encoding="utf-8").split()


def test_every_text_has_its_annotation() -> None:
    assert {p.stem for p in DOCUMENTS} == {p.stem for p in (GOLD / "texts").glob("*.txt")}
    assert len(DOCUMENTS) >= 30


def test_a_fifth_is_held_out() -> None:
    names = held_out()
    assert len(names) == len(set(names))
    assert set(names) <= {p.stem for p in DOCUMENTS}
    assert 0.18 <= len(names) / len(DOCUMENTS) <= 0.3


def test_every_kind_is_required_somewhere_in_both_parts() -> None:
    for part in (held_out(), [p.stem for p in DOCUMENTS if p.stem not in held_out()]):
        kinds = {
            claim["kind"]
            for name in part
            for claim in json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))["claims"]
            if not claim.get("optional")
        }
        assert kinds == {kind.value for kind in Kind}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.stem)
def test_annotation_keeps_to_the_contract(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = (GOLD / "texts" / f"{gold['doc']}.txt").read_text(encoding="utf-8")
    assert gold["doc"] == path.stem
    assert gold["text_sha256"] == hashlib.sha256(text.encode()).hexdigest()
    for claim in gold["claims"]:
        assert set(claim) <= FIELDS, claim
        assert text.count(claim["evidence"]) >= claim.get("nth", 1), claim
        assert "nth" in claim or text.count(claim["evidence"]) == 1, claim
        for kind in claim.get("also", []):
            Kind(kind)
        required, besides = ROLES[Kind(claim["kind"])]
        assert set(claim["roles"]) <= required | besides, claim
        assert claim.get("optional") or required <= set(claim["roles"]), claim
        assert all(
            names and all(n == n.lower() for n in names) for f in claim["roles"].values() for names in f
        ), claim
        assert claim["factuality"] is None or Factuality(claim["factuality"]), claim
        assert "stance" not in claim or Stance(claim["stance"]), claim
