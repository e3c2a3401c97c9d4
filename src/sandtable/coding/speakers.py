"""Who a phrase that speaks is: its name, the person beside the office, the type of voice. Invariant: a voice has the words of the
report, and the name of whom these mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from sandtable.coding.asides import Aside
from sandtable.coding.descriptions import OUTLETS
from sandtable.coding.frames import data
from sandtable.coding.grammar import Tree
from sandtable.coding.mouthpieces import Mouthpieces
from sandtable.coding.phrases import Phrase, Phrases
from sandtable.coding.references import References
from sandtable.orbat import NEW, Actor
from sandtable.terms import MentionType, Voice, VoiceType

# "The newspaper Sabratha Today": what sort of outlet it is, before its name.
KIND_OF_OUTLET = re.compile(
    rf"^(?:[Tt]he|[Aa])\s+(?:[a-z-]+\s+){{0,2}}(?:{'|'.join(sorted(OUTLETS))})\s+(?=[A-Z])"
)
OFFICES = frozenset({"office", "department", "bureau", "service", "wing", "centre", "center"})
ISSUED = frozenset({"communique", "communiqué", "statement"})
SPEAKING = frozenset({"say", "tell", "add", "recall", "explain", "reply", "complain"})


@cache
def speech() -> Mapping[str, Any]:
    """Reporting verbs and the head nouns of each type of voice, from data."""
    return data("speech.toml")


@cache
def _voice_nouns() -> Mapping[str, VoiceType]:
    return {noun: VoiceType(kind) for kind, nouns in speech()["voices"].items() for noun in nouns}


class Speakers:
    """The phrases of one document that can speak, as voices."""

    def __init__(self, tree: Tree, phrases: Phrases, references: References) -> None:
        self.tree = tree
        self.phrases = phrases
        self.references = references
        self.mouthpieces = Mouthpieces(tree, phrases, references)

    def can_speak(self, head: int) -> bool:
        """Whether the phrase of a head is somebody, or something that speaks for somebody."""
        phrase = self.phrases.of(head)
        token = self.tree.token(head)
        if self.tree.is_nobody(head):
            return False
        if token.pos == "NUM":
            return token.text.lower() == "one"
        if phrase.classes & {"actor", "person", "org", "force", "people"} or phrase.lemma in _voice_nouns():
            return True
        said = token.pos == "NOUN" and token.dep == "nsubj" and self.tree.token(token.head).lemma in SPEAKING
        return said and not phrase.classes  # whoever says is somebody

    def of_aside(self, aside: Aside) -> Voice:
        """The voice of an aside, in all its words."""
        start, end = self.tree.chars(*aside.speaker)
        text = self.tree.document.text[start:end]
        phrase = self.phrases.of(aside.head)
        actor = self.references.names.of(self.references.targets(aside.head)[0])
        return Voice(
            text,
            start,
            end,
            KIND_OF_OUTLET.sub("", text) if actor is None else actor.name,
            self._type(phrase),
        )

    def person(self, head: int) -> int:
        """The person in apposition to a body that speaks: "the force's commander, Gen. John Smith, said"."""
        phrase = self.phrases.of(head)
        spokesman = phrase.lemma in speech()["spokesmen"]  # whose they are is told beside the name
        if "person" in phrase.classes or self.tree.token(head).pos == "PRON" or spokesman:
            return head
        verb = self.tree.token(head).head
        if not any(c > head for c in self.tree.kids(head, "appos")) or verb <= head:
            return head
        for i in range(verb - 1, head, -1):
            mention = self.phrases.mention_at.get(i)
            if (
                mention is not None
                and mention.type is MentionType.PERSON
                and self.tree.token(i).pos == "PROPN"
                and self.tree.token(i).dep != "nmod:desc"
            ):
                return i
        return head

    def voice(self, head: int) -> Voice:
        """The voice that a phrase is, by its head."""
        phrase = self.phrases.of(head)
        targets = self.references.targets(head)
        meant = self.phrases.of(targets[0])
        named = self._name_of(targets[0])
        own = None if self.mouthpieces.behind(named) is not None else self.references.names.of(named)
        actor = own or self._spoken_for(named)
        name = actor.name if actor is not None else self.phrases.of(named).text
        owning = [c for c in self.tree.kids(head, "case") if c > head]  # "the army's account"
        end = min(phrase.end, self.tree.token(owning[-1]).start) if owning else self._whose(head, phrase.end)
        text = self.tree.document.text[phrase.start : end]
        name = text if named == head and actor is None and end > phrase.end else name
        end = self._outlet_end(head, end) if actor is None or actor.id.startswith(NEW) else end
        text = self.tree.document.text[phrase.start : end]
        name = KIND_OF_OUTLET.sub("", text) if KIND_OF_OUTLET.match(text) else name
        name = self._titled(named, name)
        return Voice(text, phrase.start, end, name.removesuffix("'s").removesuffix("’s"), self._type(meant))

    def _titled(self, head: int, name: str) -> str:
        """A man's name with whose spokesman he is, where only the report tells: "army spokesman Idrissa Traore"."""
        title = self.mouthpieces.title(head)
        lemma = "" if title is None else self.tree.token(title).lemma.lower()
        if title is None or lemma not in speech()["spokesmen"] or lemma in name:
            return name
        party = self.mouthpieces.speaks(title)
        return name if party is None or party.name in name else f"{party.name} {lemma} {name}"

    def _outlet_end(self, head: int, end: int) -> int:
        """Where the name of an outlet ends that stands behind what sort of outlet it is, wherever the parse hangs it."""
        if self.tree.token(head).lemma.lower() not in OUTLETS:
            return end
        sentence = self.tree.document.sentences[self.tree.token(head).sentence]
        for token in self.tree.tokens[head + 1 : sentence.last]:
            if not token.text[:1].isupper():
                break
            end = max(end, token.end)
        return end

    def _whose(self, head: int, end: int) -> int:
        """Where the words for a spokesman end with whom he speaks for: "a spokesman for the movement"."""
        if self.tree.token(head).lemma.lower() not in speech()["spokesmen"]:
            return end
        behind = [
            c for c in self.tree.kids(head, "nmod") if c > head and self.tree.preposition(c) in ("for", "of")
        ]
        if not behind:
            return end
        named = self.phrases.actor_at.get(behind[0])
        last = self.tree.token(named[1]).end if named is not None else end
        return max(end, last, self.phrases.of(behind[0]).end)

    def _spoken_for(self, head: int) -> Actor | None:
        """Whose spokesman or office it is that goes without a name: "its spokesman said", "a spokesperson for the movement"; of others who
        may speak for a party, where theirs stands behind: "a commander of the brigade"."""
        if self.tree.token(head).pos == "PROPN" or self.phrases.of(head).named:
            return None
        lemma = self.tree.token(head).lemma.lower()
        spokesman = lemma in speech()["spokesmen"]
        speaks = spokesman or lemma in OFFICES
        # What stands behind "of" is among a speaker's own words; a communique is of whoever issues it.
        beyond = ("of", "for", "from", "with") if speaks or lemma in ISSUED else ("for", "from", "with")
        behind = any(self.tree.preposition(c) in beyond for c in self.tree.kids(head, "nmod"))
        told = any(
            self.tree.token(c).pos == "PRON" or c in self.references.means
            for c in self.tree.kids(head, "nmod:poss")
        )
        body = spokesman and any(
            self.tree.token(c).text.islower() and self.phrases.of(c).actor is not None
            for c in self.tree.kids(head, "compound", "amod")
        )  # "an army spokesman": whose army only the report tells
        return self.mouthpieces.party(head) if behind or body or (speaks and told) else None

    def _name_of(self, head: int) -> int:
        """The name that stands beside an office: "coalition spokesman Col Wayne Marotto", "a spokesman for them, John Smith,"."""
        token = self.tree.token(head)
        if token.pos != "NOUN":
            return head
        beside = [
            c for c in self.tree.kids(head, "appos", "flat") if c > head and self.tree.token(c).pos == "PROPN"
        ]
        if beside:
            return beside[0]
        if "person" not in self.phrases.of(head).classes or token.head <= head:
            return head
        for i in range(head + 1, min(token.head, head + 8)):
            mention = self.phrases.mention_at.get(i)
            name = self.tree.token(i)
            if name.pos in ("VERB", "AUX"):
                return head
            if (
                mention is not None
                and mention.type is MentionType.PERSON
                and name.pos == "PROPN"
                and name.dep in ("nsubj", "appos", "flat", "dep", "list")
                and not any(self.tree.token(k).pos == "ADP" for k in range(head + 1, i))
            ):
                return i
        return head

    def _type(self, phrase: Phrase) -> VoiceType:
        known = _voice_nouns().get(phrase.lemma)
        if known is not None and not (
            known is VoiceType.OFFICIAL and phrase.actor is not None and phrase.actor.kind == "armed-group"
        ):
            return known
        for c in self.tree.kids(phrase.head):
            of_title = _voice_nouns().get(self.tree.token(c).lemma.lower())
            if of_title is not None and self.tree.token(c).dep in (
                "compound",
                "appos",
                "flat",
                "nmod:desc",
                "amod",
            ):
                return of_title
        if phrase.actor is not None:
            if phrase.actor.kind in ("armed-group", "unit", "coalition"):
                return VoiceType.PARTY
            if phrase.actor.kind in ("state", "government", "armed-force", "service", "office", "person"):
                return VoiceType.OFFICIAL
            return VoiceType.OUTLET if "news" in phrase.actor.nouns else VoiceType.PARTY
        if phrase.mention is not None and phrase.mention.type is MentionType.PERSON:
            return VoiceType.OFFICIAL
        return VoiceType.UNNAMED
