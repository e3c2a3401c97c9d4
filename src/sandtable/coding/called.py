"""Whom words for a party mean by what the report calls it, or in its own mouth: "a faction known as the Brigades", "the command
announces", "his group". Invariant: a word is given only to a party that the report, or its publisher, names."""

from __future__ import annotations

from dataclasses import replace

from sandtable.coding.owned import BEARERS, STATES, Owned
from sandtable.coding.speakers import speech
from sandtable.orbat import NEW, Actor, ActorKind
from sandtable.sources.offices import publishing

# What a party calls itself in its own words, and what may stand before that.
OFFICES = frozenset({"ministry", "command", "movement", "leadership", "headquarters"})
RANKS = frozenset({"general", "high", "supreme", "central"})
# Verbs that give a name, with its preposition.
CALLED = {"know": ("as",), "call": ("",), "name": ("",), "dub": ("",), "belong": ("to",)}
GROUPS = frozenset({"group", "movement", "organisation", "organization", "faction", "militia"})
OF_BODY = frozenset({"of", "for", "with"})
PRESS_OFFICES = frozenset({"office", "department", "bureau", "desk", "centre", "center"})
COUNCILS = frozenset({"ministry", "committee", "council"})
MUJAHIDEEN = frozenset({"mujahideen", "mujahidin", "mujahedeen", "mujahedin"})
ADMITTING = frozenset({"concede", "admit", "acknowledge"})


