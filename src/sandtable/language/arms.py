"""Weapons, platforms and vehicles by their nouns. Invariant: adds to what the tagger found, never within it: the corpus
that it learnt from names few kinds of arms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from sandtable.language.document import Token
from sandtable.terms import Mention, MentionType

_ARMS = frozenset((MentionType.WEAPON, MentionType.MILITARY_PLATFORM, MentionType.VEHICLE))
_NOUNS = frozenset(("NOUN", "PROPN"))


@cache
def nouns() -> Mapping[str, MentionType]:
    """The type of each noun of the list, by its lemma in lower case."""
    text = (Path(__file__).parent / "data" / "arms.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    return {noun: MentionType(kind) for kind, words in rows for noun in words.split()}


def find_arms(tokens: Sequence[Token], found: Sequence[Mention], text: str) -> Iterator[Mention]:
    """The mentions of arms among a sentence's tokens that are not in `found`: each noun with its compounds before it."""
    known = nouns()
    offset = tokens[0].i
    for t in tokens:
        kind = known.get(t.lemma.lower()) if t.pos in _NOUNS else None
        if kind is None or any(m.type in _ARMS and m.start <= t.start < m.end for m in found):
            continue
        if t.dep == "compound" and tokens[t.head - offset].lemma.lower() in known:
            continue
        start = t.i
        for child in sorted(t.children, reverse=True):
            if child < start and start - child <= 1 and tokens[child - offset].dep == "compound":
                start = child
        first = tokens[start - offset].start
        yield Mention(first, t.end, text[first : t.end], kind)
