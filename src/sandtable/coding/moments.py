"""When a claim's event happened. Invariant: a claim's time is one that the report's words attach to it; the report's
own date never stands in for one."""

from __future__ import annotations

from sandtable.coding.grammar import Tree
from sandtable.terms import TimeSpan


class MomentReader:
    """Attaches the times of one document to its predicates."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._at: dict[int, list[TimeSpan]] = {}
        for time in tree.document.times:
            first = tree.starts.get(time.start)
            if first is None:
                continue
            self._at.setdefault(self._governor(first, time.end), []).append(time)

    def _governor(self, first: int, end: int) -> int:
        """The token outside the time's own words that it hangs on."""
        tree = self.tree
        i = first
        for _ in range(12):
            token = tree.token(i)
            head = tree.token(token.head)
            if head.i == i:
                return i
            inside = head.start >= tree.token(first).start and head.end <= end
            if not inside and not (
                head.pos in ("ADP", "ADV")
                or (head.dep in ("obl", "obl:unmarked", "advmod") and head.pos == "ADV")
            ):
                return head.i
            i = head.i
        return i

    def of(self, at: int, light: int | None = None) -> TimeSpan | None:
        """The time of the predicate at `at`: on itself, on its arguments, else on the clause that governs it."""
        tree = self.tree
        for i in (at, light):
            if i is not None and i in self._at:
                return self._at[i][0]
        for c in tree.token(at).children:
            token = tree.token(c)
            if (
                c in self._at
                and token.dep in ("obj", "nsubj", "nsubj:pass", "obl", "nmod", "compound", "obl:agent")
                and token.pos != "VERB"
            ):
                return self._at[c][0]
            if token.dep in ("obl", "nmod"):
                for g in token.children:
                    if g in self._at and tree.token(g).dep == "nmod":
                        return self._at[g][0]
        for c in tree.kids(at, "advcl"):
            if c in self._at and {tree.token(k).text.lower() for k in tree.kids(c, "mark", "case")} & {
                "since",
                "after",
                "before",
                "until",
                "when",
            }:
                return self._at[c][0]
        i = at
        for _ in range(6):
            token = tree.token(i)
            if token.dep == "ccomp":
                opening = [
                    t
                    for t in self._at.get(token.head, ())
                    if t.start < min(tree.token(k).start for k in (i, *tree.kids(token.head, "nsubj")))
                ]
                return opening[0] if opening else None  # "In December, state media said a strike had hit"
            if token.head == i or token.dep in ("acl:relcl", "parataxis", "ccomp", "appos", "advcl:relcl"):
                break
            if (
                token.dep == "advcl"
                and tree.has(i, "mark")
                and not any(tree.token(c).text.lower() == "to" for c in tree.kids(i, "mark"))
            ):
                break
            i = token.head
            if i in self._at:
                return self._at[i][0]
        return None
