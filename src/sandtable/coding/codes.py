"""The PLOVER root code of a claim: its frame's, changed by the mood in which the act is told. Invariant: an act that is
only offered, threatened or refused has the code of the offer, the threat or the refusal.

Source: the PLOVER manual (and CAMEO before it), under AGREE ("cooperative actions reported in future tense are also taken
to imply intentions"), THREATEN (likewise of hostile ones), REJECT (refusals of cooperation) and MOBILIZE (preparations
of force)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache

from sandtable.coding.classes import noun_classes
from sandtable.coding.drafts import Draft
from sandtable.coding.frames import Lexicon, data
from sandtable.coding.grammar import Tree
from sandtable.coding.references import References
from sandtable.terms import Factuality, Kind, Stance

DEFAULT_PLOVER: Mapping[Kind, str] = {
    Kind.CAPTURE: "ASSAULT", Kind.WITHDRAWAL: "RETREAT", Kind.ASSAULT: "ASSAULT", Kind.SIEGE: "COERCE", Kind.MOVEMENT: "MOBILIZE",
    Kind.CASUALTY: "ASSAULT", Kind.COERCION: "COERCE", Kind.AGREEMENT: "AGREE", Kind.MEETING: "CONSULT", Kind.SUPPORT: "SUPPORT",
    Kind.CONCESSION: "CONCEDE", Kind.PROTEST: "PROTEST", Kind.ALLIANCE: "COOPERATE",
}  # fmt: skip
COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "AGREE"})
HOSTILE = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
# Clauses that hold their act up to what governs them; others stand on their own.
GOVERNED = frozenset({"xcomp", "ccomp", "acl", "advcl", "csubj", "csubj:pass"})
ASIDE = frozenset({"acl:relcl", "advcl:relcl", "parataxis", "appos", "list", "nmod:desc"})


class Mood(Enum):
    """How a party stands to an act that is not told as done."""

    INTENDED = "intended"
    REFUSED = "refused"
    PREPARED = "prepared"


@cache
def moods() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """The words of each mood by word class, from moods.toml."""
    return {
        mood: {name: frozenset(words) for name, words in table.items()}
        for mood, table in data("moods.toml").items()
    }


class CodeReader:
    """Reads the PLOVER codes of one document's drafts."""

    def __init__(self, tree: Tree, references: References, lexicon: Lexicon) -> None:
        self.tree = tree
        self.references = references
        self.lexicon = lexicon
        self.moods = moods()

    def of(self, draft: Draft, factuality: Factuality) -> str | None:
        """The code of a draft that is told with that factuality; None where PLOVER has none for it."""
        code = draft.plover or DEFAULT_PLOVER.get(draft.kind)
        if draft.kind is Kind.MOVEMENT and code in ("MOBILIZE", "CONSULT"):
            code = self._moved(draft)
        if code is None or draft.kind is Kind.CASUALTY:
            return code
        if code == "MOBILIZE" and self._keeps_peace(draft.at):
            code = "AID"
        if draft.stance is Stance.PROMISE:
            return self._promised(draft.at) or code
        if code == "SUPPORT" and self._voiced(draft.at):
            return code
        mood = self._mood(draft.at) or (None if draft.light is None else self._mood(draft.light))
        if code in COOPERATIVE:
            if mood is Mood.REFUSED or (mood is None and factuality is Factuality.DENIED):
                return "REJECT"
            offered = self.tree.token(draft.at).lemma in self.moods["intended"]["themselves"]
            return "AGREE" if mood is not None or offered else code
        if code in HOSTILE:
            if mood is Mood.INTENDED:
                return "THREATEN"
            if mood is Mood.PREPARED and code == "ASSAULT":
                return "MOBILIZE"
            if mood is Mood.REFUSED and code == "MOBILIZE":
                return "REJECT"
        return code

    def _moved(self, draft: Draft) -> str:
        """Forces mobilise, who comes to help aids; any other movement is CONSULT, as the contract has it."""
        classes: frozenset[str] = frozenset()
        for head in draft.heads("actor"):
            classes |= self.references.classes_of(head)
            for c in self.tree.kids(head, "compound", "amod"):
                classes |= noun_classes().get(self.tree.token(c).lemma.lower(), frozenset()) & {"force"}
            if self._helps(head):
                return "AID"
        if draft.consumed is not None:
            talks = self.tree.token(draft.consumed).lemma.lower() in self.moods["envoys"]["movers"]
            return "CONSULT" if talks else "MOBILIZE"
        if classes & {"force", "weapon"}:
            return "MOBILIZE"
        return "CONSULT"

    def _helps(self, head: int) -> bool:
        """Whether who moves comes to help; "contingents of peacekeeping troops" too."""
        tree = self.tree
        for h in (head, *(c for c in tree.kids(head, "nmod") if tree.preposition(c) == "of")):
            words = {tree.token(c).lemma.lower() for c in tree.kids(h, "amod", "compound")}
            if (
                tree.token(h).lemma.lower() in self.moods["aid"]["movers"]
                or words & self.moods["aid"]["modifiers"]
            ):
                return True
        return False

    def _keeps_peace(self, at: int) -> bool:
        """Whether the words around a deployment say that it is to keep the peace."""
        stack, seen = [at], {at}
        while stack:
            for c in self.tree.token(stack.pop()).children:
                if c not in seen and self.tree.token(c).dep not in ASIDE:
                    if self.tree.token(c).lemma.lower() in self.moods["aid"]["missions"]:
                        return True
                    seen.add(c)
                    stack.append(c)
        return False

    def _promised(self, at: int) -> str | None:
        """What is vowed decides: "vowed to retaliate" threatens, "vowed not to return" refuses."""
        for o in self.tree.kids(at, "obj"):
            entry = next(iter(self.lexicon.nouns.get(self.tree.token(o).lemma.lower(), ())), None)
            if entry is not None and entry.frame.plover == "SUPPORT":
                return "SUPPORT"  # "pledged its support": in saying so it is given
        for c in self.tree.kids(at, "xcomp", "ccomp"):
            verb = self.tree.token(c)
            entry = next(iter(self.lexicon.verbs.get(verb.lemma, ())), None)
            if entry is None:
                continue
            code = entry.frame.plover or DEFAULT_PLOVER.get(entry.frame.kind)
            if self._negated(c):
                return "REJECT" if code in COOPERATIVE else None
            return "THREATEN" if code in HOSTILE and entry.frame.kind is not Kind.MOVEMENT else None
        return None

    def _voiced(self, at: int) -> bool:
        """Whether support is the object of a promise."""
        token = self.tree.token(at)
        return (
            token.dep == "obj"
            and self.tree.token(token.head).lemma in self.moods["intended"]["verbs_of"]
            and self._future(token.head) is None
        )

    def _mood(self, at: int) -> Mood | None:
        """The mood of the words that govern a predicate, nearest first."""
        tree = self.tree
        for _ in range(8):
            own = self._future(at)
            if own is not None:
                return own
            token = tree.token(at)
            head = tree.token(token.head)
            if head.i == at or token.dep in ASIDE:
                return None
            if token.dep in GOVERNED or token.dep in ("obj", "nmod", "obl"):
                if token.dep in GOVERNED and self._finite(at):
                    return None
                found = self._governor(at, head.i)
                if found is not None:
                    return found
                if token.dep in ("obj", "obl", "nmod") and not self._carries(at, head.i):
                    return None
            elif token.dep != "conj" or tree.has(at, "nsubj", "nsubj:pass"):
                return None
            at = head.i
        return None

    def _finite(self, i: int) -> bool:
        token = self.tree.token(i)
        return token.tag in ("VBD", "VBZ", "VBP") or (
            token.tag != "VB" and self.tree.has(i, "nsubj", "nsubj:pass") and self.tree.has(i, "aux", "cop")
        )

    def _carries(self, i: int, head: int) -> bool:
        """Whether a noun of event has its verb's mood: "will hold talks", "threatened to launch strikes"."""
        token, governor = self.tree.token(i), self.tree.token(head)
        return (
            token.pos == "NOUN" and governor.pos in ("VERB", "AUX", "NOUN") and not self.tree.preposition(i)
        )

    def _negated(self, i: int) -> bool:
        words = self.moods["negators"]["words"]
        return any(
            self.tree.token(c).text.lower().replace("’", "'") in words
            for c in self.tree.kids(i, "advmod", "aux", "det", "cc", "case", "mark")
        )

    def _future(self, i: int) -> Mood | None:
        """Future tense, or its denial, on the predicate itself."""
        tree = self.tree
        words = {tree.token(c).text.lower().replace("’", "'") for c in tree.kids(i, "aux")}
        to_come = words & self.moods["future"]["modals"] or (
            any(tree.token(c).lemma == "be" for c in tree.kids(i, "aux", "cop"))
            and any(tree.token(c).text.lower() == "to" for c in tree.kids(i, "mark"))
        )
        if not to_come:
            return None
        return Mood.REFUSED if self._negated(i) else Mood.INTENDED

    def _governor(self, i: int, head: int) -> Mood | None:
        tree = self.tree
        token, governor = tree.token(i), tree.token(head)
        kind = {"VERB": "verbs", "AUX": "verbs", "ADJ": "adjectives"}.get(governor.pos, "nouns")
        lemma = governor.lemma.lower()
        if lemma == "go" and governor.tag == "VBG" and token.dep == "xcomp":
            return Mood.REFUSED if self._negated(head) else Mood.INTENDED  # "is going to"
        if kind == "verbs" and tree.is_passive(head):
            kind = "adjectives"  # "is prepared to", "is set to"
            if governor.text.lower() in self.moods["intended"][kind]:
                lemma = governor.text.lower()
        if token.dep == "nmod" and tree.preposition(i) not in ("of", "to", "for"):
            return None
        if token.dep == "obl":
            return None
        name = f"{kind}_of" if token.dep in ("obj", "nmod") else kind
        for mood in (Mood.REFUSED, Mood.PREPARED, Mood.INTENDED):
            if lemma in self.moods[mood.value].get(name, frozenset()):
                return Mood.REFUSED if mood is Mood.INTENDED and self._negated(head) else mood
        return None
