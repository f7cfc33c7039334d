"""The channel on a real server, the way a browser or an attacker meets it."""
from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import jsonschema
import pytest
import requests
import web_script
from echo_serving import SECRET, Served
from web_client import Client

from guide.cards import schema

NEW_SECRET = "another-one-for-tests-only-fedcba9876543210"


def code(response: requests.Response) -> str:
    """The error's code; every error has the same form and knows 911."""
    error = response.json()["error"]
    assert "call 911" in error["message"]
    return str(error["code"])


def test_the_stub_speaks_the_contract() -> None:
    for message in web_script.CARDS:
        card = message["custom"]
        jsonschema.validate(card, {**schema()["definitions"][card["card"]], "definitions": schema()["definitions"]})


def test_text_buttons_and_card_arrive_together(client: Client) -> None:
    reply, done = client.hear("walking")
    assert reply["text"].startswith("**A physiatrist looks like")
    assert reply["card"]["card"] == "recommendation"
    assert [button["title"] for button in reply["buttons"]][-1] == "start over"
    assert done == {"type": "done"}


def test_replies_come_one_by_one(client: Client) -> None:
    lines = client.hear("two bubbles")
    assert [line.get("text") for line in lines] == ["First.", "Second.", None]


def test_history_export_and_delete(client: Client, assistant: Served) -> None:
    client.hear("emg", "message-1")
    client.hear("/restart now", "message-2")
    said = client.history()
    assert [entry["from"] for entry in said] == ["person", "guide", "person", "guide"]
    assert said[0]["id"] == "message-1"
    assert said[1]["card"]["card"] == "answer"
    assert said[2]["text"] == "/restart now", "shown as it was written"
    exported = client.http.get(client.api + "/export")
    assert "attachment" in exported.headers["content-disposition"]
    assert any(event["event"] == "user" for event in exported.json()["events"])
    sender = exported.json()["conversation"]
    assert assistant.rows(sender)
    assert client.http.delete(client.api + "/session").json() == {"deleted": True}
    assert assistant.rows(sender) == []
    assert client.history() == []


def test_the_last_summary_comes_in_every_form(client: Client) -> None:
    assert code(client.http.get(client.api + "/summary")) == "no_summary"
    client.hear("summary")
    assert code(client.http.get(client.api + "/summary?as=docx")) == "bad_request"
    forms = {"html": "text/html", "markdown": "text/markdown", "text": "text/plain", "json": "application/json",
             "fhir": "application/fhir+json"}
    for form, media_type in forms.items():
        answer = client.http.get(client.api + f"/summary?as={form}")
        assert answer.headers["Content-Type"] == f"{media_type}; charset=utf-8"
        assert "A list of your medicines" in answer.content.decode()
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert "default-src 'none'; style-src 'sha256-" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
    assert "<script>" not in client.http.get(client.api + "/summary").text


def test_a_message_sent_again_is_answered_again_and_heard_once(client: Client, assistant: Served) -> None:
    first = client.hear("only once please", "message-a")
    assert client.hear("only once please", "message-a") == first
    client.hear("something else", "message-b")
    assert client.hear("only once please", "message-a") == first
    assert assistant.heard("only once please") == 1


def test_many_at_once_are_heard_in_turn_and_once(client: Client, assistant: Served) -> None:
    with ThreadPoolExecutor(8) as pool:
        same = list(pool.map(lambda _: client.hear("slow, all at once", "message-same"), range(6)))
        others = list(pool.map(lambda i: client.hear(f"number {i}", f"message-{i:04}"), range(8)))
    assert all(lines == same[0] and lines[-1] == {"type": "done"} for lines in same)
    assert all(lines[-1] == {"type": "done"} for lines in others)
    assert assistant.heard("slow, all at once") == 1
    assert len(client.history()) == 2 + 2 * 8


def test_a_client_that_hangs_up_is_still_answered_once(client: Client, assistant: Served) -> None:
    with pytest.raises(requests.exceptions.ReadTimeout):
        client.http.post(client.api + "/messages", json={"id": "message-h", "text": "slow hang up"}, timeout=0.3)
    lines = client.hear("slow hang up", "message-h")
    assert lines[-1] == {"type": "done"}
    assert assistant.heard("slow hang up") == 1


