"""Passages as words to learn from, and the same with other names. Invariant: what a variant says is what its passage says,
moved; only the words of names change."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from sandtable.language.tokenizer import tokenize
from training.holdings import Passage
from training.holdings.scores import FACTS, KINDS
from training.variants import replaced


@dataclass(frozen=True, slots=True)
class Event:
    """A thing said, in words: ranges of the trigger, and of every mention of its actors and its place."""

    kind: int
    trigger: tuple[int, int]
    fact: int
    part: bool
    actors: tuple[tuple[int, int], ...]
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A passage in words; `names`: the range and the first letter (p, a) of each mention that begins with a capital."""

    words: tuple[str, ...]
    blank: tuple[bool, ...]
    events: tuple[Event, ...]
    names: tuple[tuple[int, int, str], ...]


def example(passage: Passage) -> Example:
    """The words and events of a passage. A mark that cuts a word takes the whole of it."""
    tokens = tokenize(passage.text)
    spans: dict[str, list[tuple[int, int]]] = {}
    names = []
    for name, start, end in passage.mentions:
        inside = [i for i, (a, b) in enumerate(tokens) if a < end and b > start]
        span = (inside[0], inside[-1] + 1)
        spans.setdefault(name, []).append(span)
        last = passage.text[tokens[inside[-1]][0]]
        if name[0] in "pa" and last.isupper():
            names.append((*span, name[0]))
    events = tuple(
        Event(
            KINDS.index(s.kind),
            spans[s.trigger][0],
            FACTS.index(s.fact),
            s.part,
            tuple(m for a in s.actors for m in spans[a]),
            tuple(spans[s.place]),
        )
        for s in passage.said
    )
    words = tuple(passage.text[a:b] for a, b in tokens)
    blank = tuple(i == 0 or tokens[i - 1][1] < a for i, (a, _) in enumerate(tokens))
    return Example(words, blank, events, tuple(names))


def renamed(e: Example, pool: dict[str, list[tuple[str, ...]]], rng: random.Random) -> Example:
    """The same with other names: the same words of one mention get the same new ones."""
    new: dict[tuple[str, ...], tuple[str, ...]] = {}
    swaps = {}
    for at, end, kind in e.names:
        old = e.words[at:end]
        other = new.setdefault(old, rng.choice(pool[kind]) if rng.random() < 0.7 else old)
        if other != old:
            swaps[at] = (end, other, (e.blank[at], *(True for _ in other[1:])))
    words, blank, moved = replaced(e.words, e.blank, swaps)
    return Example(tuple(words), tuple(blank), tuple(_moved(v, moved) for v in e.events), ())


def _moved(event: Event, to: Sequence[int]) -> Event:
    def span(s: tuple[int, int]) -> tuple[int, int]:
        return to[s[0]], max(to[s[1]], to[s[0]] + 1)

    return Event(
        event.kind,
        span(event.trigger),
        event.fact,
        event.part,
        tuple(map(span, event.actors)),
        tuple(map(span, event.places)),
    )


def led(first: Example, e: Example) -> Example:
    """One passage behind another."""
    n = len(first.words)
    to = list(range(n, n + len(e.words) + 1))
    return Example(
        first.words + e.words,
        first.blank + e.blank,
        first.events + tuple(_moved(v, to) for v in e.events),
        (),
    )
