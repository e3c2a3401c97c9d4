"""ClearNLP trees and OntoNotes entities, as spaCy's English pipelines give them, on hand-made documents."""

from datetime import date

import pytest
import spacy
from spacy.tokens import Doc, Span

from sandtable.language.document import Document
from sandtable.language.foreign import PipelineParser, from_doc, load_pipeline
from sandtable.terms import MentionType

Row = tuple[str, str, str, int, str]


def doc_of(*rows: Row, ents: tuple[tuple[int, int, str], ...] = ()) -> Doc:
    """A document of one sentence. A row: word, UPOS, Penn tag, index of the head, label."""
    words, pos, tags, heads, deps = (list(column) for column in zip(*rows, strict=True))
    lemmas = {"was": "be", "is": "be", "captured": "capture", "are": "be"}
    doc = Doc(
        spacy.blank("en").vocab, words=words, pos=pos, tags=tags, heads=heads, deps=deps,
        lemmas=[lemmas.get(w, w.lower()) for w in words],
    )  # fmt: skip
    doc.ents = [Span(doc, a, b, label=kind) for a, b, kind in ents]
    return doc


def arcs(document: Document) -> dict[str, tuple[str, str]]:
    """Of each word its label and its head's word."""
    return {t.text: (t.dep, document.tokens[t.head].text) for t in document.tokens}


def test_passive_with_agent_and_prepositions() -> None:
    found = arcs(from_doc(doc_of(
        ("Palmyra", "PROPN", "NNP", 2, "nsubjpass"), ("was", "AUX", "VBD", 2, "auxpass"),
        ("captured", "VERB", "VBN", 2, "ROOT"), ("by", "ADP", "IN", 2, "agent"), ("units", "NOUN", "NNS", 3, "pobj"),
        ("of", "ADP", "IN", 4, "prep"), ("the", "DET", "DT", 7, "det"), ("army", "NOUN", "NN", 5, "pobj"),
        ("in", "ADP", "IN", 2, "prep"), ("March", "PROPN", "NNP", 8, "pobj"),
    ), clearnlp=True))  # fmt: skip
    assert found["Palmyra"] == ("nsubj:pass", "captured")
    assert found["was"] == ("aux:pass", "captured")
    assert found["units"] == ("obl:agent", "captured")
    assert found["by"] == ("case", "units")
    assert found["army"] == ("nmod", "units")
    assert found["of"] == ("case", "army")
    assert found["March"] == ("obl", "captured")
    assert found["captured"] == ("root", "captured")


def test_object_possessor_and_relative_clause() -> None:
    found = arcs(from_doc(doc_of(
        ("Syria", "PROPN", "NNP", 2, "poss"), ("'s", "PART", "POS", 0, "case"), ("army", "NOUN", "NN", 6, "nsubj"),
        (",", "PUNCT", ",", 2, "punct"), ("which", "PRON", "WDT", 5, "nsubj"), ("fought", "VERB", "VBD", 2, "relcl"),
        ("took", "VERB", "VBD", 6, "ROOT"), ("it", "PRON", "PRP", 6, "dobj"),
    ), clearnlp=True))  # fmt: skip
    assert found["Syria"] == ("nmod:poss", "army")
    assert found["fought"] == ("acl:relcl", "army")
    assert found["it"] == ("obj", "took")


def test_copula() -> None:
    found = arcs(from_doc(doc_of(
        ("He", "PRON", "PRP", 1, "nsubj"), ("was", "AUX", "VBD", 1, "ROOT"), ("the", "DET", "DT", 3, "det"),
        ("commander", "NOUN", "NN", 1, "attr"), ("of", "ADP", "IN", 3, "prep"), ("it", "PRON", "PRP", 4, "pobj"),
    ), clearnlp=True))  # fmt: skip
    assert found["commander"] == ("root", "commander")
    assert found["was"] == ("cop", "commander")
    assert found["He"] == ("nsubj", "commander")
    assert found["it"] == ("nmod", "commander")


