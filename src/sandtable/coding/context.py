"""Which countries a report is about. Invariant: counted from what the report itself names; most named first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sandtable.coding.frames import data
from sandtable.gazetteer import Gazetteer
from sandtable.gazetteer.folding import fold
from sandtable.gazetteer.place import Place, PlaceType
from sandtable.language.document import Document
from sandtable.orbat import Actor, ActorKind, Registry, Tie, numbered
from sandtable.orbat.spelling import folded
from sandtable.terms import Mention, MentionType

SHARE = 0.2  # of the most named country's weight, below which a country is not what the report is about
FOE = 0.3  # of the most named country's weight, that of one at war with it
SPEAKER = 0.3  # of what a country is named, the share that counts in the words for who says something
UNMARKED = 0.8  # of a name that the tagger takes for nothing
TOWN = 5_000  # inhabitants below which none does
FAR_LARGER = 10  # times the inhabitants of its largest namesake abroad, from which one of several does so too
NAMESAKE = 0.5  # of what an actor's name counts, the share of one that another actor bears too
PACK = "theatre:"  # how the id of a place of the theatre pack begins
NAMING = frozenset({MentionType.LOCATION, MentionType.ORGANISATION, MentionType.PERSON})
# What a power does from abroad: a war that it backs, leads or makes arms for is not fought in it.
BACKING = frozenset(
    "backed led based made built supplied brokered mediated aligned allied supported designed funded financed trained".split()
)
# Words of an outlet's own sort, which are also the names of villages.
OUTLETS = frozenset(
    "agency news press post star sun times standard globe mercury republic independence enterprise monitor herald observer mirror".split()
)
LARGE = 50_000  # inhabitants from which a settlement's name alone speaks for its country


def countries_of(
    document: Document,
    gazetteer: Gazetteer,
    registry: Registry,
    on: date | None = None,
    publisher: str = "",
    party: Actor | None = None,
) -> tuple[str, ...]:
    """ISO 3166-1 alpha-2 codes, by weight: country names and adjectives, places inside them, actors from them and those that
    they are at war with on the day; where it names none of these, the `party` that published it, or the place in its `publisher`'s name."""
    weight: defaultdict[str, float] = defaultdict(float)
    speaking = _speaking(document)
    for token in document.tokens:
        if _behind(document, token.i) in BACKING:
            continue
        if token.pos in ("PROPN", "ADJ", "NOUN") and token.text[:1].isupper():
            country = gazetteer.country_of(token.text)
            if country is not None and country.country:
                weight[country.country] += SPEAKER if token.start in speaking else 1.0
    for mention in _naming(document):
        if mention.type is not MentionType.LOCATION:
            if not (mention.text.istitle() and gazetteer.find(mention.text)):
                continue
            found = [m.place for m in gazetteer.find(mention.text) if m.how == "exact"]
            if found and found[0].id.startswith(PACK) and found[0].country:
                weight[found[0].country] += 1.1  # a town at war that the tagger takes for a body or a man
            continue
        country = gazetteer.country_of(mention.text)
        if country is not None and country.country:
            weight[country.country] += 1.0 if " " in mention.text else 0.0
            continue
        found = [m.place for m in gazetteer.find(mention.text) if m.how == "exact"]
        codes = {p.country for p in found if p.country}
        at_war = {p.country for p in found if p.id.startswith(PACK) and p.country}
        share = SPEAKER if mention.start in speaking else 1.0
        if len(codes) > 1 and len(at_war) == 1:
            weight[at_war.pop()] += share * 1.1
            continue
        if len(codes) == 1 or (found and found[0].country and _stands_out(found)):
            own = any(fold(p.name) == fold(mention.text) for p in found)
            weight[str(found[0].country)] += share * (1.5 if len(codes) == 1 and own else 1.1 if own else 0.7)
    marked = [(m.start, m.end) for m in document.mentions]
    for token in document.tokens:
        if token.pos != "PROPN" or any(start <= token.start < end for start, end in marked):
            continue
        codes = {m.place.country for m in gazetteer.find(token.text) if m.how == "exact" and m.place.country}
        if len(codes) == 1:
            weight[str(codes.pop())] += UNMARKED  # a town that the tagger passes over
    for start, end, actor in registry.scan(document.text):
        if actor.kind is not ActorKind.STATE and not numbered(document.text[start:end], actor):
            shared = folded(document.text[start:end]) in registry.catalogue.choices
            share = (SPEAKER if start in speaking else 1.0) * (NAMESAKE if shared else 1.0)
            if actor.country:
                weight[actor.country] += 0.4 * share
            for code in actor.theatre:
                weight[code] += 0.8 * share / len(actor.theatre)
    if (
        not weight
    ):  # a text that names nobody's country is read alike by whoever carries it, but for where that is
        towns = [] if party is not None else _mistaken(document, gazetteer)
        weight.update(dict.fromkeys(towns or _names(publisher, party, gazetteer), 1.0))
    most = max(weight.values(), default=0.0)
    for code in sorted({foe for known in weight for foe in foes_of(known, registry, on)} - weight.keys()):
        weight[code] = FOE * most
    least = SHARE * max(weight.values(), default=0.0)
    # Of those of one weight the one named first: a weight is as old as its first word.
    return tuple(code for code, n in sorted(weight.items(), key=lambda item: -item[1]) if n >= least)


