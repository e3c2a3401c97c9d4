"""Which known name a misspelt one is. Invariant: only a long name is taken for another, at a high likeness, and never where numbers or
states differ: the 8th Division is not the 9th."""

from __future__ import annotations

from functools import cached_property, lru_cache

from rapidfuzz import fuzz, process

from sandtable.orbat.catalogue import NAME, Catalogue
from sandtable.orbat.lexicon import Lexicon

_LENGTH = 12  # letters, from which a name is long
_LIKENESS = 93.0  # of 100


class Misspellings:
    """The long names of a catalogue, looked up by what is like them."""

    def __init__(self, catalogue: Catalogue, lexicon: Lexicon) -> None:
        self._catalogue, self._lexicon = catalogue, lexicon
        self._nearest = lru_cache(maxsize=8192)(self._nearest_uncached)

    def meant(self, form: str) -> str | None:
        """The folded name that another, folded, misspells; None where it is none."""
        near = self._nearest(form) if len(form) >= _LENGTH else None
        if near is None or near[0] != form[0]:
            return None
        if [c for c in near if c.isdigit()] != [c for c in form if c.isdigit()]:
            return None
        changed = {*near.split()} ^ {*form.split()}
        return None if any(self._lexicon.state_of([word]) for word in changed) else near

    @cached_property
    def _long(self) -> dict[str, str]:
        return {
            name: name
            for name, entries in self._catalogue.names.items()
            if len(name) >= _LENGTH and any(e.sort == NAME for e in entries)
        }

    def _nearest_uncached(self, form: str) -> str | None:
        best = process.extractOne(form, self._long, scorer=fuzz.ratio, score_cutoff=_LIKENESS)
        return None if best is None else str(best[0])
