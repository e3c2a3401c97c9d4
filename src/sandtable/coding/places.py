"""Which places the phrases of a report name. Invariant: a place is looked up by its own words and what the report says
holds it; a name that is not known stays unknown and is warned of."""

from __future__ import annotations

import re

from sandtable.coding.frames import words
from sandtable.coding.grammar import Tree
from sandtable.coding.parts import DIRECTIONS, NOMINAL
from sandtable.coding.phrases import Phrase, Phrases
from sandtable.coding.toponyms import Toponyms
from sandtable.gazetteer import Gazetteer, Place, PlaceQuery, resolve
from sandtable.terms import MentionType, Warning

# Kinds of place that may take their name in an of-phrase: "the city of Hama".
NAMED_WITH_OF = (
    words("settlement_nouns")
    | words("region_nouns")
    | frozenset(["port", "crossing", "airport", "base", "island", "mount", "river"])
)
TOWNS = frozenset({"town", "city", "village", "hamlet", "port", "capital"})
LINES = frozenset(["border", "frontier", "bank", "side"])
CENTRES = frozenset(["centre", "center", "headquarters", "seat"])
BORDERS = frozenset(["border", "frontier"])
_NAME = r"(?:the\s+)?[^\W\d_a-z][\w'’-]*(?:\s+[^\W\d_a-z][\w'’-]*)*"
# How a stretch of a border is told behind it, wherever the parse hangs the words.
_STRETCH = re.compile(
    rf"(?:\s+with\s+{_NAME})?\s+(?:(?:along|near|at|by)\s+{_NAME}"
    rf"|(?:between|from)\s+{_NAME}\s+(?:and|to)\s+{_NAME}(?:\s+(?:border\s+)?crossings?)?)"
)