def _naming(document: Document) -> list[Mention]:
    """What may name a place, tagged well or not: no person named in full elsewhere ("Jenny Palma" is no town of Mozambique)."""
    people = {w for m in document.mentions if m.type is MentionType.PERSON for w in m.text.split()[1:]}
    return [
        m
        for m in document.mentions
        if m.type in NAMING
        and m.text[:1].isupper()
        and not (m.type is MentionType.PERSON and m.text in people)
    ]


def _behind(document: Document, i: int) -> str:
    """The word that a hyphen joins to a name: "backed" of "Iran-backed"."""
    behind = document.tokens[i + 1 : i + 3]
    return behind[1].text.lower() if len(behind) == 2 and behind[0].text in ("-", "–", "‑") else ""


def _stands_out(found: Sequence[Place]) -> bool:
    """Whether the first of several places of a name is meant by it alone: it is large, or its namesakes abroad are hamlets."""
    first, *others = found
    abroad = max((p.population for p in others if p.country != first.country), default=0)
    return first.population >= min(LARGE, max(TOWN, FAR_LARGER * abroad))


def _speaking(document: Document) -> frozenset[int]:
    """The offsets of the words of those who say something: "the Russian defence ministry said" is of no place in Russia."""
    verbs, tokens = data("speech.toml")["verbs"], document.tokens
    telling = {t.head for t in tokens if t.dep in ("ccomp", "parataxis") and tokens[t.head].lemma in verbs}
    # Of two subjects before what is said last, the first is that of what was said.
    nearest = {t.head: t.i for t in tokens if t.dep == "nsubj" and t.head in telling}
    heads = list(nearest.values())
    out = set[int]()
    while heads:
        i = heads.pop()
        out.add(tokens[i].start)
        heads += tokens[i].children
    return frozenset(out)


def foes_of(code: str, registry: Registry, on: date | None) -> set[str]:
    """The countries with whose armies a country's is at war on a day: what it takes may lie there."""
    try:
        forces = registry.armed_forces(code)
    except KeyError:
        return set()
    foes = {registry.get(r.actor) for r in registry.relations(forces.id, on) if r.kind is Tie.OPPONENT}
    return {
        foe.country
        for foe in foes
        if foe is not None and foe.kind in (ActorKind.STATE, ActorKind.ARMED_FORCE) and foe.country
    } - {code}


def home_of(publisher: str, gazetteer: Gazetteer, countries: Sequence[str]) -> Place | None:
    """The town of which a publisher bears the name: "our town" in "Gao Radio" is Gao; None where it bears none of the report's countries."""
    words = publisher.split()
    for i, word in enumerate(words):
        for j in range(len(words), i, -1):
            found = (
                [m.place for m in gazetteer.find(" ".join(words[i:j])) if m.how == "exact"]
                if word[:1].isupper()
                else []
            )
            near = [p for p in found if p.type == PlaceType.SETTLEMENT and p.country in countries[:1]]
            if near:
                return near[0]
    return None


def _mistaken(document: Document, gazetteer: Gazetteer) -> list[str]:
    """The countries of the towns that the tagger takes for a body or a man: "Macomia fell to the insurgents"."""
    out: dict[str, None] = {}
    for mention in document.mentions:
        if mention.type in NAMING and mention.text.istitle():
            found = [m.place for m in gazetteer.find(mention.text) if m.how == "exact"]
            codes = {p.country for p in found if p.country}
            if len(codes) == 1 and _stands_out(found):
                out[codes.pop()] = None
    return [*out]


def _names(publisher: str, party: Actor | None, gazetteer: Gazetteer) -> list[str]:
    """The countries that who published a report is of: a party's theatre, else of the one place that its name holds."""
    if party is not None:
        return [*party.theatre] or ([party.country] if party.country else [])
    words = publisher.split()
    spans = {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
    for span in sorted(spans, key=lambda s: (-len(s), s)):
        if not span[:1].isupper():
            continue
        state = gazetteer.country_of(span)
        if state is not None and state.country:
            return [state.country]
        found = [m.place for m in gazetteer.find(span) if m.how == "exact"]
        codes = {p.country for p in found}
        town = len(codes) == 1 and (_stands_out(found) or any(p.type != "settlement" for p in found))
        if town and span.lower() not in OUTLETS and (code := codes.pop()):
            return [code]  # "Lurio News Agency" is of no village called Agency
    return []