def test_a_failing_turn_is_an_error_and_loses_nothing(client: Client, assistant: Served) -> None:
    client.hear("before", "message-1")
    (crash,) = client.hear("canary-9 crash", "message-2")
    assert crash["type"] == "error"
    assert crash["error"]["code"] == "failed"
    assert "call 911" in crash["error"]["message"]
    (silence,) = client.hear("nothing", "message-3")
    assert silence["error"]["code"] == "no_reply"
    assert client.hear("after", "message-4")[-1] == {"type": "done"}
    assert client.history()[0]["text"] == "before"
    assert "canary-9" not in assistant.log(), "no words of a person in the log"


def test_a_failing_or_slow_turn_still_speaks_its_alarm(client: Client, strict: Served) -> None:
    alarm, done = client.hear("crash, and I can't breathe", "message-a")
    assert alarm["card"]["card"] == "emergency"
    assert "911" in alarm["text"]
    assert done == {"type": "done"}
    waiting = Client(strict)
    waiting.begin()
    alarm, late = waiting.hear("slow, my face is drooping", "message-b")
    assert alarm["card"]["rule"] == "stroke_tia"
    assert late["error"]["code"] == "slow"


def test_bad_messages(client: Client) -> None:
    url = client.api + "/messages"
    assert code(client.http.post(url, data=b"\xff\xfe")) == "bad_request"
    assert code(client.http.post(url, data="[" * 100_000)) == "bad_request"
    assert code(client.http.post(url, json=["a"])) == "bad_request"
    assert code(client.http.post(url, json={"text": "no id"})) == "bad_request"
    assert code(client.http.post(url, json={"id": "x'; drop table events --", "text": "a"})) == "bad_request"
    assert code(client.http.post(url)) == "bad_request"
    assert client.hear(None, "message-5")[-1] == {"type": "done"}
    assert client.hear("🤕" * 50_000, "message-6")[-1] == {"type": "done"}
    assert client.hear("\ud83d", "message-7")[-1] == {"type": "done"}


def test_a_body_without_end_is_refused(client: Client, assistant: Served) -> None:
    def endless() -> object:
        for _ in range(1_000):
            yield b"x" * 10_000

    try:
        response = client.http.post(client.api + "/messages", data=endless(), timeout=10)
        assert code(response) == "too_large"
    except requests.exceptions.ConnectionError:
        pass  # the server hung up while we were still sending, which is as good
    assert requests.get(assistant.api + "/health", timeout=5).ok


def test_a_large_body_is_refused_also_where_none_is_wanted(assistant: Served) -> None:
    try:
        assert requests.post(assistant.api + "/session", data=b"x" * 5_000_000, timeout=10).status_code == 413
    except requests.exceptions.ConnectionError:
        pass  # it hung up while we were still sending
    assert requests.get(assistant.api + "/health", timeout=5).ok


def test_an_origin_that_is_no_address_is_refused_and_breaks_nothing(assistant: Served) -> None:
    assert code(requests.post(assistant.api + "/session", headers={"Origin": "http://[::1"}, timeout=5)) == "origin"


def test_without_a_session_nothing_is_told(stranger: Client, client: Client) -> None:
    client.hear("private", "message-p")
    for method, path in (("POST", "/messages"), ("GET", "/history"), ("GET", "/export"), ("DELETE", "/session")):
        for token in (None, "web-x.9999999999.AAAA", "null"):
            headers = {"Authorization": f"Bearer {token}"} if token else {}
            response = requests.request(method, stranger.api + path, headers=headers, json={}, timeout=5)
            assert response.status_code == 401
            assert code(response) == "no_session"


