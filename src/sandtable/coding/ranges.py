"""How far a noun phrase reaches, and which of its words are like a name. Invariant: pure functions of a tree; a range holds its
head and stays in the head's sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandtable.coding.parts import DIRECTIONS, RELATIVE_PRONOUNS

if TYPE_CHECKING:
    from sandtable.coding.grammar import Tree

# Clause-like children that are never part of a noun phrase's own words.
NOT_IN_PHRASE = frozenset(
    [
        "acl",
        "acl:relcl",
        "appos",
        "conj",
        "cc",
        "cc:preconj",
        "parataxis",
        "advcl",
        "advcl:relcl",
        "ccomp",
        "xcomp",
        "csubj",
        "mark",
        "cop",
        "aux",
        "aux:pass",
        "nsubj",
        "nsubj:pass",
        "nsubj:outer",
        "obj",
        "iobj",
        "expl",
        "discourse",
        "vocative",
        "dislocated",
        "orphan",
        "list",
        "dep",
        "obl:agent",
        "punct",
        "reparandum",
        "obl",
        "obl:unmarked",
    ]
)
# What may follow a head inside its own phrase.
WITHIN = frozenset(
    {
        "of",
        "in",
        "",
        "outside",
        "near",
        "around",
        "inside",
        "between",
        "north of",
        "south of",
        "east of",
        "west of",
    }
)


def phrase_range(tree: Tree, head: int) -> tuple[int, int]:
    """The noun phrase of a head as a half-open token range: its modifiers and of-phrases, without clauses,
    appositions, conjuncts and its own preposition."""
    sentence = tree.document.sentences[tree.tokens[head].sentence]
    inside = {head}
    stack = [c for c in tree.tokens[head].children if _in_phrase(tree, head, c)]
    while stack:
        at = stack.pop()
        inside.add(at)
        stack += [
            c
            for c in tree.tokens[at].children
            if tree.tokens[c].dep not in ("acl:relcl", "parataxis", "appos", "acl")
        ]
    first = last = head
    tokens = tree.tokens
    while first > sentence.first and (
        first - 1 in inside
        or (
            tokens[first - 1].pos == "PUNCT"
            and first - 2 in inside
            and tokens[first - 1].text in "-–‑/’'\"“”.&"
        )
    ):
        first -= 1
    while last + 1 < sentence.last and (
        last + 1 in inside
        or (tokens[last + 1].pos == "PUNCT" and last + 2 in inside and tokens[last + 1].text in "-–‑/’'.&")
    ):
        last += 1
    while (
        first < head
        and tokens[first].pos in ("PUNCT", "ADP", "CCONJ")
        and tokens[first + 1].text.lower() not in ("least", "most")
    ):
        first += 1
    while last > head and tokens[last].pos in ("PUNCT", "CCONJ"):
        last -= 1
    return first, last + 1


def _in_phrase(tree: Tree, head: int, child: int) -> bool:
    token = tree.tokens[child]
    if token.dep == "obl" and tree.tokens[head].tag == "JJS":
        return child > head and tree.preposition(child) == "of"  # "most of the city"
    if token.dep in NOT_IN_PHRASE:
        return False
    if token.dep == "case":
        return child > head  # the possessive clitic
    if token.dep == "advmod" and child > head:
        return token.text.lower() in DIRECTIONS
    if token.dep == "advmod":
        return child < head and token.text.lower() not in (
            "also",
            "then",
            "now",
            "only",
            "even",
            "not",
            "just",
            "still",
            "both",
        )
    if token.dep in ("nmod", "nmod:unmarked") and child > head:
        return tree.preposition(child) in WITHIN and tree.tokens[child].lemma[:1].isalpha()
    if token.dep == "det:predet":
        return False
    return not (token.dep == "det" and token.text.lower() in RELATIVE_PRONOUNS)


def core_range(tree: Tree, head: int) -> tuple[int, int]:
    """The phrase's name-like centre: modifiers before the head and flat parts after it, without of-phrases."""
    first, last = phrase_range(tree, head)
    end = head + 1
    flat = {head}
    while end < last:
        token = tree.tokens[end]
        if token.dep in ("flat", "fixed", "goeswith", "nummod", "compound") and (
            token.head in flat or token.head == head
        ):
            flat.add(end)
        elif (
            token.pos == "PUNCT"
            and token.text in "-–‑."
            and end + 1 < last
            and tree.tokens[end + 1].head in flat
        ) or (token.head in flat and token.dep == "punct"):
            pass
        else:
            break
        end += 1
    while end - 1 > head and tree.tokens[end - 1].pos == "PUNCT":
        end -= 1
    start = first
    while (
        start < head
        and tree.tokens[start].dep in ("det", "nmod:poss", "advmod", "case")
        and (tree.tokens[start].head == head or tree.tokens[start].dep == "case")
    ):
        start += 1
    return start, end
