"""Between Rasa's events and the rows of the table: reading a session, appending a turn."""
from __future__ import annotations

import functools
import json
import logging
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

import sqlalchemy as sa
from rasa.shared.core.constants import ACTION_SESSION_START_NAME
from rasa.shared.core.events import Event, SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Connection

from stores.events import EVENTS

logger = logging.getLogger(__name__)

Row = dict[str, Any]

_MINE = EVENTS.c.sender_id == sa.bindparam("sender")
_LAST = sa.select(sa.func.max(EVENTS.c.id)).where(_MINE)
_READ = (EVENTS.c.id, EVENTS.c.action_name, EVENTS.c.data)

#: All of a person's events, oldest first.
ALL_SESSIONS = sa.select(*_READ, sa.literal(False).label("before_session")).where(_MINE).order_by(EVENTS.c.id)


# How many of a person's messages are read with all that followed them. The policy that watches for danger across
# messages looks at the eight before the newest; rules look at the last.
RECENT = 9
# What messages leave behind: of older turns these are not read. A slot's last value is read, however old.
_OF_A_TURN = ("user", "bot", "action", "user_featurization", "entities", "rewind", "undo")


def _recent_turns() -> Any:
    start = _LAST.where(EVENTS.c.type_name == SessionStarted.type_name).scalar_subquery()
    before = _LAST.where(EVENTS.c.id < start).scalar_subquery()
    since = sa.func.coalesce(before, start, 0)
    said = sa.select(EVENTS.c.id).where(_MINE, EVENTS.c.type_name == "user").order_by(EVENTS.c.id.desc())
    window = sa.func.coalesce(said.offset(RECENT - 1).limit(1).scalar_subquery(), 0)
    last_of_each_slot = (
        sa.select(sa.func.max(EVENTS.c.id))
        .where(_MINE, EVENTS.c.type_name == "slot", EVENTS.c.id >= since, EVENTS.c.id < window)
        .group_by(EVENTS.c.action_name)
    )
    needed = sa.or_(
        EVENTS.c.id >= window,
        EVENTS.c.id <= sa.func.coalesce(start, 0),
        EVENTS.c.type_name.not_in((*_OF_A_TURN, "slot")),
        EVENTS.c.id.in_(last_of_each_slot),
    )
    return (
        sa.select(*_READ, (EVENTS.c.id < start).label("before_session"))
        .where(_MINE, EVENTS.c.id >= since, needed)
        .order_by(EVENTS.c.id)
    )


#: What the next turn needs of a person's latest session, so that a long conversation costs no more than a short one.
#: The session begins with the row before the last ``session_started``: by row number, since Rasa goes by time, and
#: drops or doubles events when the clock is set back. The row before is the session's own ``action_session_start``,
#: or the end of the session before it where that action did not run.
RECENT_TURNS = _recent_turns()


class Stored(NamedTuple):
    """What of a tracker is in the database: its last row there, and its last event here."""

    row: int
    event: Event | None


def tracker_from(rows: list[Any], sender_id: str, slots: Iterable[Any], longest: int | None) -> DialogueStateTracker | None:
    """The conversation that these rows tell, or nothing when there are none."""
    if rows and rows[0].before_session and rows[0].action_name != ACTION_SESSION_START_NAME:
        rows = rows[1:]
    if not rows:
        return None
    events = [event for row in rows if (event := _event(json.loads(row.data)))]
    tracker = DialogueStateTracker.from_events(sender_id, events, slots, longest)
    remember(tracker, rows[-1].id)
    return tracker


def _event(data: dict[str, Any]) -> Event | None:
    kind = _kind(data["event"])
    return kind._from_parameters(data) if kind else None


@functools.cache
def _kind(name: str) -> type[Event] | None:
    # Rasa walks through all subclasses of Event for each event; that was most of the time of reading.
    return Event.resolve_by_type(name)


def unsaved(tracker: DialogueStateTracker) -> tuple[Stored | None, list[Event]]:
    """What is known to be stored of a tracker, and the events after it."""
    events = list(tracker.events)
    stored: Stored | None = getattr(tracker, "stored", None)
    if stored is None or stored.event is None:
        return stored, events
    for i in range(len(events) - 1, -1, -1):
        if events[i] is stored.event:
            return stored, events[i + 1 :]
    return None, events


def remember(tracker: DialogueStateTracker, row: int) -> None:
    """Note on the tracker what is stored of it, so that saving need not compare everything."""
    tracker.stored = Stored(row, tracker.events[-1] if tracker.events else None)


def row_of(sender_id: str, event: Event) -> Row:
    """The event as a row of the table."""
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": ((data.get("parse_data") or {}).get("intent") or {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }


def append(connection: Connection, sender_id: str, known: int, rows: list[Row]) -> list[int]:
    """Insert the rows that are not there yet.

    known: the person's last row when the conversation was read; 0 when nothing was there.
    Returns the positions of the rows that were inserted.
    """
    if connection.dialect.name == "postgresql":
        # The lock store lets one turn at a time through; should it fail, turns still do not mix.
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(sender_id))))
    last = connection.execute(_LAST, {"sender": sender_id}).scalar() or 0
    if last < known:
        # The person deleted everything while this turn was running; deleted stays deleted.
        logger.warning("A turn was not kept: its conversation was deleted meanwhile.")
        return []
    fresh = list(range(len(rows)))
    if last > known:
        # Another worker wrote, or our own commit went through although the connection broke.
        there = sa.select(EVENTS.c.type_name, EVENTS.c.timestamp).where(_MINE, EVENTS.c.id > known)
        seen = Counter(map(tuple, connection.execute(there, {"sender": sender_id})))
        fresh = [i for i in fresh if not _take(seen, (rows[i]["type_name"], rows[i]["timestamp"]))]
    if fresh:
        connection.execute(sa.insert(EVENTS), [rows[i] for i in fresh])
    return fresh


def _take(seen: Counter[Any], key: tuple[str, float]) -> bool:
    found = seen[key] > 0
    seen[key] -= found
    return found
