"""Tokens of news English after the conventions of UD EWT and GUM. Invariant: the spans are in order, never overlap,
hold no blank, and cover every character of the text that is not blank."""

from __future__ import annotations

import re

Span = tuple[int, int]

# Prefixes that the treebanks leave joined to their word; every other hyphen is a token of its own.
_PREFIXES = "anti|co|counter|cross|e|ex|inter|intra|mid|micro|mini|multi|neo|non|over|post|pre|pro|re|semi|socio|sub|un"
# Abbreviations whose full stop belongs to them: in any case, and only where capitalised (the others are words too).
_ABBREVIATIONS = (
    "mr|mrs|ms|messrs|dr|prof|lt|sgt|capt|cmdr|cdr|brig|pvt|cpl|jr|sr|inc|corp|ltd|vs|etc|approx|dept|govt|univ|feb|sept"
    "|thur|thurs|tues|e\\.g|i\\.e|ph\\.d"
)
_CAPITALISED = (
    "Gen|Col|Maj|Adm|Gov|Sen|Rep|Reps|Sens|Rev|Hon|Pres|St|Ft|Mt|Bros|Jan|Apr|Aug|Sep|Oct|Nov|Dec|Wed|Ave|Blvd|Mlle|Mme"
    "|GEN|COL|MAJ|ADM|GOV|SEN|REP|NOV|OCT|DEC|JAN|AUG"
)
# Words that are abbreviations only before a number: "No. 5", "Mar. 3", "Sat. 12".
_BEFORE_NUMBER = "No|Nos|no|nos|Mar|Jun|Jul|Mon|Tue|Fri|Sat|Sun|p|pp|c|ca|fig|Fig|art|Art|vol|Vol|ch|sec"

_LETTER = r"[^\W\d_]"
_MARK = r"[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u00ad\u200c\u200d]"
_LETTERS = rf"(?:{_LETTER}{_MARK}*)"
_APOSTROPHE = r"['’ʼ‘`]"

_UNITS = "am|pm|km|m|mm|cm|kg|k|ft|bn|b|mph|kph|lb|lbs|mi|hz"
# Zero-width and control characters stand between words and are no word.
_BLANKS = r"\s\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"

_TOKEN = re.compile(
    rf"""
    (?:https?://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?'’)\]]          # a URL
  | [\w.+%-]+@\w[\w-]*(?:\.\w[\w-]*)+                              # an e-mail address
  | (?:{_LETTER}\.){{2,}}(?:{_LETTER}(?!\w))?                      # U.S., a.m., U.S.A
  | (?i:{_ABBREVIATIONS})\.(?!\w)
  | (?:{_CAPITALISED})\.(?!\w)
  | (?:{_BEFORE_NUMBER})\.(?=[ \u00a0]?\d)
  | [A-Z]\.(?=[ \u00a0][A-Z]\w*[^\W\d_])                           # an initial before a name
  | \d{{1,2}}/\d{{1,2}}/\d{{2,4}}(?!\d) | \d{{1,2}}/\d{{1,2}}(?![\w/])
  | \d{{4}}-\d{{2}}-\d{{2}}(?!\d)
  | \d++(?:[.,:]\d++)*+(?:(?:st|nd|rd|th|s)(?!\w)|(?=(?i:{_UNITS})(?!\w))|(?!\w))
  | \d++(?:[.,:]\d++)*+(?:{_LETTERS}[\w]*)?                         # 83n, 4a
  | (?i:{_PREFIXES})[-‐‑]{_LETTERS}+(?:{_APOSTROPHE}{_LETTERS}+)* # anti-ship, non-Syrian
  | mid-\d{{4}}s
  | {_LETTERS}+(?:\.(?:com|org|net|gov|edu|info|co\.uk)\b)
  | {_LETTERS}[\w\u0300-\u036f]*(?:[&]{_LETTERS}+|{_APOSTROPHE}{_LETTERS}[\w\u0300-\u036f]*)*
  | \.{{2,}} | -{{2,}} | [!?]{{2,}} | \*+ | =+ | _+ | ~+ | <+ | >+
  | [^{_BLANKS}]
    """,
    re.VERBOSE,
)
_NEGATED = re.compile(rf"(?i)^({_LETTERS}+)(n{_APOSTROPHE}t)$")
_POSSESSIVE = re.compile(rf"(?i)^(.+?)({_APOSTROPHE}s)$")
# "Sa'd" and "Mas'ud" are names: other clitics are split only from these.
_CLITIC = re.compile(
    rf"(?i)^(i|you|he|she|it|we|they|that|this|there|here|who|what|where|how|which|would|could|should|might|must)"
    rf"({_APOSTROPHE}(?:d|m|ll|ve|re))$"
)
_JOINED = {"cannot": 3, "gonna": 3, "gotta": 3, "wanna": 3}


def tokenize(text: str) -> list[Span]:
    """Half-open character spans of the tokens of a text, in order."""
    spans: list[Span] = []
    for match in _TOKEN.finditer(text):
        _split_word(text, match.start(), match.end(), spans)
    return spans


def _split_word(text: str, start: int, end: int, spans: list[Span]) -> None:
    word = text[start:end]
    if word.isalpha():
        cut = _JOINED.get(word.lower(), 0)
    else:
        match = _NEGATED.match(word) or _POSSESSIVE.match(word) or _CLITIC.match(word)
        cut = match.start(2) if match else 0
    if cut:
        spans += ((start, start + cut), (start + cut, end))
    else:
        spans.append((start, end))