class Called:
    """Fills in whom such words mean in one document."""

    def __init__(self, owned: Owned) -> None:
        self.owned = owned
        self.tree = owned.tree
        self.phrases = owned.phrases
        self.references = owned.references
        self.party = owned.party

    def own_man(self, speaker: int) -> bool:
        """Whether who speaks in a party's own statement is a man of whom nothing else is known: "we" are then the party."""
        actor = self.references.names.of(speaker)
        man = actor is not None and actor.kind is ActorKind.PERSON and actor.id.startswith(NEW)
        return man and self.party is not None and self.party.kind is not ActorKind.PERSON

    def by_name(self) -> None:
        """What the report calls a party, whose group it is, and whose men a party concedes to have left."""
        self.admitted()
        self.holy()
        self.known_as()
        self.groups()

    def offices(self) -> None:
        """ "The command", "the ministry" in a party's own words: the party, where the report names no other before."""
        self.mouths()
        if self.party is None:
            return
        for token in self.tree.tokens:
            told = self.tree.kids(token.i, "amod", "compound", "nmod", "nmod:poss", "flat")
            bare = all(self.tree.token(c).text.lower() in RANKS for c in told)
            if (
                (token.lemma.lower() in OFFICES or token.text in ("Force", "Mission"))
                and token.tag in ("NN", "NNP")
                and bare
                and self.phrases.of(token.i).definite
                and token.i not in self.references.means
                and self.phrases.of(token.i).actor is None
            ):
                self.references.names.owned[token.i] = self.party

    def mouths(self) -> None:
        """ "The information office of the army", "the defence committee of Abkhazia": what it says of its own is the party's."""
        names = self.references.names
        for token in self.tree.tokens:
            if (
                token.lemma.lower() in PRESS_OFFICES | COUNCILS
                and token.i not in names.owned
                and token.i not in self.references.means
            ):
                party = self._land(token.i)
                if party is None and self.phrases.of(token.i).actor is None:
                    phrase = self.phrases.of(token.i)
                    name = phrase.core if phrase.mention is None else phrase.mention.text
                    party = self.owned.mouthpieces.speaks(token.i) or self._office(name)
                if party is not None:
                    names.owned[token.i] = party

    def _land(self, i: int) -> Actor | None:
        """The party of a land that is no state, of an office of it, whatever country the land lies in: "the ministry of Abkhazia"."""
        for c in self.tree.kids(i, "nmod"):
            if self.tree.preposition(c) == "of" and self.tree.token(c).pos == "PROPN":
                name = f"{self.phrases.of(i).core} of {self.phrases.of(c).core}"
                party = publishing(name, self.owned.registry, self.owned.on)
                return None if party is None or (party.country and self.owned.national(party)) else party
        return None

    def _office(self, name: str) -> Actor | None:
        """The party that names itself in the name of its office: "the TNLA News and Information Department"."""
        return publishing(name, self.owned.registry, self.owned.on) if name[:1].isupper() else None

    def holy(self) -> None:
        """ "The mujahideen" in the mouth of a party: its own men."""
        names = self.references.names
        for token in self.tree.tokens:
            if (
                token.text.lower() not in MUJAHIDEEN
                or token.i in names.owned
                or self.phrases.of(token.i).actor
            ):
                continue
            if self.tree.has(token.i, "amod", "compound", "nmod", "nmod:poss"):
                continue
            speaker = self.owned.over(token.i)
            party = self.party if speaker is None else self.owned.mouthpieces.speaks(speaker)
            if party is not None and party.kind is ActorKind.ARMED_GROUP:
                self.references.means.pop(token.i, None)
                names.owned[token.i] = party

    def known_as(self) -> None:
        """Whom "a faction known as the Brigades", "militants belonging to the group" are: those who are named."""
        names = self.references.names
        for token in self.tree.tokens:
            if (
                token.lemma not in CALLED
                or token.dep not in ("acl", "acl:relcl")
                or token.tag not in ("VBN", "VBG")
            ):
                continue
            noun = token.head
            if (
                noun in names.owned
                or self.phrases.of(noun).actor is not None
                or self.tree.token(noun).pos != "NOUN"
            ):
                continue
            if not self.phrases.of(noun).classes & {"force", "org"}:
                continue
            for c in self.tree.kids(token.i, "obl", "xcomp", "obj"):
                if self.tree.preposition(c) not in CALLED[token.lemma] or self.tree.token(c).pos != "PROPN":
                    continue
                actor = names.of(c)
                if actor is not None:
                    self.references.means.pop(noun, None)
                    names.owned[noun] = actor

    def groups(self) -> None:
        """Whose man's group it is: "an officer of the Front said that his group had pulled out"."""
        names = self.references.names
        for token in self.tree.tokens:
            one = token.lemma.lower() in GROUPS and token.tag == "NN"
            men = token.tag == "NNS" and self.owned.men_of_war(token.i)
            if token.i in names.owned or not (one or men):
                continue
            for owner in self.tree.kids(token.i, "nmod:poss"):
                if self.tree.token(owner).pos != "PRON":
                    continue
                for target in self.references.targets(owner):
                    actor = None if target == owner else self.owned.mouthpieces.speaks(target)
                    if actor is not None and "person" in self.phrases.of(target).classes:
                        self.references.means.pop(token.i, None)
                        names.owned[token.i] = (self.owned.forces(actor) or actor) if men else actor

    def admitted(self) -> None:
        """Whose "units left the town" are, where a party concedes it: the party's own."""
        tree, names = self.tree, self.references.names
        for verb in tree.tokens:
            if verb.lemma not in ADMITTING or verb.pos != "VERB":
                continue
            speaker = tree.surface_subject(verb.i)
            if speaker is None:
                continue
            for clause in tree.kids(verb.i, "ccomp"):
                for men in tree.kids(clause, "nsubj"):
                    bare = not tree.kids(men, "det", "amod", "compound", "nmod", "nmod:poss")
                    actor = (
                        self.owned.mouthpieces.speaks(speaker)
                        if bare and self.owned.men_of_war(men) and men not in names.owned
                        else None
                    )
                    forces = None if actor is None else self.owned.forces(actor)
                    if forces is not None and self.phrases.of(men).actor is None:
                        self.references.means.pop(men, None)
                        names.owned[men] = forces

    def spoken_for(self, speaker: int) -> Actor | None:
        """The body for which a man says "we": "a spokesman for the army", "the Front's commander, John Smith,"; None where the
        speaker is a body, or a man who is not said to be anybody's."""
        for target in self.references.targets(speaker):
            found = self.references.names.of(target)
            led = None if found is None else self.owned.led_by(found)
            if led is not None:
                return led
        body = self.body_of(speaker)
        return None if body is None else self._party(body)

    def body_of(self, speaker: int) -> int | None:
        """The word that names the body for which a man speaks."""
        for target in self.references.targets(speaker):
            found = self.references.names.of(target)
            body = found is not None and not found.id.startswith(NEW)
            if body and found is not None and found.kind not in (ActorKind.PERSON, ActorKind.OFFICE):
                continue
            for title in (speaker, target, *self.tree.kids(target, "nmod:desc", "appos", "compound")):
                if self.tree.token(title).lemma.lower() in speech()["for_others"]:
                    word = self._beside(title)
                    if word is not None:
                        return word
        return None

    def _beside(self, title: int) -> int | None:
        """The word for whose spokesman, commander or official one is, at that title."""
        tree = self.tree
        behind = [c for c in tree.kids(title, "nmod") if c > title and tree.preposition(c) in OF_BODY]
        for c in (*behind, *tree.kids(title, "nmod:poss")):
            if self._party(c) is not None:
                return c
        bearer: int | None = None
        for c in reversed(tree.kids(title, "compound", "amod")):
            found = self._party(c)
            if found is not None and (bearer is None or found.kind not in STATES):
                return c
            if tree.token(c).lemma.lower() in BEARERS:
                bearer = c
            elif (
                tree.token(c).dep == "compound" and tree.token(c).lemma.lower() not in speech()["for_others"]
            ):
                break  # "a Syrian opposition leader" does not speak for Syria
        if bearer is not None:
            self._rebels(bearer)
        return bearer

    def _party(self, i: int) -> Actor | None:
        """The party that a word names beside a title: "army", "rebel", "Ukrainian", "M23's"."""
        names = self.references.names
        for target in self.references.targets(i):
            hit = self.phrases.actor_at.get(target)
            placed = target in self.references.places
            found = hit[2] if hit is not None else None if placed else names.of(target)
            if found is not None and found.kind not in (ActorKind.PERSON, ActorKind.OFFICE, ActorKind.PEOPLE):
                return found
        return self.references.names.owned.get(i)

    def _rebels(self, i: int) -> None:
        """Makes the word in "a rebel commander" mean those told of before, else the rebels of this report."""
        lemma = self.tree.token(i).lemma.lower()
        names, registry = self.references.names, self.owned.registry
        known = self.references.group_before(i, lemma) or registry.find(
            f"{lemma}s", self.references.countries, self.owned.on
        )
        unknown = registry.unknown(f"{lemma}s", ActorKind.ARMED_GROUP)
        names.owned[i] = known or replace(unknown, id=f"{unknown.id}@{names.scope}")
