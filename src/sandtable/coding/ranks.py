"""Whose men a phrase tells of: "officers of the Guards", "troops of the 7th Division of the army", "the movement MNLA". Invariant: whose
they are stands in the phrase or right behind it, and a man is not his force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandtable.coding.classes import noun_classes
from sandtable.coding.frames import words
from sandtable.orbat import Actor

if TYPE_CHECKING:
    from sandtable.coding.phrases import Phrases

ARMIES = frozenset({"army", "wing", "militia"})  # "the army of the movement" is the movement's
MANY = frozenset(
    {"mujahideen", "mujahidin", "mujahedin", "mujahedeen", "fedayeen", "peshmerga"}
)  # plural without an s

UNITS = words("unit_nouns") | {"district", "sector", "axis", "group", "grouping", "contingent"}
# Of these a name may stand right behind: "the movement MNLA".
BODIES = frozenset(
    "affiliate alliance branch coalition faction franchise front group militia movement offshoot organisation organization outfit party "
    "wing".split()
)


class Ranks:
    """Such phrases of one document."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self.tree = phrases.tree

    def of(self, head: int) -> Actor | None:
        """The actor whose men, unit or name the phrase of a head is, or None."""
        return (
            self._of_name_behind(head)
            or self._of_owner(head)
            or self._of_behind(head)
            or self._of_short_form(head)
        )

    def _of_owner(self, head: int) -> Actor | None:
        """Whose fighters: "officers of the Revolutionary Guards", "fighters of the Islamic State"."""
        tree = self.tree
        token = tree.token(head)
        part = token.text.lower() in words("partitives") or token.lemma.lower() in words("partitives")
        several = token.tag == "NNPS" or token.text.lower() in MANY
        named = token.pos not in ("NOUN", "PROPN") or (token.pos == "PROPN" and not several)
        army = token.pos == "NOUN" and token.lemma.lower() in ARMIES
        if army:
            of = [c for c in tree.kids(head, "nmod") if c > head and tree.preposition(c) == "of"]
            owner = self.phrases.of(of[0]).actor if of else None
            if owner is not None and owner.kind in ("armed-group", "coalition"):
                return owner
        if not part and (named or token.lemma.lower() not in words("member_nouns") | {"troops"}):
            return None
        classes = noun_classes().get(token.lemma.lower(), frozenset())
        if not part and token.tag == "NN" and "person" in classes and "force" not in classes:
            return None  # "a commander of the guards" is a person, not the guards
        for c in tree.kids(head, "nmod"):
            if c > head and tree.preposition(c) in ("of", "from"):
                return self.phrases.of(c).actor or self._over_unit(c)
        return None

    def _of_name_behind(self, head: int) -> Actor | None:
        """The body by the name right behind the word for it: "the al-Qaeda affiliate JNIM", "the Tuareg movement MNLA"."""
        token = self.tree.token(head)
        hit = self.phrases.actor_at.get(head + 1)
        if token.pos != "NOUN" or token.tag != "NN" or token.lemma.lower() not in BODIES or hit is None:
            return None
        known = hit[0] == head + 1 and hit[2].kind in ("armed-group", "coalition", "organisation")
        return hit[2] if known and self.tree.token(head + 1).pos == "PROPN" else None

    def _over_unit(self, unit: int) -> Actor | None:
        """The force of a unit that nobody knows by its name: "troops of the 7th Division of the Nigerian army"."""
        if self.tree.token(unit).lemma.lower() not in UNITS:
            return None
        above = [c for c in self.tree.kids(unit, "nmod") if c > unit and self.tree.preposition(c) == "of"]
        whole = self.phrases.of(above[0]).actor if above else None
        return whole if whole is not None and whole.kind not in ("state", "person", "office") else None

    def _of_short_form(self, head: int) -> Actor | None:
        """Whose fighters, by a name that its short form parts from them: "Libyan National Army (LNA) units"."""
        tree = self.tree
        if tree.token(head).lemma.lower() not in words("member_nouns") | words("group_nouns"):
            return None
        if head < 2 or tree.token(head - 1).text != ")":
            return None
        hit = self.phrases.actor_at.get(head - 2)
        return None if hit is None or hit[2].kind == "state" else hit[2]

    def _of_behind(self, head: int) -> Actor | None:
        """Whose fighters, by the words right behind, wherever the parse hangs them: "jihadists of the Islamic State"."""
        tree = self.tree
        token = tree.token(head)
        lemma = token.text.lower().removesuffix("s")
        if (
            lemma not in words("member_nouns")
            or token.text.lower() == lemma
            or "person" in noun_classes().get(lemma, ())
        ):
            return None
        behind = [t.text.lower() for t in tree.tokens[head + 1 : head + 3]]
        first = head + (3 if behind[1:] == ["the"] else 2)
        hit = self.phrases.actor_at.get(first) if behind[:1] == ["of"] else None
        return hit[2] if hit is not None and hit[0] == first and hit[2].kind != "state" else None
