"""What people read: the brief as a page and as Markdown, the map layers, and exports for other programs."""

from sandtable.brief.basemap import base_map
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
    changes,
)

__all__ = [
    "BaseMap", "Bond", "BriefError", "BriefInput", "Change", "Dispute", "Label", "Movement", "Party", "Presence",
    "Sentence", "Side", "Spot", "Standing", "base_map", "changes", "render",
    "render_markdown",
]  # fmt: skip
