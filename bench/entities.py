"""Mentions and relations on re3d (Dstl and Aleph Insights, 2017). Spans count when equal but for a leading article."""

from __future__ import annotations

import re
from pathlib import Path

from bench.board import Bench, Board, commonest, f1
from bench.corpora import digest, re3d_folders, records
from sandtable.intake import make_report
from sandtable.terms import Claim, Kind, MentionType

TYPES = {t.value for t in MentionType}
ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
# Claims of these kinds that join both ends of a relation find it.
JOINS = {
    "InChargeOf": {Kind.COMMAND},
    "FightingAgainst": {Kind.ASSAULT, Kind.CAPTURE, Kind.SIEGE, Kind.CASUALTY, Kind.AIM, Kind.WITHDRAWAL},
    "AlliesOf": {Kind.ALLIANCE, Kind.SUPPORT, Kind.MEMBERSHIP, Kind.AGREEMENT},
    "BelongsTo": {Kind.MEMBERSHIP, Kind.COMMAND},
}


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    found = ARTICLE.match(text, start, end)
    return (found.end() if found else start), end


def _files(folders: list[Path]) -> list[Path]:
    return [f for folder in folders for f in sorted(folder.glob("*.json"))]


def board(bench: Bench, name: str, folders: list[Path]) -> list[Board]:
    """Mention F1 over ten types, and the share of relations found."""
    if not folders:
        return [
            Board(f"{name}: {what}", "", absent="no re3d in ../shared") for what in ("entities", "relations")
        ]
    right = predicted = gold = 0
    by_type: dict[str, list[int]] = {t: [0, 0, 0] for t in TYPES}
    found = {r: [0, 0] for r in JOINS}
    misses: list[str] = []
    for folder in folders:
        entities, relations = records(folder / "entities.json"), records(folder / "relations.json")
        for document in records(folder / "documents.json"):
            text = document["text"]
            reading = bench.reader.read(make_report(text=text))
            mine = {(*_trim(text, m.start, m.end), m.type.value) for m in reading.mentions}
            theirs = {(*_trim(text, e["begin"], e["end"]), e["type"]) for e in entities
                      if e["documentId"] == document["_id"] and e["type"] in TYPES}  # fmt: skip
            right, predicted, gold = right + len(mine & theirs), predicted + len(mine), gold + len(theirs)
            for s, e, t in mine | theirs:
                row = by_type[t]
                row[0] += (s, e, t) in mine and (s, e, t) in theirs
                row[1] += (s, e, t) in mine
                row[2] += (s, e, t) in theirs
            misses += [f"missed {t}: {text[s:e]}" for s, e, t in theirs - mine] + [
                f"false {t}: {text[s:e]}" for s, e, t in mine - theirs
            ]
            for relation in relations:
                if relation["documentId"] == document["_id"] and relation["type"] in JOINS:
                    found[relation["type"]][1] += 1
                    found[relation["type"]][0] += any(
                        _joins(c, relation) for c in reading.claims if c.kind in JOINS[relation["type"]]
                    )
    files = digest(_files(folders))
    precision, recall, score = f1(right, predicted, gold)
    figures = {"f1": score, "precision": precision, "recall": recall}
    figures |= {f"f1 {t}": f1(*row)[2] for t, row in sorted(by_type.items()) if row[2]}
    return [
        Board(f"{name}: entities", files, figures, commonest(misses)),
        Board(f"{name}: relations", files, {r: a / b if b else 0.0 for r, (a, b) in found.items()}),
    ]


def _joins(claim: Claim, relation: dict[str, int]) -> bool:
    """Whether two roles of the claim stand on the relation's two ends."""
    ends = [
        (relation["sourceBegin"], relation["sourceEnd"]),
        (relation["targetBegin"], relation["targetEnd"]),
    ]
    hits = [{i for i, r in enumerate(claim.roles) if r.start < end and r.end > start} for start, end in ends]
    return any(a != b for a in hits[0] for b in hits[1])


def boards(bench: Bench) -> list[Board]:
    """The folders that the model is trained on (seen), and the one it is not."""
    return [
        *board(bench, "re3d (seen in training)", list(re3d_folders(trained=True))),
        *board(bench, "re3d bbc-online", list(re3d_folders(trained=False))),
    ]
