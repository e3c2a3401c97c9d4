"""The worker that takes in what was handed in, one after the other. Invariant: what waits, and what is remembered, is bounded; one
bad report never stops the rest; and once `stop` has returned nothing more is stored, nor half of anything.

One thread reads, since reading is the processor's work and another would only take from the answers. It is started, and the
reader loaded, by the first job, so that a desk at which nobody hands anything in costs nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from sandtable.coding import CoderError, Reader, refusal, take
from sandtable.coding.reader import FAULTS
from sandtable.intake import Intake, Refusal
from sandtable.ledger import Ledger, LedgerError
from sandtable.web.taking.jobs import Fate, Handed, Job, Outcome, Stage
from sandtable.web.taking.likeness import Likeness

if TYPE_CHECKING:
    from sandtable.intake.fetching import Reach

MOST_WAITING = 20  # jobs
MOST_BYTES = 100_000_000  # of what waits
MOST_KEPT = 100_000  # outcomes; the oldest jobs that are over are forgotten first
GRACE_S = 5.0
OpenReader = Callable[[], Reader]
_FAILED = "sandtable failed at this; its log, where it was started, tells how: please report it"
_STOPPED = "the server was stopped before this was read: hand it in again"
_NO_LEDGER = "the ledger does not answer: see that its file or server is there, then hand it in again"


class BusyError(Exception):
    """Too much is waiting. The message says what to do."""


class Taking:
    """Takes in reports. `open_reader`: called by the first job; may raise FileNotFoundError or ValueError that tell what is
    missing."""

    def __init__(self, ledger: Ledger, open_reader: OpenReader, reach: Reach | None = None) -> None:
        self._ledger, self._open_reader, self._reach = ledger, open_reader, reach
        self._lock, self._storing = Lock(), Lock()
        self._queue: SimpleQueue[tuple[Job, Handed] | None] = SimpleQueue()
        self._jobs: dict[str, Job] = {}
        self._waiting: dict[str, int] = {}  # their bytes, by job
        self._likeness = Likeness(ledger)
        self._reader: Reader | None = None
        self._thread: Thread | None = None
        self._stopping = False

    def hand_in(self, handed: Handed, who: str | None = None) -> Job:
        """The job that takes it in. Raises BusyError."""
        with self._lock:
            full = (
                len(self._waiting) >= MOST_WAITING or sum(self._waiting.values()) + handed.size > MOST_BYTES
            )
            if self._stopping:
                raise BusyError("the server is being stopped: hand this in once it is started again")
            if full and self._waiting:
                raise BusyError(
                    f"{len(self._waiting)} are waiting already: hand this in once some of them are read"
                )
            kind = type(handed).__name__.lower()
            job = Job(secrets.token_hex(8), kind, handed.name, who, datetime.now(UTC))
            self._forget()
            self._jobs[job.id] = job
            self._waiting[job.id] = handed.size
            self._queue.put((job, handed))
            if self._thread is None:
                self._start()
        return job

    def job(self, id_: str) -> Job | None:
        """A job by its id; None where there is none, or it was forgotten."""
        with self._lock:
            return self._jobs.get(id_)

    def jobs(self) -> Sequence[Job]:
        """The jobs that are remembered, the newest first."""
        with self._lock:
            return list(reversed(self._jobs.values()))

    def stop(self) -> None:
        """End what is going on: the report that is being stored is stored whole, and nothing after it."""
        with self._lock:
            self._stopping, thread = True, self._thread
        with self._storing:
            self._queue.put(None)
        if thread is not None:
            thread.join(GRACE_S)

    def _forget(self) -> None:
        kept = sum(len(job.outcomes) + 1 for job in self._jobs.values())
        for id_, job in list(self._jobs.items()):
            if kept <= MOST_KEPT:
                return
            if job.over:
                kept -= len(job.outcomes) + 1
                del self._jobs[id_]

    def _start(self) -> None:
        self._thread = Thread(target=self._run, name="taking", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while (taken := self._queue.get()) is not None:
            job, handed = taken
            with self._lock:
                self._waiting.pop(job.id, None)
            try:
                self._take(job, handed)
            finally:
                # Whatever it was that nobody foresaw, it ends this job alone: it is told, and another thread goes on.
                if not job.over:
                    _end(job, _FAILED)
                    self._start()
        for job in self.jobs():
            if not job.over:
                _end(job, _STOPPED)

    def _take(self, job: Job, handed: Handed) -> None:
        if self._reader is None:
            job.stage = Stage.LOADING
            try:
                self._reader = self._open_reader()
            except (FileNotFoundError, ValueError) as error:
                return _end(job, str(error))
        job.stage = Stage.OPENING
        found = list(handed.reports(self._reach))
        job.total = len(found)
        job.stage = Stage.READING
        for one in found:
            if self._stopping:
                return _end(job, _STOPPED)
            try:
                outcome = _refused(one) if isinstance(one, Refusal) else self._read(self._reader, one)
            except CoderError as error:
                return _end(job, str(error))
            except (SQLAlchemyError, LedgerError):
                return _end(job, _NO_LEDGER)
            if outcome is None:
                return _end(job, _STOPPED)
            job.outcomes.append(outcome)
        job.stage = Stage.DONE
        return None

    def _read(self, reader: Reader, intake: Intake) -> Outcome | None:
        """What becomes of a report; None where the end came before it was stored."""
        report = intake.report
        if self._ledger.listing.report(report.id) is not None:
            return _outcome(intake, Fate.KNOWN)
        try:
            reading = take(reader, intake)
        except FAULTS as fault:
            return _outcome(
                intake,
                Fate.REFUSED,
                why=f"the reader failed on it ({type(fault).__name__}): please report it",
            )
        refusing = refusal(reading)
        if refusing is not None:
            return _outcome(intake, Fate.REFUSED, why=refusing.message)
        with self._storing:
            if self._stopping:
                return None
            new = self._ledger.add(reading)
        found = _outcome(intake, Fate.STORED if new else Fate.KNOWN)
        like = self._likeness.of(report)
        return replace(found, claims=len(reading.claims), warnings=reading.warnings, copies=like)


def _end(job: Job, why: str) -> None:
    job.why = why
    job.stage = Stage.STOPPED


def _outcome(intake: Intake, fate: Fate, why: str | None = None) -> Outcome:
    report = intake.report
    where = intake.source if intake.line is None else f"{intake.source}:{intake.line}"
    held = report.id if fate is not Fate.REFUSED else None
    return Outcome(where, fate, report.title, report.publisher, report.published, held, why=why)


def _refused(one: Refusal) -> Outcome:
    where = one.source if one.line is None else f"{one.source}:{one.line}"
    return Outcome(where, Fate.REFUSED, why=one.reason)
