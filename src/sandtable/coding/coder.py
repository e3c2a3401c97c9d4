"""Coders: from a parsed report to its claims. Invariant: every claim satisfies the contract (kinds, roles, exact
offsets); what a coder finds and cannot complete is a warning, not silence."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Protocol

from sandtable.coding.arguments import ArgumentFinder
from sandtable.coding.attribution import AttributionReader
from sandtable.coding.context import countries_of
from sandtable.coding.demands import DemandFinder
from sandtable.coding.drafts import PLACE_ROLES, Draft, DraftFinder, Filler
from sandtable.coding.factuality import FactualityReader
from sandtable.coding.frames import lexicon, words
from sandtable.coding.grammar import Tree
from sandtable.coding.inaction import InactionFinder
from sandtable.coding.moments import MomentReader
from sandtable.coding.phrases import Phrases
from sandtable.coding.references import FIRST_PERSON, References
from sandtable.coding.relations import RelationFinder
from sandtable.coding.slots import SlotReader
from sandtable.gazetteer import Gazetteer
from sandtable.language.document import Document
from sandtable.language.quantities import quantity
from sandtable.orbat import Registry
from sandtable.terms import (
    ROLES,
    Claim,
    Entity,
    EntityType,
    Evidence,
    Extent,
    Factuality,
    Kind,
    Mention,
    MentionType,
    Report,
    Role,
    Trigger,
    Warning,
)

# Where these happened is told by the place around them; who holds what is not.
NEARBY = frozenset(
    {Kind.ASSAULT, Kind.CASUALTY, Kind.MEETING, Kind.PROTEST, Kind.PRESENCE, Kind.MOVEMENT, Kind.COERCION}
)
# What an analyst would miss in the picture if it were left out in silence.
MOVES_CONTROL = frozenset({Kind.CAPTURE, Kind.WITHDRAWAL, Kind.CONTROL, Kind.SIEGE})
STANDING = frozenset({Kind.MEMBERSHIP, Kind.COMMAND, Kind.STRENGTH})
CONTEXT = 32  # characters of prefix and suffix
DEFAULT_PLOVER = {
    Kind.CAPTURE: "ASSAULT", Kind.WITHDRAWAL: "RETREAT", Kind.ASSAULT: "ASSAULT", Kind.SIEGE: "COERCE", Kind.MOVEMENT: "MOBILIZE",
    Kind.CASUALTY: "ASSAULT", Kind.COERCION: "COERCE", Kind.AGREEMENT: "AGREE", Kind.MEETING: "CONSULT", Kind.SUPPORT: "SUPPORT",
    Kind.CONCESSION: "CONCEDE", Kind.PROTEST: "PROTEST", Kind.ALLIANCE: "COOPERATE",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coding:
    """What a coder made of one report."""

    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    warnings: tuple[Warning, ...]


class Coder(Protocol):
    """Anything that proposes claims for a parsed report."""

    name: str

    def code(self, report: Report, document: Document) -> Coding:
        """The claims of a report, with its mentions resolved."""
        ...


def claim_id(report: Report, evidence: Evidence, kind: Kind, roles: tuple[Role, ...], coder: str) -> str:
    """sha256 over report, evidence span, kind, roles and coder version."""
    parts = [report.id, evidence.start, evidence.end, evidence.trigger.start, evidence.trigger.end, kind.value,
             [(r.role, r.start, r.end, r.entity.id if r.entity else None) for r in roles], coder]  # fmt: skip
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


class RuleCoder:
    """The default coder: predicate frames over the dependency parse."""

    name = "rules/1"

    def __init__(self, gazetteer: Gazetteer, registry: Registry) -> None:
        self.gazetteer = gazetteer
        self.registry = registry
        self.lexicon = lexicon()

    def code(self, report: Report, document: Document) -> Coding:
        """The claims of a report, in text order."""
        return _Pass(self, report, document).run()


def _number(text: str) -> Entity | None:
    """A quantity's entity; None where the words hold no number."""
    found = quantity(text)
    if found is None:
        return None
    low, best, high, unit = found
    return Entity(
        f"quantity:{text.lower()}", EntityType.QUANTITY, text, low=low, best=best, high=high, unit=unit
    )


