"""Voices told by the order of words, which parses often miss: "..., residents say", "..., says the governor, ...", "X, spokesman
of Y: «...»". Invariant: an aside has a reporting verb and somebody who can speak, and no clause of its own but a relative one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sandtable.coding.grammar import Tree, inside, name_start
from sandtable.language.document import Token
from sandtable.terms import MentionType

BREAKS = frozenset({",", ";", "–", "—", "”", "“", '"', "»", "«", "(", ")", ":"})
# What is said by these is not what they are done to: "denied the charge", "continued its attacks".
DOING = frozenset({"deny", "continue", "conclude", "open", "begin", "maintain"})
QUOTES = frozenset({'"', "“", "«"})
LONGEST = 14  # tokens of whoever speaks
AFTER = 7  # tokens that may follow the verb: "told the agency by telephone on Monday"


@dataclass(frozen=True, slots=True)
class Aside:
    """An aside's own tokens, those of whoever speaks, the head of these, and the tokens that the aside speaks of (all half-open)."""

    first: int
    last: int
    speaker: tuple[int, int]
    head: int
    scope: tuple[int, int]
    cited: tuple[int, ...]  # heads of those whom the speaker cites

    def covers(self, i: int) -> bool:
        """Whether a token is part of what is said."""
        return self.scope[0] <= i < self.scope[1] and not self.first <= i < self.last


