"""The parse on UD EWT dev with gold tokens: UPOS, UAS, LAS. The parser's training never sees the file."""

from __future__ import annotations

from bench.board import Bench, Board
from bench.corpora import SHARED, digest


def sentences(text: str) -> list[list[list[str]]]:
    """CoNLL-U as rows of ten columns by sentence, without empty nodes and multi-word ranges."""
    out = []
    for block in text.split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line and not line.startswith("#")]
        rows = [r for r in rows if r[0].isdigit()]
        if rows:
            out.append(rows)
    return out


def boards(bench: Bench) -> list[Board]:
    """One board."""
    path = SHARED / "data" / "ud" / "en_ewt-dev.conllu"
    if not path.exists():
        return [Board("parse, UD EWT dev", "", absent="no en_ewt-dev.conllu in ../shared")]
    gold = sentences(path.read_text(encoding="utf-8"))
    upos = uas = las = total = 0
    for rows, tokens in zip(
        gold, bench.parser.parse_tokens([[r[1] for r in rows] for rows in gold]), strict=True
    ):
        for row, (pos, head, dep) in zip(rows, tokens, strict=True):
            total += 1
            upos += pos == row[3]
            uas += head == int(row[6])
            las += head == int(row[6]) and dep == row[7]
    figures = {"upos": upos / total, "uas": uas / total, "las": las / total}
    return [Board("parse, UD EWT dev", digest([path]), figures)]
