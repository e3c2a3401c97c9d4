"""Which place a report speaks of where a word for one comes without a name: "the city", "it", "there". Invariant: of the places that
the report has told of so far the one that it is about; where that is none that is known, none is put in its stead."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sandtable.coding.frames import lexicon, words
from sandtable.coding.parts import SUBJECTS
from sandtable.coding.traces import Trace
from sandtable.gazetteer import Place
from sandtable.terms import Kind, MentionType

if TYPE_CHECKING:
    from sandtable.coding.references import References

WINDOW = 5  # sentences back that a description may reach
# What a place weighs more that is taken, left or the subject in the same sentence: "abandoned X and the rebels entered the city".
BEFALLEN, PLAIN = 1.2, 0.5
FAR = 3  # sentences back from which on all are as far away
# What befalls a place: who is told to do so tells of the place.
BEFALLING = (Kind.CAPTURE, Kind.WITHDRAWAL, Kind.CONTROL, Kind.SIEGE, Kind.ASSAULT)
LEAVING = (Kind.CAPTURE, Kind.WITHDRAWAL)
HERE = frozenset(
    {"in", "at", "inside", "within", "on", "into", "over", "above", "around", "outside", "near", "of", "for"}
)
SMALL = frozenset({"town", "village", "hamlet", "settlement", "township"})
AWAY = frozenset(
    {
        "to",
        "towards",
        "toward",
        "from",
        "through",
        "via",
        "across",
        "beyond",
        "between",
        "like",
        "than",
    }
)
BESIDE = frozenset({"before", "near", "outside", "beyond", "from", "between", "close to", "next to"})
BEARINGS = frozenset({"direction", "side", "road", "highway", "axis"})
SAYING = frozenset({"say", "tell", "add", "report", "announce"})
LENGTHS = frozenset({"kilometre", "kilometer", "km", "mile"})


class Salience:
    """Ranks the places that one document has told of."""

    def __init__(self, memory: References) -> None:
        self.memory = memory
        self.tree = memory.tree

    def named(self, trace: Trace) -> int | None:
        """The phrase that names the place which one told before means, be it by a description, and be it a name that nobody
        knows; None where it means none."""
        heads = (trace.head, *self.memory.means.get(trace.head, ()))
        known = next((h for h in heads if h in self.memory.places), None)
        return next((h for h in heads if self._unknown(h)), None) if known is None else known

    def _unknown(self, head: int) -> bool:
        """Whether a phrase names a place that the gazetteer lacks."""
        phrase = self.memory.phrases.of(head)
        return (
            phrase.actor is None
            and self.tree.token(head).pos == "PROPN"
            and (
                "place" in phrase.classes
                if phrase.mention is None
                else phrase.mention.type is MentionType.LOCATION
            )
        )

    def best(
        self,
        i: int,
        fits: Callable[[Trace, Place | None], bool],
        reach: int = WINDOW,
        fade: float = 0.8,
        weight: float = 0.5,
        lemma: str = "",
    ) -> int | None:
        """The head of the phrase told of before a token that fits and weighs most: `fade` is what each sentence between takes away,
        `weight` what each time that the report spoke of it adds; a place that was called a `lemma` is the likelier to be it."""
        sentence = self.tree.token(i).sentence
        best: tuple[float, int] | None = None
        for trace in reversed(self.memory.traces):
            if sentence - trace.sentence > reach:
                break
            named = self.named(trace)
            place = None if named is None else self.memory.places.get(named)
            if named is None or trace.at >= i or not fits(trace, place):
                continue
            standing = self.standing(trace)
            seat = lemma in SMALL and place is not None and place.kind == "capital"
            near = trace.sentence == sentence and standing >= PLAIN and not seat
            score = (
                weight * min(4, self.memory.counts.get(trace.key, 0))
                - fade * min(FAR, sentence - trace.sentence)
                + standing
                + (BEFALLEN if near else 0.0)
                + (0.6 if lemma and self.called(named, lemma) else 0.0)
                - (1.0 if place is None else 0.7 if "#" in place.id else 0.0)
                - (1.0 if seat else 0.0)
            )
            if best is None or score > best[0]:
                best = (score, named)
        return best[1] if best else None

    def called(self, head: int, lemma: str) -> bool:
        """Whether the report calls a named place so: "the city of Hama", "Goma, the provincial capital", "is a town"."""
        tree = self.tree
        token = tree.token(head)
        around = [head, token.head, *tree.kids(head, "appos", "flat", "compound", "nmod:desc")]
        if token.dep in SUBJECTS and not tree.has(token.head, "cop"):
            around.remove(token.head)
        return any(tree.token(t).lemma.lower() == lemma for t in around)

    def _named_after(self, trace: Trace) -> bool:
        """Whether a name is only part of an actor's: "the Luhansk People's Republic", "Kyiv dismissed the claim"."""
        hit = self.memory.phrases.actor_at.get(trace.head)
        if hit is not None and hit[0] < hit[1] and hit[2].kind != "state":
            return True
        mention = self.memory.phrases.mention_at.get(trace.head)
        modifies = self.tree.token(trace.head).dep in ("compound", "amod", "nmod:poss", "flat")
        if modifies and mention is not None and mention.type is MentionType.ORGANISATION:
            return True
        actor = trace.phrase.actor
        where = self.tree.preposition(trace.head) in HERE or self.tree.token(trace.head).dep == "obj"
        return actor is not None and actor.kind == "government" and not where

    def standing(self, trace: Trace) -> float:
        """How much a phrase's part in its own sentence makes it what the report is about."""
        tree, head = self.tree, trace.head
        if head in self.memory.written_at:
            return -0.8
        if self._named_after(trace):
            return -3.0
        if self._measured_from(head):
            return -1.5
        while tree.token(head).head != head and (
            tree.token(head).dep in ("conj", "appos", "flat") or self._of_part(head)
        ):
            head = tree.token(head).head
        token, preposition = tree.token(head), tree.preposition(head).split()[-1:]
        word = preposition[0] if preposition else ""
        over = tree.token(token.head)
        verb = over.lemma.lower() if over.pos == "VERB" else ""
        befalls = self._tells(verb, word, BEFALLING)
        if BEARINGS & {over.lemma.lower(), token.lemma.lower()}:
            return -1.5  # "drove in from the direction of Kherson", "came from the Kherson side", "bombed the Kherson road"
        if token.dep in SUBJECTS or trace.subject:
            return 0.5
        if token.dep in ("obj", "root"):
            return 0.5 if befalls else 0.3
        if token.dep in ("nmod:poss", "compound", "amod", "nmod:desc"):
            return -0.5
        lost = word == "from" and self._tells(verb, word, LEAVING)
        if word == "by" or (word in AWAY and not lost):
            return -0.7
        if (
            over.i in self.memory.places
            or over.lemma.lower() in words("person_nouns")
            or self._from_where(head)
        ):
            return -0.5  # "Teseney in Eritrea", "the governor of Luhansk", "a source in Homs said"
        if lost or (word in HERE and befalls):
            return 0.4
        first = tree.document.sentences[token.sentence].first
        if word in HERE and token.dep == "obl" and tree.phrase(head)[0] - 1 <= first:
            return PLAIN  # "In Malakal, residents said that the town"
        return 0.2 if word in HERE else 0.0

    def _from_where(self, head: int) -> bool:
        """Whether a place tells where a speaker is: "a military source in Homs said", "said in Goma"."""
        tree = self.tree
        over = tree.token(tree.token(head).head)
        says = tree.token(over.head) if over.dep in SUBJECTS else over
        behind = over.dep in SUBJECTS or tree.token(head).i > over.i
        return behind and says.pos == "VERB" and says.lemma in SAYING

    def _tells(self, verb: str, preposition: str, kinds: tuple[Kind, ...]) -> bool:
        """Whether a verb by itself or with that preposition is of one of these kinds: "came from" is not "came under"."""
        return any(
            e.frame.kind in kinds and e.particle is None and e.oblique in (None, preposition)
            for e in lexicon().verbs.get(verb, ())
        )

    def _of_part(self, head: int) -> bool:
        """Whether a name stands in the words for a part of its place: "the centre of Gao"."""
        place, part = (self.memory.places.get(h) for h in (head, self.tree.token(head).head))
        return place is not None and part is not None and part.id.startswith(f"{place.id}#")

    def _measured_from(self, head: int) -> bool:
        """Whether a place only tells how far away another is: "the town, 55 kilometres from the capital"."""
        over = self.tree.token(self.tree.token(head).head)
        if over.lemma.lower() in words("settlement_nouns") and self.tree.preposition(head) in BESIDE:
            return True  # "the last big town before the capital"
        before = [c for c in (*over.children, *self.tree.kids(head)) if c < head]
        far = (over, self.tree.token(over.head), *map(self.tree.token, before))
        return self.tree.preposition(head).split()[-1:] in (["from"], ["of"]) and any(
            t.lemma.lower() in LENGTHS for t in far
        )
