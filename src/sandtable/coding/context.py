"""Which countries a report is about. Invariant: counted from what the report itself names; most named first."""

from __future__ import annotations

from collections import defaultdict

from sandtable.gazetteer import Gazetteer
from sandtable.language.document import Document
from sandtable.orbat import ActorKind, Registry
from sandtable.terms import MentionType

SHARE = 0.2  # of the most named country's weight, below which a country is not what the report is about
LARGE = 50_000  # inhabitants from which a settlement's name alone speaks for its country


def countries_of(document: Document, gazetteer: Gazetteer, registry: Registry) -> tuple[str, ...]:
    """ISO 3166-1 alpha-2 codes, by weight: country names and adjectives, places inside them, actors from them."""
    weight: defaultdict[str, float] = defaultdict(float)
    for token in document.tokens:
        if token.pos in ("PROPN", "ADJ", "NOUN") and token.text[:1].isupper():
            country = gazetteer.country_of(token.text)
            if country is not None and country.country:
                weight[country.country] += 1.0
    for mention in document.mentions:
        if mention.type is not MentionType.LOCATION or not mention.text[:1].isupper():
            continue
        country = gazetteer.country_of(mention.text)
        if country is not None and country.country:
            weight[country.country] += 1.0 if " " in mention.text else 0.0
            continue
        found = [m.place for m in gazetteer.find(mention.text) if m.how == "exact"]
        codes = {p.country for p in found if p.country}
        if len(codes) == 1 or (found and found[0].population >= LARGE and found[0].country):
            weight[str(found[0].country)] += 1.5 if len(codes) == 1 else 0.7
    for _, _, actor in registry.scan(document.text):
        if actor.kind is not ActorKind.STATE:
            if actor.country:
                weight[actor.country] += 0.4
            for code in actor.theatre:
                weight[code] += 0.8 / len(actor.theatre)
    least = SHARE * max(weight.values(), default=0.0)
    return tuple(
        code for code, n in sorted(weight.items(), key=lambda item: (-item[1], item[0])) if n >= least
    )
