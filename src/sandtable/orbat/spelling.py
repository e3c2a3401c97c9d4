"""One spelling for every way that a name is written. Invariant: `Folded.offsets[i]` is the index in the original
text of the character that gave `Folded.text[i]`, and offsets never fall."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

# Apostrophes, primes, hamza and ayn signs as transliterations write them.
_MARKS = frozenset("'’‘ʼʻʿʾ`´′ʹˈ")
# Marks that no name runs across: a match may not span them.
_BARRIERS = frozenset('.,;:!?()[]{}"“”„«»/\\|<>=*…\u2028\u2029')
BARRIER = "|"


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text and, for each of its characters, the offset of the original character it came from."""

    text: str
    offsets: list[int]


@cache
def _plain(char: str) -> str:
    """A character without case and diacritics; empty for a combining mark; a blank for what is no letter or digit."""
    if char in _BARRIERS:
        return BARRIER
    bare = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c)).lower()
    if not bare or unicodedata.category(char) in ("Cf", "Mn"):
        return ""
    kept = "".join(c for c in bare if c.isalnum())
    return kept or " "


def _possessive(text: str, i: int) -> bool:
    """Whether the mark at `i` opens a possessive 's, which ends a name."""
    follows = text[i + 1 : i + 3]
    return (
        follows[:1] in ("s", "S")
        and not (len(follows) > 1 and follows[1].isalnum())
        and text[i - 1 : i].isalnum()
    )


def _initial(text: str, i: int) -> bool:
    """Whether the dot at `i` closes a single letter, as in U.S. or J."""
    if i == 0 or not text[i - 1].isalpha():
        return False
    return i == 1 or not text[i - 2].isalnum()


def fold(text: str) -> Folded:
    """Lower case, no diacritics, no apostrophes, no dots in initials, one blank between words, barriers at stops.

    >>> fold("The Da’esh-held U.S. base").text
    'the daesh held us base'
    """
    out: list[str] = []
    offsets: list[int] = []
    for i, char in enumerate(text):
        if "a" <= char <= "z":
            out.append(char)
            offsets.append(i)
            continue
        if char in _MARKS:
            plain = " " if _possessive(text, i) else ""
        elif char == "." and _initial(text, i):
            plain = ""
        elif char == "\n" and text[i + 1 : i + 2] == "\n":
            plain = BARRIER
        else:
            plain = _plain(char)
        for c in plain:
            if c == " " and (not out or out[-1] == " "):
                continue
            out.append(c)
            offsets.append(i)
    return Folded("".join(out), offsets)


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """The folded spelling of a name, without outer blanks."""
    return re.sub(r" *\| *| +", lambda m: "|" if "|" in m.group() else " ", fold(name).text).strip(" |")


def is_acronym(name: str) -> bool:
    """Whether a name is written in capitals alone and so must be matched in capitals: IS, U.S., PMU, CJTF-OIR."""
    letters = [c for c in name if c.isalpha()]
    return (
        bool(letters) and len(letters) <= 8 and all(c.isupper() for c in letters) and " " not in name.strip()
    )


def slug(name: str) -> str:
    """A name as an id: folded words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-") or "unnamed"
