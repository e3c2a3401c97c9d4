"""How many the words of a quantity say. Invariant: a bound is given only where the words give one; a number that they
call rough has no bounds, and "hundreds" has bounds and no best."""

from __future__ import annotations

import re
from typing import NamedTuple

_ONES = {
    "zero": 0, "no": 0, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {
    "dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "k": 1_000, "million": 1_000_000, "m": 1_000_000,
    "mn": 1_000_000, "billion": 1_000_000_000, "bn": 1_000_000_000,
}  # fmt: skip
# Plurals without a number: at least two of them, and fewer than would be called the next larger.
_MANY = {
    "dozens": (24, 99), "scores": (40, None), "tens": (20, 99), "hundreds": (200, 999), "thousands": (2_000, 9_999),
    "millions": (2_000_000, 999_999_999), "billions": (2_000_000_000, None),
}  # fmt: skip
_FEW = {"several": 3, "few": 3, "couple": 2, "many": None, "multiple": 2, "numerous": None}
_AT_LEAST = r"more\s+than|over|at\s+least|upwards?\s+of|no\s+(?:fewer|less)\s+than|in\s+excess\s+of|above|a\s+minimum\s+of"
_AT_MOST = r"up\s+to|at\s+most|as\s+many\s+as|as\s+much\s+as|no\s+more\s+than|a\s+maximum\s+of"
_BELOW = r"fewer\s+than|less\s+than|under|below|nearly|almost|just\s+under|close\s+to"
_ROUGH = r"about|around|some|approximately|roughly|an\s+estimated|estimated|circa|ca\.?"
_WORD = "|".join(sorted([*_ONES, *_SCALES, "half", "and"], key=len, reverse=True))
_NUMBER = rf"(?:\d[\d,]*(?:\.\d+)?(?:[\s-]*(?:{'|'.join(_SCALES)})\b)?|(?:(?:{_WORD})\b[\s-]*)+)"
_RANGE = re.compile(rf"(?i)^(?:between|from)?\s*(?P<low>{_NUMBER})\s*(?:and|to|-|–|—)\s*(?P<high>{_NUMBER})")
_SINGLE = re.compile(rf"(?i)^(?P<number>{_NUMBER})(?P<plus>\+|\s*-?\s*plus\b|\s+or\s+more\b)?")
_PLURAL = re.compile(
    rf"(?i)^(?:(?:the|many)\s+)?(?P<first>{'|'.join(_MANY)})(?:\s+of\s+(?P<second>thousands|millions|billions))?\b"
)
_VAGUE = re.compile(rf"(?i)^(?:a\s+)?(?P<few>{'|'.join(_FEW)})\b(?:\s+(?P<scale>{'|'.join(_SCALES)})\b)?")
_LEAD = re.compile(
    rf"(?i)^(?:the\s+|a\s+total\s+of\s+|all\s+|another\s+)*(?:(?P<least>{_AT_LEAST})|(?P<most>{_AT_MOST})|(?P<below>{_BELOW})|(?P<rough>{_ROUGH}))?\s*"
)
_CURRENCY = re.compile(r"^(?:US|A|C)?[$£€]")
_UNIT = re.compile(
    r"^(?:[\s-]*(?:of\b\s*)?(?:the\s+|its\s+|their\s+|his\s+)?)(?P<unit>%|(?!of\b)[^\W\d_][\w'’-]*)"
)


_DEGREE = re.compile(rf"(?i)\b(?:{_AT_LEAST}|{_AT_MOST}|{_BELOW}|{_ROUGH})\s+$")
_DEGREE_REACH = 20  # characters before a number in which its degree stands


class Quantity(NamedTuple):
    """`low`, `high`: inclusive bounds, None where the words give none; `best`: the number said, None for "hundreds";
    `unit`: the word that is counted, lower case ("percent" for "%", a currency's sign), empty where there is none."""

    low: float | None
    best: float | None
    high: float | None
    unit: str


def with_degree(text: str, start: int, end: int) -> str:
    """The words of a number with "about", "more than" and the like that stand right before it."""
    found = _DEGREE.search(text[max(0, start - _DEGREE_REACH) : start])
    return (found.group() if found else "") + text[start:end]


def quantity(text: str) -> Quantity | None:
    """What the words of a quantity say, or None where they begin with no number."""
    rest = text.strip()
    lead = _LEAD.match(rest)
    how = lead.lastgroup if lead else None
    if lead:
        rest = rest[lead.end() :]
    sign = _CURRENCY.match(rest)
    if sign:
        rest = rest[sign.end() :]
    found = _range(rest) or _plural(rest) or _vague(rest) or _single(rest, how)
    if found is None:
        return None
    (low, best, high), end = found
    return Quantity(low, best, high, sign[0][-1] if sign else _unit(rest[end:]))


Bounds = tuple[float | None, float | None, float | None]


def _range(text: str) -> tuple[Bounds, int] | None:
    match = _RANGE.match(text)
    if match is None or (" and " in match[0] and not text.lower().startswith("between")):
        return None
    low, high = number(match["low"]), number(match["high"])
    if low is None or high is None or high < low:
        return None
    return (low, (low + high) / 2, high), match.end()


def _single(text: str, how: str | None) -> tuple[Bounds, int] | None:
    match = _SINGLE.match(text)
    best = number(match["number"]) if match else None
    if match is None or best is None:
        return None
    low: float | None = best
    high: float | None = best
    if how == "least" or match["plus"]:
        high = None
    elif how in ("most", "below"):
        low = None
    elif how == "rough":
        low = high = None
    return (low, best, high), match.end()


def _plural(text: str) -> tuple[Bounds, int] | None:
    match = _PLURAL.match(text)
    if match is None:
        return None
    low, high = _MANY[match["first"].lower()]
    if match["second"]:
        scale = _SCALES[match["second"].lower()[:-1]]
        return (low * scale, None, None if high is None else (high + 1) * scale - 1), match.end()
    return (low, None, high), match.end()


def _vague(text: str) -> tuple[Bounds, int] | None:
    match = _VAGUE.match(text)
    if match is None:
        return None
    scale = _SCALES[match["scale"].lower()] if match["scale"] else 1
    low = _FEW[match["few"].lower()]
    return (
        None if low is None else low * scale,
        None,
        10 * scale - 1 if match["scale"] else None,
    ), match.end()


def number(words: str) -> float | None:
    """The number of digits or words such as "3,000", "two million", "twenty-five", or None."""
    total = current = 0.0
    seen, last = False, ""
    for word in re.findall(r"\d[\d,]*(?:\.\d+)?|[a-z]+", words.lower()):
        if word[0].isdigit():
            current += float(word.replace(",", ""))
        elif word == "half":
            # "two and a half": its article was counted as a one.
            current += 0.5 - (last in ("a", "an"))
        elif word in _ONES:
            current += _ONES[word]
        elif word in _SCALES:
            scale = _SCALES[word]
            current = (current if seen else 1) * scale
            if scale >= 1_000:
                total, current = total + current, 0.0
        elif word != "and":
            return None
        seen = seen or word != "and"
        last = word
    return total + current if seen else None


def _unit(rest: str) -> str:
    match = _UNIT.match(rest)
    if match is None:
        return ""
    unit = match["unit"].lower()
    return "percent" if unit in ("%", "per", "pc") else unit
