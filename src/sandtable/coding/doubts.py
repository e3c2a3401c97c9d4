"""Doubt and denial that come from farther off than the words around a predicate: questions, news that is called untrue, plans that are
denied. Invariant: read along the path to the root of the sentence, and never turns a denial into anything else."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sandtable.coding.grammar import Tree
from sandtable.coding.parts import SUBJECTS
from sandtable.terms import Factuality

CLOSED = frozenset({"parataxis", "appos", "list"})  # an aside stands on its own
ASKING = frozenset({"ask", "wonder", "inquire", "enquire", "question"})
OPEN = frozenset({"if", "whether"})
# What is denied, given up or foiled of a plan.
UNDONE = frozenset(
    {"deny", "disavow", "disclaim", "refute", "abandon", "drop", "shelve", "cancel", "scrap", "renounce"}
    | {"foil", "thwart", "repel", "repulse", "frustrate", "defeat"}
)
NEWS = frozenset({"acl", "acl:relcl", "nmod"})


class DoubtReader:
    """Reads such doubts of one document. `own`: the factuality that a word's own negators and modals give it."""

    def __init__(
        self,
        tree: Tree,
        cues: Mapping[str, Mapping[str, frozenset[str]]],
        own: Callable[[int], Factuality | None],
        dismissed: Callable[[int], bool],
    ) -> None:
        self.tree = tree
        self.cues = cues
        self.own = own
        self.dismissed = dismissed

    def of(self, at: int, found: Factuality) -> Factuality:
        """The factuality of a predicate of which its nearest cue says `found`."""
        if found is Factuality.DENIED:
            return found
        tree = self.tree
        i = at
        while tree.token(i).head != i:
            token = tree.token(i)
            head = token.head
            over = tree.token(head)
            if token.dep in NEWS and over.pos == "NOUN" and self._news(i, head):
                return Factuality.DENIED
            if token.dep in NEWS and over.lemma in ("doubt", "question") and tree.is_nobody(head):
                return Factuality.ASSERTED  # "there is no doubt that it has fallen"
            if token.dep == "acl:relcl" or token.dep in CLOSED:
                return found
            if token.dep == "advcl" and "to" not in self._marks(i) and over.lemma not in ASKING:
                return found
            if self._denied(i, head) and found is Factuality.PLANNED:
                return Factuality.DENIED
            if token.dep in ("ccomp", "advcl") and over.lemma in ASKING and self._marks(i) & OPEN:
                return Factuality.HEDGED
            i = head
        return Factuality.HEDGED if self._asked(i) else found

    def _marks(self, i: int) -> set[str]:
        return {self.tree.token(c).text.lower() for c in self.tree.kids(i, "mark")}

    def _news(self, i: int, noun: int) -> bool:
        """Whether a clause or phrase is told by a noun as what there is no sign of, or as news that is called untrue."""
        lemma = self.tree.token(noun).lemma.lower()
        if lemma in self.cues["deny"]["signs"] and self.tree.is_nobody(noun):
            return self.tree.token(i).dep != "nmod" or self.tree.preposition(i) in ("of", "for")
        told = self.tree.token(i).dep == "acl" or "that" in self._marks(i)
        news = {lemma, lemma.removesuffix("s")} & self.cues["hedge"]["nouns"]
        return told and bool(news) and self.dismissed(noun)

    def _denied(self, i: int, head: int) -> bool:
        """Whether what is planned is denied: "denied any intention to occupy", "denied that it would hold"."""
        token, over = self.tree.token(i), self.tree.token(head)
        if over.pos != "VERB" or over.lemma not in UNDONE:
            return False
        return (
            token.dep in ("ccomp", "xcomp", "obj", "nsubj:pass") and self.own(head) is not Factuality.DENIED
        )

    def _asked(self, root: int) -> bool:
        """Whether a sentence asks if what it tells is so: "Has the army retaken the town?". Why and how ask of what is so."""
        tree = self.tree
        bounds = tree.document.sentences[tree.token(root).sentence]
        inside = [t for t in tree.tokens[bounds.first : bounds.last] if t.pos != "PUNCT"]
        ends = any(t.text == "?" for t in tree.tokens[max(bounds.first, bounds.last - 3) : bounds.last])
        if not ends or not inside or inside[0].pos != "AUX" or inside[0].head != root:
            return False
        return any(c > inside[0].i for c in tree.kids(root, *SUBJECTS, "expl"))
