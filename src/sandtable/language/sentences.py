"""Sentence boundaries of news text. Invariant: the sentences hold every token once, in order, and none crosses a
blank line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from sandtable.language.calendar_days import MONTHS
from sandtable.language.tokenizer import Span

_ENDS = re.compile(r"^(?:[.!?…]+|。|؟|۔)$")
_CLOSERS = frozenset("\"'”’)]»")
_OPENERS = frozenset("\"'“‘([«")
# Abbreviations after which a sentence may end, if the next word is one that seldom is a name.
_MAY_END = re.compile(
    r"^(?:(?:[^\W\d_]\.){2,}|(?i:inc|corp|co|ltd|etc|jr|sr|dept|govt|univ|nov|dec|jan|feb|aug|sept?|oct)\.)$"
)
_STARTERS = frozenset(
    ("the", "a", "an", "this", "that", "these", "those", "it", "its", "he", "she", "they", "we", "i", "his", "her",
     "their", "our", "in", "on", "at", "by", "for", "from", "with", "but", "and", "or", "as", "after", "before", "when",
     "while", "if", "there", "here", "since", "under", "according", "however", "meanwhile", "what", "who", "how", "why")
)  # fmt: skip
_HARD = re.compile(r"\n[ \t\r\f\v\u00a0]*\n")
_SENTENCE_FINAL = frozenset('.!?:;…"”’)]»')
_MAX_TOKENS = 140
_DASHES = frozenset(("-", "--", "–", "—", "―"))
# Words that a dateline has at most.
_DATELINE = 12
_BREAKS = (frozenset(";"), frozenset(","), frozenset(":–—-"))


def split(text: str, tokens: Sequence[Span]) -> list[tuple[int, int]]:
    """Half-open token ranges of the sentences of a text. Line breaks end a sentence unless the line runs on."""
    cuts = [0]
    words = [text[start:end] for start, end in tokens]
    for i in range(1, len(tokens)):
        gap = text[tokens[i - 1][1] : tokens[i][0]]
        cut = _is_cut(words, i, gap, tokens, cuts[-1]) if gap else _is_run_together(words, i, cuts[-1])
        if cut or (gap and _is_dateline(words, cuts[-1], i)):
            cuts.append(i)
    if not tokens:
        return []
    cuts.append(len(tokens))
    out: list[tuple[int, int]] = []
    for first, last in pairwise(cuts):
        _shorten(words, first, last, out)
    return out


def _is_dateline(words: list[str], first: int, i: int) -> bool:
    """Whether a place in capitals, perhaps with a date and an agency, and a dash stand before: "BAGHDAD, Nov. 6 – The"."""
    before = words[first : i - 1]
    if words[i - 1] not in _DASHES or not 0 < len(before) <= _DATELINE or not words[i][0].isupper():
        return False
    if any(w[0].islower() for w in before) or not before[0][0].isupper():
        return False
    if len(before[0]) < (2 if len(before) > 1 and before[1].isupper() else 3):
        return False  # "EL OBEID -" is one, "A -" is none
    if before[-1].strip(".").isdigit() and any(w.rstrip(".").lower() in MONTHS for w in before[1:]):
        return True  # "Goma, Jan 5 -"
    shouted = sum(w.isupper() for w in before)
    named = sum(w[0].isupper() and not w.isupper() and len(w) > 4 for w in before)
    return before[-1] == ")" or (before[0].isupper() and shouted > named)


def _is_run_together(words: list[str], i: int, first: int) -> bool:
    """Whether a full stop without a blank after it ends a sentence: "in Syria.The", "was built.[1]" does not."""
    return (
        words[i - 1] == "."
        and i - first > 2
        and words[i].istitle()
        and words[i].isalpha()
        and len(words[i]) > 1
        and words[i - 2].islower()
    ) or (
        words[i - 1] == "." and words[i].istitle() and words[i].lower() in _STARTERS and len(words[i - 2]) > 1
    )


def _is_cut(words: list[str], i: int, gap: str, tokens: Sequence[Span], first: int) -> bool:
    if "\n" in gap or "\r" in gap or "\u2028" in gap or "\u2029" in gap:
        if _HARD.search(gap.replace("\r\n", "\n")):
            return True
        return not (words[i][0].islower() and words[i - 1][-1] not in _SENTENCE_FINAL)
    if _is_note(words, i):
        return False
    last = _final_mark(words, i - 1, first, tokens)
    word = words[last]
    if words[last - 1 : last + 1] == ["Co", "."] and words[i] in ("Ltd", "Ltd.", "Limited", "KG"):
        return False
    start = _first_word(words, i, tokens)
    if _ENDS.match(word):
        if start[:1].islower():
            # "the group ... said", "Why?" he asked: a sentence that goes on, unless the writer uses no capitals.
            return (
                word == "."
                and last == i - 1
                and words[first][0].islower()
                and not _after_initial(words, last)
            )
        return not (set(word) <= {".", "…"} and len(word) > 1 and not start[:1].isupper())
    if word.endswith(".") and _MAY_END.match(word):
        return start.istitle() and start.lower() in _STARTERS
    return False


def _is_note(words: list[str], i: int) -> bool:
    """Whether a footnote's mark, "[12]", begins here: it belongs to the sentence before it."""
    return words[i] == "[" and i + 2 < len(words) and words[i + 1].isdigit() and words[i + 2] == "]"


def _final_mark(words: list[str], last: int, first: int, tokens: Sequence[Span]) -> int:
    """The token before the quotes, brackets and footnotes that close a sentence."""
    while last > first:
        if words[last] == "]" and last - first > 2 and _is_note(words, last - 2):
            last -= 3
        elif words[last] in _CLOSERS and tokens[last - 1][1] == tokens[last][0]:
            last -= 1
        else:
            break
    return last


def _first_word(words: list[str], i: int, tokens: Sequence[Span]) -> str:
    while i + 1 < len(words) and words[i] in _OPENERS:
        i += 1
    return words[i]


def _after_initial(words: list[str], stop: int) -> bool:
    return stop > 0 and len(words[stop - 1]) == 1 and words[stop - 1].isupper()


def _shorten(words: list[str], first: int, last: int, out: list[tuple[int, int]]) -> None:
    """Cut what is too long for the network at its last semicolon, comma or dash that fits."""
    while last - first > _MAX_TOKENS:
        cut = first + _MAX_TOKENS
        for marks in _BREAKS:
            found = [i for i in range(first + _MAX_TOKENS // 2, first + _MAX_TOKENS) if words[i] in marks]
            if found:
                cut = found[-1] + 1
                break
        out.append((first, cut))
        first = cut
    out.append((first, last))