class AsideReader:
    """Finds the asides of one document. `can_speak`: whether a phrase's head may be a speaker."""

    def __init__(self, tree: Tree, verbs: frozenset[str], can_speak: Callable[[int], bool]) -> None:
        self.tree = tree
        self.verbs = verbs
        self.can_speak = can_speak
        self._kept: dict[int, Aside | None] = {}
        self.people = {
            i: m
            for m in tree.document.mentions
            if m.type is MentionType.PERSON and m.start in tree.starts
            for i in inside(tree.tokens, tree.starts[m.start], m.end)
        }

    def of(self, sentence: int) -> Aside | None:
        """The last aside of a sentence, or None."""
        if sentence not in self._kept:
            self._kept[sentence] = self._find(sentence)
        return self._kept[sentence]

    def colon(self, sentence: int) -> tuple[int, int] | None:
        """The speaker's head and the token where a quotation begins, in "X, spokesman of Y: «...»"; None where it has none."""
        bounds = self.tree.document.sentences[sentence]
        for i in range(bounds.first + 1, bounds.last - 1):
            if self.tree.token(i).text == ":" and self.tree.token(i + 1).text in QUOTES:
                before = [self.tree.token(k) for k in range(bounds.first, i)]
                if any(t.pos in ("VERB", "AUX") for t in before):
                    return None
                named = [t.i for t in before if t.i in self.people and t.pos == "PROPN"]
                named += [t.i for t in before if t.pos in ("NOUN", "PROPN") and self.can_speak(t.i)]
                return (name_start(self.tree.tokens, named[0], "flat", "punct"), i + 1) if named else None
        return None

    def _find(self, sentence: int) -> Aside | None:
        bounds = self.tree.document.sentences[sentence]
        cuts = [i for i in range(bounds.first, bounds.last) if self.tree.token(i).text in BREAKS]
        edges = [bounds.first - 1, *cuts, bounds.last - 1 if self._closed(bounds.last) else bounds.last]
        for k in range(len(edges) - 2, 0, -1):
            first, last = edges[k] + 1, edges[k + 1]
            if first >= last or not self._opened(edges[k]):
                continue
            found = self._told(first, last) or self._inverted(first, last) or self._according(first, last)
            if found is None and k >= 3:
                found = self._apposed(edges, k)
            if found is not None:
                start, speaker, head = found
                scope = self._scope(bounds.first, bounds.last, start)
                return Aside(start, last, speaker, head, scope, self._cited(last, scope[1]))
        return None

    def _closed(self, last: int) -> bool:
        return self.tree.token(last - 1).pos == "PUNCT" and self.tree.token(last - 1).text not in BREAKS

    def _opened(self, cut: int) -> bool:
        return cut >= 0 and self.tree.token(cut).text not in (":", "(", "“", "«")

    def _reporting(self, token: Token) -> bool:
        """Whether a word is a finite verb of reporting, even where the parse takes it for a noun at the end of an aside."""
        if token.lemma.lower() not in self.verbs:
            return False
        if token.pos == "VERB":
            return token.tag in ("VBD", "VBZ", "VBP", "VBN") and not self.tree.has(token.i, "aux:pass")
        plural = token.i > 0 and self.tree.token(token.i - 1).tag in ("NNS", "NNPS")
        return token.pos == "NOUN" and token.tag in ("NNS", "NN") and (token.text.endswith("s") or plural)

    def _describes(self, token: Token) -> bool:
        """Whether a participle only describes a noun: "published footage"."""
        return token.tag == "VBN" and token.dep in ("amod", "acl", "acl:relcl")

    def _cited(self, first: int, last: int) -> tuple[int, ...]:
        """Those whom the speaker cites: "a newspaper reports, citing three officials"."""
        for i in range(first, last):
            if self.tree.token(i).text.lower() in ("citing", "quoting"):
                return tuple(h for o in self.tree.kids(i, "obj") for h in self.tree.conjuncts(o))
        return ()

    def _told(self, first: int, last: int) -> tuple[int, tuple[int, int], int] | None:
        """ "residents and a war monitor say", "a photographer who works there tells us"."""
        verbs = [
            t
            for t in self.tree.tokens[first:last]
            if t.pos in ("VERB", "AUX") or (t.i == last - 1 and self._reporting(t))
        ]
        main = next((t for t in reversed(verbs) if self._reporting(t) and not self._describes(t)), None)
        if main is None or main.i == first or last - main.i - 1 > AFTER or main.i - first > LONGEST:
            return None
        if any(t.pos in ("VERB", "SCONJ") or t.tag == "WDT" for t in self.tree.tokens[main.i + 1 : last]):
            return None
        if main.lemma in DOING and self.tree.has(main.i, "obj", "xcomp"):
            return None
        end = main.i
        while end > first and self.tree.token(end - 1).pos in ("AUX", "ADV", "PART"):
            end -= 1
        relative = next((k for k in range(first, end) if self.tree.token(k).tag in ("WP", "WDT")), end)
        inside = self.tree.tokens[first:relative]
        if not inside or any(
            t.pos in ("AUX", "SCONJ") or (t.pos == "VERB" and t.dep != "amod") for t in inside
        ):
            return None
        if inside[0].pos in ("CCONJ", "ADP") or inside[-1].pos not in ("NOUN", "PROPN", "PRON"):
            return None
        head = self._head(first, relative)
        return (first, (first, relative), head) if self.can_speak(head) else None

    def _inverted(self, first: int, last: int) -> tuple[int, tuple[int, int], int] | None:
        """ "says Oleksandr Prokudin", "say human rights groups"."""
        verb = self.tree.token(first)
        if not self._reporting(verb) or verb.pos != "VERB" or last - first - 1 > LONGEST:
            return None
        if any(c < first for c in self.tree.kids(first, "nsubj")):
            return None  # "the general, a spokesman, blamed the rebels"
        inside = self.tree.tokens[first + 1 : last]
        if not inside or any(t.pos in ("VERB", "AUX", "SCONJ") and t.dep != "amod" for t in inside):
            return None
        if inside[0].pos not in ("DET", "NOUN", "PROPN", "ADJ", "PRON", "NUM") or inside[-1].pos not in (
            "NOUN",
            "PROPN",
            "PRON",
        ):
            return None
        head = self._head(first + 1, last)
        return (first, (first + 1, last), head) if self.can_speak(head) else None

    def _according(self, first: int, last: int) -> tuple[int, tuple[int, int], int] | None:
        """ "According to aid workers sheltering there": those named first, where a clause of theirs misleads the parse."""
        words = [t.text.lower() for t in self.tree.tokens[first : first + 2]]
        if words != ["according", "to"]:
            return None
        end = first + 2
        while end < last and self.tree.token(end).pos in ("DET", "ADJ", "NUM", "NOUN", "PROPN"):
            end += 1
        head = end - 1
        if head < first + 2 or self.tree.token(head).dep in ("obl", "nmod") or not self.can_speak(head):
            return None
        return first, (first + 2, end), head

    def _apposed(self, edges: list[int], k: int) -> tuple[int, tuple[int, int], int] | None:
        """ "..., the head of the council, Rashad al-Alimi, said": the name between the office and the verb."""
        first, last = edges[k] + 1, edges[k + 1]
        if not self._reporting(self.tree.token(first)) or last - first > AFTER:
            return None
        if any(t.pos in ("VERB", "SCONJ") for t in self.tree.tokens[first + 1 : last]):
            return None
        start, end = edges[k - 1] + 1, edges[k]
        if end - start > 6 or any(
            t.pos not in ("PROPN", "PUNCT", "NOUN", "ADJ") for t in self.tree.tokens[start:end]
        ):
            return None
        if not any(i in self.people for i in range(start, end)):
            return None
        head = self._head(start, end)
        return edges[k - 2] + 1, (start, end), head

    def _head(self, first: int, last: int) -> int:
        """The head of a phrase, by the parse where it holds together; of a named person the name's."""
        for i in range(last - 1, first - 1, -1):
            if i in self.people and self.tree.token(i).pos == "PROPN":
                return name_start(self.tree.tokens, i, "flat", "punct")
        tops = [i for i in range(first, last) if not first <= self.tree.token(i).head < last]
        nouns = [i for i in tops if self.tree.token(i).pos in ("NOUN", "PROPN", "PRON")]
        return nouns[0] if nouns else last - 1

    def _scope(self, first: int, last: int, at: int) -> tuple[int, int]:
        """The tokens between the semicolons around an aside."""
        marks = [i for i in range(first, last) if self.tree.token(i).text == ";"]
        low = max([m + 1 for m in marks if m < at], default=first)
        return low, min([m for m in marks if m > at], default=last)
