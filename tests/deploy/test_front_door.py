"""deploy/nginx/nginx.conf in Debian's nginx, before two bots that only say who they are."""
from __future__ import annotations

import contextlib
import http.client
import http.server
import json
import pathlib
import re
import socket
import ssl
import tempfile
import threading
import time
from collections.abc import Iterator

import pytest

from tests.deploy.door import Door


class Bot(http.server.ThreadingHTTPServer):
    """Answers every request with its name and what reached it; streams on /webhooks/web/stream."""

    daemon_threads = True
    allow_reuse_address = True

    class Handler(http.server.BaseHTTPRequestHandler):
        """Tells what it was asked."""

        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            self.do_GET()

        def do_GET(self) -> None:
            if self.path == "/webhooks/web/stream":
                self.send_response(200)
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                for line in (b"first\n", b"second\n"):
                    self.wfile.write(b"%x\r\n%s\r\n" % (len(line), line))
                    time.sleep(0.7)
                self.wfile.write(b"0\r\n\r\n")
                return
            body = json.dumps({"bot": self.server.server_port, "path": self.path, **dict(self.headers)}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    def __init__(self, port: int) -> None:
        self.connections: list[socket.socket] = []
        super().__init__(("127.0.0.1", port), self.Handler)
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def get_request(self) -> tuple[socket.socket, object]:
        connection, address = super().get_request()
        self.connections.append(connection)
        return connection, address

    def close(self) -> None:
        """Go away like a process that was killed: with all its connections."""
        self.shutdown()
        self.server_close()
        for connection in self.connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class Entrance(Door):
    """The door and who stands behind it."""

    bots: list[Bot]


@pytest.fixture(scope="module")
def nginx() -> Iterator[Entrance]:
    """The door, for all tests of this file."""
    # Not in pytest's folder, which only its owner may enter.
    with tempfile.TemporaryDirectory(prefix="guide-nginx-") as folder:
        door = Entrance(pathlib.Path(folder))
        yield door
        door.close()


@pytest.fixture
def door(nginx: Entrance) -> Iterator[Entrance]:
    """The door with both bots behind it."""
    nginx.bots = [Bot(port) for port in nginx.ports]
    yield nginx
    for bot in nginx.bots:
        bot.close()
    time.sleep(0.1)


def test_both_bots_answer_and_know_who_asked(door: Entrance) -> None:
    answers = [json.loads(door.ask("/webhooks/web/history")[1]) for _ in range(8)]
    assert {answer["bot"] for answer in answers} == set(door.ports)
    assert answers[0]["Host"] == "guide.example.org"
    assert answers[0]["X-Forwarded-For"] == "127.0.0.1"


@pytest.mark.parametrize("path", [
    "/webhooks/rest/webhook", "/conversations/1/tracker", "/model", "/status", "/version", "/metrics",
    "/webhooks/web/ready", "/webhooks/web/health", "/webhooks/web/../rest/webhook", "/webhooks/web/%2e%2e/rest/webhook", "/docs",
])
def test_everything_else_is_closed(door: Entrance, path: str) -> None:
    status, body, _ = door.ask(path, "POST" if path.endswith("webhook") else "GET")
    assert status == 404 and "bot" not in body


def test_open_paths(door: Entrance) -> None:
    for path in ("/", "/widget/specialty-guide-chat.js", "/webhooks/slack/webhook"):
        assert door.ask(path)[0] == 200
    assert door.ask("/widget/x.js", "POST")[0] == 403
    assert "max-age" in door.ask("/")[2]["strict-transport-security"]


def test_plain_http_leads_to_tls(door: Entrance) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", door.plain, timeout=5)
    connection.request("GET", "/widget/", headers={"Host": "guide.example.org"})
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Location"]) == (308, "https://guide.example.org/widget/")


def test_replies_are_streamed(door: Entrance) -> None:
    connection = http.client.HTTPSConnection("127.0.0.1", door.tls, context=ssl._create_unverified_context(), timeout=20)
    connection.request("GET", "/webhooks/web/stream")
    answer = connection.getresponse()
    began = time.monotonic()
    assert answer.readline() == b"first\n"
    assert time.monotonic() - began < 0.6
    assert answer.readline() == b"second\n"
    assert time.monotonic() - began > 0.4


def test_a_body_too_large_is_refused(door: Entrance) -> None:
    assert door.ask("/webhooks/web/messages", "POST", b"x" * 700_000)[0] == 413


def test_the_log_tells_nobodys_address_or_words(door: Entrance) -> None:
    door.ask("/webhooks/web/history?token=canary-in-the-query")
    time.sleep(0.2)
    log = door.log.read_text()
    assert "/webhooks/web/history" in log
    assert "canary" not in log and not re.search(r"^127\.|127\.0\.0\.1 ", log, re.M)


def test_a_bot_gone_is_not_noticed(door: Entrance) -> None:
    door.bots[0].close()
    answers = [door.ask("/webhooks/web/messages", "POST", b"{}") for _ in range(8)]
    assert [status for status, _, _ in answers] == [200] * 8
    assert {json.loads(body)["bot"] for _, body, _ in answers} == {door.ports[1]}


def test_with_no_bot_the_person_still_learns_where_to_turn(door: Entrance) -> None:
    for bot in door.bots:
        bot.close()
    status, body, headers = door.ask("/webhooks/web/messages", "POST", b"{}")
    assert status in (502, 503)
    error = json.loads(body)["error"]
    assert error["message"].endswith("If this is an emergency, call 911.") and error["code"] == "not_ready"
    assert headers["content-type"] == "application/json" and headers["retry-after"] == "5"
    status, page, headers = door.ask("/")
    assert status in (502, 503) and "call 911" in page and headers["content-type"] == "text/html"


def test_who_dribbles_is_shown_out(door: Entrance) -> None:
    connection = ssl._create_unverified_context().wrap_socket(socket.create_connection(("127.0.0.1", door.tls), timeout=20))
    began = time.monotonic()
    connection.sendall(b"POST /webhooks/web/messages HTTP/1.1\r\nHost: guide\r\n")
    assert connection.recv(200) in (b"",) or time.monotonic() - began < 15
    assert time.monotonic() - began < 15


def test_one_client_cannot_crowd_out_the_rest(door: Entrance) -> None:
    statuses = [door.ask("/webhooks/web/history")[0] for _ in range(80)]
    assert 429 in statuses
    time.sleep(5)
    assert door.ask("/webhooks/web/history")[0] == 200
