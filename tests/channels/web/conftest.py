"""The stub assistant of the browser tests serves here too, without a browser."""
from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "browser"))

from echo_serving import Served  # noqa: E402


@pytest.fixture(scope="package")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One stub assistant with generous limits."""
    served = Served(tmp_path_factory.mktemp("channel"), origins=["https://clinic.example.org"]).start()
    yield served
    served.stop()


class Client:
    """A person's browser, as far as the channel can tell."""

    def __init__(self, served: Served) -> None:
        self.api = served.api
        self.http = requests.Session()

    def begin(self) -> str:
        """Get a session and use it from now on."""
        token = self.http.post(self.api + "/session").json()["token"]
        self.http.headers["Authorization"] = f"Bearer {token}"
        return str(token)

    def send(self, text: Any, message_id: str = "message-1", **more: Any) -> requests.Response:
        """Send a message."""
        return self.http.post(self.api + "/messages", json={"id": message_id, "text": text}, timeout=30, **more)

    def hear(self, text: Any, message_id: str = "message-1") -> list[dict[str, Any]]:
        """Send a message and read every line of the answer."""
        return [json.loads(line) for line in self.send(text, message_id).text.splitlines()]

    def history(self) -> list[dict[str, Any]]:
        """The transcript."""
        return list(self.http.get(self.api + "/history").json()["messages"])


@pytest.fixture
def client(assistant: Served) -> Client:
    """A person with a session."""
    person = Client(assistant)
    person.begin()
    return person


@pytest.fixture
def stranger(assistant: Served) -> Client:
    """Somebody without a session."""
    return Client(assistant)
