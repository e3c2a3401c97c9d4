"""Whom and what a pronoun means. Invariant: it means a phrase that stands in the report and agrees with it, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandtable.coding.bindings import driven_out, holds, is_town, speaks
from sandtable.coding.frames import lexicon, words
from sandtable.coding.parts import NEUTER, PLURAL, SINGULAR_PERSON, SUBJECTS
from sandtable.coding.phrases import Phrase
from sandtable.coding.quotations import Quotations
from sandtable.coding.traces import REACH, Trace
from sandtable.coding.utterances import Utterances
from sandtable.gazetteer import Place
from sandtable.language.document import Token
from sandtable.terms import Kind

if TYPE_CHECKING:
    from sandtable.coding.references import References


class PronounReader:
    """Resolves the pronouns of one document against its memory."""

    def __init__(self, memory: References) -> None:
        self.memory = memory
        self.tree = memory.tree
        self.quotations = Quotations(memory.tree.document.text)
        self.sayers = Utterances(memory.tree, memory.phrases)

    def of(self, i: int, lower: str) -> tuple[int, ...]:
        """The phrases that a pronoun means: of those named shortly before, what fits it best."""
        token = self.tree.token(i)
        mates = self.tree.clause_mates(i)
        binder, fronted, over = self._binder(i), self._fronted(i), self._over(i)
        sayers = self.sayers
        told, spoken, before = sayers.told(i), sayers.spoken_for(i), sayers.says_on(i)
        telling = sayers.says(i)
        manned = token.dep == "nmod:poss" and self.tree.token(token.head).lemma.lower() in words(
            "member_nouns"
        )
        fled = driven_out(self.tree, i)
        # A town is in nobody's hands of its own, it does not speak, and "its fighters" are no town's.
        armed = manned and "force" in self.memory.phrases.of(token.head).classes
        neuter = lower in NEUTER and (armed or speaks(self.tree, i))
        bound = neuter or (lower in PLURAL and holds(self.tree, i))
        best: tuple[float, Trace] | None = None
        for trace in reversed(self.memory.traces):
            if token.sentence - trace.sentence > REACH:
                break
            if (
                trace.head in self.memory.written_at
                or {trace.head, trace.at} & mates
                or trace.head in fronted
                or not self._agrees(trace.phrase, lower)
                or (bound and is_town(self.memory, trace))
            ):
                continue
            score = self._score(trace, i, token.sentence) - self._aside(trace, token.sentence)
            if lower in PLURAL and not trace.phrase.plural and not trace.phrase.classes & {"force"}:
                score -= 0.7  # a singular name is rarely "they"
            if lower in NEUTER:
                if trace.phrase.plural or self.tree.token(trace.head).dep == "conj":
                    score -= 0.7  # nor a pair "it"
                if manned and trace.head in self.memory.places and trace.phrase.actor is None:
                    score -= 1.5  # "its fighters" are no town's
                elif not trace.phrase.classes & {"actor", "org", "force"}:
                    score -= 0.6  # a place seldom acts or owns
            if lower in SINGULAR_PERSON | NEUTER and self._only_quoted(trace.head, i):
                score -= 1.5  # whom a quotation tells of does not say it
            if trace.head in binder:
                score += 1.2
            if trace.head in over:
                score += 0.4 if trace.subject else 1.2
            if trace.head in told:
                score -= 1.2
            if trace.head in spoken:
                score += 1.5
            if trace.head in before:
                score += 2.0
            if trace.head in fled:
                score += 1.2
            if telling and trace.subject and sayers.tells(trace.at):
                score += 1.0  # "The army denied that rebels had come. Its spokesman said"
            if best is None or score > best[0]:
                best = (score, trace)
        ahead = self._ahead(i, lower) if best is None or best[1].phrase.actor is None else None
        if ahead is not None:
            return (ahead,)
        if best is None:
            return ()
        head = best[1].head
        return self._with_mates(head, lower)

    def _only_quoted(self, head: int, i: int) -> bool:
        """Whether a phrase stands in a quotation and the pronoun in none."""
        around = self.quotations.around
        return around(self.tree.token(head).start) is not None and around(self.tree.token(i).start) is None

    def _over(self, i: int) -> list[int]:
        """Who acts in the clause that a pronoun's own tells more of: "the group called back the men it had sent"."""
        tree = self.tree
        clause = tree.token(tree.token(i).head)
        if tree.token(i).dep not in SUBJECTS or clause.dep not in ("acl:relcl", "acl", "advcl"):
            return []
        at = tree.token(clause.head)
        while at.head != at.i and at.pos != "VERB":
            at = tree.token(at.head)
        subject = next(iter(tree.kids(at.i, *SUBJECTS)), None)
        if subject is None or subject > i or tree.token(subject).pos == "PRON":
            return []
        if tree.token(i).text.lower() in PLURAL and not self.memory.phrases.of(subject).plural:
            for o in tree.kids(at.i, "obj"):
                phrase = self.memory.phrases.of(o)
                if o < i and phrase.plural and phrase.classes & {"force", "people", "org"}:
                    subject = o  # "the navy hunts the pirates as they flee"
        return [h for t in tree.conjuncts(subject) for h in (t, *self.memory.targets(t))]

    def _ahead(self, i: int, lower: str) -> int | None:
        """The named party that a clause before the main one speaks of: "Since it overran the town, the group has ruled"."""
        tree = self.tree
        token = tree.token(i)
        clause = tree.token(token.head if token.dep in SUBJECTS else tree.token(token.head).head)
        if clause.dep != "advcl" or clause.head < clause.i or not tree.has(clause.i, "mark"):
            return None
        subject = next((c for c in tree.kids(clause.head, *SUBJECTS) if c > clause.i), None)
        phrase = None if subject is None else self.memory.phrases.of(subject)
        named = phrase is not None and phrase.actor is not None and self._agrees(phrase, lower)
        return subject if named else None

    def _fronted(self, i: int) -> set[int]:
        """The agents and objects of a participle that opens the pronoun's clause: "Trained by X, it fights" is not of X."""
        token = self.tree.token(i)
        if token.dep not in SUBJECTS:
            return set()
        opening = [
            c
            for c in self.tree.kids(token.head, "advcl")
            if c < i and self.tree.token(c).tag in ("VBN", "VBG") and not self.tree.has(c, "mark", *SUBJECTS)
        ]
        stack = [k for c in opening for k in self.tree.conjuncts(c)]
        inside: set[int] = set()
        while stack:
            at = stack.pop()
            inside.add(at)
            stack += self.tree.token(at).children
        return inside

    def _binder(self, i: int) -> list[int]:
        """Who does what the possessed noun is the object of: "press the regime to end its attacks", the regime's."""
        token = self.tree.token(i)
        if token.dep != "nmod:poss":
            return []
        noun = self.tree.token(token.head)
        helped = self._helped(noun)
        if helped:
            return helped
        while noun.dep in ("conj", "nmod") and noun.head != noun.i:
            noun = self.tree.token(noun.head)
        if noun.dep not in ("obj", "obl") or self.tree.token(noun.head).pos != "VERB":
            return []
        subject = self.tree.surface_subject(noun.head)
        return (
            []
            if subject is None
            else [h for t in self.tree.conjuncts(subject) for h in (t, *self.memory.targets(t))]
        )

    def _helped(self, noun: Token) -> list[int]:
        """Whose fight or effort it is that others help in: "support the forces in their fight", "the people in their war"."""
        tree = self.tree
        if noun.dep not in ("obl", "nmod") or tree.preposition(noun.i) != "in":
            return []
        head = tree.token(noun.head)
        kinds = lexicon().verbs if head.pos == "VERB" else lexicon().nouns
        if any(e.frame.kind is Kind.SUPPORT for e in kinds.get(head.lemma.lower(), ())):
            found = tree.kids(head.i, "obj") if head.pos == "VERB" else []
            found += [c for c in tree.kids(head.i, "nmod") if tree.preposition(c) in ("for", "of", "to")]
        elif head.pos == "NOUN":  # "the resolve of the coalition in its determination"
            found = [c for c in tree.kids(head.i, "nmod") if tree.preposition(c) == "of"] or [head.i]
        else:
            found = []
        return [h for h in found if self.memory.phrases.of(h).classes & {"actor", "force", "org", "people"}]

    def _score(self, trace: Trace, i: int, sentence: int) -> float:
        distance = sentence - trace.sentence
        score = -1.0 * distance + (0.8 if trace.subject else 0.0) + (0.3 if trace.phrase.named else 0.0)
        score += min(0.5, 0.1 * self.memory.counts.get(trace.key, 0))
        if distance == 0:
            score += 0.3 - min(0.3, 0.01 * (i - trace.head))
        if self.tree.token(trace.head).dep in ("compound", "amod", "nmod", "nmod:poss", "nmod:desc"):
            score -= 0.5
        return score

    def _aside(self, trace: Trace, sentence: int) -> float:
        """What the subject of a clause beside the main one weighs less in what follows: in "they took it after the army had left. They
        raised their flag" they are not the army."""
        verb = self.tree.token(self.tree.token(trace.at).head)
        beside = verb.dep == "advcl" and verb.sentence == trace.sentence
        return 0.2 if trace.subject and beside and trace.sentence != sentence else 0.0

    def _with_mates(self, head: int, lower: str) -> tuple[int, ...]:
        """For a plural pronoun, the whole coordination that the antecedent leads or belongs to."""
        if lower not in PLURAL:
            return self.memory.targets(head)
        top = head
        while self.tree.token(top).dep == "conj":
            top = self.tree.token(top).head
        out: list[int] = []
        for h in self.tree.conjuncts(top):
            if self.memory.phrases.of(h).classes & {"actor", "force", "people", "person", "org"}:
                out += self.memory.targets(h)
        return tuple(dict.fromkeys(out)) or self.memory.targets(head)

    def _agrees(self, phrase: Phrase, lower: str) -> bool:
        classes = phrase.classes
        if lower in SINGULAR_PERSON:
            return "person" in classes and not phrase.plural
        if lower in NEUTER:
            return (
                "person" not in classes
                and bool(classes & {"org", "actor", "force", "place", "facility"})
                and (not phrase.plural or phrase.named)
            )
        return (
            bool(classes & {"actor", "force", "people", "org"})
            and (phrase.plural or phrase.named or bool(classes & {"org", "force", "people"}))
            and not ("person" in classes and not phrase.plural)
        )

    def place(self, i: int, lower: str) -> int | None:
        """What "it", "them", "its" means to a verb that takes places: of those told shortly before the one that the report is about."""
        if lower in SINGULAR_PERSON:
            return None
        mates = self.tree.clause_mates(i)

        def fits(trace: Trace, place: Place | None) -> bool:
            """ "Them" are villages, "it" is a town; no mate in the clause."""
            several = (lower in PLURAL) == trace.phrase.plural or self.tree.has(trace.head, "conj")
            return several and not self._with_mate(trace.head, mates)

        return self.memory.salience.best(i, fits, reach=REACH, fade=1.2, weight=0.2)

    def _with_mate(self, head: int, mates: set[int]) -> bool:
        """Whether a phrase is one of these, or owns one: in "Ukraine's brigades left it" it is not Ukraine."""
        token = self.tree.token(head)
        return head in mates or (token.dep in ("nmod:poss", "compound", "amod") and token.head in mates)
