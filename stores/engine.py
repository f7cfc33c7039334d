"""Opens the database: SQLite as a file beside the bot, PostgreSQL for several workers."""
from __future__ import annotations

import os
import pathlib
from typing import Any

import sqlalchemy as sa
from rasa.core.constants import (
    POSTGRESQL_MAX_OVERFLOW,
    POSTGRESQL_POOL_SIZE,
    POSTGRESQL_SCHEMA,
)
from sqlalchemy import event, exc
from sqlalchemy.engine import Engine
from sqlalchemy.engine.url import URL, make_url
from sqlalchemy.pool import QueuePool, StaticPool

#: How long a statement waits for another writer of the same SQLite file.
BUSY_SECONDS = 5.0

# Rasa asks for 50 connections and 100 more, per worker; PostgreSQL allows 100 in all.
_POOL_SIZE = 5
_MAX_OVERFLOW = 5


def database_url(
    dialect: str = "sqlite",
    host: str | None = None,
    port: int | str | None = None,
    db: str | None = None,
    username: str | None = None,
    password: str | None = None,
    query: dict[str, str] | None = None,
) -> URL:
    """The database's address from the fields of ``endpoints.yml``; a full URL in ``host`` wins."""
    if host and "://" in host:
        # Hosting companies still hand out the old scheme, which SQLAlchemy refuses.
        return make_url(host.replace("postgres://", "postgresql://", 1))
    return URL.create(dialect, username, password, host, int(port) if port else None, db, query or {})


def open_engine(url: URL) -> Engine:
    """An engine with settings fit for conversations. It connects on first use."""
    # Errors of SQLAlchemy name the statement's parameters, and ours are what people said.
    settings: dict[str, Any] = {"hide_parameters": True}
    if url.get_backend_name() == "sqlite":
        engine = sa.create_engine(url, **settings, **_sqlite(url))
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_writing)
        if in_memory(url) is False:
            _notice_a_replaced_file(engine, pathlib.Path(str(url.database)))
        return engine
    if url.get_backend_name() == "postgresql":
        settings.update(_postgresql(url))
    return sa.create_engine(url, **settings)


def in_memory(url: URL) -> bool:
    """Whether this is a SQLite database that lives in this process only."""
    return url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")


def _sqlite(url: URL) -> dict[str, Any]:
    connect = {"check_same_thread": False, "timeout": BUSY_SECONDS}
    if in_memory(url):
        return {"poolclass": StaticPool, "connect_args": connect}
    _make_private_file(pathlib.Path(str(url.database)))
    # SQLAlchemy would open the file anew for each query; that costs more than the query.
    return {"poolclass": QueuePool, "pool_size": _POOL_SIZE, "max_overflow": _MAX_OVERFLOW, "connect_args": connect}


def _make_private_file(path: pathlib.Path) -> None:
    """Make the folder and an empty file that only the bot's own user can read."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        path.touch(mode=0o600)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # Python's own handling begins transactions late; ``_begin_writing`` begins them.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    # A killed process loses nothing with NORMAL; only a power cut can take the last turns.
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    # Deleted means overwritten, not just unlinked.
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _begin_writing(connection: sa.engine.Connection) -> None:
    # A transaction that reads first and writes then may fail at once when another
    # process writes in between; one that begins as a writer waits for its turn.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _notice_a_replaced_file(engine: Engine, path: pathlib.Path) -> None:
    """Open the file anew when it was replaced, say from a backup; the old one is no longer there to write to."""

    def identity() -> tuple[int, int] | None:
        try:
            status = path.stat()
        except FileNotFoundError:
            return None
        return status.st_dev, status.st_ino

    @event.listens_for(engine, "connect")
    def remember(_connection: Any, record: Any) -> None:
        record.info["file"] = identity()

    @event.listens_for(engine, "checkout")
    def compare(_connection: Any, record: Any, _proxy: Any) -> None:
        if record.info.get("file") != identity():
            _make_private_file(path)
            raise exc.DisconnectionError("The database's file was replaced.")


def _postgresql(url: URL) -> dict[str, Any]:
    connect: dict[str, Any] = {
        "connect_timeout": 5,
        "application_name": "guide",
        # A server that vanished without a word is noticed after these, not after minutes.
        "keepalives_idle": 10,
        "tcp_user_timeout": 10_000,
    }
    if "options" not in url.query:
        connect["options"] = "-c statement_timeout=10s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s"
        schema = os.environ.get(POSTGRESQL_SCHEMA)
        if schema:
            connect["options"] += f" -c search_path={schema}"
    return {
        "pool_size": int(os.environ.get(POSTGRESQL_POOL_SIZE, _POOL_SIZE)),
        "max_overflow": int(os.environ.get(POSTGRESQL_MAX_OVERFLOW, _MAX_OVERFLOW)),
        "pool_timeout": 5,
        "pool_recycle": 1800,
        "connect_args": connect,
    }