class PlaceFinder:
    """The places of one document by the head token of the phrase that names them."""

    def __init__(
        self, tree: Tree, phrases: Phrases, gazetteer: Gazetteer, countries: tuple[str, ...]
    ) -> None:
        self.tree = tree
        self.phrases = phrases
        self.gazetteer = gazetteer
        self.countries = countries
        self.warnings: list[Warning] = []
        self.found: dict[int, Place] = {}
        self.toponyms = Toponyms(tree, gazetteer)
        self._inside_names: set[int] = set()  # tokens that a name told before them goes on to
        self.heads = [
            t.i
            for t in tree.tokens
            if t.pos in NOMINAL and t.dep not in ("flat", "fixed", "goeswith", "punct", "nummod")
        ]
        self._surnames = {
            words[-1]
            for m in tree.document.mentions
            if m.type is MentionType.PERSON
            and len(words := m.text.split()) > 1
            and all(w[:1].isupper() for w in words[-2:])
        }
        self._resolve_places()
        self.named = self._resolve_mentions()

    def _resolve_places(self) -> None:
        queries, heads = [], []
        for i in self.heads:
            token = self.tree.token(i)
            phrase = self.phrases.of(i)
            if "place" not in phrase.classes and "facility" not in phrase.classes:
                continue
            if not ((phrase.named and token.lemma.lower() not in words("partitives")) or self._bears_name(i)):
                continue
            if phrase.actor is not None and "place" not in phrase.classes:
                continue
            if self._surname(i) or i in self._inside_names:
                continue
            if token.dep in ("compound", "amod") and not phrase.mention:
                continue
            country = self._land(i)
            if country is not None:
                self.found[i] = country
                continue
            query = self._query(i, phrase)
            if len(query.text) < 3 or query.text == query.text.lower():
                continue  # a particle of a name, or no name at all
            queries.append(query)
            heads.append(i)
        for head, query, found in zip(
            heads, queries, resolve(self.gazetteer, queries, self.countries), strict=True
        ):
            if found.place is not None and (
                self._is_only_told_by(head, found.place) or self._around(head, found.place)
            ):
                continue
            if found.place is not None:
                self.found[head] = found.place
            elif self._is_location(head):
                self.warnings.append(
                    Warning(
                        "place-unknown",
                        f"no place named {query.text!r} is known; add it to a theatre pack",
                        query.start,
                        query.end,
                    )
                )

    def _is_only_told_by(self, head: int, place: Place) -> bool:
        """Whether a word for a town is told by the land that it lies in: "the biggest town of northern Mali" is not all of that."""
        token = self.tree.token(head)
        return token.pos == "NOUN" and token.lemma.lower() in TOWNS and place.type in ("region", "country")

    def _around(self, head: int, place: Place) -> bool:
        """Whether several villages are told by the town around which they lie: "five villages of Agdam district" are not Agdam."""
        token = self.tree.token(head)
        several = token.tag == "NNS" and token.lemma.lower() in words("settlement_nouns")
        return several and place.type == "settlement" and "#" not in place.id

    def _surname(self, i: int) -> bool:
        """Whether a bare name is that of a person whom the report names in full, and no preposition of place stands before it."""
        name = self.tree.document.text[slice(*self.tree.chars(*self.tree.core(i)))]
        return name in self._surnames and self.tree.preposition(i) not in (
            "in",
            "at",
            "near",
            "outside",
            "around",
            "to",
            "into",
        )

    def _resolve_mentions(self) -> dict[int, Place]:
        """Places by the start of the mention that names them, for names that head no phrase: "Mosul residents"."""
        queries = [
            PlaceQuery(m.text, m.start, m.end, None, ())
            for m in self.tree.document.mentions
            if m.type is MentionType.LOCATION
            and m.text[:1].isupper()
            and self.tree.starts.get(m.start) not in self.found
        ]
        answers = resolve(self.gazetteer, queries, self.countries)
        return {q.start: a.place for q, a in zip(queries, answers, strict=True) if a.place is not None}

    def _is_location(self, head: int) -> bool:
        mention = self.phrases.of(head).mention
        return (
            mention is not None
            and mention.type is MentionType.LOCATION
            and self.tree.token(head).pos == "PROPN"
        )

    def _bears_name(self, i: int) -> bool:
        """Whether a common noun's own modifiers name the place: "the Syrian border", "the city of Hama", not "an area in Iraq"."""
        tree = self.tree
        if tree.token(i).pos == "NUM" or tree.token(i).text.lower() in words("partitives"):
            return False
        if self._stretch(i) is not None:
            return True
        for c in tree.kids(
            i, "amod", "compound", "nmod:poss", "flat", "nmod", "nmod:unmarked", "nmod:desc", "appos"
        ):
            if c > i and tree.preposition(c) not in ("of", "") and tree.token(i).lemma.lower() not in LINES:
                continue
            if any(
                self._names_place(k)
                for k in (c, *tree.kids(c, "compound", "amod", "flat", "nmod:poss", "conj"))
            ):
                return True
        aside = self.phrases.of(i).definite and tree.token(i).lemma.lower() in words("settlement_nouns")
        return any(
            tree.token(c).text.lower() in DIRECTIONS and not (aside and self._behind_comma(i, c))
            for c in tree.kids(i, "advmod")
        )

    def _behind_comma(self, i: int, direction: int) -> bool:
        """Whether where a place lies is told aside: "the town, 200 km north of the capital,"."""
        return any(t.text == "," for t in self.tree.tokens[i:direction])

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
        stretch = self._stretch(i)
        if stretch is not None:
            return PlaceQuery(tree.document.text[phrase.start : stretch], phrase.start, stretch, noun, ())
        start, end = self._name(i)
        if noun is not None:
            start, end = phrase.start, phrase.end
        named = [c for c in tree.kids(i, "appos") if c > i and tree.token(c).pos == "PROPN"]
        if noun in NAMED_WITH_OF and len(named) == 1:  # "the provincial capital, Deir ez-Zor,"
            a, b = self._name(named[0])
            return PlaceQuery(tree.document.text[a:b], a, b, None, tuple(self._inside(named[0], None)))
        for c in tree.kids(i, "nmod", "appos", "flat"):
            if (
                c > i
                and tree.token(c).pos == "PROPN"
                and tree.preposition(c) == "of"
                and lemma in NAMED_WITH_OF
                and not any(
                    t.text.lower() in DIRECTIONS for t in tree.tokens[i:c]
                )  # "a village north of Goma"
            ):
                if lemma == "capital" or token.text.lower() == "suburbs" or self._own_name(i):
                    break  # "the capital of Anbar", "the Old City of Mosul"
                a, b = self._name(c)  # "the city of Raqqa" is named by its of-phrase
                adjectives = [
                    tree.token(k).text
                    for k in tree.kids(i, "amod", "compound")
                    if tree.token(k).text[:1].isupper()
                ]
                return PlaceQuery(
                    tree.document.text[a:b], a, b, lemma, tuple(inside + adjectives + self._inside(c, None))
                )
        if lemma in CENTRES and tree.kids(i, "compound"):
            town = self._centre_of(i)
            if town is not None:
                return town
        if lemma == "capital" or token.text.lower() == "suburbs" or self._own_name(i):
            start, end = phrase.start, phrase.end
        else:
            inside += self._inside(i, noun)
        return PlaceQuery(tree.document.text[start:end], start, end, noun, tuple(inside))

    def _name(self, i: int) -> tuple[int, int]:
        """The characters of a place's name; what stands in it names no other place."""
        first, last = self.toponyms.range(i)
        self._inside_names.update(range(self.tree.core(i)[1], last))
        return self.tree.chars(first, last)

    def _centre_of(self, i: int) -> PlaceQuery | None:
        """The town from which a district of its name is run: "the district centre of Musa Qala"."""
        tree = self.tree
        if not any(tree.token(c).lemma.lower() == "district" for c in tree.kids(i, "compound")):
            return None
        for c in tree.kids(i, "nmod"):
            if c > i and tree.token(c).pos == "PROPN" and tree.preposition(c) == "of":
                a, b = self._name(c)
                return PlaceQuery(tree.document.text[a:b], a, b, "town", tuple(self._inside(c, None)))
        return None

    def _stretch(self, i: int) -> int | None:
        """Where the words of a border end that tell which stretch of it is meant ("the border from Rabia to Al-Qaim"); None
        where there are none."""
        token = self.tree.token(i)
        if token.lemma.lower() not in BORDERS:
            return None
        sentence = self.tree.document.sentences[token.sentence]
        found = _STRETCH.match(self.tree.document.text, token.end, sentence.end)
        return found.end() if found else None

    def _own_name(self, i: int) -> bool:
        """Whether a noun of settlement is part of a name with what stands before and behind it."""
        tree = self.tree
        return (
            tree.token(i).text[:1].isupper()
            and tree.token(i).lemma.lower() in NAMED_WITH_OF
            and any(c < i and tree.token(c).text[:1].isupper() for c in tree.kids(i, "amod", "compound"))
            and any(c > i and tree.preposition(c) == "of" for c in tree.kids(i, "nmod"))
        )

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
