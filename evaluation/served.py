"""A server of our own for as long as it is needed: started on a free port, ready before it is used, stopped after."""
from __future__ import annotations

import contextlib
import json
import os
import pathlib
import queue
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import uuid
from typing import Iterator

from rasa.shared.utils.io import read_yaml_file, write_yaml

from evaluation.places import ROOT

READY = "Ready:"
_LONGEST_START = 240.0
_CREDENTIALS = "channels.rest.GuardedRest:\n"


class NotReady(RuntimeError):
    """The server ended or stayed silent; the message holds the end of its log."""


def free_port() -> int:
    """A port of the loopback that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def served(log: pathlib.Path, environment: dict[str, str] | None = None) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The newest trained assistant with the REST channel alone.

    Yields:
        Its address and its process.
    """
    port = free_port()
    with tempfile.TemporaryDirectory() as folder, log.open("w") as noise:
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "channels.serve"], cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=noise,
            env={**os.environ, **settings(pathlib.Path(folder), port), **(environment or {})})
        try:
            _wait(process, log)
            _check(f"http://127.0.0.1:{port}", log)
            yield f"http://127.0.0.1:{port}", process
        finally:
            stop(process)


def settings(folder: pathlib.Path, port: int) -> dict[str, str]:
    """The environment of a server with the REST channel alone and a database of its own in ``folder``."""
    credentials, endpoints = folder / "credentials.yml", folder / "endpoints.yml"
    credentials.write_text(_CREDENTIALS)
    own = read_yaml_file(ROOT / "endpoints.yml")
    if own.get("tracker_store", {}).get("dialect") == "sqlite":
        own["tracker_store"]["db"] = str(folder / "conversations.db")
    write_yaml(own, endpoints)
    return {"GUIDE_PORT": str(port), "GUIDE_CREDENTIALS": str(credentials), "GUIDE_ENDPOINTS": str(endpoints)}


def ask(url: str, sender: str, text: str, timeout: float = 60.0) -> list[dict[str, object]]:
    """One message over REST and its answer."""
    body = json.dumps({"sender": sender, "message": text}).encode()
    request = urllib.request.Request(f"{url}/webhooks/rest/webhook", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=timeout) as response:
        answer: list[dict[str, object]] = json.load(response)
    return answer


def stop(process: subprocess.Popen[str], patience: float = 20.0) -> None:
    """Asks a process to end, and ends it when it does not."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    if process.stdout:
        process.stdout.close()


def _check(url: str, log: pathlib.Path) -> None:
    """Rasa answers nothing, without an error, when its model does not fit the code."""
    if not ask(url, f"first-{uuid.uuid4().hex}", "hello"):
        raise NotReady(f"the assistant answers nothing: is its model older than the code? `make train`; see {log}")


def _wait(process: subprocess.Popen[str], log: pathlib.Path) -> None:
    """Reads what the server prints until it says that it is ready, and goes on reading so that it never blocks."""
    lines: queue.Queue[str] = queue.Queue()

    def read() -> None:
        assert process.stdout
        with contextlib.suppress(ValueError):
            for line in process.stdout:
                lines.put(line)
        lines.put("")

    threading.Thread(target=read, daemon=True).start()
    until = time.monotonic() + _LONGEST_START
    while True:
        try:
            line = lines.get(timeout=max(0.1, until - time.monotonic()))
        except queue.Empty:
            raise NotReady(f"the assistant was not ready within {_LONGEST_START:.0f} s; see {log}") from None
        if line.startswith(READY):
            return
        if not line:
            raise NotReady("the assistant ended before it was ready:\n" + "\n".join(log.read_text().splitlines()[-10:]))
