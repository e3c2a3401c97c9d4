"""How much of what passages say the network finds. Invariant: an answer counts where its kind, its place, one of its actors and
its factuality are those of the annotation; presences and attacks are not counted, since they move nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch

from sandtable.language.encoding import Pieces
from sandtable.language.tokenizer import tokenize
from training.holdings import Passage
from training.holdings.examples import example
from training.holdings.network import HoldingReader
from training.holdings.scores import INPUTS, SURE, Holding, decode, encode, stack

_COUNTED = frozenset(("capture", "withdrawal", "control"))


def measure(
    network: HoldingReader, passages: Sequence[Passage], pieces: Pieces, sure: float = SURE
) -> dict[str, float]:
    """Precision, recall and F1 of what is said: kind, place, actor (any of them) and factuality; and of kind and place."""
    network.eval()
    whole = [0, 0, 0]
    bare = [0, 0, 0]
    with torch.inference_mode():
        for passage in passages:
            e = example(passage)
            inputs = stack([encode(pieces, e.words, e.blank)])
            outputs = [o[0].numpy() for o in network(*(torch.from_numpy(inputs[k]) for k in INPUTS))]
            found = list(decode(outputs, len(e.words), sure))
            for count, keyed in ((whole, True), (bare, False)):
                gold = {
                    _key(s.kind, s.place, s.actors, s.fact, keyed) for s in passage.said if s.kind in _COUNTED
                }
                got = {k for f in found if f.kind in _COUNTED for k in _found(f, passage, keyed)}
                right = sum(any(_same(g, k) for k in got) for g in gold)
                count[0] += right
                count[1] += len(got)
                count[2] += len(gold)
    out = {}
    for name, (right, got, gold) in (("", whole), ("place_", bare)):
        p, r = right / max(1, got), right / max(1, gold)
        out |= {
            f"{name}p": round(p, 3),
            f"{name}r": round(r, 3),
            f"{name}f": round(2 * p * r / max(1e-9, p + r), 3),
        }
    return out


Key = tuple[str, str, frozenset[str], str]


def _key(kind: str, place: str, actors: Sequence[str], fact: str, whole: bool) -> Key:
    return (kind, place, frozenset(actors) if whole else frozenset(), fact if whole else "")


def _same(a: Key, b: Key) -> bool:
    return a[:2] == b[:2] and a[3] == b[3] and (a[2] == b[2] or bool(a[2] & b[2]))


def _found(f: Holding, passage: Passage, whole: bool) -> Iterator[Key]:
    tokens = tokenize(passage.text)
    best: dict[str, float] = {}
    for name, start, end in passage.mentions:
        inside = [i + 1 for i, (a, b) in enumerate(tokens) if a < end and b > start]
        scores = f.places if name[0] == "p" else f.actors
        best[name] = max(best.get(name, 0.0), float(max(scores[i] for i in inside)))
    places = sorted((n for n in best if n[0] == "p"), key=lambda n: -best[n])
    actors = [n for n in best if n[0] == "a" and best[n] >= SURE]
    for place in [n for n in places if best[n] >= SURE] or places[:1]:
        yield _key(f.kind, place, actors, f.fact, whole)
