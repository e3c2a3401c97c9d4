"""Plain sentences give the claims that they make: active, passive, relative, participial, nominal, compound, coordinated,
negated, hedged, planned, attributed, and over sentences. The whole chain runs, from text to claim."""

from __future__ import annotations

from datetime import date
from unicodedata import combining, normalize

import pytest
from coding_sentences import CASES, Case

from sandtable.coding import Reader
from sandtable.intake import make_report
from sandtable.terms import ROLES, Claim, EntityType, Kind, Role


def claims(reader: Reader, text: str, published: date | None = None) -> tuple[Claim, ...]:
    return reader.read(make_report(text=text, published=published)).claims


def plain(text: str) -> str:
    """Without case and diacritics: the gazetteer spells its own way."""
    return "".join(c for c in normalize("NFKD", text) if not combining(c)).casefold()


def speaks_of(role: Role, words: str) -> bool:
    return plain(words) in plain(f"{role.text} {role.entity.name if role.entity else ''}")


def meets(claim: Claim, case: Case) -> bool:
    if claim.kind is not case.kind or case.factuality not in (None, claim.factuality):
        return False
    for role, wanted in case.roles.items():
        if not all(any(speaks_of(r, words) for r in claim.fillers(role)) for words in wanted):
            return False
    if case.voices is None:
        return True
    return len(claim.attribution) == len(case.voices) and all(
        words.lower() in f"{voice.text} {voice.name}".lower()
        for words, voice in zip(case.voices, claim.attribution, strict=True)
    )


def told(claim: Claim) -> str:
    roles = ", ".join(f"{r.role}={r.text!r}" for r in claim.roles)
    voices = " > ".join(v.name for v in claim.attribution)
    return f"{claim.kind.value}({roles}) {claim.factuality.value} [{voices}]"


def name(case: Case) -> str:
    return f"{case.kind.value}: {case.text[:60]}"


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_sentence_gives_its_claim(reader: Reader, case: Case) -> None:
    found = claims(reader, case.text)
    assert any(meets(c, case) for c in found), "\n".join(map(told, found)) or "no claim"


def test_every_kind_is_produced() -> None:
    # Each case is tested above, so a kind that has a case is produced.
    assert {case.kind for case in CASES} == set(Kind)


def test_claims_keep_to_the_contract(reader: Reader) -> None:
    for case in CASES:
        for claim in claims(reader, case.text):
            required, besides = ROLES[claim.kind]
            assert required <= {r.role for r in claim.roles} <= required | besides, told(claim)
            evidence = claim.evidence
            assert case.text[evidence.start : evidence.end] == evidence.exact
            trigger = evidence.trigger
            assert evidence.start <= trigger.start < trigger.end <= evidence.end
            assert case.text[trigger.start : trigger.end] == trigger.text
            for span in (*claim.roles, *claim.attribution):
                assert case.text[span.start : span.end] == span.text


def test_the_same_text_gives_the_same_ids(reader: Reader) -> None:
    text = " ".join(case.text for case in CASES[:20])
    first, second = claims(reader, text), claims(reader, text)
    assert [c.id for c in first] == [c.id for c in second]
    assert len({c.id for c in first}) == len(first)


@pytest.mark.parametrize("group", ["Kivu Lions Brigade", "Free Papua Guard", "Karamoja Liberation Army"])
def test_an_unknown_group_keeps_its_own_name(reader: Reader, group: str) -> None:
    [claim] = claims(reader, f"The {group} captured Bunagana.")
    [actor] = claim.fillers("actor")
    assert actor.entity is not None and actor.entity.type is EntityType.ACTOR
    assert actor.entity.id.startswith("actor:new/")
    assert actor.entity.name == group


def test_one_unknown_group_is_one_actor_throughout(reader: Reader) -> None:
    found = claims(
        reader, "The Kivu Lions Brigade captured Bunagana. On Friday the Kivu Lions Brigade left Rutshuru."
    )
    ids = {r.entity.id for c in found for r in c.fillers("actor") if r.entity}
    assert len(found) == 2 and len(ids) == 1


def test_a_report_s_own_date_is_no_claim_s_time(reader: Reader) -> None:
    published = date(2012, 11, 22)
    [claim] = claims(reader, "The M23 rebels captured Goma.", published)
    assert claim.time is None
    [claim] = claims(reader, "The M23 rebels captured Goma on Tuesday.", published)
    assert claim.time is not None
    assert (claim.time.text, claim.time.earliest, claim.time.latest) == (
        "Tuesday",
        "2012-11-20",
        "2012-11-20",
    )


def test_a_day_without_a_date_of_publication_stays_open(reader: Reader) -> None:
    [claim] = claims(reader, "The M23 rebels captured Goma on Tuesday.")
    assert claim.time is not None and claim.time.text == "Tuesday"
    assert claim.time.earliest is None and claim.time.latest is None


def test_nothing_is_claimed_where_nothing_is_said(reader: Reader) -> None:
    assert claims(reader, "The town lies on a hill above the river and is known for its old mosque.") == ()
    assert claims(reader, "Bread costs twice what it did a year ago.") == ()


def test_quoted_words_belong_to_their_speaker_alone(reader: Reader) -> None:
    text = (
        "“Government troops fired on the crowd,” said Maria Okello, a nurse. “They killed six students.” "
        "Rebels later captured Bria."
    )
    last = [c for c in claims(reader, text) if c.evidence.exact.startswith("Rebels")]
    assert last and all(c.attribution == () for c in last)


def test_where_words_repeat_each_sentence_has_its_claim(reader: Reader) -> None:
    found = claims(reader, "Eritrean tanks advanced on Badme. Eritrean tanks advanced on Badme.")
    assert [c.kind for c in found] == [Kind.MOVEMENT, Kind.MOVEMENT]
    assert len({c.id for c in found}) == 2
