"""Whom and what a phrase means: pronouns and descriptions to what was named before.
Invariant: a phrase is resolved to something named in the report or to nothing; nothing is guessed from outside it."""

from __future__ import annotations

from dataclasses import dataclass

from sandtable.coding.descriptions import Descriptions
from sandtable.coding.frames import lexicon, words
from sandtable.coding.grammar import Tree
from sandtable.coding.names import NameFinder
from sandtable.coding.parts import SUBJECTS
from sandtable.coding.phrases import Phrase, Phrases
from sandtable.coding.places import PlaceFinder
from sandtable.gazetteer import Gazetteer
from sandtable.language.document import Token
from sandtable.orbat import Actor, Registry
from sandtable.terms import Entity, EntityType, Kind, MentionType

THIRD_PERSON = frozenset(
    ["he", "she", "him", "her", "his", "hers", "they", "them", "their", "theirs", "it", "its"]
)
FIRST_PERSON = frozenset(["we", "us", "our", "ours", "i", "me", "my"])
SINGULAR_PERSON = frozenset(["he", "she", "him", "her", "his", "hers"])
PLURAL = frozenset(["they", "them", "their", "theirs"])
NEUTER = frozenset(["it", "its", "itself"])
REFLEXIVE = frozenset(["itself", "themselves", "himself", "herself"])
AROUND = frozenset(["in", "at", "near", "outside", "inside", "around"])
# Bare names of a state's bodies; whose they are is told by the owner or by what came before.
BODIES = {"army": "armed_forces", "military": "armed_forces", "force": "armed_forces", "troop": "armed_forces",
          "soldier": "armed_forces", "government": "government"}  # fmt: skip
# What of a place; the words stay in the claim, and the picture reads from them how much it is.
PORTIONS = words("whole_parts") | words("some_parts") | {"percent"}
REACH = 3  # sentences back that a pronoun may reach


