"""What people read: the brief as a page and as Markdown, the map layers, and exports for other programs."""

from sandtable.brief.basemap import base_map
from sandtable.brief.exports import FORMATS, Exported, Lookup, export
from sandtable.brief.gather import gather
from sandtable.brief.markdown import render_markdown
from sandtable.brief.page import BriefError, render
from sandtable.brief.records import (
    BaseMap,
    Bond,
    BriefInput,
    Change,
    Dispute,
    Label,
    Movement,
    Party,
    Presence,
    Sentence,
    Side,
    Spot,
    Standing,
    View,
    changes,
)
from sandtable.brief.sheet import Maps, Sheet
from sandtable.brief.ways import drawn

__all__ = [
    "FORMATS", "BaseMap", "Bond", "BriefError", "BriefInput", "Change", "Dispute", "Exported", "Label", "Lookup", "Maps", "Movement",
    "Party", "Presence", "Sentence", "Sheet", "Side", "Spot", "Standing", "View", "base_map", "changes", "drawn", "export", "gather", "render",
    "render_markdown",
]  # fmt: skip
