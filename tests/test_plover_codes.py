"""PLOVER root codes: of each category of the codebook, of acts that are only intended or refused, and whom an act concerns."""

from __future__ import annotations

from collections import defaultdict

import pytest
from plover_sentences import SENTENCES

from sandtable.coding import Reader
from sandtable.intake import make_report
from sandtable.terms import PLOVER_CODES, Claim, Kind

SHARE = 0.9


def claims(reader: Reader, text: str) -> tuple[Claim, ...]:
    return reader.read(make_report(text=text)).claims


def names(claim: Claim, words: str) -> bool:
    return any(
        words.casefold() in f"{r.text} {r.entity.name if r.entity else ''}".casefold() for r in claim.roles
    )


def test_the_codebook_s_categories_are_read_with_both_parties(reader: Reader) -> None:
    missed: dict[str, list[str]] = defaultdict(list)
    for code, source, target, text in SENTENCES:
        found = [c for c in claims(reader, text) if c.plover == code]
        if not any(names(c, source) and names(c, target) for c in found):
            missed[code].append(text)
    assert {code for code, *_ in SENTENCES} == PLOVER_CODES
    count = sum(map(len, missed.values()))
    assert 1 - count / len(SENTENCES) >= SHARE, missed
    # No code is carried by the others.
    for code in PLOVER_CODES:
        of = sum(c == code for c, *_ in SENTENCES)
        assert len(missed[code]) <= of / 3, missed[code]


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("Ghana freed the prisoners.", Kind.CONCESSION, "CONCEDE"),
        ("Ghana will free the prisoners.", Kind.CONCESSION, "AGREE"),
        ("Ghana is ready to free the prisoners.", Kind.CONCESSION, "AGREE"),
        ("Ghana has offered to free the prisoners.", Kind.CONCESSION, "AGREE"),
        ("Ghana refused to free the prisoners.", Kind.CONCESSION, "REJECT"),
        ("Ghana will not free the prisoners.", Kind.CONCESSION, "REJECT"),
        ("Ghana is not willing to free the prisoners.", Kind.CONCESSION, "REJECT"),
        ("Niger expelled the diplomats of Mali.", Kind.COERCION, "SANCTION"),
        ("Niger threatened to expel the diplomats of Mali.", Kind.COERCION, "THREATEN"),
        ("The army shelled Bria.", Kind.ASSAULT, "ASSAULT"),
        ("The army vowed to shell Bria.", Kind.ASSAULT, "THREATEN"),
        ("The army is preparing to attack Bria.", Kind.ASSAULT, "MOBILIZE"),
        ("The rebels vowed to attack Bria.", Kind.STATEMENT, "THREATEN"),
        ("The rebels vowed to support the government.", Kind.STATEMENT, "AGREE"),
        ("Benin pledged its support for Togo.", Kind.STATEMENT, "SUPPORT"),
        ("Kenyan soldiers crossed the border.", Kind.MOVEMENT, "MOBILIZE"),
        ("The minister travelled to Nairobi.", Kind.MOVEMENT, "CONSULT"),
        ("Kenyan peacekeepers arrived in Mogadishu.", Kind.MOVEMENT, "AID"),
    ],
)
def test_the_mood_decides_the_code(reader: Reader, text: str, kind: Kind, code: str) -> None:
    assert code in {c.plover for c in claims(reader, text) if c.kind is kind}


@pytest.mark.parametrize(
    ("text", "kind", "party"),
    [
        ("Chad rejected a call by Niger for talks.", Kind.STATEMENT, "Niger"),
        ("Chad threatened to cut off electricity to Niger.", Kind.STATEMENT, "Niger"),
        ("Chad reiterated its demand that Niger release the hostages.", Kind.STATEMENT, "Niger"),
        ("Chad condemned the bombing of the market by Niger.", Kind.STATEMENT, "Niger"),
        ("Chad agreed to reopen its border with Niger.", Kind.AGREEMENT, "Niger"),
        ("Students marched in Dakar to demand the resignation of President Sall.", Kind.PROTEST, "Sall"),
        ("The army shelled positions of the rebels near Bria.", Kind.ASSAULT, "rebels"),
    ],
)
def test_a_party_below_the_act_is_whom_it_concerns(reader: Reader, text: str, kind: Kind, party: str) -> None:
    found = [c for c in claims(reader, text) if c.kind is kind]
    assert any(party in r.text for c in found for r in c.fillers("target")), found


def test_what_only_sets_the_scene_concerns_nobody(reader: Reader) -> None:
    (claim,) = [c for c in claims(reader, "Chad praised the decision despite protests by Niger.") if c.stance]
    assert not any("Niger" in r.text for r in claim.roles)


@pytest.mark.parametrize(
    ("text", "kind", "role", "words"),
    [
        ("Soldiers arrested two students, officials said.", Kind.COERCION, "actor", "Soldiers"),
        ("The ministry put out a statement accusing Mali of lying.", Kind.STATEMENT, "actor", "ministry"),
        ("The general was accused of looting by the senators.", Kind.STATEMENT, "actor", "senators"),
        ("A court found the colonel guilty of torture.", Kind.STATEMENT, "target", "colonel"),
        ("Togo called in the French ambassador.", Kind.STATEMENT, "target", "ambassador"),
    ],
)
def test_slips_of_the_parse_are_mended(reader: Reader, text: str, kind: Kind, role: str, words: str) -> None:
    found = [c for c in claims(reader, text) if c.kind is kind]
    assert any(words in r.text for c in found for r in c.fillers(role)), found


def test_an_agreement_that_was_not_reached_is_denied(reader: Reader) -> None:
    found = claims(reader, "Chad and Niger failed to reach agreement on the border.")
    assert [(c.kind, c.plover, c.factuality.value) for c in found] == [(Kind.AGREEMENT, "REJECT", "denied")]
