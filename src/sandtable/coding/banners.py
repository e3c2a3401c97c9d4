"""Who holds a place by what is seen there: a flag that flies over it, a party in power in it, a change of hands when a party came.
Invariant: a draft has a party and a place that the sentence names; a flag says whose the place is, never since when."""

from __future__ import annotations

from collections.abc import Iterator

from sandtable.coding.arguments import ArgumentFinder
from sandtable.coding.drafts import Draft, Filler
from sandtable.coding.frames import words
from sandtable.coding.grammar import Tree
from sandtable.coding.parts import NOMINAL
from sandtable.coding.references import References
from sandtable.orbat import NEW
from sandtable.terms import Extent, Kind

FLAGS = frozenset({"flag", "banner", "standard", "tricolour", "tricolor", "colours", "ensign"})
FLYING = frozenset({"fly", "flutter", "wave", "flap", "hang", "stream"})
HOISTED = frozenset({"hoist", "raise", "plant"})
OVER = frozenset({"over", "above", "in", "at", "on", "from", "atop", "across"})
GROUPS = words("group_nouns") | words("unit_nouns")
SWAY = frozenset({"power", "charge", "command", "control"})
RULE = frozenset({"rule", "occupation", "authority", "administration"})
PARTIES = frozenset({"actor", "force", "org"})
STAYING = frozenset({"remain", "stay", "continue"})
WHEN = frozenset({"when", "after", "as", "once"})


