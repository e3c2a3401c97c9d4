"""The project's own passages that tell who holds a place. Invariant: a passage is what stands between the marks; what is
not well marked is an error with its file and line, never a passage that says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.holdings.scores import FACTS, KINDS

FOLDER = Path(__file__).parent
# Kept from learning, to measure with.
MEASURE = "measure"
_EXTENTS = ("full", "part")
_MARK = re.compile(r"\[(p\d+) ([^\[\]{}]+)\]|\[(a\d+) ([^\[\]{}]+)\]|\{(t\d+) ([^\[\]{}]+)\}")
_FIELDS = 6


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a passage says: names of mentions, the trigger's name, factuality, and whether of a part only."""

    kind: str
    actors: tuple[str, ...]
    place: str
    trigger: str
    fact: str
    part: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A text without its marks, its mentions (name, and half-open offsets in characters), and what it says."""

    name: str
    text: str
    mentions: tuple[tuple[str, int, int], ...]
    said: tuple[Said, ...]


class MarkError(ValueError):
    """Marks that nest or do not close, or a line that names what is not marked."""


def read(path: Path) -> Iterator[Passage]:
    """The passages of a file. Raises MarkError with file and line."""
    for number, lines in _blocks(path.read_text(encoding="utf-8")):
        yield unmark(f"{path.name}, line {number}", lines)


def unmark(name: str, lines: list[str]) -> Passage:
    """The passage of a block: its text with marks, then a line for each thing said. Raises MarkError."""
    first, *rest = lines
    if not first.startswith("> ") or not rest:
        raise MarkError(f"{name}: a block is '> ' and a text, then lines of what it says or 'none'")
    plain, at, mentions = "", 0, []
    marked = first[2:]
    for match in _MARK.finditer(marked):
        plain += marked[at : match.start()]
        which, words = next((match[i], match[i + 1]) for i in (1, 3, 5) if match[i])
        mentions.append((which, len(plain), len(plain) + len(words)))
        plain += words
        at = match.end()
    plain += marked[at:]
    if re.search(r"[\[\]{}]", plain):
        raise MarkError(f"{name}: a mark that is not closed, or within another")
    known = {m[0] for m in mentions}
    said = tuple(_said(name, line, known) for line in rest if line != "none")
    return Passage(name, plain, tuple(mentions), said)


def _said(name: str, line: str, known: set[str]) -> Said:
    fields = [f for f in line.split() if not f.startswith("from=")]
    if len(fields) != _FIELDS:
        raise MarkError(f"{name}: not KIND ACTOR PLACE TRIGGER FACTUALITY EXTENT: {line}")
    kind, actors, place, trigger, fact, extent = fields
    if kind not in KINDS or fact not in FACTS or extent not in _EXTENTS:
        raise MarkError(f"{name}: no such kind, factuality or extent: {line}")
    names = () if actors == "-" else tuple(actors.split("+"))
    if not {*names, place, trigger} <= known:
        raise MarkError(f"{name}: names what is not marked: {line}")
    return Said(kind, names, place, trigger, fact, extent == "part")


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    block: list[str] = []
    start = 1
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line.strip():
            if not block:
                start = number
            block.append(line.strip())
        elif block:
            yield start, block
            block = []
