"""The shipped model on EWT dev with gold tokens: the figures that the model card gives."""

from pathlib import Path

import pytest

from sandtable.language.lemmas import Lemmas, load_exceptions
from sandtable.language.network import Network
from sandtable.language.parser import WEIGHTS

DEV = Path(__file__).parents[2] / "shared" / "data" / "ud" / "en_ewt-dev.conllu"
pytestmark = [
    pytest.mark.skipif(
        not (WEIGHTS / "model.onnx").is_file(), reason="the model's weights are not here: run `make model`"
    ),
    pytest.mark.skipif(not DEV.is_file(), reason="the treebank is not beside the project: ../shared/data/ud"),
]

Row = tuple[str, str, str, str, int, str, bool]


def sentences() -> list[list[Row]]:
    """Of each word: form, lemma, UPOS, XPOS, head, label, blank before."""
    out = []
    for block in DEV.read_text(encoding="utf-8").split("\n\n"):
        rows: list[Row] = []
        blank, inside, blank_after = True, 0, True
        for line in block.split("\n"):
            if not line or line[0] == "#":
                continue
            number, form, lemma, upos, xpos, _, head, dep, _, misc = line.split("\t")
            if "-" in number:
                inside, blank_after = int(number.split("-")[1]), "SpaceAfter=No" not in misc
            elif number.isdigit():
                rows.append((form, lemma, upos, xpos, int(head), dep, blank))
                i = int(number)
                blank = blank_after if i == inside else "SpaceAfter=No" not in misc and i > inside
        if rows:
            out.append(rows)
    return out


def test_figures() -> None:
    gold = sentences()
    read = Network(WEIGHTS).read([([r[0] for r in s], [r[6] for r in s]) for s in gold])
    pairs = [
        (row, upos, head, dep)
        for rows, layers in zip(gold, read, strict=True)
        for row, upos, head, dep in zip(rows, layers.upos, layers.heads, layers.deps, strict=True)
    ]
    share = 1 / len(pairs)
    assert share * sum(upos == row[2] for row, upos, _, _ in pairs) >= 0.965
    assert share * sum(head == row[4] for row, _, head, _ in pairs) >= 0.91
    assert share * sum(head == row[4] and dep == row[5] for row, _, head, dep in pairs) >= 0.89


def test_lemmas() -> None:
    lemma = Lemmas(load_exceptions(WEIGHTS / "lemmas.tsv.gz")).of
    rows = [row for rows in sentences() for row in rows]
    assert sum(lemma(r[0], r[2], r[3]).lower() == r[1].lower() for r in rows) / len(rows) >= 0.99


def test_size() -> None:
    assert sum(f.stat().st_size for f in WEIGHTS.iterdir()) < 40e6
