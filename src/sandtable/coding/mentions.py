"""The mentions of a reading, each with what it resolves to. Invariant: every mention is an exact slice; what the tagger
marked stays marked, but for the article before a place; no two have the same span and type.

To the tagger's mentions come those that need the report's references or the gazetteer: pronouns that stand for persons and
parties, and the countries that a longer name or a state's own name holds ("the Bank of Japan", "Russia vetoed").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sandtable.coding.grammar import Tree, inside
from sandtable.coding.references import References
from sandtable.language.quantities import quantity, with_degree
from sandtable.terms import Entity, EntityType, Mention, MentionType

# Pronouns that stand for a person or a party whoever speaks; possessives own, and name nobody.
PERSONS = frozenset(("i", "me", "he", "him", "she"))
PARTIES = frozenset(("we", "us", "they"))
PLACES = frozenset(("here", "there"))
ARTICLES = frozenset(("the", "a", "an"))
# A country's name has at most this many words.
LONGEST_NAME = 3
NAMING = frozenset(("PROPN", "ADJ", "NOUN"))
NAME_PARTS = frozenset(("flat", "goeswith"))
NAMES_AND_PLACES = frozenset((MentionType.PERSON, MentionType.ORGANISATION, MentionType.LOCATION))


def number(text: str) -> Entity | None:
    """A quantity's entity; None where the words hold no number."""
    found = quantity(text)
    if found is None:
        return None
    low, best, high, unit = found
    return Entity(
        f"quantity:{text.lower()}", EntityType.QUANTITY, text, low=low, best=best, high=high, unit=unit
    )


