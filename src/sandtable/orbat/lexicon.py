"""The words that noun phrases about actors are made of. Invariant: every word list is data (`words.toml`,
`organs.toml`, the names of the registry); nothing here names an actor."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from sandtable.orbat.catalogue import ADJECTIVE, CAPITAL, NAME, ORGAN, Catalogue
from sandtable.orbat.records import ActorKind
from sandtable.orbat.scan import Hit, at
from sandtable.orbat.spelling import BARRIER, fold

# "Syrian anti-government forces", "Chadian rebel forces" are none of the state's.
_AGAINST = frozenset(
    "anti non rebel insurgent opposition separatist secessionist jihadist jihadi mercenary".split()
)


class Lexicon:
    """Word lists and the small grammar of states and their organs."""

    def __init__(self, catalogue: Catalogue) -> None:
        words: dict[str, Any] = catalogue.words
        self.catalogue = catalogue
        self.names = catalogue.names
        self.heads = frozenset(words["force_heads"])
        longest_first = sorted((tuple(o.split()) for o in words["openers"]), key=lambda o: -len(o))
        self.openers = frozenset(longest_first)
        self._openers: dict[str, list[tuple[str, ...]]] = {}
        for opener in longest_first:
            self._openers.setdefault(opener[0], []).append(opener)
        self.trailers = [tuple(t.split()) for t in words["trailers"]]
        self.fillers = frozenset(words["fillers"])
        self.titles = frozenset(words["titles"])
        self.turning = frozenset(words["turning"])
        self.owners = frozenset(words["owners"])
        self.followers = frozenset(words["followers"])
        self.rising = frozenset(words["rising"])
        self.denying = frozenset(words["denying"])
        self.bare_organs = frozenset(words["bare_organs"])
        self.creeds: dict[str, str] = words["creeds"]
        self.broader: dict[str, list[str]] = words["broader"]
        self.nouns: dict[str, frozenset[str]] = {k: frozenset(v) for k, v in words["nouns"].items()}
        self.neutral = frozenset(words["neutral"]["words"])
        self.word_like = frozenset(words["word_like"])
        short = sorted(
            {t for title in self.titles for t in title.split() if len(t) <= 4}, key=len, reverse=True
        )
        self._abbreviation = re.compile(rf"\b({'|'.join(short)})\.(?=\s)", re.IGNORECASE)

    def segments(self, text: str) -> list[list[str]]:
        """The folded words of a phrase, one list for each stretch between stops. A common word that is also an acronym
        ("us", "is") is kept from being read as one unless it stands in capitals, as is a seat of government in lower case."""
        text = self._abbreviation.sub(r"\1", text)
        form = fold(text)
        out: list[list[str]] = [[]]
        for match in re.finditer(rf"[^ {re.escape(BARRIER)}]+|{re.escape(BARRIER)}", form.text):
            word = match.group()
            if word == BARRIER:
                out.append([])
                continue
            written = text[form.offsets[match.start()] : form.offsets[match.end() - 1] + 1]
            lower = any(c.islower() for c in written)
            out[-1].append(f"_{word}" if lower and self._must_be_capital(word, written) else word)
        return [segment for segment in out if segment]

    def _must_be_capital(self, word: str, written: str) -> bool:
        """Whether a word not in capitals is no name: "us", "au", or "male", which is not the Maldives' Male."""
        entries = self.names.get(word, ())
        if word in self.word_like or (entries and all(e.cased for e in entries)):
            return True
        return bool(entries) and not written[:1].isupper() and all(e.sort == CAPITAL for e in entries)

    def is_state(self, hit: Hit, *, named: bool = False) -> bool:
        """Whether a hit is a state's name or adjective, or (`named`) its name alone."""
        return any(self._iso2(e.sort, e.ref) for e in hit.entries if not named or e.sort == NAME)

    def _iso2(self, sort: str, ref: str) -> str | None:
        if sort == ADJECTIVE:
            return ref
        if sort == NAME:
            actor = self.catalogue.actors.get(ref)
            return actor.country if actor and actor.kind is ActorKind.STATE else None
        return None

    def state_of(self, words: Sequence[str], *, named: bool = False) -> str | None:
        """The ISO code of words that are wholly a state's name or adjective, or (`named`) its name alone."""
        for entry in self.names.get(" ".join(words), ()):
            if named and entry.sort != NAME:
                continue
            if iso2 := self._iso2(entry.sort, entry.ref):
                return iso2
        return None

    def organ(self, words: Sequence[str]) -> str | None:
        """The organ slug of words that are wholly an organ's phrase."""
        return next((e.ref for e in self.names.get(" ".join(words), ()) if e.sort == ORGAN), None)

    def state_organ(self, words: Sequence[str]) -> tuple[str, str] | None:
        """The state and organ of "Syrian army", "Syria's government forces", "Government of Iraq", else None."""
        for i in range(min(4, len(words) - 1), 0, -1):
            if iso2 := self.state_of(words[:i]):
                rest = words[i + 1 :] if words[i] == "s" else words[i:]
                if slug := self.organ_after_fillers(rest):
                    return iso2, slug
        for i in (i for i, word in enumerate(words) if word == "of"):
            slug = self.organ_after_fillers(words[:i])
            owner = words[i + 2 :] if words[i + 1 : i + 2] == ["the"] else words[i + 1 :]
            iso2 = self.state_of(owner, named=True)
            if slug and iso2:
                return iso2, slug
        return None

    def organ_after_fillers(self, words: Sequence[str]) -> str | None:
        """The organ at the end of words that otherwise only qualify it."""
        for i, word in enumerate(words):
            if slug := self.organ(words[i:]):
                return slug
            if word in _AGAINST or not (word in self.fillers or word in self.neutral or word in self.creeds):
                return None
        return None

    def is_head(self, words: Sequence[str]) -> bool:
        """Whether the words are a force noun, or qualifiers and force nouns that end in one."""
        if " ".join(words) in self.heads:
            return True
        return words[-1] in self.heads and all(w in self.heads or w in self.neutral for w in words)

    def without_opener(self, words: list[str]) -> list[str] | None:
        """The words after a determiner or quantity, or None where they open with neither."""
        for opener in self._openers.get(words[0], ()):
            if tuple(words[: len(opener)]) == opener and len(words) > len(opener):
                return words[len(opener) :]
        return words[1:] if words[0].isdigit() and len(words) > 1 else None

    def without_trailer(self, words: list[str]) -> list[str] | None:
        """The words before "and its allies" and the like, or None where they end in no such words."""
        for trailer in self.trailers:
            if len(words) > len(trailer) and tuple(words[-len(trailer) :]) == trailer:
                return words[: -len(trailer)]
        return None

    def runs(self, words: Sequence[str], admits: Callable[[Sequence[str]], bool]) -> bool:
        """Whether the words are wholly runs of up to four that `admits` takes."""
        i = 0
        while i < len(words):
            for end in range(min(len(words), i + 4), i, -1):
                if admits(words[i:end]):
                    i = end
                    break
            else:
                return False
        return True


def with_organs(hits: list[Hit], body: str, lexicon: Lexicon) -> list[Hit]:
    """The hits, and for each state or adjective that an organ follows (or that follows "organ of") one hit over both,
    by start and longest first; such a hit has no entries of its own."""
    out = list(hits)
    for hit in hits:
        if lexicon.is_state(hit):
            for gap in (" ", " s "):
                if body.startswith(gap, hit.end):
                    organs = [o for o in at(hits, hit.end + len(gap)) if o.sort(ORGAN)]
                    out += [Hit(hit.start, o.end, ()) for o in organs[:1]]
        elif hit.sort(ORGAN):
            for gap in (" of ", " of the "):
                if body.startswith(gap, hit.end):
                    out += [
                        Hit(hit.start, s.end, ())
                        for s in at(hits, hit.end + len(gap))
                        if lexicon.is_state(s, named=True)
                    ]
    out.sort(key=lambda h: (h.start, -h.end))
    return out
