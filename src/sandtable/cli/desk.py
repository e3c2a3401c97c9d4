"""The rooms, opened for a command. Invariant: they are imported only when a command needs them, so that `--help` is
instant, and what keeps one from opening is told in one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from sandtable.cli.options import Asked, Trouble, say, shown

if TYPE_CHECKING:
    from sandtable.coding import Reader
    from sandtable.coding.llm import Endpoint
    from sandtable.gazetteer import Gazetteer
    from sandtable.ledger import Keeping, Ledger
    from sandtable.orbat import Registry
    from sandtable.picture import AsOf, Enquiry, Picture

OLD = 60  # days between the newest report and today from which a question without --on gets a hint


@dataclass(frozen=True, slots=True)
class Desk:
    """What a question is answered from."""

    ledger: Ledger
    gazetteer: Gazetteer
    registry: Registry
    picture: Picture
    ask: Enquiry
    kept: Keeping


def open_reader(pipeline: str | None, endpoint: Endpoint | None) -> Reader:
    """A reader with our parser, or that of a spaCy pipeline, and with our rules, or the language model of an endpoint.
    Raises Trouble where a part of it is missing."""
    from sandtable.coding import Reader, RuleCoder
    from sandtable.language import load
    from sandtable.orbat import Registry

    try:
        parser = load(pipeline)
    except (FileNotFoundError, ValueError) as error:
        raise Trouble(str(error)) from error
    if endpoint is None:
        return Reader(parser, RuleCoder(open_gazetteer(), Registry.load()))
    from sandtable.coding.llm import LanguageModelCoder

    return Reader(parser, LanguageModelCoder(open_gazetteer(), Registry.load(), endpoint))


def open_gazetteer() -> Gazetteer:
    """The gazetteer, built on first use. Raises Trouble where it cannot be."""
    from sandtable.gazetteer import Gazetteer, GazetteerError
    from sandtable.gazetteer.store import default_path

    if not default_path().exists():
        say("sandtable: building the gazetteer, which takes about a minute and is done once")
    try:
        return Gazetteer.open()
    except GazetteerError as error:
        raise Trouble(str(error)) from error


@contextmanager
def open_ledger(target: str, *, create: bool = False) -> Iterator[Ledger]:
    """The ledger, closed at the end. Raises Trouble where it is missing, foreign, newer, or cannot be written."""
    from sqlalchemy.exc import SQLAlchemyError

    from sandtable.gazetteer.store import cache_folder
    from sandtable.ledger import Ledger, LedgerError

    try:
        with Ledger.open(target, create=create, kept=cache_folder()) as ledger:
            yield ledger
    except LedgerError as error:
        raise Trouble(str(error)) from error
    except SQLAlchemyError as error:
        cause = " ".join(str(error.__cause__ or error).split())
        raise Trouble(f"the ledger {shown(target)} does not answer: {cause}") from error


def desk_over(ledger: Ledger) -> Desk:
    """Everything that an answer from a ledger is made from. Raises Trouble where the gazetteer cannot be opened."""
    from sandtable.gazetteer.store import cache_folder
    from sandtable.ledger import Keeping
    from sandtable.orbat import Registry
    from sandtable.picture import Enquiry, Naming, Picture
    from sandtable.sources import Sources

    gazetteer, registry = open_gazetteer(), Registry.load()
    kept = Keeping(cache_folder())
    picture = Picture(ledger, gazetteer, registry, Sources.load(registry), kept=kept)
    ask = Enquiry(picture, Naming(ledger, gazetteer, registry), _tell)
    return Desk(ledger, gazetteer, registry, picture, ask, kept)


@contextmanager
def open_desk(asked: Asked, *, dated: bool = True) -> Iterator[Desk]:
    """The desk over the ledger that a question names; `dated`: the answer is for one day. Raises Trouble as `open_ledger` does."""
    with open_ledger(asked.ledger) as ledger:
        from sandtable.picture import PictureError

        desk = desk_over(ledger)
        _hint(ledger, desk.ask, asked, dated)
        try:
            yield desk
        except PictureError as error:
            raise Trouble(str(error)) from error


def as_of(asked: Asked) -> AsOf:
    """As of which days, and by whose word, a command asks."""
    from sandtable.picture import AsOf, Heed, Judged

    heed = Heed(frozenset(asked.without), frozenset(asked.only), Judged(asked.judged))
    return AsOf(asked.on, asked.known, heed)


def _tell(line: str) -> None:
    say(f"sandtable: {line}")


def today() -> date:
    """Today, UTC."""
    return datetime.now(UTC).date()


def _hint(ledger: Ledger, ask: Enquiry, asked: Asked, dated: bool) -> None:
    """Say what would else look like an answer: an empty ledger, old news, a source that nobody quotes."""
    heads = ledger.reports()
    if not heads:
        say(f"sandtable: the ledger {shown(asked.ledger)} holds no reports: add some with `sandtable ingest`")
        return
    newest = max(head.known_on for head in heads)
    if dated and asked.on is None and (today() - newest).days > OLD:
        say(
            f"sandtable: the newest report is of {newest}, and this answer is for today: `--on {newest}` asks about that day"
        )
    for line in ask.unheard(as_of(asked).heed):
        _tell(line)
