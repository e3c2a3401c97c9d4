"""Claims on annotated reports. Invariant: what no coder's output has touched (held out, blind) is told apart from what
the coder was made with (seen)."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from bench.board import Bench, Board, Sheet, by_cause, f1, share
from bench.causes import cause_of_false, cause_of_miss
from bench.corpora import OWN_GOLD, SHARED, digest
from bench.scoring import Answer, Scored, attribution_right, score, time_right
from sandtable.intake import make_report
from sandtable.terms import Reading

GUARDED = frozenset({"kind_f1", "kind_and_roles_f1", "factuality", "attribution", "time", "evidence_right"})
BINS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


def figures(scored: Sequence[Scored], readings: Sequence[Reading]) -> dict[str, float]:
    """Kind, kind and roles, and, over the answered, factuality, attribution and time."""
    required = [a for s in scored for a in s.required]
    predicted = sum(s.predicted for s in scored)
    found = [a for a in required if a.claim is not None]
    right = sum(a.roles_right for a in found)
    precision, recall, whole = f1(right, predicted, len(required))
    claims = [(r.report.text, c) for r in readings for c in r.claims]
    exact = sum(text[c.evidence.start : c.evidence.end] == c.evidence.exact for text, c in claims)
    out = {
        "kind_f1": f1(len(found), predicted, len(required))[2],
        "kind_and_roles_f1": whole,
        "precision": precision,
        "recall": recall,
        "evidence_right": share(exact, len(claims)),
    }
    for field, judge in (
        ("factuality", lambda a: a.claim.factuality == a.gold["factuality"]),
        ("attribution", lambda a: attribution_right(a.gold, a.claim)),
        ("time", lambda a: time_right(a.gold, a.claim)),
    ):
        asked = [a for a in found if a.gold.get(field)]
        if asked:
            out[field] = share(sum(map(judge, asked)), len(asked))
    out["calibration error (less is better)"] = calibration_error(judged(scored))
    return out


def judged(scored: Sequence[Scored]) -> list[tuple[float, bool, bool]]:
    """Each claim's confidence, and whether its kind, and its kind and roles are right. Claims that answer an optional gold
    claim are left out."""
    out: list[tuple[float, bool, bool]] = [(c.confidence, False, False) for s in scored for c in s.false]
    return out + [
        (a.claim.confidence, True, a.roles_right) for s in scored for a in s.required if a.claim is not None
    ]


def calibration_error(claims: Sequence[tuple[float, bool, bool]]) -> float:
    """How far the confidence lies from the share of right claims, by bins of a tenth, weighed by their claims
    (Naeini et al. 2015, expected calibration error)."""
    off = 0.0
    for low, high in pairwise(BINS):
        inside = [j for j in claims if low <= j[0] < high or high == j[0] == 1.0]
        off += abs(sum(j[0] - j[2] for j in inside))
    return off / len(claims) if claims else 0.0


def calibration(name: str, claims: Sequence[tuple[float, bool, bool]]) -> Sheet:
    """What a confidence is worth: of the claims in each bin, the share of right kind, and of right kind and roles."""
    rows = []
    for low, high in pairwise(BINS):
        inside = [j for j in claims if low <= j[0] < high or high == j[0] == 1.0]
        if inside:
            mean = sum(j[0] for j in inside) / len(inside)
            kind, whole = (
                share(sum(j[1] for j in inside), len(inside)),
                share(sum(j[2] for j in inside), len(inside)),
            )
            rows.append(
                (f"{low:.1f} to {high:.1f}", str(len(inside)), f"{mean:.2f}", f"{kind:.2f}", f"{whole:.2f}",
                 "`" + "#" * round(20 * whole) + "." * (20 - round(20 * whole)) + "`")
            )  # fmt: skip
    return Sheet(
        f"{name}: confidence",
        ("confidence", "claims", "mean", "kind right", "kind and roles right", "curve"),
        tuple(rows),
    )


def per_kind(name: str, scored: Sequence[Scored]) -> Sheet:
    """Each kind: gold claims, those answered, those with right roles, and claims that answer nothing."""
    answers: dict[str, list[Answer]] = {}
    for s in scored:
        for a in s.required:
            answers.setdefault(a.gold["kind"], []).append(a)
    false = Counter(c.kind.value for s in scored for c in s.false)
    rows = tuple(
        (
            kind,
            str(len(answers.get(kind, ()))),
            str(sum(a.claim is not None for a in answers.get(kind, ()))),
            str(sum(a.roles_right for a in answers.get(kind, ()))),
            str(false[kind]),
        )
        for kind in sorted(answers.keys() | false.keys())
    )
    return Sheet(f"{name}: kinds", ("kind", "gold", "found", "with right roles", "false"), rows)


def _reasons(name: str, causes: Sequence[tuple[str, str]]) -> Sheet:
    counts = Counter(cause.partition(": ")[2] for cause, _ in causes)
    return Sheet(f"{name}: causes", ("cause", "claims"), tuple((c, str(n)) for c, n in counts.most_common()))


def board(bench: Bench, name: str, files: list[Path]) -> Board:
    """The board over gold files whose texts lie in `texts/` beside them."""
    if not files:
        return Board(name, "", absent="no gold files: the folder `shared` is not beside the checkout")
    scored, readings = [], []
    causes: list[tuple[str, str]] = []
    for n, file in enumerate(files):
        bench.say(f"{name}: {n + 1} of {len(files)}")
        text = (file.parent / "texts" / f"{file.stem}.txt").read_text(encoding="utf-8")
        gold = json.loads(file.read_text(encoding="utf-8"))
        if gold["text_sha256"] != hashlib.sha256(text.encode()).hexdigest():
            return Board(name, "", absent=f"the text of {file.stem} is not the one that its gold was made on")
        report = make_report(text=text, title=file.stem)
        document = bench.parser.parse(text, report.published)
        coding = bench.reader.coder.code(report, document)
        reading = Reading(report, coding.mentions, coding.claims, coding.warnings)
        one = score(file.stem, text, gold["claims"], reading.claims)
        scored.append(one)
        readings.append(reading)
        for a in one.required:
            if not a.roles_right:
                causes.append(
                    (cause_of_miss(a, one, reading, document), f"{file.stem}: {a.gold['evidence'][:110]}")
                )
        for c in one.false:
            causes.append(
                (cause_of_false(c, one), f"{file.stem}: {c.evidence.trigger.text}: {c.evidence.exact[:110]}")
            )
    texts = [f.parent / "texts" / f"{f.stem}.txt" for f in files]
    sheets = (per_kind(name, scored), _reasons(name, causes), calibration(name, judged(scored)))
    return Board(name, digest([*files, *texts]), figures(scored, readings), GUARDED, by_cause(causes), sheets)


def boards(bench: Bench) -> list[Board]:
    """The shared gold, and the project's own: seen, held out, and blind (held out, and never read against a
    coder's output)."""
    listed = OWN_GOLD / "HELDOUT.txt"
    held = set(listed.read_text(encoding="utf-8").split()) if listed.exists() else set()
    own = sorted(OWN_GOLD.glob("*.json"))
    blind = {f.stem for f in own if f.stem.startswith("blind-")}
    shared = sorted((SHARED / "gold").glob("*.json"))
    return [
        board(bench, "claims, shared gold", shared),
        board(bench, "claims, own gold, seen", [f for f in own if f.stem not in held | blind]),
        board(bench, "claims, own gold, held out", [f for f in own if f.stem in held - blind]),
        board(bench, "claims, own gold, blind", [f for f in own if f.stem in blind]),
    ]
