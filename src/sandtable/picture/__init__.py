"""Claims as of a day in the world and a day of knowledge, to positions: control, command, corridors, contradictions."""

from sandtable.picture.almanac import Almanac
from sandtable.picture.asking import ALL, Heed, Judged, PictureError
from sandtable.picture.bonds import Bond, BondKind
from sandtable.picture.chart import chart
from sandtable.picture.corridor import Corridor, LegStatus, Passage, Post, Way
from sandtable.picture.course import Run
from sandtable.picture.days import Change, Incident, Travel
from sandtable.picture.directory import Directory, Matches, Named
from sandtable.picture.dispute import Dispute, DisputeKind, Side
from sandtable.picture.enquiry import AsOf, Enquiry, Held, answer_json
from sandtable.picture.explain import explain, why_json
from sandtable.picture.frontier import Across, Flank, Frontier, Length, Near
from sandtable.picture.grounds import Why
from sandtable.picture.holds import Holds, Share, holds_of
from sandtable.picture.naming import Naming, Say
from sandtable.picture.needs import Lever, Need, lever_of
from sandtable.picture.orders import Force, Orders, Tied
from sandtable.picture.picture import Picture
from sandtable.picture.pressure import Pressure, Strain
from sandtable.picture.profile import Allegiance, Profile
from sandtable.picture.reasons import Link, Reasons, reasons_of
from sandtable.picture.recall import Recall
from sandtable.picture.roster import Roll, RollCall, Roster
from sandtable.picture.scene import Scene, scene_of
from sandtable.picture.settings import DEFAULT, Ageing, Settings
from sandtable.picture.sides import Bonds
from sandtable.picture.source_wire import roll_json
from sandtable.picture.spells import Cause, Spell, Spells
from sandtable.picture.testimony import SetAside, Testimony
from sandtable.picture.timeline import Step, Timeline, timeline_of
from sandtable.picture.track import Outcome, Track, Word, track_of
from sandtable.picture.turning import answers_of, first_word
from sandtable.picture.whereabouts import Holding, Sighting, Whereabouts
from sandtable.picture.wire import dispute_json, frontier_json, place_json, position_json, to_json

__all__ = [
    "ALL", "DEFAULT", "Across", "Ageing", "Allegiance", "Almanac", "AsOf", "Bond", "BondKind", "Bonds", "Cause",
    "Change", "Corridor", "Directory", "Dispute", "DisputeKind", "Enquiry", "Flank", "Force", "Frontier", "Heed",
    "Held", "Holding", "Holds", "Incident", "Judged", "LegStatus", "Length", "Lever", "Link", "Matches", "Named",
    "Naming", "Near", "Need", "Orders", "Outcome", "Passage", "Picture", "PictureError", "Post", "Pressure",
    "Profile", "Reasons", "Recall", "Roll", "RollCall", "Roster", "Run", "Say", "Scene", "SetAside", "Settings", "Share",
    "Side", "Sighting", "Spell", "Spells", "Step", "Strain", "Testimony", "Tied", "Timeline", "Track", "Travel",
    "Way", "Whereabouts", "Why", "Word", "answer_json", "answers_of", "chart", "dispute_json", "explain", "first_word",
    "frontier_json", "holds_of", "lever_of", "place_json", "position_json", "reasons_of", "roll_json", "scene_of", "timeline_of",
    "to_json", "track_of", "why_json",
]  # fmt: skip
