"""The statements that delete: one person, many, and what is older than it may be."""
from __future__ import annotations

import sqlalchemy as sa

from stores.events import EVENTS

# Small enough that a purge never holds the database for long.
BATCH = 200

_sender = EVENTS.c.sender_id


def of_sender(sender_id: str) -> sa.sql.Delete:
    """Everything of one conversation."""
    return sa.delete(EVENTS).where(sender_id == _sender)


def of_prefix(prefix: str) -> sa.sql.Delete:
    """Everything of the conversations whose id starts so.

    Raises:
        ValueError: the start is empty, which would mean everybody.
    """
    if not prefix:
        raise ValueError("An empty start would delete every conversation.")
    # Not LIKE: in SQLite it takes "slack-t1-" for "slack-T1-".
    return sa.delete(EVENTS).where(sa.func.substr(_sender, 1, len(prefix)) == prefix)


def idle_senders(before: float) -> sa.sql.Select:
    """The next few people whose last event is older than the given time."""
    return sa.select(_sender).group_by(_sender).having(sa.func.max(EVENTS.c.timestamp) < before).limit(BATCH)


def of_idle(senders: list[str], before: float) -> sa.sql.Delete:
    """Everything of these people, save of those who have come back meanwhile."""
    back = sa.select(_sender).where(_sender.in_(senders), EVENTS.c.timestamp >= before)
    return sa.delete(EVENTS).where(_sender.in_(senders), _sender.not_in(back))


def of_finished_sessions(before: float) -> sa.sql.Delete:
    """Old events of sessions that are over, of people who are still talking."""
    later = EVENTS.alias("later")
    session_start = (
        sa.select(sa.func.max(later.c.id))
        .where(later.c.sender_id == _sender, later.c.type_name == "session_started")
        .correlate(EVENTS)
        .scalar_subquery()
    )
    return sa.delete(EVENTS).where(EVENTS.c.timestamp < before, EVENTS.c.id < session_start)
