"""Speed of a whole reading on one core, beside spaCy's blank tokenizer and beside the parse alone, in one run."""

from __future__ import annotations

import resource
import time

import spacy

from bench.board import Bench, Board
from bench.corpora import OWN_GOLD, SHARED, digest, records
from sandtable.intake import make_report


def boards(bench: Bench) -> list[Board]:
    """Words a second, medians of three rounds; words are what blanks part."""
    paths = sorted((SHARED / "data" / "re3d").glob("*/documents.json"))
    files = paths or sorted((OWN_GOLD / "texts").glob("*.txt"))
    texts = [d["text"] for p in paths for d in records(p)][:60] or [
        f.read_text(encoding="utf-8") for f in files
    ]
    words = sum(len(t.split()) for t in texts)
    blank = spacy.blank("en")
    jobs = {
        "read": lambda t: bench.reader.read(make_report(text=t)),
        "parse": lambda t: bench.parser.parse(t, None),
        "spacy_blank": blank,
    }
    rates: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(3):
        for name, job in jobs.items():
            start = time.perf_counter()
            for text in texts:
                job(text)
            rates[name].append(words / (time.perf_counter() - start))
    median = {name: sorted(r)[1] for name, r in rates.items()}
    figures = {
        "read, words/s": median["read"],
        "parse alone, words/s": median["parse"],
        "spaCy blank tokenizer, words/s": median["spacy_blank"],
        "read / parse alone": median["read"] / median["parse"],
        "read / spaCy blank tokenizer": median["read"] / median["spacy_blank"],
        "peak memory, MB (less is better)": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    return [Board("speed, one core", digest(list(files)), figures)]
