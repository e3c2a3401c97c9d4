"""Which testimonies repeat the same words. Invariant: only long runs of shared words make a copy, so that two desks that
both write "the army took the town" stay two voices."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import ceil

from sandtable.picture.testimony import Testimony

_RUN = 5  # words in a row
_SHORTEST = 9  # words; shorter sentences are too alike by chance
_ALIKE = 0.6  # shared runs, of the shorter sentence's


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


def _runs(sentence: str) -> frozenset[str]:
    words = "".join(c if c.isalnum() else " " for c in sentence.casefold()).split()
    if len(words) < _SHORTEST:
        return frozenset()
    return frozenset(" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))


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


def _alike(sentences: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    """The pairs of sentences that share three fifths of the shorter one's runs; some pairs twice.

    Of so many shared runs one is among the shorter sentence's rarest two fifths, so only sentences that have one of those are
    compared (prefix filtering: Chaudhuri, Ganti and Kaushik, A primitive operator for similarity joins, ICDE 2006).
    """
    heard = Counter(run for runs in sentences.values() for run in runs)
    having: dict[str, list[str]] = defaultdict(list)
    for exact, runs in sentences.items():
        for run in runs:
            if heard[run] > 1:
                having[run].append(exact)
    for exact, runs in sentences.items():
        needed = ceil(_ALIKE * len(runs))
        rarest = sorted(runs, key=lambda run: (heard[run], run))[: len(runs) - needed + 1]
        for other in {one for run in rarest for one in having.get(run, ())} - {exact}:
            if len(sentences[other]) >= len(runs) and len(runs & sentences[other]) >= needed:
                yield exact, other


def originals(testimonies: Iterable[Testimony]) -> dict[tuple[str, str], Testimony]:
    """For each testimony (by report and claim id) that repeats another's words, the first published of those.

    Two testimonies repeat each other where their reports are in one `text_group`, or where their sentences, of nine
    words or more, share three fifths of the shorter one's runs of five words. A report never copies itself.
    """
    said = sorted(testimonies, key=lambda t: t.order)
    groups = _Groups()
    texts: dict[str, str] = {}
    spoken: dict[str, list[Testimony]] = defaultdict(list)
    for t in said:
        if t.text_group:
            groups.join(texts.setdefault(t.text_group, _key(t)), _key(t))
        spoken[t.claim.evidence.exact].append(t)
    sentences = {exact: _runs(exact) for exact in spoken}
    for exact, told in spoken.items():
        for t in told[1:] if sentences[exact] else ():  # two claims of one sentence are one telling of it
            groups.join(_key(told[0]), _key(t))
    for exact, other in _alike(sentences):
        one, two = spoken[other][0], spoken[exact][0]
        if one.report_id != two.report_id:
            groups.join(_key(one), _key(two))
    first_of: dict[str, Testimony] = {}
    own = _own_words(said, groups)
    for t in said:
        first = first_of.setdefault(groups.root(_key(t)), t)
        # Of those of one day, the outlet that says most besides is taken for the writer.
        if t.day == first.day and own[t.publisher] > own[first.publisher]:
            first_of[groups.root(_key(t))] = t
    out = {}
    for t in said:
        first = first_of[groups.root(_key(t))]
        if first.report_id != t.report_id:
            out[t.report_id, t.id] = first
    return out
