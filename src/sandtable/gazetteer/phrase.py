"""What a noun phrase says of the place it names. Invariant: a phrase is only taken apart; nothing is looked up
here save which words are countries, and the whole phrase is always the first reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from sandtable.gazetteer.place import PlaceType
from sandtable.gazetteer.rows import toml

Countries = Callable[[str], str | None]

_SIDES = {
    "north": "north", "northern": "north", "northernmost": "north", "south": "south", "southern": "south",
    "southernmost": "south", "east": "east", "eastern": "east", "easternmost": "east", "west": "west",
    "western": "west", "westernmost": "west", "central": "central", "middle": "central", "centre": "central",
    "center": "central", "northeast": "northeast", "northeastern": "northeast", "northwest": "northwest",
    "northwestern": "northwest", "southeast": "southeast", "southeastern": "southeast", "southwest": "southwest",
    "southwestern": "southwest", "downtown": "central", "upper": "north",
}  # fmt: skip
_SIDE = "|".join(
    re.sub("^(north|south)(east|west)", r"\1-?\2", w)
    for w in sorted(_SIDES, key=len, reverse=True)
    if w != "upper"
)
_LEAD = re.compile(
    r"^(?:the|a|an|this|that|these|those|its|their|his|her|my|our|your|all|both|some|several|many|other|two|three)\s+", re.I)  # fmt: skip
_SOFT = r"(?:sector|region|area|areas|front|part|parts|side|zone|half|section|flank|countryside|theatre|theater|sectors|regions|district)"
_VAGUE = re.compile(rf"^(?:far |extreme )?({_SIDE})(?:\s+{_SOFT})?$", re.I)
_PART_OF = re.compile(
    rf"^(?:far |extreme )?({_SIDE})(?:\s+(?:{_SOFT}|segment|stretch|edge|edges|end|outskirts|suburbs|side|reaches|provinces|coast))?\s+of\s+(?:the\s+)?(.+)$", re.I)  # fmt: skip
_PART = re.compile(rf"^(?:far |extreme )?({_SIDE})\s+(.+)$", re.I)
_PART_LAST = re.compile(rf"^(.+?)(?:'s|’s)\s+(?:far |extreme )?({_SIDE})(?:\s+{_SOFT})?$", re.I)
_ROAD = re.compile(
    r"^(?:[a-z]+\s+)*?(road|highway|motorway|route)\s+(?:from|between|linking|connecting|that links)\s+(?:the\s+)?(.+?)\s+(?:to|and|with)\s+(.+)$", re.I)  # fmt: skip
_SIDE_OF = re.compile(rf"^(?:{_SIDE})\s+of\s", re.I)
_BANK = re.compile(rf"^({_SIDE})\s+(?:bank|banks|side|shore|shores)\s+of\s+(?:the\s+)?(.+)$", re.I)
_BESIDE = re.compile(rf"^(?:(?!of\b)[a-z0-9.,]+\s+)*?(?:to\s+the\s+)?({_SIDE})\s+of\s+(?:the\s+)?(?:(?:city|town|village|capital)\s+(?:of\s+)?)?(.+)$", re.I)  # fmt: skip
_AROUND_WORDS = (
    r"(?:outskirts|suburbs|countryside|vicinity|environs|surroundings|edge|edges|entrance|gates|rural areas?)"
)
_AROUND = re.compile(rf"^(?:[a-z-]+\s+)*?{_AROUND_WORDS}\s+of\s+(?:the\s+)?(?:(?:city|town|village|capital)\s+(?:of\s+)?)?(.+)$", re.I)  # fmt: skip
_AROUND_NAME = re.compile(
    r"^(?:[a-z]+\s+)*?(?:near|around|outside|surrounding|close to|north of|south of)\s+(?:the\s+)?(.+)$"
)
_AROUND_LAST = re.compile(rf"^(.+?)(?:'s|’s)?\s+(?:({_SIDE})\s+)?{_AROUND_WORDS}$", re.I)
_BORDER = re.compile(r"\b(?:border|borders|frontier|borderline|borderlands?)\b", re.I)
_NOT_BORDER = re.compile(
    r"\bborder\s+(?:crossing|crossings|town|towns|city|cities|village|villages|post|posts|gate|gates|point|points|checkpoint|guards?|police|patrol|force|forces|station|control|security)", re.I)  # fmt: skip
_SEGMENT = re.compile(r"\b(?:segment|stretch|section|part|portion|sector|third|half|end)s?\b", re.I)
_BESIDES = re.compile(
    r"\s+(?:near|along|on|at|by|close to|outside|bordering|adjacent to|across from)\s+", re.I
)
# "The Israeli-occupied Golan Heights": whose it is said to be is no part of the name.
_HELD = re.compile(
    r"^[^\W\d_][\w'’.]*[-‑–](?:held|occupied|controlled|run|ruled|administered|annexed|besieged|backed)\s+(\S.*)$"
)
_LOWER_LEAD = re.compile(r"^(?:[a-z][\w-]*\s+)+(?=[^a-z\s])")


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a phrase: the name to look up, the kinds of place that its noun allows (any where empty),
    the names that hold it, and the part of it that is meant (`north`, `central`, `west-bank`, `west-of`, `near`).

    `strict` readings stand only where the place does lie in those names. `border` holds the ISO codes of a border's countries as far as named; it is None where no border is meant;
    `ends` names the two places between which a stretch of it lies.
    """

    name: str
    types: tuple[PlaceType, ...] = ()
    noun: str = ""
    inside: tuple[str, ...] = ()
    part: str = ""
    strict: bool = False
    border: tuple[str, ...] | None = None
    ends: tuple[str, ...] = ()


