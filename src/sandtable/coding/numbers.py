"""The number in a noun phrase. Invariant: a range of tokens in the phrase's own sentence."""

from __future__ import annotations

from sandtable.coding.frames import words
from sandtable.coding.grammar import Tree

COUNTLESS = frozenset({"hundreds", "thousands", "millions"})
TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())


def number_range(tree: Tree, head: int) -> tuple[int, int] | None:
    """The token range of a phrase's number: "more than 60", "hundreds", "some 3,000"; None where it has none."""
    token = tree.token(head)
    if token.pos == "NUM":
        return _joined(tree, head), head + 1
    for c in tree.kids(head, "nummod"):
        if c < head:
            first, last = _joined(tree, c), c + 1
            while (
                first > 0
                and tree.token(first - 1).sentence == token.sentence
                and tree.token(first - 1).dep != "compound:prt"  # "made up 80 percent"
                and ":" not in tree.token(first - 1).text  # "11:15 Some 1,200 soldiers"
                and (
                    tree.token(first - 1).text.lower() in words("qualifiers")
                    or tree.token(first - 1).pos in ("NUM", "SYM")
                )
            ):
                first -= 1
            while (last < head and tree.token(last).pos in ("NUM", "SYM")) or tree.token(
                last
            ).text.lower() in ("percent", "%"):
                last += 1
            while (
                first < c
                and tree.token(first).text.lower() == "to"
                and tree.token(first - 1).text.lower() != "up"
            ):
                first += 1
            return first, min(last, head) if tree.token(head).text.lower() not in (
                "percent",
                "%",
            ) else head + 1
    lower = token.text.lower()
    if lower in words("partitives") and lower not in ("member", "members", "part", "parts", "group", "rest", "remnant", "remnants", "wave", "waves", "all") and any(
        tree.preposition(c) == "of" for c in tree.kids(head, "nmod")
    ):  # fmt: skip
        first = head
        for c in tree.token(head).children:
            if c < head and tree.token(c).dep in ("det", "amod", "nummod", "advmod", "compound"):
                first = min(first, c)
        behind = [t.text.lower() for t in tree.tokens[head + 1 : head + 3]]
        return first, head + 3 if behind[:1] == ["of"] and behind[-1] in COUNTLESS else head + 1
    for c in tree.kids(head, "amod", "det"):
        if (
            tree.token(c).lemma.lower() in ("dozen", "several", "many", "hundred", "thousand", "numerous")
            and c < head
        ):
            return c, c + 1
    return None


def _joined(tree: Tree, i: int) -> int:
    """Where a number in words begins: "Forty-six", "half a million"."""
    before = [t.text.lower() for t in tree.tokens[max(0, i - 2) : i]]
    if before == ["half", "a"] or (
        before[-1:] == ["-"] and tree.token(i - 2).pos in ("NUM", "NOUN", "ADJ") and before[0] in TENS
    ):
        return i - 2
    return i
