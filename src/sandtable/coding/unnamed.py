"""Parties that a report describes and never names: "soldiers", "government troops", "the insurgents". Invariant: those of a state are the
state's in which the place lies, where the report tells of no other's; those who fight one stay under their own words, within their report.
"""

from __future__ import annotations

from dataclasses import replace

from sandtable.coding.analysis import Analysis
from sandtable.coding.drafts import Draft
from sandtable.coding.frames import words
from sandtable.orbat import NEW, ActorKind, Registry
from sandtable.orbat.sorts import Side, sort_of
from sandtable.terms import MOVING, Kind

SIDES = ("actor", "from", "to")
TOLD = MOVING | {Kind.PRESENCE, Kind.MOVEMENT}
WHERE = ("place", "destination")
ARMED = frozenset({ActorKind.ARMED_FORCE, ActorKind.SERVICE, ActorKind.UNIT})
FIGHTING = ARMED | {ActorKind.ARMED_GROUP, ActorKind.COALITION}
# Of these words the government is always that of the land.
GOVERNING = frozenset({"government", "federal", "republic"})
BEHIND = ("nmod", "nmod:poss", "appos")
CLAUSES = ("acl", "acl:relcl")


class Unnamed:
    """Completes the drafts of one report by whom such words mean."""

    def __init__(self, analysis: Analysis, registry: Registry) -> None:
        self.tree = analysis.tree
        self.phrases = analysis.phrases
        self.references = analysis.references
        self.gazetteer = analysis.references.gazetteer
        self.registry = registry
        self.party = analysis.owned.party
        self.newcomers = False

    def complete(self, drafts: list[Draft]) -> None:
        """Fills in whose the soldiers are who come, go or hold, and keeps apart the rebels of this report."""
        told = [d for d in drafts if d.kind in TOLD]
        self.newcomers = any(self._new(head) for d in told for role in SIDES for head in d.heads(role))
        for draft in told:
            country = self._country(draft)
            for role in SIDES:
                for head in draft.heads(role):
                    self._settle(head, country)

    def _country(self, draft: Draft) -> str | None:
        """The one country in which the places of a draft lie; None where they lie in several, nowhere known, or on an island
        or coast that is no state and has no forces of its own."""
        found = {
            place.country
            for role in WHERE
            for h in draft.heads(role)
            if (entity := self.references.place_entity(h)) is not None
            and (place := self.gazetteer.get(entity.id.partition("#")[0])) is not None
        }
        country = (
            self.registry.ruled_by(next(iter(found)) or "", self.phrases.on) if len(found) == 1 else None
        )
        return country if country in self.registry.catalogue.states else None

    def _settle(self, head: int, country: str | None) -> None:
        body = self._body(head)
        token, phrase = self.tree.token(body), self.phrases.of(body)
        sort = sort_of(phrase.core) if token.pos in ("NOUN", "PROPN") else None
        if (sort is None or sort.side is Side.REBEL) and self._here(head, body, country):
            return
        if sort is None or self.tree.has(body, *BEHIND, *(() if sort.side is Side.REBEL else CLAUSES)):
            return
        entities = self.references.actor_entities(head)
        unsettled = all(e is None or e.id.startswith(NEW) for e in entities)
        names = self.references.names
        if sort.side is Side.REBEL:
            if all(e is None for e in entities) or self._abroad(head, country):
                actor = self.registry.unknown(phrase.core, ActorKind.ARMED_GROUP)
                names.owned[head] = replace(actor, id=f"{actor.id}@{names.scope}")
            return
        if country is None or not (unsettled or self._misread(body, country)):
            return
        said = phrase.core.lower().split()
        ruling = bool(GOVERNING & set(said)) or self._ruling(body)
        if unsettled and not ruling and self._foreign(country):
            return
        self.references.means.pop(head, None)
        own = self.registry.resolve_np(phrase.core, (country,))
        if own is None or own.country != country:
            own = (
                self.registry.government(country)
                if self._ruling(body)
                else self.registry.armed_forces(country)
            )
        names.owned[head] = own

    def _here(self, head: int, body: int, country: str | None) -> bool:
        """Settles words that name nobody by themselves, and one party in the land where the place is: "separatist fighters",
        "junta troops"; not those that go back to a party told of before."""
        token, names = self.tree.token(body), self.references.names
        unclear = self.newcomers or head in self.references.means
        if country is None or token.pos not in ("NOUN", "PROPN") or unclear:
            return False
        told = self.references.actor_entities(head)
        if (
            head in names.owned
            or self.tree.has(body, *BEHIND, *CLAUSES)
            or not all(e is None or e.id.startswith(NEW) for e in told)
        ):
            return False
        found = self.registry.resolve_np(self.phrases.of(body).core, (country,), self.phrases.on)
        if found is None or country not in (found.country, *found.theatre) or found.kind not in FIGHTING:
            return False
        if found.kind in ARMED and self._foreign(country):
            return False
        names.owned[head] = found
        return True

    def _new(self, head: int) -> bool:
        """Whether it names a party that no registry knows: who may well be meant by what else the report says of rebels."""
        token = self.tree.token(head)
        found = self.references.names.of(head) if token.pos == "PROPN" else None
        return found is not None and found.id.startswith(NEW)

    def _body(self, head: int) -> int:
        """The word for the state's forces whose men these are: "units of the National Guard"; else the word itself."""
        if self.tree.token(head).lemma.lower() not in words("member_nouns"):
            return head
        of = [c for c in self.tree.kids(head, "nmod") if c > head and self.tree.preposition(c) == "of"]
        sorts = [sort_of(self.phrases.of(c).core) for c in of]
        return of[0] if len(of) == 1 and sorts[0] is not None and sorts[0].side is Side.STATE else head

    def _abroad(self, head: int, country: str | None) -> bool:
        """Whether bare words were read as those whom they mean in another land than the one that the place is in."""
        actor = self.phrases.of(head).actor
        if (
            actor is None
            or country is None
            or head in self.references.means
            or head in self.references.names.owned
        ):
            return False
        return not actor.id.startswith(NEW) and country not in (actor.country, *actor.theatre)

    def _ruling(self, head: int) -> bool:
        """Whether a word stands for the state itself: "the flag of the Republic"."""
        state = self.tree.token(head).lemma.lower() in ("republic", "state")
        return (
            state
            and self.phrases.of(head).definite
            and (self.party is None or self.party.kind is not ActorKind.ARMED_GROUP)
        )

    def _misread(self, head: int, country: str) -> bool:
        """Whether bare words were read as the forces of another land than the one that the place is in, which the report does not
        speak of, or as the government's of one that only fights there."""
        actor = self.phrases.of(head).actor
        if actor is None or head in self.references.means or actor.country in (None, country):
            return False
        if head in self.references.names.owned:
            return False
        if GOVERNING & set(self.phrases.of(head).core.lower().split()):
            return True
        return not any(
            (found := self.gazetteer.country_of(t.text)) is not None and found.country == actor.country
            for t in self.tree.tokens
            if t.text[:1].isupper() and t.pos in ("PROPN", "ADJ", "NOUN")
        )

    def _foreign(self, country: str) -> bool:
        """Whether the report names armed forces of another country."""
        return any(
            t.phrase.actor is not None
            and t.phrase.actor.kind in ARMED
            and t.phrase.actor.country not in (None, country)
            and sort_of(t.phrase.core) is None
            for t in self.references.traces
        )
