"""Whom and what a phrase means: pronouns and descriptions to what was named before.
Invariant: a phrase is resolved to something named in the report or to nothing; nothing is guessed from outside it."""

from __future__ import annotations

from sandtable.coding.descriptions import SAYING, Descriptions
from sandtable.coding.frames import words
from sandtable.coding.grammar import Tree, dateline
from sandtable.coding.names import NameFinder
from sandtable.coding.parts import FIRST_PERSON, REFLEXIVE, SUBJECTS, THIRD_PERSON
from sandtable.coding.phrases import Phrase, Phrases
from sandtable.coding.places import PlaceFinder
from sandtable.coding.pronouns import PronounReader
from sandtable.coding.quotations import Quotations
from sandtable.coding.salience import Salience
from sandtable.coding.traces import Trace
from sandtable.coding.whereabouts import Whereabouts
from sandtable.gazetteer import Gazetteer, Place
from sandtable.orbat import Actor, Registry
from sandtable.terms import Entity, EntityType, MentionType

# Bare names of a state's bodies; whose they are is told by the owner or by what came before.
BODIES = {"army": "armed_forces", "military": "armed_forces", "force": "armed_forces", "troop": "armed_forces",
          "soldier": "armed_forces", "government": "government"}  # fmt: skip
APPOSED = 14  # tokens that a title's own phrases may take before the name: "the leader of X, Y,"
BANDS = frozenset({"force"})  # such men, whom a pronoun means, are no people of the town: "they left it"


