"""`serve`. Invariant: it listens on this machine alone, or asks those who reach it to sign in; and it tells where."""

from __future__ import annotations

from pathlib import Path

import click

from sandtable.cli.desk import open_desk
from sandtable.cli.options import Asked, Trouble, example, ledger_option, say, shown

INSTALL = "python -m pip install 'fastapi>=0.115,<1' 'uvicorn>=0.30,<1' 'argon2-cffi>=25'"  # the extra `web`
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(
    epilog=example(
        "sandtable serve --ledger euphrates.db",
        "sandtable serve --host ::1 --port 8080",
        "sandtable serve --behind-https --name desk.example.org --ledger postgresql://desk@db/euphrates",
    )
)
@ledger_option
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="ADDRESS",
    help="The address to listen on. One that others can reach needs accounts: see `sandtable accounts`.",
)  # fmt: skip
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port; 0 takes a free one."
)  # fmt: skip
@click.option(
    "--name", "names", multiple=True, metavar="HOST",
    help="A name under which people open it, besides the address. May be repeated.",
)  # fmt: skip
@click.option(
    "--behind-https", is_flag=True,
    help="A proxy in front speaks https: cookies go over https alone, and the proxy tells who calls.",
)  # fmt: skip
@click.option(
    "--proxy", "proxies", multiple=True, default=("127.0.0.1", "::1"), show_default=True, metavar="ADDRESS",
    help="With --behind-https: the proxy's address or network. May be repeated.",
)  # fmt: skip
@click.option("--certificate", type=_FILE, metavar="FILE", help="Speak https, with this certificate (PEM).")
@click.option("--key", type=_FILE, metavar="FILE", help="The certificate's private key (PEM).")
@click.option(
    "--no-sign-in", is_flag=True, help="Ask nobody to sign in, though there are accounts; on this machine alone."
)  # fmt: skip
def serve(
    ledger: str, host: str, port: int, names: tuple[str, ...], behind_https: bool, proxies: tuple[str, ...],
    certificate: Path | None, key: Path | None, no_sign_in: bool,
) -> None:  # fmt: skip
    """Serve the desk: the queue, the map and the answers, to people in a browser and to programs.

    Where the ledger has accounts everybody is asked to sign in. What programs can ask stands in the OpenAPI document at
    /api/v1/openapi.json. Stop with Ctrl-C.
    """
    try:
        from sandtable.web import Desk, Door, Readying, ServeError, Team, check, listen, make_app
        from sandtable.web import serve as answer
        from sandtable.web.serving import url_of
    except ImportError as error:
        raise Trouble(f"serve needs packages that are not installed ({error.name}): {INSTALL}") from error
    door = Door(host, names, behind_https, proxies, certificate, key)
    with open_desk(Asked(ledger), dated=False) as desk:
        team = Team(desk.ledger, asked=not no_sign_in, secure=door.secure)
        usable = any(one.enabled for one in desk.ledger.accounts.all())
        try:
            warning = check(door, accounts=usable, asked=not no_sign_in)
            listening = listen(host, port)
        except ServeError as error:
            raise Trouble(str(error)) from error
        with listening:
            served = Desk(
                desk.ledger, desk.gazetteer, desk.registry, desk.picture, shown(ledger), kept=desk.kept
            )
            app = make_app(served, door.hosts(), team)
            if warning is not None:
                say(f"sandtable: {warning}")
            if no_sign_in and team.ledger.accounts.exist():
                say("sandtable: nobody is asked to sign in: whoever uses this machine may decide in any name")
            known_as = f" under the name {', '.join(names)}" if names else ""
            say(
                f"sandtable: {shown(ledger)} is served at {url_of(listening, door)}{known_as}; stop with Ctrl-C"
            )
            readying = Readying(served, say)
            readying.start()
            try:
                answer(app, listening, door)
            finally:
                readying.close()
