"""The corpora as sentences to learn from. Invariant: a layer that a corpus does not have is None or IGNORE, never a
guess, so that it adds nothing to a loss."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sandtable.language.sentences import split
from sandtable.language.tokenizer import tokenize
from sandtable.terms import MentionType
from training.mentions import FOLDER, texts

IGNORE = "?"
OUTSIDE = "O"
_GUM_TYPES = {
    "person": MentionType.PERSON,
    "organization": MentionType.ORGANISATION,
    "place": MentionType.LOCATION,
    "time": MentionType.TEMPORAL,
}
_PRONOUNS = frozenset(
    ("i", "me", "my", "mine", "we", "us", "our", "ours", "you", "your", "yours", "he", "him", "his", "she", "her", "hers",
     "it", "its", "they", "them", "their", "theirs", "who", "whom", "whose", "which", "that", "this", "these", "those",
     "one", "ones")
)  # fmt: skip
# Scored on, never learnt from: its licence is non-commercial.
_SCORE_ONLY = "bbc-online"
# A name of more tokens than this is a whole phrase, which the two corpora bound differently.
_GUM_NAME_TOKENS = 5


@dataclass(slots=True)
class Example:
    """A sentence. `heads` are 1-based, 0 for the root; `outer` and `inner` are BIO tags of the two mention layers."""

    words: list[str]
    blank_before: list[bool]
    upos: list[str] | None = None
    xpos: list[str] | None = None
    heads: list[int] | None = None
    deps: list[str] | None = None
    lemmas: list[str] | None = None
    outer: list[str] | None = None
    inner: list[str] | None = None
    source: str = ""
    spans: list[tuple[int, int, str]] = field(default_factory=list)


def read_conllu(path: Path, *, entities: bool = False) -> list[Example]:
    """The sentences of a CoNLL-U file; with `entities`, GUM's named mentions as a partly known outer layer."""
    out: list[Example] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line and line[0] != "#"]
        rows, spaces = _words(rows)
        if not rows:
            continue
        example = Example(
            words=[r[1] for r in rows],
            blank_before=spaces,
            upos=[r[3] for r in rows],
            xpos=[r[4] if r[4] != "_" else IGNORE for r in rows],
            heads=[int(r[6]) for r in rows],
            deps=[r[7] for r in rows],
            lemmas=[r[2] for r in rows],
            source=path.stem,
        )
        if entities:
            example.outer = _gum_names(rows)
        out.append(example)
    return out


def _words(rows: list[list[str]]) -> tuple[list[list[str]], list[bool]]:
    """The rows of syntactic words, and whether a blank stands before each."""
    kept: list[list[str]] = []
    blank: list[bool] = []
    before, joined_until, joined_space = True, 0, True
    for row in rows:
        if "-" in row[0]:
            joined_until = int(row[0].split("-")[1])
            joined_space = "SpaceAfter=No" not in row[9]
        elif row[0].isdigit():
            kept.append(row)
            blank.append(before)
            i = int(row[0])
            if i < joined_until:
                before = False
            elif i == joined_until:
                before = joined_space
            else:
                before = "SpaceAfter=No" not in row[9]
    return kept, blank


def _gum_names(rows: list[list[str]]) -> list[str]:
    """BIO tags where GUM links a short mention to Wikipedia; IGNORE where its annotation cannot tell; else O."""
    n = len(rows)
    tags = [OUTSIDE] * n
    open_: dict[str, tuple[int, str, bool]] = {}
    spans: list[tuple[int, int, str, bool]] = []
    for i, row in enumerate(rows):
        match = re.search(r"Entity=([^|]*)", row[9])
        if not match:
            continue
        for opening, closing in re.findall(r"\(([^()]*)|([^()]*)\)", match.group(1)):
            key = (opening or closing).split("-", 1)[0]
            if opening:
                fields = opening.split("-")
                open_[key] = (i, fields[1], len(fields) > 6)
                if match.group(1).find("(" + opening + ")") >= 0:
                    spans.append((i, i + 1, fields[1], len(fields) > 6))
            elif key in open_:
                start, kind, named = open_[key]
                spans.append((start, i + 1, kind, named))
    for i, row in enumerate(rows):
        if row[4] in ("CD", "NNP", "NNPS") or (row[1][0].isupper() and row[3] == "ADJ"):
            tags[i] = IGNORE
    for start, end, kind, _ in spans:
        if kind in _GUM_TYPES or kind == "object":
            tags[start:end] = [IGNORE] * (end - start)
    for start, end, kind, named in sorted(spans, key=lambda s: s[0] - s[1]):
        if (
            named
            and kind in _GUM_TYPES
            and end - start <= _GUM_NAME_TOKENS
            and rows[end - 1][4] in ("NNP", "NNPS")
        ):
            tags[start] = "B-" + _GUM_TYPES[kind].value
            tags[start + 1 : end] = ["I-" + _GUM_TYPES[kind].value] * (end - start - 1)
    return tags


