"""Numbered sentences. Invariant: one sentence of one report has one number, whatever number of claims rest on it,
and numbers follow the day of publication."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sandtable.brief.records import Sentence


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a sentence; `marked` where it is a trigger."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence with its number, the claims that rest on it and its triggers marked."""

    number: int
    claims: tuple[str, ...]
    kinds: tuple[str, ...]
    factuality: tuple[str, ...]
    said_by: tuple[tuple[str, ...], ...]
    pieces: tuple[Piece, ...]
    publisher: str
    title: str
    published: date | None
    url: str | None


class Citations:
    """The sentences of a brief by number, and the numbers of a claim."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        grouped: dict[tuple[str, str], list[Sentence]] = defaultdict(list)
        for sentence in sentences:
            grouped[sentence.report, sentence.text].append(sentence)
        ordered = sorted(
            grouped.values(), key=lambda g: (g[0].published or date.max, g[0].publisher, g[0].report)
        )
        self.all: tuple[Citation, ...] = tuple(_citation(i, group) for i, group in enumerate(ordered, 1))
        self._numbers = {claim: c.number for c in self.all for claim in c.claims}

    def numbers(self, claims: Iterable[str]) -> tuple[int, ...]:
        """The numbers of the sentences behind these claims, in order, each once; claims without one are left out."""
        return tuple(sorted({self._numbers[c] for c in claims if c in self._numbers}))


def _citation(number: int, group: list[Sentence]) -> Citation:
    first = group[0]
    return Citation(
        number=number,
        claims=tuple(s.claim for s in group),
        kinds=_once(s.kind for s in group),
        factuality=_once(s.factuality for s in group if s.factuality != "asserted"),
        said_by=tuple(sorted({s.said_by for s in group if s.said_by})),
        pieces=tuple(_pieces(first.text, [(s.start, s.end) for s in group])),
        publisher=first.publisher,
        title=first.title,
        published=first.published,
        url=first.url,
    )


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _pieces(text: str, spans: list[tuple[int, int]]) -> Iterable[Piece]:
    marked = {i for start, end in spans for i in range(max(start, 0), min(end, len(text)))}
    at = 0
    while at < len(text):
        inside = at in marked
        stop = at
        while stop < len(text) and (stop in marked) == inside:
            stop += 1
        yield Piece(text[at:stop], inside)
        at = stop
