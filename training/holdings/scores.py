"""What the network takes and what its scores say of who holds which place: events of words, without names. Invariant:
training and measuring share this encoding and this decoding, so that the network is asked what it was taught."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sandtable.language.encoding import Pieces, shapes

# In the order of the network's columns.
KINDS = ("capture", "withdrawal", "control", "presence", "attack")
FACTS = ("asserted", "denied", "planned", "hedged")
INPUTS = ("pieces", "shapes", "mask", "firsts")
OUTPUTS = ("kinds", "facts", "parts", "actors", "places")
# A word is a trigger, or part of an event's place or actor, from this score on.
SURE = 0.5
_START, _END = 101, 102

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Holding:
    """One event: `trigger` is a half-open range of words; `actors` and `places` are a score for each word, the first
    that of there being none."""

    kind: str
    trigger: tuple[int, int]
    fact: str
    part: bool
    score: float
    actors: Floats
    places: Floats


@dataclass(frozen=True, slots=True)
class Row:
    """A passage as the network takes it: pieces, their shapes, and the position of each word's first piece."""

    pieces: list[int]
    shapes: list[int]
    firsts: list[int]


def encode(pieces: Pieces, words: Sequence[str], blank: Sequence[bool]) -> Row:
    """The row of a passage's words, given whether a blank stands before each."""
    row, forms, firsts = [_START], [0], []
    for word, form in zip(pieces.of(words), shapes(words, blank), strict=True):
        firsts.append(len(row))
        row += word
        forms += [form] * len(word)
    return Row([*row, _END], [*forms, 0], firsts)


def stack(rows: Sequence[Row]) -> dict[str, NDArray[np.int64]]:
    """The network's inputs for several passages, padded with zeros."""
    width, count = max(len(r.pieces) for r in rows), max(len(r.firsts) for r in rows)
    out = {name: np.zeros((len(rows), width), np.int64) for name in INPUTS[:3]}
    out["firsts"] = np.zeros((len(rows), count), np.int64)
    for i, row in enumerate(rows):
        out["pieces"][i, : len(row.pieces)] = row.pieces
        out["shapes"][i, : len(row.shapes)] = row.shapes
        out["mask"][i, : len(row.pieces)] = 1
        out["firsts"][i, : len(row.firsts)] = row.firsts
    return out


def decode(outputs: Sequence[Floats], count: int, sure: float = SURE) -> Iterator[Holding]:
    """The events of one passage of `count` words, from the scores (before the sigmoid) in the order of OUTPUTS."""
    kinds = _sigmoid(outputs[0][:count])
    facts, parts = outputs[1], outputs[2]
    for k, kind in enumerate(KINDS):
        for first, last in _runs(kinds[:, k] >= sure):
            at = slice(first, last)
            # The column of there being none comes first.
            actors = _sigmoid(outputs[3][k, at, : count + 1]).max(0)
            places = _sigmoid(outputs[4][k, at, : count + 1]).max(0)
            yield Holding(
                kind,
                (first, last),
                FACTS[int(facts[at].mean(0).argmax())],
                bool(parts[at].mean() > 0),
                float(kinds[at, k].max()),
                actors,
                places,
            )


def _sigmoid(x: Floats) -> Floats:
    result: Floats = 1.0 / (1.0 + np.exp(-x.clip(-30, 30)))
    return result


def _runs(true: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Half-open ranges in which all is true."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], true, [False]]).astype(np.int8)))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
