"""How the takers came in, told after the news: "M23 has seized the town, residents said. The rebels drove in at dawn on Friday". Invariant: a
taking is dated by an entry only where its own words give no day, and by that of the same party told right behind."""

from __future__ import annotations

from collections.abc import Sequence

from sandtable.coding.analysis import Analysis
from sandtable.coding.drafts import Draft
from sandtable.terms import Factuality, Kind, TimeSpan

WITH_IN = frozenset("drive march move storm roll sweep come pour ride walk stream burst go".split())
ENTERING = frozenset({"enter", "arrive"})
BEHIND = 2  # sentences


class EntryReader:
    """The entries of one report."""

    def __init__(self, analysis: Analysis) -> None:
        self.tree = analysis.tree
        self.references = analysis.references
        self.moments = analysis.moments
        self.factuality = analysis.factuality

    def date(self, drafts: Sequence[Draft]) -> None:
        """Gives undated takings the day on which their takers are said to have come in."""
        takings = [d for d in drafts if d.kind is Kind.CAPTURE and d.time is None and not d.lacks]
        entries = [t.i for t in self.tree.tokens if self._enters(t.i)] if takings else []
        if not entries:
            return
        for draft in takings:
            own = self.moments.of(draft.at, draft.light)
            if own is not None and own.earliest is not None:
                continue
            takers, at = self.references.actor_ids(*draft.heads("actor")), self.tree.token(draft.at).sentence
            for i in entries:
                if not 0 < self.tree.token(i).sentence - at <= BEHIND or not takers & self._subject(i):
                    continue
                day = self._day(i, own)
                if day is not None:
                    draft.time = day
                break

    def _enters(self, i: int) -> bool:
        """Whether a verb tells of coming in, without saying into what else."""
        token = self.tree.token(i)
        if token.pos != "VERB" or token.lemma not in ENTERING | WITH_IN or self.tree.kids(i, "obj"):
            return False
        behind = self.tree.tokens[i + 1 : i + 2]
        inward = any(t.text.lower() == "in" for t in behind) and not self.tree.kids(i, "xcomp")
        if token.lemma not in ENTERING and not inward:
            return False
        elsewhere = any(
            self.tree.preposition(c) in ("to", "into", "in", "at") and not self._dates(c)
            for c in self.tree.kids(i, "obl")
        )
        return not elsewhere and self.factuality.of(i) is Factuality.ASSERTED

    def _dates(self, i: int) -> bool:
        """Whether a token stands in words that give a time."""
        at = self.tree.token(i).start
        return any(t.start <= at < t.end for t in self.tree.document.times)

    def _day(self, i: int, bound: TimeSpan | None) -> TimeSpan | None:
        """The days of an entry, where words give both and the taking was said to have happened by then."""
        time = self.moments.of(i)
        if time is None or time.earliest is None or time.latest is None:
            return None
        late = bound is not None and bound.latest is not None and time.earliest > bound.latest
        return None if late else time

    def _subject(self, i: int) -> set[str]:
        subject = self.tree.surface_subject(i)
        return set() if subject is None else self.references.actor_ids(*self.tree.conjuncts(subject))
