"""Two whole bots, as ``make serve`` starts them, on one PostgreSQL and one Redis."""
from __future__ import annotations

import hashlib
import http.client
import json
import os
import pathlib
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import uuid
from typing import Any

from channels.model import newest_model
from tests.stores.servers import PostgreSQL, Redis, free_port

_START_SECONDS = 240


class Bots:
    """Processes of ``channels.serve`` with the endpoints of ``deploy/``."""

    def __init__(self, count: int = 2) -> None:
        """Start everything and wait until each bot can answer."""
        self.postgres, self.redis = PostgreSQL(), Redis()
        self.postgres.start()
        self.redis.start()
        self.log = self.redis.folder / "bots.log"
        trained = newest_model()
        self.model = pathlib.Path(shutil.copy2(trained, self.redis.folder / "guide.tar.gz"))
        self.model.with_name("guide.sha256").write_text(f"{hashlib.sha256(self.model.read_bytes()).hexdigest()}  guide.tar.gz\n")
        self._environment = {
            **os.environ, "GUIDE_MODEL": str(self.model), "GUIDE_MODEL_HASH": "required", "SANIC_REQUEST_TIMEOUT": "3",
            "GUIDE_ENDPOINTS": "deploy/endpoints.yml", "GUIDE_CREDENTIALS": "deploy/credentials.yml",
            "GUIDE_DATABASE_URL": self.postgres.url, "GUIDE_REDIS_URL": self.redis.url, "GUIDE_WEB_SECRETS": secrets.token_hex(16),
        }
        self.ports = [free_port() for _ in range(count)]
        self.processes = [self._serve(port) for port in self.ports]
        for bot in range(count):
            self.wait_for(bot)

    def _serve(self, port: int) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-W", "ignore", "-m", "channels.serve"]
        with open(self.log, "ab") as log:
            return subprocess.Popen(command, env={**self._environment, "GUIDE_PORT": str(port)}, stdout=log, stderr=log)

    def wait_for(self, bot: int) -> None:
        """Until the bot is ready."""
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and self.processes[bot].poll() is None:
            try:
                if self.call(bot, "GET", "/ready")[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.2)
        raise RuntimeError(f"bot {bot} did not start:\n{self.written()[-3000:]}")

    def written(self) -> str:
        """Everything that the bots have logged."""
        return self.log.read_text(errors="replace")

    def kill(self, bot: int) -> None:
        """As the kernel does when memory is short."""
        self.processes[bot].send_signal(signal.SIGKILL)
        self.processes[bot].wait()

    def restart(self, bot: int) -> None:
        """Start a bot again, on its port."""
        self.processes[bot] = self._serve(self.ports[bot])
        self.wait_for(bot)

    def refusal(self) -> tuple[int, str]:
        """Start one more bot that is expected to end at once: its exit code, and what it says."""
        done = subprocess.run([sys.executable, "-W", "ignore", "-m", "channels.serve"], timeout=_START_SECONDS, text=True,
                              env={**self._environment, "GUIDE_PORT": str(free_port())}, capture_output=True)
        return done.returncode, done.stderr

    def raw(self, bot: int, data: bytes) -> bytes:
        """Send bytes, whatever they are; returns what came back until the bot closed the connection."""
        with socket.create_connection(("127.0.0.1", self.ports[bot]), timeout=20) as connection:
            answer = b""
            try:
                connection.sendall(data)
                connection.shutdown(socket.SHUT_WR)
                while part := connection.recv(65536):
                    answer += part
            except OSError:
                pass  # shown out in the middle of a sentence
            return answer

    def call(self, bot: int, method: str, path: str, body: Any = None, token: str = "") -> tuple[int, str]:
        """One request to one bot; returns status and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.ports[bot], timeout=40)
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
        connection.request(method, f"/webhooks/web{path}", None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    def close(self) -> None:
        """Stop and remove everything."""
        for process in self.processes:
            process.kill()
            process.wait()
        self.postgres.remove()
        self.redis.remove()


class Person:
    """One person on the website, whose turns go to any bot."""

    def __init__(self, bots: Bots) -> None:
        """Open a session."""
        self.bots = bots
        self.token: str = json.loads(bots.call(0, "POST", "/session", {})[1])["token"]

    def say(self, bot: int, text: str, identity: str = "") -> list[dict[str, Any]]:
        """Send a message; returns the lines that came back."""
        body = {"id": identity or uuid.uuid4().hex, "text": text}
        return [json.loads(line) for line in self.bots.call(bot, "POST", "/messages", body, self.token)[1].splitlines()]

    def kept(self, bot: int = 0) -> list[dict[str, Any]]:
        """Everything that is kept of the person."""
        events: list[dict[str, Any]] = json.loads(self.bots.call(bot, "GET", "/export", token=self.token)[1])["events"]
        return events

    def said(self, bot: int = 0) -> list[str]:
        """What is kept of the person's own words."""
        return [event["text"] for event in self.kept(bot) if event["event"] == "user"]
