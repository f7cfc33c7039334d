"""What a tracker store owes: nothing lost, nothing doubled, in order, and gone when told."""
from __future__ import annotations

import asyncio
import pathlib
import time
from datetime import datetime, timedelta, timezone

import pytest
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import ActionExecuted, AllSlotsReset, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from stores.rows import RECENT
from stores.tracker import FORGET, ConversationStore
from tests.stores.conftest import DOMAIN, OpenStore, say, start, texts, turn

pytestmark = pytest.mark.asyncio


async def test_a_conversation_is_read_as_it_was_written(store: ConversationStore) -> None:
    await say(store, "p", "one", "two", "three")
    tracker = await store.retrieve("p")
    assert tracker is not None
    assert tracker.get_slot("goal") == "three"
    assert texts([event.as_dict() for event in tracker.events]) == ["one", "two", "three"]
    assert [event.as_dict() for event in tracker.events] == await store.export("p")
    assert await store.exists("p") and list(await store.keys()) == ["p"]
    assert await store.retrieve("q") is None and not await store.exists("q")
    assert store.check()


async def test_saving_again_writes_nothing(store: ConversationStore) -> None:
    await say(store, "p", "one")
    tracker = await store.retrieve("p")
    assert tracker is not None
    for event in turn("two"):
        tracker.update(event)
    for _ in range(3):
        await store.save(tracker)
    assert texts(await store.export("p")) == ["one", "two"]


async def test_a_tracker_from_elsewhere_is_compared_with_what_is_there(store: ConversationStore) -> None:
    await say(store, "p", "one")
    read = await store.retrieve("p")
    assert read is not None
    copy = DialogueStateTracker.from_events("p", [*read.events, *turn("two")], DOMAIN.slots)
    await store.save(copy)
    await store.save(copy)
    assert texts(await store.export("p")) == ["one", "two"]


async def test_a_new_session_saved_twice_does_not_double_the_old_one(store: ConversationStore) -> None:
    await say(store, "p", "one")
    tracker = await store.retrieve("p")
    assert tracker is not None
    for event in start() + turn("two"):
        tracker.update(event)
    await store.save(tracker)
    for event in turn("three"):
        tracker.update(event)
    await store.save(tracker)
    assert texts(await store.export("p")) == ["one", "two", "three"]
    latest = await store.retrieve("p")
    assert latest is not None
    assert isinstance(latest.events[0], ActionExecuted) and latest.events[0].action_name == "action_session_start"
    assert texts([event.as_dict() for event in latest.events]) == ["two", "three"]
    full = await store.retrieve_full_tracker("p")
    assert full is not None and len(full.events) == len(await store.export("p"))


async def test_a_long_conversation_is_read_by_its_last_turns_and_all_its_slots(store: ConversationStore) -> None:
    said = [f"text {i}" for i in range(30)]
    await say(store, "p", "the old session")
    tracker = await store.retrieve("p")
    assert tracker is not None
    for event in [*start(), SlotSet("early", "kept"), SlotSet("gone", "x"), AllSlotsReset(), SlotSet("early", "still kept")]:
        tracker.update(event)
    await store.save(tracker)
    await say(store, "p", *said)
    recent, full = await store.retrieve("p"), await store.retrieve_full_tracker("p")
    assert recent is not None and full is not None
    assert texts([event.as_dict() for event in recent.events]) == said[-RECENT:]
    assert texts([event.as_dict() for event in full.events]) == ["the old session", *said]
    assert len(recent.events) < 6 * RECENT
    assert recent.current_slot_values() == full.current_slot_values()
    assert [recent.get_slot(name) for name in ("early", "goal", "gone")] == ["still kept", "text 29", None]
    await say(store, "p", "one more")
    assert texts(await store.export("p")) == ["the old session", *said, "one more"]


async def test_a_clock_that_is_set_back_loses_and_doubles_nothing(store: ConversationStore) -> None:
    await say(store, "p", "one", "two")
    tracker = await store.retrieve("p")
    assert tracker is not None
    for event in turn("three"):
        event.timestamp = time.time() - 86_400
        tracker.update(event)
    await store.save(tracker)
    await say(store, "p", "four")
    again = await store.retrieve("p")
    assert again is not None
    assert texts([event.as_dict() for event in again.events]) == ["one", "two", "three", "four"]


async def test_two_workers_at_once_keep_both_turns_once(open_store: OpenStore) -> None:
    here, there = open_store(), open_store()
    await say(here, "p", "one")
    mine, theirs = await here.retrieve("p"), await there.retrieve("p")
    assert mine is not None and theirs is not None
    for tracker, text in ((mine, "mine"), (theirs, "theirs")):
        for event in turn(text):
            tracker.update(event)
    await asyncio.gather(here.save(mine), there.save(theirs))
    kept = await here.export("p")
    assert sorted(map(str, texts(kept))) == ["mine", "one", "theirs"]
    assert len(kept) == len(start()) + 3 * len(turn())
    # And the turns do not mix: each is followed by its own events.
    assert [event["event"] for event in kept[-10:-5]] == [event["event"] for event in kept[-5:]]


