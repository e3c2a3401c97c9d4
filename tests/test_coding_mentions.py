"""Mentions of a reading: what is added to the tagger's, and what they resolve to."""

from __future__ import annotations

import pytest

from sandtable.coding import Reader
from sandtable.intake import make_report
from sandtable.terms import Mention, MentionType


def named(reader: Reader, text: str) -> dict[tuple[str, MentionType], Mention]:
    """The mentions of a text by words and type; fails where a span is no exact slice or a mention stands twice."""
    mentions = reader.read(make_report(text=text)).mentions
    assert all(text[m.start : m.end] == m.text for m in mentions)
    assert len({(m.start, m.end, m.type) for m in mentions}) == len(mentions)
    return {(m.text, m.type): m for m in mentions}


def test_pronouns_are_mentions_with_what_they_mean(reader: Reader) -> None:
    text = "General Paul Nkosi commands the garrison. He arrived on Monday with the rebels, and they shelled Goma. It rained."
    found = named(reader, text)
    he = found["He", MentionType.PERSON]
    assert he.entity is not None and he.entity.name.endswith("Nkosi")
    they = found["they", MentionType.ORGANISATION]
    assert they.entity is not None and "rebel" in they.entity.name.lower()
    assert not any(words == "It" for words, _ in found)


def test_a_state_that_acts_is_a_place_as_well(reader: Reader) -> None:
    found = named(reader, "Russia vetoed the resolution and accused Turkey of arming the rebels.")
    for country in ("Russia", "Turkey"):
        place = found[country, MentionType.LOCATION].entity
        assert place is not None and place.name == country and place.lat is not None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Bank of Japan kept its rate on Tuesday.", "Japan"),
        ("The European Union sent 20 observers to Chad.", "European Union"),
        ("Britain and France abstained.", "Britain"),
    ],
)
def test_a_land_inside_a_longer_name_is_a_place(reader: Reader, text: str, words: str) -> None:
    assert named(reader, text)[words, MentionType.LOCATION].entity is not None


def test_an_adjective_of_nation_is_a_nationality_and_no_party(reader: Reader) -> None:
    found = named(reader, "Russian President Vladimir Putin met Mexican officials.")
    for word, country in (("Russian", "Russia"), ("Mexican", "Mexico")):
        entity = found[word, MentionType.NATIONALITY].entity
        assert entity is not None and entity.name == country
        assert (word, MentionType.ORGANISATION) not in found


def test_a_person_named_like_a_country_is_no_place(reader: Reader) -> None:
    found = named(reader, "Jordan Peele spoke to reporters after the show on Friday.")
    assert ("Jordan", MentionType.LOCATION) not in found


def test_a_place_stands_without_its_article_and_ends_with_its_name(reader: Reader) -> None:
    text = "Troops crossed the Dnipro. They moved on Kherson in Ukraine's south, then on Mykolaiv."
    places = {words for words, kind in named(reader, text) if kind is MentionType.LOCATION}
    assert {"Dnipro", "Kherson", "Ukraine"} <= places
    assert not any(p.lower().startswith("the ") or p.endswith((".", "’s", "'s")) for p in places)


def test_a_people_in_the_plural_is_a_party(reader: Reader) -> None:
    found = named(reader, "Thousands of Sudanese fled to Chad. Ukrainians voted in Polish schools.")
    assert ("Ukrainians", MentionType.ORGANISATION) in found
    assert ("Ukrainians", MentionType.NATIONALITY) not in found
    assert ("Polish", MentionType.NATIONALITY) in found


def test_a_number_stands_without_its_degree_and_keeps_its_bounds(reader: Reader) -> None:
    found = named(reader, "More than 650,000 people crossed the border into Jordan.")
    number = found["650,000", MentionType.QUANTITY].entity
    assert number is not None and number.low == 650_000 and number.high is None


def test_here_is_a_mention_where_a_place_was_named(reader: Reader) -> None:
    found = named(reader, "The rebels entered Goma on Tuesday. The army left its tanks there.")
    there = found["there", MentionType.LOCATION].entity
    assert there is not None and there.name == "Goma"
