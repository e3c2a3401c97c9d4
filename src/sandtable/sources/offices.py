"""Which party an unlisted publisher is: a force, a ministry, a movement, or the office that speaks for one. Invariant: besides
the party's own name a publisher's name holds only words for an office; a state's bare name, which a newspaper may bear, is no party."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sandtable.orbat import Actor, ActorKind, Registry, folded, is_acronym
from sandtable.orbat.catalogue import CAPITAL, LOCAL

# Kinds of actor that publish in their own name.
PARTIES = frozenset(
    {
        ActorKind.GOVERNMENT,
        ActorKind.ARMED_FORCE,
        ActorKind.SERVICE,
        ActorKind.UNIT,
        ActorKind.ARMED_GROUP,
        ActorKind.COALITION,
        ActorKind.OFFICE,
    }
)
_UNRECOGNISED = frozenset({ActorKind.ARMED_GROUP, ActorKind.COALITION, ActorKind.GOVERNMENT})
# Words by which a state's bodies call themselves, and of these those of its forces.
_OFFICIAL = frozenset({"state", "government", "ministry", "presidency"})
_STAFF = frozenset(
    "army military armed forces force defence defense general staff headquarters command joint operations operation high chief "
    "ato anti-terrorist antiterrorist".split()
)
# Words by which the press offices and leaders of parties call themselves.
_PRESS = frozenset(
    "media press office centre center information bureau department channel spokesman spokesperson spokeswoman military war service "
    "communications communication communique public relations affairs statement radio voice official unit wing commission desk team bulletin "
    "briefing summary external foreign political room".split()
)
_OFFICES = frozenset({"department", "office", "desk", "information", "bureau", "media"})
_LEADING = frozenset(
    "national executive political central military supreme general committee council command bureau politburo secretariat leadership "
    "directorate commission headquarters high presidency soviet parliament assembly presidium council cabinet".split()
)
_LINKS = frozenset({"of", "the", "for", "and", "in", "by"})
_BRACKET = re.compile(r"\(([^)]*)\)")  # "RSF Media Office (Sudan)"
_OWNER = re.compile("['’]s?$")
_BESIDE = _PRESS | _LEADING | _STAFF | _OFFICIAL | _LINKS
# What those who fight call themselves, and what those call themselves who only print.
_FIGHTING = frozenset(
    "front army movement brigade brigades militia resistance liberation forces guards legion battalion mujahideen battalions "
    "division corps fighters".split()
)
_PRINTING = frozenset(
    "news times post herald agency daily weekly monitor journal gazette observer review magazine tv television newspaper bulletin "
    "digest dispatches courier tribune mirror chronicle report reports watch line wire today letter notebook paper studies institute "
    "network project group salvation trust foundation broadcasting correspondent standard express mail star sun telegraph".split()
)


def publishing(name: str, actors: Registry, on: date | None) -> Actor | None:
    """The party that a publisher is or names itself the office of: "Sudanese Armed Forces", "SDF Press Center", "MNLA Communications
    Bureau"; also one that only its own publications make known: "Northern Front", "XYZ Central Committee"."""
    beside = _BRACKET.search(name)
    words = _words_of(name if beside is None else _BRACKET.sub(" ", name))
    return _known(words, actors, on) or _beside(beside, actors, on) or _new(words, actors)


def _beside(bracket: re.Match[str] | None, actors: Registry, on: date | None) -> Actor | None:
    """The fighting party that a name gives in brackets: "Amaq (Islamic State)"; a capital there is but where it is published."""
    found = None if bracket is None else _whole(bracket[1].split(), actors, on)
    return None if found is None or found.kind is ActorKind.GOVERNMENT else found


def _words_of(name: str) -> list[str]:
    words = name.replace(",", " ").split()
    return words[1:] if words and words[0].casefold() == "the" else words


def _known(words: Sequence[str], actors: Registry, on: date | None) -> Actor | None:
    """The party that a name's words name, where something else tells of it."""
    # "The Army Spokesman's Office" is the office of the army's spokesman; "People's Militia" is a name as it stands.
    plain = [_OWNER.sub("", word) for word in words]
    return (
        _body(words, actors, on)
        or _whole(words, actors, on)
        or _within(words, actors, on)
        or (_body(plain, actors, on) or _within(plain, actors, on) if plain != words else None)
    )


