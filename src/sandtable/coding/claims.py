"""From a draft to a claim of the contract. Invariant: required roles are there, every span is an exact slice, and the
same words of the same report give the same id."""

from __future__ import annotations

from dataclasses import replace

from sandtable.coding.analysis import Analysis
from sandtable.coding.codes import CodeReader
from sandtable.coding.confidence import Confidence, signs_of
from sandtable.coding.drafts import FIRING, PLACE_ROLES, Draft, Filler
from sandtable.coding.frames import words
from sandtable.coding.mentions import number
from sandtable.coding.parts import THIRD_PERSON
from sandtable.orbat import Registry
from sandtable.orbat.records import ActorKind
from sandtable.terms import (
    ROLES,
    Claim,
    Entity,
    EntityType,
    Evidence,
    Extent,
    Factuality,
    Kind,
    Role,
    Trigger,
    claim_id,
)

# Where these happened is told by the place around them; who holds what is not.
NEARBY = frozenset(
    {Kind.ASSAULT, Kind.CASUALTY, Kind.MEETING, Kind.PROTEST, Kind.PRESENCE, Kind.MOVEMENT, Kind.COERCION}
)
# What "the Americans" do in these, their state does.
WARLIKE = frozenset(
    {
        Kind.CAPTURE,
        Kind.WITHDRAWAL,
        Kind.CONTROL,
        Kind.SIEGE,
        Kind.ASSAULT,
        Kind.PRESENCE,
        Kind.SUPPORT,
        Kind.ALLIANCE,
    }
)
STANDING = frozenset({Kind.MEMBERSHIP, Kind.COMMAND, Kind.STRENGTH})
SPOKEN = frozenset({"inaction", "demand", "hold-to-account", "threat"})  # the saying is the claim
BEYOND = frozenset({"out of", "outside", "outside of", "beyond"})
OUTSIDE = frozenset({"near", "outside", "around", "close to", "beyond"})
LAST = frozenset({"last", "final", "remaining"})  # positions of its defenders: the town falls with them
CONTEXT = 32  # characters of prefix and suffix


