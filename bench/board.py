"""A scoreboard's outcome. Invariant: a figure names its corpus by digest; a board that cannot be reached says why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from sandtable.coding import Reader, RuleCoder
from sandtable.gazetteer import Gazetteer
from sandtable.language import Parser, load
from sandtable.orbat import Registry


@dataclass(frozen=True, slots=True)
class Board:
    """One scoreboard: `figures` by name, higher is better, and the causes of what went wrong, commonest first."""

    name: str
    corpus: str
    figures: dict[str, float] = field(default_factory=dict)
    misses: tuple[str, ...] = ()
    absent: str | None = None


@dataclass(frozen=True, slots=True)
class Bench:
    """What every board reads with."""

    parser: Parser
    gazetteer: Gazetteer
    registry: Registry
    reader: Reader

    @classmethod
    def open(cls) -> Bench:
        """The default parser, gazetteer, registry and coder."""
        parser, gazetteer, registry = load(), Gazetteer.open(), Registry.load()
        return cls(parser, gazetteer, registry, Reader(parser, RuleCoder(gazetteer, registry)))


def f1(right: int, predicted: int, gold: int) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    p = right / predicted if predicted else 0.0
    r = right / gold if gold else 0.0
    return p, r, (2 * p * r / (p + r) if p + r else 0.0)


def commonest(misses: list[str], top: int = 40) -> tuple[str, ...]:
    """Misses with their counts, commonest first."""
    return tuple(f"{n} x {what}" for what, n in Counter(misses).most_common(top))
