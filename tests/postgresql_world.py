"""A database in PostgreSQL that a test may fill: on the server that SANDTABLE_TEST_POSTGRESQL names, else on one that is
started for the tests, where PostgreSQL is installed."""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, make_url, text

USER = "postgres"  # whom Debian's package makes
NAMED = "SANDTABLE_TEST_POSTGRESQL"


@contextmanager
def database(name: str) -> Iterator[str]:
    """The URL of a new database, dropped at the end; the test is skipped where there is no server."""
    server = _server()
    if server is None:
        pytest.skip(f"PostgreSQL is not installed, and {NAMED} names no server")
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            connection.execute(text(f"CREATE DATABASE {name}"))
        yield server.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        admin.dispose()


@cache
def _server() -> URL | None:
    named = os.environ.get(NAMED)
    if named:
        return make_url(named).set(drivername="postgresql+psycopg")
    programs = _programs()
    if programs is None or (os.geteuid() == 0 and not _known(USER)):
        return None
    return _start(programs)


def _known(user: str) -> bool:
    return any(one.pw_name == user for one in pwd.getpwall())


def _programs() -> Path | None:
    """Where the server's programs are: Debian keeps them off the path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return debian[-1].parent if debian else None


def _start(programs: Path) -> URL:
    """A server of this run's own, reached by a socket in a folder of its own alone, and stopped with the run."""
    folder = Path(tempfile.mkdtemp(prefix="sandtable-pg-"))
    user = None
    if os.geteuid() == 0:  # it refuses to run as root
        user = USER
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)

    def run(*command: str) -> None:
        with (folder / "log").open("ab") as log:
            subprocess.run(command, check=True, stdout=log, stderr=log, user=user, cwd=folder)

    data = str(folder / "data")
    run(str(programs / "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    run(str(programs / "pg_ctl"), "-D", data, "-w", "-l", str(folder / "server.log"), "-o", options, "start")

    def stop() -> None:
        run(str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder)

    atexit.register(stop)
    return URL.create("postgresql+psycopg", "postgres", database="postgres", query={"host": str(folder)})