async def test_many_writers_lose_nothing(open_store: OpenStore) -> None:
    workers = [open_store(), open_store()]
    said = [f"text {i}" for i in range(6)]
    await asyncio.gather(*(say(workers[i % 2], f"person-{i}", *said) for i in range(24)))
    for i in range(24):
        assert texts(await workers[0].export(f"person-{i}")) == said


async def test_delete_leaves_no_row_and_touches_nobody_else(store: ConversationStore) -> None:
    for sender in ("p", "slack-T1-U1", "slack-T1-U1-C9", "slack-T1-U2", "slack-t1-U1", "slack_T1-U1"):
        await say(store, sender, "hello")
    rows = len(await store.export("p"))
    assert await store.delete("p") == rows
    assert await store.delete("p") == 0
    assert await store.export("p") == [] and await store.retrieve("p") is None
    await store.delete_prefix("slack-T1-U1-")
    assert set(await store.keys()) == {"slack-T1-U1", "slack-T1-U2", "slack-t1-U1", "slack_T1-U1"}
    await store.delete_prefix("slack-T1-")
    assert set(await store.keys()) == {"slack-t1-U1", "slack_T1-U1"}
    with pytest.raises(ValueError, match="every conversation"):
        await store.delete_prefix("")


async def test_a_turn_that_forgets_leaves_no_row(store: ConversationStore) -> None:
    await say(store, "p", "one", "two")
    tracker = await store.retrieve("p")
    assert tracker is not None
    for event in [*turn("delete my data"), ActionExecuted(FORGET), ActionExecuted("action_listen")]:
        tracker.update(event)
    await store.save(tracker)
    assert await store.export("p") == [] and list(await store.keys()) == []
    await store.save(tracker)  # a retry must not bring it back
    assert await store.export("p") == []
    await say(store, "p", "hello again")
    assert texts(await store.export("p")) == ["hello again"]


async def test_what_is_deleted_during_a_turn_stays_deleted(open_store: OpenStore) -> None:
    here, there = open_store(), open_store()
    await say(here, "p", "one")
    tracker = await here.retrieve("p")
    assert tracker is not None
    for event in turn("two"):
        tracker.update(event)
    await there.delete("p")
    await here.save(tracker)
    assert await here.export("p") == []


async def test_purge_takes_what_is_old_and_only_that(store: ConversationStore) -> None:
    def aged(events: list[Event], days: float) -> list[Event]:
        for event in events:
            event.timestamp = time.time() - days * 86_400
        return events

    async def write(sender: str, events: list[Event]) -> None:
        await store.save(DialogueStateTracker.from_events(sender, events, DOMAIN.slots))

    await write("old", aged(start() + turn("old"), 40))
    await write("new", aged(start() + turn("new"), 2))
    await write("back", aged(start() + turn("then"), 40) + aged(start() + turn("now"), 1))
    for i in range(450):  # more than a batch
        await write(f"many-{i}", aged([ActionExecuted("action_listen")], 50))
    rows = await store.purge(datetime.now(timezone.utc) - timedelta(days=30))
    assert rows > 450
    assert set(await store.keys()) == {"new", "back"}
    assert texts(await store.export("back")) == ["now"]
    assert texts(await store.export("new")) == ["new"]
    tracker = await store.retrieve("back")
    assert tracker is not None and tracker.get_slot("goal") == "now"
    assert await store.purge(datetime.now(timezone.utc) - timedelta(days=30)) == 0


async def test_events_go_to_the_broker_after_they_are_kept(store: ConversationStore) -> None:
    published: list[dict[str, object]] = []

    class Broker:
        def publish(self, event: dict[str, object]) -> None:
            published.append(event)

    store.event_broker = Broker()  # type: ignore[assignment]
    await say(store, "p", "one", "two")
    assert texts(published) == ["one", "two"]
    assert len(published) == len(await store.export("p"))


async def test_a_stock_database_is_taken_over(tmp_path: pathlib.Path) -> None:
    file = str(tmp_path / "rasa.db")
    stock = SQLTrackerStore(DOMAIN, db=file)
    await say(stock, "p", "one", "two")  # type: ignore[arg-type]
    stock.engine.dispose()
    ours = ConversationStore(DOMAIN, db=file)
    await say(ours, "p", "three")
    assert texts(await ours.export("p")) == ["one", "two", "three"]
    indexes = {row[1] for row in ours.engine.execute("PRAGMA index_list(events)")}
    assert {"ix_events_sender_id_id", "ix_events_timestamp"} <= indexes
    ours.close()


async def test_the_sqlite_file_is_private_and_forgets_for_good(tmp_path: pathlib.Path) -> None:
    file = tmp_path / "var" / "talks.db"
    store = ConversationStore(DOMAIN, db=str(file))
    assert file.stat().st_mode & 0o077 == 0 and file.parent.stat().st_mode & 0o077 == 0
    await say(store, "p", "canary-of-this-test", "another")
    assert any(b"canary-of-this-test" in part.read_bytes() for part in file.parent.iterdir())
    await store.delete("p")
    assert not any(b"canary-of-this-test" in part.read_bytes() for part in file.parent.iterdir())
    store.close()
