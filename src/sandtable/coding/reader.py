"""The reader: one report in, one reading out. Invariant: the parse is made once and every coder sees the same."""

from __future__ import annotations

import re

from sandtable.coding.coder import Coder
from sandtable.language import Parser
from sandtable.terms import Reading, Report, Warning

# What a slip in a coder may raise. A batch goes on past it, and says which report and why.
FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
LETTER = re.compile(r"[^\W\d_]")


class Reader:
    """Reads reports with one parser and one coder."""

    def __init__(self, parser: Parser, coder: Coder) -> None:
        self.parser = parser
        self.coder = coder

    def read(self, report: Report) -> Reading:
        """The reading of a report. A report that is not in English or has no words comes back with a warning and no claims."""
        if not LETTER.search(report.text):
            return Reading(
                report,
                warnings=(
                    Warning("no-words", "the report has no words; nothing was read", 0, len(report.text)),
                ),
            )
        if report.language not in (None, "en"):
            return Reading(
                report,
                warnings=(
                    Warning(
                        "language",
                        f"the report is in {report.language!r}; only English is read",
                        0,
                        len(report.text),
                    ),
                ),
            )
        document = self.parser.parse(report.text, report.published)
        try:
            coding = self.coder.code(report, document)
        except FAULTS as fault:
            message = f"the coder failed on this report ({type(fault).__name__}: {fault}); please report it with the text"
            return Reading(
                report, warnings=(*document.warnings, Warning("fault", message, 0, len(report.text)))
            )
        return Reading(report, coding.mentions, coding.claims, (*document.warnings, *coding.warnings))
