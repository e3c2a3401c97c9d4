"""Train the reader of who holds a place, measure it, export it. Invariant: the passages of `measure.txt` are measured on,
never learnt from; the same passages and seed give the same recipe."""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from sandtable.language.encoding import Pieces
from training.export import quantise
from training.holdings import FOLDER, MEASURE, Passage, read
from training.holdings.examples import Event, Example, example, led, renamed
from training.holdings.measuring import measure
from training.holdings.network import HoldingReader
from training.holdings.scores import INPUTS, KINDS, OUTPUTS, encode, stack
from training.holdings.silver import silver
from training.model import encoder_folder

SEED = 20171108
_OUT = Path("runs") / "holdings"
_ENCODER_RATE, _HEAD_RATE = 1e-4, 1e-3
_WARM_UP = 0.08
# Shares of the passages that are read with other names, behind another passage, and in lower case.
_RENAMED, _LED, _LOWERED = 0.6, 0.15, 0.04
_LONGEST = 110
# Parts written when the first six passes had been made: read in three more, with a share of the others at a lower rate.
_LATE = frozenset(("relief-late", "reports-late", "tricky-late"))
_SHARE, _LATE_RATE, _LATE_PASSES = 0.33, 0.4, 3
_EMPTY = 400  # windows of which the rules say nothing
# Then more of these: plain news, in which nobody holds anything.
_SILENT, _LAST_RATE, _LAST_PASSES = 1500, 0.5, 2
_FROZEN = 2  # lowest layers of the encoder that stay as they are


@dataclass(slots=True)
class Batch:
    """Inputs and answers; `rows` are (passage, event) pairs, one for each word of a trigger."""

    inputs: list[Tensor]
    there: Tensor
    kinds: Tensor
    rows: list[tuple[int, int, Event]]


def collate(group: Sequence[Example], pieces: Pieces) -> Batch:
    """One batch, padded to its longest passage."""
    rows = [encode(pieces, e.words, e.blank) for e in group]
    inputs = stack(rows)
    n = inputs["firsts"].shape[1]
    kinds = torch.zeros(len(group), n, len(KINDS))
    there = torch.zeros(len(group), n)
    at = []
    for i, e in enumerate(group):
        there[i, : len(e.words)] = 1
        for event in e.events:
            for w in range(*event.trigger):
                kinds[i, w, event.kind] = 1
                at.append((i, w, event))
    return Batch([torch.from_numpy(inputs[k]) for k in INPUTS], there, kinds, at)


def loss_of(network: HoldingReader, batch: Batch) -> Tensor:
    """Triggers over all words; facts, extents, actors and places over the words of triggers."""
    kinds, facts, parts, actors, places = (o.float() for o in network(*batch.inputs))
    there = batch.there.unsqueeze(-1)
    each = functional.binary_cross_entropy_with_logits(
        kinds, batch.kinds, reduction="none", pos_weight=torch.tensor(2.0)
    )
    loss = (each * there).sum() / batch.there.sum() * 4
    if not batch.rows:
        return loss
    i = torch.tensor([r[0] for r in batch.rows])
    w = torch.tensor([r[1] for r in batch.rows])
    k = torch.tensor([r[2].kind for r in batch.rows])
    loss = loss + 0.5 * functional.cross_entropy(facts[i, w], torch.tensor([r[2].fact for r in batch.rows]))
    loss = loss + 0.3 * functional.binary_cross_entropy_with_logits(
        parts[i, w], torch.tensor([float(r[2].part) for r in batch.rows])
    )
    mask = torch.cat([torch.ones_like(batch.there[:, :1]), batch.there], 1)[i]
    for scores, role in ((actors, "actors"), (places, "places")):
        answers = torch.zeros(len(batch.rows), mask.shape[1])
        for row, (_, _, event) in enumerate(batch.rows):
            spans = getattr(event, role)
            for a, b in spans:
                answers[row, a + 1 : b + 1] = 1
            answers[row, 0] = float(not spans)
        each = functional.binary_cross_entropy_with_logits(
            scores[i, k, w], answers, reduction="none", pos_weight=torch.tensor(3.0)
        )
        loss = loss + (each * mask).sum() / len(batch.rows) * 0.15
    return loss


