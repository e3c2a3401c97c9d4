"""A parsed report, as the coders see it. Invariant: `text[t.start:t.end] == t.text` for every token, and each
sentence is one tree of Universal Dependencies whose root heads itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandtable.terms import Mention, TimeSpan, Warning


@dataclass(slots=True)
class Token:
    """One token. `i` and `head` index `Document.tokens`; `dep` is a UD v2 relation with subtype (`nsubj:pass`),
    `pos` a UPOS tag, `tag` a Penn Treebank tag (may be empty), `lemma` lower case but for proper nouns."""

    i: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    sentence: int
    children: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: tokens `first` to `last` (half-open), characters `start` to `end` (half-open, no outer blanks)."""

    index: int
    first: int
    last: int
    start: int
    end: int
    root: int


@dataclass(slots=True)
class Document:
    """Sentences, tokens, dependencies, named mentions and times of one report's text."""

    text: str
    tokens: list[Token]
    sentences: list[Sentence]
    mentions: list[Mention]
    times: list[TimeSpan]
    warnings: list[Warning] = field(default_factory=list)

    def under(self, i: int, top: int) -> bool:
        """Whether a token is another or hangs on it, however far down."""
        while i != top and self.tokens[i].head != i:
            i = self.tokens[i].head
        return i == top
