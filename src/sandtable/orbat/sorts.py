"""What sort of party words describe without naming one: "the insurgents", "suspected Islamist militants", "government troops".
Invariant: words that say anything more, a name or a nation, are no such description; one that fits an actor says nothing against it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from sandtable.orbat.records import Actor, ActorKind
from sandtable.orbat.spelling import folded


class Side(StrEnum):
    """Who is meant: those who fight a state, or those who fight for it."""

    REBEL = "rebel"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Sort:
    """What a description says: the side, and the outlooks that it names."""

    side: Side
    creeds: frozenset[str]

    def agrees(self, other: Sort) -> bool:
        """Whether two descriptions may be of one party: of one side, and the outlook of one is among those of the other."""
        return self.side is other.side and (self.creeds <= other.creeds or other.creeds <= self.creeds)


_REBELS = frozenset(
    "insurgent rebel militant gunman gunmen guerrilla jihadist jihadi separatist terrorist extremist islamist mutineer secessionist "
    "insurgency rebellion movement bandit resistance opposition".split()
)
_STATES = frozenset(
    "troop soldier gendarme gendarmerie army military policeman policemen police government authority authorities regime state republic".split()
)
_EITHER = frozenset(
    "force group faction unit element men fighter militiamen garrison column convoy contingent brigade battalion guard detachment "
    "formation artillery aviation".split()
)  # of the side that the words before it say
_STATE_WORDS = frozenset(
    "government security regime federal army state loyalist regular military national defence defense official republican presidential "
    "guard".split()
)
_OPPOSED = _STATE_WORDS | {"junta", "coup"}  # "anti-junta fighters" fight the state
_CREEDS = {
    "islamist": "islamist", "jihadist": "islamist", "jihadi": "islamist", "islamic": "islamist", "extremist": "islamist", "separatist": "separatist",
    "secessionist": "separatist", "leftist": "communist", "communist": "communist", "maoist": "communist", "marxist": "communist",
}  # fmt: skip
_BROADER = {
    "jihadist": "islamist",
    "Islamist": "islamist",
    "separatist": "separatist",
    "communist": "communist",
}
_EMPTY = frozenset(
    "the a an of some hundreds dozens scores several suspected alleged armed heavily presumed unidentified anti pro rebel insurgent militant terrorist "
    "guerrilla resistance opposition elite left wing muslim moslem unknown masked fellow more other new said so called and".split()
)
_REBEL_KINDS = frozenset({ActorKind.ARMED_GROUP, ActorKind.COALITION, ActorKind.ORGANISATION})
_STATE_KINDS = frozenset(
    {
        ActorKind.ARMED_FORCE,
        ActorKind.SERVICE,
        ActorKind.UNIT,
        ActorKind.GOVERNMENT,
        ActorKind.STATE,
        ActorKind.OFFICE,
    }
)


def _bare(word: str) -> str:
    return (
        word.removesuffix("s") if word not in ("police", "authorities") and not word.endswith("ss") else word
    )


@lru_cache(maxsize=4096)
def sort_of(name: str) -> Sort | None:
    """The sort of party that words describe, or None where they name one or say more."""
    words = folded(name).split()
    if not words:
        return None
    *before, last = words
    head = _bare(last)
    creeds = frozenset(_CREEDS[_bare(w)] for w in words if _bare(w) in _CREEDS)
    against = any(a == "anti" and _bare(b) in _OPPOSED for a, b in pairwise(before))
    stately = not against and bool(_STATE_WORDS & {_bare(w) for w in before})
    rebelling = against or any(_bare(w) in _REBELS or w in _CREEDS for w in before)
    if any(w not in _EMPTY and _bare(w) not in _CREEDS and _bare(w) not in _OPPOSED for w in before):
        return None
    if head in _REBELS and not stately:
        return None if head == "movement" and before and before != ["the"] else Sort(Side.REBEL, creeds)
    if head in _STATES and not rebelling:
        return Sort(Side.STATE, frozenset())
    if head in _EITHER and rebelling != stately:
        return Sort(Side.REBEL if rebelling else Side.STATE, creeds)
    return None


def rises(name: str) -> bool:
    """Whether words say that somebody fights a state, and no more: their owner's, never a state's own men."""
    sort = sort_of(name)
    return sort is not None and sort.side is Side.REBEL


def fits(sort: Sort, actor: Actor | None) -> bool:
    """Whether an actor is of a sort; of whom nothing is known but that he bears a name, any side that fights a state is."""
    if actor is None:
        return False
    if sort.side is Side.STATE:
        return actor.kind in _STATE_KINDS
    own = frozenset(_BROADER[c] for c in actor.creed if c in _BROADER)
    # Who rules a land that broke away, as a government of its own, fights the state all the same.
    broken_away = actor.kind is ActorKind.GOVERNMENT and "separatist" in actor.creed
    return (actor.kind in _REBEL_KINDS or broken_away) and (
        not actor.creed or sort.creeds <= own or not sort.creeds
    )