@cache
def kinds() -> dict[str, tuple[PlaceType, ...]]:
    """Kind noun to the types of place it allows."""
    found: dict[str, tuple[PlaceType, ...]] = {}
    for group in toml("kinds.toml").values():
        types = tuple(PlaceType(t) for t in group["types"])
        for noun in group["nouns"]:
            found[noun] = tuple(dict.fromkeys((*found.get(noun, ()), *types)))
    return found


@cache
def _kind_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    nouns = "|".join(re.escape(n) for n in sorted(kinds(), key=len, reverse=True))
    plural = rf"(?:{nouns})(?:s|es)?"
    return (
        re.compile(rf"^(?P<pre>(?:[\w'’.-]+\s+)*?)(?P<noun>{plural})\s+of\s+(?:the\s+)?(?P<name>.+)$", re.I),
        re.compile(rf"^(?P<name>.+?)\s+(?P<noun>{plural})$", re.I),
        re.compile(rf"^(?P<pre>(?:[\w'’.-]+\s+)*?)(?P<noun>{plural})\s+(?P<name>[^a-z].+)$"),
    )


def _noun(found: str) -> str:
    noun = found.lower()
    for ending in ("", "s", "es"):
        stem = noun.removesuffix(ending) if ending else noun
        if stem in kinds():
            return stem
    return noun


def readings(
    text: str, country_of: Countries, head: str | None = None, inside: tuple[str, ...] = ()
) -> list[Reading]:
    """The readings of a phrase, the more literal first. `country_of` gives the ISO code of a country's name or
    adjective, or None."""
    phrase = " ".join(text.split()).strip(' ,;:()"“”')
    base = Reading(phrase, inside=inside)
    if head:
        noun = _noun(head)
        if noun in kinds():
            base = replace(base, noun=noun, types=kinds()[noun])
    bare = _LEAD.sub("", phrase)
    if m := _VAGUE.match(bare):
        # 'the West' is no side of the report's country, and no place called West.
        return [replace(base, name="", part=_side(m[1]) if m[1].islower() or len(bare) > len(m[1]) else "")]
    found = [base] if bare == phrase else [base, replace(base, name=bare)]
    if bare == phrase and _SIDE_OF.match(bare):
        bare = f"area {bare}"  # 'west of Damascus' lies outside it; 'the west of Damascus' inside
    apart = _BESIDES.split(bare, maxsplit=1)
    if len(apart) == 2 and _names_more_than_countries(apart[0], country_of):
        bare = apart[0]
        found.append(replace(base, name=bare))
    if _BORDER.search(bare) and not _NOT_BORDER.search(bare):
        return [*found, _border(bare, country_of, inside)]
    found.extend(_taken_apart(replace(base, name=bare), country_of, 4))
    last = bare.rpartition(" ")[2]
    as_typed = (
        bare == phrase and bare.islower() and _noun(last) not in kinds()
    )  # typed by hand, where nothing else is written large either
    return list(dict.fromkeys(r for r in found if (r.name or r.part) and (as_typed or _is_named(r))))


