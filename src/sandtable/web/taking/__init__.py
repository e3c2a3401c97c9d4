"""Taking in reports at the desk: what is handed in, the jobs that come of it, and the one worker that reads them."""

from sandtable.web.taking.jobs import Address, Fate, File, Handed, Job, Outcome, Pasted, Stage
from sandtable.web.taking.worker import BusyError, OpenReader, Taking

__all__ = [
    "Address", "BusyError", "Fate", "File", "Handed", "Job", "OpenReader", "Outcome", "Pasted", "Stage", "Taking",
]  # fmt: skip
