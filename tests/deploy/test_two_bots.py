"""Any bot takes any turn of any conversation, also when bots and servers come and go."""
from __future__ import annotations

import http.client
import json
import pathlib
import socket
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg2
import pytest
import redis

from tests.canaries import found_in, messages
from tests.deploy.bots import Bots, Person
from tests.deploy.door import Door

EMERGENCY = "If this is an emergency, call 911."


@pytest.fixture(scope="module")
def bots() -> Iterator[Bots]:
    """Two bots, started once: each loads the whole model."""
    bots = Bots()
    yield bots
    bots.close()


@pytest.fixture
def person(bots: Bots) -> Iterator[Person]:
    """Somebody new; what the test has stopped runs again afterwards."""
    yield Person(bots)
    for server in (bots.postgres, bots.redis):
        if server.process is None:
            server.start()


@pytest.fixture(scope="module")
def door(bots: Bots) -> Iterator[Door]:
    """nginx before both, as deploy/ has it."""
    # Not in pytest's folder, which only its owner may enter.
    with tempfile.TemporaryDirectory(prefix="guide-nginx-") as folder:
        door = Door(pathlib.Path(folder), bots.ports)
        yield door
        door.close()


def _answered(lines: list[dict[str, Any]]) -> bool:
    return lines[-1]["type"] == "done" and lines[0]["type"] == "reply"


def test_a_conversation_goes_on_at_the_other_bot(bots: Bots, person: Person) -> None:
    assert _answered(person.say(0, "I had a stroke and want to walk again"))
    lines = person.say(1, "Why?")
    assert _answered(lines)
    assert "stroke" in " ".join(line.get("text", "") for line in lines).lower()
    assert person.said(0) == person.said(1) == ["I had a stroke and want to walk again", "Why?"]


def test_through_nginx_any_bot_takes_any_turn_and_one_may_go(bots: Bots, door: Door) -> None:
    token = json.loads(door.ask("/webhooks/web/session", "POST", b"{}")[1])["token"]
    said = ["my knee has hurt for a year", "I want to climb stairs again", "what is an EMG?", "who does it?", "what about my hip?",
            "I can't breathe and my chest hurts", "that was a mistake, I am fine", "thanks"]

    def say(number: int) -> list[dict[str, Any]]:
        body = json.dumps({"id": f"through-the-door-{number}", "text": said[number]}).encode()
        status, text, _ = door.ask("/webhooks/web/messages", "POST", body, token)
        assert status == 200
        return [json.loads(line) for line in text.splitlines()]

    replies = [say(number) for number in range(6)]
    assert all(map(_answered, replies))
    assert any((line.get("card") or line.get("custom") or {}).get("card") == "emergency" for line in replies[5])
    took = [line.split()[-1] for line in door.log.read_text().splitlines() if "/messages" in line]
    assert {address.rpartition(":")[2] for address in took} == set(map(str, bots.ports)), "both bots took turns"
    bots.kill(0)
    assert all(_answered(say(number)) for number in (6, 7))
    kept = json.loads(door.ask("/webhooks/web/export", token=token)[1])["events"]
    assert [event["text"] for event in kept if event["event"] == "user"] == said
    bots.restart(0)


def test_identifiers_reach_neither_the_database_nor_the_log(bots: Bots, person: Person) -> None:
    for bot, text in enumerate(messages()):
        assert _answered(person.say(bot % 2, text))
    with psycopg2.connect(bots.postgres.url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(events::text, ' ') FROM events")
        kept = (cursor.fetchone() or ("",))[0]
    assert found_in(kept) == found_in(bots.written()) == []
    assert "[name]" in kept and "[phone]" in kept and "back_pain" in kept
    assert redis.Redis.from_url(bots.redis.url).keys("*") == []


def test_a_forgotten_person_leaves_no_row_and_no_key(bots: Bots, person: Person) -> None:
    person.say(0, "my knee hurts")
    assert bots.call(1, "DELETE", "/session", token=person.token)[0] == 200
    assert person.kept(0) == person.kept(1) == []
    assert redis.Redis.from_url(bots.redis.url).keys("guide:lock:*") == []


def test_twelve_messages_at_once_to_both_are_kept_once_each(bots: Bots, person: Person) -> None:
    texts = [f"my back hurts {word}" for word in "a lot now and then all day at night in bed too".split()]
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda i: person.say(i % 2, texts[i]), range(12)))
    assert all(map(_answered, answers))
    assert sorted(person.said()) == sorted(texts)


def test_the_same_message_sent_to_both_is_answered_once(bots: Bots, person: Person) -> None:
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda bot: person.say(bot, "what is an EMG?", "one-message"), range(2))
    assert [line for line in first if line["type"] == "reply"] == [line for line in second if line["type"] == "reply"]
    assert person.said() == ["what is an EMG?"]


