"""Speed of the day slider in the page, over a made-up ledger (see `chronicle`) of 100,000 claims, in Chromium, drawn by its software.
Invariant: a step is timed by the page's own clock, from the press of a key: `script` until the page has handed the day's features
to the map, `drawn` until the map stands still again, as drawn by the processor here and by a graphics card elsewhere, and `long
tasks` what of that kept the page from answering. A step whose day was still to be asked for is not counted. The server is a process
of its own.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import sync_playwright

from bench.board import Bench, Board
from bench.chronicle import Chronicle
from bench.desk import REPORTS
from bench.picture import ON, built, corpus
from sandtable.sources import Sources

STEPS = 15
PATIENCE_MS = 300_000  # for the first map of a ledger
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)  # fmt: skip
VIEWS = (("of the first view", ""), ("close by", "&z=7&lat=34.8&lon=39"))
_STEP = """(key) => new Promise((done) => {
    performance.clearMeasures();
    const tasks = [], seen = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
    seen.observe({type: "longtask"});
    const from = performance.now();
    document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
    const look = () => {
        if (performance.now() - from > 20000) { done(null); return; }
        const [script] = performance.getEntriesByName("step"), [drawn] = performance.getEntriesByName("step drawn");
        if (!drawn) { setTimeout(look, 20); return; }
        setTimeout(() => {
            seen.disconnect();
            const busy = tasks.reduce((sum, task) => sum + task.duration, 0);
            done({script: script.duration, drawn: drawn.startTime + drawn.duration - from, busy});
        }, 50);
    };
    look();
})"""


def boards(bench: Bench) -> list[Board]:
    """One board, without floors: machines differ."""
    world, name = (
        Chronicle(bench.gazetteer, bench.registry, Sources.load(bench.registry)),
        "slider in the page, 100,000 claims",
    )
    chromium = shutil.which("chromium")
    if chromium is None:
        return [Board(name, corpus(world), absent="no chromium on the path: apt install chromium")]
    with TemporaryDirectory() as folder:
        path = Path(shutil.copy(built(world, REPORTS, bench.say), Path(folder) / "desk.db"))
        with _served(path) as at, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium, args=list(FLAGS))
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            figures: dict[str, float] = {}
            for words, camera in VIEWS:
                figures |= measure(page, f"{at}map?on={ON}{camera}", words)
            browser.close()
    return [Board(name, corpus(world), figures)]


def measure(page: Any, at: str, words: str) -> dict[str, float]:
    """Milliseconds of a step back by one day, its data at hand, by what is timed."""
    page.goto(at)
    page.wait_for_selector("html[data-map=ready]", timeout=PATIENCE_MS)
    page.wait_for_load_state("networkidle", timeout=PATIENCE_MS)
    took = [one for _ in range(STEPS) if (one := page.evaluate(_STEP, "ArrowLeft"))]
    out = {}
    for what, says in (("script", "script"), ("drawn", "until drawn"), ("busy", "long tasks")):
        times = sorted(one[what] for one in took)
        out[f"step {words}, {says}, ms, median (less is better)"] = median(times)
        out[f"step {words}, {says}, ms, 95th percentile (less is better)"] = times[
            int(0.95 * (len(times) - 1))
        ]
    return out


@contextmanager
def _served(path: Path) -> Iterator[str]:
    """Where a desk over the ledger at a path is reached."""
    command = (
        sys.executable,
        "-c",
        "from sandtable.cli import main; main()",
        "serve",
        "--port",
        "0",
        "--ledger",
        str(path),
    )
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            said = server.stderr.readline() if server.stderr else ""
            yield next(word.rstrip(";") for word in said.split() if word.startswith("http://"))
        finally:
            server.terminate()
