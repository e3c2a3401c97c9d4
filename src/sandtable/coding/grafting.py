"""Moving tokens about in the trees of a document. Invariant: every sentence stays one tree, and no token is added or lost."""

from __future__ import annotations

from bisect import bisect_left

from sandtable.language.document import Document
from sandtable.terms import MentionType


class Grafter:
    """The tokens of one document, to be hung elsewhere."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tokens = document.tokens
        self._starts = [t.start for t in document.tokens]

    def marked(self, sort: MentionType) -> frozenset[int]:
        """The tokens inside mentions of a type."""
        return frozenset(
            i
            for m in self.document.mentions
            if m.type is sort
            for i in range(bisect_left(self._starts, m.start), bisect_left(self._starts, m.end))
        )

    def kids(self, i: int, *deps: str) -> list[int]:
        """The children of i with one of these relations, in text order."""
        return [c for c in self.tokens[i].children if self.tokens[c].dep in deps]

    def opening(self, i: int) -> int:
        """The first of a token and of those that hang on it before it."""
        return min([i, *(c for c in self.tokens[i].children if c < i)])

    def attach(self, i: int, head: int, dep: str) -> bool:
        """Hangs a token on another head; not where that would close a circle, nor the root."""
        at = head
        while self.tokens[at].head != at:
            if at == i:
                return False
            at = self.tokens[at].head
        token = self.tokens[i]
        if i == at:
            return False
        if token.head != head:
            self.tokens[token.head].children.remove(i)
            self.tokens[head].children = sorted([*self.tokens[head].children, i])
        token.head, token.dep = head, dep
        return True

    def rehang(self, i: int, head: int, dep: str) -> bool:
        """Hangs a token on another head, and leaves alone one that hangs there already."""
        return self.tokens[i].head != head and self.attach(i, head, dep)
