"""The vocabulary and the records that every room shares. Imports nothing of the project."""

from sandtable.terms.identity import claim_id
from sandtable.terms.kinds import (
    MOVING,
    PLOVER_CODES,
    ROLES,
    EntityType,
    Extent,
    Factuality,
    Kind,
    MentionType,
    Stance,
    VoiceType,
)
from sandtable.terms.records import (
    Claim,
    Decision,
    Entity,
    Evidence,
    Mention,
    Position,
    Reading,
    Report,
    Role,
    Spoken,
    TimeSpan,
    Trigger,
    Voice,
    Warning,
)

__all__ = [
    "MOVING", "PLOVER_CODES", "ROLES", "Claim", "Decision", "Entity", "EntityType", "Evidence", "Extent", "Factuality", "Kind",
    "Mention", "MentionType", "Position", "Reading", "Report", "Role", "Spoken", "Stance", "TimeSpan", "Trigger",
    "Voice", "VoiceType", "Warning", "claim_id",
]  # fmt: skip
