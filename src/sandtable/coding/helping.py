"""Whose a fight is that others help in. Invariant: a party is one that the words of the same sentence name as helped, as
the actor over the fight, or as holding it."""

from __future__ import annotations

from sandtable.coding.frames import Lexicon
from sandtable.coding.grammar import Tree
from sandtable.coding.phrases import Phrases
from sandtable.terms import Kind

PARTIES = frozenset({"actor", "force", "org", "people"})


def whose_fight(tree: Tree, phrases: Phrases, lexicon: Lexicon, i: int) -> list[int]:
    """The heads of who fights in a phrase with "in" or "with" at i: "support them in the fight", "aid for the army in its war",
    "a sweep carried out by the army, with shelling of towns"; none where the words do not say."""
    at = tree.token(i)
    while at.dep == "conj" and at.head != at.i:
        at = tree.token(at.head)
    head = tree.token(at.head)
    preposition = tree.preposition(i)
    if preposition == "with" and head.pos == "VERB" and _after_comma(tree, i):
        if tree.is_passive(head.i):
            return tree.agents(head.i)
        subject = tree.surface_subject(head.i)
        return [] if subject is None else [subject]
    if preposition != "in":
        return []
    if head.pos == "VERB":
        helps = lexicon.tells(head.lemma, Kind.SUPPORT)
        found = []
        for o in tree.kids(head.i, "obj"):
            if lexicon.evokes(
                tree.token(o).lemma.lower(), Kind.SUPPORT
            ):  # "reiterated support for X in the fight"
                found += _helped(tree, o)
            elif helps:
                found.append(o)
    elif lexicon.evokes(head.lemma.lower(), Kind.SUPPORT):
        found = _helped(tree, head.i)
    else:
        while head.dep == "nmod" and head.pos == "PROPN" and tree.preposition(head.i) == "of":
            head = tree.token(head.head)  # "the government of Iraq in the fight"
        return [head.i] if phrases.of(head.i).classes & PARTIES - {"actor"} else []
    return [h for h in found if phrases.of(h).classes & PARTIES][:1]


def _helped(tree: Tree, i: int) -> list[int]:
    """Whom a noun of support names as helped."""
    return [c for c in tree.kids(i, "nmod") if tree.preposition(c) in ("for", "of", "to")]


def _after_comma(tree: Tree, i: int) -> bool:
    """Whether a phrase stands behind a comma."""
    cases = [c for c in tree.kids(i, "case") if c < i]
    return bool(cases) and cases[0] > 0 and tree.token(cases[0] - 1).text == ","