def part_said(words: str) -> str | None:
    """The part of a place that some words say which stand before "of" it: "the southern outskirts", "centre"; None where they say none."""
    whole = "Xanadu"
    said = readings(f"the {words} of {whole}", lambda _: None)
    return next((r.part for r in said if r.name == whole and r.part), None)


def _is_named(r: Reading) -> bool:
    """Whether the words name a place rather than describe one: 'the hospital' is no place called Hospital."""
    name = _LEAD.sub("", r.name)
    large = any(c.isupper() or c.isdigit() or not c.isascii() for c in name)
    return large or not name


def is_noun(name: str) -> bool:
    """Whether a name is no more than a kind noun ('Hospital', 'the Village')."""
    return _noun(_LEAD.sub("", name)) in kinds()


def _steps(r: Reading, country_of: Countries) -> Iterator[Reading]:
    """The readings one step into a bare phrase: containers, then parts, then kind nouns, then adjectives."""
    text = r.name
    if m := _ROAD.match(text):
        for a, b in ((m[2], m[3]), (m[3], m[2])):
            for noun in dict.fromkeys((m[1].lower(), "road", "highway")):
                yield _of_kind(replace(r, name=f"{a}-{b} {noun}"), noun)
        return
    if m := re.match(r"^([^,]+),\s*(.+)$", text):
        held_by = tuple(part.strip() for part in m[2].split(",") if part.strip())
        yield replace(r, name=m[1], inside=(*r.inside, *held_by))
    if m := re.match(r"^(.+?)\s+(?:in|inside|within)\s+(?:the\s+)?(.+)$", text):
        yield replace(r, name=m[1], inside=(*r.inside, m[2]))
    if m := _BANK.match(text):
        yield replace(r, name=m[2], part=f"{_side(m[1])}-bank")
        return
    if m := _PART_OF.match(text):
        yield replace(r, name=m[2], part=_side(m[1]))
        return
    if m := _BESIDE.match(text):
        yield replace(r, name=m[2], part=f"{_side(m[1])}-of")
        return
    if m := _AROUND.match(text) or _AROUND_NAME.match(text) or _AROUND_LAST.match(text):
        yield replace(r, name=m[1], part="near")
    if m := _PART_LAST.match(text):
        yield replace(r, name=m[1], part=_side(m[2]))
    if m := re.match(r"^(.+?)(?:'s|’s|s')\s+(.+)$", text):
        yield replace(r, name=m[2], inside=(*r.inside, m[1]), strict=True)
    of, last, first = _kind_patterns()
    if m := of.match(text):
        adjectives = tuple(w for w in m["pre"].split() if country_of(w))
        own = " ".join(w for w in m["pre"].split() if w[:1].isupper() and w not in adjectives)
        if own:  # 'the Karrada district of Baghdad'
            yield _of_kind(replace(r, name=own, inside=(*r.inside, m["name"]), strict=True), m["noun"])
        yield _of_kind(replace(r, name=m["name"], inside=(*r.inside, *adjectives)), m["noun"])
    if m := last.match(text):
        yield _of_kind(replace(r, name=m["name"]), m["noun"])
    if m := first.match(text):
        adjectives = tuple(w for w in m["pre"].split() if country_of(w))
        yield _of_kind(replace(r, name=m["name"], inside=(*r.inside, *adjectives)), m["noun"])
    if m := _PART.match(text):
        yield replace(r, name=m[2], part=r.part or _side(m[1]))
    for words in (2, 1):
        split = text.split(" ", words)
        if len(split) > words and (adjective := " ".join(split[:words])) and country_of(adjective):
            yield replace(r, name=split[words], inside=(*r.inside, adjective), strict=True)
            break
    if m := _HELD.match(text):
        yield replace(r, name=m[1])
    if m := _LOWER_LEAD.match(text):
        yield replace(r, name=text[m.end() :])


