"""Slips of the parse about the last of several: whoever "and" joins to one who stands behind "between", and who closes a sentence by
saying it. Invariant: every sentence stays one tree, and no token is added or lost."""

from __future__ import annotations

from sandtable.coding.grafting import Grafter
from sandtable.coding.parts import SUBJECTS
from sandtable.coding.sayers import NOUNS, SAYING
from sandtable.language.document import Token


def mend_closings(graft: Grafter) -> None:
    """Mends the document's trees in place."""
    mender = _ClosingMender(graft)
    for token in graft.tokens:
        mender.beside_between(token)
        mender.last_word(token)


class _ClosingMender:
    def __init__(self, graft: Grafter) -> None:
        self.document = graft.document
        self.tokens = graft.tokens
        self.graft = graft

    def _case(self, i: int) -> int | None:
        """The preposition of a phrase, where it stands before it."""
        return next((c for c in self.graft.kids(i, "case") if c < i), None)

    def _ends(self, i: int) -> tuple[int, int]:
        """The first and last of a token and of all that hangs on it."""
        inside = [i]
        for at in inside:
            inside += self.tokens[at].children
        return min(inside), max(inside)

    def beside_between(self, token: Token) -> None:
        """ "Street fighting between the army and the rebels": what "and" joins to one who stands behind "between" is listed with him."""
        joint = next((c for c in self.graft.kids(token.i, "cc") if c < token.i), None)
        if token.dep != "conj" or joint is None or token.pos not in NOUNS or token.head > token.i:
            return
        for c in self.graft.kids(token.head, "nmod", "obl"):
            case = self._case(c)
            alone = case is not None and not self.graft.kids(c, "conj") and token.head < case
            if c < joint and alone and self.tokens[case or 0].text.lower() == "between":
                self.graft.attach(token.i, c, "conj")
                return

    def last_word(self, token: Token) -> None:
        """ "Eleven died in the crossfire, the hospital said": who stands between the comma and the last verb of saying, which has nobody
        else, says it, and does nothing in what is said."""
        first, last = self._ends(token.i)
        said = self.tokens[last + 1] if last + 1 < len(self.tokens) else token
        if (
            token.dep in (*SUBJECTS, "obj", "obl")
            and token.head < token.i < said.i
            and said.sentence == token.sentence
            and said.lemma in SAYING
            and said.pos == "VERB"
            and self.tokens[first - 1].text == ","
            and self._case(token.i) is None
            and not self.graft.kids(said.i, *SUBJECTS)
            and self.document.under(token.i, said.i)
        ):
            self.graft.attach(token.i, said.i, "nsubj")
