"""Our parser as a spaCy pipeline. Invariant: `doc.text` is the text that went in, and the `Doc` says what
`NetworkParser` says, blanks between words being tokens of their own where spaCy needs them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, filter_spans, registry
from spacy.vocab import Vocab

from sandtable.language.document import Token
from sandtable.language.foreign import NESTED
from sandtable.language.parser import WEIGHTS, NetworkParser
from sandtable.language.tokenizer import tokenize

if TYPE_CHECKING:
    from thinc.types import Ints2d

TOKENIZER = "sandtable.Tokenizer.v1"
PARSER = "sandtable_parser"


class NewsTokenizer(DummyTokenizer):
    """Our tokens as a spaCy tokenizer."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The tokens of a text, and one for each gap between them that is more than one space."""
        words: list[str] = []
        spaces: list[bool] = []
        reached = 0
        for start, end in [*tokenize(text), (len(text), len(text))]:
            gap = text[reached:start]
            if gap[:1] == " " and words:
                spaces[-1] = True
                gap = gap[1:]
            if gap:
                words.append(gap)
                spaces.append(False)
            if start < end:
                words.append(text[start:end])
                spaces.append(False)
            reached = end
        return Doc(self.vocab, words=words, spaces=spaces)


def make_tokenizer() -> object:
    """The factory that spaCy asks for."""

    def create(nlp: Language) -> NewsTokenizer:
        return NewsTokenizer(nlp.vocab)

    return create


class SpacyParser:
    """The component: tags, lemmas, tree, sentences and entities (the outermost, as spaCy's may not overlap)."""

    def __init__(self, weights: Path = WEIGHTS) -> None:
        self._weights = weights
        self._parser: NetworkParser | None = None

    def __call__(self, doc: Doc) -> Doc:
        if self._parser is None:
            self._parser = NetworkParser(self._weights)
        parsed = self._parser.parse(doc.text)
        place = {t.idx: t.i for t in doc}
        _annotate(doc, parsed.tokens, place)
        spans = [
            span
            for m in parsed.mentions
            if (span := doc.char_span(m.start, m.end, label=m.type.value)) is not None
        ]
        doc.ents = filter_spans(spans)
        doc.spans[NESTED] = spans
        return doc

    def to_disk(self, path: Path, *, exclude: object = ()) -> None:
        """Copy the weights into the pipeline's folder."""
        shutil.copytree(self._weights, path, dirs_exist_ok=True)

    def from_disk(self, path: Path, *, exclude: object = ()) -> SpacyParser:
        """Read the weights of the pipeline's folder from now on."""
        self._weights, self._parser = Path(path), None
        return self


def _annotate(doc: Doc, tokens: list[Token], place: dict[int, int]) -> None:
    """Our tokens onto the doc's; a blank hangs from the token before it."""
    strings = doc.vocab.strings
    rows = np.zeros((len(doc), 5), dtype=np.uint64)
    blank = [strings.add("dep"), strings.add("SPACE"), strings.add("_SP")]
    heads = np.zeros(len(doc), dtype=np.int64)
    ours = np.zeros(len(doc), dtype=bool)
    for t in tokens:
        i = place[t.start]
        ours[i] = True
        heads[i] = place[tokens[t.head].start] - i
        rows[i, 1:] = (
            strings.add(t.dep if t.dep != "root" else "ROOT"),
            strings.add(t.pos),
            strings.add(t.tag),
            strings.add(t.lemma),
        )
    for i in np.flatnonzero(~ours).tolist():
        heads[i] = -1 if i else min(1, len(doc) - 1)
        rows[i, 1:] = (*blank, strings.add(doc[i].text))
    rows[:, 0] = heads.astype(np.uint64)
    doc.from_array(["HEAD", "DEP", "POS", "TAG", "LEMMA"], cast("Ints2d", rows))


@Language.factory(
    PARSER,
    assigns=[
        "token.tag",
        "token.pos",
        "token.lemma",
        "token.dep",
        "token.head",
        "token.is_sent_start",
        "doc.ents",
        "doc.sents",
    ],
)
def make_parser(nlp: Language, name: str) -> SpacyParser:
    """The factory that spaCy asks for."""
    return SpacyParser()


registry.tokenizers.register(TOKENIZER, func=make_tokenizer)


def build() -> Language:
    """Our pipeline as a spaCy `Language`."""
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    nlp.add_pipe(PARSER)
    return nlp


def write(folder: Path) -> None:
    """Write our pipeline, weights and all, where `spacy.load` finds it."""
    build().to_disk(folder)
