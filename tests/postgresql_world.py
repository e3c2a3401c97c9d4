"""A database in PostgreSQL that a test may fill, where SANDTABLE_TEST_POSTGRESQL names a server to make it on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, make_url, text

SERVER = os.environ.get("SANDTABLE_TEST_POSTGRESQL")


@contextmanager
def database(name: str) -> Iterator[str]:
    """The URL of a new database, dropped at the end; the test is skipped where no server is named."""
    if not SERVER:
        pytest.skip("SANDTABLE_TEST_POSTGRESQL names no server")
    server = make_url(SERVER).set(drivername="postgresql+psycopg")
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
            connection.execute(text(f"CREATE DATABASE {name}"))
        yield server.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        admin.dispose()
