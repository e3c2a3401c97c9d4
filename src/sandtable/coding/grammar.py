"""Reading a UD tree: who governs what, who is the subject of what. Invariant: pure functions of a Document; every
returned index is a token of the same sentence as the one asked about."""

from __future__ import annotations

from collections.abc import Sequence

from sandtable.language.document import Document, Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
SUBJECTS = ("nsubj", "nsubj:outer", "nsubj:pass")
NOBODY = frozenset({"nobody", "none", "neither"})
RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom", "whose", "where"})
# Clause-like children that are never part of a noun phrase's own words.
NOT_IN_PHRASE = frozenset(
    [
        "acl",
        "acl:relcl",
        "appos",
        "conj",
        "cc",
        "cc:preconj",
        "parataxis",
        "advcl",
        "advcl:relcl",
        "ccomp",
        "xcomp",
        "csubj",
        "mark",
        "cop",
        "aux",
        "aux:pass",
        "nsubj",
        "nsubj:pass",
        "nsubj:outer",
        "obj",
        "iobj",
        "expl",
        "discourse",
        "vocative",
        "dislocated",
        "orphan",
        "list",
        "dep",
        "obl:agent",
        "punct",
        "reparandum",
        "obl",
        "obl:unmarked",
    ]
)
# Object-control verbs hand their object to the infinitive; of the others the subject runs on.
# Prepositions that say where, and those of them that never say whither.
LOCATIVE = frozenset(
    "in at on near around inside outside along across within throughout over between beyond behind off above beside through toward towards "
    "west east north south amid astride past atop beneath into onto to".split()
)
LOCATIVE_STRICT = LOCATIVE - frozenset("into onto to toward towards over between on through".split())
# What may follow a head inside its own phrase.
WITHIN = frozenset(
    {
        "of",
        "in",
        "",
        "outside",
        "near",
        "around",
        "inside",
        "between",
        "north of",
        "south of",
        "east of",
        "west of",
    }
)
DIRECTIONS = frozenset(
    [
        "west",
        "east",
        "north",
        "south",
        "northwest",
        "northeast",
        "southwest",
        "southeast",
        "outside",
        "inside",
    ]
)
# "Called on them to leave": whom an oblique asks acts.
ASKING = frozenset({"call", "appeal", "count", "rely", "prevail"})
SUBJECT_CONTROL = frozenset({"promise", "vow", "threaten", "pledge", "swear"})
# Where the parse takes such a verb's infinitive for a purpose, its object acts all the same: "lead the force to defeat".
OBJECT_CONTROL = frozenset(
    "lead help assist aid support enable train equip mobilise mobilize rally empower urge order tell allow permit encourage press "
    "push pressure force compel send dispatch deploy direct instruct task ask lead advise enlist recruit hire arm".split()
)


