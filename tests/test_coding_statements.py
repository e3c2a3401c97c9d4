"""What parties say of themselves: who "we" are in the mouth of a spokesman, who took what "has been liberated", how an army words a
retreat; read from text to claim."""

from __future__ import annotations

from datetime import date

import pytest

from sandtable.coding import Reader
from sandtable.terms import Claim, Extent, Factuality, Kind, Report

CAPTURE, LEFT, HOLDS = Kind.CAPTURE, Kind.WITHDRAWAL, Kind.CONTROL
ASSERTED, DENIED, PLANNED = Factuality.ASSERTED, Factuality.DENIED, Factuality.PLANNED


def _claims(reader: Reader, text: str) -> list[Claim]:
    report = Report("0" * 64, text, None, None, date(2025, 1, 11))
    return [c for c in reader.read(report).claims if c.kind in (CAPTURE, LEFT, HOLDS)]


# sentence; kind, actor, place, factuality
SAID = (
    # "we" is the body for which a man speaks
    ('"We have taken Goma," a spokesman for M23 said.', CAPTURE, "actor:m23", "Goma", ASSERTED),
    ('"We have liberated Baidoa," a spokesman for the Somali army said.', CAPTURE, "actor:somali-armed-forces", "Baidoa", ASSERTED),
    ('"We left Bunagana," a Congolese army captain said.', LEFT, "actor:fardc", "Bunagana", ASSERTED),
    ('"We have lost Sinjar," said a Peshmerga officer in Erbil.', LEFT, "actor:peshmerga", "Sinjar", ASSERTED),
    ('"We have withdrawn from Lysychansk," said General Oleksandr Syrskyi.', LEFT, "actor:ukrainian-armed-forces", "Lysychansk", ASSERTED),
    # whose a place is said to be
    ('"Mekelle is ours," a spokesman for the Tigrayan forces said.', HOLDS, "actor:tplf", "Mekelle", ASSERTED),
    ('"Debaltseve is no longer ours," a Ukrainian spokesman told reporters.', HOLDS, "actor:ukraine", "Debaltseve", DENIED),
    # who took or lost a place is the party that says so
    ("The Ministry of Defence of Azerbaijan said that Jabrayil had been freed from occupation.", CAPTURE, "actor:azerbaijan/defence-ministry", "Jabrayil", ASSERTED),
    ("The town of Marawi has been retaken, a spokesman for the Philippine army said.", CAPTURE, "actor:philippines/army", "Marawi", ASSERTED),
    ("Marawi is not yet cleared, the Philippine army said.", CAPTURE, "actor:philippines/army", "Marawi", DENIED),
    ("The Ukrainian General Staff admitted that Lysychansk had been lost.", LEFT, "actor:ukrainian-general-staff", "Lysychansk", ASSERTED),
    ("M23 denied that Bunagana had been abandoned.", LEFT, "actor:m23", "Bunagana", DENIED),
    ("M23 said there was no withdrawal from Goma.", LEFT, "actor:m23", "Goma", DENIED),
    # how a retreat is worded
    ("Israeli forces have redeployed from Khan Younis.", LEFT, "actor:idf", "Khan Younis", ASSERTED),
    ("Ukrainian troops withdrew to positions outside Avdiivka.", LEFT, "actor:ukrainian-armed-forces", "Avdiivka", ASSERTED),
    ("The defenders of Bakhmut surrendered.", LEFT, None, "Bakhmut", ASSERTED),
    # what is given to somebody
    ("Lachin was handed back to Azerbaijan on 1 December.", CAPTURE, "actor:azerbaijan", "Lachin", ASSERTED),
    ("Bunagana has not returned to M23's hands.", CAPTURE, "actor:m23", "Bunagana", DENIED),
)  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "actor", "place", "factuality"), SAID, ids=lambda v: str(v)[:40])
def test_a_party_of_itself(
    reader: Reader, text: str, kind: Kind, actor: str | None, place: str, factuality: Factuality
) -> None:
    told = [
        c
        for c in _claims(reader, text)
        if c.kind is kind and any(place in r.text for r in c.fillers("place"))
    ]
    assert [c.factuality for c in told] == [factuality]
    assert [r.entity.id if r.entity else None for r in told[0].fillers("actor")] == [actor]


# Who says so is not who did it.
NOT_THEIRS = (
    "The Pentagon said Mosul had been liberated.",
    "Mosul has been liberated, residents said.",
    "The United Nations said Mosul had been liberated.",
    "The town of Mosul has been captured, the Iraqi army said.",
    "The victory is ours, the army said.",
    "OCHA has relocated its hub from Peshawar to Islamabad.",
    "The refugees were returned to Azerbaijan.",
    "No group has said that it took Barsalogho.",
    "No party has admitted that it lost Barsalogho.",
    "Engineers of the army cleared the airport of mines.",
)


@pytest.mark.parametrize("text", NOT_THEIRS, ids=lambda v: v[:40])
def test_who_only_tells_of_it_took_nothing(reader: Reader, text: str) -> None:
    assert _claims(reader, text) == []


def test_who_speaks_behind_a_quotation_does_nothing_in_it(reader: Reader) -> None:
    (claim,) = _claims(reader, '"M23 holds the bridge of Bunagana," a commander of the 24th Brigade said.')
    assert [r.entity.id for r in claim.fillers("actor") if r.entity] == ["actor:m23"]
    assert "commander" in claim.attribution[0].text


@pytest.mark.parametrize(
    ("words", "extent"),
    [("all of", Extent.FULL), ("nearly all of", Extent.PARTIAL), ("almost the whole of", Extent.PARTIAL), ("90% of", Extent.PARTIAL)],
)  # fmt: skip
def test_nearly_all_is_not_all(reader: Reader, words: str, extent: Extent) -> None:
    (claim,) = _claims(reader, f"The army controls {words} Marawi.")
    assert claim.extent is extent
