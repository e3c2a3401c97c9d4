"""Mentions from the two tag layers, the tree and the times. Invariant: no two mentions have the same span, but for a
state, which is a party and a place; none cuts a name in two, and all are in text order, the longer first, the party first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sandtable.language.document import Token
from sandtable.language.quantities import quantity
from sandtable.terms import Mention, MentionType, TimeSpan

_OUTSIDE = "O"
# What a mention may not end with, and what alone is none.
_LOOSE_ENDS = frozenset(("ADP", "DET", "CCONJ", "SCONJ", "PUNCT", "AUX", "PART"))
_LOOSE_STARTS = frozenset(("PUNCT", "CCONJ", "ADP", "AUX", "PART"))
_EMPTY = frozenset(("DET", "PUNCT", "ADP", "CCONJ", "SCONJ", "AUX", "PART"))
_KEPT_LAST = frozenset(("%", ")"))
_NAME_PARTS = frozenset(("flat", "goeswith"))
_STATE = {MentionType.ORGANISATION, MentionType.LOCATION}

Cut = tuple[int, int, str]


def of_layer(tokens: Sequence[Token], tags: Sequence[str], text: str) -> list[Mention]:
    """The mentions of one layer of BIO tags over a sentence's tokens; an I without its B begins a mention."""
    cuts: list[Cut] = []
    start, kind = 0, ""
    for i, tag in enumerate([*tags, _OUTSIDE]):
        if kind and tag != "I-" + kind:
            cuts.append((start, i, kind))
            kind = ""
        if tag != _OUTSIDE and (tag[0] == "B" or not kind):
            start, kind = i, tag[2:]
    mended = (_mended(tokens, cut) for cut in _joined(tokens, cuts))
    return [
        Mention(
            tokens[a].start, tokens[b - 1].end, text[tokens[a].start : tokens[b - 1].end], MentionType(kind)
        )
        for a, b, kind in mended
        if a < b and (kind != MentionType.QUANTITY or quantity(text[tokens[a].start : tokens[b - 1].end]))
    ]


def _joined(tokens: Sequence[Token], cuts: Sequence[Cut]) -> list[Cut]:
    """A piece without a word of content belongs to the piece of its type that follows at once."""
    out: list[Cut] = []
    for start, end, kind in cuts:
        if out and out[-1][1] == start and out[-1][2] == kind and _is_empty(tokens[out[-1][0] : start]):
            out[-1] = (out[-1][0], end, kind)
        else:
            out.append((start, end, kind))
    return [cut for cut in out if not _is_empty(tokens[cut[0] : cut[1]])]


def _is_empty(tokens: Sequence[Token]) -> bool:
    return all(t.pos in _EMPTY for t in tokens)


def _mended(tokens: Sequence[Token], cut: Cut) -> Cut:
    """The piece without loose ends, and with the rest of any name that it cuts."""
    start, end, kind = cut
    while start < end and (tokens[start].pos in _LOOSE_STARTS):
        start += 1
    while start < end and tokens[end - 1].pos in _LOOSE_ENDS and not _closes(tokens, start, end):
        end -= 1
    if start == end:
        return start, end, kind
    if kind == MentionType.MONEY and start and tokens[start - 1].tag == "$":
        start -= 1
    offset = tokens[0].i
    moved = True
    while moved:
        moved = False
        for t in (tokens[start], tokens[end - 1]):
            head = t.head - offset
            if t.dep in _NAME_PARTS and head < start and start - head <= 4:
                start, moved = head, True
        for child in tokens[start].children:
            # "backed" of "Iran-backed": the part before the hyphen hangs from it.
            at = child - offset
            if at < start and tokens[start - 1].text == "-" and tokens[start - 1].end == tokens[start].start:
                start, moved = at, True
                break
        while end < len(tokens) and _continues(tokens, start, end, offset):
            end, moved = end + 1, True
        while end > start and tokens[end - 1].pos == "PUNCT" and not _closes(tokens, start, end):
            end -= 1
            moved = False
    return start, end, kind


def _continues(tokens: Sequence[Token], start: int, end: int, offset: int) -> bool:
    """Whether the name goes on after `end`, if only across a hyphen."""
    for at in (end, end + 1):
        if at < len(tokens) and tokens[at].dep in _NAME_PARTS and start <= tokens[at].head - offset < end:
            return at == end or tokens[end].text == "-"
    return False


def _closes(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether the last token is a mark that its mention needs."""
    last = tokens[end - 1].text
    return last in _KEPT_LAST and (last != ")" or any(t.text == "(" for t in tokens[start:end]))


def merge(found: Iterable[Mention], times: Iterable[TimeSpan]) -> list[Mention]:
    """One mention a span, or two where it names a state. A time that the date finder found stands before what the tagger calls a time there; one as
    vague as "now" is no mention."""
    times = list(times)
    kept: dict[tuple[int, int], list[Mention]] = {
        (t.start, t.end): [Mention(t.start, t.end, t.text, MentionType.TEMPORAL)]
        for t in times
        if t.granularity != "vague"
    }
    for m in found:
        if m.type is MentionType.TEMPORAL and any(m.start < t.end and t.start < m.end for t in times):
            continue
        there = kept.setdefault((m.start, m.end), [m])
        if len(there) == 1 and {there[0].type, m.type} == _STATE:
            there.append(m)
    return sorted(
        (m for some in kept.values() for m in some),
        key=lambda m: (m.start, -m.end, m.type is not MentionType.ORGANISATION),
    )
