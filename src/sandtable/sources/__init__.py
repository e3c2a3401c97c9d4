"""Sources: who speaks, how reliable, for whom, and which reports are one voice. Imports terms and orbat."""

from sandtable.sources.copies import copies, credited, independent
from sandtable.sources.records import Affiliation, Grade, Source
from sandtable.sources.registry import SourceError, Sources

__all__ = ["Affiliation", "Grade", "Source", "SourceError", "Sources", "copies", "credited", "independent"]