def read_re3d(folder: Path, held_out: frozenset[str] = frozenset()) -> tuple[list[Example], list[Example]]:
    """The sentences of re3d with both mention layers: to learn from, and of the held out documents. Not bbc-online."""
    learn: list[Example] = []
    held: list[Example] = []
    for documents in sorted(folder.glob("*/documents.json")):
        if documents.parent.name == _SCORE_ONLY:
            continue
        spans: dict[str, list[tuple[int, int, str]]] = {}
        for line in (documents.parent / "entities.json").read_text(encoding="utf-8").splitlines():
            e = json.loads(line)
            spans.setdefault(e["documentId"], []).append((e["begin"], e["end"], e["type"]))
        for line in documents.read_text(encoding="utf-8").splitlines():
            doc = json.loads(line)
            examples = list(_document(doc["text"], spans.get(doc["_id"], []), documents.parent.name))
            (held if doc["_id"] in held_out else learn).extend(examples)
    return learn, held


def re3d_ids(folder: Path) -> list[str]:
    """The ids of the documents that may be learnt from, in order."""
    return [
        json.loads(line)["_id"]
        for documents in sorted(folder.glob("*/documents.json"))
        if documents.parent.name != _SCORE_ONLY
        for line in documents.read_text(encoding="utf-8").splitlines()
    ]


def read_marked(hold_out_every: int) -> tuple[list[Example], list[Example]]:
    """The sentences of the project's own texts with mentions: to learn from, and of every so manieth text."""
    learn: list[Example] = []
    held: list[Example] = []
    for number, marked in enumerate(texts(FOLDER), 1):
        examples = _document(marked.text, list(marked.spans), "own")
        (held if number % hold_out_every == 0 else learn).extend(examples)
    return learn, held


def _document(text: str, spans: list[tuple[int, int, str]], source: str) -> Iterator[Example]:
    tokens = tokenize(text)
    kinds = {m.value for m in MentionType}
    starts = {s: i for i, (s, _) in enumerate(tokens)}
    ends = {e: i + 1 for i, (_, e) in enumerate(tokens)}
    named: set[tuple[int, int, str]] = set()
    for begin, end, kind in spans:
        start = begin + len(text[begin:end]) - len(text[begin:end].lstrip())
        # A span that begins or ends inside a word is a slip of the corpus ("st Daesh").
        if kind in kinds and start in starts and end in ends and not _is_pronoun(text[start:end], kind):
            named.add((starts[start], ends[end], kind))
    for first, last in split(text, tokens):
        inside = [(a - first, b - first, k) for a, b, k in named if first <= a and b <= last]
        outer, inner = layers_of(inside, last - first)
        yield Example(
            words=[text[a:b] for a, b in tokens[first:last]],
            blank_before=[i == 0 or tokens[i - 1][1] < tokens[i][0] for i in range(first, last)],
            outer=outer,
            inner=inner,
            source=source,
            spans=inside,
        )


def _is_pronoun(words: str, kind: str) -> bool:
    """Whether a mention is a pronoun, which the coder adds by itself; not "US", nor the number "one"."""
    capitals = words.isupper() and len(words) > 1
    return words.lower() in _PRONOUNS and not capitals and kind != MentionType.QUANTITY.value


def layers_of(spans: list[tuple[int, int, str]], length: int) -> tuple[list[str], list[str]]:
    """BIO tags of the longest spans, and of the longest of the others; of a state the party outside, the place inside."""
    party = MentionType.ORGANISATION.value
    outer, rest = _layer(sorted(spans, key=lambda s: (s[0] - s[1], s[0], s[2] != party, s[2])), length)
    inner, _ = _layer(rest, length)
    return outer, inner


def _layer(spans: list[tuple[int, int, str]], length: int) -> tuple[list[str], list[tuple[int, int, str]]]:
    """BIO tags of the longest spans, and the spans left over."""
    tags = [OUTSIDE] * length
    rest: list[tuple[int, int, str]] = []
    taken: set[tuple[int, int, str]] = set()
    for start, end, kind in spans:
        if any(t != OUTSIDE for t in tags[start:end]):
            # What has two types in one (a state is a place and a party) has one in each layer.
            if (start, end, kind) not in taken:
                rest.append((start, end, kind))
            continue
        tags[start] = "B-" + kind
        tags[start + 1 : end] = ["I-" + kind] * (end - start - 1)
        taken.add((start, end, kind))
    return tags, rest
