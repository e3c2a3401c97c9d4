"""Whose men a phrase means: "its fighters", "the general's forces", "our units". Invariant: they are those of whom the report
names as their owner, or of the party that published it; men whose owner is not settled stay nobody's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sandtable.coding.frames import words
from sandtable.coding.grammar import Tree
from sandtable.coding.mouthpieces import Mouthpieces
from sandtable.coding.parts import FIRST_PERSON
from sandtable.coding.phrases import Phrases
from sandtable.coding.references import BODIES, References
from sandtable.orbat import NEW, Actor, ActorKind, Registry
from sandtable.orbat.records import Tie
from sandtable.orbat.sorts import rises
from sandtable.sources import Sources
from sandtable.terms import MentionType, Report

SECOND_PERSON = frozenset({"your", "yours"})
# Words before what a group has and does: "rebel hands", "insurgent-held".
BEARERS = frozenset({"rebel", "insurgent", "militant", "jihadist", "separatist", "islamist", "guerrilla"})
HOLDS = frozenset({"hand", "control", "rule", "occupation"})
LEADING = frozenset({"lead", "head", "spearhead", "command"})
FIGHTERS = frozenset({"man", "hero", "guardsman", "comrade", "cadre", "warrior"})
SINGULAR = frozenset({"garrison", "militia"})  # men in the singular
# The men of a mission of many states.
SENT = frozenset({"troop", "soldier", "peacekeeper", "force", "contingent"})
STATES = frozenset({ActorKind.STATE, ActorKind.GOVERNMENT, ActorKind.OFFICE})


def speaking(report: Report, registry: Registry, sources: Sources) -> Actor | None:
    """The party whose outlet, office or staff published a report; None where nobody at war is known to have."""
    name = report.publisher or ""
    known = sources.publisher(report)
    if known is not None:
        affiliated = sources.affiliation(known.id, report.published)
        return registry.get(affiliated) if affiliated else None
    return sources.party(name, report.published)


class Owned:
    """Fills in whose the men of one document are."""

    def __init__(
        self,
        tree: Tree,
        phrases: Phrases,
        references: References,
        registry: Registry,
        party: Actor | None,
        on: date | None = None,
        over: Callable[[int], int | None] = lambda i: None,
    ) -> None:
        self.tree = tree
        self.phrases = phrases
        self.references = references
        self.registry = registry
        self.party = party
        self.on = on
        self.over = over  # the innermost speaker over a token
        self.mouthpieces = Mouthpieces(tree, phrases, references)

    def first_person(self, i: int) -> bool:
        """Whether a first person whom the report does not name is its publisher's own: "we", "our", an army's "your"."""
        if self.party is None:
            return False
        if self.tree.token(i).dep != "nmod:poss" or not self.men_of_war(self.tree.token(i).head):
            self.references.names.owned[i] = self.party
        return True

    def men(self, guessed: int | None) -> None:
        """ "Its fighters", "his men", "Haftar's troops": the men of whom the owner is. `guessed`: who is only thought to say "our"."""
        names = self.references.names
        unsure = () if guessed is None else self.references.targets(guessed)
        for token in self.tree.tokens:
            if self._ours(token.i):
                continue
            if token.i in names.owned or not self.men_of_war(token.i):
                continue
            rebels = rises(self.phrases.of(token.i).core)
            if self.phrases.of(token.i).actor is not None and not rebels:
                continue
            led = self._led_by(token.i) if token.tag in ("NNS", "NNPS") else []
            for owner in (*self.tree.kids(token.i, "nmod:poss"), *led, *self._named_of(token.i)):
                if unsure and self.references.means.get(owner, ()) == unsure and self._first(owner):
                    continue
                actor = self._owner(owner)
                if actor is None or (rebels and actor.kind in STATES):
                    continue
                sent = actor.kind is ActorKind.ORGANISATION and token.lemma in SENT
                forces = actor if sent else self.forces(actor)
                if forces is not None:
                    self.references.means.pop(token.i, None)
                    names.owned[token.i] = forces
                    break

    def _ours(self, i: int) -> bool:
        """ "Our armed forces", "units of our armed forces" in a party's own words: its men, whatever country they are read as."""
        if self.party is None:
            return False
        if self._ours_too(i):
            return True
        if not (self.men_of_war(i) or self.tree.token(i).lemma.lower() in ("militia", "resistance")):
            return False
        of = [c for c in self.tree.kids(i, "nmod") if self.tree.preposition(c) == "of"]
        if any(self._operation(c) or self._numbered(c) for c in of):
            return self._mine(i)
        own = (
            not self.tree.kids(i, "nmod:poss", "amod", "compound")
            and self.party.kind is not ActorKind.GOVERNMENT
        )
        if own and self.tree.token(i).lemma.lower() == "garrison":
            return self._mine(i)
        inner = [c for c in of if self.men_of_war(c)]
        for men in (i, *inner):
            for owner in self.tree.kids(men, "nmod:poss"):
                if self._first(owner) and not self.references.means.get(owner) and self._mine(i):
                    return True
        return False

    def _mine(self, i: int) -> bool:
        """Makes a phrase mean the forces of the party that speaks, where it has any."""
        forces = None if self.party is None else self.forces(self.party)
        if forces is None:
            return False
        self.references.means.pop(i, None)
        self.references.names.owned[i] = forces
        return True

    def _numbered(self, i: int) -> bool:
        """Whether it is a unit told by its number alone, which a party that has units gives to its own: "troops of the 53 Division"."""
        unit = self.tree.token(i).lemma.lower() in words("unit_nouns") and self.phrases.of(i).actor is None
        return unit and any(
            any(ch.isdigit() for ch in self.tree.token(c).text)
            for c in self.tree.kids(i, "nummod", "amod", "compound")
        )

    def _operation(self, i: int) -> bool:
        """Whether a name is that of an operation: "troops of Operation Lafiya Dole" are whose operation it is."""
        return any(
            self.tree.token(c).lemma.lower() == "operation" and self.tree.token(c).pos in ("PROPN", "NOUN")
            for c in (i, *self.tree.kids(i, "compound", "nmod:desc"))
        )

    def _ours_too(self, i: int) -> bool:
        """Of "our army and popular committees" the second is ours as the first is."""
        token = self.tree.token(i)
        names = self.references.names
        first = token.head
        phrase = self.phrases.of(i)
        if (
            token.dep != "conj"
            or first not in names.owned
            or phrase.actor is not None
            or self.tree.kids(i, "det", "nmod:poss")
        ):
            return False
        if not phrase.classes & {"force", "org"} or not any(
            self._first(o) for o in self.tree.kids(first, "nmod:poss")
        ):
            return False
        names.owned[i] = names.owned[first]
        return True

    def men_of_war(self, i: int) -> bool:
        """Whether a word is one for men who fight: "troops", "fighters", "the army"."""
        token = self.tree.token(i)
        lemma = token.lemma.lower().removesuffix("s")
        if token.pos == "NOUN" and (lemma in SINGULAR or (lemma == "side" and self.tree.has(i, "nmod:poss"))):
            return True
        fighting = lemma in FIGHTERS or "force" in self.phrases.of(i).classes
        several = token.tag in ("NNS", "NNPS") and lemma in words("member_nouns") and fighting
        return token.pos in ("NOUN", "PROPN") and (several or lemma in BODIES)

    def bearers(self) -> None:
        """Whose "rebel hands", "the insurgent-held town" are: the group told of before, else the one that the word means here."""
        names = self.references.names
        self._by_people()
        for token in self.tree.tokens:
            if (
                token.lemma.lower() not in BEARERS
                or token.tag in ("NNS", "NNPS")
                or token.dep not in ("compound", "amod", "obl:unmarked", "nmod:unmarked", "nmod", "nsubj")
                or self.phrases.of(token.i).actor is not None
            ):
                continue
            before = self.references.group_before(token.i, token.lemma.lower())
            found = self.registry.find(f"{token.lemma.lower()}s", self.references.countries, self.on)
            actor = before or found
            if actor is not None:
                names.owned[token.i] = actor

    def _by_people(self) -> None:
        """Whose "Serb hands", "Bosnian Serb control" are, where the people's forces are others than those of its own state."""
        tree = self.tree
        for token in tree.tokens:
            if token.lemma.lower() not in HOLDS:
                continue
            told = [
                c
                for c in tree.kids(token.i, "amod", "compound")
                if c < token.i and tree.token(c).text[:1].isupper()
            ]
            people = " ".join(tree.token(c).text for c in told)
            found = (
                self.registry.find(f"{people} forces", self._countries(token.sentence), self.on)
                if told
                else None
            )
            own = None if found is None or not found.country else self.registry.state(found.country)
            if found is not None and (own is None or self.registry.find(people) != own):
                self.references.names.owned |= dict.fromkeys(told, found)

    def _countries(self, sentence: int) -> tuple[str, ...]:
        """The report's countries, before them that of the first place which a sentence names."""
        places = (
            p for i, p in sorted(self.references.places.items()) if self.tree.token(i).sentence == sentence
        )
        first = next((p.country for p in places if p.country), None)
        return self.references.countries if first is None else (first, *self.references.countries)

    def _named_of(self, i: int) -> list[int]:
        """Whose "fighters of the Brigades" are, by a name that no registry knows."""
        tree = self.tree
        return (
            [
                c
                for c in tree.kids(i, "nmod")
                if c > i
                and tree.preposition(c) == "of"
                and tree.token(c).pos == "PROPN"
                and not self._placed(c)
            ]
            if tree.token(i).tag in ("NNS", "NNPS")
            else []
        )

    def _placed(self, i: int) -> bool:
        mention = self.phrases.mention_at.get(i)
        body = mention is not None and mention.type is MentionType.ORGANISATION
        return not body and ("place" in self.phrases.of(i).classes or i in self.references.places)

    def _led_by(self, i: int) -> list[int]:
        """Whose "insurgents led by the group" or "troops loyal to the general" are."""
        tree = self.tree
        led = [a for c in tree.kids(i, "acl") if tree.token(c).lemma in LEADING for a in tree.agents(c)]
        loyal = [c for c in tree.kids(i, "amod", "acl") if tree.token(c).lemma == "loyal"]
        to = [o for c in loyal for h in (c, i) for o in tree.kids(h, "obl", "nmod") if o > c]
        return led + [o for o in to if tree.preposition(o) == "to"]

    def _first(self, owner: int) -> bool:
        return self.tree.token(owner).text.lower() in FIRST_PERSON

    def _owner(self, owner: int) -> Actor | None:
        if owner in self.references.names.owned:
            return self.references.names.owned[owner]
        second = self.tree.token(owner).text.lower() in SECOND_PERSON
        if (second or self._first(owner)) and not self.references.means.get(owner):
            return self.party
        for target in self.references.targets(owner):
            found = self.references.names.of(target)
            if found is None or found.id.startswith(NEW):
                found = self.mouthpieces.party(target) or self._by_office(target) or found
            unknown = found is not None and found.kind is ActorKind.PERSON and found.id.startswith(NEW)
            if found is not None and not (unknown and self._first(owner)):
                return found  # "our forces" are never the man's who says so
        return None

    def _by_office(self, owner: int) -> Actor | None:
        """The office of whoever is told of with it: "Prime Minister Gedi's troops" are the state's, whatever its minister's name."""
        for c in self.tree.kids(owner, "nmod:desc"):
            actor = self.phrases.of(c).actor
            if actor is not None and actor.kind is ActorKind.OFFICE:
                return actor
        return None

    def forces(self, actor: Actor) -> Actor | None:
        """Those who fight for an owner: a state's armed forces, the body that a man leads; None for who is not known to have men."""
        known = not actor.id.startswith(NEW)
        if actor.kind in STATES and actor.country and self.national(actor):
            return self.registry.armed_forces(actor.country)
        if actor.kind is ActorKind.PERSON and known:
            body = self.led_by(actor)
            return body if body is None or body.kind is ActorKind.PERSON else self.forces(body)
        return None if known and actor.kind in (ActorKind.ORGANISATION, ActorKind.PEOPLE) else actor

    def led_by(self, actor: Actor) -> Actor | None:
        """The body that a man is known to lead on the day of the report."""
        ties = self.registry.relations(actor.id, self.on) if actor.kind is ActorKind.PERSON else ()
        led = {r.actor for r in ties if r.kind is Tie.LEADS and (self.on or r.end is None)}
        return self.registry.get(min(led)) if led else None

    def national(self, actor: Actor) -> bool:
        """Whether an owner is a country's own state or government, and no part of the country that rules itself."""
        state = self.registry.state(str(actor.country))
        return (
            actor.id.split("/")[0] == state.id or actor.id == self.registry.government(state.country or "").id
        )