class ClaimBuilder:
    """Builds the claims of one report under one coder's name."""

    def __init__(self, analysis: Analysis, registry: Registry, coder: str, confidence: Confidence) -> None:
        self.registry = registry
        self.coder = coder
        self.confidence = confidence
        self.report = analysis.report
        self.document = analysis.document
        self.tree = analysis.tree
        self.phrases = analysis.phrases
        self.references = analysis.references
        self.arguments = analysis.arguments
        self.relations = analysis.relations
        self.factuality = analysis.factuality
        self.attribution = analysis.attribution
        self.moments = analysis.moments
        self.codes = CodeReader(analysis.tree, analysis.references, analysis.arguments.lexicon)

    def claim(self, draft: Draft) -> Claim | None:
        roles = self._roles(draft)
        required, _allowed = ROLES[draft.kind]
        names = {r.role for r in roles}
        if required - names or self.idle(draft.kind, roles):
            return None
        evidence = self._evidence(draft)
        factuality = self.factuality.of(draft.at, draft.light)
        if (
            (draft.kind in STANDING or (draft.kind is Kind.PRESENCE and self.phrases.of(draft.at).definite))
            and self.tree.token(draft.at).pos in ("NOUN", "PROPN")
            and factuality is Factuality.PLANNED
        ):
            # A part or commander is one whatever is planned, and "the force at X" is there.
            factuality = Factuality.ASSERTED
        if draft.rule in SPOKEN and factuality is not Factuality.HEDGED:
            factuality = Factuality.ASSERTED
        if draft.factuality is not None and factuality is Factuality.ASSERTED:
            factuality = Factuality(draft.factuality)
        ahead = {self.tree.token(c).text.lower() for c in self.tree.kids(draft.at, "amod", "advmod")}
        if draft.kind is Kind.CONTROL and BEYOND & (ahead | {self.tree.preposition(draft.at)}):
            factuality = Factuality.DENIED  # "outside the government's control"
        voices = self.attribution.of(draft.at, draft.voice)
        signs = signs_of(draft, roles, factuality, self.tree, voices=len(voices))
        return Claim(
            id=claim_id(self.report, evidence, draft.kind, roles, self.coder),
            kind=draft.kind,
            roles=roles,
            evidence=evidence,
            factuality=factuality,
            stance=draft.stance,
            extent=self._extent(draft),
            time=draft.time or self.moments.of(draft.at, draft.light),
            attribution=voices,
            plover=self.codes.of(draft, factuality),
            acled=draft.acled,
            confidence=round(self.confidence.of(signs), 2),
            coder=self.coder,
        )

    def _extent(self, draft: Draft) -> Extent | None:
        """How far control reaches: partial where the words name a part of the place."""
        partly = any(self.tree.is_part(h) for h in draft.heads("place") if not self._each(h))
        return Extent.PARTIAL if draft.kind is Kind.CONTROL and partly else draft.extent

    def _each(self, head: int) -> bool:
        """Whether a part is every part: "every quarter of the town"."""
        before = self.tree.kids(head, "det", "det:predet", "amod")
        return any(self.tree.token(c).text.lower() in words("each_words") for c in before)

    def idle(self, kind: Kind, roles: tuple[Role, ...]) -> bool:
        """Whether a tie would join an actor to itself."""
        if kind not in (Kind.COMMAND, Kind.MEMBERSHIP, Kind.SUPPORT):
            return False
        ids = [r.entity.id for r in roles if r.entity is not None and r.role != "instrument"]
        return len(ids) > 1 and len(set(ids)) == 1

    def _roles(self, draft: Draft) -> tuple[Role, ...]:
        out: list[Role] = []
        for filler in draft.fillers:
            for found in self.role(filler, draft.kind):
                falls = draft.kind is Kind.CAPTURE or draft.rule == "flag-flies"
                bare = falls and found.role == "place" and found.entity is None
                role = replace(found, entity=self._stood_for(draft, filler.head)) if bare else found
                if role not in out:
                    out.append(role)
        if draft.kind is Kind.MEMBERSHIP:
            out = [self.part(r, out) for r in out]
        if draft.kind is Kind.COMMAND:
            led = {r.entity for r in out if r.role == "superior" and r.entity is not None}
            own = [r for r in out if r.role == "subordinate" and r.text.split()[0].lower() in THIRD_PERSON]
            out = [replace(r, entity=None) if r in own and r.entity in led else r for r in out]
        if draft.kind in (Kind.ASSAULT, Kind.SIEGE):
            out += self._struck_places(draft, out)
        if draft.kind in (Kind.CASUALTY, Kind.STRENGTH) and not any(r.role == "quantity" for r in out):
            for head in draft.heads("victim" if draft.kind is Kind.CASUALTY else "actor"):
                number = self.phrases.number(head)
                if number is not None:
                    out.append(self._quantity(self.tree.chars(*number)))
        return tuple(out)

    def _stood_for(self, draft: Draft, head: int) -> Entity | None:
        """The town that falls with a place in it: under a flag on its hall, or with its last defenders' positions."""
        if draft.rule in ("raise-flag", "flag-flies"):
            return self.references.town_of(head)
        last = any(self.tree.token(c).text.lower() in LAST for c in self.tree.kids(head, "amod"))
        return self.references.place_near(head) if last else None

    def part(self, role: Role, roles: list[Role]) -> Role:
        """A part is not its whole: "the Arab element of the force" keeps its own words."""
        wholes = {r.entity.id for r in roles if r.role == "whole" and r.entity is not None}
        if role.role != "member" or role.entity is None or role.entity.id not in wholes:
            return role
        part = self.registry.unknown(role.text)
        return Role(role.role, role.text, role.start, role.end, Entity(part.id, EntityType.ACTOR, part.name))

    def _struck_places(self, draft: Draft, roles: list[Role]) -> list[Role]:
        """A place that is attacked is both where and what: "shelled the town", "struck the airport"."""
        names = {r.role for r in roles}
        if "place" not in names:
            return [Role("place", r.text, r.start, r.end, r.entity) for r in roles
                    if r.role == "target" and r.entity is not None and r.entity.type is EntityType.PLACE]  # fmt: skip
        if "target" not in names and draft.kind is Kind.ASSAULT:
            struck = {h for o in self.arguments.of(draft.at).obj for h in self.tree.conjuncts(o)}
            fired = self.tree.token(draft.at).lemma in FIRING  # "rounds were fired at the tower"
            if (
                self.tree.token(draft.at).pos != "VERB" or fired
            ):  # "an attack on the base", "the bombing of the annex"
                struck = {
                    f.head
                    for f in draft.fillers
                    if self.phrases.of(f.head).classes & {"facility", "place" if fired else "facility"}
                    and self.tree.preposition(f.head) in ("on", "against", "at" if fired else "of")
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

    def role(self, filler: Filler, kind: Kind) -> list[Role]:
        """The words of a filler with what they resolve to; one each for the actors that a plural stands for."""
        near = kind in NEARBY
        if filler.role == "quantity":
            start, end = filler.span or (self.phrases.of(filler.head).start, self.phrases.of(filler.head).end)
            return [self._quantity((start, end))]
        phrase = self.phrases.of(filler.head)
        start, end = filler.span or (phrase.start, phrase.end)
        text = self.document.text[start:end]
        if filler.role == "instrument":
            carried = self.tree.token(self.tree.token(filler.head).head)
            if self.tree.token(filler.head).dep == "compound" and filler.head < carried.i <= filler.head + 2:
                text, end = self.document.text[start : carried.end], carried.end  # "air strikes"
            weapon = "weapon" in phrase.classes
            entity = Entity(f"weapon:{phrase.lemma}", EntityType.WEAPON, phrase.core) if weapon else None
            return [Role("instrument", text, start, end, entity)]
        place = (
            (self.references.place_near if near else self.references.place_entity)(filler.head)
            if filler.role in PLACE_ROLES
            or not self.references.classes_of(filler.head) & {"actor", "force", "people", "person", "org"}
            else None
        )
        if place is not None and not near and self.tree.preposition(filler.head) in OUTSIDE:
            place = self.references.beside(place)  # who lost ground near a town has not lost the town
        beside = self.references.means.get(filler.head, ())
        if filler.span is None and len(beside) == 1 and self.tree.token(beside[0]).dep in ("appos", "flat"):
            name = self.phrases.of(beside[0])
            if self.tree.token(beside[0]).head == filler.head and start <= name.start <= end + 1:
                end = max(end, name.end)  # "his brother Bashar al-Assad"
                text = self.document.text[start:end]
        if place is not None and not near and phrase.lemma in words("land_nouns"):
            place = None  # "Syrian territory" lies in the country and is not the country
        if filler.role in PLACE_ROLES or place is not None:
            return [Role(filler.role, text, start, end, place)]
        if filler.span is None:
            if owners := self._owners(filler.head):
                return [r for h in owners for r in self.role(Filler(filler.role, h), kind)]
            if joined := self.relations.joined_actors(filler.head):
                return [self._named(filler.role, a) for a in joined]
            several = self.relations.coordinated_modifiers(filler.head) or [
                *self.relations.joined_owners(filler.head).values()
            ]
            if several:
                return [
                    Role(filler.role, text, start, end, Entity(a.id, EntityType.ACTOR, a.name))
                    for a in several
                ]
        hit = self.phrases.actor_at.get(filler.head)
        if filler.span is not None and hit is not None:
            return [Role(filler.role, text, start, end, Entity(hit[2].id, EntityType.ACTOR, hit[2].name))]
        meant = self.references.actor_entities(filler.head)
        if filler.role in ("actor", "from", "to") and kind in WARLIKE and phrase.definite:
            meant = [None if e is None else self._power(e) for e in meant]
        return [Role(filler.role, text, start, end, e) for e in meant]

    def _power(self, entity: Entity) -> Entity:
        """The state of a people: "the Americans" who hold a base are no crowd."""
        people = self.registry.get(entity.id)
        if people is None or people.kind is not ActorKind.PEOPLE or not people.country:
            return entity
        state = self.registry.state(people.country)
        if entity.id != f"{state.id}/people":
            return entity  # the Kurds of a country are not its state
        return Entity(state.id, EntityType.ACTOR, state.name)

    def _owners(self, head: int) -> tuple[int, ...]:
        """Whom a pronoun stands for in its own sentence: their words say more than "they" or "their"."""
        token = self.tree.token(head)
        if token.pos != "PRON" or token.text.lower() not in THIRD_PERSON:
            return ()  # "we" is whoever speaks, and more than one voice
        means = self.references.means.get(head, ())
        return means if all(self.tree.token(h).sentence == token.sentence for h in means) else ()

    def _named(self, role: str, at: int) -> Role:
        first, last, actor = self.phrases.actor_at[at]
        start, end = self.tree.chars(first, last + 1)
        return Role(
            role, self.document.text[start:end], start, end, Entity(actor.id, EntityType.ACTOR, actor.name)
        )

    def _quantity(self, span: tuple[int, int]) -> Role:
        text = self.document.text[slice(*span)]
        return Role("quantity", text, *span, number(text))

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
