"""Lemmas by Penn tag. Invariant: a base form is its own lemma; an inflected one is looked up among the exceptions to
the spelling rules, and else follows them."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from pathlib import Path

_VOWELS = frozenset("aeiou")
# After these the stem has lost its e: "seize", "retake", "force", "engage", "besiege", "continue".
_LOST_E = re.compile(
    r"(?:[^aeioul]l|[cuvz]|[aeiou]s|[^aeiou][aiu]t|[^aeiou]et|uit|[lr]g|dg|ng|[aeiou]g|[^aeiou]ir|[^aeiou]ur|[^aeiou]or|[^aeiou]ar|"
    r"[^aeiou][aiou]k|[^aeiou][aiou]d|[^aeiou][aiou]n|[^aeiou][aiou]p|[^aeiou][aiou]m|[^aeiou][aiou]l|[^aeiou]ib|ns|rs|ps|th)$"
)
_INFLECTED = frozenset(("VBZ", "VBG", "VBD", "VBN", "NNS", "NNPS", "JJR", "JJS", "RBR", "RBS"))


def key(word: str, tag: str) -> str:
    """The key of an exception."""
    return f"{tag} {word}"


def load_exceptions(path: Path) -> dict[str, str]:
    """The exceptions that `training` wrote: lines of tag, form, lemma."""
    out: dict[str, str] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            tag, form, lemma = line.rstrip("\n").split("\t")
            out[key(form, tag)] = lemma
    return out


class Lemmas:
    """Lemmas of tagged words, remembered."""

    def __init__(self, exceptions: Mapping[str, str]) -> None:
        self._exceptions = exceptions
        self._known: dict[tuple[str, str, str], str] = {}

    def of(self, word: str, pos: str, tag: str) -> str:
        """The lemma of a word with its UPOS and Penn tag; lower case but for proper nouns."""
        at = (word, pos, tag)
        lemma = self._known.get(at)
        if lemma is None:
            if len(self._known) > 100_000:
                self._known.clear()
            lemma = self._known[at] = self._find(word, pos, tag)
        return lemma

    def _find(self, word: str, pos: str, tag: str) -> str:
        low = word.lower().replace("’", "'").replace("‘", "'")
        if pos == "VERB" and tag in ("VB", "VBP"):  # a slip of the tag must not cost the lemma
            tag = "VBD" if _PAST.search(low) else "VBZ" if _THIRD.search(low) else tag
        found = self._exceptions.get(key(low, tag)) or self._exceptions.get(key(low, pos))
        if pos == "PROPN":
            if found:
                return found
            if tag == "NNPS":
                base = regular(low, "NNS")
                return word[: len(base)] if low.startswith(base) else word[:1] + base[1:]
            return word
        if found:
            return found
        return regular(low, tag) if tag in _INFLECTED else low


# Endings that a plain form of a verb hardly has: not "need", "shed", "embed", nor "focus", "pass", "bias".
_PAST = re.compile(r"[aeiouy].*(?<!e)(?<!emb)ed$")
_THIRD = re.compile(r"[^aiousy]s$")


def regular(word: str, tag: str) -> str:
    """The lemma by spelling alone of a lower-case form."""
    if tag in ("NNS", "VBZ"):
        return _without_s(word)
    if tag == "VBG" and word.endswith("ing") and len(word) > 4:
        return _stem(word[:-3])
    if tag in ("VBD", "VBN") and word.endswith("ed") and len(word) > 3:
        return word[:-3] + "y" if word.endswith("ied") and len(word) > 4 else _stem(word[:-2])
    if tag in ("JJR", "RBR") and word.endswith("er") and len(word) > 4:
        return word[:-3] + "y" if word.endswith("ier") else _stem(word[:-2])
    if tag in ("JJS", "RBS") and word.endswith("est") and len(word) > 5:
        return word[:-4] + "y" if word.endswith("iest") else _stem(word[:-3])
    return word


def _without_s(word: str) -> str:
    if word.endswith("'s"):
        return word[:-2]
    if not word.endswith("s") or word.endswith("ss") or len(word) < 3:
        return word
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    if word.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return word[:-2]
    return word[:-1]


def _stem(stem: str) -> str:
    """A stem that lost its ending: undo a doubled consonant or put back a silent e."""
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "lsfz" and stem[-1] not in _VOWELS:
        return stem[:-1]
    if not any(c in "aeiouy" for c in stem[:-1]):
        return stem if any(c in "aeiouy" for c in stem) else stem + "e"
    if _LOST_E.search(stem):
        return stem + "e"
    return stem
