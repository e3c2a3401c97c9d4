"""How far the name of a place goes where the parse cuts it: "Mocimboa | da | Praia". Invariant: only words that stand on end in one
sentence are joined, and only to a name that the gazetteer knows as it is written."""

from __future__ import annotations

from sandtable.coding.grammar import Tree
from sandtable.gazetteer import Gazetteer, How

MOST = 5  # tokens that a name goes on behind its core
PARTICLES = frozenset(
    "da de do dos das di del della la le el al an ar as ash ez az abu bin ibn bou ben am im upon sur".split()
)
MARKS = frozenset("-–‑'’")


class Toponyms:
    """Reads the names of one document."""

    def __init__(self, tree: Tree, gazetteer: Gazetteer) -> None:
        self.tree = tree
        self.gazetteer = gazetteer

    def range(self, head: int) -> tuple[int, int]:
        """The tokens of the name that a phrase's head begins or bears: its core, or more where that is a longer known name."""
        first, last = self.tree.core(head)
        end = last
        if self.tree.token(head).dep in ("compound", "amod", "nmod:desc"):
            return first, end
        sentence = self.tree.document.sentences[self.tree.token(head).sentence]
        for j in range(last, min(last + MOST, sentence.last)):
            token = self.tree.token(j)
            if token.text.lower() in PARTICLES or token.text in MARKS:
                continue
            if token.pos != "PROPN" or not token.text[:1].isupper():
                break
            if self._known(first, j + 1):
                end = j + 1
        return first, end

    def _known(self, first: int, last: int) -> bool:
        """Whether some tokens on end are a settlement's name."""
        start, end = self.tree.chars(first, last)
        found = self.gazetteer.find(self.tree.document.text[start:end])
        return any(m.how is How.EXACT and m.place.type == "settlement" for m in found)
