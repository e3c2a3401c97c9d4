"""The desk in a real browser: the app on a port of this machine, and what its pages asked for or complained of."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any

import pytest
import uvicorn

from sandtable.gazetteer import Gazetteer
from sandtable.ledger import Ledger
from sandtable.orbat import Registry
from sandtable.picture import Picture
from sandtable.sources import Sources
from sandtable.web import Desk, listen, make_app

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="Playwright is not installed: pip install '.[test]'"
)
CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
]  # fmt: skip
PATIENCE_MS = 60_000  # for anything on a page: a machine that does other work too is slow, and a page that waits in vain fails all the same
NEEDS_CHROMIUM = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the path: apt install chromium")


@contextmanager
def served(path: Path, gazetteer: Gazetteer, registry: Registry) -> Iterator[str]:
    """The address of a desk over the ledger at a path."""
    with Ledger.open(path, create=False) as ledger:
        desk = Desk(
            ledger,
            gazetteer,
            registry,
            Picture(ledger, gazetteer, registry, Sources.load(registry)),
            path.name,
        )
        listening = listen("127.0.0.1", 0)
        server = uvicorn.Server(
            uvicorn.Config(make_app(desk), http="h11", ws="none", log_config=None, timeout_keep_alive=2)
        )
        thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        last = monotonic() + 60
        while not server.started and monotonic() < last:
            sleep(0.05)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(20)
            desk.reckoning.close()


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser."""
    with sync_api.sync_playwright() as p:
        found = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield found
        finally:
            found.close()


@dataclass
class Visit:
    """An open page. `asked`: addresses of other hosts; `complaints`: errors on the console, of scripts, and of the content policy."""

    page: Any
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def visit(browser: Any, at: str, *, name: str = "Ada", width: int = 1300, height: int = 800) -> Visit:
    """A page of its own context, under an analyst's name."""
    context = browser.new_context(viewport={"width": width, "height": height})
    context.add_init_script(
        f"if (!localStorage.getItem('sandtable.who')) localStorage.setItem('sandtable.who', {name!r});"
    )
    seen = Visit(context.new_page())
    page = seen.page
    page.set_default_timeout(PATIENCE_MS)
    page.on(
        "request",
        lambda asked: None if asked.url.startswith((at, "data:", "blob:")) else seen.asked.append(asked.url),
    )
    page.on(
        "console",
        lambda told: seen.complaints.append(told.text) if told.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    return seen


def until(page: Any, holds: str) -> None:
    """Wait until an expression holds on the page; asked from outside, since the page's policy forbids it to evaluate."""
    last = monotonic() + PATIENCE_MS / 1000
    while not page.evaluate(holds):
        assert monotonic() < last, f"never so: {holds}"
        page.wait_for_timeout(100)