def test_other_sites_are_refused_and_listed_ones_are_not(client: Client) -> None:
    for method, path in (("POST", "/session"), ("POST", "/messages"), ("GET", "/history"), ("DELETE", "/session"), ("GET", "/ready")):
        refused = client.http.request(method, client.api + path, headers={"Origin": "https://evil.example.com"})
        assert refused.status_code == 403
        assert code(refused) == "origin"
    friend = {"Origin": "https://clinic.example.org", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}
    preflight = requests.options(client.api + "/messages", headers=friend, timeout=5)
    assert preflight.headers["Access-Control-Allow-Origin"] == "https://clinic.example.org"
    assert "Authorization" in preflight.headers["Access-Control-Allow-Headers"]
    assert client.send("emg", "message-o", headers=friend).headers["Access-Control-Allow-Origin"] == "https://clinic.example.org"
    stranger = requests.options(client.api + "/messages", headers={**friend, "Origin": "https://evil.example.com"}, timeout=5)
    assert "Access-Control-Allow-Origin" not in stranger.headers


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A stub assistant with narrow limits."""
    limits = {"session_messages_per_minute": 30, "address_sessions_per_minute": 12, "turn_seconds": 0.5}
    served = Served(tmp_path_factory.mktemp("strict"), **limits).start()
    yield served
    served.stop()


def test_a_slow_turn_is_told_and_its_answer_kept(strict: Served) -> None:
    client = Client(strict)
    client.begin()
    (late,) = client.hear("slow one", "message-s")
    assert late["error"]["code"] == "slow"
    reply = [line for _ in range(6) for line in client.hear("slow one", "message-s") if line["type"] == "reply"]
    assert reply
    assert strict.heard("slow one") == 1


def test_too_many(strict: Served) -> None:
    client = Client(strict)
    client.begin()
    answers = [client.send("hello", f"message-{i:04}").status_code for i in range(16)]
    assert answers[:10] == [200] * 10
    assert answers[-1] == 429
    refused = client.send("hello", "message-last")
    assert code(refused) == "too_many"
    assert int(refused.headers["Retry-After"]) == refused.json()["error"]["retry_after"] > 0
    assert [requests.post(strict.api + "/session", timeout=5).status_code for _ in range(5)][-1] == 429


def test_servers_share_conversations_while_secrets_rotate(client: Client, assistant: Served) -> None:
    first = client.hear("on the first server", "message-x")
    newer = Served(assistant.database.parent).start(secrets=f"{NEW_SECRET},{SECRET}")
    newest = Served(assistant.database.parent).start(secrets=NEW_SECRET)
    try:
        client.api = newer.api
        assert client.hear("on the first server", "message-x") == first
        assert assistant.heard("on the first server") == 1
        fresh = client.http.post(client.api + "/session").json()["token"]
        client.api = newest.api
        assert client.http.get(client.api + "/history").status_code == 401
        client.http.headers["Authorization"] = f"Bearer {fresh}"
        assert client.history()[0]["text"] == "on the first server"
    finally:
        newer.stop()
        newest.stop()


def test_every_answer_is_protected(client: Client) -> None:
    for response in (client.http.get(client.api + "/history"), client.send("emg"), requests.get(client.api + "/health", timeout=5), requests.get(client.api + "/history", timeout=5)):
        headers = response.headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"


def test_files_pages_and_probes(assistant: Served) -> None:
    assert requests.get(assistant.api + "/ready", timeout=5).json() == {"status": "ready"}
    page = requests.get(assistant.address + "/", timeout=5)
    assert "Riverside Clinic" in page.text
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert requests.head(assistant.address + "/", timeout=5).headers["content-length"] == page.headers["content-length"]
    plain = requests.get(assistant.address + "/widget/chat.js", headers={"Accept-Encoding": "identity"}, timeout=5)
    assert "content-encoding" not in plain.headers
    assert plain.headers["access-control-allow-origin"] == "*"
    connection = http.client.HTTPConnection(assistant.address.split("//")[1], timeout=5)
    for path in ("/widget/../channels/web.py", "/widget/%2e%2e/README.md", "/widget/", "/widget//etc/passwd", "/widget/none.js"):
        connection.request("GET", path)
        response = connection.getresponse()
        assert response.status == 404, path
        response.read()


def test_deleting_waits_for_the_turn_under_way(client: Client, assistant: Served) -> None:
    thread = threading.Thread(target=lambda: client.send("slow canary-race", "message-d"))
    thread.start()
    while not thread.is_alive():
        pass
    threading.Event().wait(0.3)
    other = requests.delete(client.api + "/session", headers=dict(client.http.headers), timeout=10)
    assert other.json() == {"deleted": True}
    thread.join()
    assert not any("canary-race" in row for row in assistant.rows())


def test_json_lines_are_utf8(client: Client) -> None:
    response = client.send("¿dónde? ひざ")
    assert "¿dónde? ひざ" in response.content.decode("utf-8")
    assert json.loads(response.text.splitlines()[0])