def inside(tokens: Sequence[Token], first: int, end: int) -> list[int]:
    """The tokens from `first` on that end by the character `end`; `first` itself always."""
    last = first + 1
    while last < len(tokens) and tokens[last].end <= end:
        last += 1
    return list(range(first, last))


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
        """Whether a phrase speaks of nobody: "no group", "neither side", "neither A nor B", "none of them"."""
        if self.tokens[i].text.lower() in NOBODY:
            return True
        return any(
            self.tokens[c].text.lower() in ("no", "neither") for c in self.kids(i, "det", "cc:preconj", "cc")
        )

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

    def noun_before(self, i: int) -> int | None:
        """The head of the noun phrase that ends right before a relative pronoun, its comma and preposition aside."""
        sentence = self.document.sentences[self.tokens[i].sentence]
        j = i - 1
        while j > sentence.first and self.tokens[j].pos in ("PUNCT", "ADP"):
            j -= 1
        while self.tokens[j].dep in ("flat", "compound", "nummod") and self.tokens[j].head != j:
            j = self.tokens[j].head
        return j if j >= sentence.first and self.tokens[j].pos in NOMINAL else None

    def surface_subject(self, i: int, depth: int = 0) -> int | None:
        """The grammatical subject of a verb or predicate, shared or controlled ones included."""
        if depth > 6:
            return None
        for c in self.tokens[i].children:
            if self.tokens[c].dep in SUBJECTS:
                antecedent = self.antecedent(c)
                return c if antecedent is None else antecedent
        token = self.tokens[i]
        head = self.tokens[token.head]
        if token.dep == "conj":
            if head.pos in ("VERB", "ADJ", "AUX") or self.has(head.i, "cop", *SUBJECTS):
                return self.surface_subject(head.i, depth + 1)
            return None
        if head.i != i and (
            token.dep in ("xcomp", "advcl", "parataxis", "dep")
            or (token.dep == "ccomp" and self._marked(i) & {"of", "from", "for"})
        ):
            asked = head.lemma in ASKING and "to" in self._marked(i)
            behind = token.dep == "advcl" and head.lemma in OBJECT_CONTROL and self._right_behind_object(i)
            if token.dep == "xcomp" or (token.dep == "advcl" and (asked or behind)):
                controlled = self.kids(head.i, "obj", "iobj")
                if head.lemma == "call" and controlled and self.tokens[controlled[0]].pos == "PROPN":
                    return self.surface_subject(head.i, depth + 1)  # "called Mubarak to thank him"
                if not controlled and asked:
                    controlled = [
                        c for c in self.kids(head.i, "obl") if self.preposition(c) in ("on", "upon", "to")
                    ]
                if controlled and head.lemma not in SUBJECT_CONTROL:
                    return controlled[0]
            if (
                token.dep in ("advcl", "ccomp")
                and (
                    self._marked(i) & {"of", "from", "for"}
                    or (head.lemma in ("quote", "cite") and "as" in self._marked(i))
                )
                and token.tag != "VB"
            ):
                controlled = self.kids(head.i, "obj", "iobj", "nsubj:pass")
                if controlled:
                    return controlled[0]  # "accused them of shelling", "kept them from leaving"
            if token.dep == "parataxis" and not self.tokens[i].tag.startswith("VBG"):
                return None
            if head.pos in NOMINAL and not self.has(head.i, "cop"):
                return None
            return self.surface_subject(head.i, depth + 1)
        if token.dep == "acl:relcl":
            return head.i if not self._has_relative_object(i) else None
        if token.dep == "acl":
            if self.has(i, "mark"):  # "the campaign to liberate", "their efforts to reclaim"
                return self.holder_of(head.i, depth)
            return head.i
        if token.dep == "amod":
            return head.i
        if token.dep == "ccomp" and not self.has(i, "mark") and token.tag in ("VB", "VBG"):
            controlled = self.kids(head.i, "obj", "iobj")
            return controlled[0] if controlled else None
        return None

    def _right_behind_object(self, i: int) -> bool:
        """Whether an infinitive stands right behind the object of the verb over it, and the object's own phrases."""
        marks = [c for c in self.kids(i, "mark") if self.tokens[c].text.lower() == "to"]
        objects = self.kids(self.tokens[i].head, "obj")
        if not marks or not objects:
            return False
        at = marks[0] - 1
        while at > objects[0] and self.tokens[at].head != at:
            at = self.tokens[at].head
        return at == objects[0]

    def _marked(self, i: int) -> set[str]:
        return {
            self.tokens[c].text.lower()
            for c in self.tokens[i].children
            if self.tokens[c].dep in ("mark", "case")
        }

    def _has_relative_object(self, i: int) -> bool:
        return any(
            self.tokens[c].dep in ("obj", "obl") and self.tokens[c].text.lower() in RELATIVE_PRONOUNS
            for c in self.tokens[i].children
        )

    def holder_of(self, noun: int, depth: int) -> int | None:
        """Whose plan, campaign or effort it is: the possessor, else the subject of the verb that has it as object."""
        owners = self.kids(noun, "nmod:poss")
        if owners:
            return owners[0]
        token = self.tokens[noun]
        head = self.tokens[token.head]
        if token.dep in ("obj", "obl", "xcomp", "nmod") and head.i != noun:
            if head.pos in ("VERB", "AUX"):
                return self.surface_subject(head.i, depth + 1)
            return self.holder_of(head.i, depth + 1) if depth < 6 else None
        if token.dep in ("root", "nsubj") and self.has(noun, "cop"):
            return self.surface_subject(noun, depth + 1)
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

    def phrase(self, head: int) -> tuple[int, int]:
        """The noun phrase of a head as a half-open token range: its modifiers and of-phrases, without clauses,
        appositions, conjuncts and its own preposition."""
        sentence = self.document.sentences[self.tokens[head].sentence]
        inside = {head}
        stack = [c for c in self.tokens[head].children if self._in_phrase(head, c)]
        while stack:
            at = stack.pop()
            inside.add(at)
            stack += [
                c
                for c in self.tokens[at].children
                if self.tokens[c].dep not in ("acl:relcl", "parataxis", "appos", "acl")
            ]
        first = last = head
        tokens = self.tokens
        while first > sentence.first and (
            first - 1 in inside
            or (
                tokens[first - 1].pos == "PUNCT"
                and first - 2 in inside
                and tokens[first - 1].text in "-–‑/’'\"“”.&"
            )
        ):
            first -= 1
        while last + 1 < sentence.last and (
            last + 1 in inside
            or (
                tokens[last + 1].pos == "PUNCT" and last + 2 in inside and tokens[last + 1].text in "-–‑/’'.&"
            )
        ):
            last += 1
        while (
            first < head
            and tokens[first].pos in ("PUNCT", "ADP", "CCONJ")
            and tokens[first + 1].text.lower() not in ("least", "most")
        ):
            first += 1
        while last > head and tokens[last].pos in ("PUNCT", "CCONJ"):
            last -= 1
        return first, last + 1

    def _in_phrase(self, head: int, child: int) -> bool:
        token = self.tokens[child]
        if token.dep in NOT_IN_PHRASE:
            return False
        if token.dep == "case":
            return child > head  # the possessive clitic
        if token.dep == "advmod" and child > head:
            return token.text.lower() in DIRECTIONS
        if token.dep == "advmod":
            return child < head and token.text.lower() not in (
                "also",
                "then",
                "now",
                "only",
                "even",
                "not",
                "just",
                "still",
                "both",
            )
        if token.dep in ("nmod", "nmod:unmarked") and child > head:
            return self.preposition(child) in WITHIN and self.tokens[child].lemma[:1].isalpha()
        if token.dep == "det:predet":
            return False
        return not (token.dep == "det" and token.text.lower() in RELATIVE_PRONOUNS)

    def core(self, head: int) -> tuple[int, int]:
        """The phrase's name-like centre: modifiers before the head and flat parts after it, without of-phrases."""
        first, last = self.phrase(head)
        end = head + 1
        flat = {head}
        while end < last:
            token = self.tokens[end]
            if token.dep in ("flat", "fixed", "goeswith", "nummod", "compound") and (
                token.head in flat or token.head == head
            ):
                flat.add(end)
            elif (
                token.pos == "PUNCT"
                and token.text in "-–‑."
                and end + 1 < last
                and self.tokens[end + 1].head in flat
            ) or (token.head in flat and token.dep == "punct"):
                pass
            else:
                break
            end += 1
        while end - 1 > head and self.tokens[end - 1].pos == "PUNCT":
            end -= 1
        start = first
        while (
            start < head
            and self.tokens[start].dep in ("det", "nmod:poss", "advmod", "case")
            and (self.tokens[start].head == head or self.tokens[start].dep == "case")
        ):
            start += 1
        return start, end

    def chars(self, first: int, last: int) -> tuple[int, int]:
        """A half-open token range as half-open characters."""
        return self.tokens[first].start, self.tokens[last - 1].end
