"""The database goes away: it is noticed, said, recovered from, and never replaced by memory."""
from __future__ import annotations

import asyncio
import pathlib
import shutil
import signal
import sqlite3
import threading
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from rasa.core.agent import Agent
from rasa.core.lock_store import InMemoryLockStore, LockStore
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore, TrackerStore
from rasa.core.utils import AvailableEndpoints
from rasa.utils.endpoints import EndpointConfig

from stores.failing import StoreLost, fallen_back
from stores.tracker import ConversationStore
from tests.stores.conftest import DOMAIN, say, texts, turn
from tests.stores.servers import Server

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def on_postgres(postgres: Server) -> AsyncIterator[ConversationStore]:
    """A store on PostgreSQL with one turn of one person."""
    store = ConversationStore(DOMAIN, host=postgres.url)  # type: ignore[attr-defined]
    await store.delete("p")
    await say(store, "p", "one")
    yield store
    if postgres.process is None:
        postgres.start()
    store.close()


async def test_a_restart_between_turns_is_not_noticed(on_postgres: ConversationStore, postgres: Server) -> None:
    for how in (signal.SIGINT, signal.SIGQUIT):
        postgres.stop(how)
        postgres.start()
        await say(on_postgres, "p", how.name)
    assert texts(await on_postgres.export("p")) == ["one", "SIGINT", "SIGQUIT"]


async def test_a_short_restart_in_mid_turn_is_waited_for(on_postgres: ConversationStore, postgres: Server) -> None:
    tracker = await on_postgres.retrieve("p")
    assert tracker is not None
    for event in turn("two"):
        tracker.update(event)
    postgres.stop(signal.SIGINT)
    again = threading.Timer(0.3, postgres.start)
    again.start()
    await on_postgres.save(tracker)
    again.join()
    assert texts(await on_postgres.export("p")) == ["one", "two"]


async def test_a_lost_database_fails_the_turn_and_comes_back(on_postgres: ConversationStore, postgres: Server) -> None:
    # As an agent wraps it: Rasa would go on in memory here.
    wrapped = FailSafeTrackerStore(on_postgres)
    tracker = await wrapped.retrieve("p")
    assert tracker is not None
    for event in turn("two"):
        tracker.update(event)
    postgres.stop(signal.SIGINT)
    began = time.monotonic()
    for call in (wrapped.save(tracker), wrapped.retrieve("p"), wrapped.get_or_create_tracker("p"), wrapped.keys(),
                 wrapped.retrieve_full_tracker("p"), on_postgres.delete("p"), on_postgres.export("p")):
        with pytest.raises(StoreLost, match="does not answer"):
            await call
    assert time.monotonic() - began < 7 * 5
    assert not on_postgres.check()
    assert wrapped._fallback_tracker_store is None
    postgres.start()
    assert on_postgres.check()
    await wrapped.save(tracker)  # the same turn, tried again
    await say(on_postgres, "p", "three")
    assert texts(await on_postgres.export("p")) == ["one", "two", "three"]


async def test_a_commit_whose_answer_was_lost_is_not_doubled(on_postgres: ConversationStore) -> None:
    tracker = await on_postgres.retrieve("p")
    assert tracker is not None
    for event in turn("two"):
        tracker.update(event)
    real, broken = on_postgres.engine.dialect.do_commit, []

    def commit_and_break(connection: object) -> None:
        real(connection)
        if not broken:
            broken.append(True)
            raise on_postgres.engine.dialect.dbapi.OperationalError("server closed the connection unexpectedly")

    on_postgres.engine.dialect.do_commit = commit_and_break
    await on_postgres.save(tracker)
    on_postgres.engine.dialect.do_commit = real
    assert broken
    assert texts(await on_postgres.export("p")) == ["one", "two"]


async def test_other_conversations_go_on_while_the_database_is_slow(on_postgres: ConversationStore, postgres: Server) -> None:
    assert postgres.process is not None
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.01)
            ticks += 1

    ticking = asyncio.get_running_loop().create_task(tick())
    blocker = on_postgres.engine.connect()
    blocker.exec_driver_sql("BEGIN; LOCK TABLE events IN ACCESS EXCLUSIVE MODE")
    reading = asyncio.get_running_loop().create_task(on_postgres.retrieve("p"))
    await asyncio.sleep(0.5)
    assert ticks > 20 and not reading.done()
    blocker.exec_driver_sql("ROLLBACK")
    blocker.close()
    assert await reading is not None
    ticking.cancel()


