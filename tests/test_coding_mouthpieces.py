"""Who speaks for whom, and whose hands a town is in; read from text to claim."""

from __future__ import annotations

from datetime import date

import pytest

from sandtable.coding import Reader
from sandtable.terms import Claim, Factuality, Kind, Report

CAPTURE, LEFT, HOLDS = Kind.CAPTURE, Kind.WITHDRAWAL, Kind.CONTROL


def _claims(reader: Reader, text: str, publisher: str | None = None) -> list[Claim]:
    report = Report("0" * 64, text, None, publisher, date(2025, 1, 11))
    return [c for c in reader.read(report).claims if c.kind in (CAPTURE, LEFT, HOLDS)]


def _told(claim: Claim) -> tuple[Kind, str | None, str, Factuality]:
    actor, place = claim.fillers("actor")[0], claim.fillers("place")[0]
    return (
        claim.kind,
        actor.entity and actor.entity.id,
        place.entity.name if place.entity else "",
        claim.factuality,
    )


ASSERTED, DENIED, PLANNED = Factuality.ASSERTED, Factuality.DENIED, Factuality.PLANNED

# text; publisher; what is told last
TOLD = (
    # a ministry's troops, an office's forces, a front's fighters
    ("Russia's Defence Ministry said that its troops had captured Snihurivka.", None, (CAPTURE, "actor:russian-armed-forces", "Snihurivka", ASSERTED)),
    ("The Armenian Defence Ministry said that its units had left Hadrut.", None, (LEFT, "actor:armenia/forces", "Hadrut", ASSERTED)),
    ("The media office of the Libyan National Army reports that its forces entered Gharyan on Thursday and are in full control of the town.", None,
     (HOLDS, "actor:lna", "Gharyan", ASSERTED)),
    ("A spokesman for the Northern Alliance told the Tribune that its forces had withdrawn from Taloqan.", None, (LEFT, "actor:northern-alliance", "Taloqan", ASSERTED)),
    ("TPLF spokesman Getachew Reda said that the front's fighters had withdrawn from Lalibela.", None, (LEFT, "actor:tplf", "Lalibela", ASSERTED)),
    ("Russia said its troops had left Snihurivka for more advantageous positions.", None, (LEFT, "actor:russian-armed-forces", "Snihurivka", ASSERTED)),
    ("Our guardsmen withdrew from Goma on Friday.", "M23", (LEFT, "actor:m23", "Goma", ASSERTED)),
    ("The garrison of Biltine withdrew from the town on Saturday.", "General Staff of the Chadian National Army", (LEFT, "actor:chad/forces", "Biltine", ASSERTED)),
    # we of a named spokesman; the mujahideen of a party that says so
    ('The Northern Alliance denied it. "Taloqan is under our control," its spokesman Mohammad Yusuf said.', None, (HOLDS, "actor:northern-alliance", "Taloqan", ASSERTED)),
    ('"Qoryooley is under the control of the mujahideen," Al-Shabaab\'s military spokesman said.', None, (HOLDS, "actor:al-shabaab", "Qoryoley", ASSERTED)),
    # whose hands
    ("The army attacked Halfaya on Sunday. Halfaya remains in rebel hands.", None, (HOLDS, "actor:syrian-opposition", "Halfaya", ASSERTED)),
    ("Snihurivka remains in Russian hands.", None, (HOLDS, "actor:russia", "Snihurivka", ASSERTED)),
    ("The town of Gagra is in Abkhaz hands.", None, (HOLDS, "actor:abkhazia", "Gagra", ASSERTED)),
    ("Kyaukme is under military control.", None, (HOLDS, "actor:tatmadaw", "Kyaukme", ASSERTED)),
    ("Mortars hit government-held Gao, killing six.", None, (HOLDS, "actor:mali/government", "Gao", ASSERTED)),
    # men by their people
    ("Ta'ang rebels captured Kyaukme on Friday.", None, (CAPTURE, "actor:tnla", "Kyaukme", ASSERTED)),
    ("Ethnic Kachin fighters captured Momauk on Friday.", None, (CAPTURE, "actor:kia", "Momauk", ASSERTED)),
    # who says so, and who was made to
    ("The army would like to announce that its soldiers have taken Gao.", None, (CAPTURE, "actor:malian-armed-forces", "Gao", ASSERTED)),
    ("The Malian army was forced to abandon Gao on Friday.", None, (LEFT, "actor:malian-armed-forces", "Gao", ASSERTED)),
    ("There is no truth in the rumours that Gharyan has been captured by the GNA.", None, (CAPTURE, "actor:gna", "Gharyan", DENIED)),
    ("The capture of Palmyra by the Syrian army is only a matter of time.", None, (CAPTURE, "actor:syrian-arab-army", "Palmyra", PLANNED)),
    ("The army overran Bor. The army holds Bor, and Bor is quiet. In Malakal, residents said that the town was under government control.", None, (HOLDS, "actor:south-sudan/government", "Malakal", ASSERTED)),
    ("The M23 holds Uvira, a UN spokesman told reporters in Kinshasa.", None, (HOLDS, "actor:m23", "Uvira", ASSERTED)),
)  # fmt: skip


