"""Lemmas by tag, and the tree decoder."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sandtable.language.lemmas import Lemmas, load_exceptions, regular
from sandtable.language.parser import WEIGHTS
from sandtable.language.tree import decode, reach_root


@pytest.mark.parametrize(
    ("form", "tag", "lemma"),
    [
        ("forces", "NNS", "force"), ("militias", "NNS", "militia"), ("cities", "NNS", "city"), ("crosses", "VBZ", "cross"),
        ("fighting", "VBG", "fight"), ("seizing", "VBG", "seize"), ("stopped", "VBD", "stop"), ("besieged", "VBN", "besiege"),
        ("shelled", "VBD", "shell"), ("fled", "VB", "fled"), ("carried", "VBD", "carry"), ("killing", "VBG", "kill"),
        ("recaptured", "VBD", "recapture"), ("crossed", "VBD", "cross"),
    ],
)  # fmt: skip
def test_spelling_rules(form: str, tag: str, lemma: str) -> None:
    assert regular(form, tag) == lemma


@pytest.mark.skipif(
    not (WEIGHTS / "lemmas.tsv.gz").is_file(), reason="the model's weights are not here: run `make model`"
)
@pytest.mark.parametrize(
    ("form", "pos", "tag", "lemma"),
    [
        ("took", "VERB", "VBD", "take"), ("fell", "VERB", "VBD", "fall"), ("lost", "VERB", "VBN", "lose"),
        ("left", "VERB", "VBD", "leave"), ("left", "ADJ", "JJ", "left"), ("held", "VERB", "VBN", "hold"),
        ("retook", "VERB", "VBD", "retake"), ("overran", "VERB", "VBD", "overrun"), ("withdrew", "VERB", "VBD", "withdraw"),
        ("was", "AUX", "VBD", "be"), ("n’t", "PART", "RB", "not"), ("men", "NOUN", "NNS", "man"),
        ("Forces", "PROPN", "NNPS", "Force"), ("Damascus", "PROPN", "NNP", "Damascus"), ("Iraqi", "ADJ", "JJ", "iraqi"),
        ("The", "DET", "DT", "the"), ("worse", "ADJ", "JJR", "bad"), ("retakes", "VERB", "VB", "retake"), ("moved", "VERB", "VBP", "move"), ("need", "VERB", "VBP", "need"),
        ("focus", "VERB", "VB", "focus"), ("embed", "VERB", "VB", "embed"), ("headquarters", "NOUN", "NN", "headquarters"),
    ],
)  # fmt: skip
def test_lemmas(form: str, pos: str, tag: str, lemma: str) -> None:
    assert Lemmas(load_exceptions(WEIGHTS / "lemmas.tsv.gz")).of(form, pos, tag) == lemma


SCORES = st.integers(1, 12).flatmap(
    lambda n: arrays(np.float32, (n, n + 1), elements=st.floats(-1e4, 1e4, width=32))
)


@given(SCORES)
@settings(max_examples=300)
def test_any_scores_give_one_tree(scores: "np.ndarray[tuple[int, int], np.dtype[np.float32]]") -> None:
    heads = decode(scores)
    assert (heads == 0).sum() == 1
    assert reach_root(heads[None])[0]
    assert all(h != i for i, h in enumerate(heads, 1))


def test_the_tree_is_the_best_one() -> None:
    rng = np.random.default_rng(1)
    for _ in range(60):
        n = int(rng.integers(2, 6))
        scores = rng.normal(scale=2, size=(n, n + 1)).astype(np.float32)
        masked = scores.astype(np.float64)
        masked[np.arange(n), np.arange(1, n + 1)] = -np.inf
        logs = masked - np.log(np.exp(masked).sum(1, keepdims=True))
        trees = [
            h
            for h in itertools.product(range(n + 1), repeat=n)
            if h.count(0) == 1 and all(x != i for i, x in enumerate(h, 1)) and reach_root(np.array([h]))[0]
        ]
        best = max(trees, key=lambda h: logs[np.arange(n), list(h)].sum())
        assert tuple(decode(scores)) == best
