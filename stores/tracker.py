"""The conversations: a tracker store that loses nothing, doubles nothing and can forget.

In ``endpoints.yml``::

    tracker_store:
      type: stores.tracker.ConversationStore
      dialect: sqlite
      db: var/conversations.db

or, for PostgreSQL, ``url: ${GUIDE_DATABASE_URL}`` in place of the last two lines.
"""
from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from stores import erasing, rows
from stores.engine import database_url, in_memory, open_engine
from stores.events import EVENTS, Base, StoredEvent, set_up
from stores.failing import StoreLost, never_fall_back_to_memory, reason

logger = logging.getLogger(__name__)

#: The action after which nothing of the conversation may remain.
FORGET = "action_forget"

# A database that restarts is back after a second or two; a person can wait that long.
_PAUSES = (0.0, 0.2, 0.6, 1.2)
_SILENCE_SECONDS = 4.0
_START_SECONDS = 30.0

Result = TypeVar("Result")


class ConversationStore(SQLTrackerStore):
    """Keeps conversations in SQLite or PostgreSQL.

    Raises ``StoreLost`` from every method when the database stays away; the turn then
    fails and the channel says so, where Rasa's own would go on in memory and forget.
    """

    Base = Base
    SQLEvent = StoredEvent

    def __init__(
        self,
        domain: Domain | None = None,
        dialect: str = "sqlite",
        host: str | None = None,
        port: int | str | None = None,
        db: str = "var/conversations.db",
        username: str | None = None,
        password: str | None = None,
        event_broker: EventBroker | None = None,
        query: dict[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        """Open the database and make what is missing in it; see ``database_url`` for the fields.

        Raises:
            StoreLost: the database did not answer for half a minute.
        """
        url = database_url(dialect, host, port, db, username, password, query)
        self.engine = open_engine(url)
        self.sessionmaker = sa.orm.sessionmaker(bind=self.engine)
        # Reading needs no transaction, and on PostgreSQL each begin and end is a trip to the server.
        self._reading = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        # A hop to a thread costs 0.1 to 0.4 ms. Reading a SQLite file never waits for anybody, so it
        # stays here; writing may wait for another process, and PostgreSQL for the network.
        self._writers = None if in_memory(url) else ThreadPoolExecutor(4, thread_name_prefix="conversations")
        self._readers = None if self._is_sqlite else self._writers
        self._silent_until = 0.0
        self._wait_and_set_up()
        TrackerStore.__init__(self, domain, event_broker, **kwargs)
        never_fall_back_to_memory(ConversationStore)

    # Rasa's own interface

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Append what is new in the conversation; delete the conversation when it ends in ``action_forget``."""
        stored, new = rows.unsaved(tracker)
        # An empty tracker is saved when nothing was found; any other comes from elsewhere, and is compared.
        known = stored.row if stored else 0
        if any(isinstance(event, ActionExecuted) and event.action_name == FORGET for event in new):
            await self.delete(tracker.sender_id)
            return
        if new:
            lines = [rows.row_of(tracker.sender_id, event) for event in new]
            written = await self._write(lambda connection: rows.append(connection, tracker.sender_id, known, lines))
            if self.event_broker is not None:
                await self._stream_new_events(self.event_broker, [new[i] for i in written], tracker.sender_id)
        rows.remember(tracker, known)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """What the next turn needs of the latest session: its slots and its last turns. Nothing where there is none."""
        return await self._tracker(sender_id, rows.RECENT_TURNS)

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """All sessions of the conversation, or nothing."""
        return await self._tracker(conversation_id, rows.ALL_SESSIONS)

    async def exists(self, conversation_id: str) -> bool:
        """Whether anything of the conversation is kept."""
        query = sa.select(EVENTS.c.id).where(EVENTS.c.sender_id == conversation_id).limit(1)
        return bool(await self._read(query))

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations."""
        return [sender for (sender,) in await self._read(sa.select(EVENTS.c.sender_id).distinct())]

    # What Rasa's stores can not

    async def export(self, sender_id: str) -> list[dict[str, Any]]:
        """Everything kept about a conversation, oldest first, as plain dictionaries."""
        query = sa.select(EVENTS.c.data).where(EVENTS.c.sender_id == sender_id).order_by(EVENTS.c.id)
        return [json.loads(data) for (data,) in await self._read(query)]

    async def delete(self, sender_id: str) -> int:
        """Delete a conversation; returns the number of rows that were there."""
        return await self._erase(erasing.of_sender(sender_id))

    async def delete_prefix(self, prefix: str) -> int:
        """Delete all conversations whose id starts so; an empty start is refused."""
        return await self._erase(erasing.of_prefix(prefix))

    async def purge(self, older_than: datetime) -> int:
        """Delete conversations that ended before, and finished sessions of those that go on."""
        before = older_than.timestamp()
        deleted = 0
        while True:
            idle = [sender for (sender,) in await self._read(erasing.idle_senders(before))]
            if not idle:
                break
            deleted += await self._erase(erasing.of_idle(idle, before))
        return deleted + await self._erase(erasing.of_finished_sessions(before))

    def check(self) -> bool:
        """Whether the database answers and has its table. Blocks for five seconds at most."""
        try:
            with self._reading.connect() as connection:
                connection.execute(sa.select(EVENTS.c.id).limit(1)).first()
        except (DBAPIError, PoolTimeout) as error:
            logger.error("The conversations' database does not answer (%s).", reason(error))
            return False
        return True

    def close(self) -> None:
        """Close all connections."""
        if self._writers is not None:
            self._writers.shutdown()
        self.engine.dispose()

    # Below: transactions, threads, retries

    async def _tracker(self, sender_id: str, query: Any) -> DialogueStateTracker | None:
        found = await self._read(query, {"sender": sender_id})
        return rows.tracker_from(found, sender_id, self.domain.slots, self.max_event_history)

    async def _erase(self, statement: Any) -> int:
        count: int = await self._write(lambda connection: connection.execute(statement).rowcount)
        if count and self._is_sqlite:
            # The write-ahead log still holds the deleted rows until it is emptied.
            empty_log = sa.text("PRAGMA wal_checkpoint(TRUNCATE)")
            await self._run(self._writers, self._reading, lambda connection: connection.execute(empty_log).all())
        return count

    async def _read(self, query: Any, values: dict[str, str] | None = None) -> list[Any]:
        def work(connection: Connection) -> list[Any]:
            return connection.execute(query, values or {}).all()

        return await self._run(self._readers, self._reading, work)

    async def _write(self, work: Callable[[Connection], Result]) -> Result:
        return await self._run(self._writers, self.engine, work)

    async def _run(self, threads: ThreadPoolExecutor | None, engine: Any, work: Callable[[Connection], Result]) -> Result:
        """Do the work in one transaction, and once more when the connection was lost."""
        pauses = iter(_PAUSES)
        began = time.monotonic()
        if began < self._silent_until:
            raise StoreLost("The conversations' database did not answer a moment ago.")
        while True:
            try:
                if threads is None:
                    return _in_transaction(engine, work)
                return await asyncio.get_running_loop().run_in_executor(threads, _in_transaction, engine, work)
            except (DBAPIError, PoolTimeout) as error:
                pause = next(pauses, None)
                silent = time.monotonic() - began > _SILENCE_SECONDS
                if silent:  # let nobody else wait as long in the meantime
                    self._silent_until = time.monotonic() + 1.0
                if pause is None or silent or not self._may_pass(error):
                    raise StoreLost(f"The conversations' database does not answer ({reason(error)}).") from error
                await asyncio.sleep(pause)

    @property
    def _is_sqlite(self) -> bool:
        return bool(self.engine.dialect.name == "sqlite")

    def _may_pass(self, error: Exception) -> bool:
        if "no such table" in str(error):  # somebody replaced the file by an empty one
            self._wait_and_set_up()
            return True
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            return True
        return isinstance(error, OperationalError) and not self._is_sqlite

    def _wait_and_set_up(self) -> None:
        """Make the table, waiting for a database that is still starting."""
        deadline = time.monotonic() + _START_SECONDS
        while True:
            try:
                with self.engine.begin() as connection:
                    set_up(connection)
                return
            except (OperationalError, ProgrammingError) as error:
                if time.monotonic() > deadline or isinstance(error, ProgrammingError) or self._is_sqlite:
                    raise StoreLost(f"The conversations' database can not be opened ({reason(error)}).") from error
                logger.warning("Waiting for the conversations' database (%s).", reason(error))
                time.sleep(1)


def _in_transaction(engine: Any, work: Callable[[Connection], Result]) -> Result:
    if engine.get_execution_options().get("isolation_level") == "AUTOCOMMIT":
        with engine.connect() as connection:
            return work(connection)
    with engine.begin() as connection:
        return work(connection)
