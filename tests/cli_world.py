"""A ledger of a few made-up claims for the tests of the commands, whose answers are known beforehand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from sandtable.intake import make_report
from sandtable.ledger import Ledger
from sandtable.terms import (
    Claim,
    Entity,
    EntityType,
    Evidence,
    Factuality,
    Kind,
    Reading,
    Role,
    TimeSpan,
    Trigger,
    Voice,
    VoiceType,
    Warning,
)

ARMY = Entity("actor:syrian-arab-army", EntityType.ACTOR, "Syrian Arab Army")
ISIS = Entity("actor:isis", EntityType.ACTOR, "Islamic State (ISIS)")
HEZBOLLAH = Entity("actor:hezbollah", EntityType.ACTOR, "Hezbollah")
IRAN = Entity("actor:iran", EntityType.ACTOR, "Iran")
NEW_GROUP = Entity("actor:new/desert-hawks", EntityType.ACTOR, "Desert Hawks")
TOWN = Entity("geonames:174448", EntityType.PLACE, "Abu Kamal", 34.45226, 40.91854)
OTHER = Entity("geonames:173480", EntityType.PLACE, "Mayadin", 35.01954, 40.45154)
HAMLET = Entity("place:new/tell-al-zahra", EntityType.PLACE, "Tell al-Zahra", 34.5, 40.9)
RECORDED = datetime(2020, 1, 1, tzinfo=UTC)


def reading(
    sentence: str,
    kind: Kind,
    trigger: str,
    roles: dict[str, Entity],
    *,
    publisher: str,
    published: str,
    when: str | None = None,
    by: tuple[str, ...] = (),
    factuality: Factuality = Factuality.ASSERTED,
    warnings: tuple[Warning, ...] = (),
) -> Reading:
    """A reading of one sentence with one claim; each role's words, the day and the speakers stand in the sentence."""
    report = make_report(
        text=sentence,
        title=f"{publisher}'s report",
        publisher=publisher,
        published=date.fromisoformat(published),
    )

    def at(words: str) -> tuple[str, int, int]:
        start = sentence.index(words)
        return words, start, start + len(words)

    word, start, end = at(trigger)
    fillers = []
    for role, entity in roles.items():
        words = next(
            w for w in (entity.name, entity.name.split(" (")[0], entity.name.split()[-1]) if w in sentence
        )
        fillers.append(Role(role, *at(words), entity))
    claim = Claim(
        id=f"{report.id[:32]}{kind.value}",
        kind=kind,
        roles=tuple(fillers),
        evidence=Evidence(0, len(sentence), sentence, "", "", Trigger(start, end, word)),
        factuality=factuality,
        time=TimeSpan(*at(when), when, when, "day") if when else None,
        attribution=tuple(Voice(*at(name), name, VoiceType.WITNESS) for name in by),
        plover="ASSAULT" if kind is Kind.CAPTURE else None,
        coder="test/1",
    )
    return Reading(report, claims=(claim,), warnings=warnings)


READINGS = (
    reading("On 2017-11-09 the Syrian Arab Army took Abu Kamal.", Kind.CAPTURE, "took",
            {"actor": ARMY, "place": TOWN}, publisher="Harbour Post", published="2017-11-10", when="2017-11-09"),
    reading("On 2017-11-11 Islamic State recaptured Abu Kamal, residents said.", Kind.CAPTURE, "recaptured",
            {"actor": ISIS, "place": TOWN}, publisher="Euphrates Wire", published="2017-11-12", when="2017-11-11", by=("residents",)),
    reading("There was fighting and the Syrian Arab Army still holds Abu Kamal on 2017-11-12.", Kind.CONTROL, "holds",
            {"actor": ARMY, "place": TOWN}, publisher="Qasr Radio", published="2017-11-12", when="2017-11-12"),
    reading("On 2017-11-19 the Syrian Arab Army retook Abu Kamal.", Kind.CAPTURE, "retook",
            {"actor": ARMY, "place": TOWN}, publisher="Badia Monitor", published="2017-11-20", when="2017-11-19",
            warnings=(Warning("weekday-mismatch", "“Thursday, 17 November”: 2017-11-17 is a Friday", 3, 13),)),
    reading("The Syrian Arab Army took Tell al-Zahra on 2017-11-18.", Kind.CAPTURE, "took",
            {"actor": ARMY, "place": HAMLET}, publisher="Badia Monitor", published="2017-11-19", when="2017-11-18"),
    reading("Iran arms Hezbollah, the paper said.", Kind.SUPPORT, "arms",
            {"actor": IRAN, "recipient": HEZBOLLAH}, publisher="Levant Dispatch", published="2017-11-01"),
    reading("Hezbollah commands the Desert Hawks.", Kind.COMMAND, "commands",
            {"superior": HEZBOLLAH, "subordinate": NEW_GROUP}, publisher="Levant Dispatch", published="2017-11-02"),
)  # fmt: skip


def make_ledger(path: Path) -> Path:
    """A ledger with `READINGS`."""
    with Ledger.open(path) as ledger:
        ledger.add_many(READINGS, RECORDED)
    return path
