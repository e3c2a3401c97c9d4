"""The data files of the room, read. Invariant: each row of theatre, province, alias and feature data names its
source, or the build stops.

Tab-separated files with a header line; `#` opens a comment line; lists within a cell are parted by `|`.
"""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from sandtable.gazetteer.place import GazetteerError, GeoJson


def data_folder() -> Path:
    """The folder of the data files."""
    return Path(str(files("sandtable.gazetteer"))) / "data"


def assets_folder() -> Path:
    """The folder of what the package build brings from npm."""
    return Path(str(files("sandtable.gazetteer"))) / "assets"


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated data file, each a dict by the header's column names."""
    path = data_folder() / name
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#") and line.strip())
        for number, row in enumerate(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            if not row.get("source"):
                raise GazetteerError(f"{name}, row {number} ({next(iter(row.values()))}): give its source")
            yield row


def cell_list(cell: str | None) -> tuple[str, ...]:
    """The parts of a list cell."""
    return tuple(part.strip() for part in (cell or "").split("|") if part.strip())


def toml(name: str) -> dict[str, Any]:
    """A TOML data file."""
    with (data_folder() / name).open("rb") as file:
        return tomllib.load(file)


def features(name: str) -> Iterator[tuple[str, GeoJson]]:
    """Place id and geometry of each feature of a GeoJSON data file."""
    raw = json.loads((data_folder() / name).read_text(encoding="utf-8"))
    for feature in raw["features"]:
        if not feature["properties"].get("source"):
            raise GazetteerError(f"{name}, {feature['properties'].get('id')}: give its source")
        yield str(feature["properties"]["id"]), cast(GeoJson, feature["geometry"])
