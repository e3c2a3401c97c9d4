"""Where sources contradict each other over holders, days and command, or a report contradicts itself. Invariant: a
dispute between sources has two sides or more; what is only said earlier and later is no dispute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from sandtable.picture.bonds import Bond, BondKind
from sandtable.picture.commanders import comparable, succeeded
from sandtable.picture.dispute import Dispute, DisputeKind, Doubt, Side
from sandtable.picture.move import Act, Move
from sandtable.picture.scene import Scene
from sandtable.picture.settings import DEFAULT, Settings
from sandtable.picture.sides import Bonds
from sandtable.picture.timeline import stages_of
from sandtable.picture.voices import Voices, spoken
from sandtable.terms import Entity, EntityType, Spoken

SELF_CODES = frozenset({"weekday-mismatch"})


def holder_disputes(scene: Scene, end: date) -> list[Dispute]:
    """The spells in which a place was contested, each a dispute between its holders, or between those who say that one
    holds it and those who deny it."""
    place = Entity(scene.place.id, EntityType.PLACE, scene.place.name, scene.place.lat, scene.place.lon)
    out = []
    for stage in stages_of(scene, end):
        step, answer = stage.step, stage.first
        if step.state != "contested":
            continue
        # The last day of the spell has heard the most voices.
        if step.until is not None:
            answer = max((answer, stage.last), key=lambda h: len(h.claims))
        sides = [Side(f"{p.holder.name} holds {scene.place.name}", p.voices) for p in answer.positions]
        for p in answer.positions:
            shown = {s.source for q in answer.positions if q is not p for s in q.voices}
            rest = tuple(s for s in p.against if s.source not in shown)
            if rest:
                sides.append(Side(f"{p.holder.name} does not hold {scene.place.name}", rest))
        if len(sides) > 1:
            out.append(Dispute(DisputeKind.HOLDER, (("place", place),), tuple(sides), step.first, step.until))
    return out


def date_disputes(scene: Scene, settings: Settings = DEFAULT) -> list[Dispute]:
    """Events of a place (a gain, or a leaving, by one actor or by actors of one side, within the settings' fortnight) to
    which different voices give days that do not overlap."""
    place = Entity(scene.place.id, EntityType.PLACE, scene.place.name, scene.place.lat, scene.place.lon)
    out = []
    for event in _events(scene, settings):
        sides: dict[tuple[date, date, str], list[Move]] = defaultdict(list)
        for m in event:
            sides[m.first, m.last, m.actor.id].append(m)
        spans = sorted(sides)
        voices = {span: {m.voice for m in sides[span]} for span in spans}
        if not any(a[1] < b[0] and voices[a] != voices[b] for a in spans for b in spans):
            continue
        word = "took" if event[0].act is Act.GAIN else "left"
        told = tuple(
            Side(
                f"{sides[span][0].actor.name} {word} {scene.place.name} {_span(span[0], span[1])}",
                spoken((m.testimony for m in sides[span]), scene.voices),
            )
            for span in spans
        )
        actors = {m.actor.id: m.actor for m in event}
        about = (("place", place), *((("actor", event[0].actor),) if len(actors) == 1 else ()))
        out.append(Dispute(DisputeKind.DATE, about, told, spans[0][0], max(span[1] for span in spans)))
    return out


def _events(scene: Scene, settings: Settings) -> list[list[Move]]:
    """Accounts of one event: dated by words, near in days, by actors of one side, and with no other party's gain
    between them."""
    told = [m for m in scene.heardsay.moves if m.act is not Act.STATE and m.by_words]
    gains = [m for m in scene.heardsay.moves if m.act is Act.GAIN]
    events: list[list[Move]] = []
    for m in told:
        for event in reversed(events):
            first = event[0]
            if first.act is not m.act or (m.last - first.last).days > settings.same_event:
                continue
            if first.act is Act.LOSS and m.actor.id != first.actor.id:
                continue
            if scene.bonds.opposed(first.actor.id, m.actor.id, m.last) or _between(first, m, gains, scene):
                continue
            event.append(m)
            break
        else:
            events.append([m])
    return [event for event in events if len({m.voice for m in event}) > 1]


def _between(first: Move, last: Move, gains: Sequence[Move], scene: Scene) -> bool:
    """Whether an opposed party took the place between two events."""
    return any(
        first.last < m.first
        and m.last < last.first
        and scene.bonds.opposed(m.actor.id, last.actor.id, m.last)
        for m in gains
    )


def _span(first: date, last: date) -> str:
    return f"on {first}" if first == last else f"between {first} and {last}"


def command_disputes(
    bonds: Iterable[Bond], graph: Bonds, voices: Voices, people: Collection[str] = ()
) -> list[Dispute]:
    """Ties of command, backing and membership that one voice asserts and another denies, and one force that different
    voices put under commanders of whom neither is under the other, for days that overlap. `people`: those who are persons."""
    bonds = succeeded(bonds, people)
    groups: dict[tuple[BondKind, str, str], list[Bond]] = defaultdict(list)
    commands: dict[str, list[Bond]] = defaultdict(list)
    for b in bonds:
        groups[b.kind, b.above.id, b.below.id].append(b)
        if b.kind is BondKind.COMMAND and b.testimony is not None and not b.denied:
            commands[b.below.id].append(b)
    out = []
    for (kind, _, _), found in sorted(groups.items()):
        yes = [b.testimony for b in found if b.testimony is not None and not b.denied]
        no = [b.testimony for b in found if b.testimony is not None and b.denied]
        registry = [Spoken("registry", ()) for b in found if b.origin == "registry"][:1]
        if no and (yes or registry):
            one = found[0]
            word = _VERBS[kind]
            sides: tuple[Side, ...] = (
                Side(f"{one.above.name} {word} {one.below.name}", (*spoken(yes, voices), *registry)),
                Side(f"not so: {one.above.name} {word} {one.below.name}", spoken(no, voices)),
            )
            out.append(
                Dispute(DisputeKind.COMMAND, (("superior", one.above), ("subordinate", one.below)), sides)
            )
    for _, found in sorted(commands.items()):
        rivals = sorted({b.above.id: b.above for b in found}.values(), key=lambda a: a.id)
        clash = [
            a for a in rivals
            if any(
                b.id != a.id and comparable(a.id, b.id, people) and _meet(found, a.id, b.id)
                and not graph.part_of(a.id, b.id, None) and not graph.part_of(b.id, a.id, None)
                for b in rivals
            )
        ]  # fmt: skip
        said = {a.id: [b.testimony for b in found if b.above.id == a.id and b.testimony] for a in clash}
        if len(clash) > 1 and len({voices.of(t).key for ts in said.values() for t in ts}) > 1:
            below = found[0].below
            sides = tuple(Side(f"{a.name} commands {below.name}", spoken(said[a.id], voices)) for a in clash)
            out.append(Dispute(DisputeKind.COMMAND, (("subordinate", below),), sides))
    return out


def _meet(bonds: Iterable[Bond], one: str, other: str) -> bool:
    """Whether the days of two commanders of one force overlap."""
    some, others = ([b for b in bonds if b.above.id == a] for a in (one, other))
    return any(
        (a.first or date.min) <= (b.last or date.max) and (b.first or date.min) <= (a.last or date.max)
        for a in some for b in others
    )  # fmt: skip


_VERBS = {
    BondKind.COMMAND: "commands",
    BondKind.WHOLE: "includes",
    BondKind.COALITION: "includes",
    BondKind.BODY: "includes",
    BondKind.SAME: "is one with",
    BondKind.BACKING: "backs",
    BondKind.ALLIANCE: "is allied with",
    BondKind.OPPOSITION: "opposes",
}


def self_disputes(doubts: Iterable[Doubt], scenes: Iterable[Scene]) -> list[Dispute]:
    """Contradictions inside one report: a weekday that its date does not have, and a place that it gives to opposed
    holders on one day with no order between them."""
    out = []
    for d in doubts:
        if d.warning.code in SELF_CODES:
            span = (d.warning.start, d.warning.end)
            where = None if span[0] is None or span[1] is None else (span[0], span[1])
            name = d.publisher or d.report_id
            side = Side(d.warning.message, (Spoken(name, d.claims),))
            out.append(Dispute(DisputeKind.SELF, (), (side,), d.published, d.published, d.report_id, where))
    for scene in scenes:
        for one, other in _within_one_report(scene):
            place = Entity(
                scene.place.id, EntityType.PLACE, scene.place.name, scene.place.lat, scene.place.lon
            )
            sides = tuple(
                Side(
                    f"{m.actor.name} {'holds' if m.act is Act.STATE else 'took'} {scene.place.name} {_span(m.first, m.last)}",
                    spoken([m.testimony], scene.voices),
                )
                for m in (one, other)
            )
            report = one.testimony.report_id
            out.append(Dispute(DisputeKind.SELF, (("place", place),), sides, one.first, one.last, report))
    return out


def _within_one_report(scene: Scene) -> Iterable[tuple[Move, Move]]:
    by_report: dict[tuple[str, str, date, date], list[Move]] = defaultdict(list)
    for m in scene.heardsay.moves:
        if m.act is not Act.LOSS and not m.background:
            by_report[m.testimony.report_id, m.voice, m.first, m.last].append(m)
    for found in by_report.values():
        for i, a in enumerate(found):
            for b in found[i + 1 :]:
                ordered = (
                    a.actor.id in b.losers
                    or b.actor.id in a.losers
                    or a.again != b.again
                    or a.act is not b.act
                )
                joint = a.actor.id == b.actor.id or b.actor.id in a.joint
                if not ordered and not joint and scene.bonds.opposed(a.actor.id, b.actor.id, a.last):
                    yield a, b