def test_a_bot_killed_in_mid_turn_loses_and_doubles_nothing(bots: Bots, person: Person) -> None:
    person.say(0, "my back hurts")

    def last_words() -> None:
        try:
            person.say(0, "since two years", "message-of-the-dead")
        except OSError:
            pass

    talking = threading.Thread(target=last_words)
    talking.start()
    time.sleep(0.01)
    bots.kill(0)
    talking.join()
    began = time.monotonic()
    assert _answered(person.say(1, "since two years", "message-of-the-dead"))
    assert time.monotonic() - began < 15
    assert person.said(1) == ["my back hurts", "since two years"]
    bots.restart(0)


def test_postgres_restarted_between_turns(bots: Bots, person: Person) -> None:
    person.say(0, "my back hurts")
    bots.postgres.stop()
    bots.postgres.start()
    assert _answered(person.say(0, "for a year")) and _answered(person.say(1, "why?"))
    assert len(person.said()) == 3


def test_postgres_gone_is_said_and_recovered_from(bots: Bots, person: Person) -> None:
    person.say(0, "my back hurts")
    bots.postgres.stop()
    line = person.say(0, "for a year", "while-it-is-gone")[-1]
    assert line["type"] == "error" and line["error"]["message"].endswith(EMERGENCY)
    assert bots.call(0, "GET", "/ready")[0] == 503 and bots.call(0, "GET", "/health")[0] == 200
    bots.postgres.start()
    assert _answered(person.say(1, "for a year", "while-it-is-gone"))
    assert person.said() == ["my back hurts", "for a year"]


def test_redis_gone_is_said_and_recovered_from(bots: Bots, person: Person) -> None:
    person.say(0, "my back hurts")
    bots.redis.stop()
    line = person.say(0, "for a year", "while-it-is-gone")[-1]
    assert line["type"] == "error" and line["error"]["message"].endswith(EMERGENCY)
    bots.redis.start()
    assert _answered(person.say(1, "for a year", "while-it-is-gone"))
    assert person.said() == ["my back hurts", "for a year"]


def test_a_model_that_is_replaced_or_damaged_is_refused_and_the_running_bots_go_on(bots: Bots, person: Person) -> None:
    whole = bots.model.read_bytes()
    bots.model.write_bytes(whole[:1000] + b"?" + whole[1001:])
    try:
        assert _answered(person.say(0, "my back hurts")) and _answered(person.say(1, "for a year"))
        code, said = bots.refusal()
    finally:
        bots.model.write_bytes(whole)
    assert code == 1 and "not the file that was trained" in said and "Traceback" not in said
    assert person.said() == ["my back hurts", "for a year"]


def test_who_dribbles_in_a_request_is_shown_out_and_keeps_nobody_waiting(bots: Bots, person: Person) -> None:
    started = b"POST /webhooks/web/messages HTTP/1.1\r\nHost: x\r\nX-Slow: "
    dribbling = [socket.create_connection(("127.0.0.1", bots.ports[0]), timeout=20) for _ in range(200)]
    try:
        for connection in dribbling:
            connection.sendall(started)
        began = time.monotonic()
        assert _answered(person.say(0, "my knee hurts"))
        assert time.monotonic() - began < 10
        for connection in dribbling:  # 408, and the end of it
            assert connection.recv(1000).startswith(b"HTTP/1.1 408")
    finally:
        for connection in dribbling:
            connection.close()


@pytest.mark.parametrize("nonsense", [
    b"\r\n\r\n", b"hello\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00" + b"\xff" * 60,
    b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
    b"POST /webhooks/web/messages HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n{}",
    b"POST / HTTP/1.1\r\nContent-Length: abc\r\n\r\n", b"POST / HTTP/1.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\nab",
    b"POST /webhooks/web/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\nConnection: close\r\n\r\n{",
    b"POST /webhooks/web/messages HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
    b"POST /webhooks/web/messages HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    b"GET /webhooks/web/%ff%fe HTTP/1.1\r\nHost: \x00\r\nConnection: close\r\n\r\n",
], ids=lambda data: repr(data[:24]))
def test_nonsense_is_refused_and_nothing_breaks(bots: Bots, nonsense: bytes) -> None:
    answer = bots.raw(0, nonsense)
    status = int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0
    assert status == 0 or 400 <= status < 500 or status == 505, answer[:300]
    assert b"Traceback" not in answer
    assert bots.call(0, "GET", "/ready")[0] == 200


def test_a_thousand_messages_of_one_person_are_slowed_down_and_nobody_else_is(bots: Bots, person: Person) -> None:
    other = Person(bots)
    connection = http.client.HTTPConnection("127.0.0.1", bots.ports[0], timeout=40)
    statuses: Counter[int] = Counter()
    for number in range(1000):
        connection.request("POST", "/webhooks/web/messages", json.dumps({"id": f"message-{number:04}", "text": f"text {number}"}),
                           {"Authorization": f"Bearer {person.token}"})
        answer = connection.getresponse()
        answer.read()
        statuses[answer.status] += 1
    connection.close()
    assert set(statuses) == {200, 429} and 5 <= statuses[200] <= 100
    kept = person.said(1)
    assert len(kept) == statuses[200] and kept == sorted(kept, key=lambda text: int(text.split()[1]))
    assert _answered(other.say(1, "my knee hurts"))
