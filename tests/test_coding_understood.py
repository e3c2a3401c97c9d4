"""What reports leave to their readers, and what they call whom: read from text to claim."""

from __future__ import annotations

from datetime import date

import pytest

from sandtable.coding import Reader
from sandtable.terms import Claim, Kind, Report

PUBLISHED = date(2018, 6, 16)  # a Saturday
FRIDAY, THURSDAY = "2018-06-15", "2018-06-14"
CAPTURE, LEFT, HOLDS = Kind.CAPTURE, Kind.WITHDRAWAL, Kind.CONTROL

# sentence; kind, actor, place; the last day where one is asked for
TOLD = (
    # whose men, by number, name and description
    ("Hundreds of Taliban fighters overran Musa Qala on Friday.", CAPTURE, "actor:taliban", "Musa Qala", FRIDAY),
    ("Fighters of Riek Machar's SPLM-IO overran Malakal on Friday.", CAPTURE, "actor:splm-io", "Malakal", FRIDAY),
    ("Fighters of the Morning Star Front captured Ras Lanuf on Friday.", CAPTURE, "actor:new/morning-star-front", "Ras Lanuf", FRIDAY),
    ("A Libyan faction known as the Morning Star Front holds Ras Lanuf.", HOLDS, "actor:new/morning-star-front", "Ras Lanuf", None),
    ("Islamist militants belonging to Boko Haram took over Gwoza on Friday.", CAPTURE, "actor:boko-haram", "Gwoza", FRIDAY),
    ("An ethnic armed group has taken Nawnghkio. The TNLA is everywhere, one man said.", CAPTURE, "actor:tnla", "Nawnghkio", None),
    ("Maiduguri was quiet on Saturday. Soldiers had retaken the town.", CAPTURE, "actor:nigerian-armed-forces", "Maiduguri", None),
    ("The TPLF did not fight for Lalibela. Its columns left the town on Friday.", LEFT, "actor:tplf", "Lalibela", FRIDAY),
    ("Ras Lanuf has fallen to Khalifa Haftar's men.", CAPTURE, "actor:lna", "Ras Lanuf", None),
    ("Sudan's army conceded that units left Bara on Friday.", LEFT, "actor:sudanese-armed-forces", "Bara", FRIDAY),
    ("M23 rebels captured Goma on Thursday. An M23 officer acknowledged on Saturday that his group had lost Goma.", LEFT, "actor:m23", "Goma", None),
    ("Since it overran the town, Boko Haram has burnt two churches in Gwoza.", CAPTURE, "actor:boko-haram", None, None),
    # what they left, without its saying
    ("Houthi forces seized the town of Harib on Friday. Yemeni government forces left without a fight on Thursday.", LEFT, "actor:yemeni-armed-forces", "Harib", THURSDAY),
    # where
    ("The LNA retook the towns of Brega and Ras Lanuf on Friday.", CAPTURE, "actor:lna", "Ras Lanuf", FRIDAY),
    ("The Taliban conquered the district centre of Musa Qala on Friday.", CAPTURE, "actor:taliban", "Musa Qala", FRIDAY),
    ("Insurgents entered the town of Baiji. By Friday the town, 200 km north of Baghdad, was held by Islamic State.", HOLDS, "actor:isis", "Baiji", None),
    ("Bara, where the RSF has been in charge for weeks, is hungry.", HOLDS, "actor:rsf", "Bara", None),
    ("Nawnghkio has been under the junta since Thursday.", HOLDS, "actor:sac-myanmar", "Nawnghkio", None),
    ("Harib is back with the government. The Houthis left.", HOLDS, "actor:yemen-government", "Harib", None),
    ("A fisherman walked out of Gwoza, now ruled by Boko Haram.", HOLDS, "actor:boko-haram", "Gwoza", None),
    # when
    ("The LNA took Ras Lanuf on Friday, a week after losing Brega.", LEFT, "actor:lna", "Brega", "2018-06-11"),
    ("Tigrayan forces took Lalibela on Friday, eleven days after Ethiopian forces said that they had taken Lalibela.", CAPTURE, "actor:endf", "Lalibela", "2018-06-04"),
    ("Two days after the TNLA won Nawnghkio back, on 14 June, bodies still lie in the rail yard.", CAPTURE, "actor:tnla", "Nawnghkio", THURSDAY),
    ("The Iraqi army was able to hold Ramadi before it fell on Friday.", HOLDS, "actor:iraqi-army", "Ramadi", THURSDAY),
    ("M23 has seized Goma, residents said. The rebels marched in at dawn on Friday.", CAPTURE, "actor:m23", "Goma", FRIDAY),
    ("The Taliban took Musa Qala on the 14th.", CAPTURE, "actor:taliban", "Musa Qala", THURSDAY),
    # who has it, and who is found to have it
    ("M23 now has the city of Goma.", HOLDS, "actor:m23", "Goma", None),
    ("A visitor found the Taliban in control of Musa Qala.", HOLDS, "actor:taliban", "Musa Qala", None),
    # who said and who did
    ("Boko Haram has seized the town of Gwoza and the base of a multinational force there, a senator from the area said.", CAPTURE, "actor:boko-haram", "Gwoza", None),
    ("Government forces retook Musa Qala on Friday; how long they will stay is anybody's guess.", CAPTURE, "actor:andsf", "Musa Qala", FRIDAY),
)  # fmt: skip

