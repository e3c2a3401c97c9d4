"""The parse on UD EWT dev with gold tokens: UPOS, UAS, LAS. Invariant: every token counts, punctuation too, with the
label's subtype; the parser's training never sees the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from bench.board import Bench, Board, Sheet, by_cause, share
from bench.corpora import SHARED, digest
from sandtable.language.network import Layers, Network
from sandtable.language.parser import WEIGHTS

Sentence = tuple[list[list[str]], list[bool]]
_AT_ONCE = 250


def sentences(text: str) -> list[Sentence]:
    """CoNLL-U as sentences of (rows of ten columns, whether a blank stands before each), a row a syntactic word:
    no empty nodes, and of a multi-word token only its last word is parted from the next."""
    out = []
    for block in text.split("\n\n"):
        rows: list[list[str]] = []
        blanks: list[bool] = []
        before, until, after = (
            True,
            0,
            True,
        )  # the words up to `until` are of one token, which has `after` behind it
        for line in block.split("\n"):
            row = line.split("\t")
            if len(row) != 10 or "." in row[0]:
                continue
            parted = "SpaceAfter=No" not in row[9]
            if "-" in row[0]:
                until, after = int(row[0].split("-")[1]), parted
                continue
            rows.append(row)
            blanks.append(before)
            number = int(row[0])
            before = parted if number > until else (number == until and after)
        if rows:
            out.append((rows, blanks))
    return out


def compare(
    gold: Iterable[Sentence], read: Iterable[Layers]
) -> tuple[dict[str, float], list[tuple[str, str]]]:
    """Shares of tokens with the right UPOS, head, and head and label; and the wrong labels as (cause, words)."""
    total = upos = uas = las = 0
    wrong: list[tuple[str, str]] = []
    for (rows, _), layers in zip(gold, read, strict=True):
        for row, pos, head, dep in zip(rows, layers.upos, layers.heads, layers.deps, strict=True):
            total += 1
            upos += pos == row[3]
            uas += head == int(row[6])
            if head == int(row[6]) and dep == row[7]:
                las += 1
            elif dep == row[7]:
                wrong.append((f"{dep}: another head", row[1]))
            else:
                wrong.append((f"{row[7]} read as {dep}", row[1]))
    return {"upos": share(upos, total), "uas": share(uas, total), "las": share(las, total)}, wrong


def read(network: Network, gold: Sequence[Sentence], bench: Bench) -> list[Layers]:
    """The network's layers of each sentence."""
    out: list[Layers] = []
    for start in range(0, len(gold), _AT_ONCE):
        bench.say(f"parse: {start} of {len(gold)} sentences")
        some = gold[start : start + _AT_ONCE]
        out += network.read([([row[1] for row in rows], blanks) for rows, blanks in some])
    return out


def boards(bench: Bench) -> list[Board]:
    """One board."""
    path = SHARED / "data" / "ud" / "en_ewt-dev.conllu"
    if not path.exists():
        return [Board("parse, UD EWT dev", "", absent="no data/ud/en_ewt-dev.conllu in ../shared")]
    gold = sentences(path.read_text(encoding="utf-8"))
    figures, wrong = compare(gold, read(Network(WEIGHTS), gold, bench))
    commonest = Counter(cause for cause, _ in wrong).most_common(12)
    sheet = Sheet("parse, UD EWT dev: causes", ("cause", "tokens"), tuple((c, str(n)) for c, n in commonest))
    return [
        Board("parse, UD EWT dev", digest([path]), figures, frozenset(figures), by_cause(wrong), (sheet,))
    ]