class BannerFinder:
    """Finds such claims in one document."""

    def __init__(self, tree: Tree, references: References, arguments: ArgumentFinder) -> None:
        self.tree = tree
        self.references = references
        self.arguments = arguments
        self.phrases = references.phrases

    def all(self, drafts: list[Draft]) -> Iterator[Draft]:
        """Drafts beside those that the frames gave."""
        told = {(d.kind, d.at) for d in drafts if not d.lacks}
        for token in self.tree.tokens:
            if token.pos == "VERB" and (
                token.lemma in FLYING or (token.lemma in HOISTED and self.tree.is_passive(token.i))
            ):
                yield from self._flag(token.i)
            elif token.pos == "VERB" and token.lemma == "change":
                yield from self._hands(token.i)
            elif token.pos == "NOUN" and token.lemma in SWAY and (Kind.CONTROL, token.i) not in told:
                yield from self._power(token.i)
                yield from self._opening(token.i)
            elif token.pos == "NOUN" and token.lemma in RULE and (Kind.CONTROL, token.i) not in told:
                yield from self._opening(token.i)
            elif token.pos in NOMINAL and token.lemma not in SWAY:
                yield from self._under(token.i)

    def _placed(self, i: int) -> list[int]:
        return [
            h
            for p, h in self.arguments.obliques(i)
            if p in OVER and self.references.classes_of(h) & {"place", "facility"}
        ]

    def _flag(self, i: int) -> Iterator[Draft]:
        """ "The black flag of the group flies over the town"."""
        tree = self.tree
        flag = tree.surface_subject(i)
        if flag is None or tree.token(flag).lemma.lower() not in FLAGS:
            return
        whose = [
            c
            for c in tree.kids(flag, "nmod:poss", "amod", "compound", "nmod")
            if self.references.classes_of(c) & PARTIES and tree.preposition(c) in ("", "of")
        ]
        places = self._placed(i)
        if whose and places and not self._land(whose[0]) and not self.tree.agents(i):
            fillers = [Filler("actor", whose[0]), *(Filler("place", h) for h in places[:1])]
            yield Draft(
                Kind.CONTROL, i, (i, i + 1), fillers, "flag-flies", extent=Extent.FULL, confidence=0.6
            )

    def _land(self, i: int) -> bool:
        """Whether a name that no registry knows is a land's rather than a party's: "the flag of Azawad"."""
        actor = self.references.names.of(i)
        new = actor is not None and actor.id.startswith(NEW) and not self.tree.has(i, "det")
        return new and actor is not None and not GROUPS & set(actor.name.lower().split())

    def _power(self, i: int) -> Iterator[Draft]:
        """ "The group is in power in the town"; "the town, where the group is in charge"."""
        tree = self.tree
        head = tree.token(tree.token(i).head)
        staying = head.lemma in STAYING and tree.token(i).dep in ("obl", "xcomp")
        if tree.preposition(i) != "in" or not (tree.has(i, "cop") or staying):
            return
        subject = tree.surface_subject(head.i if staying else i)
        if subject is None or not self.references.classes_of(subject) & {"force", "org"}:
            return
        where = tree.token(i)
        of = [
            h for p, h in self.arguments.obliques(i) if p == "of" and "place" in self.references.classes_of(h)
        ]
        clause = head if staying else where
        relative = [c for c in tree.kids(clause.i, "advmod", "obl") if tree.token(c).text.lower() == "where"]
        told = None
        if relative:
            told = tree.noun_before(relative[0])
            if clause.dep in ("acl:relcl", "advcl:relcl", "nmod") and (
                told is None or "place" not in self.references.classes_of(told)
            ):
                told = clause.head
        there = [h for c in tree.kids(i, "advmod") for h in self.references.means.get(c, ())]
        places = [h for h in (*of, *self._placed(i), *there) if h != subject] + (
            [told] if told is not None and "place" in self.references.classes_of(told) else []
        )
        if places:
            fillers = [*(Filler("actor", h) for h in tree.conjuncts(subject)), Filler("place", places[0])]
            yield Draft(Kind.CONTROL, i, (i, i + 1), fillers, "in-power", extent=Extent.FULL, confidence=0.6)

    def _under(self, i: int) -> Iterator[Draft]:
        """ "The town has been under the junta since May", "the capital is back with the government"."""
        tree = self.tree
        if tree.preposition(i) not in ("under", "with") or not self.references.classes_of(i) & {
            "force",
            "org",
        }:
            return
        head = tree.token(tree.token(i).head)
        staying = head.lemma in STAYING and tree.token(i).dep in ("obl", "xcomp")
        place = tree.surface_subject(head.i if staying else i) if staying or tree.has(i, "cop") else None
        if place is None and head.pos in ("ADV", "ADJ") and head.lemma == "back" and tree.has(head.i, "cop"):
            place = tree.surface_subject(head.i)
        if place is None or self.arguments.is_event(i) or "place" not in self.references.classes_of(place):
            return
        if self.references.place_entity(place) is None or self.phrases.of(place).actor is not None:
            return
        fillers = [*(Filler("actor", h) for h in tree.conjuncts(i)), Filler("place", place)]
        yield Draft(Kind.CONTROL, i, (i, i + 1), fillers, "held-under", extent=Extent.FULL, confidence=0.6)

    def _opening(self, i: int) -> Iterator[Draft]:
        """ "Under rebel rule since October, the town is bombed daily"."""
        tree = self.tree
        token = tree.token(i)
        if tree.preposition(i) != "under" or token.dep not in ("obl", "nmod", "advcl"):
            return
        place = tree.surface_subject(token.head)
        if place is None or place < i or self.references.place_entity(place) is None:
            return
        whose = [
            c
            for c in tree.kids(i, "nmod:poss", "compound", "amod", "nmod")
            if (self.references.classes_of(c) & PARTIES and tree.preposition(c) in ("", "of"))
            or c in self.references.names.owned
        ]
        if whose:
            fillers = [Filler("actor", whose[0]), Filler("place", place)]
            yield Draft(
                Kind.CONTROL, i, (i, i + 1), fillers, "under-rule", extent=Extent.FULL, confidence=0.6
            )

    def _hands(self, i: int) -> Iterator[Draft]:
        """ "The town changed hands when the rebels stormed it": it went to those who came."""
        tree = self.tree
        hands = [c for c in tree.kids(i, "obj") if tree.token(c).lemma.lower() in ("hand", "owner")]
        place = tree.surface_subject(i)
        if not hands or place is None or not self.references.classes_of(place) & {"place", "facility"}:
            return
        for c in tree.kids(i, "advcl"):
            if not {tree.token(k).text.lower() for k in tree.kids(c, "mark", "advmod")} & WHEN:
                continue
            subject = tree.surface_subject(c)
            if subject is not None and self.references.classes_of(subject) & {"force", "org"}:
                fillers = [*(Filler("actor", h) for h in tree.conjuncts(subject)), Filler("place", place)]
                trigger = (i, hands[0] + 1)
                yield Draft(
                    Kind.CAPTURE, i, trigger, fillers, "changed-hands", plover="ASSAULT", confidence=0.5
                )
                return
