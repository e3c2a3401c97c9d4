"""Runs a command on one core and one thread and prints how it went, as JSON. Invariant: imports nothing but the standard
library and stays small, since the peak memory that a system counts for a process begins with that of what started it.

Usage: python launcher.py COMMAND [ARGUMENT...]
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time

ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM")}


def launch(command: list[str]) -> dict[str, object]:
    """`seconds` to the command's first line, wall; `megabytes`, its peak resident memory; `status`; `first`, that line;
    `errors`, what it wrote to standard error."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    start = time.perf_counter()
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, env=os.environ | ONE_THREAD
        )
        assert process.stdout is not None
        first = process.stdout.readline()
        seconds = time.perf_counter() - start
        process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        errors.seek(0)
        return {
            "seconds": seconds,
            "megabytes": usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024),
            "status": os.waitstatus_to_exitcode(status),
            "first": first.decode(),
            "errors": errors.read().decode(),
        }


if __name__ == "__main__":
    print(json.dumps(launch(sys.argv[1:])))
