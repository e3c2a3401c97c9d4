"""How good a model is, from gold tokens. Invariant: counts every token, punctuation too, and labels with subtypes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_ARTICLES = frozenset({"the", "a", "an"})


@dataclass(frozen=True, slots=True)
class ParseScores:
    """Shares of tokens that are right."""

    upos: float
    xpos: float
    uas: float
    las: float

    def __str__(self) -> str:
        return f"UPOS {self.upos:.4f} XPOS {self.xpos:.4f} UAS {self.uas:.4f} LAS {self.las:.4f}"


def parse_scores(rows: Iterable[tuple[bool, bool, bool, bool]]) -> ParseScores:
    """From one row a token: upos, xpos, head and label right."""
    n = upos = xpos = uas = las = 0
    for u, x, h, d in rows:
        n += 1
        upos += u
        xpos += x
        uas += h
        las += h and d
    return ParseScores(upos / n, xpos / n, uas / n, las / n)


Spans = set[tuple[int, int, str]]


def spans_of(tags: Sequence[str]) -> Spans:
    """The typed half-open spans of BIO tags; an I without its B begins a span."""
    out: Spans = set()
    start, kind = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        if kind and tag != "I-" + kind:
            out.add((start, i, kind))
            kind = ""
        if tag[0] == "B" or (tag[0] == "I" and not kind):
            start, kind = i, tag[2:]
    return out


def without_article(spans: Spans, words: Sequence[str]) -> Spans:
    """The same spans without a leading article."""
    return {(s + (e - s > 1 and words[s].lower() in _ARTICLES), e, k) for s, e, k in spans}


def f1(pairs: Iterable[tuple[Spans, Spans]]) -> tuple[float, float, float]:
    """Precision, recall, F1 of (gold, predicted) spans of each sentence."""
    right = gold = predicted = 0
    for g, p in pairs:
        right += len(g & p)
        gold += len(g)
        predicted += len(p)
    precision = right / predicted if predicted else 0.0
    recall = right / gold if gold else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0
