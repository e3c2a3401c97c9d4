"""From what the intake gives to a reading. Invariant: what the intake warned of stands before what the reader did, and whether a
report could be read at all is told in one way, by command and desk alike."""

from __future__ import annotations

from dataclasses import replace

from sandtable.coding.reader import Reader
from sandtable.intake import Intake
from sandtable.terms import Reading, Warning

# A report with one of these cannot be read at all; the reader says `no-words` where the intake says `no-letters`.
REFUSING = frozenset({"language", "no-letters", "no-words", "fault", "no-answer"})


def take(reader: Reader, intake: Intake) -> Reading:
    """The reading of a report that came in; one that cannot be read is not given to the reader. Raises CoderError."""
    reading = Reading(intake.report, warnings=intake.warnings)
    if refusal(reading) is not None:
        return reading
    found = reader.read(intake.report)
    return replace(found, warnings=(*intake.warnings, *found.warnings))


def refusal(reading: Reading) -> Warning | None:
    """Why nothing could be read; None where it could."""
    return next((w for w in reading.warnings if w.code in REFUSING), None)
