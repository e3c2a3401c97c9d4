"""Where a time stands in its text. Invariant: what is told of a time there (from which other it is counted, whether it is to come) rests on
the words around it and on the times before it alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sandtable.language.calendar_days import Interval
from sandtable.terms import Warning

# What speaks of the future, what leaves it open, and what tells of the past; the nearest before a time decides.
_CUES = re.compile(
    r"(?i)\b(?:(?P<ahead>will|'ll|’ll|shall|(?:is|are|was|were)\s+(?:due|set|scheduled|expected|planned|to)\b|due|scheduled|"
    r"plans?|planning|upcoming|going\s+to)|(?P<either>would|could|should|might)|"
    r"(?P<past>said|says|told|announced|reported|added|confirmed|declared|stated|warned|claimed|wrote|tweeted|posted|"
    r"had|was|were|did))\b"
)
# Times that others are counted from, the finest first.
_FINENESS = ("day", "week", "month", "year")
_SINCE = re.compile(r"(?i)\bsince\s+$")
_AHEAD_AFTER = re.compile(r"(?i)^,?[^,.;:!?\n]{0,60}?\b(?:will|shall|is\s+to|are\s+to|is\s+due|are\s+due)\b")
_SENTENCE_STOP = re.compile(r"[.!?]\s|\n")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|Gen|Lt|Col|Maj|Sgt|Capt|Adm|Mr|Mrs|Dr|Nov|Dec|Oct|Sept?|Aug|Feb|Jan)$")


@dataclass(slots=True)
class Place:
    """Where a time stands: its text, the published date, the last time resolved before it and its offsets, and where warnings go."""

    text: str
    start: int
    end: int
    published: date | None
    anchor: Interval | None
    warnings: list[Warning]
    anchored: tuple[int, int] = (0, 0)

    def before(self) -> str:
        """The words before it in its sentence."""
        words = self.text[max(0, self.start - 120) : self.start]
        stops = [
            m.end() for m in _SENTENCE_STOP.finditer(words) if not _ABBREVIATED.search(words[: m.start()])
        ]
        return words[stops[-1] :] if stops else words

    def counted_from(self, unit: str) -> date | None:
        """The first day of the last time named, where that is fine enough to count such units from."""
        if self.anchor is None or _FINENESS.index(self.anchor.granularity) > _FINENESS.index(unit):
            return None
        return self.anchor.earliest

    def ahead(self) -> bool | None:
        """Whether the sentence speaks of what is to come; None where it can be either."""
        if _SINCE.search(self.before()):
            return False
        cues = list(_CUES.finditer(self.before()))
        if cues:
            return None if cues[-1]["either"] else cues[-1]["ahead"] is not None
        return _AHEAD_AFTER.match(self.text[self.end : self.end + 80]) is not None
