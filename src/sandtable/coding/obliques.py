"""The prepositional phrases of a predicate, by one preposition each. Invariant: read from the tree alone; a phrase is offered
under the preposition that it means ("out of" is "from", "north of the river" is "towards" it).
"""

from __future__ import annotations

from sandtable.coding.grammar import Tree
from sandtable.coding.parts import DIRECTIONS, NOMINAL

MULTIWORD = {"out of": "from", "away from": "from", "on to": "onto", "next to": "near", "close to": "near", "inside of": "inside",
             "as far as": "to", "up to": "to", "in to": "into", "off of": "from", "outside of": "outside", "in through": "through", "ahead of": "before",
             "along with": "together with", "jointly with": "together with"}  # fmt: skip

MEASURES = frozenset("kilometre kilometer km mile metre meter yard".split())
WHITHER = frozenset(
    {"to", "from", "into", "towards", "toward", "across", "over", "through", "in", "at", "on", "near"}
)


class ObliqueReader:
    """Reads the obliques of one document."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    def of(self, i: int) -> list[tuple[str, int]]:
        """The prepositional and bare oblique phrases of a predicate, as (preposition, head)."""
        tree = self.tree
        out = []
        for c in tree.kids(i, "obl", "obl:agent", "nmod", "obl:unmarked", "nmod:unmarked", "obj"):
            preposition = tree.preposition(c)
            preposition = MULTIWORD.get(preposition, preposition)
            if preposition.endswith(" of") and preposition.split()[0] in DIRECTIONS:
                preposition = self._off(i)
            if preposition == "with" and self._jointly(c):
                preposition = "together with"
            if tree.token(c).lemma.lower() in MEASURES and not preposition:
                out += self._measured(c, preposition)
            if c > 0 and not preposition and tree.token(c).dep not in ("obl:unmarked", "nmod:unmarked"):
                continue
            head = tree.antecedent(c)
            out.append((preposition, c if head is None else head))
            joined = self._joined_preposition(c)
            if joined is not None:
                out.append(joined)
            if tree.token(c).lemma.lower() in MEASURES:
                out += self._measured(c, preposition)
            if preposition == "from":  # "from Jask to Salif": the second may hang on the first
                out += [("to", k) for k in tree.kids(c, "nmod") if tree.preposition(k) == "to"]
            for other in tree.conjuncts(c)[1:]:
                own = tree.preposition(other)
                if own and own != preposition:  # "from east to west and into Syria"
                    out.append((MULTIWORD.get(own, own), other))
        for c in tree.kids(i, "advmod"):
            if c > i and tree.token(c).pos == "ADV":  # "went back to camp", "withdrew north of the river"
                for k in tree.kids(c, "obl", "nmod", "obj"):
                    preposition = tree.preposition(k)
                    if preposition == "of" and tree.token(c).text.lower() in DIRECTIONS:
                        out.append((self._off(i), k))
                    elif preposition in WHITHER:
                        out.append((MULTIWORD.get(preposition, preposition), k))
        for c in (
            *tree.kids(i, "advcl"),
            *(k for a in tree.kids(i, "acl") for k in (a, *tree.kids(a, "advcl"))),
        ):
            if tree.token(c).lemma == "use" and tree.token(c).tag == "VBG":
                # "conducted strikes using drones and artillery against X"
                out += [("use", h) for o in tree.kids(c, "obj") for h in tree.conjuncts(o)]
                out += [(p, h) for p, h in self.of(c) if p in ("against", "on") and (p, h) not in out]
        return out

    def _measured(self, c: int, preposition: str) -> list[tuple[str, int]]:
        """What a distance is counted from: who comes "within 20 kilometres of" a town comes to it, what is "27 miles from" one is
        near it."""
        return [
            ("to" if preposition in ("within", "to within") else "near", k)
            for k in self.tree.kids(c, "nmod", "obl")
            if self.tree.preposition(k) in ("of", "from")
        ]

    def _off(self, i: int) -> str:
        """What "north of" a place says: where something moves to, or what it lies by."""
        return "near" if self.tree.token(i).pos in NOMINAL else "towards"

    def _joined_preposition(self, c: int) -> tuple[str, int] | None:
        """ "With" and the army in "coordinated with and in support of the army": the first of two prepositions takes what the
        second phrase's of-phrase names."""
        cases = [k for k in self.tree.kids(c, "case") if k < c]
        if len(cases) < 2 or self.tree.token(cases[0] + 1).dep != "cc":
            return None
        named = next((k for k in self.tree.kids(c, "nmod") if self.tree.preposition(k) == "of"), None)
        return None if named is None else (self.tree.token(cases[0]).text.lower(), named)

    def _jointly(self, c: int) -> bool:
        """Whether a phrase with "with" says who acts on the same side: "together with the army"."""
        first = min([k for k in self.tree.kids(c, "case") if k < c], default=c)
        return first > 0 and self.tree.token(first - 1).text.lower() in ("together", "along", "jointly")
