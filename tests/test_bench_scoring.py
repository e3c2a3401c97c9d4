"""The bench scores claims as the contract says: by hand on small cases, and as the shared scorer does on large ones."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest
from bench.causes import cause_of_false, cause_of_miss
from bench.claims import calibration, calibration_error, figures, judged, per_kind
from bench.scoring import Scored, attribution_right, score, time_right, wrong_roles

from sandtable.coding import Reader
from sandtable.intake import make_report
from sandtable.language.document import Document
from sandtable.terms import (
    Claim,
    Entity,
    EntityType,
    Evidence,
    Factuality,
    Kind,
    Reading,
    Report,
    Role,
    TimeSpan,
    Trigger,
    Voice,
    VoiceType,
    Warning,
)
from sandtable.terms.wire import reading_to

ROOT = Path(__file__).parents[1]
OWN = ROOT / "training" / "gold"
SHARED = ROOT.parent / "shared"

TEXT = "Troops captured Goma on Friday. Rebels shelled Bria.\nTroops left Goma."


def claim(kind: Kind, trigger: str, confidence: float = 0.7, text: str = TEXT, **roles: str) -> Claim:
    at = text.index(trigger)
    made = tuple(
        Role(name, words, text.index(words), text.index(words) + len(words)) for name, words in roles.items()
    )
    evidence = Evidence(0, len(text), text, "", "", Trigger(at, at + len(trigger), trigger))
    return Claim(f"{kind}{at}{confidence}", kind, made, evidence, confidence=confidence)


def gold(kind: str, evidence: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "evidence": evidence, "roles": {}, **more}


def one(golds: list[dict[str, Any]], claims: list[Claim]) -> Scored:
    return score("doc", TEXT, golds, claims)


def test_a_claim_of_the_kind_in_the_sentence_answers() -> None:
    scored = one([gold("capture", "captured Goma", roles={"place": [["goma"]]})], [claim(Kind.CAPTURE, "captured", place="Goma")])  # fmt: skip
    assert scored.answers[0].claim is not None and scored.answers[0].roles_right
    assert scored.false == () and scored.predicted == 1


def test_another_sentence_or_kind_does_not_answer() -> None:
    golds = [gold("assault", "captured Goma"), gold("capture", "shelled Bria")]
    scored = one(golds, [claim(Kind.ASSAULT, "shelled"), claim(Kind.CAPTURE, "captured")])
    assert all(a.claim is None for a in scored.answers) and len(scored.false) == 2


def test_also_names_another_right_kind() -> None:
    assert (
        one([gold("assault", "captured Goma", also=["capture"])], [claim(Kind.CAPTURE, "captured")]).false
        == ()
    )


def test_each_claim_answers_once_and_the_better_one_first() -> None:
    golds = [gold("capture", "captured Goma", roles={"place": [["goma"]]})]
    worse, better = claim(Kind.CAPTURE, "captured"), claim(Kind.CAPTURE, "captured", 0.8, place="Goma")
    scored = one(golds, [worse, better])
    assert scored.answers[0].claim is better and scored.false == (worse,)


def test_an_optional_claim_costs_and_earns_nothing() -> None:
    golds = [gold("capture", "captured Goma", optional=True)]
    assert one(golds, [claim(Kind.CAPTURE, "captured")]).predicted == 0
    assert one(golds, []).required == []


def test_roles_count_by_words_or_by_entity_name_and_folded() -> None:
    made = claim(Kind.CAPTURE, "captured")
    entity = Entity("iso:CD", EntityType.PLACE, "Ndélé Town")
    with_entity = Claim(made.id, made.kind, (Role("place", "it", 0, 2, entity),), made.evidence)
    assert wrong_roles(gold("capture", "x", roles={"place": [["ndele"]]}), with_entity) == []
    assert wrong_roles(gold("capture", "x", roles={"place": [["ndel"]]}), with_entity) == ["place"]
    assert wrong_roles(gold("capture", "x", roles={"actor": [["troops"]], "place": [["it"], ["goma"]]}), with_entity) == ["actor", "place"]  # fmt: skip


def test_the_destination_of_a_movement_is_a_place_too() -> None:
    assert wrong_roles(gold("movement", "x", roles={"place": [["goma"]]}), claim(Kind.MOVEMENT, "left", destination="Goma")) == []  # fmt: skip


def test_time_and_attribution() -> None:
    made = claim(Kind.CAPTURE, "captured")
    voice = Voice("Officials", 0, 9, "Officials", VoiceType.UNNAMED)
    full = Claim(made.id, made.kind, (), made.evidence, time=TimeSpan("on Friday", 0, 9, "2017-11-03", "2017-11-03", "day"), attribution=(voice,))  # fmt: skip
    assert time_right({"time": ["2017-11"]}, full) and time_right({"time": ["friday"]}, full)
    assert not time_right({"time": ["2017-12"]}, full) and not time_right({"time": ["friday"]}, made)
    assert attribution_right({"attribution": ["officials"]}, full)
    assert not attribution_right({"attribution": ["officials", "army"]}, full)


def test_figures_by_hand() -> None:
    golds = [
        gold("capture", "captured Goma", roles={"place": [["goma"]]}, factuality="asserted"),
        gold("assault", "shelled Bria", roles={"place": [["kindu"]]}, factuality="denied"),
        gold("withdrawal", "left Goma"),
    ]
    claims = [claim(Kind.CAPTURE, "captured", place="Goma"), claim(Kind.ASSAULT, "shelled", place="Bria")]
    reading = Reading(make_report(text=TEXT), claims=tuple(claims))
    made = figures([one(golds, claims)], [reading])
    assert made["precision"] == 0.5 and made["recall"] == pytest.approx(1 / 3)
    assert made["kind_f1"] == pytest.approx(0.8) and made["kind_and_roles_f1"] == pytest.approx(0.4)
    assert made["factuality"] == 0.5 and made["evidence_right"] == 1.0
    assert "time" not in made, "nothing is asked of time"


def test_a_wrong_offset_shows() -> None:
    made = claim(Kind.CAPTURE, "captured")
    moved = Claim("id", made.kind, (), Evidence(1, 5, "Troo", "", "", made.evidence.trigger))
    assert (
        figures([one([], [moved])], [Reading(make_report(text=TEXT), claims=(moved, made))])["evidence_right"]
        == 0.5
    )


def test_confidence_is_set_against_truth() -> None:
    golds = [gold("capture", "captured Goma"), gold("assault", "shelled Bria", roles={"place": [["kindu"]]})]
    claims = [
        claim(Kind.CAPTURE, "captured", 1.0),
        claim(Kind.ASSAULT, "shelled", 0.95),
        claim(Kind.AIM, "left", 0.45),
    ]
    weighed = judged([one(golds, claims)])
    rows = tuple(row[:5] for row in calibration("x", weighed).rows)
    assert rows == (("0.4 to 0.5", "1", "0.45", "0.00", "0.00"), ("0.9 to 1.0", "2", "0.97", "1.00", "0.50"))
    assert calibration_error(weighed) == pytest.approx((0.45 + abs(2 * 0.965 - 1)) / 3, abs=0.02)


def test_kinds_are_told_apart() -> None:
    golds = [gold("capture", "captured Goma"), gold("withdrawal", "left Goma")]
    rows = per_kind("x", [one(golds, [claim(Kind.CAPTURE, "captured"), claim(Kind.AIM, "left")])]).rows
    assert rows == (
        ("aim", "0", "0", "0", "1"),
        ("capture", "1", "1", "1", "0"),
        ("withdrawal", "1", "0", "0", "0"),
    )


def miss(golds: list[dict[str, Any]], claims: list[Claim], *warnings: Warning) -> str:
    scored = one(golds, claims)
    reading = Reading(make_report(text=TEXT), claims=tuple(claims), warnings=warnings)
    return cause_of_miss(scored.answers[0], scored, reading, Document(TEXT, [], [], [], []))


def test_causes_of_misses() -> None:
    capture = gold("capture", "captured Goma", roles={"place": [["kindu"]]})
    assert miss([capture], [claim(Kind.CAPTURE, "captured")]) == "capture: found, its place absent"
    assert (
        miss([capture], [claim(Kind.CAPTURE, "captured", place="Goma")]) == "capture: found, its place other"
    )
    assert miss([capture], [claim(Kind.ASSAULT, "captured")]) == "capture: missed, told as assault"
    assert miss([capture], [], Warning("role-missing", "capture: no actor", 7, 15)).endswith(
        "a required role missing"
    )
    assert miss([capture], []) == "capture: missed, no word in the lexicon"
    assert miss([gold("capture", "took Goma")], []) == "capture: the evidence is not in the text"


def test_a_word_of_the_lexicon_without_a_claim_is_told(reader: Reader) -> None:
    text = "The captured weapons were old."
    scored = score("doc", text, [gold("capture", "captured weapons")], [])
    document = reader.parser.parse(text, None)
    cause = cause_of_miss(scored.answers[0], scored, Reading(make_report(text=text)), document)
    assert cause == "capture: missed, word in the lexicon but no frame held"


def test_causes_of_false_claims() -> None:
    golds = [gold("capture", "captured Goma")]
    capture, second = claim(Kind.CAPTURE, "captured"), claim(Kind.CAPTURE, "captured", 0.6)
    scored = one(golds, [capture, second])
    assert (
        cause_of_false(scored.false[0], scored)
        == "capture: false, one more than the gold has in the sentence"
    )
    other = one(golds, [claim(Kind.AIM, "captured"), claim(Kind.AIM, "on Friday"), claim(Kind.AIM, "left")])
    assert [cause_of_false(c, other).partition("false, ")[2] for c in other.false] == [
        "the gold has another kind at these words",
        "the gold has only other claims in the sentence",
        "the gold has no claim in the sentence",
    ]


# -- against the shared scorer --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shared() -> ModuleType:
    path = SHARED / "score" / "score_claims.py"
    if not path.exists():
        pytest.skip("the shared scorer is not beside the checkout")
    spec = importlib.util.spec_from_file_location("score_claims", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def agree(shared: ModuleType, docs: list[dict[str, Any]], readings: list[Reading]) -> None:
    theirs = shared.score(docs, [json.loads(json.dumps(reading_to(r))) for r in readings])
    ours = [
        score(d["doc"], r.report.text, d["claims"], r.claims) for d, r in zip(docs, readings, strict=True)
    ]
    made = figures(ours, readings)
    assert sum(s.predicted for s in ours) == theirs["predicted"]
    assert sum(len(s.required) for s in ours) == theirs["gold"]
    assert made["kind_f1"] == pytest.approx(theirs["kind"]["f1"], abs=1e-4)
    assert made["kind_and_roles_f1"] == pytest.approx(theirs["kind_and_roles"]["f1"], abs=1e-4)
    for field in ("factuality", "attribution", "time"):
        assert made.get(field, 0.0) == pytest.approx(theirs[field]["share"] or 0.0, abs=1e-4), field
    assert sum(len(s.false) for s in ours) == len(theirs["spurious"])


def scrambled(text: str, golds: list[dict[str, Any]], random: Random) -> tuple[Claim, ...]:
    """Claims like those of the gold with errors of every sort: dropped, doubled, of other kinds, with other roles."""
    out: list[Claim] = []
    for g in golds:
        for _ in range(random.choice((0, 1, 1, 1, 2))):
            at = text.find(g["evidence"])
            trigger = Trigger(at, at + 5, text[at : at + 5])
            roles = []
            for role, fillers in g["roles"].items():
                for filler in fillers:
                    words = random.choice(filler) if random.random() < 0.8 else "nobody at all"
                    roles.append(Role(role, words, 0, len(words)))
            kind = Kind(g["kind"]) if random.random() < 0.8 else random.choice(list(Kind))
            voices = tuple(Voice(v, 0, len(v), v, VoiceType.UNNAMED) for v in g.get("attribution") or () if random.random() < 0.8)  # fmt: skip
            times = g.get("time") or ()
            time = TimeSpan(times[0], 0, 1, None, None, "day") if times and random.random() < 0.7 else None
            out.append(
                Claim(str(len(out)), kind, tuple(roles), Evidence(0, len(text), text, "", "", trigger),
                      random.choice(list(Factuality)), time=time, attribution=voices)
            )  # fmt: skip
    return tuple(out)


@pytest.mark.parametrize("seed", range(5))
def test_the_shared_scorer_counts_the_same_on_scrambled_readings(shared: ModuleType, seed: int) -> None:
    random = Random(seed)
    docs, readings = [], []
    for file in sorted(OWN.glob("*.json")):
        doc = json.loads(file.read_text(encoding="utf-8"))
        text = (OWN / "texts" / f"{file.stem}.txt").read_text(encoding="utf-8")
        docs.append(doc)
        readings.append(Reading(Report(file.stem, text), claims=scrambled(text, doc["claims"], random)))
    agree(shared, docs, readings)


def test_the_shared_scorer_counts_the_same_on_what_is_read(shared: ModuleType, reader: Reader) -> None:
    docs, readings = [], []
    for file in sorted((SHARED / "gold").glob("*.json")):
        docs.append(json.loads(file.read_text(encoding="utf-8")))
        text = (file.parent / "texts" / f"{file.stem}.txt").read_text(encoding="utf-8")
        readings.append(reader.read(make_report(text=text)))
    agree(shared, docs, readings)
