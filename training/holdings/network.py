"""The network that reads who holds a place: the encoder, triggers by kind, and for each trigger its actor and its place.
Invariant: `forward` gives what the exported graph gives, name for name in `OUTPUTS`."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from training.encoder import Dropout, Encoder, Mlp
from training.holdings.scores import FACTS, KINDS

_WIDTH, _POINT = 384, 192
_RARE = -3.0


class Pointer(nn.Module):
    """From the trigger of a kind to the words of a role, or to none."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds = nn.Parameter(torch.randn(len(KINDS), _POINT) * 0.02)
        self.trigger, self.role = Mlp(_WIDTH, _POINT, 0.2), Mlp(_WIDTH, _POINT, 0.2)
        self.pair = nn.Linear(_POINT, _POINT, bias=False)
        self.alone = nn.Linear(_POINT, 1)
        nn.init.constant_(self.alone.bias, _RARE)

    def forward(self, all_: Tensor) -> Tensor:
        """batch x (1 + words) x width to batch x kinds x words x (1 + words); the first column is none."""
        trigger = self.trigger(all_[:, 1:])[:, None] + self.kinds[None, :, None]
        role = self.role(all_)
        scores = (self.pair(trigger) @ role.transpose(1, 2)[:, None]) / math.sqrt(_POINT)
        return scores + self.alone(role).transpose(1, 2)[:, None]


class HoldingReader(nn.Module):
    """Encoder and heads."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.dropout = Dropout(0.2)
        self.kinds = nn.Linear(_WIDTH, len(KINDS))
        self.facts = nn.Linear(_WIDTH, len(FACTS))
        self.part = nn.Linear(_WIDTH, 1)
        self.actor, self.place = Pointer(), Pointer()
        nn.init.constant_(self.kinds.bias, _RARE)

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        """Inputs as in `network.Network`; scores in the order of OUTPUTS, the last two batch x kinds x words x (1 + words)."""
        all_ = self.dropout(self.encoder.words_of(self.encoder(pieces, shapes, mask), firsts))
        word = all_[:, 1:]
        return (
            self.kinds(word),
            self.facts(word),
            self.part(word).squeeze(-1),
            self.actor(all_),
            self.place(all_),
        )
