"""The one table: an event of a conversation a row, as Rasa's own SQL store lays it out.

Same names and columns as ``rasa.core.tracker_store.SQLTrackerStore``, so that a
database of a stock Rasa bot can be taken over as it is. What we add:

* an index on (sender_id, id), since every query asks for one person's events in order;
* an index on the timestamp, for the nightly purge;
* row numbers that are never used twice (SQLite would reuse those of deleted rows),
  since a number that went away tells a running turn that the person deleted everything.
"""
from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.ext.declarative import declarative_base

Base = declarative_base()


class StoredEvent(Base):  # type: ignore[misc, valid-type]
    """One event; ``data`` is the whole event as JSON, the rest is for finding it."""

    __tablename__ = "events"

    id = sa.Column(sa.Integer, primary_key=True)
    sender_id = sa.Column(sa.String(255), nullable=False)
    type_name = sa.Column(sa.String(255), nullable=False)
    timestamp = sa.Column(sa.Float)
    intent_name = sa.Column(sa.String(255))
    action_name = sa.Column(sa.String(255))
    data = sa.Column(sa.Text)

    __table_args__ = (
        sa.Index("ix_events_sender_id_id", "sender_id", "id"),
        sa.Index("ix_events_timestamp", "timestamp"),
        {"sqlite_autoincrement": True},
    )


EVENTS: sa.Table = StoredEvent.__table__

# Any number will do as long as nobody else in this database locks by it.
_SETTING_UP = 3621_2024


def set_up(connection: sa.engine.Connection) -> None:
    """Make the table and its indexes where they are missing; safe to do from many workers at once."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_SETTING_UP)))
    Base.metadata.create_all(connection)
    # A table that a stock Rasa bot made has no indexes of ours.
    for index in EVENTS.indexes:
        index.create(connection, checkfirst=True)
