"""Readings keep to the claim contract, whatever the text: kinds, roles, fields, exact offsets."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandtable.coding import Reader
from sandtable.intake import make_report
from sandtable.terms import (
    PLOVER_CODES,
    ROLES,
    EntityType,
    Extent,
    Factuality,
    Kind,
    MentionType,
    Stance,
    VoiceType,
)
from sandtable.terms.wire import reading_from, reading_to

EXAMPLES = sorted((Path(__file__).resolve().parent.parent / "examples").glob("*.txt"))
CLAIM_FIELDS = {
    "id", "kind", "roles", "stance", "extent", "time", "factuality", "attribution", "evidence", "plover", "acled", "confidence", "coder",
}  # fmt: skip


def check_span(text: str, span: dict[str, Any], words: str) -> None:
    assert 0 <= span["start"] < span["end"] <= len(text)
    assert text[span["start"] : span["end"]] == words


def check_entity(entity: dict[str, Any] | None) -> None:
    if entity is None:
        return
    kind = EntityType(entity["type"])
    extra = {"low", "best", "high", "unit"} if kind is EntityType.QUANTITY else set()
    assert set(entity) == {"id", "type", "name", "lat", "lon"} | extra
    assert (entity["lat"] is not None) == (kind is EntityType.PLACE) == (entity["lon"] is not None)


def check_reading(raw: dict[str, Any]) -> None:
    assert raw["schema"] == "sandtable.reading/1"
    assert set(raw) == {"schema", "report", "mentions", "claims", "warnings"}
    text = raw["report"]["text"]
    for mention in raw["mentions"]:
        MentionType(mention["type"])
        check_span(text, mention, mention["text"])
        check_entity(mention["entity"])
    for claim in raw["claims"]:
        check_claim(text, claim)
    assert len({c["id"] for c in raw["claims"]}) == len(raw["claims"])
    for warning in raw["warnings"]:
        assert set(warning) == {"code", "message", "start", "end"}


def check_claim(text: str, claim: dict[str, Any]) -> None:
    assert set(claim) == CLAIM_FIELDS
    required, allowed = ROLES[Kind(claim["kind"])]
    roles = {r["role"] for r in claim["roles"]}
    assert required <= roles <= required | allowed, claim
    for role in claim["roles"]:
        assert set(role) == {"role", "text", "start", "end", "entity"}
        check_span(text, role, role["text"])
        check_entity(role["entity"])
    evidence = claim["evidence"]
    check_span(text, evidence, evidence["exact"])
    check_span(text, evidence["trigger"], evidence["trigger"]["text"])
    assert evidence["start"] <= evidence["trigger"]["start"] and evidence["trigger"]["end"] <= evidence["end"]
    assert text[: evidence["start"]].endswith(evidence["prefix"]) and text[evidence["end"] :].startswith(
        evidence["suffix"]
    )
    for voice in claim["attribution"]:
        VoiceType(voice["type"])
        check_span(text, voice, voice["text"])
    Factuality(claim["factuality"])
    assert claim["stance"] is None or (Stance(claim["stance"]) and claim["kind"] == "statement")
    assert claim["extent"] is None or (Extent(claim["extent"]) and claim["kind"] == "control")
    assert claim["plover"] is None or claim["plover"] in PLOVER_CODES
    assert 0 <= claim["confidence"] <= 1
    if claim["time"] is not None:
        check_span(text, claim["time"], claim["time"]["text"])
        for day in (claim["time"]["earliest"], claim["time"]["latest"]):
            assert day is None or date.fromisoformat(day)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_examples_keep_to_the_contract(reader: Reader, path: Path) -> None:
    report = make_report(text=path.read_text(encoding="utf-8"), published=date(2017, 11, 12))
    reading = reader.read(report)
    raw = json.loads(json.dumps(reading_to(reading)))
    check_reading(raw)
    assert reading.claims, "an example report without a claim"
    assert reading_from(raw) == reading


def test_the_same_reading_gives_the_same_ids(reader: Reader) -> None:
    report = make_report(
        text="The army captured the town of Mayadin from ISIS on Saturday, state television said."
    )
    assert reader.read(report) == reader.read(report)


WORDS = st.sampled_from(
    'the army rebels captured Mayadin Raqqa was by from ISIS and in on Friday said it they shelled . , ; " ” “ ( ) - ’s 30 killed who which '
    "Iran -backed militia did not deny withdrew\n \n\n Hezbollah will reportedly to under command of \u0000 \u200f العربية 🚀".split(
        " "
    )
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join)))
def test_offsets_are_exact_for_any_text(reader: Reader, text: str) -> None:
    check_reading(json.loads(json.dumps(reading_to(reader.read(make_report(text=text))))))
