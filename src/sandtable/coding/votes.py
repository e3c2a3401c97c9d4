"""Towns that are won and lost at the polls: "lost Cork by ninety votes", "took two seats in the election". Invariant: a vote tells so
only in the predicate's own clause; one before or after which a town is taken by force does not.
"""

from __future__ import annotations

from collections.abc import Iterator

from sandtable.coding.frames import words
from sandtable.coding.grammar import Tree
from sandtable.coding.parts import NOMINAL
from sandtable.coding.phrases import Phrases

BESIDE = frozenset(
    {"before", "after", "since", "until", "during", "ahead", "following", "despite", "amid", "between"}
)
# Dependents that belong to the clause of their predicate.
INSIDE = frozenset(
    {"obl", "obl:npmod", "obl:tmod", "obl:unmarked", "obj", "nmod", "conj", "amod", "compound", "nummod"}
    | {"nmod:poss", "advcl"}
)
BUILT = frozenset({"place", "facility", "org"})


class VoteReader:
    """Tells what was won by votes in one document."""

    def __init__(self, tree: Tree, phrases: Phrases) -> None:
        self.tree = tree
        self.phrases = phrases

    def told_by(self, i: int) -> bool:
        """Whether what stands by a predicate tells of a vote."""
        return any(self._ballot(t) for t in self._clause(i))

    def _clause(self, i: int) -> Iterator[int]:
        """What stands in the clause of a predicate, but for its subject and what is coordinated with it."""
        tree = self.tree
        token, over = tree.token(i), tree.token(tree.token(i).head)
        stack = [c for c in token.children if tree.token(c).dep in INSIDE]
        if token.pos in NOMINAL and over.pos == "VERB" and token.dep in ("obj", "obl"):
            stack += [c for c in over.children if c != i and tree.token(c).dep in INSIDE]
        while stack:
            at = stack.pop()
            inner = tree.token(at)
            shown = inner.dep == "advcl" and any(
                tree.token(c).text.lower() == "as" for c in tree.kids(at, "mark")
            )
            if set(tree.preposition(at).split()) & BESIDE or (inner.pos == "VERB" and not shown):
                continue
            yield at
            stack += [
                c
                for c in inner.children
                if tree.token(c).dep in INSIDE or (shown and tree.token(c).dep == "nsubj")
            ]

    def _ballot(self, at: int) -> bool:
        """Whether a word is one of votes, and not only of where they are cast: "the polling station"."""
        token = self.tree.token(at)
        if token.pos != "NOUN" or token.lemma.lower() not in words("ballots"):
            return False
        return token.dep != "compound" or not self.phrases.of(token.head).classes & BUILT
