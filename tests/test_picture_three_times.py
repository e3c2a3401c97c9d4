"""A place that changes hands three times, told by five outlets in their own words, two of them copies, asked on 12 days.

The outlets are invented and so are their words; the course of events at Palmyra, 2015 to 2017, is the public record. The
reports are read by the coder itself, so the test breaks where reading or picture do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sandtable.coding import Reader
from sandtable.gazetteer import Gazetteer
from sandtable.ledger import Ledger
from sandtable.orbat import Registry
from sandtable.picture import Holds, Picture
from sandtable.sources import Sources
from sandtable.terms import Report

PALMYRA = "geonames:163808"
RETAKEN = (
    "The Syrian army recaptured Palmyra from Islamic State on Sunday after three weeks of fighting. Engineers began to clear "
    "mines from the ruins in the afternoon, and residents who had fled to Homs were told to wait."
)
LOST = (
    "Islamic State seized Palmyra again on Sunday, and Syrian troops withdrew to the west of the town. Hundreds of families "
    "left on the road to Homs before the last checkpoint was abandoned."
)
AGAIN = (
    "The Syrian army recaptured Palmyra on Thursday with the help of Russian aircraft. Islamic State had mined the roads into "
    "the town, and the troops advanced slowly from the hills in the west, an officer told reporters."
)
# Northern Newsdesk prints the Courier's text as it stands, the Register retells the Gazette's.
REPORTS = (
    ("Steppe Courier", "2016-03-16", "Islamic State has held Palmyra since May 2015. The Syrian army shelled the western "
     "approaches to the town on Tuesday."),
    ("Orontes Gazette", "2016-03-17", "The town of Palmyra remains under the control of Islamic State. Syrian government "
     "forces plan to capture it before the end of the month, an officer said."),
    ("Badia Bulletin", "2016-03-25", "Syrian troops advanced towards Palmyra on Thursday and shelled Islamic State positions "
     "near the castle. A Syrian officer said that the army might take the town within days."),
    ("Steppe Courier", "2016-03-28", RETAKEN),
    ("Northern Newsdesk", "2016-03-28", RETAKEN),
    ("Orontes Gazette", "2016-03-28", "Islamic State lost Palmyra on 27 March. The flag of the army flew over the castle "
     "in the morning, people in the area said."),
    ("Evening Register", "2016-03-29", "Islamic State fighters withdrew from Palmyra on Sunday, Orontes Gazette reported."),
    ("Badia Bulletin", "2016-04-02", "Palmyra fell to Syrian government forces on 27 March."),
    ("Steppe Courier", "2016-12-09", "Islamic State attacked Syrian army positions north of Palmyra on Thursday. The army "
     "has controlled the town since March."),
    ("Orontes Gazette", "2016-12-11", "Islamic State entered Palmyra on Saturday. The Syrian army denied that it had lost "
     "the town."),
    ("Steppe Courier", "2016-12-12", LOST),
    ("Northern Newsdesk", "2016-12-12", LOST),
    ("Orontes Gazette", "2016-12-12", "Islamic State took Palmyra on 11 December."),
    ("Badia Bulletin", "2016-12-13", "Government forces left Palmyra on Sunday, 11 December. Islamic State has controlled "
     "the whole town since then."),
    ("Evening Register", "2016-12-13", "Islamic State has captured Palmyra, Orontes Gazette reported."),
    ("Steppe Courier", "2017-03-03", AGAIN),
    ("Northern Newsdesk", "2017-03-03", AGAIN),
    ("Badia Bulletin", "2017-03-03", "Islamic State withdrew from Palmyra on Thursday."),
    ("Orontes Gazette", "2017-03-04", "Syrian government forces regained full control of Palmyra on 2 March. They plan to "
     "take the oil fields next."),
    ("Evening Register", "2017-03-05", "Syrian government forces regained control of Palmyra on Thursday, Orontes Gazette "
     "reported."),
)  # fmt: skip

ISIS, ARMY, FORCES = "actor:isis", "actor:syrian-arab-army", "actor:syrian-armed-forces"
COURIER, GAZETTE, BULLETIN = "Steppe Courier", "Orontes Gazette", "Badia Bulletin"
# Day: state; holder, status, since, voices.
ASKED: dict[str, tuple[str, tuple[tuple[str, str, str, set[str]], ...]]] = {
    "2015-05-20": ("unknown", ()),
    "2015-06-01": ("single-source", ((ISIS, "confirmed", "2015-05-31", {COURIER}),)),
    "2016-03-20": ("agreed", ((ISIS, "confirmed", "2015-05-31", {COURIER, GAZETTE}),)),
    "2016-03-26": ("agreed", ((ISIS, "confirmed", "2015-05-31", {COURIER, GAZETTE}),)),
    "2016-03-27": ("agreed", ((ARMY, "confirmed", "2016-03-27", {COURIER}), (FORCES, "confirmed", "2016-03-27", {BULLETIN}))),
    "2016-04-30": ("agreed", ((ARMY, "confirmed", "2016-03-27", {COURIER, GAZETTE}), (FORCES, "confirmed", "2016-03-27", {BULLETIN}))),
    "2016-12-10": ("agreed", ((ARMY, "confirmed", "2016-03-27", {COURIER, GAZETTE}),)),
    "2016-12-11": ("agreed", ((ISIS, "confirmed", "2016-12-11", {COURIER, GAZETTE, BULLETIN}),)),
    "2017-03-01": ("agreed", ((ISIS, "confirmed", "2016-12-11", {COURIER, GAZETTE, BULLETIN}),)),
    "2017-03-02": ("agreed", ((ARMY, "confirmed", "2017-03-02", {COURIER}), (FORCES, "confirmed", "2017-03-02", {GAZETTE}))),
    "2017-08-01": ("agreed", ((FORCES, "stale", "2017-03-02", {COURIER, GAZETTE}),)),
    "2018-06-01": ("unknown", ()),
}  # fmt: skip
# The same days as they could be told then: day asked about, day of knowledge, state, holders.
THEN = (
    ("2016-03-27", "2016-03-27", "agreed", {ISIS}),
    ("2016-03-27", "2016-03-28", "single-source", {ARMY}),
    ("2016-12-11", "2016-12-11", "agreed", {ARMY}),
    ("2016-12-11", "2016-12-12", "agreed", {ISIS}),
    ("2017-03-02", "2017-03-02", "agreed", {ISIS}),
    ("2017-03-02", "2017-03-03", "single-source", {ARMY}),
)


@pytest.fixture(scope="module")
def picture(
    reader: Reader, gazetteer: Gazetteer, registry: Registry, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Picture]:
    path: Path = tmp_path_factory.mktemp("three") / "told.db"
    with Ledger.open(path) as ledger:
        for publisher, day, text in REPORTS:
            key = hashlib.sha256(f"{publisher}{day}{text}".encode()).hexdigest()
            ledger.add(reader.read(Report(key, text, None, publisher, date.fromisoformat(day))))
        yield Picture(ledger, gazetteer, registry, Sources.load(registry))


def told(answer: Holds) -> tuple[tuple[str, str, str, set[str]], ...]:
    return tuple(
        (p.holder.id, p.status, p.since or "", {v.source for v in p.voices}) for p in answer.positions
    )


@pytest.mark.parametrize("on", ASKED)
def test_every_answer_is_right(picture: Picture, on: str) -> None:
    answer = picture.holds(PALMYRA, date.fromisoformat(on))
    assert (answer.state, told(answer)) == ASKED[on]
    assert all(p.extent == "full" and not p.against for p in answer.positions)


@pytest.mark.parametrize(("on", "known", "state", "holders"), THEN)
def test_as_it_was_known_then(picture: Picture, on: str, known: str, state: str, holders: set[str]) -> None:
    answer = picture.holds(PALMYRA, date.fromisoformat(on), date.fromisoformat(known))
    assert (answer.state, {p.holder.id for p in answer.positions}) == (state, holders)


def test_three_changes_and_no_dispute(picture: Picture) -> None:
    steps = picture.timeline(PALMYRA, date(2017, 4, 1)).steps
    sides = [("isis" if ISIS in {h.id for h in s.holders} else "army", s.first.isoformat()) for s in steps]
    turns = [b for a, b in zip([("", ""), *sides], sides, strict=False) if a[0] != b[0]]
    assert turns == [
        ("isis", "2015-05-31"),
        ("army", "2016-03-27"),
        ("isis", "2016-12-11"),
        ("army", "2017-03-02"),
    ]
    assert picture.disputes() == ()
