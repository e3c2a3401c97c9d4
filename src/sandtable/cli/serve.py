"""`serve`. Invariant: it listens on this machine alone, and tells where."""

from __future__ import annotations

import click

from sandtable.cli.desk import open_desk
from sandtable.cli.options import Asked, Trouble, example, ledger_option, say, shown

INSTALL = "python -m pip install 'fastapi>=0.115,<1' 'uvicorn>=0.30,<1'"  # the extra `web`


@click.command(
    epilog=example("sandtable serve --ledger euphrates.db", "sandtable serve --host ::1 --port 8080")
)
@ledger_option
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="ADDRESS",
    help="The address to listen on; this machine's own (loopback) alone, as there are no accounts yet.",
)  # fmt: skip
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port; 0 takes a free one."
)  # fmt: skip
def serve(ledger: str, host: str, port: int) -> None:
    """Serve the answers, the claims and the analysts' decisions over HTTP, to programs on this machine.

    What can be asked stands in the OpenAPI document at /api/v1/openapi.json. Stop with Ctrl-C.
    """
    try:
        from sandtable.web import Desk, ServeError, listen, make_app
        from sandtable.web import serve as answer
        from sandtable.web.serving import url_of
    except ImportError as error:
        raise Trouble(f"serve needs packages that are not installed ({error.name}): {INSTALL}") from error
    try:
        listening = listen(host, port)
    except ServeError as error:
        raise Trouble(str(error)) from error
    with listening, open_desk(Asked(ledger), dated=False) as desk:
        served = Desk(desk.ledger, desk.gazetteer, desk.registry, desk.picture, shown(ledger))
        app = make_app(served, frozenset({host.strip("[]").lower()}))
        say(f"sandtable: {shown(ledger)} is served at {url_of(listening)}; stop with Ctrl-C")
        answer(app, listening)
