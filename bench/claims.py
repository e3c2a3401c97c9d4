"""Claims on annotated reports, by the shared scorer."""

from __future__ import annotations

import json
from pathlib import Path

from bench.board import Bench, Board
from bench.corpora import OWN_GOLD, SHARED, digest, scorer
from sandtable.intake import make_report
from sandtable.terms.wire import reading_to


def board(bench: Bench, name: str, files: list[Path]) -> Board:
    """Kind, kind and roles, factuality, attribution over gold files whose texts lie in `texts/` beside them."""
    if not files or not (SHARED / "score" / "score_claims.py").exists():
        return Board(name, "", absent="no gold files or no scorer in ../shared")
    docs, readings = [], []
    for file in files:
        text = (file.parent / "texts" / f"{file.stem}.txt").read_text(encoding="utf-8")
        docs.append(json.loads(file.read_text(encoding="utf-8")))
        readings.append(
            json.loads(json.dumps(reading_to(bench.reader.read(make_report(text=text, title=file.stem)))))
        )
    score = scorer().score(docs, readings)
    figures = {
        "kind_f1": score["kind"]["f1"],
        "kind_and_roles_f1": score["kind_and_roles"]["f1"],
        "precision": score["kind_and_roles"]["p"],
        "recall": score["kind_and_roles"]["r"],
        "factuality": score["factuality"]["share"] or 0.0,
        "attribution": score["attribution"]["share"] or 0.0,
        "evidence_right": 1.0 - score["evidence_wrong"] / max(1, score["predicted"]),
    }
    misses = [f"missed {m}" for m in score["missed"]] + [f"false {s}" for s in score["spurious"]]
    return Board(
        name, digest([*files, *(f.parent / "texts" / f"{f.stem}.txt" for f in files)]), figures, tuple(misses)
    )


def boards(bench: Bench) -> list[Board]:
    """The shared gold, the project's own development gold, and its held-out fifth."""
    held = (
        set((OWN_GOLD / "HELDOUT.txt").read_text(encoding="utf-8").split())
        if (OWN_GOLD / "HELDOUT.txt").exists()
        else set()
    )
    own = sorted(OWN_GOLD.glob("*.json"))
    return [
        board(bench, "claims, shared gold", sorted((SHARED / "gold").glob("*.json"))),
        board(bench, "claims, own gold (seen)", [f for f in own if f.stem not in held]),
        board(bench, "claims, own gold (held out)", [f for f in own if f.stem in held]),
    ]
