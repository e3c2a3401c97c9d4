"""Who says the clause that a pronoun stands in, or what is told before it. Invariant: it is read from the verbs of saying of the pronoun's
own sentence and of the one before."""

from __future__ import annotations

from sandtable.coding.frames import lexicon
from sandtable.coding.grammar import Tree
from sandtable.coding.parts import SUBJECTS
from sandtable.coding.phrases import Phrases
from sandtable.language.document import Token

SPEAKERS = frozenset(
    {"spokesman", "spokeswoman", "spokesperson", "commander", "officer", "official", "office"}
)
SAYING = frozenset({"say", "report", "add", "state", "write", "note", "announce"})
PRESS = frozenset({"press", "media", "information", "news"})
# Who or what speaks for a body without being it.
VOICES = SPEAKERS | {
    "staff",
    "ministry",
    "command",
    "leadership",
    "headquarters",
    "statement",
    "leader",
    "minister",
}
TELLING = frozenset({"say", "tell", "report"})
ADDRESSING = frozenset({"tell", "inform", "assure", "remind", "warn"})


class Utterances:
    """Those who speak in one document, by the pronouns that they or theirs are told of with."""

    def __init__(self, tree: Tree, phrases: Phrases) -> None:
        self.tree = tree
        self.phrases = phrases

    def _said(self, i: int) -> Token | None:
        """The word whose content clause a pronoun stands in: "said" of "said that its brigades had retaken it"."""
        at = self.tree.token(i)
        while at.head != at.i and at.dep != "ccomp":
            at = self.tree.token(at.head)
        return self.tree.token(at.head) if at.dep == "ccomp" else None

    def spoken_for(self, i: int) -> list[int]:
        """Whose spokesman says the clause of a pronoun: "a spokesman for the council said that its brigades had retaken it"."""
        tree = self.tree
        said = self._said(i)
        subjects = tree.kids(said.i, *SUBJECTS) if said is not None else []
        beside = [c for s in subjects for c in (s, *tree.kids(s, "nmod:desc", "compound", "appos"))]
        return [
            c
            for s in beside
            if self.phrases.of(s).lemma in SPEAKERS
            or any(tree.token(c).lemma.lower() in PRESS for c in tree.kids(s, "compound", "amod"))
            for c in tree.kids(s, "nmod", "nmod:poss", "compound")
            if self.phrases.of(c).actor is not None
        ]

    def says_on(self, i: int) -> list[int]:
        """Who said what the sentence before tells, where a pronoun says on: "The Monitor reports that they left. The town is calm, it says"."""
        tree, token = self.tree, self.tree.token(i)
        verb = tree.token(token.head)
        if (
            token.dep not in SUBJECTS
            or verb.lemma not in SAYING
            or not tree.has(verb.i, "ccomp")
            or not token.sentence
        ):
            return []
        before = tree.document.sentences[token.sentence - 1]
        said = [
            t for t in tree.tokens[before.first : before.last] if t.lemma in SAYING and tree.has(t.i, "ccomp")
        ]
        return [h for t in said[:1] for h in tree.kids(t.i, *SUBJECTS) if tree.token(h).pos != "PRON"]

    def says(self, i: int) -> bool:
        """Whether a pronoun owns whoever says something, or says it: "its spokesman said"."""
        token = self.tree.token(i)
        owner = token.dep == "nmod:poss" and self.tree.token(token.head).lemma.lower() in VOICES
        at = self.tree.token(token.head) if owner else token
        while at.dep in ("appos", "flat", "nmod:desc") and at.head != at.i:
            at = self.tree.token(at.head)
        return at.dep in SUBJECTS and self.tells(at.i)

    def tells(self, i: int) -> bool:
        """Whether a subject is that of a verb of saying."""
        verb = self.tree.token(self.tree.token(i).head)
        return verb.pos == "VERB" and verb.lemma in lexicon().speech | TELLING

    def told(self, i: int) -> list[int]:
        """To whom the clause of a pronoun is said: what "told the Tribune that its forces had left" tells is not of the Tribune."""
        said = self._said(i)
        return self.tree.kids(said.i, "obj", "iobj") if said is not None and said.lemma in ADDRESSING else []
