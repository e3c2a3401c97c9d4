"""The tokens under a span of characters. Invariant: a token belongs to a span that touches it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from sandtable.coding.grammar import Tree
from sandtable.coding.llm.quotes import Span


class TokenSpans:
    """Looks up the tokens of one document by characters."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._starts = [t.start for t in tree.tokens]
        self._ends = [t.end for t in tree.tokens]

    def tokens(self, span: Span) -> range:
        """The indices of the tokens that a span touches; empty where it lies between tokens."""
        return range(bisect_right(self._ends, span[0]), bisect_left(self._starts, span[1]))

    def head(self, span: Span) -> int | None:
        """The token of a span that the others in it hang on; None where it touches none."""
        inside = self.tokens(span)
        tops = [i for i in inside if self.tree.token(i).head not in inside or self.tree.token(i).head == i]
        return next((i for i in tops if self.tree.token(i).pos != "PUNCT"), tops[0] if tops else None)
