"""How likely a claim is to be right, from how it was found. Invariant: the confidence says of the extraction alone, and
the signs it is weighed from are the same in training and in use.

A logistic regression over signs of the claim; `training.confidence` fits its weights on the development gold, and the
bench draws the curve on held-out gold.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp
from typing import Protocol

from sandtable.coding.drafts import Draft
from sandtable.coding.frames import data
from sandtable.coding.grammar import Tree
from sandtable.orbat import NEW
from sandtable.terms import Factuality, Role

Signs = Mapping[str, float]
LEAST, MOST = 0.02, 0.98
# Where in its sentence a predicate stands; other relations weigh nothing of their own.
CLAUSES = frozenset(
    (
        "root",
        "conj",
        "acl",
        "acl:relcl",
        "advcl",
        "xcomp",
        "ccomp",
        "nsubj",
        "obj",
        "obl",
        "nmod",
        "appos",
        "amod",
        "compound",
    )
)
_LONG = 40.0  # tokens of a long sentence
_FAR = 20.0  # tokens from the trigger to a far filler


class Confidence(Protocol):
    """Anything that weighs a claim's signs."""

    def of(self, signs: Signs) -> float:
        """0 to 1."""
        ...


class Regression:
    """The fitted weights, by default those of the data file."""

    def __init__(self, weights: Mapping[str, float] | None = None) -> None:
        self.weights = weights if weights is not None else data("confidence.toml")["weights"]

    def of(self, signs: Signs) -> float:
        """The chance that kind and roles are right."""
        score = self.weights["bias"] + sum(self.weights.get(name, 0.0) * x for name, x in signs.items())
        return max(LEAST, min(MOST, 1.0 / (1.0 + exp(-score))))


def signs_of(
    draft: Draft, roles: tuple[Role, ...], factuality: Factuality, tree: Tree, *, voices: int
) -> dict[str, float]:
    """The signs of a claim, by name; what is absent is 0."""
    token = tree.token(draft.at)
    sentence = tree.document.sentences[token.sentence]
    heads = [f.head for f in draft.fillers]
    parties = [r for r in roles if r.role not in ("quantity", "instrument")]
    out = {
        f"kind {draft.kind.value}": 1.0,
        f"trigger {token.pos}": 1.0,
        f"factuality {factuality.value}": 1.0,
        "frame": draft.confidence - 0.7,
        "roles": float(len({r.role for r in roles})),
        "long": min(2.0, (sentence.last - sentence.first) / _LONG),
        "idiom": float(draft.consumed is not None),
        "light verb": float(draft.light is not None),
        "lent actor": float(bool(draft.lacks)),
        "no actor": float(not any(r.role in ("actor", "superior", "member") for r in roles)),
        "voiced": float(voices > 0),
    }
    if token.dep in CLAUSES:
        out[f"clause {token.dep}"] = 1.0
    if parties:
        out["unresolved"] = sum(r.entity is None for r in parties) / len(parties)
        out["unknown"] = sum(r.entity is not None and r.entity.id.startswith(NEW) for r in parties) / len(
            parties
        )
    if heads:
        out["pronoun"] = sum(tree.token(h).pos == "PRON" for h in heads) / len(heads)
        out["far"] = min(1.0, max(abs(h - draft.at) for h in heads) / _FAR)
        out["elsewhere"] = float(any(tree.token(h).sentence != token.sentence for h in heads))
    return out
