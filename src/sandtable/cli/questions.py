"""What the questions share: their options, and how an answer is printed. Invariant: JSON is the whole of what goes to
standard output, and every sentence under an answer is found by the claim that it rests on."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from sandtable.cli.desk import Desk, as_of
from sandtable.cli.options import (
    Asked,
    Command,
    heed_options,
    json_option,
    known_option,
    ledger_option,
    on_option,
    write_bytes,
)

if TYPE_CHECKING:
    from sandtable.brief.console_answers import Notes
    from sandtable.ledger import Entry


def question_options(command: Command) -> Command:
    """The options of every question."""
    for option in (ledger_option, heed_options, json_option, known_option, on_option):
        command = option(command)
    return command


def asked_of(options: dict[str, Any]) -> Asked:
    return Asked(
        options["ledger"],
        options["on"],
        options["known"],
        options["as_json"],
        options["without"],
        options["only"],
        options["judged"],
    )


def print_json(answer: object) -> None:
    """An answer's object."""
    from sandtable.picture import answer_json

    _print(answer_json(answer))


def print_answer(desk: Desk, answer: object, asked: Asked, why: bool) -> None:
    """An answer's object, where asked with the chain behind it."""
    _print(desk.ask.wire(answer, as_of(asked), why=why))


def _print(found: dict[str, Any]) -> None:
    write_bytes(json.dumps(found, ensure_ascii=False, indent=2) + "\n")


def _entries(desk: Desk, known: date | None) -> Callable[[str], Entry | None]:
    """Claims by id; a report's claims are fetched together."""
    found: dict[str, Entry | None] = {}

    def entry(claim: str) -> Entry | None:
        if claim not in found:
            found[claim] = one = desk.ledger.claim(claim, known)
            if one is not None:
                found.update(
                    (e.claim.id, e) for e in desk.ledger.claims(known=known, report_id=one.report.id)
                )
        return found[claim]

    return entry


def notes_for(desk: Desk, asked: Asked, marked: bool) -> Notes:
    from sandtable.brief.console_answers import Notes

    return Notes(_entries(desk, asked.known), marked=marked)
