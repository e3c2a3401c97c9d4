"""The picture and its claims in other programs' formats: GeoJSON, CSV in ACLED's columns, PLOVER, FollowTheMoney, STIX."""

from collections.abc import Iterable

from sandtable.brief.exports.acled import export_csv
from sandtable.brief.exports.common import Exported, Lookup
from sandtable.brief.exports.ftm import export_ftm
from sandtable.brief.exports.geojson import export_geojson
from sandtable.brief.exports.plover import export_plover
from sandtable.brief.exports.stix import export_stix
from sandtable.brief.records import BriefInput
from sandtable.ledger import Entry

FORMATS = ("geojson", "csv", "plover", "ftm", "stix")


def export(format: str, brief: BriefInput, entries: Iterable[Entry], lookup: Lookup) -> Exported:
    """The export in one of `FORMATS`. Raises ValueError, naming them, for another."""
    if format == "geojson":
        return export_geojson(brief, entries)
    writers = {"csv": export_csv, "plover": export_plover, "ftm": export_ftm, "stix": export_stix}
    if format not in writers:
        raise ValueError(f"no export {format!r}: choose one of {', '.join(FORMATS)}")
    return writers[format](entries, lookup)


__all__ = [
    "FORMATS", "Exported", "Lookup", "export", "export_csv", "export_ftm", "export_geojson", "export_plover", "export_stix",
]  # fmt: skip
