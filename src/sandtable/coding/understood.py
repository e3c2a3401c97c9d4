"""What a sentence leaves to its readers where the report has just told it: from which town somebody "withdrew", whom "an armed
group" means. Invariant: only a place or party that the same report names is understood, and only where there is but one."""

from __future__ import annotations

from dataclasses import replace

from sandtable.coding.analysis import Analysis
from sandtable.coding.drafts import Draft, Filler
from sandtable.coding.frames import words
from sandtable.coding.references import BODIES
from sandtable.orbat import NEW, Actor, ActorKind, Registry
from sandtable.terms import MOVING, Kind

# What tells of a town that somebody may then be said to leave.
COMING = {Kind.CAPTURE: "place", Kind.ASSAULT: "place", Kind.MOVEMENT: "destination"}
HELD = {**COMING, Kind.CONTROL: "place"}
# Verbs of which "out" makes that somebody has to leave.
DRIVING = frozenset({"drive", "throw", "push", "force", "flush", "kick", "chase", "root", "smoke"})
SIDES = ("actor", "from", "to")
# Verbs of leaving, whose "from where" may go without saying.
LEAVING = frozenset(
    {
        "leave",
        "withdraw",
        "retreat",
        "flee",
        "pull",
        "go",
        "depart",
        "retire",
        "decamp",
        "withdrawal",
        "departure",
    }
)
YIELDING = frozenset({"surrender", "capitulate", "capitulation"})
# Who are of the place that they hold: where "the garrison" gives up is the town just told of.
HOLDERS = frozenset({"garrison", "defender", "occupier"})
POSITIONS = frozenset({"position", "line", "defence", "base"})
TOWARDS = frozenset({"to", "towards", "toward", "into", "from", "for"})
# "Pro-government militias" are not the group that the report names as their enemy.
LOYAL = frozenset(
    {
        "government",
        "pro-government",
        "loyal",
        "loyalist",
        "allied",
        "friendly",
        "state",
        "local",
        "tribal",
        "rival",
        "other",
    }
)


