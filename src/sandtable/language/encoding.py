"""What the network sees of a token: word pieces of its folded spelling, and its shape. Invariant: training and reading
encode with these very functions, so that the network reads what it was trained on."""

from __future__ import annotations

from collections.abc import Sequence

from tokenizers import Tokenizer

# One character for one character, but for the dash that stands between words.
_FOLD = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "´": "'", "`": "'", "′": "'", "“": '"', "”": '"', "„": '"', "«": '"',
        "»": '"', "″": '"', "–": "-", "‐": "-", "‑": "-", "−": "-", "—": "--", "―": "--", "…": "...", "\u00ad": "",
        "\u200c": "", "\u200d": "",
    }
)  # fmt: skip

# Shapes of a token; each counts twice, with and without a blank before it.
LOWER, TITLE, UPPER, LETTER, MIXED, DIGIT, PUNCT, OTHER, SHOUTED = range(9)
_SHOUTED_SHARE = 0.6
_CACHE_LIMIT = 200_000
_UNKNOWN = 100
# A token of more pieces than this is a garbled one: its first pieces say enough.
_MAX_PIECES = 12


def fold(word: str) -> str:
    """The spelling that the encoder sees: quotes and dashes as in ASCII."""
    return word.translate(_FOLD)


def shape(word: str) -> int:
    """Which of the nine shapes a token has; SHOUTED is for `shapes` to decide."""
    if word.islower() and word.isalpha():
        return LOWER
    first = word[0]
    if word.isalpha():
        if len(word) == 1:
            return LETTER if word.isupper() else OTHER
        if word.isupper():
            return UPPER
        if first.isupper() and word[1:].islower():
            return TITLE
        return MIXED if first.isupper() or not word.islower() else OTHER
    if first.isdigit():
        return DIGIT
    if not any(c.isalpha() for c in word):
        return DIGIT if any(c.isdigit() for c in word) else PUNCT
    if word.isupper():
        return UPPER
    if first.isupper():
        return TITLE if word[1:].islower() else MIXED
    return LOWER if word.islower() else MIXED


def shapes(words: Sequence[str], blank_before: Sequence[bool]) -> list[int]:
    """The shape ids of a sentence. In a sentence that is mostly capitals, capitals tell nothing: SHOUTED."""
    kinds = [shape(w) for w in words]
    letters = sum(k <= MIXED for k in kinds)
    if letters > 2 and sum(k in (UPPER, LETTER) for k in kinds) > _SHOUTED_SHARE * letters:
        kinds = [SHOUTED if k in (UPPER, LETTER) else k for k in kinds]
    return [2 * k + b for k, b in zip(kinds, blank_before, strict=True)]


class Pieces:
    """Word pieces of single tokens, remembered. Takes the path of a `tokenizer.json`."""

    def __init__(self, path: str) -> None:
        self._tokenizer = Tokenizer.from_file(path)
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        """The piece ids of each word, never empty, without the marks of sentence start and end."""
        known = self._known
        missing = [w for w in dict.fromkeys(words) if w not in known]
        if missing:
            if len(known) + len(missing) > _CACHE_LIMIT:
                known.clear()
                missing = list(dict.fromkeys(words))
            encodings = self._tokenizer.encode_batch(
                [fold(w)[:64] for w in missing], add_special_tokens=False
            )
            for word, encoding in zip(missing, encodings, strict=True):
                known[word] = tuple(encoding.ids[:_MAX_PIECES]) or (_UNKNOWN,)
        return [known[w] for w in words]
