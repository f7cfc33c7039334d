"""An action server elsewhere that accepts and never answers, or is dead: nobody waits long, and no alarm waits for it."""
from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from rasa.core.actions import action as rasa_actions
from rasa.utils.endpoints import EndpointConfig

from channels.last_resort import ALARM_WAITS_SECONDS
from channels.patience import ACTION_SECONDS, wait_briefly_for_actions
from tests.channels.everywhere import Everywhere

BACK, DANGER = "my back has hurt for two years", "I can't feel when I wipe and my legs are numb"
SHORT = 0.8


@pytest.fixture
def elsewhere(everywhere: Everywhere, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[asyncio.StreamWriter]]:
    """The actions at a server that takes every request and says nothing."""
    held: list[asyncio.StreamWriter] = []

    async def silent(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        held.append(writer)

    server = everywhere.run(asyncio.start_server(silent, "127.0.0.1", 0))
    _use(everywhere, server.sockets[0].getsockname()[1], monkeypatch)
    yield held
    for writer in held:
        writer.close()
    server.close()
    everywhere.run(asyncio.sleep(0.1))


def _use(everywhere: Everywhere, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(everywhere.agent.processor, "action_endpoint", EndpointConfig(f"http://127.0.0.1:{port}/webhook"))
    monkeypatch.setattr(rasa_actions, "DEFAULT_REQUEST_TIMEOUT", 300)  # put back afterwards
    monkeypatch.setenv(ACTION_SECONDS, str(SHORT))
    wait_briefly_for_actions()


async def _rest(everywhere: Everywhere, sender: str, text: str) -> tuple[float, int, list[dict[str, Any]]]:
    began = time.monotonic()
    async with everywhere.http.post(f"{everywhere.address}/rest/webhook", json={"sender": sender, "message": text}) as answer:
        return time.monotonic() - began, answer.status, await answer.json()


async def _web(everywhere: Everywhere, token: str, text: str, number: int) -> tuple[float, list[dict[str, Any]]]:
    """How long the first line took, and all lines."""
    began, first, lines = time.monotonic(), 0.0, []
    async with everywhere.http.post(f"{everywhere.address}/web/messages", json={"id": f"message-{number}", "text": text},
                                    headers={"Authorization": f"Bearer {token}"}) as answer:
        async for line in answer.content:
            first = first or time.monotonic() - began
            lines.append(json.loads(line))
    return first, lines


async def _session(everywhere: Everywhere) -> str:
    async with everywhere.http.post(f"{everywhere.address}/web/session") as answer:
        return str((await answer.json())["token"])


def _cards(lines: list[dict[str, Any]]) -> list[str]:
    """The cards of replies; Rasa's REST channel sends text and card apart."""
    found = [(line.get("card") or line.get("custom") or {}).get("card") for line in lines if line.get("type", "reply") == "reply"]
    return [card for card in found if card]


def test_the_person_hears_a_kind_sentence_soon(everywhere: Everywhere, elsewhere: list[asyncio.StreamWriter]) -> None:
    took, status, said = everywhere.run(_rest(everywhere, "slow-rest", BACK))
    assert elsewhere, "the server was asked"
    assert took < 4 * SHORT and status == 500
    (sorry,) = said
    assert "went wrong" in sorry["text"] and "911" in sorry["text"]
    took, lines = everywhere.run(_web(everywhere, everywhere.run(_session(everywhere)), BACK, 1))
    assert took < 4 * SHORT and lines[-1]["type"] == "error" and "911" in lines[-1]["error"]["message"]


def test_a_dead_server_is_said_at_once_and_the_talk_goes_on_afterwards(
        everywhere: Everywhere, unused_tcp_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as dead:
        _use(everywhere, unused_tcp_port, dead)
        took, status, said = everywhere.run(_rest(everywhere, "dead-rest", BACK))
        assert took < SHORT and status == 500 and "went wrong" in said[0]["text"]
        took, status, said = everywhere.run(_rest(everywhere, "dead-rest", DANGER))
        assert took < SHORT and status == 200 and _cards(said) == ["emergency"]
    _, status, said = everywhere.run(_rest(everywhere, "dead-rest", "what is an EMG?"))
    assert status == 200 and "EMG" in said[0]["text"]


def test_alarms_are_not_held_up_while_a_turn_hangs(everywhere: Everywhere, elsewhere: list[asyncio.StreamWriter],
                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasa_actions, "DEFAULT_REQUEST_TIMEOUT", 3.0)

    async def all_at_once() -> list[Any]:
        token, other = await _session(everywhere), await _session(everywhere)
        await everywhere.agent.parse_message(BACK)  # what is built lazily is no part of the waiting
        hanging = [asyncio.ensure_future(_rest(everywhere, "hangs", BACK)), asyncio.ensure_future(_web(everywhere, token, BACK, 1))]
        while len(elsewhere) < 2:
            await asyncio.sleep(0.02)
        answers = await asyncio.gather(_rest(everywhere, "hangs", DANGER), _rest(everywhere, "another", DANGER),
                                       _web(everywhere, token, DANGER, 2), _web(everywhere, other, DANGER, 1))
        assert min(took for took, *_ in await asyncio.gather(*hanging)) > 2 * ALARM_WAITS_SECONDS, "the turns before did hang"
        return answers

    (same, status, said), (apart, _, told), (same_web, lines), (apart_web, others) = everywhere.run(all_at_once())
    assert status == 200 and apart_web < 0.8, "in another conversation at once"
    assert max(apart, same, same_web) < ALARM_WAITS_SECONDS + 1, "in the same one as soon as it is clear that the turn hangs"
    for one in (said, told, lines, others):
        assert _cards(one) == ["emergency"], "once"


def test_a_turn_that_hangs_is_kept_with_its_alarm_once(everywhere: Everywhere, elsewhere: list[asyncio.StreamWriter]) -> None:
    async def twice() -> Any:
        asking = asyncio.ensure_future(_rest(everywhere, "kept", BACK))
        while not elsewhere:
            await asyncio.sleep(0.02)
        await asyncio.gather(asking, _rest(everywhere, "kept", DANGER))
        while True:
            tracker = await everywhere.agent.tracker_store.retrieve_full_tracker("kept")
            if [event.text for event in tracker.events if event.type_name == "user"] == [BACK, DANGER]:
                return tracker
            await asyncio.sleep(0.05)

    tracker = everywhere.run(asyncio.wait_for(twice(), 10))
    assert sum((event.data.get("custom") or {}).get("card") == "emergency" for event in tracker.events if event.type_name == "bot") == 1


@pytest.mark.parametrize("given", ["0", "-1", "soon", "inf", "nan"])
def test_a_patience_that_is_none_is_refused(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasa_actions, "DEFAULT_REQUEST_TIMEOUT", 300)
    monkeypatch.setenv(ACTION_SECONDS, given)
    with pytest.raises(ValueError, match=ACTION_SECONDS):
        wait_briefly_for_actions()