@pytest.mark.parametrize(("text", "publisher", "told"), TOLD, ids=[t[0][:50] for t in TOLD])
def test_whose_it_is(
    reader: Reader, text: str, publisher: str | None, told: tuple[Kind, str, str, Factuality]
) -> None:
    assert told in [_told(c) for c in _claims(reader, text, publisher)]


NOBODYS = (
    "The liberation of the town's workers from their debts is near.",  # no place is taken
    "Water remains in short supply in Gao, and hands are idle.",
    "The Libyan Information Office opened in Rome.",
)


@pytest.mark.parametrize("text", NOBODYS)
def test_no_hold_is_told(reader: Reader, text: str) -> None:
    assert not _claims(reader, text)


def test_our_forces_are_no_mans(reader: Reader) -> None:
    text = '"Our forces have left Bor," the spokesman, Colonel Philip Aguer, told reporters.'
    report = Report("0" * 64, text, None, None, date(2025, 1, 11))
    ids = {e.id for c in reader.read(report).claims for e in (r.entity for r in c.fillers("actor")) if e}
    assert not any("aguer" in i for i in ids)


SPEAKERS = (
    ("A spokesman for the Free Syrian Army said on Friday that it had taken Azaz.", "Free Syrian Army"),
    ("A spokesman for the Coalition of Patriots for Change, Aboubakar Sitamale, said its fighters had retaken Bangassou.", "Coalition of Patriots for Change spokesman Aboubakar Sitamale"),
    ("Nile Press Agency reports that the army shelled Umm Ruwaba. The town has been controlled by the RSF since 2023, the agency says.", "Nile Press Agency"),
    ("The defence ministry of Mali said its army had left Gao. The ministry's spokesman said the rebels had seized it.", "Malian Defence Ministry"),
    ("A commander of an Iran-backed militia said the army had taken Gao.", "A commander of an Iran-backed militia"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "name"), SPEAKERS, ids=[n for _, n in SPEAKERS])
def test_who_says_it(reader: Reader, text: str, name: str) -> None:
    (*_, last) = _claims(reader, text)
    assert last.attribution[0].name == name


DATED = (
    ("The LTTE said on Thursday that its fighters had captured Point Pedro the day before.", "2025-01-08"),
    ("A spokesman conceded on Thursday that the army had withdrawn from Gao the day before.", "2025-01-08"),
    (
        "Boko Haram stormed Damboa on Wednesday and seized the town for the second time this summer.",
        "2025-01-08",
    ),
    ("The army said on Thursday that it had taken Gao the previous evening.", "2025-01-08"),
)


@pytest.mark.parametrize(("text", "day"), DATED, ids=[t[:40] for t, _ in DATED])
def test_on_which_day(reader: Reader, text: str, day: str) -> None:
    (*_, last) = _claims(reader, text)
    assert last.time is not None and (last.time.earliest, last.time.latest) == (day, day)
