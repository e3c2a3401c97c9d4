"""Whom and what a phrase means: names to actors and places, pronouns and descriptions to what was named before.
Invariant: a phrase is resolved to something named in the report or to nothing; nothing is guessed from outside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sandtable.coding.frames import words
from sandtable.coding.grammar import DIRECTIONS, NOMINAL, Tree
from sandtable.coding.phrases import Phrase, Phrases
from sandtable.gazetteer import Gazetteer, Place, PlaceQuery, resolve
from sandtable.orbat import Actor, ActorKind, Registry
from sandtable.terms import Entity, EntityType, MentionType, Warning

THIRD_PERSON = frozenset(
    ["he", "she", "him", "her", "his", "hers", "they", "them", "their", "theirs", "it", "its"]
)
FIRST_PERSON = frozenset(["we", "us", "our", "ours", "i", "me", "my"])
SINGULAR_PERSON = frozenset(["he", "she", "him", "her", "his", "hers"])
NEUTER = frozenset(["it", "its", "itself"])
SETTLEMENT_NOUNS, REGION_NOUNS, SITE_NOUNS = (
    words("settlement_nouns"),
    words("region_nouns"),
    words("site_nouns"),
)
KIND_NOUNS = (
    SETTLEMENT_NOUNS
    | REGION_NOUNS
    | frozenset(["port", "crossing", "airport", "base", "island", "mount", "river"])
)
GROUP_NOUNS, PERSON_NOUNS, COLLECTIVE = words("group_nouns"), words("person_nouns"), words("collective_nouns")
# Bare names of a state's bodies; whose they are is told by the owner or by what came before.
BODIES = {
    "army": "armed_forces",
    "military": "armed_forces",
    "force": "armed_forces",
    "troop": "armed_forces",
    "soldier": "armed_forces",
    "government": "government",
}
WINDOW = 5  # sentences back that a description may reach; a pronoun reaches three


@dataclass(frozen=True, slots=True)
class Trace:
    """One phrase in the order of telling, for what comes after it."""

    head: int
    sentence: int
    phrase: Phrase
    key: str
    subject: bool


class References:
    """What each phrase of one document means."""

    def __init__(
        self,
        tree: Tree,
        phrases: Phrases,
        registry: Registry,
        gazetteer: Gazetteer,
        countries: tuple[str, ...],
    ) -> None:
        self.tree = tree
        self.phrases = phrases
        self.registry = registry
        self.gazetteer = gazetteer
        self.countries = countries
        self.warnings: list[Warning] = []
        self.places: dict[int, Place] = {}
        self.means: dict[int, tuple[int, ...]] = {}
        self.owned: dict[int, Actor] = {}  # "its army": whose it is
        self.place_means: dict[int, int] = {}  # what "it" means where a place is wanted
        self.traces: list[Trace] = []
        self.counts: dict[str, int] = {}
        self._unknown: dict[str, Actor] = {}
        self._people = self._named_people()
        self._resolve_places()
        self._follow()

    # -- places -------------------------------------------------------------------------------------------------

    def _heads(self) -> list[int]:
        out = []
        for t in self.tree.tokens:
            if t.pos in NOMINAL and t.dep not in ("flat", "fixed", "goeswith", "punct", "nummod"):
                out.append(t.i)
        return out

    def _resolve_places(self) -> None:
        queries, heads = [], []
        for i in self._heads():
            token = self.tree.token(i)
            phrase = self.phrases.of(i)
            if "place" not in phrase.classes and "facility" not in phrase.classes:
                continue
            if not (phrase.named or self._bears_name(i)):
                continue
            if phrase.actor is not None and "place" not in phrase.classes:
                continue
            if token.dep in ("compound", "amod") and not phrase.mention:
                continue
            country = self._land(i)
            if country is not None:
                self.places[i] = country
                continue
            query = self._query(i, phrase)
            if len(query.text) < 3 or query.text == query.text.lower():
                continue  # a particle of a name, or no name at all
            queries.append(query)
            heads.append(i)
        for head, query, found in zip(
            heads, queries, resolve(self.gazetteer, queries, self.countries), strict=True
        ):
            if found.place is not None:
                self.places[head] = found.place
            elif self.phrases.of(head).mention is not None and self.tree.token(head).pos == "PROPN":
                self.warnings.append(
                    Warning(
                        "place-unknown",
                        f"no place named {query.text!r} is known; add it to a theatre pack",
                        query.start,
                        query.end,
                    )
                )

    def _bears_name(self, i: int) -> bool:
        """Whether a common noun's own modifiers name the place: "the Syrian border", "the city of Hama", not "an area in Iraq"."""
        tree = self.tree
        if tree.token(i).pos == "NUM" or tree.token(i).text.lower() in words("partitives"):
            return False
        for c in tree.kids(
            i, "amod", "compound", "nmod:poss", "flat", "nmod", "nmod:unmarked", "nmod:desc", "appos"
        ):
            if (
                c > i
                and tree.preposition(c) not in ("of", "")
                and tree.token(i).lemma.lower() not in ("border", "frontier", "bank", "side")
            ):
                continue
            if any(
                self._names_place(k)
                for k in (c, *tree.kids(c, "compound", "amod", "flat", "nmod:poss", "conj"))
            ):
                return True
        return any(tree.token(c).text.lower() in DIRECTIONS for c in tree.kids(i, "advmod"))

    def _land(self, i: int) -> Place | None:
        """The country of "Syrian territory", "Lebanese airspace"."""
        if self.tree.token(i).lemma.lower() not in words("land_nouns"):
            return None
        for c in self.tree.kids(i, "amod", "compound", "nmod:poss"):
            country = self.gazetteer.country_of(self.tree.token(c).text)
            if country is not None:
                return country
        return None

    def _names_place(self, i: int) -> bool:
        mention = self.phrases.mention_at.get(i)
        token = self.tree.token(i)
        hit = self.phrases.actor_at.get(i)
        if hit is not None and hit[2].kind != "state":
            return False
        return token.pos in ("PROPN", "ADJ") and token.text[:1].isupper() and (
            (mention is not None and mention.type in (MentionType.LOCATION, MentionType.NATIONALITY)) or token.pos == "PROPN"
            or self.gazetteer.country_of(token.text) is not None
        )  # fmt: skip

    def _query(self, i: int, phrase: Phrase) -> PlaceQuery:
        tree = self.tree
        token = tree.token(i)
        lemma = token.lemma.lower()
        noun = lemma if token.pos == "NOUN" else None
        inside: list[str] = []
        first, last = tree.core(i)
        start, end = tree.chars(first, last)
        if noun is not None:
            start, end = phrase.start, phrase.end
        for c in tree.kids(i, "nmod", "appos", "flat"):
            if c > i and tree.token(c).pos == "PROPN" and tree.preposition(c) == "of" and lemma in KIND_NOUNS:
                a, b = tree.chars(*tree.core(c))  # "the city of Raqqa" is named by its of-phrase
                adjectives = [
                    tree.token(k).text
                    for k in tree.kids(i, "amod", "compound")
                    if tree.token(k).text[:1].isupper()
                ]
                return PlaceQuery(
                    tree.document.text[a:b], a, b, lemma, tuple(inside + adjectives + self._inside(c, None))
                )
        inside += self._inside(i, noun)
        return PlaceQuery(tree.document.text[start:end], start, end, noun, tuple(inside))

    def _inside(self, i: int, noun: str | None) -> list[str]:
        """The names that hold a place by the report's own words: "Mosul, Iraq", "in the province of Latakia"."""
        tree = self.tree
        out = []
        for c in tree.kids(i, "nmod", "appos", "nmod:unmarked", "list"):
            preposition = tree.preposition(c)
            if c <= i:
                continue
            if tree.token(c).pos == "PROPN" and (
                preposition in ("in", "") or (noun is None and preposition == "of")
            ):
                out.append(tree.document.text[slice(*tree.chars(*tree.core(c)))])
            elif preposition == "in" and tree.token(c).pos == "NOUN":
                out.append(tree.document.text[slice(*tree.chars(*tree.phrase(c)))])
        return out

    # -- what came before ---------------------------------------------------------------------------------------

    def _key(self, phrase: Phrase) -> str:
        if phrase.actor is not None:
            return phrase.actor.id
        place = self.places.get(phrase.head)
        return place.id if place is not None else phrase.core.lower()

    def _follow(self) -> None:
        heads = set(self._heads())
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
            if i not in heads:
                continue
            if token.pos == "PRON":
                if lower in THIRD_PERSON:
                    self.means[i] = self._pronoun(i, lower)
                    self._place_pronoun(i, lower)
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
                found = self._description(i, phrase)
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
                self.traces.append(Trace(i, token.sentence, phrase, key, subject))

    def own_bodies(self) -> None:
        """ "Our forces", once it is known who speaks."""
        for token in self.tree.tokens:
            if token.pos == "NOUN" and token.lemma.lower() in BODIES and any(
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
                    self.owned[i] = found
                    return
        if owners and any(tree.token(o).text.lower() in FIRST_PERSON for o in owners):
            own = self.registry.resolve_np(phrase.lemma, self.countries)
            if own is not None:
                self.owned[i] = own
        if not modifiers and phrase.definite:
            before = self._described_group(i, phrase.lemma, (), tree.token(i).sentence)
            if before:
                self.means[i] = before

    def _name_beside(self, i: int) -> int | None:
        """The name that a person's title stands before: "the spokesman John Smith"."""
        if "person" not in self.phrases.of(i).classes:
            return None
        for c in self.tree.kids(i, "flat", "appos"):
            mention = self.phrases.mention_at.get(c)
            if (
                self.tree.token(c).pos == "PROPN"
                and mention is not None
                and mention.type is MentionType.PERSON
                and c - i <= 6
            ):
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

    def _clause_mates(self, i: int) -> set[int]:
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
        mates = self._clause_mates(i)
        best: tuple[float, Trace] | None = None
        for trace in reversed(self.traces):
            if token.sentence - trace.sentence > 3:
                break
            if trace.head in mates or not self._agrees(trace.phrase, lower):
                continue
            score = self._score(trace, i, token.sentence)
            if (
                lower in ("they", "them", "their", "theirs")
                and not trace.phrase.plural
                and not trace.phrase.classes & {"force"}
            ):
                score -= 0.7  # a singular name is rarely "they"
            if lower in NEUTER:
                if trace.phrase.plural or self.tree.token(trace.head).dep == "conj":
                    score -= 0.7  # nor a pair "it"
                if not trace.phrase.classes & {"actor", "org", "force"}:
                    score -= 0.6  # a place seldom acts or owns
            if best is None or score > best[0]:
                best = (score, trace)
        if best is None:
            return ()
        head = best[1].head
        return self._with_mates(head, lower)

    def _place_pronoun(self, i: int, lower: str) -> None:
        """The nearest place before "it", "them", "its": what the pronoun means to a verb that takes places."""
        if lower in SINGULAR_PERSON:
            return
        token = self.tree.token(i)
        for trace in reversed(self.traces):
            if token.sentence - trace.sentence > 3:
                return
            if trace.head in self.places and trace.head not in self._clause_mates(i):
                self.place_means[i] = trace.head
                return

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
        if lower not in ("they", "them", "their", "theirs"):
            return self._through(head)
        top = head
        while self.tree.token(top).dep == "conj":
            top = self.tree.token(top).head
        out: list[int] = []
        for h in self.tree.conjuncts(top):
            if self.phrases.of(h).classes & {"actor", "force", "people", "person", "org"}:
                out += self._through(h)
        return tuple(dict.fromkeys(out)) or self._through(head)

    def _through(self, head: int) -> tuple[int, ...]:
        return self.means.get(head) or (head,)

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

    def _description(self, i: int, phrase: Phrase) -> tuple[int, ...]:
        lemma = phrase.lemma
        token = self.tree.token(i)
        sentence = token.sentence
        if (
            token.tag in ("NNS", "NNPS")
            and lemma in COLLECTIVE | SETTLEMENT_NOUNS | REGION_NOUNS | SITE_NOUNS
        ):
            return ()
        modifiers = tuple(self.tree.token(c).text for c in self.tree.kids(i, "amod", "compound", "nmod:poss"))
        if {m.lower() for m in modifiers} & words("other_words") or self.tree.has(
            i, "nmod:poss", "acl", "acl:relcl"
        ):
            return ()  # another one, somebody's own, or one that its clause picks out
        if lemma in SETTLEMENT_NOUNS | REGION_NOUNS | SITE_NOUNS and "place" in phrase.classes | (
            {"place"} if "facility" in phrase.classes else set()
        ):
            return self._described_place(i, lemma, sentence)
        if lemma in GROUP_NOUNS or "force" in phrase.classes:
            return self._described_group(i, lemma, modifiers, sentence)
        if lemma in PERSON_NOUNS:
            return self._described_person(i, lemma, sentence)
        return ()

    def _described_place(self, i: int, lemma: str, sentence: int) -> tuple[int, ...]:
        """Of the fitting places named before, the one most spoken of, nearness weighing against it."""
        best: tuple[float, int] | None = None
        for trace in reversed(self.traces):
            if sentence - trace.sentence > WINDOW:
                break
            place = self.places.get(trace.head)
            if place is None or not self._fits(lemma, place, trace.phrase):
                continue
            score = (
                0.5 * min(4, self.counts.get(trace.key, 0))
                - 0.8 * (sentence - trace.sentence)
                + (0.3 if trace.subject else 0.0)
            )
            if best is None or score > best[0]:
                best = (score, trace.head)
        return (best[1],) if best else ()

    def _fits(self, lemma: str, place: Place, phrase: Phrase) -> bool:
        if lemma in ("country", "state"):
            return place.type == "country"
        if lemma in SETTLEMENT_NOUNS and place.type == "settlement":
            return True
        if lemma in REGION_NOUNS and place.type in ("region", "country", "settlement"):
            return True
        return (
            lemma in SITE_NOUNS
            and place.type in ("site", "crossing", "border", "segment", "river", "road")
            and (lemma in phrase.text.lower() or lemma in ("scene", "site", "facility", "base"))
        )

    def _described_group(
        self, i: int, lemma: str, modifiers: Sequence[str], sentence: int
    ) -> tuple[int, ...]:
        mates = self._clause_mates(i) if self.tree.token(i).dep != "nmod:poss" else set()
        for trace in reversed(self.traces):
            if sentence - trace.sentence > WINDOW:
                break
            actor = trace.phrase.actor
            if actor is None or trace.head in mates or actor.kind in ("person", "office"):
                continue
            if self.registry.describes(actor, lemma, modifiers):
                return (trace.head,)
        return ()

    def _described_person(self, i: int, lemma: str, sentence: int) -> tuple[int, ...]:
        for trace in reversed(self.traces):
            if sentence - trace.sentence > WINDOW:
                break
            if "person" not in trace.phrase.classes or trace.phrase.plural:
                continue
            words = trace.phrase.text.lower().split()
            if (
                trace.phrase.lemma == lemma
                or lemma in words
                or any(lemma == self.tree.token(c).lemma.lower() for c in self.tree.kids(trace.head))
            ):
                return self._through(trace.head)
        return ()

    # -- answers ------------------------------------------------------------------------------------------------

    def targets(self, head: int) -> tuple[int, ...]:
        """The phrases that a head stands for: itself, or what its pronoun or description means."""
        return self.means.get(head) or (head,)

    def place_near(self, head: int) -> Entity | None:
        """The place that a phrase means, else the named place that it lies in: where "a hospital in Idlib" is."""
        entity = self.place_entity(head)
        if entity is None:
            for c in self.tree.kids(head, "nmod"):
                if c > head and self.tree.preposition(c) in (
                    "in",
                    "at",
                    "near",
                    "outside",
                    "inside",
                    "around",
                ):
                    entity = self.place_near(c)
                    if entity is not None:
                        return entity
        return entity

    def place_entity(self, head: int) -> Entity | None:
        """The place that a phrase means, or None."""
        for target in (self.place_means[head],) if head in self.place_means else self.targets(head):
            place = self.places.get(target)
            if place is None and self.phrases.of(target).actor is not None:
                actor = self.phrases.of(target).actor
                if actor is not None and actor.kind == "state" and actor.country:
                    place = self.gazetteer.get(f"iso:{actor.country}")
            if place is not None:
                return Entity(place.id, EntityType.PLACE, place.name, place.lat, place.lon)
        return None

    def actor_of(self, head: int) -> Actor | None:
        """The actor that a phrase itself names, known or new; None for a description that names nobody."""
        phrase = self.phrases.of(head)
        if head in self.owned:
            return self.owned[head]
        if phrase.actor is not None:
            return phrase.actor
        mention = phrase.mention
        token = self.tree.token(head)
        if (
            token.pos == "PROPN"
            and (mention is None or mention.type in (MentionType.PERSON, MentionType.ORGANISATION))
            and "actor" in phrase.classes
        ):
            name = self._name(phrase)
            if mention is not None and mention.type is MentionType.PERSON:
                name = self._people.get(name.lower().split()[-1], name) if len(name.split()) == 1 else name
                known = self.registry.find(name, self.countries)
                if known is not None:
                    return known
            kind = (
                ActorKind.PERSON
                if mention is not None and mention.type is MentionType.PERSON
                else ActorKind.ORGANISATION
            )
            if name not in self._unknown:
                self._unknown[name] = self.registry.unknown(name, kind)
            return self._unknown[name]
        return None

    def actor_entities(self, head: int) -> list[Entity | None]:
        """The actors that a phrase means, one each for what a plural stands for; [None] where nobody is named."""
        out: list[Entity | None] = []
        for target in self.targets(head):
            actor = self.actor_of(target) or self._unnamed(target, head)
            entity = None if actor is None else Entity(actor.id, EntityType.ACTOR, actor.name)
            if entity not in out:
                out.append(entity)
        named = [e for e in out if e is not None]
        return list(named) if named else [None]

    def _unnamed(self, target: int, asked: int) -> Actor | None:
        """A party that the report only describes, under its own words; a pronoun's antecedent whatever it is."""
        phrase = self.phrases.of(target)
        if self.tree.token(target).pos == "PRON" or not phrase.classes & {
            "actor",
            "force",
            "org",
            "people",
            "person",
        }:
            return None
        if target == asked and not phrase.classes & {"force", "org"}:
            return None
        kind = (
            ActorKind.ARMED_GROUP
            if "force" in phrase.classes
            else ActorKind.PEOPLE
            if "people" in phrase.classes
            else ActorKind.ORGANISATION
        )
        first, last = self.tree.core(target)
        start, end = self.tree.chars(first, last)
        return self.registry.unknown(self.tree.document.text[start:end], kind)

    def _name(self, phrase: Phrase) -> str:
        """A name without its article, titles and owner."""
        mention = phrase.mention
        if mention is None:
            return phrase.core
        starts = {t.start: t.i for t in self.tree.tokens}
        first = starts.get(mention.start)
        if first is None:
            return mention.text
        while first < phrase.head and (self.tree.token(first).pos == "DET" or self.tree.token(first).dep in ("nmod:desc", "nmod:poss", "case")
                                       or (mention.type is MentionType.PERSON and self.tree.token(first).pos != "PROPN")):  # fmt: skip
            first += 1
        return self.tree.document.text[self.tree.token(first).start : mention.end]

    def _named_people(self) -> dict[str, str]:
        """Last word of a personal name to the fullest name with it: "Townsend" is the Stephen Townsend told of before."""
        out: dict[str, str] = {}
        for mention in self.tree.document.mentions:
            if mention.type is MentionType.PERSON:
                words = mention.text.split()
                last = words[-1].lower()
                name = " ".join(w for w in words if w[:1].isupper() or w[:2].lower() in ("al", "el", "bi"))
                if len(words) > 1 and len(name) > len(out.get(last, "")) and words[-1][:1].isupper():
                    out[last] = name
        return out
