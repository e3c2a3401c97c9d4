"""When a claim's event happened. Invariant: a claim's time is one that the report's words attach to it; the report's
own date never stands in for one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sandtable.coding.grammar import Tree
from sandtable.coding.spans import counted_back, ended_by, no_later, on_the_day
from sandtable.coding.speakers import speech
from sandtable.language.calendar_days import shift
from sandtable.language.relative_rules import UNIT_DAYS, UNIT_MONTHS, number
from sandtable.terms import TimeSpan

UNITS = frozenset({"hour", "minute", *UNIT_DAYS, *UNIT_MONTHS})
PAST = frozenset({"had", "has", "have", "’ve", "'ve", "was", "were", "been"})
UNTIL = frozenset({"before", "until", "till"})


class MomentReader:
    """Attaches the times of one document to its predicates."""

    def __init__(self, tree: Tree, published: date | None = None) -> None:
        self.tree = tree
        self.published = published
        self.saying = frozenset(speech()["verbs"])
        self._at: dict[int, list[TimeSpan]] = {}
        self._named_by: dict[int, TimeSpan] = {}  # the time of each token that begins the words for one
        for time in tree.document.times:
            first = tree.starts.get(time.start)
            if first is None or self._counts(first):
                continue
            self._named_by[first] = time
            governor = self._set_in(first, time.end, self._governor(first, time.end))
            self._at.setdefault(self._inner(governor, first, time), []).append(time)

    def _inner(self, governor: int, first: int, time: TimeSpan) -> int:
        """The clause that "the day before" is of where it closes what is said: "conceded on Tuesday that they had left the day before"."""
        if not time.text.lower().endswith((" before", " earlier", " previously")):
            return governor
        said = self.tree.token(governor)
        if said.pos != "VERB":
            said = self.tree.token(said.head)
        inner = [c for c in self.tree.kids(said.i, "ccomp") if said.i < c < first]
        return inner[-1] if inner else governor

    def _counts(self, first: int) -> bool:
        """Whether a span only tells in what time something happened so often: "for the second time this summer"."""
        return first > 1 and self.tree.token(first - 1).lemma.lower() == "time"

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

    def _set_in(self, first: int, end: int, governor: int) -> int:
        """The verb of a relative clause that a time closes, wherever the parse hangs it: "Goma, which they have held since May, was hit"."""
        tree = self.tree
        behind = next((t for t in tree.tokens[first:] if t.start >= end), None)
        if behind is None or behind.text != "," or governor < behind.i:
            return governor
        for i in range(first - 1, -1, -1):
            token = tree.token(i)
            if token.text == "," or token.sentence != behind.sentence:
                break
            if token.dep == "acl:relcl":
                return i
        return governor

    def _told_out(self, i: int) -> bool:
        """Whether a clause behind a colon tells out what the one before it tells: "the town changed hands on Sunday: rebels took it"."""
        tree = self.tree
        main = tree.token(tree.token(i).head)
        between = [t.text for t in tree.tokens[main.i : i]]
        if main.i > i or ":" not in between or main.lemma in self.saying or {'"', "“", "‘"} & {*between}:
            return False
        return all(
            any(tree.token(c).tag == "VBD" for c in (v, *tree.kids(v, "aux", "aux:pass", "cop")))
            and not any(tree.token(c).text.lower() == "had" for c in tree.kids(v, "aux"))
            for v in (main.i, i)
        )

    def of(self, at: int, light: int | None = None) -> TimeSpan | None:
        """The time of the predicate at `at`: on itself, on its arguments, else on the clause that governs it."""
        tree = self.tree
        for i in (at, light):
            if i is not None and i in self._at:
                time = self._own_dated(i) or self._first_dated(i)
                return no_later(time) if self._of_saying(i, time) else self._lasting(i, time) or time
        for c in tree.token(at).children:
            token = tree.token(c)
            if (
                c in self._at
                and token.dep in ("obj", "nsubj", "nsubj:pass", "obl", "nmod", "compound", "obl:agent")
                and token.pos != "VERB"
            ):
                return self._first_dated(c)
            if token.dep in ("obl", "nmod"):
                for g in token.children:
                    if g in self._at and tree.token(g).dep == "nmod":
                        return self._at[g][0]
        for c in tree.kids(at, "advcl"):
            if c in self._at and {tree.token(k).text.lower() for k in tree.kids(c, "mark", "case")} & {
                "since",
                "after",
                "when",
            }:
                return self._first_dated(c)
        for c in tree.kids(at, "advcl"):
            if c in self._at and {tree.token(k).text.lower() for k in tree.kids(c, "mark")} & UNTIL:
                return ended_by(self._first_dated(c))
        i = at
        for _ in range(6):
            token = tree.token(i)
            if token.dep == "ccomp":
                opening = [
                    t
                    for t in self._at.get(token.head, ())
                    if t.start < min(tree.token(k).start for k in (i, *tree.kids(token.head, "nsubj")))
                ]
                if opening:
                    return opening[0]  # "In December, state media said a strike had hit"
                said = tree.token(token.head)
                if said.dep != "advcl":
                    own = next((t for t in self._at.get(said.i, ()) if t.latest), None)
                    return no_later(own) if own is not None and i == at and self._past(at, said.i) else None
                dated = next((t for t in self._at.get(said.i, ()) if t.latest), None)
                return no_later(dated or self._before_head(said.i))
            if token.dep == "parataxis" and token.head != i and self._told_out(i):
                return self.of(token.head)
            if token.dep.endswith(":relcl") and token.head in self._named_by:
                return on_the_day(self._named_by[token.head])  # "since Monday, when it fell"
            if token.dep in ("acl", "acl:relcl") and i == at and self._after_so_long(i):
                return self._before_head(i)
            if token.head == i or token.dep in ("acl:relcl", "parataxis", "ccomp", "appos", "advcl:relcl"):
                break
            if (
                token.dep == "advcl"
                and (tree.has(i, "mark") or self._after(i))
                and not any(tree.token(c).text.lower() == "to" for c in tree.kids(i, "mark"))
            ):
                return self._before_head(i) if i == at or not tree.has(at, "nsubj", "nsubj:pass") else None
            event = any(tree.token(c).text.lower() == "when" for c in tree.kids(i, "advmod"))
            lasting = token.dep == "conj" and self._goes_on(i, token.head)
            i = token.head
            if i in self._at:
                told = self._first_dated(i)
                return on_the_day(told) if event else self._since(told) if lasting else told
        return None

    def _since(self, begun: TimeSpan) -> TimeSpan:
        """Of what is so now, behind what was done on a day: it has been so since then."""
        if begun.earliest is None or begun.earliest != begun.latest:
            return begun
        return TimeSpan(begun.text, begun.start, begun.end, begun.earliest, None, "span")

    def _goes_on(self, i: int, before: int) -> bool:
        """Whether a clause tells how things are now behind one that tells what was done: "took the town on Monday and is still in control"."""
        return self._now(i) and not self._perfect(i) and not self._now(before)

    def _after(self, i: int) -> list[int]:
        """The words for "after" that open a clause, wherever the parse puts them."""
        return [
            c
            for c in self.tree.kids(i, "mark", "case", "advmod")
            if self.tree.token(c).text.lower() == "after"
        ]

    def _lasting(self, i: int, time: TimeSpan) -> TimeSpan | None:
        """Of what has been so "for a week" when the report is written: since then."""
        if self.published is None or time.earliest or time.latest or not self._now(i):
            return None
        first = self.tree.starts.get(time.start, 0)
        if first == 0 or self.tree.token(first - 1).text.lower() != "for" or not self._perfect(i):
            return None
        words = time.text.lower().split()
        n, unit = number(" ".join(words[:-1])), words[-1].removesuffix("s")
        if n is None or unit not in UNITS or unit in ("hour", "minute"):
            return None
        # Of months and years nobody counts the days.
        days = (
            n * UNIT_DAYS[unit] if unit in UNIT_DAYS else n * UNIT_MONTHS[unit] * 30 - UNIT_MONTHS[unit] * 15
        )
        return TimeSpan(
            time.text, time.start, time.end, shift(self.published, days=-days).isoformat(), None, "span"
        )

    def _perfect(self, i: int) -> bool:
        """Whether a predicate is told in the present perfect: "has held", "have been in control"."""
        return any(
            self.tree.token(c).text.lower() in ("has", "have", "’ve", "'ve") for c in self.tree.kids(i, "aux")
        )

    def _of_saying(self, at: int, time: TimeSpan) -> bool:
        """Whether a time behind the verb of saying is the time of that, wherever the parse hangs it: "the army has taken the town,
        the ministry said on Sunday", "the army said on Sunday it had taken the town"."""
        tree = self.tree
        first = tree.starts.get(time.start)
        said = tree.token(tree.token(at).head)
        if first is None or tree.token(at).dep != "ccomp" or said.lemma not in self.saying:
            return False
        subjects = tree.kids(at, "nsubj", "nsubj:pass")
        return at < said.i < first or (bool(subjects) and said.i < first < subjects[0])

    def _beside(self, i: int, time: TimeSpan) -> bool:
        """Whether a time stands between commas right behind a clause that opens the sentence: it is the clause's own."""
        tree = self.tree
        inside = [i]
        for at in inside:
            inside += [c for c in tree.kids(at) if tree.token(c).pos != "PUNCT"]
        behind = max(inside) + 1
        head = tree.token(i).head
        if behind >= head or tree.token(behind).text != ",":
            return False
        first = tree.starts.get(time.start, -1)
        return behind < first <= behind + 2 and first < min(
            tree.kids(head, "nsubj", "nsubj:pass"), default=head
        )

    def _main(self, at: int) -> TimeSpan | None:
        """The time of a clause; where it only says that somebody said so, of what was said."""
        own = self.of(at)
        if own is not None and own.latest:
            return own
        return next((t for c in self.tree.kids(at, "ccomp") if (t := self.of(c)) is not None), own)

    def _after_so_long(self, i: int) -> bool:
        """Whether a clause is hung on the time that went by since: "left on Friday, the day after troops had retaken the town"."""
        return bool(self._after(i)) and self.tree.token(self.tree.token(i).head).lemma.lower() in UNITS

    def _past(self, at: int, said: int) -> bool:
        """Whether a clause under a verb of saying tells what had happened by then."""
        if self.tree.token(said).lemma not in self.saying:
            return False
        helpers = {self.tree.token(c).text.lower() for c in self.tree.kids(at, "aux", "aux:pass", "cop")}
        return helpers <= PAST if helpers else self.tree.token(at).tag == "VBD"

    def _now(self, i: int) -> bool:
        """Whether a clause tells how things are when the report is written: "are back in the town", "has held it"."""
        verb = [self.tree.token(c) for c in self.tree.kids(i, "aux", "cop")] or [self.tree.token(i)]
        return verb[0].tag in ("VBZ", "VBP") or verb[0].text.lower() in ("is", "are", "has", "have")

    def _published(self, mark: int) -> TimeSpan | None:
        """The day of the report as that of a clause in its present, told with a word that counts from it."""
        if self.published is None:
            return None
        token, day = self.tree.token(mark), self.published.isoformat()
        return TimeSpan(token.text, token.start, token.end, day, day, "day")

    def _own_dated(self, i: int) -> TimeSpan | None:
        """The first day that a predicate has beside the one on which it was said: "said on Tuesday that it had done so the day before"."""
        own = [t for t in self._at[i] if (t.earliest or t.latest) and not self._of_saying(i, t)]
        return next((t for t in own if t.granularity != "hour"), own[0] if own else None)

    def _first_dated(self, i: int) -> TimeSpan:
        """Of the times that hang on a token the first that names a day: "for the third time in ten weeks on Thursday"."""
        times = self._at[i]
        dated = [t for t in times if t.earliest or t.latest]
        return next((t for t in dated if t.granularity != "hour"), dated[0] if dated else times[0])

    def _before_head(self, i: int) -> TimeSpan | None:
        """Of a clause after which something happened: "three days after losing it" counted back from that, else no later."""
        tree = self.tree
        marks = self._after(i)
        over = tree.token(i).head
        if tree.token(over).lemma.lower() in UNITS:
            over = tree.token(over).head  # "the day after": counted from what that day is told of
        main = self._main(over) if marks else None
        if marks and main is None and self._now(over):
            main = self._published(marks[0])
        if main is None or main.latest is None:
            return None
        main = replace(main, earliest=main.earliest or main.latest)  # counted from the day of saying
        if self._beside(i, main):
            return main  # "Two days after the town fell, on 30 September, the market is shut"
        mark = marks[0]
        unit = mark - 1 if tree.token(mark - 1).lemma.lower() in UNITS else None
        count = None if unit is None else next(iter(tree.kids(unit, "nummod", "det")), None)
        said = "" if count is None else tree.token(count).text
        n = 1 if said.lower() in ("a", "an", "the") else number(said) if said else None
        back = None if unit is None or n is None else counted_back(main, n, tree.token(unit).lemma.lower())
        if unit is None or count is None or back is None:
            return TimeSpan(main.text, main.start, main.end, None, main.latest, "span")
        start, end = tree.token(count).start, tree.token(mark).end
        return TimeSpan(tree.document.text[start:end], start, end, *back)