def _low(words: Iterable[str]) -> set[str]:
    return {word.casefold() for word in words}


def _body(words: Sequence[str], actors: Registry, on: date | None) -> Actor | None:
    """A state's government or forces: "Libyan State Television", "Nigerian Defence Headquarters"."""
    if not words:
        return None
    if _OFFICIAL & _low(words):
        owner = actors.find(f"{words[0]} government", (), on)
        if owner is not None and owner.kind is ActorKind.GOVERNMENT and owner.country:
            return actors.find(" ".join(words), (), on) or owner
    if words[1:] and _low(words[1:]) <= _STAFF | _PRESS and _STAFF & _low(words[1:]):
        army = actors.find(f"{words[0]} armed forces", (), on)
        if army is not None and army.kind in PARTIES:
            return army
    return None


def _whole(words: Sequence[str], actors: Registry, on: date | None) -> Actor | None:
    """A party under its own name."""
    actor = actors.find(" ".join(words), (), on) if words else None
    return actor if actor is not None and actor.kind in PARTIES else None


def _spans(words: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """The runs of words, the longest first, each with the words around it."""
    for size in range(len(words) - 1, 0, -1):
        for i in range(len(words) - size + 1):
            yield words[i : i + size], [*words[:i], *words[i + size :]]


def _within(words: Sequence[str], actors: Registry, on: date | None) -> Actor | None:
    """The party whose office it is, by the words around its name: "Voice of Tigers", "Press Service of the Southern Front"."""
    for span, rest in _spans(words):
        beside = _low(rest)
        if not (
            beside <= _BESIDE or ("news" in beside and beside & _OFFICES and beside - {"news"} <= _BESIDE)
        ):
            continue
        name = " ".join(span)
        actor = actors.find(name, (), on) or _sole(name, actors, on) or _fighting(name, actors, on)
        if actor is None or (_capital(name, actors) and not beside & (_STAFF | _OFFICIAL)):
            continue
        national = actor.country and actor.id in (
            actors.state(actor.country).id,
            actors.government(actor.country).id,
        )
        if national and actor.country and _STAFF & _low(rest):
            return actors.armed_forces(actor.country)  # "Ministry of Defence, Asmara"
        if actor.kind in PARTIES:
            return actor
        if national and actor.country and _OFFICIAL & _low(rest):
            return actors.government(actor.country)
    return None


def _capital(name: str, actors: Registry) -> bool:
    """Whether a name is a capital's, by which a report means the government, and a newspaper only where it is printed."""
    return {e.sort for e in actors.catalogue.names.get(folded(name), ())} == {CAPITAL}


def _sole(name: str, actors: Registry, on: date | None) -> Actor | None:
    """The one party that bears a name in the reports of some country ("Tigers"); None where several do, or none."""
    refs = {e.ref for e in actors.catalogue.names.get(folded(name), ()) if e.sort == LOCAL}
    found = [a for a in map(actors.get, refs) if a is not None and a.existed(on)]
    return found[0] if len(found) == 1 else None


def _fighting(people: str, actors: Registry, on: date | None) -> Actor | None:
    """Those who fight for a people or a land that is no state: "Abkhaz", "Tigray"."""
    name = f"{people} forces"
    found = actors.find(name, (), on) or _sole(name, actors, on)
    return found if found is not None and found.kind in _UNRECOGNISED else None


def _new(words: Sequence[str], actors: Registry) -> Actor | None:
    """A party that nothing else tells of, by an acronym before the words for its leaders, or by a name such as fighters give themselves."""
    if _PRINTING & _low(words):
        return None
    own = [w for w in words if w.casefold() not in _BESIDE]
    leading = _LEADING & _low(words) and len(words) > 2
    if leading and len(own) == 1 and is_acronym(own[0]) and len(own[0]) > 2 and actors.find(own[0]) is None:
        return actors.unknown(own[0])
    named = [w for w in words if w.casefold() not in _PRESS] if not _low(words) <= _BESIDE else []
    heads = _low(named[-1:]) | ({named[i - 1].casefold() for i, w in enumerate(named) if w == "of" and i})
    if len(named) > 1 and _FIGHTING & heads and actors.find(" ".join(named)) is None:
        return actors.unknown(" ".join(named))
    return None
