"""The report out of both databases: what it shows, and above all what it does not."""
from __future__ import annotations

import json
import pathlib
import re
import time
import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest
import sqlalchemy as sa

import reporting.__main__ as program
from reporting.figures import Tally, gathered
from reporting.page import page
from reporting.talks import read, talks
from stores.events import EVENTS
from tests.stores.conftest import OpenStore

QUESTION = {"card": "question", "asks": "goals"}
SUGGESTION = {"card": "recommendation", "specialist": "physiatrist", "certainty": "clear"}
MISSED = {"card": "fallback", "kind": "not_understood"}
EMERGENCY = {"card": "emergency", "rule": "heart_attack", "level": "now"}
MONDAY = 1_790_000_000.0


def row(person: str, kind: str, at: float, **data: Any) -> dict[str, Any]:
    """One event as the store keeps it."""
    event = {"event": kind, "timestamp": at, **data}
    return {"sender_id": person, "type_name": kind, "timestamp": at, "data": json.dumps(event)}


def talk(person: str, *turns: tuple[str, str, dict[str, Any] | None], at: float = MONDAY, channel: str = "web") -> list[dict[str, Any]]:
    """The rows of a conversation; each turn is the words, the intent, and the reply's card."""
    rows = [row(person, "session_started", at)]
    for place, (text, intent, card) in enumerate(turns):
        parsed = {"intent": {"name": intent}, "intents": [intent],
                  "entities": [{"entity": "symptom", "value": "back_pain", "role": "present"}, {"entity": "symptom", "value": "fever", "role": "absent"}]}
        rows.append(row(person, "user", at + 60 * place, text=text, input_channel=channel, parse_data=parsed))
        rows.append(row(person, "bot", at + 60 * place + 0.25, text="…", data={"custom": card}))
    return rows


def crowd() -> list[dict[str, Any]]:
    """Thirty people: twelve got a suggestion, fifteen left, three raised an alarm; all said a canary."""
    rows: list[dict[str, Any]] = []
    for number in range(12):
        rows += talk(f"web-{number}", ("canary-1 hurts", "describe", QUESTION), ("canary-2", "describe", SUGGESTION))
    for number in range(15):
        rows += talk(f"slack-T1-{number}", ("my back", "describe", QUESTION), ("canary-3 <b> 555-123-4567", "chit_chat", MISSED), channel="slack")
    for number in range(3):
        rows += talk(f"web-x{number}", ("hm", "describe", QUESTION), ("canary-4", "emergency", EMERGENCY), at=MONDAY + 86_400)
    return rows


def test_it_counts_people_and_shows_no_small_number_and_no_word(open_store: OpenStore) -> None:
    store = open_store()
    with store.engine.begin() as connection:
        connection.execute(sa.insert(EVENTS), crowd())
    figures = gathered(read(store.engine), 11, time.time())
    assert (len(figures.people), figures.talks, figures.messages) == (30, 30, 60)
    assert dict(figures.ends.rows(1).shown) == {"got a suggestion": 12, "left when asked for goals": 15, "was sent to urgent care": 3}
    assert figures.problems.rows(1).shown == [("back_pain", 30)], "not what was denied"
    assert figures.waits and all(abs(wait - 0.25) < 0.01 for wait in figures.waits)
    shown = page(figures, "everything")
    for secret in ("canary", "555", "web-1", "slack-T1", "heart_attack", "heart attack"):
        assert secret not in shown, secret
    assert "physiatrist" in shown and "left when asked for goals" in shown and "2 kinds are not shown" in shown
    for drawing in re.findall(r"<svg.*?</svg>", shown, re.S):
        ElementTree.fromstring(drawing)
    assert not re.search(r"(?:src|href)=|url\((?!#few)|@import|<script", shown), "nothing is fetched"
    late = gathered(read(store.engine, MONDAY + 80_000), 11, time.time())
    assert len(late.people) == 3 and "too few" in page(late, "a day") and "<svg" not in page(late, "a day")


def test_texts_come_only_when_asked_for_and_redacted() -> None:
    rows = [(r["sender_id"], r["type_name"], r["data"]) for r in crowd()]
    figures = gathered(talks(rows), 11, time.time())
    shown = page(figures, "everything", with_texts=True)
    assert "canary-3 &lt;b&gt; [phone]" in shown and "own words" in shown
    assert "canary-1" not in shown and "555-123" not in shown


def test_a_number_that_could_be_reckoned_is_withheld() -> None:
    tally: Tally[str] = Tally()
    for kind, many in (("web", 40), ("slack", 20), ("rest", 2)):
        for number in range(many):
            tally.add(f"{kind}-{number}", kind)
    assert tally.rows(11).shown == [("web", 40)], "62 less 40 less 20 would tell"
    assert tally.rows(21).shown == [("web", 40)] and tally.rows(1).withheld == 0


def test_an_empty_store_gets_a_kind_sentence(open_store: OpenStore, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = open_store().engine.url
    where = f"dialect: sqlite\n  db: {url.database}" if url.get_backend_name() == "sqlite" else f"url: {url.render_as_string(hide_password=False)}"
    endpoints = tmp_path / "endpoints.yml"
    endpoints.write_text(f"tracker_store:\n  type: stores.tracker.ConversationStore\n  {where}\n")
    out = tmp_path / "reports" / "usage.html"
    assert program.main(["--endpoints", str(endpoints), "--out", str(out)]) == 0
    assert "Nobody has talked with the guide" in out.read_text() and out.stat().st_mode & 0o077 == 0
    assert "no people" in capsys.readouterr().out


def test_a_bot_writes_on_while_the_report_is_made(open_store: OpenStore) -> None:
    store = open_store()
    with store.engine.begin() as connection:
        connection.execute(sa.insert(EVENTS), crowd())
    reading = read(store.engine)
    next(reading)
    began = time.monotonic()
    with open_store().engine.begin() as connection:
        connection.execute(sa.insert(EVENTS), talk("web-new", ("hi", "greet", None)))
    assert time.monotonic() - began < 2
    assert sum(1 for _ in reading) >= 29