@dataclass(frozen=True, slots=True)
class Trace:
    """One phrase in the order of telling, for what comes after it."""

    head: int
    sentence: int
    phrase: Phrase
    key: str
    subject: bool
    at: int  # the token that told it: the head, or the pronoun that means it


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
    ) -> None:
        self.tree = tree
        self.phrases = phrases
        self.registry = registry
        self.gazetteer = gazetteer
        self.countries = countries
        self.means: dict[int, tuple[int, ...]] = {}
        self.place_means: dict[int, int] = {}  # what "it" means where a place is wanted
        self.traces: list[Trace] = []
        self.counts: dict[str, int] = {}
        self.names = NameFinder(tree, phrases, registry, countries, scope)
        finder = PlaceFinder(tree, phrases, gazetteer, countries)
        self.places, self.warnings, self._heads = finder.found, finder.warnings, frozenset(finder.heads)
        self._named_places = finder.named
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
                last = next(
                    (
                        t.head
                        for t in reversed(self.traces)
                        if t.head in self.places and token.sentence - t.sentence <= 2
                    ),
                    None,
                )
                if last is not None:
                    self.means[i] = (last,)
                continue
            if i not in self._heads:
                continue
            if token.pos == "PRON":
                if lower in THIRD_PERSON:
                    self.means[i] = self._pronoun(i, lower)
                    self._place_pronoun(i, lower)
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
            elif not phrase.named and phrase.definite and self.places.get(i) is None:
                capital = self._descriptions.capital(i, phrase)
                found = () if capital else self._descriptions.of(i, phrase)
                if capital is not None:
                    self.places[i] = capital
                if found:
                    self.means[i] = found
            if phrase.classes & {"actor", "place", "facility", "force", "person", "people", "org"}:
                if token.dep in ("compound", "amod", "nmod:desc") and not phrase.named:
                    continue
                key = self._key(phrase)
                if self.means.get(i):
                    key = self._key(self.phrases.of(self.means[i][0]))
                self.counts[key] = self.counts.get(key, 0) + 1
                subject = token.dep in ("nsubj", "nsubj:pass", "nsubj:outer") or (
                    token.dep == "conj" and self.tree.token(token.head).dep in ("nsubj", "nsubj:pass")
                )
                self.traces.append(Trace(i, token.sentence, phrase, key, subject, i))

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
                    and actor.kind not in ("armed-group", "person", "people")
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
                if c - i <= 6 if wanted is MentionType.PERSON else first == i + 1:
                    return c
        return None

    def _score(self, trace: Trace, i: int, sentence: int) -> float:
        distance = sentence - trace.sentence
        score = -1.0 * distance + (0.8 if trace.subject else 0.0) + (0.3 if trace.phrase.named else 0.0)
        score += min(0.5, 0.1 * self.counts.get(trace.key, 0))
        if distance == 0:
            score += 0.3 - min(0.3, 0.01 * (i - trace.head))
        if self.tree.token(trace.head).dep in ("compound", "amod", "nmod", "nmod:poss", "nmod:desc"):
            score -= 0.5
        return score

    def clause_mates(self, i: int) -> set[int]:
        """Arguments of the same verb, and a phrase that holds the pronoun: none of them is what it means."""
        token = self.tree.token(i)
        if token.dep == "nmod:poss":
            held = {token.head}
            return held
        at = token
        while at.dep == "conj" and at.head != at.i:
            at = self.tree.token(at.head)
        mates: set[int] = set()
        for c in self.tree.kids(at.head):
            if c != i:
                mates.update(self.tree.conjuncts(c))
        if at.dep not in ("nsubj", "nsubj:pass"):
            subject = self.tree.surface_subject(at.head)
            if subject is not None:
                mates.update(self.tree.conjuncts(subject))
        return mates

    def _pronoun(self, i: int, lower: str) -> tuple[int, ...]:
        token = self.tree.token(i)
        mates = self.clause_mates(i)
        binder = self._binder(i)
        fronted = self._fronted(i)
        best: tuple[float, Trace] | None = None
        for trace in reversed(self.traces):
            if token.sentence - trace.sentence > REACH:
                break
            if (
                {trace.head, trace.at} & mates
                or trace.head in fronted
                or not self._agrees(trace.phrase, lower)
            ):
                continue
            score = self._score(trace, i, token.sentence)
            if lower in PLURAL and not trace.phrase.plural and not trace.phrase.classes & {"force"}:
                score -= 0.7  # a singular name is rarely "they"
            if lower in NEUTER:
                if trace.phrase.plural or self.tree.token(trace.head).dep == "conj":
                    score -= 0.7  # nor a pair "it"
                if not trace.phrase.classes & {"actor", "org", "force"}:
                    score -= 0.6  # a place seldom acts or owns
            if trace.head in binder:
                score += 1.2
            if best is None or score > best[0]:
                best = (score, trace)
        ahead = self._ahead(i, lower) if best is None or best[1].phrase.actor is None else None
        if ahead is not None:
            return (ahead,)
        if best is None:
            return ()
        head = best[1].head
        return self._with_mates(head, lower)

    def _ahead(self, i: int, lower: str) -> int | None:
        """The named party that a clause before the main one speaks of: "Since it overran the town, the group has ruled"."""
        tree = self.tree
        token = tree.token(i)
        clause = tree.token(token.head if token.dep in SUBJECTS else tree.token(token.head).head)
        if clause.dep != "advcl" or clause.head < clause.i or not tree.has(clause.i, "mark"):
            return None
        subject = next((c for c in tree.kids(clause.head, *SUBJECTS) if c > clause.i), None)
        phrase = None if subject is None else self.phrases.of(subject)
        named = phrase is not None and phrase.actor is not None and self._agrees(phrase, lower)
        return subject if named else None

    def _fronted(self, i: int) -> set[int]:
        """The agents and objects of a participle that opens the pronoun's clause: "Trained by X, it fights" is not of X."""
        token = self.tree.token(i)
        if token.dep not in SUBJECTS:
            return set()
        opening = [
            c
            for c in self.tree.kids(token.head, "advcl")
            if c < i and self.tree.token(c).tag in ("VBN", "VBG") and not self.tree.has(c, "mark", *SUBJECTS)
        ]
        stack = [k for c in opening for k in self.tree.conjuncts(c)]
        inside: set[int] = set()
        while stack:
            at = stack.pop()
            inside.add(at)
            stack += self.tree.token(at).children
        return inside

    def _binder(self, i: int) -> list[int]:
        """Who does what the possessed noun is the object of: "press the regime to end its attacks", the regime's."""
        token = self.tree.token(i)
        if token.dep != "nmod:poss":
            return []
        noun = self.tree.token(token.head)
        helped = self._helped(noun)
        if helped:
            return helped
        while noun.dep in ("conj", "nmod") and noun.head != noun.i:
            noun = self.tree.token(noun.head)
        if noun.dep not in ("obj", "obl") or self.tree.token(noun.head).pos != "VERB":
            return []
        subject = self.tree.surface_subject(noun.head)
        return (
            []
            if subject is None
            else [h for t in self.tree.conjuncts(subject) for h in (t, *self.targets(t))]
        )

    def _helped(self, noun: Token) -> list[int]:
        """Whose fight or effort it is that others help in: "support the forces in their fight", "the people in their war"."""
        tree = self.tree
        if noun.dep not in ("obl", "nmod") or tree.preposition(noun.i) != "in":
            return []
        head = tree.token(noun.head)
        kinds = lexicon().verbs if head.pos == "VERB" else lexicon().nouns
        if any(e.frame.kind is Kind.SUPPORT for e in kinds.get(head.lemma.lower(), ())):
            found = tree.kids(head.i, "obj") if head.pos == "VERB" else []
            found += [c for c in tree.kids(head.i, "nmod") if tree.preposition(c) in ("for", "of", "to")]
        elif head.pos == "NOUN":  # "the resolve of the coalition in its determination"
            found = [c for c in tree.kids(head.i, "nmod") if tree.preposition(c) == "of"] or [head.i]
        else:
            found = []
        return [h for h in found if self.phrases.of(h).classes & {"actor", "force", "org", "people"}]

    def _place_pronoun(self, i: int, lower: str) -> None:
        """The nearest place before "it", "them", "its": what the pronoun means to a verb that takes places."""
        if lower in SINGULAR_PERSON:
            return
        token = self.tree.token(i)
        for trace in reversed(self.traces):
            if token.sentence - trace.sentence > REACH:
                return
            if trace.head not in self.places or self._with_mate(trace.head, self.clause_mates(i)):
                continue
            if (lower in PLURAL) != trace.phrase.plural and not self.tree.has(trace.head, "conj"):
                continue  # "them" are villages, "it" is a town
            self.place_means[i] = trace.head
            return

    def _with_mate(self, head: int, mates: set[int]) -> bool:
        """Whether a phrase is one of these, or owns one: in "Ukraine's brigades left it" it is not Ukraine."""
        token = self.tree.token(head)
        return head in mates or (token.dep in ("nmod:poss", "compound", "amod") and token.head in mates)

    def classes_of(self, head: int) -> frozenset[str]:
        """A phrase's classes; of a relative pronoun its antecedent's; of "it" also place, where one was named before."""
        phrase = self.phrases.of(head)
        if self.tree.token(head).pos not in ("PRON", "DET", "ADV"):
            return phrase.classes
        antecedent = self.tree.antecedent(head)
        if antecedent is not None:
            return self.phrases.of(antecedent).classes
        if head in self.place_means:
            return phrase.classes | {"place"}
        return phrase.classes

    def _with_mates(self, head: int, lower: str) -> tuple[int, ...]:
        """For a plural pronoun, the whole coordination that the antecedent leads or belongs to."""
        if lower not in PLURAL:
            return self.targets(head)
        top = head
        while self.tree.token(top).dep == "conj":
            top = self.tree.token(top).head
        out: list[int] = []
        for h in self.tree.conjuncts(top):
            if self.phrases.of(h).classes & {"actor", "force", "people", "person", "org"}:
                out += self.targets(h)
        return tuple(dict.fromkeys(out)) or self.targets(head)

    def _agrees(self, phrase: Phrase, lower: str) -> bool:
        classes = phrase.classes
        if lower in SINGULAR_PERSON:
            return "person" in classes and not phrase.plural
        if lower in NEUTER:
            return (
                "person" not in classes
                and bool(classes & {"org", "actor", "force", "place", "facility"})
                and (not phrase.plural or phrase.named)
            )
        return (
            bool(classes & {"actor", "force", "people", "org"})
            and (phrase.plural or phrase.named or bool(classes & {"org", "force", "people"}))
            and not ("person" in classes and not phrase.plural)
        )

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

    def place_near(self, head: int) -> Entity | None:
        """The place that a phrase means, else the named place that it lies in: where "a hospital in Idlib" is."""
        entity = self.place_entity(head)
        if entity is None:
            for c in self.tree.kids(head, "nmod"):
                if c > head and self.tree.preposition(c) in AROUND:
                    entity = self.place_near(c)
                    if entity is not None:
                        return entity
        return entity

    def town_of(self, head: int) -> Entity | None:
        """Where a building without a name of its own stands: in what it lies in, else in the town last spoken of."""
        found = self.place_near(head)
        if found is not None or "facility" not in self.phrases.of(head).classes:
            return found
        for trace in reversed(self.traces):
            if trace.at >= head or not trace.phrase.classes & {"place"}:
                continue
            if self.tree.token(head).sentence - trace.sentence > REACH:
                break
            entity = self.place_entity(trace.head)
            place = None if entity is None else self.gazetteer.get(entity.id)
            if place is not None and place.type == "settlement":
                return entity
        return None

    def place_entity(self, head: int) -> Entity | None:
        """The place that a phrase means, or None."""
        for target in (self.place_means[head],) if head in self.place_means else self.targets(head):
            place = self.places.get(target)
            part = self.tree.token(target).text.lower() in words("partitives") | words("some_parts")
            if place is None and not part and self.phrases.of(target).actor is not None:
                actor = self.phrases.of(target).actor
                if actor is not None and actor.kind == "state" and actor.country:
                    place = self.gazetteer.get(f"iso:{actor.country}")
            if place is None and self.tree.token(target).text.lower() in PORTIONS:
                inner = next(
                    (c for c in self.tree.kids(target, "nmod", "obl") if self.tree.preposition(c) == "of"),
                    None,
                )
                return None if inner is None else self.place_entity(inner)
            if place is None:
                other = self._said_of(target)
                if other is not None:
                    return self.place_entity(other)
            if place is not None:
                return Entity(place.id, EntityType.PLACE, place.name, place.lat, place.lon)
        return None

    def _said_of(self, head: int) -> int | None:
        """The place that a nameless one is said to be, or is all of: "Raqqa is the only city held by", "Ramadi, a city in the
        west", "all its districts", "every quarter of it"."""
        tree = self.tree
        token = tree.token(head)
        lemma = token.lemma.lower()
        if token.pos != "NOUN":
            return None
        if lemma in words("quarter_nouns"):
            whole = tree.kids(head, "nmod:poss") or [
                c for c in tree.kids(head, "nmod") if tree.preposition(c) == "of"
            ]
            owner = next((c for c in whole if "place" in self.classes_of(c)), None)
            if owner is not None:
                return owner
        if lemma not in words("settlement_nouns") or self.phrases.of(head).plural:
            return None
        named = tree.token(token.head) if token.dep == "appos" else None
        if named is None and tree.has(head, "cop") and not tree.has(head, "case"):
            subject = tree.surface_subject(head)
            named = None if subject is None else tree.token(subject)
        return named.i if named is not None and named.i != head and named.i in self.places else None

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
