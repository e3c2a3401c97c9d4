"""What has been spoken of so far, in the order of telling. Invariant: a trace is of a phrase that stands in the report."""

from __future__ import annotations

from dataclasses import dataclass

from sandtable.coding.phrases import Phrase

REACH = 3  # sentences back that a pronoun may reach


@dataclass(frozen=True, slots=True)
class Trace:
    """One phrase in the order of telling, for what comes after it."""

    head: int
    sentence: int
    phrase: Phrase
    key: str
    subject: bool
    at: int  # the token that told it: the head, or the pronoun that means it
