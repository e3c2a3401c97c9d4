"""Any spaCy pipeline as a parser. Invariant: what comes out speaks Universal Dependencies v2 and the ten mention types,
whatever scheme the pipeline speaks; a pipeline that lacks a part is refused by name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

from sandtable.language.document import Document, Sentence, Token
from sandtable.language.mentions import merge
from sandtable.language.times import find_times
from sandtable.language.universal import CLEARNLP, Node, convert
from sandtable.terms import Mention, MentionType

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span
    from spacy.tokens import Token as SpacyToken

# OntoNotes, as spaCy's English pipelines tag; what has no type among the ten is no mention.
_ENTITY_TYPES = {
    "PERSON": MentionType.PERSON, "PER": MentionType.PERSON, "NORP": MentionType.NATIONALITY,
    "ORG": MentionType.ORGANISATION, "GPE": MentionType.LOCATION, "LOC": MentionType.LOCATION,
    "FAC": MentionType.LOCATION, "DATE": MentionType.TEMPORAL, "TIME": MentionType.TEMPORAL,
    "MONEY": MentionType.MONEY, "QUANTITY": MentionType.QUANTITY, "CARDINAL": MentionType.QUANTITY,
    "PERCENT": MentionType.QUANTITY, "ORDINAL": MentionType.QUANTITY,
    **{kind.value: kind for kind in MentionType},
}  # fmt: skip
_NEEDED = {
    "a tagger": {"token.tag", "token.pos"},
    "a parser": {"token.dep"},
    "entities": {"doc.ents", "token.ent_type"},
}
# The span group in which our own component leaves every mention.
NESTED = "sandtable"
_POS = {
    "N": "NOUN", "V": "VERB", "J": "ADJ", "R": "ADV", "P": "PRON", "C": "CCONJ", "D": "DET", "I": "ADP", "T": "PART",
    "M": "AUX", "U": "INTJ", "W": "PRON", "E": "PRON",
}  # fmt: skip
_POS_OF_TAG = {
    "NNP": "PROPN", "NNPS": "PROPN", "CD": "NUM", "RP": "ADP", "PDT": "DET", "WDT": "PRON", "WRB": "ADV", "POS": "PART",
    "FW": "X", "LS": "X", "SYM": "SYM", "$": "SYM", "#": "SYM",
}  # fmt: skip


def load_pipeline(name: str) -> PipelineParser:
    """The parser of a spaCy package or folder.

    Raises FileNotFoundError where there is none of that name and ValueError where it lacks a tagger, parser or entities.
    """
    import spacy

    # Its import registers our own component, which a folder may name.
    import_module("sandtable.language.pipeline")
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise FileNotFoundError(
            f"no spaCy pipeline “{name}”: install its package (python -m spacy download {name}) or give its folder"
        ) from error
    return PipelineParser(nlp)


class PipelineParser:
    """The parser over a spaCy pipeline. Raises ValueError where it lacks a tagger, a parser or entities."""

    def __init__(self, nlp: Language) -> None:
        given = {a for name in nlp.pipe_names for a in nlp.get_pipe_meta(name).assigns}
        lacking = [part for part, any_of in _NEEDED.items() if not any_of & given]
        if lacking:
            raise ValueError(
                f"the pipeline lacks {' and '.join(lacking)}: choose one that has a tagger, a parser and entities"
            )
        self._nlp = nlp
        labels = {label for name in nlp.pipe_names for label in getattr(nlp.get_pipe(name), "labels", ())}
        self._clearnlp = bool(CLEARNLP & labels)

    def parse(self, text: str, published: date | None = None) -> Document:
        """The parsed document of a text; `published` normalises relative dates."""
        self._nlp.max_length = max(self._nlp.max_length, len(text) + 1)
        return from_doc(self._nlp(text), published, clearnlp=self._clearnlp)


def from_doc(doc: Doc, published: date | None = None, *, clearnlp: bool = False) -> Document:
    """A spaCy document, its labels ClearNLP's or UD's, its entities OntoNotes' or ours, as a parsed document."""
    text = doc.text
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for sent in doc.sents if len(doc) else ():
        kept = [t for t in sent if not t.is_space]
        if kept:
            sentences.append(_sentence(kept, len(sentences), tokens, clearnlp=clearnlp))
    times, warnings = find_times(text, published)
    return Document(text, tokens, sentences, merge(_mentions(_spans(doc)), times), times, warnings)


def _spans(doc: Doc) -> Iterable[Span]:
    """The entities; those of our own component with the nested ones, which `doc.ents` cannot hold."""
    spans: Iterable[Span] = doc.spans.get(NESTED, doc.ents)
    return spans


def _sentence(kept: list[SpacyToken], index: int, tokens: list[Token], *, clearnlp: bool) -> Sentence:
    first = len(tokens)
    place = {t.i: i for i, t in enumerate(kept)}
    heads = [_head(t, place) for t in kept]
    roots = [i for i, h in enumerate(heads) if h == i]
    # One root: what a pipeline leaves hanging goes under the first.
    root = roots[0] if roots else 0
    deps = [t.dep_ or "dep" for t in kept]
    for i in roots[1:]:
        heads[i], deps[i] = root, "parataxis"
    heads[root] = root
    pos = [t.pos_ or _pos(t.tag_) for t in kept]
    if clearnlp:
        nodes = [
            Node(t.text, (t.lemma_ or t.text).lower(), pos[i], t.tag_, heads[i], deps[i])
            for i, t in enumerate(kept)
        ]
        convert(nodes)
        heads, deps = [n.head for n in nodes], [n.dep for n in nodes]
        root = next(i for i, h in enumerate(heads) if h == i)
    deps[root] = "root"
    for i, t in enumerate(kept):
        lemma = t.lemma_ or t.text
        tokens.append(
            Token(
                first + i, t.text, lemma if pos[i] == "PROPN" else lemma.lower(), pos[i], t.tag_, deps[i],
                first + heads[i], t.idx, t.idx + len(t.text), index,
            )
        )  # fmt: skip
    for token in tokens[first:]:
        if token.head != token.i:
            tokens[token.head].children.append(token.i)
    last = first + len(kept)
    return Sentence(index, first, last, tokens[first].start, tokens[last - 1].end, first + root)


def _head(token: SpacyToken, place: dict[int, int]) -> int:
    """The place of a token's head, over heads that are blanks."""
    head = token.head
    while head.i not in place and head.head.i != head.i:
        head = head.head
    return place.get(head.i, place[token.i])


def _pos(tag: str) -> str:
    return _POS_OF_TAG.get(tag) or _POS.get(tag[:1], "PUNCT" if tag and not tag[0].isalpha() else "X")


def _mentions(ents: Iterable[Span]) -> list[Mention]:
    return [
        Mention(e.start_char, e.end_char, e.text, _ENTITY_TYPES[e.label_])
        for e in ents
        if e.label_ in _ENTITY_TYPES and e.text.strip()
    ]
