"""Rows in the project's real store: known, shown, deleted to the last one."""
from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
import pytest_asyncio
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from channels.slack.erasure import Records
from stores.lock import LocalLocks
from stores.tracker import ConversationStore

pytestmark = pytest.mark.asyncio
SENDERS = ("slack-T1-U1", "slack-T1-U1-C1-17.1", "slack-T1-U11", "slack-T12-U1", "web-1")


@pytest_asyncio.fixture
async def store(tmp_path):
    """Some conversations, wrapped as Rasa's agent wraps its store."""
    kept = ConversationStore(Domain.empty(), db=str(tmp_path / "conversations.db"))
    for sender in SENDERS:
        tracker = DialogueStateTracker.from_events(sender, [
            ActionExecuted("action_session_start"), ActionExecuted("action_listen"),
            UserUttered("\u2060/my back hurts"), SlotSet("goal", "less pain"), SlotSet("other", None),
            BotUttered("What would you like?")])
        await kept.save(tracker)
    yield FailSafeTrackerStore(kept)
    kept.close()


def agent_of(store):
    return SimpleNamespace(tracker_store=store, lock_store=LocalLocks())


async def left(store):
    return sorted(await store._tracker_store.keys())


async def test_a_person_is_known_shown_and_deleted(store):
    records = Records(lambda: agent_of(store))
    assert await records.known("slack-T1-U1")
    assert not await records.known("slack-T1-U2")
    lines = str(await records.export("T1", "U1")).splitlines()
    assert lines[0].endswith("You: /my back hurts")
    assert lines[1].endswith("Guide: What would you like?")
    assert lines[2] == 'Noted of it, goal: "less pain"'
    await records.delete_person("T1", "U1")
    assert await left(store) == ["slack-T1-U11", "slack-T12-U1", "web-1"]
    assert await records.export("T1", "U1") is None


async def test_a_workspace_is_deleted_and_its_neighbour_is_not(store):
    await Records(lambda: agent_of(store)).delete_workspace("T1")
    assert await left(store) == ["slack-T12-U1", "web-1"]


async def test_a_store_that_cannot_delete_says_so():
    records = Records(lambda: agent_of(object()))
    with pytest.raises(LookupError):
        await records.delete_person("T1", "U1")
    assert await records.known("slack-T1-U1"), "when in doubt, no second greeting"


async def test_deletion_waits_for_a_turn_under_way_on_any_worker(store):
    agent = agent_of(store)
    async with agent.lock_store.lock("slack-T1-U1-C1-17.1"):  # as ``Agent.handle_message`` holds it
        deletion = asyncio.ensure_future(Records(lambda: agent).delete_person("T1", "U1"))
        await asyncio.sleep(0.1)
        assert "slack-T1-U1-C1-17.1" in await left(store)
        assert not deletion.done()
    await deletion
    assert await left(store) == ["slack-T1-U11", "slack-T12-U1", "web-1"]
