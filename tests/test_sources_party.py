"""Publishers that are no listed outlet and yet a party's voice: forces, ministries, press offices."""

from __future__ import annotations

import pytest

from sandtable.orbat import Registry
from sandtable.picture.outlets import Outlets
from sandtable.sources import Sources
from sandtable.terms import VoiceType


@pytest.mark.parametrize(
    "publisher, party",
    (
        ("Sudanese Armed Forces", "actor:sudanese-armed-forces"),
        ("Iraqi Ministry of Defence", "actor:iraq/defence-ministry"),
        ("Hezbollah War Media", "actor:hezbollah"),
        ("RSF media office", "actor:rsf"),
        ("M23", "actor:m23"),
        ("MNLA Communications Bureau", "actor:mnla"),
        ("LURD National Executive Committee", "actor:lurd"),
        ("Radio of the Tigers", "actor:ltte"),
        ("Press Service of the Houthis", "actor:houthis"),
        ("The people's militia of LPR press service", "actor:lpr-people-militia"),
        ("Mozambican Ministry of National Defence", "actor:mozambique/defence-ministry"),
        ("Army Headquarters, Khartoum", "actor:sudanese-armed-forces"),
        ("Ethiopian Government Spokesperson", "actor:ethiopia/government"),
        ("Ministry of Defence of Ukraine", "actor:ukraine/defence-ministry"),
        ("Sri Lanka Army Media Unit", "actor:sri-lanka/army"),
        ("General Command of the Armed Forces of Moldova", "actor:moldova/forces"),
        ("Ethiopian Army Spokesman's Office", "actor:endf"),
        ("Sudanese Army Spokesman’s Office", "actor:sudanese-armed-forces"),
        ("Ugandan Police Spokesperson's Office", "actor:uganda/police"),
        ("Libyan Armed Forces' Media Centre", "actor:libya/forces"),
        ("Office of the Kenyan Government's Spokesman", "actor:kenya/government"),
        ("Women's Information Office", None),
        ("Sudanese Army Watch", None),
        ("Farmers' Press Bureau", None),
        ("QRZ Central Committee", "actor:new/qrz"),
        ("Northern Liberation Front", "actor:new/northern-liberation-front"),
        ("Army of the Highlands Press Office", "actor:new/army-of-the-highlands"),
        ("Front Line Digest", None),
        ("Army Times", None),
        ("Kabul Press Service", None),
        ("Radio Kinshasa", None),
        ("Somali Press Agency", None),
        ("Ukraine Weekly", None),
        ("QRZ News", None),
        ("Vanni Relief Circular", None),
        ("Sahel Crisis Observatory", None),
        ("UN Afghanistan Weekly Update", None),
        ("Salvation Army", None),
        ("Central Press Bureau", None),
        ("National Executive", None),
        ("Steppe Courier", None),
        ("Aleppo Gazette", None),
        ("Syria Times", None),
    ),
)
def test_a_party_speaks_in_what_it_publishes(registry: Registry, publisher: str, party: str | None) -> None:
    sources = Sources.load(registry)
    found = sources.party(publisher)
    assert (found and found.id) == party
    spoken = Outlets(sources, registry).stands_for(publisher, None, VoiceType.OUTLET)
    assert spoken == (frozenset({party}) if party else frozenset())
