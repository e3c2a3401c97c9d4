"""When, who says it and who denies it: read from text to claim."""

from __future__ import annotations

from datetime import date

import pytest

from sandtable.coding import Reader
from sandtable.terms import Claim, Factuality, Kind, Report

PUBLISHED = date(2018, 6, 16)  # a Saturday
CAPTURE, LEFT, HOLDS = Kind.CAPTURE, Kind.WITHDRAWAL, Kind.CONTROL


def _claims(reader: Reader, text: str) -> list[Claim]:
    return list(reader.read(Report("0" * 64, text, None, None, PUBLISHED)).claims)


# sentence; kind; the first and the last day
DATED = (
    ("M23 has seized Rutshuru, a spokesman said on Thursday.", CAPTURE, None, "2018-06-14"),
    ("M23 captured Rutshuru, the army said on Thursday.", CAPTURE, None, "2018-06-14"),
    ("The army said on Thursday that M23 had captured Rutshuru.", CAPTURE, None, "2018-06-14"),
    ("The army said on Thursday M23 has taken Rutshuru.", CAPTURE, None, "2018-06-14"),
    ("M23 captured Rutshuru on Thursday, the army said.", CAPTURE, "2018-06-14", "2018-06-14"),
    ("In the night from Thursday to Friday M23 captured Rutshuru.", CAPTURE, "2018-06-14", "2018-06-15"),
    ("M23 captured Rutshuru overnight into Friday.", CAPTURE, "2018-06-14", "2018-06-15"),
    ("M23 captured Rutshuru between Tuesday and Thursday.", CAPTURE, "2018-06-12", "2018-06-14"),
    ("M23 controlled Rutshuru from 2012 until 2013.", HOLDS, "2012-01-01", "2013-12-31"),
    ("Congolese troops are back in Rutshuru, three days after M23 took it.", CAPTURE, "2018-06-13", "2018-06-13"),
    ("Congolese troops were in control of Goma on Friday, a Wire reporter saw, a day after M23 took Rutshuru.", CAPTURE, "2018-06-14", "2018-06-14"),
    ("Two residents said on Friday that M23 had taken Rutshuru, four days after losing it.", LEFT, "2018-06-11", "2018-06-11"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"), DATED, ids=lambda v: v if isinstance(v, str) else None
)
def test_when(reader: Reader, text: str, kind: Kind, first: str | None, last: str) -> None:
    times = [c.time for c in _claims(reader, text) if c.kind is kind]
    assert [(t.earliest, t.latest) for t in times if t is not None] == [(first, last)]


# sentence; kind; a word of each speaker
TOLD = (
    ("The Islamists, who according to Bamako are backed by Algeria, took Kidal.", Kind.SUPPORT, ("Bamako",)),
    ("The M23 rebels, which the UN says are armed by Rwanda, took Goma.", Kind.SUPPORT, ("UN",)),
    ("As one trader put it, M23 has left Goma.", LEFT, ("trader",)),
    ("In the army's account, M23 fled Goma on Friday.", LEFT, ("army",)),
    ("M23 holds Goma, in the words of a diplomat.", HOLDS, ("diplomat",)),
    ("M23 took Goma on Friday, according to nurses working in the hospital.", CAPTURE, ("nurses",)),
)


@pytest.mark.parametrize(("text", "kind", "voices"), TOLD, ids=lambda v: v if isinstance(v, str) else None)
def test_who_says_it(reader: Reader, text: str, kind: Kind, voices: tuple[str, ...]) -> None:
    said = [c.attribution for c in _claims(reader, text) if c.kind is kind]
    assert len(said) == 1 and len(said[0]) == len(voices)
    assert all(word in voice.text for word, voice in zip(voices, said[0], strict=True))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("The newspaper Lake Kivu Today", "Lake Kivu Today"),
        ("The radio station Radio Kivu", "Radio Kivu"),
    ],
)
def test_an_outlet_has_its_name_without_its_sort(reader: Reader, words: str, name: str) -> None:
    told = _claims(reader, f"{words} reports that M23 rebels seized Goma on Thursday.")
    assert {c.attribution[0].name for c in told if c.kind is CAPTURE} == {name}


# sentences; kind, who is said not to have done it, a word of who denies it
DENIED = (
    ("M23 said that it had captured Goma. The Congolese army denied it.", CAPTURE, "M23", "army"),
    ("M23 said it had captured Goma, a claim the Congolese army denied.", CAPTURE, "M23", "army"),
    ("M23 said it had captured Goma; the Congolese army rejected the claim.", CAPTURE, "M23", "army"),
    ("Reports that M23 took Goma are false, the Congolese army said.", CAPTURE, "M23", "army"),
    ("Claims that Goma has fallen to M23 are untrue, the Congolese army said.", CAPTURE, "M23", "army"),
    ("Reports that Goma has fallen are untrue, the Congolese army said.", LEFT, "Congolese army", "army"),
    ("The Congolese army denied that Goma had fallen.", LEFT, "Congolese army", "army"),
    ("A spokesman for the Congolese army on Friday denied that Goma had fallen.", LEFT, "Congolese army", "spokesman"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "actor", "voice"), DENIED, ids=lambda v: v if isinstance(v, str) else None
)
def test_a_denial(reader: Reader, text: str, kind: Kind, actor: str, voice: str) -> None:
    denied = [c for c in _claims(reader, text) if c.factuality is Factuality.DENIED and c.kind is kind]
    assert len(denied) == 1 and voice in denied[0].attribution[-1].text
    assert any(r.role == "actor" and actor in r.text for r in denied[0].roles)


def test_who_did_not_deny_it(reader: Reader) -> None:
    text = "M23 said that it had captured Goma. The Congolese army did not deny it."
    assert not any(c.factuality is Factuality.DENIED for c in _claims(reader, text) if c.kind is CAPTURE)