class Understood:
    """Completes the drafts of one report by what goes without saying in it."""

    def __init__(self, analysis: Analysis, registry: Registry) -> None:
        self.tree = analysis.tree
        self.phrases = analysis.phrases
        self.references = analysis.references
        self.gazetteer = analysis.references.gazetteer
        self.registry = registry

    def complete(self, drafts: list[Draft]) -> None:
        """Fills in places left, and the parties that descriptions mean."""
        told = sorted(drafts, key=lambda d: d.trigger)
        for i, draft in enumerate(told):
            self._regrouped(draft)
            if draft.rule == "contest-place" and "actor" in draft.lacks:
                self._contested(draft, told)
            verb = self.tree.token(draft.at).lemma
            held = draft.kind is Kind.WITHDRAWAL and self._holders(draft)
            if draft.kind is Kind.WITHDRAWAL and (verb in LEAVING or (held and verb in YIELDING)):
                self._place(draft, told[:i])
            elif draft.kind is Kind.ASSAULT and not draft.heads("place") and self._driving(draft.at):
                drafts += self._driven(draft, told[:i])
        group = self._only_group()
        if group is not None:
            for draft in drafts:
                if draft.kind in MOVING:
                    self._parties(draft, group)

    def _regrouped(self, draft: Draft) -> None:
        """ "Its troops have left the town for better positions": no place that they went to, but one that they left."""
        towards = draft.heads("destination")
        if draft.rule != "leave-for" or not draft.heads("origin") or not towards:
            return
        force = any("force" in self.references.classes_of(h) for h in draft.heads("actor"))
        if force and all(self.tree.token(h).lemma.lower() in POSITIONS for h in towards):
            draft.kind, draft.plover = Kind.WITHDRAWAL, "RETREAT"
            draft.fillers = [
                Filler("place", f.head, f.span) if f.role == "origin" else f
                for f in draft.fillers
                if f.role != "destination"
            ]

    def _contested(self, draft: Draft, told: list[Draft]) -> None:
        """ "Goma is contested. There was fighting between the army and M23": between those who are said to fight beside it."""
        here = self.tree.token(draft.at).sentence
        for other in told:
            if other.kind is not Kind.ASSAULT or not 0 <= self.tree.token(other.at).sentence - here <= 2:
                continue
            sides = [
                h
                for h in (*other.heads("actor"), *other.heads("target"))
                if any(e is not None for e in self.references.actor_entities(h))
            ]
            if len(self.references.actor_ids(*sides)) > 1:
                draft.fillers += [Filler("actor", h) for h in sides]
                draft.lacks -= {"actor"}
                return

    def _place(self, draft: Draft, before: list[Draft]) -> None:
        """ "Rebels seized the town on Sunday. The army left the night before": it left that town."""
        tree, at = self.tree, draft.at
        if draft.heads("place") or tree.kids(at, "obj", "ccomp", "xcomp"):
            return
        holders = self._holders(draft)
        own = [o for h in holders for o in tree.kids(h, "nmod:poss") if self._settlement(o)]
        if own:
            draft.fillers.append(Filler("place", own[0]))  # "its garrison surrendered"
            return
        if draft.heads("to") or any(tree.preposition(c) in TOWARDS for c in tree.kids(at, "obl", "nmod")):
            return
        leavers = self.references.actor_ids(*draft.heads("actor"))
        nearest = True
        for other in reversed(before):
            if tree.token(at).sentence - tree.token(other.at).sentence > 1:
                return
            role = HELD.get(other.kind)
            if role is None or not (leavers or holders) or (other.kind is Kind.CONTROL and not nearest):
                continue
            nearest = False
            comers = self.references.actor_ids(*other.heads("actor"))
            back = leavers == comers and self._goes_on(other.at, at)
            for head in other.heads(role):
                if self._settlement(head) and (back or not leavers & comers):
                    draft.fillers.append(Filler("place", head))
                    return

    def _driving(self, at: int) -> bool:
        """Whether somebody is driven out, nobody says of where."""
        tree = self.tree
        out = any(tree.token(c).text.lower() == "out" for c in tree.kids(at, "compound:prt", "advmod"))
        return (
            out
            and tree.token(at).lemma in DRIVING
            and not any(tree.preposition(c) in TOWARDS for c in tree.kids(at, "obl", "nmod"))
        )

    def _driven(self, draft: Draft, before: list[Draft]) -> list[Draft]:
        """ "Rutba is in government hands. The army drove the gunmen out on Monday": out of that town, which it so took."""
        for other in reversed(before):
            if self.tree.token(draft.at).sentence - self.tree.token(other.at).sentence > 1:
                break
            town = next((h for h in other.heads("place") if self._settlement(h)), None)
            if other.kind in (Kind.CONTROL, Kind.CAPTURE) and town is not None and draft.heads("actor"):
                fillers = [
                    Filler("from" if f.role == "target" else f.role, f.head, f.span) for f in draft.fillers
                ]
                taking = replace(
                    draft, kind=Kind.CAPTURE, fillers=[*fillers, Filler("place", town)], rule="drive-out-of"
                )
                return [taking]
        return []

    def _settlement(self, head: int) -> bool:
        entity = self.references.place_entity(head)
        place = None if entity is None else self.gazetteer.get(entity.id)
        return place is not None and place.type == "settlement"

    def _holders(self, draft: Draft) -> list[int]:
        """Of those who leave, they that are of the place: "the garrison", "its defenders"."""
        return [h for h in draft.heads("actor") if self.tree.token(h).lemma.lower() in HOLDERS]

    def _goes_on(self, first: int, then: int) -> bool:
        """Whether one deed is told on behind another of the same party: "took the town on Monday and withdrew on Tuesday"."""
        return self.tree.token(then).dep == "conj" and self.tree.token(then).head == first

    def _only_group(self) -> Actor | None:
        """The one armed group that the report names; None where it names none or several."""
        named: dict[str, Actor] = {}
        for trace in self.references.traces:
            actor = trace.phrase.actor
            if actor is not None and actor.kind is ActorKind.ARMED_GROUP:
                named[actor.id] = actor
        return next(iter(named.values())) if len(named) == 1 else None

    def _parties(self, draft: Draft, group: Actor) -> None:
        """ "An armed group has taken the town. The Front is everywhere": the description means the group named elsewhere."""
        fillers = [f for f in draft.fillers if f.role in SIDES]
        if group.id in self.references.actor_ids(*(f.head for f in fillers)):
            return
        for filler in fillers:
            if self._described(filler.head, group):
                self.references.means.pop(filler.head, None)
                self.references.names.owned[filler.head] = group
                return

    def _described(self, head: int, group: Actor) -> bool:
        """Whether a phrase is a bare description that the group fits: "ethnic rebels", "the jihadists", "an armed group"."""
        tree = self.tree
        token = tree.token(head)
        lemma = token.lemma.lower()
        entities = self.references.actor_entities(head)
        settled = any(e is not None and not e.id.startswith(NEW) for e in entities)
        if (
            token.pos != "NOUN"
            or settled
            or lemma in BODIES
            or lemma not in words("group_nouns") | words("member_nouns")
        ):
            return False
        if lemma in (
            "man",
            "unit",
            "member",
            "officer",
            "official",
            "commander",
            "leader",
            "guard",
            "policeman",
        ):
            return False
        if tree.has(head, "nmod:poss", "nmod", "acl:relcl", "acl", "appos") and not self._placed(head):
            return False
        said = [tree.token(c).text.lower() for c in tree.kids(head, "amod", "compound")]
        if set(said) & (LOYAL | words("other_words")) or any(
            tree.token(c).pos == "PROPN" for c in tree.kids(head, "compound")
        ):
            return False
        return self.registry.describes(group, lemma, [w for w in said if w not in ("ethnic", "armed")]) > 0

    def _placed(self, head: int) -> bool:
        """Whether all that is said behind a phrase is where its people are: "an armed group in the north"."""
        kids = self.tree.kids(head, "nmod:poss", "nmod", "acl:relcl", "acl", "appos")
        return all(
            self.tree.token(c).dep == "nmod" and self.tree.preposition(c) in ("in", "at", "near")
            for c in kids
        )