def _taken_apart(r: Reading, country_of: Countries, depth: int) -> list[Reading]:
    """Every reading within `depth` steps, nearest first."""
    found: list[Reading] = []
    layer = [r]
    for _ in range(depth):
        layer = [
            replace(s, name=_LEAD.sub("", s.name.strip(" ,")))
            for one in layer
            for s in _steps(one, country_of)
        ]
        found.extend(layer)
    return found


def _of_kind(r: Reading, noun: str) -> Reading:
    """The reading with the kind that a noun says; the innermost noun is the one nearest the name."""
    stem = _noun(noun)
    return replace(r, noun=stem, types=kinds().get(stem, r.types))


def _side(word: str) -> str:
    return _SIDES[word.lower().replace("-", "")]


def _names_more_than_countries(text: str, country_of: Countries) -> bool:
    words = [w for w in re.split(r"[\s–—-]+", text) if w[:1].isupper()]
    return any(country_of(w) is None for w in words)


def _border(text: str, country_of: Countries, inside: tuple[str, ...]) -> Reading:
    """A border phrase: its countries in the order named, the side or segment meant, and what else is named."""
    words = [w for w in re.split(r"[\s,/–—-]+", re.sub(r"['’]s?\b", "", text)) if w]
    isos: list[str] = []
    rest: list[str] = []
    side, reached = "", False
    i = 0
    while i < len(words):
        for n in (3, 2, 1):
            iso = (
                country_of(" ".join(words[i : i + n]))
                if i + n <= len(words) and words[i][:1].isupper()
                else None
            )
            if iso:
                isos.append(iso)
                i += n
                break
        else:
            word = words[i]
            reached = reached or bool(_BORDER.fullmatch(word))
            if word.lower() in _SIDES:
                # 'the border in the east' lies in the east of the country; it is not the border's eastern part.
                side = side if side or (reached and not _SEGMENT.search(text)) else _SIDES[word.lower()]
            elif word[:1].isupper():
                rest.append(word)
            i += 1
    for name in inside:
        iso = country_of(name)
        if iso:
            isos.append(iso)
    noun = "segment" if _SEGMENT.search(text) else "border"
    countries, ends = tuple(dict.fromkeys(isos)), _ends(text, country_of)
    return Reading(" ".join(rest), noun=noun, inside=inside, part=side, border=countries, ends=ends)


_BETWEEN = re.compile(
    r"\b(?:between|from)\s+(?:the\s+)?(?P<one>[^\s,][^,]*?)\s+(?:and|to)\s+(?:the\s+)?(?P<other>[^\s,][^,]*?)"
    r"(?=\s+(?:on|along|of|in|at|near|between|from)\b|,|$)"
)
_POSTS = re.compile(r"\s+(?:border\s+)?(?:crossings?|posts?|gates?)$", re.I)


def _ends(text: str, country_of: Countries) -> tuple[str, ...]:
    """The two places between which a stretch of a border lies by the phrase; empty where it names countries or none."""
    for start in (m.start() for m in re.finditer(r"\b(?:between|from)\b", text)):
        if m := _BETWEEN.match(text, start):
            ends = tuple(_POSTS.sub("", m[end]).strip() for end in ("one", "other"))
            if all(e[:1].isupper() and country_of(e) is None for e in ends):
                return ends
    return ()
