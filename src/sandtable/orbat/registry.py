"""The registry of actors. Invariant: a name that it does not know gives None (or, when asked, a new actor under that
very name), never the nearest known one; every answer about ties is as of the day asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import islice

from sandtable.orbat.catalogue import (
    ADJECTIVE,
    CAPITAL,
    LOCAL,
    NAME,
    ORGAN,
    PEOPLE,
    Catalogue,
    Entry,
    load,
)  # fmt: skip
from sandtable.orbat.descriptions import Descriptions
from sandtable.orbat.lexicon import Lexicon, with_organs
from sandtable.orbat.misspellings import Misspellings
from sandtable.orbat.numbered import elsewhere
from sandtable.orbat.phrases import Phrases
from sandtable.orbat.records import Actor, ActorKind, Relation, Tie
from sandtable.orbat.scan import Hit, Scanner, span
from sandtable.orbat.spelling import Folded, folded, slug
from sandtable.orbat.ties import Ties

_NEAREST = 3  # of the report's countries, those where a local name may be meant
NEW = "actor:new/"  # how the id of an actor begins that only a report made known
_HYPHENS = frozenset("-‐‑–")
_APOSTROPHES = frozenset("'’")


class Registry:
    """Actors by id, by name, in text, in noun phrases, and by their ties."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._states = {s.actor: s.iso2 for s in catalogue.states.values()}
        self._lexicon = Lexicon(catalogue)
        self._descriptions = Descriptions(self, self._lexicon)
        self._phrases = Phrases(self, self._lexicon, self._descriptions)
        self._misspellings = Misspellings(catalogue, self._lexicon)

    @classmethod
    def load(cls) -> Registry:
        """The registry of the package's data. Raises RegistryError where the data contradict themselves."""
        return cls(load())

    def __iter__(self) -> Iterator[Actor]:
        """Every actor of the data; what a state's template gives comes only when asked for."""
        return iter(self.catalogue.actors.values())

    def tied(self) -> Iterator[str]:
        """The ids of the actors that have ties of their own."""
        return (actor.id for actor in self if actor.relations)

    def __len__(self) -> int:
        return len(self.catalogue.actors)

    @cached_property
    def _scanner(self) -> Scanner:
        return Scanner(self.catalogue.names, self.catalogue.words["word_like"])

    @cached_property
    def ties(self) -> Ties:
        """The ties of all actors."""
        return Ties(self, self.get)

    # By id and by state

    def get(self, key: str) -> Actor | None:
        """The actor of an id, or None; `actor:new/...` gives the actor that `unknown` made."""
        if found := self.catalogue.actors.get(key):
            return found
        if key.startswith(NEW):
            return Actor(key, key.removeprefix(NEW).replace("-", " "), ActorKind.ARMED_GROUP, source="report")
        state, slash, organ = key.rpartition("/")
        if slash and state in self._states and organ in self.catalogue.organs:
            return self.organ(self._states[state], organ)
        return None

    def state(self, iso2: str) -> Actor:
        """The state of an ISO 3166-1 alpha-2 code. Raises KeyError."""
        return self.catalogue.actors[self.catalogue.states[iso2].actor]

    def organ(self, iso2: str, organ: str) -> Actor:
        """A state's organ (government, forces, army, police, ...): the data's own entry, else the template. Raises KeyError."""
        fixed = self.catalogue.fixed_organs.get(f"{iso2}/{organ}") or self._called(iso2, organ)
        if fixed:
            return self.catalogue.actors[fixed]
        state, template = self.catalogue.states[iso2], self.catalogue.organs[organ]
        above = self.organ(iso2, template.parent).id if template.parent else state.actor
        source = str(self.catalogue.words["organ_source"])
        return Actor(
            id=f"{state.actor}/{organ}",
            name=template.name.format(state=state.name, adjective=state.adjectives[0]),
            kind=template.kind,
            country=iso2,
            nouns=template.nouns,
            relations=(Relation(Tie.PARENT, above, source=source),),
            source=source,
            theatre=(iso2,),
        )

    def _called(self, iso2: str, organ: str) -> str | None:
        """The state's forces where they bear the organ's name: the "Malian army" is all there is, so "Mali's army" is it as well."""
        forces = self.catalogue.fixed_organs.get(f"{iso2}/forces")
        name = f"{self.catalogue.states[iso2].adjectives[0]} {organ}"
        entries = self.catalogue.names.get(folded(name), ())
        return forces if any(e.sort == NAME and e.ref == forces for e in entries) else None

    def government(self, iso2: str) -> Actor:
        """A state's government. Raises KeyError."""
        return self.organ(iso2, "government")

    def armed_forces(self, iso2: str) -> Actor:
        """A state's armed forces. Raises KeyError."""
        return self.organ(iso2, "forces")

    def ruled_by(self, iso2: str, on: date | None) -> str:
        """The code of the state that a land was part of on the day, or its own."""
        land = self.catalogue.lands.get(iso2)
        return land.of if land is not None and on is not None and on <= land.until else iso2

    def unknown(self, name: str, kind: ActorKind = ActorKind.ARMED_GROUP) -> Actor:
        """A new actor under its own name."""
        return Actor(f"{NEW}{slug(name)}", " ".join(name.split()), kind, source="report")

    # By name

    def find(self, name: str, countries: Collection[str] = (), on: date | None = None) -> Actor | None:
        """The actor of a name, or None. `countries`: the report's, most relevant first where ordered; they and the day
        choose between namesakes and admit local names ("the regime")."""
        form = folded(name)
        if form in self.catalogue.words["word_like"] and not name.strip(" .").isupper():
            upper = [c for c in name if c.isalpha()]
            if not upper or not all(c.isupper() for c in upper):
                return None
        for article in ("", "the "):
            if article and not form.startswith(article):
                continue
            bare = form.removeprefix(article)
            if found := self.named(bare, countries, on) or self._phrases.organ_of(bare.split()):
                return found
        near = self._misspellings.meant(form.removeprefix("the "))
        return None if near is None else self.named(near, countries, on)

    def named(self, form: str, countries: Collection[str] = (), on: date | None = None) -> Actor | None:
        """The actor whose folded name is exactly `form`."""
        entries = self.catalogue.names.get(form)
        return self._choose(form, entries, countries, on) if entries else None

    def _choose(
        self, form: str, entries: Sequence[Entry], countries: Collection[str], on: date | None
    ) -> Actor | None:
        by_sort: dict[str, list[str]] = {}
        for e in entries:
            by_sort.setdefault(e.sort, []).append(e.ref)
        if refs := by_sort.get(NAME):
            if len(refs) == 1:
                one = self.catalogue.actors.get(refs[0]) or self.get(refs[0])
                return None if one is not None and elsewhere(form, one, countries) else one
            return self._between(form, refs, countries, on)
        if refs := by_sort.get(LOCAL):
            order = {iso2: i for i, iso2 in enumerate(islice(countries, _NEAREST))}
            near = [(min(order[t] for t in a.theatre if t in order), a) for a in map(self.get, refs)
                    if a and a.existed(on) and any(t in order for t in a.theatre)]  # fmt: skip
            first = min((place for place, _ in near), default=None)
            if first is not None:
                here = [a for place, a in near if place == first]
                home = [a for a in here if order.get(a.country or "") == first]
                return self.whole(home or here, on)
        if refs := by_sort.get(PEOPLE):
            return self.organ(refs[0], "people")
        if refs := by_sort.get(ADJECTIVE):
            return self.state(refs[0])
        if refs := by_sort.get(CAPITAL):
            return self.government(refs[0])
        return None

    def whole(self, actors: Sequence[Actor], on: date | None) -> Actor | None:
        """The only one, or the one of which all others are parts or members; where one land calls several sides alike, None."""
        up = (Tie.PARENT, Tie.MEMBER_OF)
        wholes = [a for a in actors if all(b == a or a.id in self.ties.above(b.id, on, up) for b in actors)]
        return wholes[0] if wholes else None

    def _between(
        self, form: str, refs: list[str], countries: Collection[str], on: date | None
    ) -> Actor | None:
        """One of several namesakes: by day, then by country in order, else the one that the data name as usual."""
        living = [a for a in map(self.get, refs) if a and a.existed(on)]
        if len(living) == 1:
            return living[0]
        for iso2 in countries:
            near = [a for a in living if a.country == iso2 or iso2 in a.theatre]
            if len(near) == 1:
                return near[0]
        default = self.catalogue.choices[form].default
        return self.get(default) if default else None

    # In text and phrases

    def scan(
        self, text: str, countries: Collection[str] = (), on: date | None = None, *, adjectives: bool = False,
        metonyms: bool = False,
    ) -> list[tuple[int, int, Actor]]:  # fmt: skip
        """Known names in text as (start, end, actor), in order, longest first, without overlap.

        A state's adjective with an organ ("Syrian troops", "Government of Iraq") is one hit. An office before
        its holder's name is part of the name. A bare adjective is its state, a capital its government, only where asked
        for.
        """
        folded_text, hits = self._scanner.hits(text)
        sorts: tuple[str, ...] = (NAME, LOCAL, PEOPLE, ADJECTIVE, ORGAN) + ((CAPITAL,) if metonyms else ())
        out: list[tuple[int, int, Actor]] = []
        past = 0
        for hit in with_organs(hits, folded_text.text, self._lexicon):
            if hit.start < past or self._turned(text, folded_text, hit):
                continue
            kept = self._admitted(hit, sorts, adjectives)
            words = folded_text.text[hit.start : hit.end]
            actor = (
                self._choose(words, kept, countries, on)
                if hit.entries
                else self._phrases.organ_of(words.split())
            )
            if actor is None:
                continue
            start, end = span(text, folded_text, hit.start, hit.end)
            titled = bool(out) and actor.kind is ActorKind.PERSON and out[-1][2].kind is ActorKind.OFFICE
            if titled and text[out[-1][1] : start].isspace():
                # "Russian Foreign Minister Lavrov": the office is the person's title.
                start = out.pop()[0]
            out.append((start, end, actor))
            past = hit.end
        return out

    def _turned(self, text: str, body: Folded, hit: Hit) -> bool:
        """Whether a hyphen joins a hit to a word that turns it away: "non-Syrian army", and for an organ's phrase also
        "pro-Syrian troops", "troops of the Iran-backed"."""
        start, end = span(text, body, hit.start, hit.end)
        before = body.text[: hit.start].split()[-1:] if text[start - 1 : start] in _HYPHENS and start else []
        if before and before[0] in self._lexicon.denying:
            return True
        if hit.entries:
            return False
        if " of " in body.text[hit.start : hit.end] and text[end : end + 1] in _APOSTROPHES:
            # "officers of Iran's Revolutionary Guards": the state only owns the name that follows.
            return text[end + 3 : end + 4].isupper()
        return text[end : end + 1] in _HYPHENS or bool(before and before[0] in self._lexicon.turning)

    @staticmethod
    def _admitted(hit: Hit, sorts: tuple[str, ...], adjectives: bool) -> list[Entry]:
        """The meanings of a hit that a scan may give."""
        kept = [e for e in hit.entries if e.sort in sorts and e.sort != ORGAN]
        if any(e.sort == ADJECTIVE for e in kept):
            # "Lebanese", "French": the adjective far more often than the people.
            kept = [e for e in kept if e.sort != PEOPLE and (adjectives or e.sort != ADJECTIVE)]
        return kept

    def head_of(self, text: str, countries: Collection[str] = (), on: date | None = None) -> Actor | None:
        """The actor of a name with a force noun after it ("Hezbollah fighters"), or None."""
        return self._phrases.head_of(folded(text).split(), countries, on)

    def resolve_np(self, text: str, countries: Collection[str] = (), on: date | None = None) -> Actor | None:
        """The actor that a noun phrase stands for, or None where its words do not settle it."""
        return self._phrases.resolve(text, countries, on)

    def describes(self, actor: Actor | str, head: str, modifiers: Sequence[str] = ()) -> float:
        """How well a description fits: 0 where head or a modifier speaks against it, up to 1."""
        found = self.get(actor) if isinstance(actor, str) else actor
        return self._descriptions.describes(found, head, modifiers) if found else 0.0

    def candidates(self, head: str, modifiers: Sequence[str] = (), on: date | None = None) -> list[Actor]:
        """The actors that a description fits by at least one telling modifier, best first."""
        return self._descriptions.candidates(head, modifiers, on)

    # Ties

    def relations(self, key: str, on: date | None = None) -> list[Relation]:
        """Every tie of an actor on that day, both ways, each read from that actor."""
        return self.ties.of(key, on)

    def commands(self, superior: str, subordinate: str, on: date | None = None) -> bool:
        """Whether a chain of parents and commanders leads from the subordinate up to the superior."""
        return self.ties.commands(superior, subordinate, on)

    def backs(self, backer: str, backed: str, on: date | None = None) -> bool:
        """Whether the backer sponsors the backed, parts and wholes counted."""
        return self.ties.backs(backer, backed, on)

    def allied(self, one: str, other: str, on: date | None = None) -> bool:
        """Whether the two are one side on that day."""
        return self.ties.allied(one, other, on)