def test_being_somewhere_and_there_is() -> None:
    found = arcs(from_doc(doc_of(
        ("They", "PRON", "PRP", 1, "nsubj"), ("are", "AUX", "VBP", 1, "ROOT"), ("in", "ADP", "IN", 1, "prep"),
        ("Damascus", "PROPN", "NNP", 2, "pobj"),
    ), clearnlp=True))  # fmt: skip
    assert found["Damascus"] == ("root", "Damascus")
    assert found["are"] == ("cop", "Damascus")
    found = arcs(from_doc(doc_of(
        ("There", "PRON", "EX", 1, "expl"), ("is", "VERB", "VBZ", 1, "ROOT"), ("fighting", "NOUN", "NN", 1, "attr"),
    ), clearnlp=True))  # fmt: skip
    assert found["is"] == ("root", "is")
    assert found["fighting"] == ("nsubj", "is")


def test_coordination_hangs_from_the_first() -> None:
    found = arcs(from_doc(doc_of(
        ("Iran", "PROPN", "NNP", 5, "nsubj"), (",", "PUNCT", ",", 0, "punct"), ("Iraq", "PROPN", "NNP", 0, "conj"),
        ("and", "CCONJ", "CC", 2, "cc"), ("Syria", "PROPN", "NNP", 2, "conj"), ("met", "VERB", "VBD", 5, "ROOT"),
    ), clearnlp=True))  # fmt: skip
    assert found["Iraq"] == ("conj", "Iran")
    assert found["Syria"] == ("conj", "Iran")
    assert found["and"] == ("cc", "Syria")


def test_clause_under_a_preposition_and_two_prepositions() -> None:
    found = arcs(from_doc(doc_of(
        ("It", "PRON", "PRP", 1, "nsubj"), ("left", "VERB", "VBD", 1, "ROOT"), ("after", "ADP", "IN", 1, "prep"),
        ("taking", "VERB", "VBG", 2, "pcomp"), ("it", "PRON", "PRP", 3, "dobj"),
    ), clearnlp=True))  # fmt: skip
    assert found["taking"] == ("advcl", "left")
    assert found["after"] == ("mark", "taking")
    found = arcs(from_doc(doc_of(
        ("They", "PRON", "PRP", 1, "nsubj"), ("fled", "VERB", "VBD", 1, "ROOT"), ("out", "ADP", "IN", 1, "prep"),
        ("of", "ADP", "IN", 2, "prep"), ("Aleppo", "PROPN", "NNP", 3, "pobj"),
    ), clearnlp=True))  # fmt: skip
    assert found["Aleppo"] == ("obl", "fled")
    assert found["out"] == found["of"] == ("case", "Aleppo")


def test_universal_trees_stay_as_they_are() -> None:
    found = arcs(from_doc(doc_of(
        ("They", "PRON", "PRP", 1, "nsubj"), ("fled", "VERB", "VBD", 1, "ROOT"), ("from", "ADP", "IN", 3, "case"),
        ("Aleppo", "PROPN", "NNP", 1, "obl"),
    )))  # fmt: skip
    assert found == {
        "They": ("nsubj", "fled"),
        "fled": ("root", "fled"),
        "from": ("case", "Aleppo"),
        "Aleppo": ("obl", "fled"),
    }


def test_entities_become_the_ten_types() -> None:
    doc = doc_of(
        ("Iraqi", "ADJ", "JJ", 1, "amod"), ("troops", "NOUN", "NNS", 2, "nsubj"), ("entered", "VERB", "VBD", 2, "ROOT"),
        ("Mosul", "PROPN", "NNP", 2, "dobj"), ("Friday", "PROPN", "NNP", 2, "npadvmod"), ("Ramadan", "PROPN", "NNP", 2, "dep"),
        ents=((0, 1, "NORP"), (3, 4, "GPE"), (4, 5, "DATE"), (5, 6, "EVENT")),
    )  # fmt: skip
    document = from_doc(doc, date(2017, 11, 12), clearnlp=True)
    assert [(m.text, m.type) for m in document.mentions] == [
        ("Iraqi", MentionType.NATIONALITY), ("Mosul", MentionType.LOCATION), ("Friday", MentionType.TEMPORAL),
    ]  # fmt: skip
    assert document.times[0].earliest == "2017-11-10"
    assert document.tokens[4].dep == "obl:unmarked"


def test_a_pipeline_that_lacks_a_part_is_refused() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("parser")
    with pytest.raises(ValueError, match="lacks a tagger and entities"):
        PipelineParser(nlp)
    with pytest.raises(FileNotFoundError, match="no_such_pipeline"):
        load_pipeline("no_such_pipeline")
