"""The reader: what it refuses, and a coder that fails."""

from __future__ import annotations

from sandtable.coding import Coding, Reader
from sandtable.intake import make_report
from sandtable.language.document import Document
from sandtable.terms import Report


class NoParser:
    """A parser that finds nothing."""

    def parse(self, text: str, published: object = None) -> Document:
        """An empty document."""
        return Document(text, [], [], [], [])


class FailingCoder:
    """A coder with a slip in it."""

    name = "failing/1"

    def code(self, report: Report, document: Document) -> Coding:
        """Raises what a slip would raise."""
        raise IndexError("list index out of range")


def test_a_coder_that_fails_gives_a_warning_that_says_so_and_no_claims() -> None:
    reading = Reader(NoParser(), FailingCoder()).read(make_report(text="The army took the town."))
    assert reading.claims == ()
    (warning,) = reading.warnings
    assert warning.code == "fault"
    assert "IndexError: list index out of range" in warning.message


def test_a_report_in_another_language_or_without_words_is_not_read() -> None:
    reader = Reader(NoParser(), FailingCoder())
    assert [w.code for w in reader.read(make_report(text="1234 --- 5678")).warnings] == ["no-words"]
    arabic = make_report(text="دخل الجيش المدينة يوم الجمعة بعد معارك استمرت أسبوعا")
    assert [w.code for w in reader.read(arabic).warnings] == ["language"]