class References:
    """What each phrase of one document means."""

    def __init__(
        self,
        tree: Tree,
        phrases: Phrases,
        registry: Registry,
        gazetteer: Gazetteer,
        countries: tuple[str, ...],
        scope: str,
        home: Place | None = None,
    ) -> None:
        self.tree = tree
        self.phrases = phrases
        self.registry = registry
        self.gazetteer = gazetteer
        self.countries = countries
        self.home = home  # the town of which who publishes the report bears the name
        self.means: dict[int, tuple[int, ...]] = {}
        self.worded: dict[int, int] = {}  # "ours" to the words for the body in whose name somebody speaks
        self.place_means: dict[int, int] = {}  # what "it" means where a place is wanted
        self.traces: list[Trace] = []
        self.counts: dict[str, int] = {}
        self.names = NameFinder(tree, phrases, registry, countries, scope)
        finder = PlaceFinder(tree, phrases, gazetteer, countries)
        self.places, self.warnings, self._heads = finder.found, finder.warnings, frozenset(finder.heads)
        self._named_places = finder.named
        self.salience = Salience(self)
        self._pronouns = PronounReader(self)
        self._whereabouts = Whereabouts(self)
        dashes = (dateline(tree.tokens, s) or s.first for s in tree.document.sentences)
        self.written_at = frozenset(
            i for s, dash in zip(tree.document.sentences, dashes, strict=True) for i in range(s.first, dash)
        )
        self._descriptions = Descriptions(tree, registry, self)
        self._follow()

    def _key(self, phrase: Phrase) -> str:
        if phrase.actor is not None:
            return phrase.actor.id
        place = self.places.get(phrase.head)
        return place.id if place is not None else phrase.core.lower()

    def _follow(self) -> None:
        for token in self.tree.tokens:
            i, lower = token.i, token.text.lower()
            if token.pos == "ADV" and lower in ("there", "here") and token.dep == "advmod":
                last = self.salience.best(i, lambda trace, place: True, reach=2, fade=1.0)
                if last is not None:
                    self.means[i] = (last,)
                continue
            if i not in self._heads:
                continue
            if token.pos == "PRON":
                if lower in THIRD_PERSON:
                    self.means[i] = self._pronouns.of(i, lower)
                    place = self._pronouns.place(i, lower)
                    if place is not None:
                        self.place_means[i] = place
                    self._told_again(i)
                elif lower in REFLEXIVE and token.dep == "obj" and self.tree.has(token.head, "xcomp"):
                    subject = self.tree.surface_subject(token.head)
                    if subject is not None:
                        self.means[i] = self.targets(subject)
                elif lower in ("who", "which", "that", "whom", "whose"):
                    head = self.tree.antecedent(i)
                    if head is not None:
                        self.means[i] = tuple(self.tree.conjuncts(head)[:1])
                continue
            phrase = self.phrases.of(i)
            if token.pos == "NOUN" and phrase.lemma in BODIES:
                self._body(i, phrase)
            beside = self._name_beside(i) if token.pos == "NOUN" else None
            if beside is not None:
                self.means[i] = (beside,)
            elif not phrase.named and self._descriptions.settled(i, phrase) and self.places.get(i) is None:
                capital = self._descriptions.capital(i, phrase)
                found = () if capital else self._descriptions.of(i, phrase)
                if capital is not None:
                    self.places[i] = capital
                elif not found and self.home is not None and self._our_town(i, phrase):
                    self.places[i] = self.home
                if found:
                    self.means[i] = found
            if phrase.classes & {"actor", "place", "facility", "force", "person", "people", "org"}:
                if token.dep in ("compound", "amod", "nmod:desc") and (
                    not phrase.named or self._part_of_name(i, phrase)
                ):
                    continue
                key = self._key(phrase)
                if self.means.get(i):
                    key = self._key(self.phrases.of(self.means[i][0]))
                if i not in self.written_at:
                    self.counts[key] = self.counts.get(key, 0) + 1
                subject = token.dep in ("nsubj", "nsubj:pass", "nsubj:outer") or (
                    token.dep == "conj" and self.tree.token(token.head).dep in ("nsubj", "nsubj:pass")
                )
                self.traces.append(Trace(i, token.sentence, phrase, key, subject, i))

    def _our_town(self, i: int, phrase: Phrase) -> bool:
        """Whether a word for a town is the writer's own: "our town", in nobody's mouth."""
        owners = self.tree.kids(i, "nmod:poss")
        root = self.tree.token(self.tree.document.sentences[self.tree.token(i).sentence].root)
        quoted = Quotations(self.tree.document.text).around(self.tree.token(i).start) is not None
        return (
            phrase.lemma in words("settlement_nouns")
            and any(self.tree.token(o).text.lower() == "our" for o in owners)
            and not quoted
            and root.lemma not in SAYING
        )

    def _part_of_name(self, i: int, phrase: Phrase) -> bool:
        """Whether a word is but a part of the name of a body: of "the Defence Ministry" Defence is nobody."""
        over = self.phrases.of(self.tree.token(i).head)
        whole = phrase.mention is not None and over.mention == phrase.mention
        return (
            whole
            and phrase.actor is None
            and self.tree.token(over.head).pos == "PROPN"
            and "org" in over.classes
        )

    def _told_again(self, i: int) -> None:
        """A pronoun as subject keeps what it means in mind: "It was founded in 2016. It has 300 men. It holds"."""
        token = self.tree.token(i)
        if token.dep not in SUBJECTS or not self.means[i]:
            return
        head = self.means[i][0]
        phrase = self.phrases.of(head)
        self.traces.append(Trace(head, token.sentence, phrase, self._key(phrase), subject=True, at=i))

    def own_bodies(self) -> None:
        """ "Our forces", once it is known who speaks."""
        for token in self.tree.tokens:
            if token.i not in self.names.owned and token.pos == "NOUN" and token.lemma.lower() in BODIES and any(
                self.tree.token(o).text.lower() in FIRST_PERSON for o in self.tree.kids(token.i, "nmod:poss")
            ):  # fmt: skip
                self.means.pop(token.i, None)
                self._body(token.i, self.phrases.of(token.i))

    def _body(self, i: int, phrase: Phrase) -> None:
        """ "its army" is the army of what "its" means; "the army" with no adjective is the one told of before, if any."""
        tree = self.tree
        modifiers = tree.kids(i, "amod", "compound", "nmod:poss", "nmod", "acl", "acl:relcl")
        owners = [o for o in tree.kids(i, "nmod:poss") if tree.token(o).pos == "PRON"]
        for owner in owners:
            for target in self.targets(owner):
                actor = self.phrases.of(target).actor
                if (
                    actor is not None
                    and actor.country
                    and actor.kind in ("state", "government", "office", "armed-force", "service")
                ):
                    found = (
                        self.registry.armed_forces(actor.country)
                        if BODIES[phrase.lemma] == "armed_forces"
                        else self.registry.government(actor.country)
                    )
                    self.names.owned[i] = found
                    return
        if owners and any(tree.token(o).text.lower() in FIRST_PERSON for o in owners):
            own = self.registry.resolve_np(phrase.lemma, self.countries)
            if own is not None:
                self.names.owned[i] = own
        if not modifiers and phrase.definite:
            before = self._descriptions.group(i, phrase.lemma, (), tree.token(i).sentence)
            if before:
                self.means[i] = before

    def _name_beside(self, i: int) -> int | None:
        """The name that a title or kind stands before: "the spokesman John Smith", "the Basque group ETA"."""
        classes = self.phrases.of(i).classes
        if not classes & {"person", "org"}:
            return None
        wanted = MentionType.PERSON if "person" in classes else MentionType.ORGANISATION
        for c in self.tree.kids(i, "flat", "appos"):
            mention = self.phrases.mention_at.get(c)
            if self.tree.token(c).pos == "PROPN" and mention is not None and mention.type is wanted:
                first, _ = self.tree.core(c)
                far = 6 if self.tree.token(c).dep == "flat" else APPOSED
                if c - i <= far if wanted is MentionType.PERSON else first == i + 1:
                    return c
        return None

    def classes_of(self, head: int) -> frozenset[str]:
        """A phrase's classes; of a relative pronoun its antecedent's; of "it" also place, where one was named before."""
        phrase = self.phrases.of(head)
        if self.tree.token(head).text.lower() in words("whole_parts") | words("some_parts"):
            of = (c for c in self.tree.kids(head, "nmod", "obl") if self.tree.preposition(c) == "of")
            if any(c in self.place_means for c in of):
                return phrase.classes | {"place"}  # "parts of it"
        if self.tree.token(head).pos not in ("PRON", "DET", "ADV"):
            before = self.tree.token(head).dep in ("amod", "compound")
            bearer = before and head in self.names.owned  # "in Abkhaz hands"
            men = (
                self.tree.token(head).lemma == "man" and head in self.names.owned
            )  # "his men had left the town"
            classes = phrase.classes - {"people", "person"} if men else phrase.classes
            return classes | {"actor", "force", "org"} if bearer or men else classes
        antecedent = self.tree.antecedent(head)
        if antecedent is not None:
            return self.phrases.of(antecedent).classes
        means = [self.phrases.of(target).classes for target in self.means.get(head, ())]
        bands = bool(means) and all(m & BANDS for m in means)
        classes = (phrase.classes - {"people", "person"}).union(*means) if bands else phrase.classes
        return classes | {"place"} if head in self.place_means else classes

    def targets(self, head: int) -> tuple[int, ...]:
        """The phrases that a head stands for: itself, or what its pronoun or description means."""
        return self.means.get(head) or (head,)

    def group_before(self, i: int, lemma: str) -> Actor | None:
        """The group that a word for one means by what was named before it."""
        for head in self._descriptions.group(i, lemma, (), self.tree.token(i).sentence, before=True):
            return self.names.of(head)
        return None

    def mention_place(self, start: int) -> Entity | None:
        """The place that the mention starting there names by itself, where it heads no phrase."""
        place = self._named_places.get(start)
        return None if place is None else Entity(place.id, EntityType.PLACE, place.name, place.lat, place.lon)

    def is_demonym(self, word: str) -> bool:
        """Whether the word is an adjective or noun of a country's people, and not the country's own name."""
        return word in self.gazetteer.demonyms() and not word.isupper() and "." not in word

    def country_named(self, words: str) -> Entity | None:
        """The country, continent or union of states of a name or adjective."""
        place = self.gazetteer.land_of(words)
        return None if place is None else Entity(place.id, EntityType.PLACE, place.name, place.lat, place.lon)

    def actor_entities(self, head: int) -> list[Entity | None]:
        """The actors that a phrase means, one each for what a plural stands for; [None] where nobody is named."""
        out: list[Entity | None] = []
        for target in self.targets(head):
            actor = self.names.of(target) or self.names.unnamed(target, head)
            entity = None if actor is None else Entity(actor.id, EntityType.ACTOR, actor.name)
            if entity not in out:
                out.append(entity)
        named = [e for e in out if e is not None]
        return list(named) if named else [None]

    def actor_ids(self, *heads: int) -> set[str]:
        """The ids of the actors that some phrases mean."""
        return {e.id for h in heads for e in self.actor_entities(h) if e is not None}

    def place_entity(self, head: int) -> Entity | None:
        """The place that a phrase means, or None."""
        return self._whereabouts.of(head)

    def place_near(self, head: int) -> Entity | None:
        """The place that a phrase means, else the named place that it lies in: where "a hospital in Idlib" is."""
        return self._whereabouts.near(head)

    def town_of(self, head: int) -> Entity | None:
        """Where a building without a name of its own stands: in what it lies in, else in the town last spoken of."""
        return self._whereabouts.town(head)

    def beside(self, entity: Entity) -> Entity:
        """What lies around a settlement; another place as it is."""
        place = self.gazetteer.get(entity.id)
        around = (
            None if place is None or place.type != "settlement" else self.gazetteer.get(f"{place.id}#near")
        )
        if around is None:
            return entity
        return Entity(around.id, EntityType.PLACE, around.name, around.lat, around.lon)
