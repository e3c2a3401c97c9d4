"""Texts by number, as long columns hold them. Invariant: a text is made a string only when it is asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np

from sandtable.ledger.sheaves import Column


@dataclass(frozen=True, slots=True, eq=False)
class Texts(Sequence[str]):
    """Texts in order: their bytes one after the other, and where each ends."""

    body: Column
    ends: Column

    @classmethod
    def of(cls, texts: Iterable[str]) -> Texts:
        """Some texts."""
        return Texts(Column.empty("u1"), Column.empty("<i8")).more(texts)

    def more(self, texts: Iterable[str]) -> Texts:
        """The texts with some more behind them."""
        new = [text.encode(errors="surrogatepass") for text in texts]
        ends = self.body.count + np.cumsum([len(one) for one in new], dtype="<i8")
        return Texts(self.body.more(np.frombuffer(b"".join(new), "u1")), self.ends.more(ends))

    def __len__(self) -> int:
        return self.ends.count

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[str, ...]: ...
    def __getitem__(self, at: int | slice) -> str | tuple[str, ...]:
        if isinstance(at, slice):
            return tuple(self[n] for n in range(*at.indices(len(self))))
        number = range(len(self))[at]
        first = int(self.ends.room[number - 1]) if number else 0
        return self.body.room[first : int(self.ends.room[number])].tobytes().decode(errors="surrogatepass")


def digest(text: str) -> str:
    """The key of a name: 32 hex digits of a sha256."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:32]
