"""Bytes to reports: plain text, HTML, PDF, RSS and Atom, JSONL, of files and of the web. The only room that touches hostile bytes."""

from sandtable.intake.addresses import is_web_address
from sandtable.intake.files import (
    list_files,
    read_address,
    read_bytes,
    read_file,
    read_paths,
    read_stream,
    read_text,
)
from sandtable.intake.outcome import Intake, Limits, Refusal
from sandtable.intake.report import make_report, report_id
from sandtable.intake.script import guess_language

__all__ = [
    "Intake", "Limits", "Refusal", "guess_language", "is_web_address", "list_files", "make_report", "read_address",
    "read_bytes", "read_file", "read_paths", "read_stream", "read_text", "report_id",
]  # fmt: skip
