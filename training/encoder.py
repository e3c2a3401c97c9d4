"""The encoder: a small BERT with word shapes added to its input. Invariant: it starts from the published weights of
all-MiniLM-L6-v2, and its word embedding is not trained."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional


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


class Encoder(nn.Module):
    """Pieces to vectors."""

    def __init__(self, sizes: Sizes | None = None) -> None:
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

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """All batch x pieces; batch x pieces x width."""
        x = self.words(pieces) + self.places.weight[: pieces.shape[1]] + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def words_of(self, x: Tensor, firsts: Tensor) -> Tensor:
        """Vectors of words by their first pieces (batch x words), led by that of the sentence's start."""
        root = torch.zeros_like(firsts[:, :1])
        index = torch.cat([root, firsts], 1).unsqueeze(-1).expand(-1, -1, self.sizes.width)
        return torch.gather(x, 1, index)

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
