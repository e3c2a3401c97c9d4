"""Reading a UD tree: who governs what, who is the subject of what. Invariant: pure functions of a Document; every
returned index is a token of the same sentence as the one asked about."""

from __future__ import annotations

from collections.abc import Sequence

from sandtable.coding.acting import holder_of, surface_subject
from sandtable.coding.frames import words
from sandtable.coding.parts import NOMINAL, RELATIVE_PRONOUNS, SUBJECTS
from sandtable.coding.ranges import core_range, phrase_range
from sandtable.language.document import Document, Sentence, Token

DASHES = frozenset({"-", "–", "—", "--"})
DATELINE = 12  # tokens that a dateline may have before its dash
NEARLY = frozenset({"nearly", "almost", "virtually", "practically"})  # all of it but not quite
NOBODY = frozenset({"nobody", "none", "neither"})


def inside(tokens: Sequence[Token], first: int, end: int) -> list[int]:
    """The tokens from `first` on that end by the character `end`; `first` itself always."""
    last = first + 1
    while last < len(tokens) and tokens[last].end <= end:
        last += 1
    return list(range(first, last))


def name_start(tokens: Sequence[Token], i: int, *deps: str) -> int:
    """The first word of the name that a token goes on with, as the parse heads names: what hangs on one before it by one of these
    relations."""
    while tokens[i].dep in deps and tokens[i].head < i:
        i = tokens[i].head
    return i


def noun_before(tokens: Sequence[Token], first: int, i: int) -> int | None:
    """The head of the noun phrase that ends right before a relative pronoun at i, its comma, conjunction and preposition aside;
    `first` opens the sentence."""
    j = i - 1
    while j > first and tokens[j].pos in ("PUNCT", "ADP", "CCONJ"):
        j -= 1
    j = name_start(tokens, j, "flat", "compound", "nummod", "punct")
    return j if j >= first and tokens[j].pos in NOMINAL else None


def dateline(tokens: Sequence[Token], sentence: Sentence) -> int | None:
    """The dash behind the place and day of writing that open a sentence in capitals, or None."""
    first = tokens[sentence.first]
    if not first.text[:1].isupper():
        return None
    for token in tokens[sentence.first + 1 : min(sentence.first + DATELINE, sentence.last)]:
        if token.text in DASHES:
            spaced = token.start > tokens[token.i - 1].end
            words = tokens[sentence.first : token.i]
            # "Homs, SANA –": the agency that reports from there
            credited = (
                len(words) > 2
                and words[-2].text == ","
                and len(words[-1].text) > 2
                and words[-1].text.isupper()
            )
            return token.i if spaced and (first.text.isupper() or credited) else None
        if token.pos not in ("PROPN", "PUNCT", "NUM"):
            return None
    return None