async def test_an_agent_never_falls_back_to_memory(tmp_path: pathlib.Path) -> None:
    store = ConversationStore(DOMAIN, db=str(tmp_path / "talks.db"))
    agent = Agent(domain=DOMAIN, tracker_store=store)
    store.engine.execute("DROP TABLE events")
    store._wait_and_set_up = lambda: None  # type: ignore[method-assign]
    with pytest.raises(StoreLost):
        await agent.tracker_store.get_or_create_tracker("p")
    # Other people's stores behave as Rasa made them.
    stock = FailSafeTrackerStore(InMemoryTrackerStore(DOMAIN))
    stock._tracker_store.retrieve = None  # type: ignore[assignment]
    assert await stock.retrieve("p") is None
    store.close()


async def test_a_full_disk_fails_the_turn_and_keeps_the_rest(tmp_path: pathlib.Path) -> None:
    store = ConversationStore(DOMAIN, db=str(tmp_path / "talks.db"))
    await say(store, "p", "one")
    # As when no page can be added to the file.
    for connection in [store.engine.raw_connection()]:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")
        connection.close()
    with pytest.raises(StoreLost, match="disk is full"):
        await say(store, "p", "x" * 100_000)
    assert texts(await store.export("p")) == ["one"]
    connection = store.engine.raw_connection()
    connection.execute("PRAGMA max_page_count=1000000")
    connection.close()
    await say(store, "p", "two")
    assert texts(await store.export("p")) == ["one", "two"]
    store.close()


async def test_a_file_that_was_replaced_is_opened_anew(tmp_path: pathlib.Path) -> None:
    file = tmp_path / "talks.db"
    store = ConversationStore(DOMAIN, db=str(file))
    await say(store, "p", "one")
    with sqlite3.connect(file) as source, sqlite3.connect(tmp_path / "backup.db") as backup:
        source.backup(backup)
    await say(store, "p", "two")
    for part in tmp_path.glob("talks.db*"):
        part.unlink()
    shutil.copy(tmp_path / "backup.db", file)
    await say(store, "p", "three")
    assert texts(await store.export("p")) == ["one", "three"]
    for part in tmp_path.glob("talks.db*"):
        part.unlink()
    await say(store, "p", "four")
    assert texts(await store.export("p")) == ["four"]
    store.close()


async def test_a_writer_waits_for_another_process(tmp_path: pathlib.Path) -> None:
    store = ConversationStore(DOMAIN, db=str(tmp_path / "talks.db"))
    await say(store, "p", "one")
    other = sqlite3.connect(tmp_path / "talks.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.5, lambda: other.execute("COMMIT")).start()
    began = time.monotonic()
    assert await store.retrieve("p") is not None
    assert time.monotonic() - began < 0.4  # who reads need not wait
    await say(store, "p", "two")
    assert texts(await store.export("p")) == ["one", "two"]
    store.close()


async def test_errors_do_not_tell_what_people_said(tmp_path: pathlib.Path) -> None:
    store = ConversationStore(DOMAIN, db=str(tmp_path / "talks.db"))
    store.engine.execute("CREATE TRIGGER no BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'no'); END")
    with pytest.raises(StoreLost) as caught:
        await say(store, "p", "a secret of mine")
    assert "secret" not in f"{caught.value}{caught.value.__cause__}"
    store.close()


async def test_an_unreachable_database_is_said_at_the_start(tmp_path: pathlib.Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises((StoreLost, OSError)):
        ConversationStore(DOMAIN, db=str(tmp_path / "file" / "talks.db"))


async def test_a_store_that_could_not_be_made_is_noticed(recwarn: pytest.WarningsRecorder) -> None:
    """Rasa warns and goes on in memory where a type is spelt wrong; the server does not start then."""
    right, wrong = (EndpointConfig(type=f"stores.tracker.{name}", db=":memory:") for name in ("ConversationStore", "ConversatoinStore"))
    locks = EndpointConfig(type="stores.lock.LocalLocks")
    asked = AvailableEndpoints(tracker_store=wrong, lock_store=locks)
    fell = Agent(domain=DOMAIN, tracker_store=TrackerStore.create(wrong, DOMAIN), lock_store=InMemoryLockStore())
    assert fallen_back(fell, asked) == ["stores.tracker.ConversatoinStore", "stores.lock.LocalLocks"]
    assert fallen_back(fell, AvailableEndpoints()) == [], "nothing was asked for"
    whole = Agent(domain=DOMAIN, tracker_store=TrackerStore.create(right, DOMAIN), lock_store=LockStore.create(locks))
    assert fallen_back(whole, AvailableEndpoints(tracker_store=right, lock_store=locks)) == []
