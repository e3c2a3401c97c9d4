"""A trained network to the files that the reader loads. Invariant: `model.onnx`, `tokenizer.json`, `labels.npz` and
`meta.json` together are all that reading needs, and the graph is int8."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.batches import Labels
from training.network import OUTPUTS, Network

INPUTS = ("pieces", "shapes", "mask", "firsts")
_OPSET = 17


def export(network: Network, labels: Labels, encoder: Path, out: Path, figures: dict[str, float]) -> None:
    """Write the four files to `out`; `figures` go into `meta.json` as they are."""
    out.mkdir(parents=True, exist_ok=True)
    network.eval()
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        _trace(network, whole)
        quantise(whole, out / "model.onnx")
    np.savez(
        out / "labels.npz",
        weight=network.label.weight.detach().numpy().T.astype(np.float32),
        bias=network.label.bias.detach().numpy().astype(np.float32),
    )
    tokenizer = json.loads((encoder / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer["truncation"] = tokenizer["padding"] = None
    (out / "tokenizer.json").write_text(
        json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
    meta = {
        "labels": {
            "upos": labels.upos,
            "xpos": labels.xpos,
            "deps": labels.deps,
            "mentions": labels.mentions,
        },
        "figures": figures,
    }
    (out / "meta.json").write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")


def _trace(network: Network, path: Path) -> None:
    pieces = torch.tensor([[101, 1996, 2237, 3062, 102], [101, 2009, 102, 0, 0]])
    mask = (pieces > 0).long()
    firsts = torch.tensor([[1, 2, 3], [1, 0, 0]])
    batch, words, length = "batch", "words", "length"
    torch.onnx.export(
        network,
        (pieces, torch.zeros_like(pieces), mask, firsts),
        str(path),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes={
            **{name: {0: batch, 1: length} for name in INPUTS[:3]},
            "firsts": {0: batch, 1: words},
            **{name: {0: batch, 1: words} for name in OUTPUTS},
        },
        opset_version=_OPSET,
        dynamo=False,
    )


def quantise(whole: Path, out: Path) -> None:
    """Dynamic int8 of every matrix and of the word embedding; it costs less than 0.001 of LAS."""
    # Seven bits of the eight: processors without VNNI would overflow in between.
    quantize_dynamic(
        whole,
        out,
        op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
    )
