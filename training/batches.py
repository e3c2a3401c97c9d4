"""Sentences to tensors. Invariant: what is not known or not there carries SKIP and adds nothing to a loss."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from sandtable.language.encoding import Pieces, shapes
from training.corpora import IGNORE, Example

SKIP = -100
_START, _END = 101, 102
# Shares of the sentences of a pass that are read in lower case, in capitals, and without their full stop.
_LOWERED, _SHOUTED = 0.04, 0.03
_CLIPPED = 0.06
# Lengths are rounded up to this: kernels are compiled once a shape.
_STEP = 8


@dataclass(frozen=True, slots=True)
class Labels:
    """The label sets, in the order of the network's columns."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    deps: tuple[str, ...]
    mentions: tuple[str, ...]


@dataclass(slots=True)
class Batch:
    """Inputs of the network and the six layers of answers, batch x words."""

    inputs: tuple[Tensor, Tensor, Tensor, Tensor]
    upos: Tensor
    xpos: Tensor
    heads: Tensor
    deps: Tensor
    outer: Tensor
    inner: Tensor


def batches(
    examples: Sequence[Example], pieces: Pieces, labels: Labels, size: int, rng: random.Random | None
) -> Iterator[Batch]:
    """Batches of like length; with `rng` in random order and with varied letters, else in order of length."""
    order = list(range(len(examples)))
    if rng:
        rng.shuffle(order)
        chunk = size * 50
        order = [
            i
            for start in range(0, len(order), chunk)
            for i in sorted(order[start : start + chunk], key=lambda i: len(examples[i].words))
        ]
    else:
        order.sort(key=lambda i: len(examples[i].words))
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    if rng:
        rng.shuffle(groups)
    for group in groups:
        yield collate([_clipped(examples[i], rng) for i in group], pieces, labels, rng)


def collate(group: Sequence[Example], pieces: Pieces, labels: Labels, rng: random.Random | None) -> Batch:
    """One batch, padded to its longest sentence."""
    ids: list[list[int]] = []
    forms: list[list[int]] = []
    firsts: list[list[int]] = []
    for example in group:
        words = _vary(example.words, rng)
        row, form, first = [_START], [0], []
        for word, kind in zip(pieces.of(words), shapes(words, example.blank_before), strict=True):
            first.append(len(row))
            row += word
            form += [kind] * len(word)
        ids.append([*row, _END])
        forms.append([*form, 0])
        firsts.append(first)
    width = _round(max(map(len, ids)))
    n = _round(max(map(len, firsts)))
    mask = torch.tensor([[1] * len(r) + [0] * (width - len(r)) for r in ids])
    layers = {
        "upos": ([e.upos for e in group], labels.upos),
        "xpos": ([e.xpos for e in group], labels.xpos),
        "deps": ([e.deps for e in group], labels.deps),
        "outer": ([e.outer for e in group], labels.mentions),
        "inner": ([e.inner for e in group], labels.mentions),
    }
    answers = {name: _answers(rows, names, n) for name, (rows, names) in layers.items()}
    heads = torch.tensor([(e.heads or []) + [SKIP] * (n - len(e.heads or [])) for e in group])
    inputs = (_pad(ids, width), _pad(forms, width), mask, _pad(firsts, n))
    return Batch(inputs=inputs, heads=heads, **answers)


def _clipped(example: Example, rng: random.Random | None) -> Example:
    """Now and then a sentence without its full stop, as headlines are."""
    e, n = example, len(example.words)
    if rng is None or rng.random() > _CLIPPED or not (e.upos and e.xpos and e.heads and e.deps) or n < 3:
        return e
    if e.upos[-1] != "PUNCT" or n in e.heads:
        return e
    tags = None if e.outer is None else e.outer[:-1]
    return Example(
        e.words[:-1],
        e.blank_before[:-1],
        e.upos[:-1],
        e.xpos[:-1],
        e.heads[:-1],
        e.deps[:-1],
        outer=tags,
        source=e.source,
    )


def _vary(words: list[str], rng: random.Random | None) -> list[str]:
    if rng is None:
        return words
    draw = rng.random()
    if draw < _LOWERED:
        return [w.lower() for w in words]
    if draw < _LOWERED + _SHOUTED:
        return [w.upper() for w in words]
    return words


def _round(n: int) -> int:
    return -(-n // _STEP) * _STEP


def _pad(rows: list[list[int]], width: int) -> Tensor:
    return torch.tensor([r + [0] * (width - len(r)) for r in rows])


def _answers(rows: Sequence[list[str] | None], names: tuple[str, ...], n: int) -> Tensor:
    index = {name: i for i, name in enumerate(names)} | {IGNORE: SKIP}
    return torch.tensor(
        [[index.get(t, SKIP) for t in row or []] + [SKIP] * (n - len(row or [])) for row in rows]
    )
