"""Names of towns that open a sentence and that the tagger takes for nouns. Invariant: only a word that is no noun or verb of the data, and
that the gazetteer knows as a town's own name, is made a name."""

from __future__ import annotations

from sandtable.coding.classes import noun_classes
from sandtable.coding.frames import Lexicon
from sandtable.coding.grafting import Grafter
from sandtable.gazetteer import Gazetteer

_SHORT = 4  # letters below which a word may be anything


def mend_openers(graft: Grafter, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
    """ "Derventa is in their hands": what opens a sentence as a noun that nobody knows, and names a town, is its name."""
    small = {t.text for t in graft.tokens if t.text.islower()}
    for sentence in graft.document.sentences:
        token = graft.tokens[sentence.first]
        lower = token.text.lower()
        if (
            token.pos != "NOUN"
            or token.tag != "NN"
            or not token.text.istitle()
            or len(lower) < _SHORT
            or lower in small
        ):
            continue
        if (
            lower in noun_classes()
            or lower in lexicon.nouns
            or lower in lexicon.verbs
            or graft.kids(token.i, "det")
        ):
            continue
        if any(m.how == "exact" and m.place.type == "settlement" for m in gazetteer.find(token.text)):
            token.pos, token.tag, token.lemma = "PROPN", "NNP", token.text