@dataclass(frozen=True, slots=True)
class Phase:
    """Passes at one pair of rates, falling to nothing. Each reads all of `whole`, a share of `some`, and the first of
    them `once`."""

    passes: int
    rate: float
    whole: list[Example]
    some: list[Example]
    once: list[Example]

    def drawn(self, rng: random.Random) -> list[Example]:
        """What a pass reads, but for `once`."""
        return self.whole + rng.sample(self.some, int(_SHARE * len(self.some)))

    def steps(self, size: int) -> int:
        """Batches of all passes."""
        each = len(self.whole) + int(_SHARE * len(self.some))
        return sum(-(-(each + (len(self.once) if n == 0 else 0)) // size) for n in range(self.passes))


def train(
    network: HoldingReader, phases: Sequence[Phase], held: list[Passage], pieces: Pieces, size: int
) -> None:
    """The phases one after the other; each pass varies the names and what stands before a passage."""
    rng = random.Random(SEED)
    pool: dict[str, list[tuple[str, ...]]] = {"p": [], "a": []}
    for e in (e for phase in phases for e in phase.whole):
        for s, t, kind in e.names:
            pool[kind].append(e.words[s:t])
    for layer in (network.encoder.places, network.encoder.norm, *network.encoder.layers[:_FROZEN]):
        layer.requires_grad_(False)
    inner = [p for n, p in network.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    for phase in phases:
        optimizer = torch.optim.AdamW(
            [
                {"params": inner, "lr": _ENCODER_RATE * phase.rate},
                {"params": heads, "lr": _HEAD_RATE * phase.rate},
            ],
            weight_decay=0.01,
        )
        total = phase.steps(size)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, _slope(total))
        began, step, running = time.monotonic(), 0, 0.0
        for number in range(phase.passes):
            network.train()
            varied = [_varied(e, phase.whole, pool, rng) for e in phase.drawn(rng)]
            for group in _groups(varied + (phase.once if number == 0 else []), size, rng):
                loss = loss_of(network, collate(group, pieces))
                optimizer.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_([*inner, *heads], 5.0)
                optimizer.step()
                schedule.step()
                step += 1
                running = 0.98 * running + 0.02 * float(loss.detach())
                if step % 25 == 0:
                    speed = step * size / (time.monotonic() - began)
                    print(f"{step}/{total} loss {running:.3f} {speed:.1f} passages/s", flush=True)
            print(f"pass {number + 1}: {json.dumps(measure(network, held, pieces))}", flush=True)


def _slope(total: int) -> Callable[[int], float]:
    """Up, then down to nothing, in steps."""
    warm = max(1, int(_WARM_UP * total))
    return lambda step: min((step + 1) / warm, max(0.0, (total - step) / (total - warm)))


def _varied(
    e: Example, learn: list[Example], pool: dict[str, list[tuple[str, ...]]], rng: random.Random
) -> Example:
    out = renamed(e, pool, rng) if rng.random() < _RENAMED else e
    if rng.random() < _LED:
        before = rng.choice(learn)
        if len(before.words) + len(out.words) <= _LONGEST:
            out = led(before, out)
    if rng.random() < _LOWERED:
        out = Example(tuple(w.lower() for w in out.words), out.blank, out.events, ())
    return out


def _groups(examples: list[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].words) + rng.random() * 8)
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(groups)
    for group in groups:
        yield [examples[i] for i in group]


def export(network: HoldingReader, out: Path) -> None:
    """Write `holdings.onnx`, int8."""
    out.mkdir(parents=True, exist_ok=True)
    network.eval()
    pieces = torch.tensor([[101, 1996, 2237, 3062, 102], [101, 2009, 102, 0, 0]])
    batch, words, length = "batch", "words", "length"
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            network,
            (pieces, torch.zeros_like(pieces), (pieces > 0).long(), torch.tensor([[1, 2, 3], [1, 0, 0]])),
            str(whole),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes={
                **{name: {0: batch, 1: length} for name in INPUTS[:3]},
                "firsts": {0: batch, 1: words},
                **{name: {0: batch, 1: words} for name in OUTPUTS[:3]},
                **{name: {0: batch, 2: words, 3: "words1"} for name in OUTPUTS[3:]},
            },
            opset_version=17,
            dynamo=False,
        )
        quantise(whole, out / "holdings.onnx")


def main() -> None:
    """Train, print the figures, write the weights."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--passages", type=Path, default=FOLDER)
    parser.add_argument("--out", type=Path, default=_OUT)
    parser.add_argument("--passes", type=int, default=6)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=int, default=0, help="passages of each part, for a trial")
    args = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(args.threads)
    folder = encoder_folder()
    pieces = Pieces(str(folder / "tokenizer.json"))
    stop = args.limit or None
    parts = {
        path.stem: [example(p) for p in read(path)][:stop] for path in sorted(args.passages.glob("*.txt"))
    }
    early = [e for name, part in parts.items() if name not in _LATE | {MEASURE} for e in part]
    late = [e for name, part in parts.items() if name in _LATE for e in part]
    held = list(read(args.passages / f"{MEASURE}.txt"))[:stop]
    windows = silver(stop)
    rules = [e for e in windows if e.events] + [e for e in windows if not e.events][:_EMPTY]
    print(f"{len(early)} and {len(late)} passages, {len(rules)} windows, {len(held)} to measure", flush=True)
    network = HoldingReader()
    network.encoder.start_from(folder / "model.safetensors")
    silent = [e for e in windows if not e.events][:_SILENT]
    phases = (
        Phase(args.passes, 1.0, early, [], rules),
        Phase(_LATE_PASSES, _LATE_RATE, late, early, []),
        Phase(_LAST_PASSES, _LAST_RATE, late + silent, early, []),
    )
    train(network, phases, held, pieces, args.batch)
    export(network, args.out)


if __name__ == "__main__":
    main()