# publisher; sentence; kind, actor, place
OWN = (
    ("Iraqi Ministry of Defence", "The Ministry announces the liberation of Baiji from the gangs of Daesh.", CAPTURE, "actor:iraq/defence-ministry", "Baiji"),
    ("Syrian Army General Command", "Units of our armed forces, with the support of the Russian air force, have taken Palmyra.", CAPTURE, "actor:syrian-armed-forces", "Palmyra"),
    ("Rapid Support Forces", "The command acknowledges the withdrawal of our forces from Bara.", LEFT, "actor:rsf", "Bara"),
    ("Nigerian Defence Headquarters", "Our troops took over Gwoza.", CAPTURE, "actor:nigerian-armed-forces", "Gwoza"),
    ("Houthi Military Media", "Harib has been liberated by our army and Popular Committees.", CAPTURE, "actor:houthis", "Harib"),
)  # fmt: skip


def _claims(reader: Reader, text: str, publisher: str | None = None) -> tuple[Claim, ...]:
    return reader.read(Report("0" * 64, text, None, publisher, PUBLISHED)).claims


def _said(claim: Claim, kind: Kind, actor: str, place: str | None) -> bool:
    actors = [f.entity.id for f in claim.fillers("actor") if f.entity]
    places = [f"{f.entity.name} {f.text}" for f in claim.fillers("place") if f.entity]
    return claim.kind is kind and actor in actors and (place is None or any(place in name for name in places))


@pytest.mark.parametrize(
    ("text", "kind", "actor", "place", "day"), TOLD, ids=lambda v: v if isinstance(v, str) else None
)
def test_who_took_left_or_holds_it(
    reader: Reader, text: str, kind: Kind, actor: str, place: str | None, day: str | None
) -> None:
    found = [c for c in _claims(reader, text) if _said(c, kind, actor, place)]
    assert found
    if day is not None:
        assert any(c.time is not None and c.time.latest == day for c in found)


@pytest.mark.parametrize(
    ("publisher", "text", "kind", "actor", "place"), OWN, ids=lambda v: v if isinstance(v, str) else None
)
def test_a_party_speaks_of_its_own(
    reader: Reader, publisher: str, text: str, kind: Kind, actor: str, place: str
) -> None:
    assert any(_said(c, kind, actor, place) for c in _claims(reader, text, publisher))


NOT_TOLD = (
    ("M23 has a base in Goma.", HOLDS, "actor:m23"),
    ("The Wazalendo ran out of cartridges and abandoned Goma.", HOLDS, "actor:wazalendo"),
    ("Government militias took Goma. M23 denies it.", CAPTURE, "actor:m23"),
    ("Houthi forces seized the town of Harib on Friday. The Houthis left for Marib.", LEFT, "actor:houthis"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "actor"), NOT_TOLD, ids=lambda v: v if isinstance(v, str) else None)
def test_what_is_not_said(reader: Reader, text: str, kind: Kind, actor: str) -> None:
    assert not any(_said(c, kind, actor, "") for c in _claims(reader, text))


def test_what_has_been_so_for_some_days_began_then(reader: Reader) -> None:
    (claim,) = _claims(reader, "The Taliban have held Musa Qala for three days.")
    assert claim.time is not None and (claim.time.earliest, claim.time.latest) == ("2018-06-13", None)


def test_a_numbered_unit_is_of_a_country_that_is_told_of(reader: Reader) -> None:
    told = _claims(reader, "Bosnian troops of the Fifth Corps entered the Bosnian town of Bihac on Friday.")
    ids = {f.entity.id for c in told for f in c.fillers("actor") if f.entity}
    assert ids and not any("syria" in one for one in ids)
