"""Holds that are told of as they begin: "will have the town by Friday", "waits to occupy it", "had the island by noon". Invariant: only
what is not yet held, or has a moment by which it was, is a capture; what lasts stays a hold."""

from __future__ import annotations

from dataclasses import replace

from sandtable.coding.analysis import Analysis
from sandtable.coding.drafts import Draft
from sandtable.terms import Extent, Factuality, Kind

LASTING = frozenset({"continue", "keep", "remain", "go"})
OCCUPY = frozenset({"occupy", "reoccupy"})


class Gaining:
    """Tells gaining from holding in one report."""

    def __init__(self, analysis: Analysis) -> None:
        self.tree = analysis.tree
        self.phrases = analysis.phrases
        self.factuality = analysis.factuality

    def of(self, draft: Draft) -> Draft:
        """The draft, as a capture where it tells of one, and as a hold of a part where it tells of a foothold."""
        if draft.rule == "take-control" and draft.consumed is not None:
            foothold = self.tree.token(draft.consumed).lemma.lower() == "foothold"
            return replace(draft, kind=Kind.CONTROL, extent=Extent.PARTIAL) if foothold else draft
        if draft.kind is not Kind.CONTROL or not draft.heads("place"):
            return draft
        owns = draft.rule == "have-town"
        if not owns and self.tree.token(draft.at).lemma not in OCCUPY:
            return draft
        if not (self._to_come(draft.at) or (owns and self._by_then(draft.at))):
            return draft
        return replace(draft, kind=Kind.CAPTURE, extent=None, plover="ASSAULT")

    def _to_come(self, at: int) -> bool:
        """Whether a hold is planned, or denied as one that was."""
        over = self.tree.token(self.tree.token(at).head)
        if self.tree.token(at).dep == "xcomp" and over.lemma in LASTING:
            return False
        factuality = self.factuality.of(at)
        infinitive = any(self.tree.token(c).text.lower() == "to" for c in self.tree.kids(at, "mark"))
        return factuality is Factuality.PLANNED or (infinitive and factuality is Factuality.DENIED)

    def _by_then(self, at: int) -> bool:
        """Whether it is told by when the place was had."""
        return any(
            self.tree.preposition(c) == "by" and "time" in self.phrases.of(c).classes
            for c in self.tree.kids(at, "obl")
        )
