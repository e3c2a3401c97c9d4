"""The exceptions to the spelling rules of lemmas. Invariant: read from lemminflect's lexicon and the training treebanks
alone; where they differ the treebanks' usage wins."""

from __future__ import annotations

import gzip
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from sandtable.language.lemmas import regular
from training.corpora import Example

# Tags that one form of the lexicon can carry, by its part of speech and ending.
_VERB_TAGS = (("ing", ("VBG",)), ("s", ("VBZ",)), ("", ("VBD", "VBN")))
_SCALES = {"adj": ("JJR", "JJS"), "adv": ("RBR", "RBS")}
_RULED = frozenset(("VBZ", "VBG", "VBD", "VBN", "NNS", "JJR", "JJS", "RBR", "RBS"))
_NAMES = frozenset(("NNP", "NNPS", "GW", "ADD", "FW", "XX"))
# A lemma of the treebanks that is seen less often than this may be a slip.
_LEAST = 2


def write_exceptions(examples: Iterable[Example], path: Path) -> int:
    """Write the exceptions, sorted, and return how many."""
    found = dict(_of_lexicon())
    found |= _of_treebanks(examples, found)
    found = {
        (tag, form): lemma
        for (tag, form), lemma in found.items()
        if tag not in _RULED or regular(form, tag) != lemma
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as out:
        out.writelines(f"{tag}\t{form}\t{lemma}\n".encode() for (tag, form), lemma in sorted(found.items()))
    return len(found)


def _of_lexicon() -> Iterator[tuple[tuple[str, str], str]]:
    from lemminflect import config

    with gzip.open(config.lemma_lu_fn, "rt", encoding="utf-8") as lines:
        for line in lines:
            form, kind, lemmas = line.rstrip("\n").split(",")
            lemma = lemmas.split("/")[0]
            if form == lemma or form != form.lower() or " " in form or "'" in form:
                continue
            if kind == "verb":
                tags = next(t for end, t in _VERB_TAGS if form.endswith(end))
            elif kind == "noun":
                tags = ("NNS",)
            elif kind in _SCALES:
                tags = (_SCALES[kind][form.endswith("st")],)
            else:
                continue
            for tag in tags:
                if regular(form, tag) != lemma:
                    yield (tag, form), lemma


def _of_treebanks(
    examples: Iterable[Example], lexicon: dict[tuple[str, str], str]
) -> dict[tuple[str, str], str]:
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for e in examples:
        if e.lemmas is None or e.upos is None or e.xpos is None:
            continue
        for word, pos, tag, lemma in zip(e.words, e.upos, e.xpos, e.lemmas, strict=True):
            if lemma != "_":
                form = word.lower().replace("’", "'")
                counts[tag, form][lemma if pos == "PROPN" else lemma.lower()] += 1
    out: dict[tuple[str, str], str] = {}
    for (tag, form), lemmas in counts.items():
        lemma, n = lemmas.most_common(1)[0]
        if tag in _NAMES and not form.endswith("."):
            continue
        expected = lexicon.get((tag, form)) or (regular(form, tag) if tag in _RULED else form)
        if lemma != expected and n >= _LEAST and 2 * n > lemmas.total():
            out[tag, form] = lemma
    return out
