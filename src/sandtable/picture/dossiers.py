"""The dossiers of places, in memory and between runs. Invariant: a dossier is given for the claims and bonds that there are now: its
key names its claims by their content and all else that it rests on, and its questions are put to the bonds as they are.
"""

from __future__ import annotations

import gc
import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from threading import Lock
from weakref import ref

from sandtable.gazetteer.place import Place
from sandtable.orbat.records import Actor
from sandtable.picture.code import code_of, modules_of
from sandtable.picture.dossier import FORM, Dossier, Opened, decode
from sandtable.picture.outlets import Kept
from sandtable.picture.settings import Settings
from sandtable.picture.sides import Bonds
from sandtable.picture.voices import Speakers
from sandtable.sources import Sources

_MOST = 8_000  # dossiers in memory
_AT_ONCE = 250  # that are made
_MANY = 1_000  # that are new in memory at once
_ROOMS = ("picture", "sources", "orbat", "terms")  # whose code says what a scene is


@dataclass(frozen=True, slots=True)
class Located:
    """A place with what it lies in: the wholes whose taking takes it, and the region, None where it is not looked at."""

    place: Place
    wholes: frozenset[str]
    region: str | None = None

    @property
    def ids(self) -> frozenset[str]:
        """The place and the wholes."""
        return frozenset({self.place.id, *self.wholes})

    @property
    def sealed(self) -> tuple[str, ...]:
        """All places whose claims its dossier rests on."""
        return (*sorted(self.ids), *((self.region,) if self.region else ()))

    def key(self, stamp: str, seals: Mapping[str, int]) -> str:
        """What its dossier is kept under. `seals`: of the claims that name a place."""
        about = [(id_, seals[id_]) for id_ in self.sealed]
        what = [stamp, self.place.id, self.place.type.value, self.region, about]
        return hashlib.sha256(json.dumps(what).encode()).hexdigest()


class Dossiers:
    """The newest dossiers by their keys, in memory and, where `kept` is given, between runs. `stamp`: what they rest on
    beside claims, bonds and places (see `stamp_of`). May be shared between threads."""

    def __init__(self, kept: Kept | None = None, stamp: str = "") -> None:
        self._kept, self.stamp = kept, stamp
        self._lock = Lock()
        self._held: OrderedDict[str, tuple[Dossier, ref[Bonds]]] = OrderedDict()

    def of(
        self,
        keys: Mapping[str, str],
        bonds: Bonds,
        opened: Opened,
        speakers: Speakers,
        make: Callable[[Collection[str]], Mapping[str, bytes]],
    ) -> dict[str, Dossier]:
        """The dossiers of some places, by place; `keys` are theirs, and `make` makes those that are not at hand, as bytes."""
        found, doubted = dict[str, Dossier](), dict[str, Dossier]()
        with self._lock:
            for place, key in keys.items():
                if key in self._held:
                    self._held.move_to_end(key)
                    dossier, proved = self._held[key]
                    (found if proved() is bonds else doubted)[place] = dossier
        rest = [place for place in keys if place not in found and place not in doubted]
        read = self._read(rest, keys)
        with _uncollected():
            doubted |= {place: decode(body, opened, speakers) for place, body in read.items()}
        found |= {place: dossier for place, dossier in doubted.items() if dossier.stands(bonds)}
        missing = [place for place in keys if place not in found]
        # Some at a time, so that the claims of no more places than these are open, and that what is done is kept.
        for first in range(0, len(missing), _AT_ONCE):
            made = make(missing[first : first + _AT_ONCE])
            if self._kept is not None:
                self._kept.put_many({f"scene {keys[place]}": body for place, body in made.items()})
            found |= {place: decode(body, opened, speakers) for place, body in made.items()}
        if len(rest) > _MANY:
            gc.freeze()  # they stay: a search for garbage would go over all their moves again and again
        proof = ref(bonds)
        with self._lock:
            for place, dossier in found.items():
                self._held[keys[place]] = dossier, proof
            while len(self._held) > max(_MOST, len(keys)):
                self._held.popitem(last=False)
        return found

    def _read(self, places: Iterable[str], keys: Mapping[str, str]) -> dict[str, bytes]:
        names = {f"scene {keys[place]}": place for place in places}
        if self._kept is None or not names:
            return {}
        return {names[name]: body for name, body in self._kept.get_many(list(names)).items()}


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for garbage in cycles: dossiers have none, and it would go over all that is in memory each time that some thousand
    words more are opened."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def stamp_of(settings: Settings, sources: Sources, actors: Iterable[Actor]) -> str:
    """A digest of what a scene rests on beside claims, bonds and places: the settings, the registries and the code."""
    digest = hashlib.sha256(f"{FORM} {settings} {code_of(modules_of(_ROOMS))}".encode())
    for source in sources:
        digest.update(repr(asdict(source)).encode())
    for actor in actors:
        digest.update(repr(actor).encode())
    return digest.hexdigest()
