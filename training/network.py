"""The network of the language model: the encoder and its heads. Invariant: `forward` gives what the exported graph
gives, name for name in `OUTPUTS`."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.encoder import Dropout, Encoder, Mlp, Sizes

OUTPUTS = ("upos", "xpos", "outer", "inner", "arcs", "dep_sum", "head_sum", "dep_product", "head_product")


class Network(nn.Module):
    """Encoder and heads. Counts are those of the label sets."""

    def __init__(self, upos: int, xpos: int, deps: int, mentions: int, sizes: Sizes | None = None) -> None:
        super().__init__()
        s = sizes or Sizes()
        self.encoder = Encoder(s)
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
        x = self.encoder(pieces, shapes, mask)
        # The root is the mark of the sentence's start.
        all_ = self.word_dropout(self.encoder.words_of(x, firsts))
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
