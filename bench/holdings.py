"""Who holds a place, in passages that nobody who mends the coder reads. Invariant: an answer counts where its kind, its place,
one of its actors and its factuality are those of the annotation."""

from __future__ import annotations

from collections.abc import Iterable

from training.holdings import FOLDER, MEASURE, Passage, read

from bench.board import Bench, Board, share
from bench.corpora import digest
from sandtable.intake import make_report
from sandtable.terms import Claim, Role

NAME = "holds told in passages"
KINDS = frozenset(("capture", "withdrawal", "control"))

# Kind, the place's name in the annotation, those of the actors, factuality.
Told = tuple[str, str, frozenset[str], str]
_NOWHERE = "?"


def boards(bench: Bench) -> list[Board]:
    """One board: F1, and the share of what is told whose kind and place are found."""
    path = FOLDER / f"{MEASURE}.txt"
    if not path.is_file():
        return [Board(NAME, "", absent=f"no {path}")]
    right = predicted = gold = placed = good = 0
    bench.say(NAME)
    for passage in read(path):
        told = {(s.kind, s.place, frozenset(s.actors), s.fact) for s in passage.said if s.kind in KINDS}
        found = {
            k for c in bench.reader.read(make_report(text=passage.text)).claims for k in keys(passage, c)
        }
        right += sum(any(same(t, f) for f in found) for t in told)
        good += sum(any(same(t, f) for t in told) for f in found)
        placed += sum(any(t[:2] == f[:2] for f in found) for t in told)
        predicted += len(found)
        gold += len(told)
    precision, recall = share(good, predicted), share(right, gold)
    figures = {
        "f1": 2 * precision * recall / (precision + recall) if right else 0.0,
        "precision": precision,
        "recall": recall,
        "kind and place found": share(placed, gold),
    }
    return [Board(NAME, digest([path]), figures, frozenset({"f1", "kind and place found"}))]


def keys(passage: Passage, claim: Claim) -> set[Told]:
    """What a claim tells, in the names of the passage's mentions; one for each place."""
    if claim.kind.value not in KINDS:
        return set()
    places = names(passage, claim.fillers("place"), "p") or {_NOWHERE}
    actors = names(passage, claim.fillers("actor"), "a")
    return {(claim.kind.value, place, frozenset(actors), claim.factuality.value) for place in places}


def names(passage: Passage, roles: Iterable[Role], letter: str) -> set[str]:
    """The mentions that the roles' words are nearest to in length, of those that they touch."""
    out = set()
    for role in roles:
        touched = [
            (abs((end - start) - (role.end - role.start)), name)
            for name, start, end in passage.mentions
            if name[0] == letter and start < role.end and end > role.start
        ]
        if touched:
            out.add(min(touched)[1])
    return out


def same(a: Told, b: Told) -> bool:
    """Whether two tell the same; of joint actors one is enough."""
    return a[:2] == b[:2] and a[3] == b[3] and (a[2] == b[2] or bool(a[2] & b[2]))
