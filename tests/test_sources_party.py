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
        ("Steppe Courier", None),
        ("Aleppo Gazette", None),
        ("Syria Times", None),
    ),
)
def test_a_party_speaks_in_what_it_publishes(registry: Registry, publisher: str, party: str | None) -> None:
    sources = Sources.load(registry)
    assert sources.party(publisher) == party
    spoken = Outlets(sources, registry).stands_for(publisher, None, VoiceType.OUTLET)
    assert spoken == (frozenset({party}) if party else frozenset())
