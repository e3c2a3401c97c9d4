"""Which claim answers which gold claim. Invariant: the rules of the claim contract's section on scoring, so that the
counts are those of the shared scorer on any reading (a test holds them together); it also runs where that is absent.

A gold claim is answered by at most one claim of its kind (or of one of its `also`) whose trigger stands in the sentence
of its evidence. A role is right where its text or its entity's name holds one of the names that the gold lists.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sandtable.terms import Claim, Role

Gold = dict[str, Any]

_CUT = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n+")


@dataclass(frozen=True, slots=True)
class Answer:
    """A gold claim, the bounds of its sentence and of its evidence in characters (None where the text lacks it), and
    the claim that answers it, with whether all its roles are right."""

    gold: Gold
    sentence: tuple[int, int] | None
    evidence: tuple[int, int] | None
    claim: Claim | None
    roles_right: bool

    @property
    def optional(self) -> bool:
        """No credit lost or gained."""
        return bool(self.gold.get("optional"))


@dataclass(frozen=True, slots=True)
class Scored:
    """One report against its gold: an answer for each gold claim, and the claims that answer none."""

    doc: str
    text: str
    answers: tuple[Answer, ...]
    false: tuple[Claim, ...]

    @property
    def required(self) -> list[Answer]:
        """The gold claims that count."""
        return [a for a in self.answers if not a.optional]

    @property
    def predicted(self) -> int:
        """Claims that count: all but those that answer an optional gold claim."""
        return len(self.false) + sum(a.claim is not None for a in self.required)


@cache
def fold(text: str) -> str:
    """Lower case, no diacritics, no punctuation, one space between words and at both ends."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return " " + " ".join(re.findall(r"\w+", plain)) + " "


def sentence_bounds(cuts: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """The nearest cuts (ascending, the text's two ends among them) about a span."""
    return max(c for c in cuts if c <= start), min(c for c in cuts if c >= end)


def names(role: Role) -> list[str]:
    """What a role may be known by, folded."""
    return [fold(n) for n in (role.text, role.entity.name if role.entity else "") if n]


def holds(role: Role, filler: Sequence[str]) -> bool:
    """Whether a role holds one of the names."""
    have = names(role)
    return any(fold(name) in h for name in filler for h in have)


def roles_of(claim: Claim, role: str) -> tuple[Role, ...]:
    """The fillers of a role; a movement's destination is a place too."""
    return claim.fillers(role) + (claim.fillers("destination") if role == "place" else ())


def wrong_roles(gold: Gold, claim: Claim) -> list[str]:
    """The gold roles that the claim lacks, one entry a filler."""
    return [
        name
        for name, fillers in gold.get("roles", {}).items()
        for f in fillers
        if not any(holds(r, f) for r in roles_of(claim, name))
    ]


def attribution_right(gold: Gold, claim: Claim) -> bool:
    """Whether every speaker of the gold is in the claim's chain."""
    have = [fold(v.name) + fold(v.text) for v in claim.attribution]
    return all(any(fold(a) in h for h in have) for a in gold["attribution"])


def time_right(gold: Gold, claim: Claim) -> bool:
    """Whether one of the gold's days or wordings is the claim's time."""
    if claim.time is None:
        return any(t in "/" for t in gold["time"])
    text = (claim.time.earliest or "")[:10] + "/" + (claim.time.latest or "")[:10]
    return any(t in text or fold(t) in fold(claim.time.text) for t in gold["time"])


def _find(text: str, words: str, nth: int) -> int:
    at = -1
    for _ in range(nth):
        at = text.find(words, at + 1)
    return at


def score(doc: str, text: str, golds: Sequence[Gold], claims: Sequence[Claim]) -> Scored:
    """One report's claims against its gold, paired one to one, best pair first."""
    cuts = [0, *(m.end() for m in _CUT.finditer(text)), len(text)]
    spans: list[tuple[int, int] | None] = []
    for gold in golds:
        at = _find(text, gold["evidence"], gold.get("nth", 1))
        spans.append((at, at + len(gold["evidence"])) if at >= 0 else None)
    bounds = [sentence_bounds(cuts, *span) if span else None for span in spans]
    edges = []
    for g, (gold, bound) in enumerate(zip(golds, bounds, strict=True)):
        for c, claim in enumerate(claims):
            trigger = claim.evidence.trigger
            if bound is None or claim.kind not in (gold["kind"], *gold.get("also", ())):
                continue
            if not (trigger.start < bound[1] and trigger.end > bound[0]):
                continue
            of = sum(map(len, gold.get("roles", {}).values()))
            wrong = len(wrong_roles(gold, claim))
            worth = 2.0 * (wrong == 0) + (of - wrong) / max(of, 1) - 0.5 * bool(gold.get("optional"))
            edges.append((-worth, g, c))
    answer: dict[int, int] = {}
    taken: set[int] = set()
    for _, g, c in sorted(edges):
        if g not in answer and c not in taken:
            answer[g] = c
            taken.add(c)
    answers = []
    for g, gold in enumerate(golds):
        claim_ = claims[answer[g]] if g in answer else None
        right = claim_ is not None and not wrong_roles(gold, claim_)
        answers.append(Answer(gold, bounds[g], spans[g], claim_, right))
    return Scored(doc, text, tuple(answers), tuple(c for i, c in enumerate(claims) if i not in taken))
