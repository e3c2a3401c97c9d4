"""Which actors the phrases of a report name. Invariant: a name that the registry does not know becomes a new actor under
that very name; a shorter name of a person is the fuller one told in the same report."""

from __future__ import annotations

import re
from dataclasses import replace

from sandtable.coding.frames import data
from sandtable.coding.grammar import Tree
from sandtable.coding.phrases import Phrase, Phrases
from sandtable.orbat import Actor, ActorKind, Registry
from sandtable.terms import Mention, MentionType

NOBODY = frozenset({"sharia", "shariah", "islam"})  # what rules, but is no party
MEN = frozenset(
    "militia troop force fighter rebel soldier militiaman guerrilla insurgent militant combatant mercenary gang gunman terrorist".split()
)
_SHORT = re.compile(r"\s*\(([A-Z][A-Za-z-]*[A-Z][A-Za-z-]*)\)")
PARTIES = frozenset(["actor", "force", "org", "people", "person"])


class NameFinder:
    """The actors of one document by the head token of the phrase that names them."""

    def __init__(
        self, tree: Tree, phrases: Phrases, registry: Registry, countries: tuple[str, ...], scope: str
    ) -> None:
        self.tree = tree
        self.phrases = phrases
        self.registry = registry
        self.countries = countries
        self.scope = scope  # the report's id: what only a bare noun names is nobody outside it
        self.owned: dict[int, Actor] = {}  # "its army": whose it is
        self._unknown: dict[str, Actor] = {}
        self._people = self._named_people()

    def of(self, head: int) -> Actor | None:
        """The actor that a phrase itself names, known or new; None for a description that names nobody."""
        phrase = self.phrases.of(head)
        if head in self.owned:
            return self.owned[head]
        if phrase.actor is not None:
            return phrase.actor
        mention = self._own_mention(phrase)
        token = self.tree.token(head)
        if (
            token.pos == "PROPN"
            and token.text.lower() not in NOBODY
            and (mention is None or mention.type in (MentionType.PERSON, MentionType.ORGANISATION))
            and "actor" in phrase.classes
        ):
            name = self._name(phrase, mention)
            if mention is not None and mention.type is MentionType.PERSON:
                name = self._people.get(name.lower().split()[-1], name) if len(name.split()) == 1 else name
                known = self.registry.find(name, self.countries)
                if known is not None:
                    return known
            short = self._acronym(phrase, mention)
            if short is not None:
                name = short  # "the Nationalist and Integrationist Front (FNI)" is what others call the FNI
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

    def _acronym(self, phrase: Phrase, mention: Mention | None) -> str | None:
        """The acronym in brackets right behind the name of a body."""
        if mention is not None and mention.type is not MentionType.ORGANISATION:
            return None
        text = self.tree.document.text
        behind = _SHORT.match(text, phrase.end) or (
            None if mention is None else _SHORT.match(text, mention.end)
        )
        return None if behind is None else str(behind[1])

    def unnamed(self, target: int, asked: int) -> Actor | None:
        """A party that the report only describes, under its own words; a pronoun's antecedent whatever it is."""
        phrase = self.phrases.of(target)
        if self.tree.token(target).pos == "PRON" or not phrase.classes & PARTIES:
            return None
        if phrase.lemma in data("speech.toml")["spokesmen"]:
            return None  # who speaks for others is no party of his own
        first, last = self.tree.core(target)
        telling = any(
            self.tree.token(t).pos in ("ADJ", "PROPN", "NOUN")
            for t in range(first, last)
            if t != target and self.tree.token(t).dep != "nummod"
        )
        if target == asked and not (telling and phrase.classes & {"force", "org"}):
            return None  # "the force", "35 members": nobody that another report could mean
        kind = (
            ActorKind.ARMED_GROUP
            if "force" in phrase.classes
            else ActorKind.PEOPLE
            if "people" in phrase.classes
            else ActorKind.ORGANISATION
        )
        named = first < target and self.tree.token(target).lemma.lower().removesuffix("s") in MEN
        if named and all(self.tree.token(t).pos == "PROPN" for t in range(first, target)):
            last = target  # "FNI fighters", "the FNI militia" are the FNI
        start, end = self.tree.chars(first, last)
        actor = self.registry.unknown(self.tree.document.text[start:end], kind)
        return actor if telling else replace(actor, id=f"{actor.id}@{self.scope}")

    def _own_mention(self, phrase: Phrase) -> Mention | None:
        """The mention that names a phrase; not one that holds it, as "commander of the 25th Division" does the division."""
        cases = self.tree.kids(phrase.head, "case")
        inner = phrase.mention is not None and any(
            self.tree.token(c).start >= phrase.mention.start for c in cases if c < phrase.head
        )
        owner = self.tree.token(phrase.head).dep == "nmod:poss"
        if phrase.mention is not None and owner and phrase.mention.end > phrase.end:
            return None  # of "the Council's 9th Command" the Council is but the owner
        return None if inner else phrase.mention

    def _name(self, phrase: Phrase, mention: Mention | None) -> str:
        """A name without its article, titles and owner."""
        if mention is None:
            return phrase.core
        text = self.tree.document.text
        if text[mention.start : phrase.start].endswith(" of "):
            # Of "fighters of the Brigades" the name is the Brigades'.
            name = text[phrase.start : max(phrase.end, mention.end)]
            return name[4:] if name.lower().startswith("the ") else name
        first = self.tree.starts.get(mention.start)
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
