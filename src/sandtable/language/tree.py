"""From arc scores to one tree. Invariant: the heads form a tree with exactly one token under the root, whatever the
scores (maximum spanning arborescence, Chu and Liu 1965, Edmonds 1967)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Heads = NDArray[np.int64]


def decode(scores: Scores) -> Heads:
    """Heads of n tokens, 1-based with 0 for the root, from scores of n x (n + 1), column 0 the root."""
    n = scores.shape[0]
    if n == 1:
        return np.zeros(1, dtype=np.int64)
    masked = scores.astype(np.float64)
    masked[np.arange(n), np.arange(1, n + 1)] = -np.inf
    heads: Heads = masked.argmax(1)
    if (heads == 0).sum() == 1 and reach_root(heads[None])[0]:
        return heads
    # A cost on the root's arcs greater than any gain elsewhere leaves exactly one of them.
    top = masked.max(1, keepdims=True)
    square = np.full((n + 1, n + 1), -np.inf)
    square[1:] = masked - top - np.log(np.exp(masked - top).sum(1, keepdims=True))
    arcs = square[np.isfinite(square)]
    square[1:, 0] -= n * (arcs.max() - arcs.min()) + 1.0
    whole: Heads = _arborescence(square)
    return whole[1:]


def reach_root(heads: Heads) -> NDArray[np.bool_]:
    """Of sentences x tokens: whether every chain of heads ends at the root, by doubling the step."""
    up = np.concatenate([np.zeros((len(heads), 1), dtype=np.int64), heads], 1)
    for _ in range(heads.shape[1].bit_length()):
        up = np.take_along_axis(up, up, 1)
    return np.asarray(up.max(axis=1) == 0)


def _arborescence(scores: NDArray[np.float64]) -> Heads:
    """Heads of the best arborescence from node 0; row: dependent, column: head."""
    n = scores.shape[0]
    heads: Heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(n, dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    within = scores[cycle, heads[cycle]]
    # The cycle becomes one node: entering it at a member costs that member's arc inside the cycle.
    entering = scores[np.ix_(cycle, outside)] - within[:, None]
    leaving = scores[np.ix_(outside, cycle)]
    small = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    small[-1, :-1] = entering.max(0)
    small[:-1, -1] = leaving.max(1)
    small_heads = _arborescence(small)
    out: Heads = heads.copy()
    for i, node in enumerate(outside):
        if node:
            head = small_heads[i]
            out[node] = cycle[leaving[i].argmax()] if head == len(outside) else outside[head]
    entry = small_heads[-1]
    out[cycle[entering[:, entry].argmax()]] = outside[entry]
    return out


def _cycle(heads: Heads) -> Heads | None:
    """The nodes of one cycle, or None."""
    state = np.zeros(len(heads), dtype=np.int8)
    state[0] = 2
    for start in range(1, len(heads)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return np.array(path[path.index(node) :], dtype=np.int64)
        state[path] = 2
    return None