class _Pass:
    """One report under the rule coder."""

    def __init__(self, coder: RuleCoder, report: Report, document: Document) -> None:
        self.coder = coder
        self.report = report
        self.document = document
        self.tree = Tree(document)
        countries = countries_of(document, coder.gazetteer, coder.registry)
        self.phrases = Phrases(self.tree, coder.registry, coder.gazetteer, countries)
        self.references = References(
            self.tree, self.phrases, coder.registry, coder.gazetteer, countries, report.id[:12]
        )
        self.arguments = ArgumentFinder(self.tree, self.phrases, coder.lexicon)
        self.slots = SlotReader(self.tree, self.phrases, self.references, self.arguments)
        self.relations = RelationFinder(self.tree, self.phrases)
        self.inaction = InactionFinder(self.tree, self.phrases, self.arguments)
        self.factuality = FactualityReader(self.tree)
        self.attribution = AttributionReader(self.tree, self.phrases, self.references, coder.lexicon)
        self.moments = MomentReader(self.tree)
        self.own_voice: int | None = None  # whose statement the report is, where it says "we"
        self.warnings: list[Warning] = []

    def _first_person(self) -> None:
        """ "We" is whoever speaks: the voice over it, else whom the report itself speaks for."""
        opening = next(
            (
                t.head
                for t in self.references.traces
                if t.subject and t.phrase.named and "actor" in t.phrase.classes
            ),
            None,
        )
        for token in self.tree.tokens:
            if token.pos == "PRON" and token.text.lower() in FIRST_PERSON:
                speaker = self.attribution.speaker_over(token.i)
                if speaker == token.i or speaker is None:
                    speaker = self.attribution.speaker_of_sentence.get(token.sentence)
                if speaker is None and opening is not None:
                    self.own_voice = speaker = opening
                if (
                    speaker is not None
                    and speaker != token.i
                    and self.tree.token(speaker).text.lower() not in FIRST_PERSON
                ):
                    self.references.means[token.i] = self.references.targets(speaker)
        self.references.own_bodies()

    def _speaker_over(self, i: int) -> int | None:
        """Who says what stands at a token: a voice of the report, or the party whose statement the report is."""
        speaker = self.attribution.speaker_over(i)
        return self.own_voice if speaker is None else speaker

    def run(self) -> Coding:
        """Drafts, then completion, then claims."""
        self._first_person()
        drafts = [
            *DraftFinder(self.tree, self.phrases, self.arguments, self.slots, self.coder.lexicon).all(),
            *self.relations.all(),
            *self.inaction.all(),
            *DemandFinder(self.tree, self.phrases, self._speaker_over).all(),
        ]
        drafts = self._complete(self._thin(drafts))
        claims: dict[str, Claim] = {}
        for draft in sorted(drafts, key=lambda d: (d.trigger, d.kind.value)):
            claim = self._claim(draft)
            if claim is not None:
                claims.setdefault(claim.id, claim)
        return Coding(tuple(claims.values()), self._mentions(), (*self.references.warnings, *self.warnings))

    # -- drafts -------------------------------------------------------------------------------------------------

    def _thin(self, drafts: list[Draft]) -> list[Draft]:
        """Leaves out what another draft already says: a number of victims as a strength, the noun of "took control",
        an act that was left undone, an aim whose act is claimed as planned."""
        victims = {h for d in drafts if d.kind is Kind.CASUALTY for h in d.heads("victim")}
        consumed = {d.consumed for d in drafts if d.consumed is not None and d.kind is not Kind.CONCESSION}
        undone = {i for d in drafts if d.rule == "inaction" for i in self.inaction.undone(d)}
        acts = {d.at for d in drafts if d.kind is not Kind.AIM}
        told = self._told_by_verbs(drafts)
        kept = [
            d
            for d in drafts
            if not (d.kind is Kind.STRENGTH and d.at in victims)
            and not (d.at in consumed and d.consumed is None and d.kind is not Kind.STRENGTH)
            and not (d.at in undone and d.rule != "inaction")
            and not (d.kind is Kind.AIM and self._complements(d.at) & acts)
            and (d.kind, d.at) not in told
        ]
        return self._merge(kept)

    def _told_by_verbs(self, drafts: list[Draft]) -> set[tuple[Kind, int]]:
        """Event nouns that a verb of the same kind takes up: "fought a war", "a strike hit", "struck in a raid by X"."""
        out: set[tuple[Kind, int]] = set()
        for d in drafts:
            if self.tree.token(d.at).pos != "VERB":
                continue
            args = self.arguments.of(d.at)
            out |= {(d.kind, i) for i in args.events}
            out |= {
                (d.kind, i)
                for o in args.obj
                for i in self.tree.conjuncts(o)
                if self.arguments.is_event(i) and i not in d.heads("target")
            }
        return out

    def _merge(self, drafts: list[Draft]) -> list[Draft]:
        """Coordinated predicates of one kind over the same parties are one claim: "killed and injured", "attacks and strikes"."""
        out: list[Draft] = []
        for d in drafts:
            token = self.tree.token(d.at)
            same = [o for o in out if o.kind is d.kind and o.at == token.head and token.dep == "conj"
                    and {(f.role, f.head) for f in o.fillers} == {(f.role, f.head) for f in d.fillers}]  # fmt: skip
            if not same:
                out.append(d)
        return out

    def _complements(self, at: int) -> set[int]:
        """The predicates of a plan's own infinitive, of-phrase or object."""
        out: set[int] = set()
        stack = [at]
        token = self.tree.token(at)
        if self.tree.has(at, "cop") or token.dep == "nsubj":
            stack += [
                c
                for c in self.tree.kids(
                    token.head if token.dep == "nsubj" else at, "xcomp", "ccomp", "csubj", "advcl", "acl"
                )
                if c != at
            ]
            out.update(stack)
            if token.dep == "nsubj":
                out.add(token.head)
        while stack:
            i = stack.pop()
            for c in self.tree.kids(i, "xcomp", "acl", "ccomp", "obj", "nmod", "conj", "advcl"):
                if c not in out:
                    out.add(c)
                    stack.append(c)
        return out - {at}

    def _complete(self, drafts: list[Draft]) -> list[Draft]:
        """A required actor that one telling leaves out is taken from another telling of the same event."""
        out = []
        for draft in drafts:
            if not draft.lacks:
                out.append(draft)
                continue
            lender = self._lender(draft, drafts)
            if lender is not None:
                draft.fillers += [Filler("actor", h) for h in lender.heads("actor")]
                draft.confidence *= 0.8
                out.append(draft)
            elif draft.kind in MOVES_CONTROL:
                start, end = self.tree.chars(*draft.trigger)
                self.warnings.append(
                    Warning(
                        "role-missing",
                        f"{draft.kind.value}: the report names no {' or '.join(sorted(draft.lacks))} for {self.document.text[start:end]!r}",
                        start,
                        end,
                    )
                )
        return out

    def _lender(self, draft: Draft, drafts: list[Draft]) -> Draft | None:
        wanted = self._place_keys(draft)
        best: tuple[int, Draft] | None = None
        for other in drafts:
            if other is draft or other.lacks or not other.heads("actor"):
                continue
            same = other.kind is draft.kind or {other.kind, draft.kind} <= {
                Kind.CAPTURE,
                Kind.ASSAULT,
                Kind.SIEGE,
                Kind.MOVEMENT,
            }
            if not same or not (wanted & self._place_keys(other)):
                continue
            distance = abs(other.at - draft.at) + (0 if other.kind is draft.kind else 200)
            if best is None or distance < best[0]:
                best = (distance, other)
        return best[1] if best else None

    def _place_keys(self, draft: Draft) -> set[str]:
        out = set()
        for filler in draft.fillers:
            if filler.role in ("place", "destination", "target"):
                entity = self.references.place_entity(filler.head)
                out.add(entity.id if entity else self.phrases.of(filler.head).core.lower())
        return out

    # -- claims -------------------------------------------------------------------------------------------------

    def _claim(self, draft: Draft) -> Claim | None:
        roles = self._roles(draft)
        required, _allowed = ROLES[draft.kind]
        names = {r.role for r in roles}
        if required - names or self._idle(draft.kind, roles):
            return None
        evidence = self._evidence(draft)
        factuality = self.factuality.of(draft.at, draft.light)
        if (
            draft.kind in STANDING
            and self.tree.token(draft.at).pos in ("NOUN", "PROPN")
            and factuality is Factuality.PLANNED
        ):
            factuality = Factuality.ASSERTED  # a part or commander is one whatever is planned
        if draft.rule in ("inaction", "demand") and factuality is not Factuality.HEDGED:
            factuality = Factuality.ASSERTED  # the denial is the claim
        if draft.factuality is not None and factuality is Factuality.ASSERTED:
            factuality = Factuality(draft.factuality)
        return Claim(
            id=claim_id(self.report, evidence, draft.kind, roles, self.coder.name),
            kind=draft.kind,
            roles=roles,
            evidence=evidence,
            factuality=factuality,
            stance=draft.stance,
            extent=self._extent(draft),
            time=self.moments.of(draft.at, draft.light),
            attribution=self.attribution.of(draft.at),
            plover=draft.plover or DEFAULT_PLOVER.get(draft.kind),
            acled=draft.acled,
            confidence=round(self._confidence(draft, roles), 2),
            coder=self.coder.name,
        )

    def _extent(self, draft: Draft) -> Extent | None:
        """How far control reaches: partial where the words name a part of the place."""
        parts = {self.tree.token(h).text.lower() for h in draft.heads("place")}
        if draft.kind is Kind.CONTROL and parts & words("some_parts"):
            return Extent.PARTIAL
        return draft.extent

    def _idle(self, kind: Kind, roles: tuple[Role, ...]) -> bool:
        """Whether a tie would join an actor to itself."""
        if kind not in (Kind.COMMAND, Kind.MEMBERSHIP, Kind.SUPPORT):
            return False
        ids = [r.entity.id for r in roles if r.entity is not None and r.role != "instrument"]
        return len(ids) > 1 and len(set(ids)) == 1

    def _confidence(self, draft: Draft, roles: tuple[Role, ...]) -> float:
        score = draft.confidence
        unresolved = sum(1 for r in roles if r.entity is None)
        return max(0.05, min(0.99, score - 0.1 * unresolved / max(1, len(roles))))

    def _roles(self, draft: Draft) -> tuple[Role, ...]:
        out: list[Role] = []
        for filler in draft.fillers:
            for role in self._role(filler, near=draft.kind in NEARBY):
                if all(
                    (r.role, r.start, r.end, r.entity) != (role.role, role.start, role.end, role.entity)
                    for r in out
                ):
                    out.append(role)
        if draft.kind is Kind.MEMBERSHIP:
            out = [self._part(r, out) for r in out]
        if draft.kind in (Kind.ASSAULT, Kind.SIEGE):
            out += self._struck_places(draft, out)
        if draft.kind in (Kind.CASUALTY, Kind.STRENGTH) and not any(r.role == "quantity" for r in out):
            for head in draft.heads("victim" if draft.kind is Kind.CASUALTY else "actor"):
                number = self.phrases.number(head)
                if number is not None:
                    out.append(self._quantity(self.tree.chars(*number)))
        return tuple(out)

    def _part(self, role: Role, roles: list[Role]) -> Role:
        """A part is not its whole: "the Arab element of the force" keeps its own words."""
        wholes = {r.entity.id for r in roles if r.role == "whole" and r.entity is not None}
        if role.role != "member" or role.entity is None or role.entity.id not in wholes:
            return role
        part = self.coder.registry.unknown(role.text)
        return Role(role.role, role.text, role.start, role.end, Entity(part.id, EntityType.ACTOR, part.name))

    def _struck_places(self, draft: Draft, roles: list[Role]) -> list[Role]:
        """A place that is attacked is both where and what: "shelled the town", "struck the airport"."""
        names = {r.role for r in roles}
        if "place" not in names:
            return [Role("place", r.text, r.start, r.end, r.entity) for r in roles
                    if r.role == "target" and r.entity is not None and r.entity.type is EntityType.PLACE]  # fmt: skip
        if "target" not in names and draft.kind is Kind.ASSAULT:
            struck = {h for o in self.arguments.of(draft.at).obj for h in self.tree.conjuncts(o)}
            if self.tree.token(draft.at).pos != "VERB":  # "an attack on the base"
                struck = {
                    f.head
                    for f in draft.fillers
                    if "facility" in self.phrases.of(f.head).classes
                    and self.tree.preposition(f.head) in ("on", "against")
                }
            spans = {
                (self.phrases.of(f.head).start, self.phrases.of(f.head).end)
                for f in draft.fillers
                if f.head in struck
            }
            return [
                Role("target", r.text, r.start, r.end, r.entity)
                for r in roles
                if r.role == "place" and (r.start, r.end) in spans
            ]
        return []

    def _role(self, filler: Filler, *, near: bool) -> list[Role]:
        if filler.role == "quantity":
            start, end = filler.span or (self.phrases.of(filler.head).start, self.phrases.of(filler.head).end)
            return [self._quantity((start, end))]
        phrase = self.phrases.of(filler.head)
        start, end = filler.span or (phrase.start, phrase.end)
        text = self.document.text[start:end]
        if filler.role == "instrument":
            weapon = "weapon" in phrase.classes
            entity = Entity(f"weapon:{phrase.lemma}", EntityType.WEAPON, phrase.core) if weapon else None
            return [Role("instrument", text, start, end, entity)]
        place = (
            (self.references.place_near if near else self.references.place_entity)(filler.head)
            if filler.role in PLACE_ROLES
            or not phrase.classes & {"actor", "force", "people", "person", "org"}
            else None
        )
        if place is not None and not near and phrase.lemma in words("land_nouns"):
            place = None  # "Syrian territory" lies in the country and is not the country
        if filler.role in PLACE_ROLES or place is not None:
            return [Role(filler.role, text, start, end, place)]
        if filler.span is None:
            joined = self.relations.joined_actors(filler.head)
            if joined:
                return [self._named(filler.role, a) for a in joined]
            several = self.relations.coordinated_modifiers(filler.head)
            if several:
                return [
                    Role(filler.role, text, start, end, Entity(a.id, EntityType.ACTOR, a.name))
                    for a in several
                ]
        hit = self.phrases.actor_at.get(filler.head)
        if filler.span is not None and hit is not None:
            return [Role(filler.role, text, start, end, Entity(hit[2].id, EntityType.ACTOR, hit[2].name))]
        return [Role(filler.role, text, start, end, e) for e in self.references.actor_entities(filler.head)]

    def _named(self, role: str, at: int) -> Role:
        first, last, actor = self.phrases.actor_at[at]
        start, end = self.tree.chars(first, last + 1)
        return Role(
            role, self.document.text[start:end], start, end, Entity(actor.id, EntityType.ACTOR, actor.name)
        )

    def _quantity(self, span: tuple[int, int]) -> Role:
        text = self.document.text[span[0] : span[1]]
        return Role("quantity", text, span[0], span[1], _number(text))

    def _evidence(self, draft: Draft) -> Evidence:
        text = self.document.text
        sentence = self.document.sentences[self.tree.token(draft.at).sentence]
        start, end = self.tree.chars(*draft.trigger)
        return Evidence(
            sentence.start,
            sentence.end,
            text[sentence.start : sentence.end],
            text[max(0, sentence.start - CONTEXT) : sentence.start],
            text[sentence.end : sentence.end + CONTEXT],
            Trigger(start, end, text[start:end]),
        )

    def _mentions(self) -> tuple[Mention, ...]:
        """The document's mentions with what they resolve to."""
        ends = {t.end: t.i for t in self.tree.tokens}
        out = []
        for mention in self.document.mentions:
            last = ends.get(mention.end)
            entity: Entity | None = None
            if last is not None:
                if mention.type is MentionType.LOCATION:
                    entity = self.references.place_entity(last)
                elif mention.type in (MentionType.PERSON, MentionType.ORGANISATION):
                    entity = self.references.actor_entities(last)[0]
                elif mention.type in (MentionType.QUANTITY, MentionType.MONEY):
                    entity = _number(mention.text)
                elif mention.type is MentionType.WEAPON:
                    entity = Entity(f"weapon:{mention.text.lower()}", EntityType.WEAPON, mention.text)
            out.append(Mention(mention.start, mention.end, mention.text, mention.type, entity))
        return tuple(out)
