"""Sources by name, domain and attribution; grades and affiliations with dates."""

from __future__ import annotations

from datetime import date

import pytest

from sandtable.orbat import Registry
from sandtable.sources import Affiliation, Grade, Source, SourceError, Sources
from sandtable.terms import Report, Voice, VoiceType

ACTORS = Registry.load()
SOURCES = Sources.load(ACTORS)

NAMES = [
    ("Reuters", "reuters"), ("Reuters news agency", "reuters"), ("AP", "associated-press"), ("The Associated Press", "associated-press"),
    ("AFP", "afp"), ("SANA", "sana"), ("Sana", "sana"), ("Syrian news agency Sana", "sana"), ("Syrian Arab News Agency", "sana"),
    ("Amaq", "amaq"), ("A'maq", "amaq"), ("al-Manar", "al-manar"), ("Al Manar TV", "al-manar"), ("TASS", "tass"), ("Tasnim", "tasnim"),
    ("the Syrian Observatory for Human Rights", "sohr"), ("SOHR", "sohr"), ("BBC", "bbc"), ("BBC News", "bbc"), ("DEBKAfile", "debkafile"),
    ("https://www.bbc.co.uk/news/world-middle-east-1", "bbc"), ("reuters.com", "reuters"), ("english.almanar.com.lb", "al-manar"),
    ("source:irna", "irna"), ("Euphrates Wire", "euphrates-wire"), ("Qasr Radio", "qasr-radio"), ("CENTCOM", "centcom"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "key"), NAMES)
def test_a_name_is_its_source(name: str, key: str) -> None:
    found = SOURCES.find(name)
    assert found is not None and found.id == f"source:{key}"


@pytest.mark.parametrize(
    "name",
    ["", "Nobody's Gazette", "example.org", "com", "a friend", "https://", "[", "http://[", "a[b].example"],
)
def test_an_unknown_name_is_no_source(name: str) -> None:
    assert SOURCES.find(name) is None
    assert SOURCES.grade(name) == "F"
    assert SOURCES.affiliation(name) is None


def test_the_data_are_whole() -> None:
    assert len(SOURCES) >= 60
    for source in SOURCES:
        assert source.source and source.name
        assert source.grades and all(g.source for g in source.grades), source.id
        for affiliation in source.affiliations:
            actor = ACTORS.get(affiliation.actor)
            assert actor is not None and actor.id == affiliation.actor, source.id


@pytest.mark.parametrize(
    ("name", "actor"),
    [("SANA", "government-of-syria"), ("Amaq", "isis"), ("Al-Manar", "hezbollah"), ("TASS", "government-of-russia"), ("Tasnim", "irgc"),
     ("al-Masirah", "houthis"), ("Qasr Radio", "government-of-syria"), ("Al-Rafid Agency", "popular-mobilization-forces")],
)  # fmt: skip
def test_whose_voice_it_is(name: str, actor: str) -> None:
    assert SOURCES.affiliation(name) == f"actor:{actor}"


def test_affiliation_goes_by_day() -> None:
    assert SOURCES.affiliation("Dabiq magazine", date(2015, 1, 1)) == "actor:isis"
    assert SOURCES.affiliation("Dabiq magazine", date(2013, 1, 1)) is None
    assert SOURCES.affiliation("actor:hezbollah") == "actor:hezbollah"
    assert SOURCES.affiliation("Reuters") is None


def test_grades_change_by_day() -> None:
    source = Source(
        "source:x",
        "X",
        VoiceType.OUTLET,
        "agency",
        grades=(Grade("D", date(2010, 1, 1), "t"), Grade("B", date(2015, 1, 1), "t")),
    )
    sources = Sources([source])
    assert sources.grade("X", date(2009, 1, 1)) == "F"
    assert sources.grade("X", date(2012, 1, 1)) == "D"
    assert sources.grade("X", date(2015, 1, 1)) == "B"
    assert sources.grade("X") == "B"


def test_a_shared_name_or_an_unknown_original_is_refused() -> None:
    one, other = (Source(f"source:{k}", "Same", VoiceType.OUTLET, "agency") for k in "ab")
    with pytest.raises(SourceError, match="rename one"):
        Sources([one, other])
    with pytest.raises(SourceError, match="carries unknown"):
        Sources([Source("source:a", "A", VoiceType.OUTLET, "agency", carries=("source:b",))])


def voice(name: str, kind: VoiceType) -> Voice:
    return Voice(name, 0, len(name), name, kind)


@pytest.mark.parametrize(
    ("name", "kind", "publisher", "says"),
    [
        ("Reuters", VoiceType.OUTLET, "BBC", "source:reuters"),
        ("Syrian news agency Sana", VoiceType.OUTLET, "BBC", "source:sana"),
        ("military sources", VoiceType.UNNAMED, "DEBKAfile", "source:debkafile"),
        ("our military sources", VoiceType.UNNAMED, "Some Blog", "voice:some-blog"),
        ("a resident", VoiceType.WITNESS, "Reuters", "source:reuters"),
        ("a resident", VoiceType.WITNESS, None, "voice:unnamed"),
        ("Hezbollah", VoiceType.PARTY, "BBC", "actor:hezbollah"),
        ("The Syrian army", VoiceType.PARTY, "BBC", "actor:syrian-arab-army"),
        ("Russian Foreign Minister Lavrov", VoiceType.OFFICIAL, "BBC", "actor:sergey-lavrov"),
        ("the mayor of Nowhere", VoiceType.OFFICIAL, "BBC", "voice:the-mayor-of-nowhere"),
        ("Morning Gazette", VoiceType.OUTLET, None, "voice:morning-gazette"),
    ],
)
def test_the_canonical_voice(name: str, kind: VoiceType, publisher: str | None, says: str) -> None:
    assert SOURCES.voice(voice(name, kind), publisher) == says


def test_without_actors_a_party_keeps_its_name() -> None:
    assert Sources.load().voice(voice("Hezbollah", VoiceType.PARTY)) == "voice:hezbollah"


def test_the_publisher_of_a_report() -> None:
    named = SOURCES.publisher(Report("1", "t", publisher="BBC News"))
    linked = SOURCES.publisher(Report("2", "t", publisher="A page", url="https://www.reuters.com/world/x"))
    assert named is not None and named.id == "source:bbc"
    assert linked is not None and linked.id == "source:reuters"
    assert SOURCES.publisher(Report("3", "t")) is None


def test_scan_finds_outlets_where_they_stand() -> None:
    text = "State news agency SANA and AFP reported; Reuters’ man said sana is a word, as is ap."
    hits = [(text[s:e], source.id) for s, e, source in SOURCES.scan(text)]
    assert hits == [
        ("State news agency SANA", "source:sana"),
        ("AFP", "source:afp"),
        ("Reuters", "source:reuters"),
    ]


def test_an_open_affiliation_always_holds() -> None:
    assert Affiliation("actor:x").holds(date(1900, 1, 1)) and Affiliation("actor:x").holds(None)