class Tree:
    """A Document with the lookups that argument finding needs."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tokens = document.tokens
        self.starts = {t.start: t.i for t in self.tokens}
        self._prepositions: dict[int, str] = {}

    def token(self, i: int) -> Token:
        """The token at index i."""
        return self.tokens[i]

    def kids(self, i: int, *deps: str) -> list[int]:
        """Children of i with one of these relations (any, where none is named), in text order."""
        children = self.tokens[i].children
        return [c for c in children if self.tokens[c].dep in deps] if deps else children

    def has(self, i: int, *deps: str) -> bool:
        """Whether i has a child with one of these relations."""
        return any(self.tokens[c].dep in deps for c in self.tokens[i].children)

    def conjuncts(self, i: int) -> list[int]:
        """i and what is coordinated with it, as its dependents or, where the parse slips, as a sibling after "and"."""
        out = [i]
        token = self.tokens[i]
        for c in token.children:
            if self.tokens[c].dep == "conj":
                out += self.conjuncts(c)
        if token.dep in SUBJECTS and token.head != i:
            for c in self.tokens[token.head].children:
                if c > i and self.tokens[c].dep == token.dep and self.has(c, "cc"):
                    out += [h for h in self.conjuncts(c) if h not in out]
        return out

    def preposition(self, i: int) -> str:
        """The preposition of a phrase, multi-word ones joined ("out of"); empty where it has none."""
        if i not in self._prepositions:
            words: list[str] = []
            for c in self.tokens[i].children:
                if self.tokens[c].dep == "case" and c < i:
                    words.append(self.tokens[c].text.lower())
                    words += [self.tokens[f].text.lower() for f in self.kids(c, "fixed")]
            self._prepositions[i] = " ".join(words)
        return self._prepositions[i]

    def is_nobody(self, i: int) -> bool:
        """Whether a phrase speaks of nobody: "no group", "neither side", "neither A nor B", "none of them", "not one soldier"."""
        if self.tokens[i].text.lower() in NOBODY:
            return True
        first = self.phrase(i)[0]
        if first and self.tokens[first - 1].text.lower() == "not":
            first -= 1
        said = [t.text.lower() for t in self.tokens[first : first + 3]]
        if said[:1] == ["not"] and (said[1:2] == ["one"] or said[1:] == ["a", "single"]):
            return True
        return any(
            self.tokens[c].text.lower() in ("no", "neither") for c in self.kids(i, "det", "cc:preconj", "cc")
        )

    def is_part(self, i: int) -> bool:
        """Whether a word is for a part of what stands behind it: "most of", "90 per cent of", "nearly all of"."""
        lower = self.tokens[i].text.lower()
        if lower in words("whole_parts"):
            first = self.phrase(i)[0]
            return any(t.text.lower() in NEARLY for t in self.tokens[max(0, first - 1) : i])
        return lower in words("some_parts") or lower in ("percent", "cent", "%")

    def agents(self, i: int) -> list[int]:
        """The by-phrases of a verb."""
        return [c for c in self.kids(i, "obl:agent", "obl") if self.preposition(c) == "by"]

    def is_passive(self, i: int) -> bool:
        """Whether a verb is passive: by its auxiliary or subject, or as a past participle beside a noun."""
        token = self.tokens[i]
        if self.has(i, "aux:pass", "obl:agent"):
            return True
        if token.tag == "VBD" and token.dep in ("root", "conj", "ccomp", "advcl", "parataxis"):
            return False  # a past tense with no auxiliary is active, whatever its subject is called
        if self.has(i, "nsubj:pass"):
            perfect = any(self.tokens[c].lemma == "have" for c in self.kids(i, "aux"))
            return not (
                (token.tag == "VBD" or perfect) and self.has(i, "obj")
            )  # a slip of the parse: "troops captured the town"
        if (
            token.dep == "conj"
            and token.tag == "VBN"
            and self.has(i, "nsubj")
            and not self.has(i, "aux", "mark", "obj")
            and self.has(token.head, "aux:pass")
        ):
            return True  # "one was killed and 25 people hurt"
        if self.has(i, "aux", "nsubj", "mark") or token.tag == "VBG" or token.pos != "VERB":
            return (
                token.pos == "ADJ"
                and token.dep == "amod"
                and token.text.lower().endswith(("ed", "en", "held", "led", "run", "lost"))
            )
        if token.dep == "xcomp" and token.tag == "VBN" and self.hyphen_name(i) is not None:
            return True  # "remains rebel-held"
        if token.dep in ("acl", "amod", "acl:relcl"):
            return token.tag == "VBN" or (token.tag in ("", "VBD", "JJ") and not self.has(i, "obj"))
        if token.dep == "advcl" and token.tag == "VBN":
            return not self.has(i, "obj")
        if token.dep == "conj":
            head = self.tokens[token.head]
            return (
                token.tag == "VBN"
                and head.pos == "VERB"
                and self.is_passive(head.i)
                and not self.has(i, "obj")
            )
        return False

    def antecedent(self, i: int) -> int | None:
        """The noun that a relative pronoun stands for, or None."""
        token = self.tokens[i]
        if token.pos not in ("PRON", "DET", "ADV", "SCONJ") or token.text.lower() not in RELATIVE_PRONOUNS:
            return None
        at = i
        for _ in range(4):
            clause = self.tokens[at]
            if clause.dep in ("acl:relcl", "advcl:relcl") and clause.head < i:
                return clause.head if self.tokens[clause.head].pos in NOMINAL else self.noun_before(i)
            if clause.head == at:
                return None
            at = clause.head
        return None

    def hyphen_name(self, i: int) -> int | None:
        """The word before the hyphen of "Iran-backed", "ISIL-held": the participle's logical subject."""
        if i < 2 or self.tokens[i - 1].text not in ("-", "–", "‑"):
            return None
        before = self.tokens[i - 2]
        if before.sentence != self.tokens[i].sentence:
            return None
        if before.head == i or before.dep in (
            "compound",
            "flat",
            "obl",
            "obl:unmarked",
            "nmod",
            "nmod:unmarked",
            "amod",
            "nsubj",
            "dep",
        ):
            at = before.i
            while (
                self.tokens[at].head != i
                and self.tokens[at].dep in ("flat", "compound")
                and self.tokens[at].head < i
                and self.tokens[at].head != at
            ):
                at = self.tokens[at].head
            return at
        return None

    def chars(self, first: int, last: int) -> tuple[int, int]:
        """A half-open token range as half-open characters."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def clause_mates(self, i: int) -> set[int]:
        """Arguments of the same verb, and a phrase that holds the pronoun: none of them is what it means."""
        token = self.token(i)
        if token.dep == "nmod:poss":
            held = {token.head}
            return held
        at = token
        while at.dep == "conj" and at.head != at.i:
            at = self.token(at.head)
        mates: set[int] = set()
        for c in self.kids(at.head):
            if c != i:
                mates.update(self.conjuncts(c))
        if at.dep not in ("nsubj", "nsubj:pass"):
            subject = self.surface_subject(at.head)
            if subject is not None:
                mates.update(self.conjuncts(subject))
        return mates

    def noun_before(self, i: int) -> int | None:
        """The head of the noun phrase that ends right before a relative pronoun, its comma and preposition aside."""
        return noun_before(self.tokens, self.document.sentences[self.tokens[i].sentence].first, i)

    def surface_subject(self, i: int) -> int | None:
        """The grammatical subject of a verb or predicate, shared or controlled ones included."""
        return surface_subject(self, i)

    def holder_of(self, noun: int) -> int | None:
        """Whose plan, campaign or effort it is: the possessor, else the subject of the verb that has it as object."""
        return holder_of(self, noun)

    def phrase(self, head: int) -> tuple[int, int]:
        """The noun phrase of a head as a half-open token range: its modifiers and of-phrases, without clauses,
        appositions, conjuncts and its own preposition."""
        return phrase_range(self, head)

    def core(self, head: int) -> tuple[int, int]:
        """The phrase's name-like centre: modifiers before the head and flat parts after it, without of-phrases."""
        return core_range(self, head)
