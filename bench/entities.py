"""Mentions and relations on re3d (Dstl and Aleph Insights, 2017). Invariant: spans count when equal but for a leading
article; the folder that no model is trained on stands on its own."""

from __future__ import annotations

import re
from pathlib import Path

from bench.board import Bench, Board, by_cause, f1, share
from bench.corpora import digest, re3d_folders, records
from sandtable.intake import make_report
from sandtable.terms import Claim, Kind, MentionType

TYPES = {t.value for t in MentionType}
ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
# Claims of these kinds that join both ends of a relation find it.
JOINS = {
    # The corpus has it of who commands a force, holds a place, conducts an attack and uses its means.
    "InChargeOf": {Kind.COMMAND, Kind.CONTROL, Kind.CAPTURE, Kind.ASSAULT},
    "FightingAgainst": {Kind.ASSAULT, Kind.CAPTURE, Kind.SIEGE, Kind.CASUALTY, Kind.AIM, Kind.WITHDRAWAL},
    "AlliesOf": {Kind.ALLIANCE, Kind.SUPPORT, Kind.MEMBERSHIP, Kind.AGREEMENT},
    "BelongsTo": {Kind.MEMBERSHIP, Kind.COMMAND},
}

Typed = tuple[int, int, str]


def without_article(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without its leading article."""
    found = ARTICLE.match(text, start, end)
    return (found.end() if found else start), end


def causes(text: str, gold: set[Typed], read: set[Typed]) -> list[tuple[str, str]]:
    """Why each gold mention was missed and each read one is false: another type, another extent, or nothing there."""
    out = []
    for what, some, others in (("missed", gold - read, read), ("false", read - gold, gold)):
        for s, e, t in some:
            if any((s, e) == (a, b) for a, b, _ in others):
                reason = "another type"
            elif any(a < e and s < b and t == u for a, b, u in others):
                reason = "another extent"
            else:
                reason = "nothing there"
            out.append((f"{t}: {what}, {reason}", text[s:e]))
    return out


def joins(claim: Claim, relation: dict[str, int]) -> bool:
    """Whether two roles of the claim stand on the relation's two ends."""
    ends = (
        (relation["sourceBegin"], relation["sourceEnd"]),
        (relation["targetBegin"], relation["targetEnd"]),
    )
    hits = [{i for i, r in enumerate(claim.roles) if r.start < end and r.end > start} for start, end in ends]
    return any(a != b for a in hits[0] for b in hits[1])


def board(bench: Bench, name: str, folders: list[Path]) -> list[Board]:
    """Mention F1 over ten types, and the share of relations found."""
    if not folders:
        return [
            Board(f"{name}: {what}", "", absent="no data/re3d in ../shared")
            for what in ("entities", "relations")
        ]
    right = predicted = gold = 0
    by_type: dict[str, list[int]] = {t: [0, 0, 0] for t in TYPES}
    found = {r: [0, 0] for r in JOINS}
    misses: list[tuple[str, str]] = []
    lost: list[tuple[str, str]] = []
    for folder in folders:
        bench.say(f"{name}: {folder.name}")
        entities, relations = records(folder / "entities.json"), records(folder / "relations.json")
        for document in records(folder / "documents.json"):
            text = document["text"]
            reading = bench.reader.read(make_report(text=text))
            mine = {(*without_article(text, m.start, m.end), m.type.value) for m in reading.mentions}
            theirs = {(*without_article(text, e["begin"], e["end"]), e["type"]) for e in entities
                      if e["documentId"] == document["_id"] and e["type"] in TYPES}  # fmt: skip
            both = mine & theirs
            right, predicted, gold = right + len(both), predicted + len(mine), gold + len(theirs)
            for column, some in enumerate((both, mine, theirs)):
                for _, _, t in some:
                    by_type[t][column] += 1
            misses += causes(text, theirs, mine)
            for relation in relations:
                kind = relation["type"]
                if relation["documentId"] == document["_id"] and kind in JOINS:
                    hit = any(joins(c, relation) for c in reading.claims if c.kind in JOINS[kind])
                    found[kind][0] += hit
                    found[kind][1] += 1
                    if not hit:
                        other = sorted({c.kind.value for c in reading.claims if joins(c, relation)})
                        ends = (relation["sourceBegin"], relation["targetBegin"])
                        words = text[min(ends) : max(relation["sourceEnd"], relation["targetEnd"])]
                        lost.append(
                            (f"{kind}: {'joined by ' + other[0] if other else 'not joined'}", words[:110])
                        )
    files = digest([f for folder in folders for f in sorted(folder.glob("*.json"))])
    precision, recall, whole = f1(right, predicted, gold)
    figures = {"f1": whole, "precision": precision, "recall": recall}
    figures |= {f"f1 {t}": f1(*row)[2] for t, row in sorted(by_type.items()) if row[2]}
    shares = {r: share(*pair) for r, pair in found.items()}
    return [
        Board(f"{name}: entities", files, figures, frozenset({"f1"}), by_cause(misses)),
        Board(f"{name}: relations", files, shares, frozenset(shares), by_cause(lost)),
    ]


def boards(bench: Bench) -> list[Board]:
    """The folders that the model is trained on (seen), and the one it is not."""
    return [
        *board(bench, "re3d (seen in training)", list(re3d_folders(trained=True))),
        *board(bench, "re3d bbc-online", list(re3d_folders(trained=False))),
    ]
