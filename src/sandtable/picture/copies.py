"""Which testimonies repeat the same words. Invariant: only long runs of shared words make a copy, so that two desks that
both write "the army took the town" stay two voices."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from sandtable.picture.likeness import Likeness, runs_of
from sandtable.picture.testimony import Testimony


class _Groups:
    def __init__(self) -> None:
        self._over: dict[str, str] = {}

    def root(self, key: str) -> str:
        while (over := self._over.get(key, key)) != key:
            key = over
        return key

    def join(self, one: str, other: str) -> None:
        a, b = sorted((self.root(one), self.root(other)))
        self._over[b] = a


def _key(t: Testimony) -> str:
    return f"{t.report_id} {t.id}"


def _own_words(said: Iterable[Testimony], groups: _Groups) -> Counter[str | None]:
    """How many testimonies of each publisher repeat nobody's words, or have their words a day before any other's."""
    said = list(said)
    reports: dict[str, set[str]] = defaultdict(set)
    days: dict[str, dict[str, set[str | None]]] = defaultdict(lambda: defaultdict(set))
    for t in said:
        root = groups.root(_key(t))
        reports[root].add(t.report_id)
        days[root][t.day.isoformat() if t.day else ""].add(t.publisher)
    own = Counter(t.publisher for t in said if len(reports[groups.root(_key(t))]) == 1)
    for told in days.values():
        first = told[min(told)]
        if len(told) > 1 and len(first) == 1:
            own.update(first)
    return own


def _nobodys(t: Testimony) -> bool:
    return False


def originals(
    testimonies: Iterable[Testimony],
    likeness: Likeness | None = None,
    of_party: Callable[[Testimony], bool] = _nobodys,
) -> dict[tuple[str, str], Testimony]:
    """For each testimony (by report and claim id) that repeats another's words, the first published of those.

    Two testimonies repeat each other where their reports are in one `text_group`, or where their sentences, of nine
    words or more, share three fifths of the shorter one's runs of five words. A report never copies itself. `likeness`: what was found of sentences before;
    `of_party`: whether a report is a party's own statement, which others print.
    """
    said = sorted(testimonies, key=lambda t: t.order)
    groups = _Groups()
    texts: dict[str, str] = {}
    spoken: dict[str, list[Testimony]] = defaultdict(list)
    for t in said:
        if t.text_group:
            groups.join(texts.setdefault(t.text_group, _key(t)), _key(t))
        spoken[t.claim.evidence.exact].append(t)
    for exact, told in spoken.items():
        for t in (
            told[1:] if len(told) > 1 and runs_of(exact) else ()
        ):  # two claims of one sentence are one telling of it
            groups.join(_key(told[0]), _key(t))
    for exact, other in (likeness or Likeness()).pairs(spoken):
        one, two = spoken[other][0], spoken[exact][0]
        if one.report_id != two.report_id:
            groups.join(_key(one), _key(two))
    first_of: dict[str, Testimony] = {}
    own = _own_words(said, groups)
    for t in said:
        first = first_of.setdefault(groups.root(_key(t)), t)
        # Of those of one day, a party's own statement, or else the outlet that says most besides, is taken for the first.
        if t.day == first.day and (of_party(t), own[t.publisher]) > (of_party(first), own[first.publisher]):
            first_of[groups.root(_key(t))] = t
    out = {}
    for t in said:
        first = first_of[groups.root(_key(t))]
        if first.report_id != t.report_id:
            out[t.report_id, t.id] = first
    return out
