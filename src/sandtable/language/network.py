"""The trained network, run with onnxruntime: words in, layers of labels out. Invariant: the heads of every
sentence form one tree, and the same sentences in the same order get the same answers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from sandtable.language.encoding import Pieces, shapes
from sandtable.language.tree import decode, reach_root

_START, _END = 101, 102
# Sentences of more pieces are read in windows; the encoder has 512 positions.
MAX_PIECES = 250
# Pieces a batch holds, padding counted: more is no faster and takes memory.
_BATCH_PIECES = 768
_FAR = np.float32(-1e9)

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Layers:
    """What the network says of one sentence: a label each token, `heads` 1-based with 0 the root."""

    upos: list[str]
    xpos: list[str]
    heads: list[int]
    deps: list[str]
    outer: list[str]
    inner: list[str]


@dataclass(frozen=True, slots=True)
class _Encoded:
    index: int
    pieces: list[int]
    shapes: list[int]
    firsts: list[int]


class Network:
    """Takes the folder that `training` wrote. Raises FileNotFoundError where a file of it is missing."""

    def __init__(self, folder: Path) -> None:
        for name in ("model.onnx", "tokenizer.json", "labels.npz", "meta.json"):
            if not (folder / name).is_file():
                raise FileNotFoundError(
                    f"the language model lacks {folder / name}: run `make model` or reinstall"
                )
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["labels"]
        self.upos, self.xpos, self.deps, self.mentions = (
            tuple(meta[k]) for k in ("upos", "xpos", "deps", "mentions")
        )
        self._root_label = self.deps.index("root")
        with np.load(folder / "labels.npz") as arrays:
            self._label_weight: Floats = arrays["weight"]
            self._label_bias: Floats = arrays["bias"]
        self._pieces = Pieces(str(folder / "tokenizer.json"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def read(self, sentences: Sequence[tuple[Sequence[str], Sequence[bool]]]) -> list[Layers]:
        """The layers of each sentence, given its words and whether a blank stands before each. None may be empty."""
        out: list[Layers | None] = [None] * len(sentences)
        encoded = [self._encode(i, words, blank) for i, (words, blank) in enumerate(sentences)]
        encoded.sort(key=lambda e: len(e.pieces))
        for batch in _batches(encoded):
            for item, layers in zip(batch, self._run(batch), strict=True):
                out[item.index] = layers
        return [layers for layers in out if layers is not None]

    def _encode(self, index: int, words: Sequence[str], blank: Sequence[bool]) -> _Encoded:
        known = self._pieces.of(words)
        # Too long even after the splitter's cut: every word keeps its first pieces alone.
        most = max(1, MAX_PIECES // len(words)) if sum(map(len, known)) > MAX_PIECES else MAX_PIECES
        pieces, forms, firsts = [_START], [0], []
        for word, kind in zip(known, shapes(words, blank), strict=True):
            firsts.append(len(pieces))
            pieces += word[:most]
            forms += [kind] * min(len(word), most)
        return _Encoded(index, [*pieces, _END], [*forms, 0], firsts)

    def _run(self, batch: Sequence[_Encoded]) -> Iterator[Layers]:
        width = max(len(e.pieces) for e in batch)
        n = max(len(e.firsts) for e in batch)
        shape = (len(batch), width)
        pieces, forms, mask = np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        firsts = np.zeros((len(batch), n), np.int64)
        lengths = np.array([len(e.firsts) for e in batch])
        for i, e in enumerate(batch):
            pieces[i, : len(e.pieces)] = e.pieces
            forms[i, : len(e.shapes)] = e.shapes
            mask[i, : len(e.pieces)] = 1
            firsts[i, : len(e.firsts)] = e.firsts
        outputs = self._session.run(None, {"pieces": pieces, "shapes": forms, "mask": mask, "firsts": firsts})
        upos, xpos, outer, inner = (o.argmax(-1).tolist() for o in outputs[:4])
        heads = _heads(outputs[4], lengths)
        deps = self._labels(outputs[5:], heads).tolist()
        for i, length in enumerate(lengths.tolist()):
            yield Layers(
                [self.upos[t] for t in upos[i][:length]],
                [self.xpos[t] for t in xpos[i][:length]],
                heads[i, :length].tolist(),
                [self.deps[t] for t in deps[i][:length]],
                [self.mentions[t] for t in outer[i][:length]],
                [self.mentions[t] for t in inner[i][:length]],
            )

    def _labels(self, parts: Sequence[Floats], heads: Ints) -> Ints:
        dep_sum, head_sum, dep_product, head_product = parts
        count, n, width = dep_sum.shape
        # Rows of head_sum: the tokens of all sentences one after the other, each sentence led by its root.
        index = (heads + np.arange(count)[:, None] * (n + 1)).ravel()
        features = np.empty((count * n, 2 * width), np.float32)
        np.add(dep_sum.reshape(-1, width), head_sum.reshape(-1, width)[index], out=features[:, :width])
        np.maximum(features[:, :width], 0, out=features[:, :width])
        np.multiply(
            dep_product.reshape(-1, width), head_product.reshape(-1, width)[index], out=features[:, width:]
        )
        scores = (features @ self._label_weight + self._label_bias).reshape(count, n, -1)
        # The root's label is the root's alone.
        scores[..., self._root_label] = np.where(heads > 0, _FAR, -_FAR)
        best: Ints = scores.argmax(-1)
        return best


def _batches(encoded: Sequence[_Encoded]) -> Iterator[Sequence[_Encoded]]:
    """Neighbours in length, few enough to fill one batch."""
    start = 0
    while start < len(encoded):
        stop = start + 1
        while stop < len(encoded) and (stop + 1 - start) * len(encoded[stop].pieces) <= _BATCH_PIECES:
            stop += 1
        yield encoded[start:stop]
        start = stop


def _heads(scores: Floats, lengths: Ints) -> Ints:
    """The heads of a batch: the best arc of each token where these form a tree, else the best tree."""
    n = scores.shape[1]
    scores = scores.copy()
    there = np.arange(n + 1) <= lengths[:, None]
    scores[~np.broadcast_to(there[:, None, :], scores.shape)] = _FAR
    tokens = np.arange(n)
    scores[:, tokens, tokens + 1] = _FAR
    heads: Ints = scores.argmax(-1)
    real = tokens < lengths[:, None]
    heads[~real] = 0
    good = ((heads == 0) & real).sum(1) == 1
    good &= reach_root(heads)
    for i in np.flatnonzero(~good):
        length = lengths[i]
        heads[i, :length] = decode(scores[i, :length, : length + 1])
    return heads
