"""Denials that tell no act of their own: "the army denied it", "reports that the town fell are false". Invariant: what is denied is told in
the report, and who denies it is named there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sandtable.coding.analysis import Analysis
from sandtable.coding.drafts import Draft, Filler
from sandtable.orbat import ActorKind, Registry
from sandtable.terms import MOVING, Factuality, Kind

DENYING = frozenset({"deny", "reject", "dismiss", "refute", "rebut", "dispute", "contradict", "repudiate"})
POINTING = frozenset({"it", "this", "that", "which"})
NEWS = frozenset(
    {"claim", "report", "allegation", "rumour", "rumor", "news", "assertion", "statement", "account"}
)
# Who can lose a place.
HOLDING = frozenset({ActorKind.STATE, ActorKind.GOVERNMENT, ActorKind.ARMED_FORCE, ActorKind.SERVICE, ActorKind.UNIT, ActorKind.ARMED_GROUP,
                     ActorKind.COALITION, ActorKind.OFFICE})  # fmt: skip


class DenialFinder:
    """The denials of one report."""

    def __init__(self, analysis: Analysis, registry: Registry) -> None:
        self.tree = analysis.tree
        self.references = analysis.references
        self.attribution = analysis.attribution
        self.factuality = analysis.factuality
        self.called = analysis.called
        self.registry = registry

    def all(self, drafts: Sequence[Draft]) -> Iterator[Draft]:
        """ "The army denied it": what was told last of who holds what is denied by the army."""
        told = sorted((d for d in drafts if d.kind in MOVING and not d.lacks), key=lambda d: d.trigger)
        for token in self.tree.tokens:
            if token.pos != "VERB" or token.lemma not in DENYING:
                continue
            denier = self._denier(token.i)
            if denier is None or self.factuality.of(token.i) is not Factuality.ASSERTED:
                continue
            who = self.references.actor_ids(denier)
            for draft in self._meant(token.i, told):
                if not who.isdisjoint(self.references.actor_ids(*draft.heads("actor"))):
                    continue
                fillers = [Filler(f.role, f.head, f.span) for f in draft.fillers]
                yield Draft(draft.kind, token.i, (token.i, token.i + 1), fillers, "denied-it", draft.plover, draft.acled,
                            extent=draft.extent, factuality="denied", confidence=0.6, voice=denier)  # fmt: skip

    def kept(self, draft: Draft) -> Draft | None:
        """Of a fall that is denied and names no taker: who denies it has not lost the place; None where no such party speaks."""
        if (
            draft.kind is not Kind.CAPTURE
            or self.factuality.of(draft.at, draft.light) is not Factuality.DENIED
        ):
            return None
        speaker = self.attribution.speaker_over(draft.at)
        party = None if speaker is None else self._party(speaker)
        if party is None:
            return None
        draft.kind, draft.lacks, draft.plover, draft.acled = Kind.WITHDRAWAL, frozenset(), "RETREAT", None
        draft.fillers = [Filler("actor", party), *(f for f in draft.fillers if f.role == "place")]
        return draft if draft.heads("place") else None

    def _party(self, speaker: int) -> int | None:
        """The words for the party for which a man speaks, "a spokesman for the army", or that speaks itself."""
        body = self.called.body_of(speaker)
        for head in (*([] if body is None else [body]), speaker):
            actors = [self.registry.get(e) for e in self.references.actor_ids(head)]
            if any(a is not None and a.kind in HOLDING for a in actors):
                return head
        return None

    def _denier(self, verb: int) -> int | None:
        """Who denies what was told before, by its pronoun or as "the claim"; None where the verb tells what it denies itself."""
        tree = self.tree
        passive = tree.is_passive(verb)
        for c in tree.kids(verb, "nsubj:pass", "nsubj") if passive else tree.kids(verb, "obj"):
            if self._points(c) and not self._charge(verb, c):
                agents = tree.agents(verb) if passive else []
                return agents[0] if agents else None if passive else tree.surface_subject(verb)
        above = tree.token(verb)  # "a claim the army denied"
        if above.dep == "acl:relcl" and not passive and self._bare(above.head):
            return next(iter(tree.kids(verb, "nsubj")), None)
        return None

    def _charge(self, verb: int, i: int) -> bool:
        """Whether a relative "that" means what somebody is charged with: "accused him of murder, a charge that he denied"."""
        told = self.tree.token(self.tree.token(verb).head)
        return (
            self.tree.token(verb).dep == "acl:relcl"
            and self.tree.token(i).text.lower() == "that"
            and told.pos == "NOUN"
            and told.lemma.lower() not in NEWS
        )

    def _points(self, i: int) -> bool:
        token = self.tree.token(i)
        return (token.pos in ("PRON", "DET") and token.text.lower() in POINTING) or self._bare(i)

    def _bare(self, i: int) -> bool:
        token = self.tree.token(i)
        return token.lemma.lower() in NEWS and not self.tree.kids(i, "nmod", "acl", "ccomp")

    def _meant(self, verb: int, told: Sequence[Draft]) -> list[Draft]:
        """The last acts told before the verb, in its sentence or the one before; of one predicate all."""
        at = self.tree.token(verb)
        before = [
            d for d in told if d.trigger[0] < verb and at.sentence - self.tree.token(d.at).sentence <= 1
        ]
        return [d for d in before if d.at == before[-1].at]
