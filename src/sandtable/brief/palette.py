"""Colours and military symbols of actors. Invariant: both depend on the actors of the brief alone, never on the
order in which they are named, and no symbol's frame says friend or foe."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

OTHER = -1


@dataclass(frozen=True, slots=True)
class Colour:
    """One slot: sRGB hex on a light page and on a dark one."""

    name: str
    light: str
    dark: str


@cache
def _data(name: str) -> Mapping[str, Any]:
    return tomllib.loads(files("sandtable.brief").joinpath("data", name).read_text("utf-8"))


@cache
def colours() -> tuple[Colour, ...]:
    """The slots in order; the last is the one for everything beyond them (`OTHER`)."""
    data = _data("palette.toml")
    slots = [Colour(s["name"], s["light"], s["dark"]) for s in data["slot"]]
    return (*slots, Colour("other", data["other"]["light"], data["other"]["dark"]))


@cache
def stylesheet() -> str:
    """The colours as `--c0`, `--c1`, ... of a page, light and dark."""
    light = "".join(f"--c{i}:{c.light};" for i, c in enumerate(colours()))
    dark = "".join(f"--c{i}:{c.dark};" for i, c in enumerate(colours()))
    return f":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def slots(ids: Iterable[str], weight: Mapping[str, int] | None = None) -> dict[str, int]:
    """A slot for each actor id: the one its sha256 picks, or the next free one; `OTHER` once none is left.

    Actors of greater `weight` (such as places held) choose first, then those of lesser id.
    """
    free = len(colours()) - 1
    weigh = weight or {}
    taken: dict[int, str] = {}
    chosen: dict[str, int] = {}
    for actor in sorted(set(ids), key=lambda a: (-weigh.get(a, 0), a)):
        wanted = int.from_bytes(hashlib.sha256(actor.encode()).digest()[:4], "big") % free
        slot = next((s for s in ((wanted + i) % free for i in range(free)) if s not in taken), OTHER)
        if slot != OTHER:
            taken[slot] = actor
        chosen[actor] = slot
    return chosen


def sidc(kind: str) -> str:
    """The 20-digit symbol code of MIL-STD-2525D for a kind of actor, in the neutral frame."""
    data = _data("symbols.toml")
    entry = data["kind"].get(kind, data["other"])
    return f"100{data['identity']}{entry['set']}0000{entry['icon']}{entry.get('modifier', '00')}00"
