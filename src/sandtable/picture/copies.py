"""Which testimonies repeat the same words. Invariant: only long runs of shared words make a copy, so that two desks that
both write "the army took the town" stay two voices."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

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
    return f"{t.report_id} {t.claim.id}"


def _runs(sentence: str) -> frozenset[str]:
    words = "".join(c if c.isalnum() else " " for c in sentence.casefold()).split()
    if len(words) < _SHORTEST:
        return frozenset()
    return frozenset(" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))


def _own_words(said: Iterable[Testimony], groups: _Groups) -> Counter[str | None]:
    """How many testimonies of each publisher repeat nobody's words."""
    size = Counter(groups.root(_key(t)) for t in said)
    return Counter(t.publisher for t in said if size[groups.root(_key(t))] == 1)


def originals(testimonies: Iterable[Testimony]) -> dict[tuple[str, str], Testimony]:
    """For each testimony (by report and claim id) that repeats another's words, the first published of those.

    Two testimonies repeat each other where their reports are in one `text_group`, or where their sentences, of nine
    words or more, share three fifths of the shorter one's runs of five words. A report never copies itself.
    """
    said = sorted(testimonies, key=lambda t: t.order)
    groups = _Groups()
    texts: dict[str, str] = {}
    by_run: dict[str, list[str]] = defaultdict(list)
    spoken: dict[str, list[Testimony]] = defaultdict(list)
    for t in said:
        if t.text_group:
            groups.join(texts.setdefault(t.text_group, _key(t)), _key(t))
        spoken[t.claim.evidence.exact].append(t)
    sentences = {exact: _runs(exact) for exact in spoken}
    heard = Counter(run for runs in sentences.values() for run in runs)
    shortest = min((len(runs) for runs in sentences.values() if runs), default=0)
    for exact, told in spoken.items():
        runs = sentences[exact]
        if not runs:
            continue
        for t in told[1:]:
            if t.report_id != told[0].report_id:
                groups.join(_key(told[0]), _key(t))
        # A run that no other sentence has makes no copy, and without three fifths of them in common there is none.
        common = [run for run in runs if heard[run] > 1]
        shared: Counter[str] = Counter()
        if len(common) >= _ALIKE * shortest:
            for run in common:
                shared.update(by_run[run])
                by_run[run].append(exact)
        for other, count in shared.items():
            one, two = spoken[other][0], told[0]
            if count >= _ALIKE * min(len(runs), len(sentences[other])) and one.report_id != two.report_id:
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
            out[t.report_id, t.claim.id] = first
    return out
