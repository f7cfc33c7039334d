"""Reads conversations out of the store: of each what happened, not what was said."""
from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from stores.events import EVENTS

_KINDS = ("user", "bot", "session_started")
_AT_ONCE = 1_000
_PROBLEMS = frozenset({"condition", "symptom", "body_part"})
_TOLD = frozenset({"present", "past"})


@dataclass
class Miss:
    """A message that was not understood: when in the interview, and what it looked like."""

    asking: str | None
    words: int
    latin: bool
    text: str


@dataclass
class Talk:
    """One conversation, from a session's start to its last event."""

    person: str
    channel: str = "other"
    began: float = 0.0
    ended: float = 0.0
    messages: int = 0
    intents: set[str] = field(default_factory=set)
    topics: set[str] = field(default_factory=set)
    problems: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    asking: str | None = None
    suggestions: set[tuple[str, str]] = field(default_factory=set)
    alarms: set[tuple[str, str]] = field(default_factory=set)
    alarm_last: bool = False
    refusals: set[str] = field(default_factory=set)
    out_of_scope: bool = False
    misses: list[Miss] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)


def read(engine: Engine, since: float = 0.0) -> Iterator[Talk]:
    """Every conversation with a message, one in memory at a time; nothing is written.

    since: a time before which events are passed over.
    """
    wanted = (
        sa.select(EVENTS.c.sender_id, EVENTS.c.type_name, EVENTS.c.data)
        .where(EVENTS.c.type_name.in_(_KINDS), EVENTS.c.timestamp >= since)
        .order_by(EVENTS.c.sender_id, EVENTS.c.id)
    )
    # A server hands rows over a page at a time only within a transaction; one in SQLite would keep the bots from writing.
    options = {"isolation_level": "AUTOCOMMIT"} if engine.dialect.name == "sqlite" else {"stream_results": True}
    with engine.connect().execution_options(**options) as connection:
        rows = connection.execute(wanted).yield_per(_AT_ONCE)
        yield from talks((row.sender_id, row.type_name, row.data) for row in rows)


def talks(rows: Iterable[tuple[str, str, str]]) -> Iterator[Talk]:
    """The conversations that rows of one person after the other tell."""
    talk: Talk | None = None
    heard: dict[str, Any] | None = None
    for person, kind, data in rows:
        if talk is None or person != talk.person or kind == "session_started":
            if talk is not None and talk.messages:
                yield talk
            talk, heard = Talk(person), None
        if kind == "user":
            heard = json.loads(data)
            _hear(talk, heard)
        elif kind == "bot":
            _see(talk, json.loads(data), heard)
    if talk is not None and talk.messages:
        yield talk


def _hear(talk: Talk, event: dict[str, Any]) -> None:
    at = float(event.get("timestamp") or 0)
    talk.began = talk.began or at
    talk.ended = at
    talk.messages += 1
    talk.channel = str(event.get("input_channel") or talk.channel)
    parsed = event.get("parse_data") or {}
    name = (parsed.get("intent") or {}).get("name")
    talk.intents.update(parsed.get("intents") or ([name] if name else ()))
    talk.problems.update(str(one["value"]) for one in parsed.get("entities") or ()
                         if one.get("entity") in _PROBLEMS and (one.get("role") or "present") in _TOLD)


def _see(talk: Talk, event: dict[str, Any], heard: dict[str, Any] | None) -> None:
    """A reply. The time until the first one is how long the person waited."""
    at = float(event.get("timestamp") or 0)
    if heard is not None and len(talk.waits) < talk.messages:
        talk.waits.append(max(0.0, at - float(heard.get("timestamp") or at)))
    talk.ended = max(talk.ended, at)
    card = (event.get("data") or {}).get("custom")
    kind = card.get("card") if isinstance(card, dict) else None
    talk.alarm_last = kind == "emergency"
    if kind == "question":
        talk.asking = str(card["asks"])
        talk.asked.append(talk.asking)
    elif kind == "recommendation":
        talk.suggestions.add((card["specialist"], card["certainty"]))
        talk.asking = None
    elif kind == "emergency":
        talk.alarms.add((card["rule"], card["level"]))
    elif kind in ("answer", "comparison"):
        talk.topics.add(str(card.get("topic", "compare")))
    elif kind == "refusal":
        talk.refusals.add(card["kind"])
    elif kind == "fallback" and card["kind"] == "out_of_scope":
        talk.out_of_scope = True
    elif kind == "fallback":
        said = str((heard or {}).get("text") or "")
        letters = [letter for letter in said if letter.isalpha()]
        latin = sum(letter < "\u0250" for letter in letters) * 2 >= len(letters)
        talk.misses.append(Miss(talk.asking, len(said.split()), latin, said))
