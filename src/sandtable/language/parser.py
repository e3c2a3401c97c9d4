"""A text to a parsed document. Invariant: whatever the text, offsets are exact, every sentence is one tree, and nothing
is raised; what cannot be read is an empty document or a warning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from sandtable.language.arms import find_arms
from sandtable.language.document import Document, Sentence, Token
from sandtable.language.lemmas import Lemmas, load_exceptions
from sandtable.language.mentions import merge, of_layer
from sandtable.language.network import Layers, Network
from sandtable.language.sentences import split
from sandtable.language.times import find_times
from sandtable.language.tokenizer import Span, tokenize
from sandtable.terms import Mention

WEIGHTS = Path(__file__).parent / "weights"
# Sentences read at one go, so that a report of any length takes no more memory than this many.
_AT_ONCE = 2000
# Names in capitals that are spelled like common words, and names that the network reads in their stead: it sees no case of
# letters but as a shape, and takes "IS fighters" for a verb and its subject.
_NAMES = {"IS": "ISIS", "WHO": "UNICEF"}
_EMPHASISED = frozenset("it this that he she there here what which where how they and but or if not".split())


class Parser(Protocol):
    """Anything that parses English texts."""

    def parse(self, text: str, published: date | None = None) -> Document:
        """The parsed document; `published` normalises relative dates, which stay open without it."""
        ...


class NetworkParser:
    """The parser over our own network. Takes the folder of weights; raises FileNotFoundError where a file is missing."""

    def __init__(self, weights: Path = WEIGHTS) -> None:
        self._network = Network(weights)
        self._lemmas = Lemmas(load_exceptions(weights / "lemmas.tsv.gz"))

    def parse(self, text: str, published: date | None = None) -> Document:
        """The parsed document of a text; `published` normalises relative dates."""
        spans = tokenize(text)
        ranges = split(text, spans)
        tokens: list[Token] = []
        sentences: list[Sentence] = []
        mentions: list[Mention] = []
        for start in range(0, len(ranges), _AT_ONCE):
            some = ranges[start : start + _AT_ONCE]
            asked = [
                (
                    _read_as([text[a:b] for a, b in spans[first:last]]),
                    [i == 0 or spans[i - 1][1] < spans[i][0] for i in range(first, last)],
                )
                for first, last in some
            ]
            for (first, last), layers in zip(some, self._network.read(asked), strict=True):
                own, root = self._tokens(len(sentences), first, spans[first:last], text, layers)
                sentences.append(Sentence(len(sentences), first, last, own[0].start, own[-1].end, root))
                tokens += own
                found = of_layer(own, layers.outer, text) + of_layer(own, layers.inner, text)
                mentions += found
                mentions += find_arms(own, found, text)
        times, warnings = find_times(text, published)
        return Document(text, tokens, sentences, merge(mentions, times), times, warnings)

    def _tokens(
        self, sentence: int, first: int, spans: Sequence[Span], text: str, layers: Layers
    ) -> tuple[list[Token], int]:
        """The tokens of a sentence, `first` being the index of its first, and the index of its root."""
        lemma = self._lemmas.of
        tokens: list[Token] = []
        root = first
        rows = zip(spans, layers.upos, layers.xpos, layers.heads, layers.deps, strict=True)
        for i, ((start, end), pos, tag, head, dep) in enumerate(rows, first):
            word = text[start:end]
            if head == 0:
                root = i
            at = first + head - 1 if head else i
            tokens.append(Token(i, word, lemma(word, pos, tag), pos, tag, dep, at, start, end, sentence))
        for token in tokens:
            if token.head != token.i:
                tokens[token.head - first].children.append(token.i)
        return tokens, root


def _read_as(words: list[str]) -> list[str]:
    """The words of a sentence as the network is given them: a name that is spelled like a common word by a stand-in, save in
    a line of capitals or after a word that lends it stress ("it IS true")."""
    if not any(w in _NAMES for w in words) or sum(w.islower() for w in words) < 2:
        return words
    out = list(words)
    for i, word in enumerate(words):
        before = words[i - 1] if i else ""
        if (
            word in _NAMES
            and before.lower() not in _EMPHASISED
            and not (len(before) > 1 and before.isupper())
        ):
            out[i] = _NAMES[word]
    return out


def load(model: str | None = None) -> Parser:
    """Our own parser, or that of a spaCy pipeline by package name or folder.

    Raises FileNotFoundError where our weights are missing and ValueError where a pipeline lacks what reading needs.
    """
    if model is None:
        return NetworkParser()
    from sandtable.language.foreign import load_pipeline

    return load_pipeline(model)
