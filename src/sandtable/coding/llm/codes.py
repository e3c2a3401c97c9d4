"""PLOVER and ACLED codes of a kind and stance by the words that carry the claim. Invariant: every code is one of the frames
that the rule coder reads by, so that the two coders code alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sandtable.coding.frames import Entry, Lexicon
from sandtable.terms import Kind, Stance


class FrameCodes:
    """The codes that the lexicon's frames give."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        counts: dict[tuple[Kind, Stance], Counter[str]] = {}
        for entries in (*lexicon.verbs.values(), *lexicon.nouns.values(), *lexicon.adjs.values()):
            for entry in entries:
                frame = entry.frame
                if frame.plover is not None and frame.stance is not None:
                    counts.setdefault((frame.kind, frame.stance), Counter())[frame.plover] += 1
        # Of a stance, the code that most of its words have; ties go by the alphabet.
        self._usual = {
            key: min(found, key=lambda code: (-found[code], code)) for key, found in counts.items()
        }

    def of(
        self, kind: Kind, stance: Stance | None, lemmas: Sequence[str], roles: frozenset[str]
    ) -> tuple[str | None, str | None]:
        """PLOVER and ACLED code of a claim whose trigger has these lemmas, lower case; None where no frame gives one."""
        for lemma in lemmas:
            for entry in self._entries(lemma):
                frame = entry.frame
                if frame.kind is kind and frame.stance is stance and _fits(entry, lemmas, roles):
                    return frame.plover, frame.acled
        return (None if stance is None else self._usual.get((kind, stance))), None

    def _entries(self, lemma: str) -> tuple[Entry, ...]:
        lexicon = self.lexicon
        return (*lexicon.verbs.get(lemma, ()), *lexicon.nouns.get(lemma, ()), *lexicon.adjs.get(lemma, ()))


def _fits(entry: Entry, lemmas: Sequence[str], roles: frozenset[str]) -> bool:
    """Whether the trigger has the words, and the claim the roles, that an entry wants."""
    frame = entry.frame
    return (
        frame.needs <= roles
        and (not frame.needs_any or bool(frame.needs_any & roles))
        and not frame.with_subject
        and (not frame.with_object or not frame.with_object.isdisjoint(lemmas))
        and (entry.particle is None or entry.particle in lemmas)
    )
