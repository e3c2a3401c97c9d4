"""Who holds a place by what is seen there: a flag that flies over it, a party in power in it, a change of hands when a party came.
Invariant: a draft has a party and a place that the sentence names; a flag says whose the place is, never since when."""

from __future__ import annotations

from collections.abc import Iterator

from sandtable.coding.arguments import ArgumentFinder
from sandtable.coding.drafts import Draft, Filler
from sandtable.coding.grammar import Tree
from sandtable.coding.references import References
from sandtable.terms import Extent, Kind

FLAGS = frozenset({"flag", "banner", "standard", "tricolour", "tricolor", "colours", "ensign"})
FLYING = frozenset({"fly", "flutter", "wave", "flap", "hang", "stream"})
OVER = frozenset({"over", "above", "in", "at", "on", "from", "atop", "across"})
SWAY = frozenset({"power", "charge", "command", "control"})
PARTIES = frozenset({"actor", "force", "org"})
WHEN = frozenset({"when", "after", "as", "once"})


class BannerFinder:
    """Finds such claims in one document."""

    def __init__(self, tree: Tree, references: References, arguments: ArgumentFinder) -> None:
        self.tree = tree
        self.references = references
        self.arguments = arguments

    def all(self, drafts: list[Draft]) -> Iterator[Draft]:
        """Drafts beside those that the frames gave."""
        told = {(d.kind, d.at) for d in drafts if not d.lacks}
        for token in self.tree.tokens:
            if token.pos == "VERB" and token.lemma in FLYING:
                yield from self._flag(token.i)
            elif token.pos == "VERB" and token.lemma == "change":
                yield from self._hands(token.i)
            elif token.pos == "NOUN" and token.lemma in SWAY and (Kind.CONTROL, token.i) not in told:
                yield from self._power(token.i)

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
        if whose and places:
            fillers = [Filler("actor", whose[0]), *(Filler("place", h) for h in places[:1])]
            yield Draft(
                Kind.CONTROL, i, (i, i + 1), fillers, "flag-flies", extent=Extent.FULL, confidence=0.6
            )

    def _power(self, i: int) -> Iterator[Draft]:
        """ "The group is in power in the town"; "the town, where the group is in charge"."""
        tree = self.tree
        if tree.preposition(i) != "in" or not tree.has(i, "cop"):
            return
        subject = tree.surface_subject(i)
        if subject is None or not self.references.classes_of(subject) & {"force", "org"}:
            return
        where = tree.token(i)
        of = [
            h for p, h in self.arguments.obliques(i) if p == "of" and "place" in self.references.classes_of(h)
        ]
        places = [h for h in (*of, *self._placed(i)) if h != subject] + (
            [where.head]
            if where.dep in ("acl:relcl", "advcl:relcl", "nmod")
            and any(tree.token(c).text.lower() == "where" for c in tree.kids(i, "advmod", "obl"))
            else []
        )
        if places:
            fillers = [*(Filler("actor", h) for h in tree.conjuncts(subject)), Filler("place", places[0])]
            yield Draft(Kind.CONTROL, i, (i, i + 1), fillers, "in-power", extent=Extent.FULL, confidence=0.6)

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
