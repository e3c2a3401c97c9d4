"""One predicate told of several places, each with a time of its own: "took Sake on Tuesday and Goma on Sunday". Invariant: a
draft is made only where each place is followed by its own time, and differs from the first in place and time alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sandtable.coding.drafts import Draft, Filler
from sandtable.coding.grammar import Tree
from sandtable.language.document import Token
from sandtable.terms import Kind, MentionType, TimeSpan

KINDS = frozenset({Kind.CAPTURE, Kind.WITHDRAWAL, Kind.ASSAULT, Kind.SIEGE, Kind.MOVEMENT})
ROLES = ("place", "destination")
JOINTS = frozenset({",", "and", "then"})
GAP = 2  # tokens between a place and its time: "in early"


class SeriesFinder:
    """Finds such series in one document."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._times = {t.start: t for t in tree.document.times}
        self._places = {
            m.start: m
            for m in tree.document.mentions
            if m.type is MentionType.LOCATION and m.text[:1].isupper()
        }

    def all(self, drafts: list[Draft]) -> Iterator[Draft]:
        """Drafts beside those that the frames gave."""
        for draft in drafts:
            for filler in draft.fillers if draft.kind in KINDS else ():
                if filler.role in ROLES:
                    yield from self._following(draft, filler)

    def _following(self, draft: Draft, first: Filler) -> Iterator[Draft]:
        at = self._dated(self.tree.core(first.head)[1])
        while at is not None and (named := self._named(at[1])) is not None:
            head, end = named
            at = self._dated(end)
            if at is None:
                return
            draft.fillers = [f for f in draft.fillers if (f.role, f.head) != (first.role, head)]
            others = [f for f in draft.fillers if f.role != first.role]
            yield replace(draft, fillers=[*others, Filler(first.role, head)], time=at[0])

    def _dated(self, at: int) -> tuple[TimeSpan, int] | None:
        """The time right behind a place that ends before a token, and the token after it."""
        for i in range(at, min(at + GAP + 1, len(self.tree.tokens))):
            time = self._times.get(self.tree.token(i).start)
            if time is not None:
                end = i
                while end < len(self.tree.tokens) and self.tree.token(end).start < time.end:
                    end += 1
                return time, end
            if self.tree.token(i).pos not in ("ADP", "ADJ"):
                return None
        return None

    def _named(self, at: int) -> tuple[int, int] | None:
        """The place that is listed next at a token: its head, and the token after its name."""
        tokens: list[Token] = self.tree.tokens
        i = at
        while i < len(tokens) and tokens[i].text.lower() in JOINTS:
            i += 1
        place = self._places.get(tokens[i].start) if at < i < len(tokens) else None
        if place is None:
            return None
        end = i
        while end < len(tokens) and tokens[end].start < place.end:
            end += 1
        inside = range(i, end)
        head = next((k for k in inside if tokens[k].head not in inside), i)
        return head, end
