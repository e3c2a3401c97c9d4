"""A scoreboard's outcome. Invariant: a figure names its corpus by digest; a board that cannot be reached says why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sandtable.coding import Reader, RuleCoder
from sandtable.gazetteer import Gazetteer
from sandtable.language import Parser, load
from sandtable.orbat import Registry

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that goes with a board into the results, every cell as it is to be read."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Board:
    """One scoreboard: `figures` by name, higher is better save where the name says "less is better"; `guarded`, the
    figures that have a floor; `misses`, what went wrong by cause, commonest first; `absent`, why nothing was measured."""

    name: str
    corpus: str
    figures: dict[str, float] = field(default_factory=dict)
    guarded: frozenset[str] = frozenset()
    misses: tuple[str, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    absent: str | None = None


def silent(_: str) -> None:
    """Says nothing of how far a board is."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What every board reads with; `say` shows how far it is."""

    parser: Parser
    gazetteer: Gazetteer
    registry: Registry
    reader: Reader
    say: Callable[[str], None] = silent

    @classmethod
    def open(cls, say: Callable[[str], None] = silent) -> Bench:
        """The default parser, gazetteer, registry and coder."""
        parser, gazetteer, registry = load(), Gazetteer.open(progress=False), Registry.load()
        return cls(parser, gazetteer, registry, Reader(parser, RuleCoder(gazetteer, registry)), say)


def f1(right: int, predicted: int, gold: int) -> tuple[float, float, float]:
    """Precision, recall and F1; 0 where there is nothing to divide by."""
    p = right / predicted if predicted else 0.0
    r = right / gold if gold else 0.0
    return p, r, (2 * p * r / (p + r) if p + r else 0.0)


def share(right: int, of: int) -> float:
    """`right` of `of`; 0 where there is nothing to divide by."""
    return right / of if of else 0.0


def by_cause(misses: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Misses of (cause, example) as one line a cause, with its count and its first examples, commonest first."""
    counts: Counter[str] = Counter()
    examples: dict[str, list[str]] = {}
    for cause, example in misses:
        counts[cause] += 1
        some = examples.setdefault(cause, [])
        if len(some) < EXAMPLES and example not in some:
            some.append(example)
    return tuple(f"{n} x {cause}: {' | '.join(examples[cause])}" for cause, n in counts.most_common())
