"""Fit the weights of a claim's confidence. Invariant: fitted on the development gold that is not held out; a claim that
answers an optional gold claim teaches nothing, as it counts for nothing."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

from bench.scoring import score
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from sandtable.coding import RuleCoder
from sandtable.coding.confidence import Signs
from sandtable.gazetteer import Gazetteer
from sandtable.intake import make_report
from sandtable.language import load
from sandtable.orbat import Registry

_GOLD = Path(__file__).parent / "gold"
_OUT = Path(__file__).parent.parent / "src" / "sandtable" / "coding" / "data" / "confidence.toml"
# Inverse strength of the penalty on large weights: about a thousand claims, some fifty signs.
_C = 0.1
_SEED = 20171108


class Recorder:
    """Gives every claim another confidence, by which its signs are found again."""

    def __init__(self) -> None:
        self.seen: list[dict[str, float]] = []

    def of(self, signs: Signs) -> float:
        """The number of the claim, as a confidence that rounding leaves alone."""
        self.seen.append(dict(signs))
        return float(len(self.seen) - 1)


def examples(gold: Path) -> tuple[list[dict[str, float]], list[bool]]:
    """The signs of each claim that the coder makes of the seen gold, and whether its kind and roles are right."""
    held = set((gold / "HELDOUT.txt").read_text(encoding="utf-8").split())
    recorder = Recorder()
    parser, coder = load(), RuleCoder(Gazetteer.open(progress=False), Registry.load(), recorder)
    rows: list[dict[str, float]] = []
    right: list[bool] = []
    for path in sorted(p for p in gold.glob("*.json") if p.stem not in held):
        text = (gold / "texts" / f"{path.stem}.txt").read_text(encoding="utf-8")
        report = make_report(text=text, title=path.stem)
        claims = coder.code(report, parser.parse(text, report.published)).claims
        scored = score(path.stem, text, json.loads(path.read_text(encoding="utf-8"))["claims"], claims)
        answered = {
            a.claim.id: a.roles_right for a in scored.required if a.claim is not None
        } | dict.fromkeys((c.id for c in scored.false), False)
        for claim in claims:
            if claim.id in answered:
                rows.append(recorder.seen[int(claim.confidence)])
                right.append(answered[claim.id])
    return rows, right


def fit(rows: list[dict[str, float]], right: list[bool]) -> Mapping[str, float]:
    """Weights by sign, and the bias."""
    vectorizer = DictVectorizer(sparse=False)
    matrix = vectorizer.fit_transform(rows)
    model = LogisticRegression(C=_C, max_iter=2000, random_state=_SEED).fit(matrix, right)
    weights = dict(zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True))
    return {"bias": float(model.intercept_[0])} | {k: float(v) for k, v in weights.items()}


def main() -> None:
    """Fit, and write the data file."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--gold", type=Path, default=_GOLD)
    parser.add_argument("--out", type=Path, default=_OUT)
    args = parser.parse_args()
    rows, right = examples(args.gold)
    weights = fit(rows, right)
    lines = [
        f'"{name}" = {value:.3f}' for name, value in weights.items() if name == "bias" or abs(value) >= 0.0005
    ]
    head = f"# Made by `python -m training.confidence` from {len(rows)} claims, {sum(right)} of them right; see coding/confidence.py."
    args.out.write_text("\n".join([head, "", "[weights]", *lines, ""]), encoding="utf-8")
    print(f"{len(rows)} claims, {sum(right)} right; wrote {args.out}")


if __name__ == "__main__":
    main()
