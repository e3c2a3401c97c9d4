"""What a pronoun does in its own clause, by which it can mean one and not another: it speaks, it holds, it leaves. Invariant: pure
functions of a tree and of what the report named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandtable.coding.grammar import Tree
from sandtable.coding.parts import SUBJECTS
from sandtable.coding.traces import Trace

if TYPE_CHECKING:
    from sandtable.coding.references import References

SAYING = frozenset({"say", "add", "report", "note", "write", "announce", "claim", "deny", "warn", "quote"})
HANDS = frozenset({"hand", "control", "grip", "rule", "possession", "occupation"})
LEAVING = frozenset({"leave", "flee", "withdraw", "retreat", "escape", "go", "run", "pull", "depart"})
DRIVING = frozenset(
    {"drive", "push", "force", "chase", "expel", "oust", "dislodge", "rout", "evict", "throw"}
)


def holds(tree: Tree, i: int) -> bool:
    """Whether a pronoun tells in whose hands something is: "fell to the rebels and is in their hands"."""
    token = tree.token(i)
    return token.dep == "nmod:poss" and tree.token(token.head).lemma.lower().removesuffix("s") in HANDS


def is_town(memory: References, trace: Trace) -> bool:
    """Whether a name is that of a town alone, whatever the tagger takes it for: "Tessalit fell and is in their hands"."""
    heads = (trace.head, *memory.means.get(trace.head, ()))
    places = [memory.places[h] for h in heads if h in memory.places]
    return any(p.type == "settlement" for p in places) and trace.phrase.actor is None


def speaks(tree: Tree, i: int) -> bool:
    """Whether a pronoun is who says something."""
    token = tree.token(i)
    return token.dep in SUBJECTS and tree.token(token.head).lemma in SAYING


def driven_out(tree: Tree, i: int) -> list[int]:
    """Those just driven out, for who is then said to leave: "the army drove the rebels out. They were seen leaving on foot"."""
    verb = tree.token(tree.token(i).head)
    leaves = {verb.lemma, *(tree.token(c).lemma for c in tree.kids(verb.i, "xcomp"))} & LEAVING
    if tree.token(i).dep not in SUBJECTS or not leaves:
        return []
    return [
        o
        for t in tree.tokens[:i]
        if t.lemma in DRIVING and verb.sentence - t.sentence <= 1
        for o in tree.kids(t.i, "nsubj:pass" if tree.is_passive(t.i) else "obj")
    ]
