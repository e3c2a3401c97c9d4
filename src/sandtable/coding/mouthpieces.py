"""For whom an office, a spokesman or a commander speaks. Invariant: the party is named with the one who speaks, or is whose "its" is;
a person or body that is nobody's speaks for nobody else."""

from __future__ import annotations

from sandtable.coding.grammar import Tree
from sandtable.coding.phrases import Phrases
from sandtable.coding.references import References
from sandtable.orbat import NEW, Actor, ActorKind

# Who says "we" for those whose they are: "a spokeswoman for the movement", "its media office".
SPEAKING_FOR = frozenset(
    "spokesman spokeswoman spokesperson spokesmen office department bureau ministry command headquarters commander officer official "
    "leader leadership statement communique communiqué channel wing".split()
)
SPOKESMEN = frozenset({"spokesman", "spokeswoman", "spokesperson"})
OWNING = ("nmod:poss", "compound", "amod", "nmod")
OF = ("", "of", "by", "for", "from", "with")


class Mouthpieces:
    """Who speaks for whom in one document."""

    def __init__(self, tree: Tree, phrases: Phrases, references: References) -> None:
        self.tree = tree
        self.phrases = phrases
        self.references = references

    def party(self, speaker: int) -> Actor | None:
        """The party whose office, spokesman, commander or statement a phrase is; None for a person or body of its own."""
        if self.phrases.of(speaker).lemma in SPEAKING_FOR:
            return self.speaks(speaker)
        title = self.title(speaker)
        return None if title is None else self.speaks(title)

    def title(self, speaker: int) -> int | None:
        """The word by which a man who is named speaks for others: "its spokesman Mohammad Yusuf", "a spokesman for the front, M. Yusuf"."""
        tree = self.tree
        beside = [*tree.kids(speaker, "nmod:desc", "compound", "appos", "flat")]
        if tree.token(speaker).dep in ("appos", "flat"):
            beside.append(tree.token(speaker).head)
        return next((c for c in beside if self.phrases.of(c).lemma in SPEAKING_FOR), None)

    def speaks(self, speaker: int) -> Actor | None:
        """The party that speaks, or whose spokesman or statement does: "a statement by the army's spokesman"."""
        behind = self.behind(speaker)
        if behind is not None:
            return self._named(behind)
        for target in self.references.targets(speaker):
            found = self.references.names.of(target)
            if found is not None and found.kind is not ActorKind.PERSON and not found.id.startswith(NEW):
                return found
        for c in self.tree.kids(speaker, *OWNING):
            if self.tree.preposition(c) in OF:
                found = self.speaks(c) if self.phrases.of(c).lemma in SPEAKING_FOR else self._named(c)
                if found is not None:
                    return found
        return None

    def behind(self, speaker: int) -> int | None:
        """The word for the party that is told behind a spokesman, whatever stands before him: "a military spokesman for the rebels"."""
        if self.phrases.of(speaker).lemma not in SPOKESMEN:
            return None
        told = [c for c in self.tree.kids(speaker, "nmod") if c > speaker]
        return next(
            (
                c
                for c in told
                if self.tree.preposition(c) in ("of", "for") and self.phrases.of(c).classes & {"force", "org"}
            ),
            None,
        )

    def _named(self, i: int) -> Actor | None:
        """Whom a word beside a speaker names; of "a commander of an Iran-backed militia" the militia, and never Iran."""
        for target in self.references.targets(i):
            found = self.references.names.of(target)
            if found is not None and found.kind is not ActorKind.PERSON and not found.id.startswith(NEW):
                return found
        return None
