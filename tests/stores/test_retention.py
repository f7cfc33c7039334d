"""The purge job, as cron runs it."""
from __future__ import annotations

import asyncio
import json
import pathlib

import pytest
from rasa.shared.core.trackers import DialogueStateTracker

from stores import retention
from stores.tracker import ConversationStore
from tests.stores.conftest import DOMAIN, start, turn


def test_the_purge_job(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "talks.db"
    endpoints = tmp_path / "endpoints.yml"
    kind = "stores.tracker.ConversationStore"
    endpoints.write_text(json.dumps({"tracker_store": {"type": kind, "dialect": "sqlite", "db": str(file)}}))

    async def old() -> None:
        store = ConversationStore(DOMAIN, db=str(file))
        events = start() + turn("old")
        for event in events:
            event.timestamp = 1.0
        await store.save(DialogueStateTracker.from_events("p", events, DOMAIN.slots))
        store.close()

    asyncio.run(old())
    assert retention.main(["--days", "30", "--endpoints", str(endpoints)]) == 0
    assert capsys.readouterr().out == "Deleted 8 rows of conversations older than 30 days.\n"
    endpoints.write_text("action_endpoint: {url: 'http://localhost'}")
    assert retention.main(["--days", "30", "--endpoints", str(endpoints)]) == 1
    assert "names no tracker store of ours" in capsys.readouterr().err
