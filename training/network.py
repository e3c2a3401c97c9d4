"""The network: a small BERT encoder with word shapes added to its input, and its heads. Invariant: `forward` gives
what the exported graph gives, name for name in `OUTPUTS`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

OUTPUTS = ("upos", "xpos", "outer", "inner", "arcs", "dep_sum", "head_sum", "dep_product", "head_product")


@dataclass(frozen=True, slots=True)
class Sizes:
    """Widths. The encoder's are those of all-MiniLM-L6-v2."""

    vocabulary: int = 30522
    width: int = 384
    layers: int = 6
    attention_heads: int = 12
    inner: int = 1536
    positions: int = 512
    shapes: int = 18
    arc: int = 384
    label: int = 192


class Dropout(nn.Module):
    """Dropout from a pool of random masks: on a processor, drawing them anew costs more than a layer."""

    _POOL = 1 << 22

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share
        self._pool = torch.empty(0)

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        if not len(self._pool):
            self._pool = torch.bernoulli(torch.full((self._POOL,), 1.0 - self.share)) / (1.0 - self.share)
        n = x.numel()
        start = int(torch.randint(self._POOL - n, ()))
        return x * self._pool[start : start + n].view(x.shape).to(x.dtype)


class Layer(nn.Module):
    """One transformer layer of BERT, norm after."""

    def __init__(self, s: Sizes, dropout: float) -> None:
        super().__init__()
        self.heads = s.attention_heads
        self.scale = (s.width // s.attention_heads) ** -0.5
        self.mix = nn.Linear(s.width, 3 * s.width)
        self.out = nn.Linear(s.width, s.width)
        self.attention_norm = nn.LayerNorm(s.width, eps=1e-12)
        self.up, self.down = nn.Linear(s.width, s.inner), nn.Linear(s.inner, s.width)
        self.norm = nn.LayerNorm(s.width, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, t, w = x.shape
        q, k, v = self.mix(x).view(b, t, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        scores = q @ k.transpose(-1, -2) * self.scale + bias
        mixed = scores.softmax(-1) @ v
        mixed = self.out(mixed.transpose(1, 2).reshape(b, t, w))
        x = self.attention_norm(x + self.dropout(mixed))
        return self.norm(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Mlp(nn.Sequential):
    """A projection with a bend."""

    def __init__(self, width: int, out: int, dropout: float) -> None:
        super().__init__(nn.Linear(width, out), nn.LeakyReLU(0.1), Dropout(dropout))


class Network(nn.Module):
    """Encoder and heads. Counts are those of the label sets."""

    def __init__(self, upos: int, xpos: int, deps: int, mentions: int, sizes: Sizes | None = None) -> None:
        super().__init__()
        s = self.sizes = sizes or Sizes()
        # Not trained: half of all weights, and the words that matter here are rare in the treebanks.
        self.words = nn.Embedding(s.vocabulary, s.width).requires_grad_(False)
        self.places = nn.Embedding(s.positions, s.width)
        self.shapes = nn.Embedding(s.shapes, s.width)
        nn.init.normal_(self.shapes.weight, std=0.01)
        self.norm = nn.LayerNorm(s.width, eps=1e-12)
        self.dropout = Dropout(0.1)
        self.layers = nn.ModuleList(Layer(s, 0.1) for _ in range(s.layers))
        self.word_dropout, self.mention_dropout = Dropout(0.2), Dropout(0.3)
        self.arc_dep, self.arc_head = (Mlp(s.width, s.arc, 0.33) for _ in range(2))
        self.arc = nn.Linear(s.arc, s.arc, bias=False)
        self.arc_prior = nn.Linear(s.arc, 1, bias=False)
        nn.init.zeros_(self.arc.weight)
        self.dep_sum, self.head_sum = (nn.Linear(s.width, s.label) for _ in range(2))
        self.dep_product, self.head_product = (Mlp(s.width, s.label, 0.2) for _ in range(2))
        self.label = nn.Linear(2 * s.label, deps)
        self.upos, self.xpos = nn.Linear(s.width, upos), nn.Linear(s.width, xpos)
        self.outer, self.inner = nn.Linear(s.width, mentions), nn.Linear(s.width, mentions)

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        """pieces, shapes, mask: batch x pieces; firsts: batch x words, the position of each word's first piece.

        Returns, in the order of OUTPUTS, scores of batch x words x labels; `arcs` is batch x words x (words + 1),
        column 0 the root; the last four are what `labels` needs.
        """
        x = self.words(pieces) + self.places.weight[: pieces.shape[1]] + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        # The root is the mark of the sentence's start.
        root = torch.zeros_like(firsts[:, :1])
        index = torch.cat([root, firsts], 1).unsqueeze(-1).expand(-1, -1, self.sizes.width)
        all_ = self.word_dropout(torch.gather(x, 1, index))
        word = all_[:, 1:]
        named = self.mention_dropout(word)
        heads = self.arc_head(all_)
        arcs = self.arc(self.arc_dep(word)) @ heads.transpose(1, 2) + self.arc_prior(heads).transpose(1, 2)
        return (
            self.upos(word),
            self.xpos(word),
            self.outer(named),
            self.inner(named),
            arcs,
            self.dep_sum(word),
            self.head_sum(all_),
            self.dep_product(word),
            self.head_product(all_),
        )

    def labels(self, outputs: tuple[Tensor, ...], heads: Tensor) -> Tensor:
        """Scores of batch x words x labels for given heads (0 the root)."""
        dep_sum, head_sum, dep_product, head_product = outputs[5:]
        index = heads.unsqueeze(-1).expand(-1, -1, dep_sum.shape[-1])
        added = functional.relu(dep_sum + torch.gather(head_sum, 1, index))
        multiplied = dep_product * torch.gather(head_product, 1, index)
        return self.label(torch.cat([added, multiplied], -1))

    def start_from(self, path: Path) -> None:
        """Take the encoder's weights from a safetensors file of a BERT of these sizes."""
        from safetensors.torch import load_file

        old = {k.removeprefix("bert."): v for k, v in load_file(path).items()}
        own = self.state_dict()
        own["words.weight"] = old["embeddings.word_embeddings.weight"]
        own["places.weight"] = (
            old["embeddings.position_embeddings.weight"] + old["embeddings.token_type_embeddings.weight"][:1]
        )
        for name in ("weight", "bias"):
            own[f"norm.{name}"] = old[f"embeddings.LayerNorm.{name}"]
        names = {
            "out": "attention.output.dense",
            "attention_norm": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm": "output.LayerNorm",
        }
        for i in range(self.sizes.layers):
            for mine, theirs in names.items():
                for part in ("weight", "bias"):
                    own[f"layers.{i}.{mine}.{part}"] = old[f"encoder.layer.{i}.{theirs}.{part}"]
            for part in ("weight", "bias"):
                parts = [
                    old[f"encoder.layer.{i}.attention.self.{name}.{part}"]
                    for name in ("query", "key", "value")
                ]
                own[f"layers.{i}.mix.{part}"] = torch.cat(parts)
        self.load_state_dict(own)
