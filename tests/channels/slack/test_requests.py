"""What is let in: signed by Slack, fresh, understood. Nothing else, and never a 500."""
from __future__ import annotations

import asyncio
import hmac
import json
import time
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from channels.slack.form import CALLBACK
from channels.slack.guide import read
from tests.channels.slack.workspace import clinic

pytestmark = pytest.mark.asyncio
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


def body(person, text="hello"):
    return json.dumps(person.envelope(person.dm_event(text)))


async def test_a_signed_request_is_let_in(world):
    _, person, bot = world
    assert (await person.post(body(person), JSON))[0] == 200
    await person.settled()
    assert [turn.text for turn in bot.turns] == ["hello"]


@pytest.mark.parametrize("how", [
    {"secret": "wrong"}, {"age": 301}, {"age": -303},
    {"headers": {"X-Slack-Signature": "v0=" + "0" * 64}}, {"headers": {"X-Slack-Signature": "é".encode().decode("latin1")}},
    {"headers": {"X-Slack-Signature": ""}}, {"headers": {"X-Slack-Request-Timestamp": "soon"}},
    {"headers": {"X-Slack-Request-Timestamp": ""}},
])
async def test_what_slack_did_not_sign_just_now_is_refused(world, how):
    _, person, bot = world
    at = time.time() - how.pop("age") if "age" in how else None
    assert (await person.post(body(person), JSON, at=at, **how))[0] == 401
    await person.settled()
    assert bot.turns == []


async def test_a_recorded_request_sent_again_is_handled_once(world):
    _slack, person, bot = world
    recorded, at = body(person), time.time()
    for _ in range(3):
        assert (await person.post(recorded, JSON, at=at))[0] == 200
    await person.settled()
    assert len(bot.turns) == 1


async def test_a_recorded_command_or_form_sent_again_is_handled_once(world):
    slack, person, bot = world
    at, place = time.time(), {"team_id": "T1", "user_id": "U1", "channel_id": "C1", "trigger_id": "1.2.a"}
    command = urlencode({"command": "/specialist", "text": "who does EMGs?", "response_url": slack.hook("C1", "U1"), **place})
    answers = {"problem": {"value": {"value": "my back hurts"}}}
    submitted = urlencode({"payload": json.dumps({
        "type": "view_submission", "team": {"id": "T1"}, "user": {"id": "U1"}, "trigger_id": "1.2.b",
        "view": {"callback_id": CALLBACK, "state": {"values": answers}}})})
    for recorded in (command, submitted) * 3:
        assert (await person.post(recorded, FORM, at=at))[0] == 200
    await person.settled()
    assert sorted(turn.text for turn in bot.turns) == ["my back hurts.", "who does EMGs?"]


@pytest.mark.parametrize("content_type", [JSON, "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"])
async def test_a_charset_does_not_matter(world, content_type):
    _, person, bot = world
    await person.event(person.dm_event("who does EMGs?"), content_type=content_type)
    assert len(bot.turns) == 1


async def test_the_address_is_confirmed_in_plain_text(world):
    _, person, _ = world
    challenge = json.dumps({"type": "url_verification", "challenge": "abc", "token": "x"})
    assert await person.post(challenge, JSON) == (200, "abc")


@pytest.mark.parametrize(("sent", "content_type"), [
    ("", JSON), ("{", JSON), ("[]", JSON), ('"text"', JSON), ("[" * 50_000, JSON), (b"\xff\xfe", JSON),
    ("{}", "text/plain"), ("", ""), ("payload=%7B", FORM), ("payload=[]", FORM), ("a=b", FORM), (b"payload=\xff", FORM),
])
async def test_what_cannot_be_understood_is_a_400(world, sent, content_type):
    _, person, bot = world
    # Bytes that are no UTF-8 cannot be signed by the SDK; Rasa's own check refuses them first.
    assert (await person.post(sent, content_type))[0] in ((400, 401) if isinstance(sent, bytes) else (400,))
    assert bot.turns == []


async def test_a_huge_request_is_refused(world):
    _, person, _ = world
    assert (await person.post(json.dumps({"event": "x" * 2_000_000}), JSON))[0] == 413


KEYS = st.sampled_from(["type", "event", "team_id", "event_id", "user", "channel", "text", "ts", "actions", "view",
                        "container", "state", "message", "callback_id", "team", "block_id", "action_id", "value", "id",
                        "tokens", "authorizations", "assistant_thread", "channel_type", "subtype", "values"])
VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.sampled_from([
    "message", "app_mention", "block_actions", "view_submission", "shortcut", "message_action", "im", "T1", "U1", "D1",
    "C1", "say:q:p:0", "tick", "ticked", "home_delete", "specialist_form", "app_home_opened", "tokens_revoked",
    "assistant_thread_started", "static_select", "move"])
PAYLOADS = st.dictionaries(KEYS, st.recursive(VALUES, lambda v: st.lists(v, max_size=3) | st.dictionaries(KEYS, v, max_size=6),
                                              max_leaves=12), max_size=8)


async def test_no_payload_breaks_the_server():
    async with clinic() as (_, person, _bot):
        loop = asyncio.get_running_loop()

        @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
        @given(PAYLOADS, st.sampled_from([JSON, FORM]))
        def sent(payload, content_type):
            text = json.dumps(payload)
            raw = text if content_type == JSON else "payload=" + text.replace("%", "%25").replace("&", "%26").replace("+", "%2B")
            status, _ = asyncio.run_coroutine_threadsafe(person.post(raw, content_type), loop).result(10)
            assert status == 200

        await asyncio.to_thread(sent)
        await person.settled()
        # After all that, it still works.
        assert await person.write("hello")


@given(st.text(max_size=60), st.binary(max_size=200))
def test_any_body_is_read_or_refused(content_type, raw):
    try:
        kind, _ = read(content_type, raw)
    except ValueError:
        return
    assert kind in ("event", "interaction", "command", "challenge")


test_any_body_is_read_or_refused = pytest.mark.filterwarnings("ignore")(test_any_body_is_read_or_refused)


async def test_get_is_health_only(world):
    _, person, _ = world
    async with person.http.get(person.server.url + "/") as answer:
        assert await answer.json() == {"status": "ok"}
    async with person.http.get(person.server.url + "/webhook") as answer:
        assert answer.status == 405


async def test_without_settings_slack_is_off_and_the_server_starts():
    async with clinic(slack_token="", slack_signing_secret="") as (_, person, _bot):
        async with person.http.get(person.server.url + "/") as answer:
            assert await answer.json() == {"status": "off"}
        assert (await person.post("{}", JSON))[0] == 404


async def test_without_a_signing_secret_nothing_comes_in_over_http():
    async with clinic(slack_signing_secret="", slack_app_token="xapp-1") as (_, person, bot):
        assert (await person.post(body(person), JSON))[0] == 401
        # Rasa's check alone would take what is signed with an empty secret.
        at, sent = str(int(time.time())), body(person)
        empty = "v0=" + hmac.new(b"", f"v0:{at}:{sent}".encode(), "sha256").hexdigest()
        assert (await person.post(sent, JSON, headers={
            "X-Slack-Signature": empty, "X-Slack-Request-Timestamp": at}))[0] == 401
        assert bot.turns == []
