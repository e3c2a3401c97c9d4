"""Speed and memory of a whole reading on one core. Invariant: measured in processes of their own that may use one core
and one thread only (see `launcher`); words are what blanks part.

Words a second are of processor time, medians of three rounds over the same texts: with one thread that is the time on an
idle core, and another's load on the machine does not count as ours. Start to first claim and memory are of
`sandtable read FILE --format json`: wall seconds until its first line, median of three, and peak resident memory.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import spacy

from bench.board import Bench, Board, Sheet
from bench.corpora import OWN_GOLD, ROOT, SHARED, digest, records
from sandtable.intake import make_report

ROUNDS = 3
TEXTS = 60
PAGE_WORDS = 450
LAUNCHER = Path(__file__).with_name("launcher.py")


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command: wall seconds to its first line, peak resident memory in MB, that line."""

    seconds: float
    megabytes: float
    first: str


def texts() -> tuple[list[str], list[Path]]:
    """The texts that are read, and the files that they are in: re3d's, else those of the own gold."""
    if paths := sorted((SHARED / "data" / "re3d").glob("*/documents.json")):
        return [d["text"] for p in paths for d in records(p)][:TEXTS], paths
    files = sorted((OWN_GOLD / "texts").glob("*.txt"))
    return [f.read_text(encoding="utf-8") for f in files], files


def page(some: list[str]) -> str:
    """The text that is nearest to one page."""
    return min(some, key=lambda t: abs(len(t.split()) - PAGE_WORDS))


def run(command: list[str]) -> Run:
    """Runs a command on one core, in one thread. Raises RuntimeError, with what it said, where it fails."""
    launched = [sys.executable, str(LAUNCHER), *command]
    done = json.loads(subprocess.run(launched, capture_output=True, check=True, cwd=ROOT, text=True).stdout)
    if done["status"]:
        raise RuntimeError(f"{' '.join(command)} ended with {done['status']}: {done['errors']}")
    return Run(done["seconds"], done["megabytes"], done["first"])


def rate(job: Callable[[str], object], some: list[str], words: int) -> float:
    """Words a second of processor time."""
    start = time.process_time()
    for text in some:
        job(text)
    return words / (time.process_time() - start)


def measure() -> dict[str, float]:
    """Words a second of the whole reading, of the parse alone, and of spaCy's blank tokenizer, in this process."""
    bench = Bench.open()
    some, _ = texts()
    words = sum(len(t.split()) for t in some)
    jobs: dict[str, Callable[[str], object]] = {
        "read": lambda t: bench.reader.read(make_report(text=t)),
        "parse": lambda t: bench.parser.parse(t, None),
        "blank": spacy.blank("en"),
    }
    for job in jobs.values():
        job(some[0])
    return {name: median(rate(job, some, words) for _ in range(ROUNDS)) for name, job in jobs.items()}


def processor() -> str:
    """The processor's name, as far as the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return "unknown"
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown"
    )


def boards(bench: Bench) -> list[Board]:
    """One board, without floors: machines differ."""
    some, files = texts()
    bench.say("speed: words a second, three rounds each")
    rates = json.loads(run([sys.executable, "-m", "bench.speed"]).first)
    read = [sys.executable, "-c", "from sandtable.cli import main; main()", "read", "--format", "json"]
    with tempfile.TemporaryDirectory() as folder:
        one, many = Path(folder) / "page.txt", Path(folder) / "many.jsonl"
        one.write_text(page(some), encoding="utf-8")
        rows = (json.dumps({"id": str(i), "text": t}) for i, t in enumerate(some))
        many.write_text("\n".join(rows) + "\n", encoding="utf-8")
        pages = []
        for n in range(ROUNDS):
            bench.say(f"speed: start to first claim, {n + 1} of {ROUNDS}")
            pages.append(run([*read, str(one)]))
        bench.say(f"speed: memory over {len(some)} reports")
        whole = run([*read, str(many)])
    claims = len(json.loads(pages[0].first)["claims"])
    figures = {
        "read, words/s": rates["read"],
        "parse alone, words/s": rates["parse"],
        "spaCy blank tokenizer, words/s": rates["blank"],
        "read / parse alone": rates["read"] / rates["parse"],
        "read / spaCy blank tokenizer": rates["read"] / rates["blank"],
        "start to first claim, s (less is better)": median(p.seconds for p in pages),
        "peak memory, one page, MB (less is better)": max(p.megabytes for p in pages),
        f"peak memory, {len(some)} reports, MB (less is better)": whole.megabytes,
    }
    words = sum(len(t.split()) for t in some)
    rows_ = (
        ("processor", processor()),
        ("texts", f"{len(some)}, {words:,} words"),
        ("page", f"{len(page(some).split())} words, {claims} claims"),
    )
    sheet = Sheet("speed, one core: measured on", ("what", "value"), rows_)
    return [Board("speed, one core", digest(files), figures, sheets=(sheet,))]


if __name__ == "__main__":
    print(json.dumps(measure()))
