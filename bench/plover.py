"""PLOVER: root codes on the gold standard records, and on PLV's marked pairs (Hu et al., ACL 2024). Invariant: nothing is
trained on PLV; its misses are read, so its seen figure flatters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from bench.board import Bench, Board, by_cause, share
from bench.corpora import SHARED, digest, records
from sandtable.intake import make_report
from sandtable.terms import Claim, Kind

# The records use earlier names of four codes.
RENAMED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "FIGHT": "ASSAULT", "INVESTIGATE": "ACCUSE"}
# PLV has one code for what PLOVER later parted.
MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
# Of these, every party is an actor, whichever the records call the target.
EACH_PARTY = frozenset({Kind.AGREEMENT, Kind.MEETING, Kind.ALLIANCE})
SOURCE_ROLES = frozenset({"actor", "superior", "member"})


def _words(text: str) -> set[str]:
    return {w for w in re.findall(r"\w+", text.lower()) if w not in ("the", "of", "and", "a", "s")}


def _meets(claim: Claim, texts: list[str], *, source: bool) -> bool:
    roles = [r for r in claim.roles if (r.role in SOURCE_ROLES) == source]
    if not source and (not roles or claim.kind in EACH_PARTY):
        roles = list(claim.roles)
    return all(
        any(_words(text) & (_words(r.text) | (_words(r.entity.name) if r.entity else set())) for r in roles)
        for text in texts
    )


def _texts(raw: Any) -> list[str]:
    return [a["actorText"] for a in raw] if isinstance(raw, list) else []


def gsr(bench: Bench) -> Board:
    """Share of records with a claim of the right code, and with source and target right as well."""
    path = SHARED / "data" / "plover" / "gsr-dev.json"
    if not path.exists():
        return Board("PLOVER GSR", "", absent="no data/plover/gsr-dev.json in ../shared")
    rows = records(path)
    event = whole = claims = 0
    misses = []
    for n, row in enumerate(rows):
        bench.say(f"PLOVER GSR: {n + 1} of {len(rows)}")
        reading = bench.reader.read(make_report(text=row["text"]))
        code = RENAMED.get(row["event"], row["event"])
        same = [c for c in reading.claims if c.plover == code]
        claims += len(reading.claims)
        event += bool(same)
        whole += any(
            _meets(c, _texts(row.get("source")), source=True)
            and _meets(c, _texts(row.get("target")), source=False)
            for c in same
        )
        if not same:
            got = sorted({c.plover for c in reading.claims if c.plover})
            misses.append(
                (f"{code}: {'read as ' + ', '.join(got) if got else 'no claim'}", str(row.get("eventText")))
            )
    figures = {
        "event": share(event, len(rows)),
        "event, source, target": share(whole, len(rows)),
        "claims a sentence (less is better)": share(claims, len(rows)),
    }
    guarded = frozenset({"event", "event, source, target"})
    return Board("PLOVER GSR", digest([path]), figures, guarded, by_cause(misses))


def plv(bench: Bench) -> Board:
    """Macro F1 of the root code between the marked source and target; no claim between them counts as none."""
    path = SHARED / "data" / "plover" / "plv-train.jsonl"
    if not path.exists():
        return Board("PLV", "", absent="no data/plover/plv-train.jsonl in ../shared")
    rows = records(path)
    counts: dict[str, list[int]] = {}
    misses = []
    for n, row in enumerate(rows):
        bench.say(f"PLV: {n + 1} of {len(rows)}")
        reading = bench.reader.read(make_report(text=row["sentence"]))
        code = _between(row, reading.claims)
        guess = MERGED.get(code, code) if code else None
        gold = row["gold_root"]
        counts.setdefault(gold, [0, 0, 0])[2] += 1
        if guess:
            counts.setdefault(guess, [0, 0, 0])[1] += 1
        if guess == gold:
            counts[gold][0] += 1
        else:
            misses.append((f"{gold} read as {guess or 'none'}", row["sentence"][:110]))
    figures = {"macro f1": macro_f1(counts.values())}
    return Board("PLV", digest([path]), figures, frozenset(figures), by_cause(misses))


def macro_f1(counts: Iterable[Sequence[int]]) -> float:
    """The mean F1 of (right, guessed, gold) over the classes that the gold has."""
    scores = [2 * r / (p + g) for r, p, g in counts if g]
    return sum(scores) / len(scores) if scores else 0.0


def _between(row: dict[str, str], claims: tuple[Claim, ...]) -> str | None:
    sentence = row["sentence"]
    s, t = sentence.find(row["source"]), sentence.find(row["target"])
    spans = ((s, s + len(row["source"])), (t, t + len(row["target"])))
    best: tuple[float, str] | None = None
    for claim in claims:
        if claim.plover is None:
            continue
        source = any(
            r.start < spans[0][1] and r.end > spans[0][0] for r in claim.roles if r.role in SOURCE_ROLES
        )
        target = any(r.start < spans[1][1] and r.end > spans[1][0] for r in claim.roles)
        score = 2.0 * source + 1.0 * target + 0.1 * claim.confidence
        if (source or target) and (best is None or score > best[0]):
            best = (score, claim.plover)
    return best[1] if best else None


def boards(bench: Bench) -> list[Board]:
    """Both boards."""
    return [gsr(bench), plv(bench)]
