"""A long report in parts that a model can answer at once. Invariant: the parts are in order, do not overlap, and hold every
sentence; a sentence is cut only where it alone is longer than a part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sandtable.language.document import Sentence

LETTERS_A_TOKEN = 4  # of English, in the vocabularies of today's models
PART_TOKENS = 900  # an answer is several times as long as its part, and must fit into a model's reply
LEAST_TOKENS = 120  # a model whose answer to less is cut off goes round in a circle
BEFORE_TOKENS = 200  # what stands before a part, for "they" and "the town"


@dataclass(frozen=True, slots=True)
class Part:
    """Characters `start` to `end` are to be coded; those from `before` to `start` are shown besides."""

    start: int
    end: int
    before: int


def split(text: str, sentences: Sequence[Sentence], tokens: int = PART_TOKENS) -> list[Part]:
    """The parts of a report of at most about that many tokens each, cut at the end of a paragraph or else of a sentence."""
    budget = max(1, tokens) * LETTERS_A_TOKEN
    parts: list[Part] = []
    pieces: list[tuple[int, int]] = []
    for piece in _pieces(text, sentences, budget):
        if pieces and piece[1] - pieces[0][0] > budget:
            kept = _paragraph_end(text, pieces, budget)
            parts.append(_part(text, pieces[:kept]))
            pieces = pieces[kept:]
            if pieces and piece[1] - pieces[0][0] > budget:
                parts.append(_part(text, pieces))
                pieces = []
        pieces.append(piece)
    if pieces:
        parts.append(_part(text, pieces))
    return parts


def halves(text: str, part: Part, sentences: Sequence[Sentence]) -> list[Part]:
    """A part cut in two at the sentence that begins nearest to its middle; none where it is short or one sentence."""
    if part.end - part.start < LEAST_TOKENS * LETTERS_A_TOKEN:
        return []
    inside = [s for s in sentences if part.start <= s.start and s.end <= part.end]
    if len(inside) < 2:
        return []
    middle = (part.start + part.end) // 2
    cut = min(range(1, len(inside)), key=lambda i: abs(inside[i].start - middle))
    spans = [(s.start, s.end) for s in inside]
    return [_part(text, spans[:cut]), _part(text, spans[cut:])]


def _pieces(text: str, sentences: Sequence[Sentence], budget: int) -> Iterator[tuple[int, int]]:
    """Sentences, and those that are longer than a part cut at a blank."""
    for sentence in sentences:
        start = sentence.start
        while sentence.end - start > budget:
            cut = max(text.rfind(c, start + 1, start + budget) for c in (" ", "\n"))
            cut = cut if cut > start else start + budget
            yield start, cut
            start = cut
        yield start, sentence.end


def _paragraph_end(text: str, pieces: list[tuple[int, int]], budget: int) -> int:
    """How many pieces to keep: up to the last end of a paragraph in the second half, else all."""
    for i in range(len(pieces) - 1, 0, -1):
        if pieces[i][0] - pieces[0][0] < budget // 2:
            break
        if "\n" in text[pieces[i - 1][1] : pieces[i][0]]:
            return i
    return len(pieces)


def _part(text: str, pieces: list[tuple[int, int]]) -> Part:
    start, end = pieces[0][0], pieces[-1][1]
    before = max(0, start - BEFORE_TOKENS * LETTERS_A_TOKEN)
    if 0 < before < start:
        blank = text.find(" ", before, start)
        before = blank + 1 if blank >= 0 else start
    return Part(start, end, before)
