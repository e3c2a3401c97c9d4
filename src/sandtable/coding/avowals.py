"""What a party says of its own gains and losses without naming itself: "the town has been liberated, the army said". Invariant: who took
or lost the place is the party that the report quotes, and only where the words are those of the side to which it happened."""

from __future__ import annotations

from sandtable.coding.analysis import Analysis
from sandtable.coding.context import foes_of
from sandtable.coding.denials import HOLDING
from sandtable.coding.drafts import Draft, Filler
from sandtable.orbat import NEW, Actor, ActorKind, Registry
from sandtable.terms import Factuality, Kind

# What one says of a place that one took oneself; of what others took one says that they seized it.
FREEING = frozenset({"liberate", "free", "cleanse", "clear", "purge", "recapture", "retake", "reclaim", "regain", "recover", "reconquer", "restore", "return"})  # fmt: skip
LOSING = frozenset({"lose", "give", "relinquish", "forfeit", "cede", "surrender", "yield"})
OWN = (
    ActorKind.ARMED_GROUP,
    ActorKind.UNIT,
)  # whoever they are, they have no other land than the one they fight in


class AvowalReader:
    """Completes the drafts of one report that lack only who did it by the party that tells of it."""

    def __init__(self, analysis: Analysis, registry: Registry) -> None:
        self.analysis = analysis
        self.tree = analysis.tree
        self.references = analysis.references
        self.registry = registry

    def complete(self, draft: Draft) -> bool:
        """Whether a draft that lacks its actor was completed by who speaks."""
        if draft.lacks != {"actor"} or not self._own(draft):
            return False
        if not any(self.references.classes_of(h) & {"place", "facility"} for h in draft.heads("place")):
            return False
        speaker = self.analysis.speaker_over(draft.at)
        head = None if speaker is None else self._party(speaker, draft)
        if head is None:
            return False
        draft.fillers = [Filler("actor", head), *draft.fillers]
        draft.lacks = frozenset()
        draft.confidence *= 0.8
        return True

    def _own(self, draft: Draft) -> bool:
        """Whether the words are those that a side has for what it did or suffered itself."""
        lemma = self.tree.token(draft.at).lemma
        negated = any(
            self.tree.token(c).text.lower() in ("not", "n't", "never")
            for c in self.tree.token(draft.at).children
        )
        denied = self.analysis.factuality.of(draft.at, draft.light) is Factuality.DENIED
        if draft.kind is Kind.WITHDRAWAL:
            return denied or lemma in LOSING
        return draft.kind is Kind.CAPTURE and lemma in FREEING and (negated or not denied)

    def _party(self, speaker: int, draft: Draft) -> int | None:
        """The words for the party that speaks, or for which somebody does."""
        found = self.analysis.called.body_of(speaker)
        for head in (speaker, *([] if found is None else [found])):
            for entity in self.references.actor_entities(head):
                actor = (
                    None if entity is None else self.registry.get(entity.id) or self.references.names.of(head)
                )
                if actor is not None and actor.kind is ActorKind.PERSON:
                    actor = self.analysis.owned.led_by(actor)
                if actor is not None and self._at_war(actor, head) and self._there(actor, draft):
                    return head
        return None

    def _at_war(self, actor: Actor, head: int) -> bool:
        if actor.id.startswith(NEW):
            return "force" in self.analysis.phrases.of(head).classes
        return actor.kind in HOLDING and actor.kind is not ActorKind.COALITION

    def _there(self, actor: Actor, draft: Draft) -> bool:
        """Whether a place is of a speaking state's own land, or of one that it is at war with: allies' towns are freed too."""
        if actor.kind in OWN or not actor.country:
            return True
        lands = {actor.country} | foes_of(actor.country, self.registry, self.analysis.report.published)
        gazetteer = self.references.gazetteer
        for h in draft.heads("place"):
            entity = self.references.place_entity(h)
            place = None if entity is None else gazetteer.get(entity.id.partition("#")[0])
            known = place.country if place is not None else next(iter(self.references.countries), None)
            if known and known not in lands:
                return False
        return True
