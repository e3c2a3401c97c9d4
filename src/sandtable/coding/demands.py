"""Demands made without a verb of demanding: "X must withdraw", said by somebody. Invariant: a demand has a speaker that
the report names, other than whom it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sandtable.coding.drafts import Draft, Filler
from sandtable.coding.factuality import cues
from sandtable.coding.grammar import Tree
from sandtable.coding.phrases import Phrases
from sandtable.terms import Kind, Stance

PARTIES = frozenset(["actor", "force", "org", "person"])


class DemandFinder:
    """Finds demands in one document. `speaker_over`: token to the head of who says it, or None."""

    def __init__(self, tree: Tree, phrases: Phrases, speaker_over: Callable[[int], int | None]) -> None:
        self.tree = tree
        self.phrases = phrases
        self.speaker_over = speaker_over
        self.modals = cues()["demand"]["modals"]

    def all(self) -> Iterator[Draft]:
        """Drafts in text order."""
        for token in self.tree.tokens:
            if token.lemma == "hesitate":
                yield from self._threat(token.i)
            if token.pos == "VERB":
                auxiliaries = [
                    c
                    for c in self.tree.kids(token.i, "aux")
                    if self.tree.token(c).text.lower() in self.modals
                ]
                subject = self.tree.surface_subject(token.i) if auxiliaries else None
                if (
                    subject is None
                    or not self.phrases.of(subject).classes & PARTIES
                    or self.tree.token(subject).pos == "PRON"
                ):
                    continue
                speaker = self.speaker_over(token.i)
                if speaker is None or speaker in self.tree.conjuncts(subject):
                    continue
                fillers = [
                    Filler("actor", speaker),
                    *(Filler("target", h) for h in self.tree.conjuncts(subject)),
                ]
                yield Draft(
                    kind=Kind.STATEMENT,
                    at=token.i,
                    trigger=(auxiliaries[0], token.i + 1),
                    fillers=fillers,
                    rule="demand",
                    plover="REQUEST",
                    stance=Stance.DEMAND,
                    factuality="asserted",
                    confidence=0.6,
                )

    def _threat(self, i: int) -> Iterator[Draft]:
        """ "Will not hesitate to use force": who says so of itself threatens."""
        tree = self.tree
        ahead = {tree.token(c).text.lower() for c in tree.kids(i, "aux", "advmod")}
        subject = tree.surface_subject(i)
        if not (ahead & {"will", "would", "shall", "wo", "'ll"} and ahead & {"not", "n't", "never"}):
            return
        if subject is None or not tree.has(i, "xcomp") or not self.phrases.of(subject).classes & PARTIES:
            return
        fillers = [Filler("actor", h) for h in tree.conjuncts(subject)]
        yield Draft(
            kind=Kind.STATEMENT,
            at=i,
            trigger=(i, i + 1),
            fillers=fillers,
            rule="threat",
            plover="THREATEN",
            stance=Stance.THREATEN,
            factuality="asserted",
            confidence=0.6,
        )