class MentionResolver:
    """The mentions of one document under analysis."""

    def __init__(self, tree: Tree, references: References) -> None:
        self.tree = tree
        self.text = tree.document.text
        self.references = references

    def all(self) -> tuple[Mention, ...]:
        """Every mention with what it resolves to, in text order, the longer first."""
        marked = [self._trimmed(m) for m in self.tree.document.mentions]
        found: dict[tuple[int, int, MentionType], Mention] = {}
        countries = list(map(self._peoples, self._countries(marked)))
        said_so = {(m.start, m.end) for m in countries if m.type is MentionType.NATIONALITY}
        for mention in (*map(self._peoples, marked), *countries, *self._pronouns()):
            # An adjective of nation is no party and no place of its own.
            if mention.type in NAMES_AND_PLACES and (mention.start, mention.end) in said_so:
                continue
            key = mention.start, mention.end, mention.type
            if key not in found or found[key].entity is None:
                found[key] = mention if mention.entity is not None else self._resolved(mention)
        return tuple(sorted(found.values(), key=lambda m: (m.start, -m.end, m.type.value)))

    def _peoples(self, mention: Mention) -> Mention:
        """A people in the plural is a party ("Syrians fled"), its adjective is not."""
        first = self.tree.starts.get(mention.start)
        if mention.type is not MentionType.NATIONALITY or first is None or not mention.text.endswith("s"):
            return mention
        token = self.tree.token(first)
        if token.end != mention.end or token.tag not in ("NNS", "NNPS"):
            return mention
        return replace(mention, type=MentionType.ORGANISATION, entity=None)

    def _trimmed(self, mention: Mention) -> Mention:
        """A place without the article before it, save where the article is part of the name ("The Hague")."""
        first = self.tree.starts.get(mention.start)
        if mention.type is not MentionType.LOCATION or first is None:
            return mention
        token = self.tree.token(first)
        if token.text.lower() not in ARTICLES or token.end >= mention.end or token.pos == "PROPN":
            return mention
        start = self.tree.token(first + 1).start
        return replace(mention, start=start, text=self.text[start : mention.end])

    def _pronouns(self) -> Iterator[Mention]:
        for token in self.tree.tokens:
            word = token.text.lower()
            if word in PLACES and token.pos == "ADV" and token.i in self.references.means:
                entity = self.references.place_entity(token.i)
                if entity is not None:
                    yield Mention(token.start, token.end, token.text, MentionType.LOCATION, entity)
            if token.pos != "PRON":
                continue
            if word in PERSONS:
                kind = MentionType.PERSON
            elif word in PARTIES and token.text != "US":
                kind = MentionType.ORGANISATION
            else:
                continue
            means = self.references.means.get(token.i)
            entity = self.references.actor_entities(token.i)[0] if means else None
            yield Mention(token.start, token.end, token.text, kind, entity)

    def _countries(self, marked: list[Mention]) -> Iterator[Mention]:
        """Countries and their adjectives that no mention of ground covers by themselves."""
        ground = {(m.start, m.end, m.type) for m in marked}
        persons = [(m.start, m.end) for m in marked if m.type is MentionType.PERSON]
        tokens = self.tree.tokens
        past = 0
        for token in tokens:
            if token.i < past or not token.text[:1].isupper() or token.pos not in NAMING:
                continue
            for length in range(LONGEST_NAME, 0, -1):
                last = token.i + length
                if last > len(tokens) or tokens[last - 1].sentence != token.sentence:
                    continue
                if tokens[last - 1].pos not in NAMING:
                    continue
                start, end = token.start, tokens[last - 1].end
                entity = self.references.country_named(self.text[start:end])
                if entity is None:
                    continue
                past = last
                adjective = length == 1 and self.references.is_demonym(token.text)
                kind = MentionType.NATIONALITY if adjective else MentionType.LOCATION
                if (start, end, kind) not in ground and not (
                    self._goes_on(token.i, last) or self._is_name(persons, token.i, start, end, adjective)
                ):
                    yield Mention(start, end, self.text[start:end], kind, entity)
                break

    def _goes_on(self, first: int, last: int) -> bool:
        """Whether the words are a piece of one longer name: "Northern Ireland", "New Mexico", "Guinea-Bissau"."""
        token = self.tree.token(first)
        if token.dep in NAME_PARTS and token.head < first:
            return True
        tokens = self.tree.tokens
        return (
            last + 1 < len(tokens)
            and tokens[last].text == "-"
            and tokens[last].start == tokens[last - 1].end == tokens[last + 1].start - 1
            and tokens[last + 1].pos == "PROPN"
        )

    def _is_name(
        self, persons: list[tuple[int, int]], first: int, start: int, end: int, adjective: bool
    ) -> bool:
        """Whether the words are part of a person's name ("Jordan Peele"), not of the title before it."""
        if adjective:
            return False
        token = self.tree.token(first)
        within = any(a <= start and end <= b for a, b in persons)
        return within and token.dep not in ("nmod:poss", "compound", "nmod")

    def _resolved(self, mention: Mention) -> Mention:
        """The mention with its entity."""
        head = self._head_of(mention, self.tree.starts.get(mention.start))
        entity: Entity | None = None
        if head is not None:
            match mention.type:
                case MentionType.LOCATION:
                    entity = self.references.place_entity(head) or self.references.mention_place(
                        mention.start
                    )
                case MentionType.PERSON | MentionType.ORGANISATION:
                    entity = self.references.actor_entities(head)[0]
                case MentionType.NATIONALITY:
                    entity = self.references.country_named(mention.text)
                case MentionType.QUANTITY:
                    told = with_degree(self.text, mention.start, mention.end)
                    return self._bare(replace(mention, entity=number(told)))
                case MentionType.MONEY:
                    entity = number(mention.text)
                case MentionType.WEAPON:
                    entity = Entity(f"weapon:{mention.text.lower()}", EntityType.WEAPON, mention.text)
                case _:
                    entity = None
        return replace(mention, entity=entity)

    def _bare(self, mention: Mention) -> Mention:
        """The number without "about" or "more than" before it, which its bounds tell."""
        first = self.tree.starts.get(mention.start)
        if first is None:
            return mention
        for i in inside(self.tree.tokens, first, mention.end):
            token = self.tree.token(i)
            if token.pos == "NUM" or token.text[:1].isdigit():
                return replace(mention, start=token.start, text=self.text[token.start : mention.end])
        return mention

    def _head_of(self, mention: Mention, first: int | None) -> int | None:
        """The token of a mention that the others in it hang on."""
        if first is None:
            return None
        span = inside(self.tree.tokens, first, mention.end)
        return next(
            (i for i in span if self.tree.token(i).head not in span or self.tree.token(i).head == i),
            first,
        )
