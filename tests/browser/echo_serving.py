"""Starts and stops the stub assistant of ``echo_server.py`` as a process of its own."""
from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a-secret-for-tests-only-0123456789abcdef"
METRICS_TOKEN = "for-prometheus-in-tests-0123456789"
#: So generous that only the tests of the limits meet them.
GENEROUS = {
    "session_messages_per_minute": 6000,
    "address_calls_per_minute": 6000,
    "address_sessions_per_minute": 6000,
}


def free_port() -> int:
    """A port nobody uses right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """One stub assistant: its address, its database, and its switch."""

    def __init__(self, folder: Path, port: int | None = None, **credentials: Any) -> None:
        self.port = port or free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.api = f"{self.address}/webhooks/web"
        self.database = folder / "trackers.db"
        self._log = folder / f"server-{self.port}.log"
        self._credentials = {**GENEROUS, **credentials}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, secrets: str = SECRET) -> Served:
        """Start it and wait until it answers."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "GUIDE_WEB_SECRETS": secrets, "GUIDE_WEB_ORIGINS": "",
                       "GUIDE_METRICS_TOKEN": METRICS_TOKEN, **self._environment()}
        command = [sys.executable, "-W", "ignore", *self._command()]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                urllib.request.urlopen(self.api + "/ready", timeout=2)
                return self
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise RuntimeError(f"The server did not start:\n{self._log.read_text()[-2000:]}")

    def _command(self) -> list[str]:
        return ["tests/browser/echo_server.py", str(self.port), str(self.database), json.dumps(self._credentials)]

    def _environment(self) -> dict[str, str]:
        return {}

    def stop(self) -> None:
        """Stop it the way a deployment does."""
        if self._process:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def rows(self, sender: str = "%") -> list[str]:
        """What the database holds of a conversation, event by event."""
        with sqlite3.connect(self.database) as connection:
            return [row[0] for row in connection.execute("select data from events where sender_id like ?", (sender,))]

    def keeps(self, text: str) -> bool:
        """Whether the database holds these words; waits a moment, as a turn is saved after its answer."""
        deadline = time.monotonic() + 5
        while not any(text in row for row in self.rows()):
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        return True

    def heard(self, text: str, patience: float = 0.0) -> int:
        """How many times the assistant heard this message; for so many seconds it may still be on its way."""
        until = time.monotonic() + patience
        while True:
            events = [json.loads(row) for row in self.rows()]
            times = sum(event["event"] == "user" and event["text"] == text for event in events)
            if times or time.monotonic() >= until:
                return times
            time.sleep(0.1)

    def log(self) -> str:
        """What the server wrote down."""
        return self._log.read_text()


class WholeAssistant(Served):
    """The assistant itself, as ``make serve`` starts it, with a database of its own."""

    def _command(self) -> list[str]:
        return ["-m", "channels.serve"]

    def _environment(self) -> dict[str, str]:
        endpoints = self.database.parent / "endpoints.yml"
        endpoints.write_text(f"tracker_store:\n  type: stores.tracker.ConversationStore\n  dialect: sqlite\n  db: {self.database}\n")
        credentials = self.database.parent / "credentials.yml"
        credentials.write_text(json.dumps({"channels.web.WebInput": self._credentials}))
        return {"GUIDE_PORT": str(self.port), "GUIDE_ENDPOINTS": str(endpoints), "GUIDE_CREDENTIALS": str(credentials)}
